"""What a rule set is, which ones are refused, and how others are made from one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeGuard, get_args

import attrs
from attrs import field, frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.dossier.models import CertificationKind, EvaluationStage
from clea_eligibility.errors import CleaError, did_you_mean, of_type, shown
from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    Condition,
    Is,
    OneOf,
    check,
    conjuncts,
    ill_formed,
    not_a_tuple,
)
from clea_eligibility.rules._rule import Basis, Group, Rate, Reading, Rule, Source, Tariff
from clea_eligibility.rules._sharing import KIND, STAGE, needs_dates_compatible, values_of

PUBLISHED = ("guide-2026",)
"""The ids of the published editions: no other rule set is given one."""

_MOST_PROBLEMS = 100
_MOST_EUROS = 1_000_000_000
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


@frozen(repr=False)
class RuleSet:
    """Rules, their admissible readings and the tariff, under one name.

    ``id`` names the rule set that decided; :meth:`read` appends the names of other readings to it.

    >>> from clea_eligibility import GUIDE
    >>> GUIDE.read(filed_three_weeks_before="clear_days").id
    'guide-2026+clear_days'

    Raises :class:`CleaError` for a rule set that could not decide, with every reason: a value of the wrong type, a code
    or a reading's name used twice, a fact or a value that does not exist, an amount missing for a certification that
    the rules accept, an id that does not say which readings its rules follow. Dates that its rules, or one of its
    readings, could never satisfy are found before its first decision.
    """

    id: str
    rules: tuple[Rule, ...]
    tariff: Tariff
    readings: tuple[Reading, ...] = ()
    source: Source | None = field(default=None, kw_only=True, eq=False)
    """What a published edition transcribes; ``None`` for rules of one's own."""
    # The rule set that these rules are a reading of, and its readings, made once each.
    _read_from: "RuleSet | None" = field(default=None, init=False, eq=False)
    _read_as: "dict[tuple[tuple[str, str], ...], RuleSet]" = field(factory=dict, init=False, eq=False)
    # The rules that an evolved rule set was made from, however often: what their page says is not changed.
    _origin: "RuleSet | None" = field(default=None, init=False, eq=False)
    # What the engine made of these rules, kept here so that it lives as long as they do: made on first use,
    # the same whoever makes it, and no part of the rule set's identity.
    _compiled: Any = field(default=None, init=False, eq=False)
    _plans: dict[bool, Any] = field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        _refuse([*_ill_formed_id(self.id), *_ill_formed(self.rules, self.tariff, self.readings)])
        _refuse(self._contradictions())
        _refuse(self._without_a_way_out())

    def _without_a_way_out(self) -> Iterator[str]:
        """That some dossier would need a rule which says that nothing can save it, and there is none."""
        joint = any(rule.is_joint for rule in self.rules)
        if not joint and needs_dates_compatible(self.rules):
            yield (
                "rules: together they can leave a dossier no way out, which only a rule that requires "
                "DatesCompatible() can say; expected one, such as GUIDE.rule('dates_compatible')"
            )

    def _contradictions(self) -> Iterator[str]:
        """What a rule set of the right form says against itself, or of facts that there are not."""
        for code, count in Counter(rule.code.lower() for rule in self.rules).items():
            if count > 1:  # capitals tell no two columns of a table apart in DuckDB and Spark
                yield f"rule {code}: expected a code that is used once, capitals or not, got {count} rules of this code"
        for rule in self.rules:
            for message in _refused(_check_rule, rule):
                yield f"rule {rule.code}: {message}"
        known = {rule.code: rule for rule in self.rules}
        for reading in self.readings:
            if reading.rule in known:
                for message in _refused(_check_reading, reading, known[reading.rule]):
                    yield f"reading {reading.name}: {message}"
            else:
                yield from _refused(self.rule, reading.rule)
        for name, count in Counter(reading.name for reading in self.readings).items():
            if count > 1:
                of = ", ".join(dict.fromkeys(reading.rule for reading in self.readings if reading.name == name))
                yield f"reading {name}: expected a name that is used once, got {count} readings of this name (of {of})"
        if self.source is None and self.id.partition("+")[0] in PUBLISHED:
            yield f"id: expected another than that of a published edition, got {shown(self.id)}"
        misread = [problem for rule in self.rules for problem in self._misread(rule)]
        yield from misread
        expected = self._id(self.rules)
        if self.id != expected and not misread:
            yield (
                f"id: expected {shown(expected)}, got {shown(self.id)}; after the first + stand the readings that the "
                "rules follow, in the order of the rules, but for the reading that is listed first for its rule"
            )
        yield from self._without_an_amount()

    def _without_an_amount(self) -> Iterator[str]:
        """That the rules accept a certification for which the tariff has no amount, or several."""
        for kind in CertificationKind:
            for stage in EvaluationStage:
                count = [(rate.kind, rate.stage) for rate in self.tariff.rates].count((kind, stage))
                if count > 1:
                    yield f"tariff: expected one amount for {kind} {stage}, got {count}"
                if count == 0 and self._may_accept(kind, stage):
                    yield f"tariff: no amount for {kind} {stage}, which the rules accept"

    def _misread(self, rule: Rule) -> Iterator[str]:
        named = {reading.name: reading.requires for reading in self.readings_of(rule.code)}
        if named and rule.reading not in named:
            got = shown(rule.reading)
            yield f"rule {rule.code}: reading: expected the one that it requires of: {', '.join(named)}; got {got}"
        elif named and named[rule.reading] != rule.requires:  # type: ignore[index]
            yield f"rule {rule.code}: requires: expected what its reading {rule.reading} requires"

    def _id(self, rules: Iterable[Rule]) -> str:
        """The id of these rules: that of the default readings, then the names of others, in the order of the rules.

        A rule may name a reading though none is listed for it. Such a name stays in an id where it already stands.
        """
        base, *stated = self.id.split("+")
        usual = {reading.rule: reading.name for reading in reversed(self.readings)}
        names = [
            rule.reading
            for rule in rules
            if rule.reading is not None
            and (rule.reading != usual[rule.code] if rule.code in usual else rule.reading in stated)
        ]
        return "+".join([base, *names])

    def _may_accept(self, kind: CertificationKind, stage: EvaluationStage) -> bool:
        stated = {KIND: kind, STAGE: stage}
        required = [part for rule in self.rules if rule.applies == ALWAYS for part in conjuncts(rule.requires)]
        return all(
            stated[part.path] in values_of(part)
            for part in required
            if isinstance(part, Is | OneOf) and part.path in stated
        )

    def rule(self, code: str) -> Rule:
        """The rule with this code; raises :class:`CleaError`, with the nearest code, where there is none."""
        of_type(code, str, "code")
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise _no_rule(self.id, code, self.rules)

    def readings_of(self, code: str) -> tuple[Reading, ...]:
        """The admissible readings of a rule, the default first; none where its words mean one thing only."""
        return tuple(reading for reading in self.readings if reading.rule == code)

    def read(self, **readings: str) -> "RuleSet":
        """The same rules under other admissible readings, named by rule code: the same object each time.

        Raises :class:`CleaError` for a rule that does not exist or a reading that it does not have.

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.read(proof_of_residence_recent="counted_backwards")
        RuleSet('guide-2026+counted_backwards')
        >>> GUIDE.read(proof_of_residence_recent="clear_days")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        clea_eligibility.errors.CleaError: proof_of_residence_recent has no reading 'clear_days'; expected one of: ...
        """
        for code, name in readings.items():
            self.rule(code)
            of_type(name, str, code)
            named = {reading.name: reading for reading in self.readings_of(code)}
            if name not in named:
                hint = did_you_mean(name, named) if named else "its words have one meaning only"
                raise CleaError(f"{code} has no reading {shown(name)}; {hint}")
        whole = self._read_from or self
        followed = {rule.code: rule.reading for rule in self.rules} | readings
        other = {
            rule.code: other_name
            for rule in whole.rules
            if (other_name := followed[rule.code]) is not None and other_name != rule.reading
        }
        key = tuple(other.items())
        if key and key not in whole._read_as:
            whole._read_as.setdefault(key, whole._reading(other))
        return whole._read_as[key] if key else whole

    def in_every_reading(self) -> "RuleSet":
        """The same rules, each requiring all its admissible readings at once; the same object each time.

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.in_every_reading()
        RuleSet('guide-2026 in every reading')
        """
        whole = self._read_from or self
        if not whole.readings:
            return whole
        if () not in whole._read_as:
            rules = tuple(
                attrs.evolve(rule, requires=AllOf(tuple(each.requires for each in listed)), reading=None)
                if (listed := whole.readings_of(rule.code))
                else rule
                for rule in whole.rules
            )
            name = f"{whole.id.partition('+')[0]} in every reading"
            strict = RuleSet(id=name, rules=rules, tariff=whole.tariff, source=whole.source)
            object.__setattr__(strict, "_origin", whole._origin)
            whole._read_as.setdefault((), strict)
        return whole._read_as[()]

    def _reading(self, names: Mapping[str, str]) -> "RuleSet":
        """These rules, some of them under other readings."""
        requires = {(reading.rule, reading.name): reading.requires for reading in self.readings}
        rules = tuple(
            attrs.evolve(rule, requires=requires[rule.code, names[rule.code]], reading=names[rule.code])
            if rule.code in names
            else rule
            for rule in self.rules
        )
        read = object.__new__(type(self))
        read.__setstate__({**self.__getstate__(), "id": self._id(rules), "rules": rules})
        _refuse([*read._without_an_amount(), *read._without_a_way_out()])  # all else has been checked
        object.__setattr__(read, "_read_from", self)
        return read

    def evolve(
        self,
        *,
        id: str,
        requires: Mapping[str, Condition] = MappingProxyType({}),
        rules: tuple[Rule, ...] | None = None,
        tariff: Tariff | None = None,
        readings: tuple[Reading, ...] | None = None,
        labels: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    ) -> "RuleSet":
        """Other rules, made from these: what if the page said something else?

        A rule that comes to apply where it did not, to require or to presume something else is no longer the page's:
        its basis is ``changed`` and it cites no statement. One that requires what another of its admissible readings
        requires is the page's still, under that reading.

        Args:
            id: The name of the rule set: not that of a published edition, and without ``+``.
            requires: What the rules of these codes require instead.
            rules: The rules that take the place of these.
            tariff: The tariff that takes the place of this one.
            readings: The readings that take the place of these. Where none are given, those are dropped whose rule is
                gone or requires what is none of its readings: they were readings of other words. What a rule requires
                is listed first, as its default.
            labels: Other labels, French and English, of the rules of these codes.

        Raises:
            CleaError: The rule set could not decide, or a code is that of no rule.

        >>> from clea_eligibility import GUIDE
        >>> from clea_eligibility.rules import Day, NotAfter
        >>> two_weeks = NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))
        >>> reform = GUIDE.evolve(id="two-weeks", requires={"filed_three_weeks_before": two_weeks})
        >>> reform, reform.rule("filed_three_weeks_before").basis
        (RuleSet('two-weeks'), 'changed')
        """
        of_type(requires, Mapping, "requires")
        of_type(labels, Mapping, "labels")
        rules = self.rules if rules is None else rules
        tariff = self.tariff if tariff is None else tariff
        problems = [*_ill_formed_id(id), *_ill_formed(rules, tariff, self.readings if readings is None else readings)]
        if isinstance(id, str) and ("+" in id or id in PUBLISHED):
            problems.append(f"id: expected another than that of a published edition, and no +, got {shown(id)}")
        for code, condition in requires.items():
            problems += [f"rule {code}: {problem}" for problem in ill_formed(condition, "requires")]
        for code, both in labels.items():
            problems += _ill_formed_labels(f"rule {code}: labels", both)
        _refuse(problems)
        for code in (*requires, *labels):
            if all(rule.code != code for rule in rules):
                raise _no_rule(self.id, code, rules)
        listed = self.readings if readings is None else readings
        rules = tuple(self._evolved(_with(rule, requires, labels), listed) for rule in rules)
        if readings is None:
            kept = {each.rule for each in listed for rule in rules if _mean_the_same(each, rule)}
            listed = tuple(each for each in listed if each.rule in kept)
        first = {reading.rule: place for place, reading in reversed([*enumerate(listed)])}
        followed = [(rule.code, rule.reading) for rule in rules]
        listed = tuple(sorted(listed, key=lambda each: (first[each.rule], (each.rule, each.name) not in followed)))
        evolved = RuleSet(id=id, rules=rules, tariff=tariff, readings=listed)
        object.__setattr__(evolved, "_origin", self._origin or self)
        return evolved

    def _evolved(self, rule: Rule, readings: tuple[Reading, ...]) -> Rule:
        """A rule as :meth:`evolve` leaves it: under its reading, if it follows one, and changed if it is not ours."""
        sources = (self, self._origin or self)
        ours = [(own, source) for source in sources for own in source.rules if own.code == rule.code]
        names: list[str | None] = [each.name for each in readings if _mean_the_same(each, rule)]
        names = names or [name for own, source in ours for name in source._meant(own, rule)]
        if rule.reading not in names and (names or ours):
            rule = attrs.evolve(rule, reading=names[0] if names else None)
        for own, source in ours:
            if (own.applies, own.presumed) == (rule.applies, rule.presumed) and source._meant(own, rule):
                if "changed" not in (own.basis, rule.basis):
                    return rule
                return attrs.evolve(rule, basis=own.basis, statements=own.statements)
        return attrs.evolve(rule, basis="changed", statements=()) if ours else rule

    def _meant(self, own: Rule, rule: Rule) -> list[str | None]:
        """The readings of our rule, itself first, that require what a rule of the same code requires."""
        listed = [each.name for each in self.readings_of(rule.code) if each.requires == rule.requires]
        return [own.reading, *listed] if own.requires == rule.requires else [*listed]

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        return f"RuleSet({self.id!r})"

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("id", "rules", "tariff", "readings", "source", "_origin")}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in {**state, "_compiled": None, "_plans": {}, "_read_from": None, "_read_as": {}}.items():
            object.__setattr__(self, name, value)


