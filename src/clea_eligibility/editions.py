"""The published rule sets, by id: once published, one decides the same for ever."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clea_eligibility.errors import CleaError, Text, meant, of_type, said
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import READINGS, RULES, SOURCE, TARIFF

__all__ = ["EDITIONS", "GUIDE", "GUIDE_2026", "rule_set"]


class _Edition(RuleSet):
    """A published rule set, or one of its readings: copies and pickles of it are the very same object."""

    __slots__ = ()

    def __reduce__(self) -> "tuple[Callable[[str], RuleSet], tuple[str]]":
        return rule_set, (self.id,)

    def __copy__(self) -> "_Edition":
        return self

    def __deepcopy__(self, memo: object) -> "_Edition":
        return self


GUIDE_2026: RuleSet = _Edition(id="guide-2026", rules=RULES, tariff=TARIFF, readings=READINGS, source=SOURCE)
"""The rules of the page as transcribed in 2026, under the default readings. They stay what they are."""
GUIDE = GUIDE_2026
"""The newest edition, under the default readings."""
EDITIONS: Mapping[str, RuleSet] = MappingProxyType({edition.id: edition for edition in (GUIDE_2026,)})
"""The published rule sets by id, the oldest first."""


_NO_EDITION = Text("l'édition {base} n'existe pas ; {hint}", "there is no edition {base}; {hint}")
_NO_READING = Text("{base} n'a pas de lecture {reading} ; {hint}", "{base} has no reading {reading}; {hint}")
_TWO_READINGS = Text(
    "{name} : {first} et {other} sont deux lectures d'une même règle, {rule}",
    "{name}: {first} and {other} are readings of one rule, {rule}",
)


def rule_set(name: str) -> RuleSet:
    """A published rule set, under the readings that its name adds; the very same object each time.

    Args:
        name: The id of an edition, then names of readings, each after a ``+``, in any order; that of a default may
            stand among them.

    Raises:
        CleaError: No edition or no reading has the name, with the nearest; or two readings of one rule are named.

    >>> rule_set("guide-2026+counted_backwards+clear_days")
    RuleSet('guide-2026+clear_days+counted_backwards')
    >>> rule_set("guide-2026+clear_day")
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.CleaError: guide-2026 has no reading 'clear_day'; did you mean 'clear_days'?
    """
    of_type(name, str, "name")
    base, *names = name.split("+")
    edition = EDITIONS.get(base)
    if edition is None:
        raise CleaError(_NO_EDITION.filled(base=said(base), hint=meant(base, EDITIONS)))
    rule_of = {reading.name: reading.rule for reading in edition.readings}
    chosen: dict[str, str] = {}
    for reading in names:
        if reading not in rule_of:
            raise CleaError(_NO_READING.filled(base=base, reading=said(reading), hint=meant(reading, rule_of)))
        first = chosen.setdefault(rule_of[reading], reading)
        if first != reading:
            raise CleaError(_TWO_READINGS.filled(name=said(name), first=first, other=reading, rule=rule_of[reading]))
    return edition.read(**chosen)