def _refuse(problems: Iterable[str]) -> None:
    found = list(problems)
    if len(found) > _MOST_PROBLEMS:
        found[_MOST_PROBLEMS:] = [f"and {len(found) - _MOST_PROBLEMS:,} more"]
    if found:
        raise CleaError("\n".join(found))


def _refused(check: Callable[..., object], *values: object) -> Iterator[str]:
    try:
        check(*values)
    except CleaError as error:
        yield str(error)


def _mean_the_same(reading: Reading, rule: Rule) -> bool:
    return (reading.rule, reading.requires) == (rule.code, rule.requires)


def _with(rule: Rule, requires: Mapping[str, Condition], labels: Mapping[str, tuple[str, str]]) -> Rule:
    if rule.code in requires:
        rule = attrs.evolve(rule, requires=requires[rule.code])
    if rule.code in labels:
        label_fr, label_en = labels[rule.code]
        rule = attrs.evolve(rule, label_fr=label_fr, label_en=label_en)
    return rule


def _no_rule(rule_set: str, code: object, rules: Iterable[Rule]) -> CleaError:
    known = did_you_mean(str(code), [rule.code for rule in rules])
    return CleaError(f"{rule_set} has no rule {shown(code)}; {known}")


def _ill_formed_id(id: object) -> Iterator[str]:
    if not _is_text(id) or str(id).startswith("+"):
        yield f"id: expected a text on one line that does not begin with +, got {shown(id)}"


def _ill_formed(rules: tuple[object, ...], tariff: object, readings: tuple[object, ...]) -> Iterator[str]:
    """Values of the wrong type, and texts that are none, each with its place."""
    yield from _ill_formed_each("rules", rules, Rule, _ill_formed_rule)
    if isinstance(tariff, Tariff):
        yield from _ill_formed_each("tariff.rates", tariff.rates, Rate, _ill_formed_rate)
    else:
        yield f"tariff: expected Tariff(…), got {shown(tariff)}"
    yield from _ill_formed_each("readings", readings, Reading, _ill_formed_reading)


def _ill_formed_each(
    place: str, values: tuple[object, ...], kind: type, ill_formed_one: Callable[[str, Any], Iterator[str]]
) -> Iterator[str]:
    yield from not_a_tuple(values, place, f"{kind.__name__}(…)")
    for number, value in enumerate(values if isinstance(values, tuple) else ()):
        if isinstance(value, kind):
            yield from ill_formed_one(f"{place}[{number}]", value)
        else:
            yield f"{place}[{number}]: expected {kind.__name__}(…), got {shown(value)}"


def _ill_formed_rule(place: str, rule: Rule) -> Iterator[str]:
    if not (_is_text(rule.code) and rule.code.isascii() and rule.code.isidentifier()):
        yield f"rule {shown(rule.code)}: expected a code of ASCII letters, digits and _ that begins with no digit"
    else:
        place = f"rule {rule.code}"
    for name, known in (("group", get_args(Group)), ("basis", get_args(Basis))):
        if getattr(rule, name) not in known:
            yield f"{place}: {name}: expected {' or '.join(known)}, got {shown(getattr(rule, name))}"
    yield from _ill_formed_statements(f"{place}: ", rule.statements)
    for name in ("label_fr", "label_en"):
        if not _is_text(getattr(rule, name)):
            yield f"{place}: {name}: expected a text on one line, got {shown(getattr(rule, name))}"
    for name in ("requires", "applies", "presumed"):
        if name != "presumed" or rule.presumed is not None:
            yield from (f"{place}: {problem}" for problem in ill_formed(getattr(rule, name), name))
    if rule.reading is not None:
        yield from _ill_formed_name(f"{place}: reading", rule.reading)


def _ill_formed_reading(place: str, reading: Reading) -> Iterator[str]:
    if not _is_text(reading.rule):
        yield f"{place}.rule: expected the code of a rule, got {shown(reading.rule)}"
    yield from _ill_formed_name(f"{place}.name", reading.name)
    yield from (f"{place}.{problem}" for problem in ill_formed(reading.requires, "requires"))


def _ill_formed_rate(place: str, rate: Rate) -> Iterator[str]:
    for name, kind in (("kind", CertificationKind), ("stage", EvaluationStage)):
        if not isinstance(getattr(rate, name), kind):
            yield f"{place}.{name}: expected a member of {kind.__name__}, got {shown(getattr(rate, name))}"
    if type(rate.euros) is not int or not 0 < rate.euros <= _MOST_EUROS:
        yield f"{place}.euros: expected whole euros from 1 to {_MOST_EUROS:,}, got {shown(rate.euros)}"
    yield from _ill_formed_statements(f"{place}.", rate.statements)


def _ill_formed_statements(place: str, statements: tuple[str, ...]) -> Iterator[str]:
    yield from not_a_tuple(statements, f"{place}statements", "texts") or (
        f"{place}statements[{number}]: expected a text on one line, got {shown(statement)}"
        for number, statement in enumerate(statements)
        if not _is_text(statement)
    )


def _ill_formed_labels(place: str, labels: object) -> Iterator[str]:
    if not (isinstance(labels, tuple) and len(labels) == 2):
        yield f"{place}: expected a pair of texts, French and English, got {shown(labels)}"


def _ill_formed_name(place: str, name: object) -> Iterator[str]:
    if not _is_text(name) or "+" in str(name):
        yield f"{place}: expected a name on one line without +, got {shown(name)}"


def _is_text(value: object) -> TypeGuard[str]:
    return type(value) is str and _ONE_LINE.fullmatch(value) is not None


def _check_rule(rule: Rule) -> None:
    if not rule.is_joint:
        check(rule.requires)
    elif rule.applies != ALWAYS or rule.presumed is not None:
        raise CleaError(
            "that dates are compatible is asked of every dossier and never unknown; "
            "expected neither applies nor presumed"
        )
    for condition in (rule.applies, rule.presumed or ALWAYS):
        check(condition)


def _check_reading(reading: Reading, rule: Rule) -> None:
    if rule.is_joint:
        raise CleaError(f"that dates are compatible has one meaning; {rule.code} needs no other")
    check(reading.requires)
