"""Whether a row may still succeed: what rules share is tried on all rows at once, one combination after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

import narwhals.stable.v2 as nw
from attrs import field, frozen

from clea_eligibility.deciding._chances import Chances
from clea_eligibility.deciding._tries import choices_of, said_by
from clea_eligibility.deciding.network import Network
from clea_eligibility.dossier.facts import FLAG_OF
from clea_eligibility.errors import CleaError
from clea_eligibility.frames._expressions import Expressions
from clea_eligibility.frames._logic import Truth, all_of, any_of, negated, surely, surely_not
from clea_eligibility.frames._paths import chains
from clea_eligibility.frames._vocabulary import column
from clea_eligibility.rules._conditions import Condition, NotAfter, Same, date_bounds
from clea_eligibility.rules._reach import Want, days_of
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._sharing import Shared

_MOST_TRIES = 128


class _Chances(Chances[Truth]):
    """Columns that say whether rules can still stand, for one combination of what is tried."""

    all_of, any_of, negated = staticmethod(all_of), staticmethod(any_of), staticmethod(negated)

    def __init__(self, found: Shared, make: Expressions, tried: Mapping[str, Any]) -> None:
        super().__init__(found)
        self.make = make.assuming({path: tried[path] for path in found.values if tried[path] is not None})
        self.tried = tried

    def said(self, part: Condition, want: bool) -> Truth:
        """Whether a part surely holds, or surely fails."""
        truth = self.make.truth(part)
        return surely(truth) if want else surely_not(truth)

    def unknown(self, path: str) -> Truth:
        """Whether a fact has no value."""
        return False if self.tried.get(path) is not None else nw.col(column(path)).is_null()

    def compared(self, part: NotAfter | Same, want: Want) -> Truth:
        """Whether a comparison that is tried comes out so."""
        choice = self.tried[str(part)]
        return choice is None if want is None else choice is not None and (choice == "True") is want

    def stays(self, path: str) -> Truth:
        """Whether a date is to stay unknown."""
        return self.unknown(path) if self.tried[f"{path} stays"] else False


@frozen
class Tries:
    """Tries, on rows, what the rules of a rule set share; what is looked at more than once becomes a column."""

    found: Shared
    network: Network
    make: Expressions
    name: str
    """The name of the rule set, for errors."""
    prefix: str
    """What the names of the columns begin with."""
    columns: dict[str, Truth] = field(init=False, factory=dict)
    _known: dict[Any, Truth] = field(init=False, factory=dict)
    _chains: dict[tuple[NotAfter, ...], list[tuple[list[Rule], Truth]]] = field(init=False, factory=dict)

    def possible(self) -> Iterator[Truth]:
        """For each combination of what is tried, whether a row may succeed with it.

        Raises :class:`CleaError` where there are more than would do for a frame.
        """
        found = self.found
        if found.partners:
            compared = ", ".join(path for pair in found.partners.items() for path in (pair[0], *pair[1]))
            raise CleaError(
                f"{self.name}: its rules compare {compared}, which cannot be decided for a whole frame; decide each "
                "dossier on its own"
            )
        if found.tries > _MOST_TRIES:
            raise CleaError(
                f"{self.name}: its rules share {found.tries:,} combinations of {', '.join([*found.values][:12])}, "
                f"more than the {_MOST_TRIES} that are tried on a whole frame; decide each dossier on its own"
            )
        items: dict[str, Sequence[Any]] = dict(found.values)
        items |= {f"{path} stays": (False, True) for path in found.staying}
        items |= {str(part): (*choices_of(part), None) for part in found.comparisons}
        for values in product(*items.values()):
            tried = dict(zip(items, values, strict=True))
            rules = (
                self.column("stands", rule, tried, _stands(rule)) for rule in found.rules if found.reads[rule.code]
            )
            dates = self.dates(tried) if found.moves_dates else True
            yield all_of(*self.consistent(tried), *rules, dates)

    def column(self, what: str, of: Any, tried: Mapping[str, Any], make: Callable[[_Chances], Truth]) -> Truth:
        """What can be said of a rule, a fact or a comparison: a column for each combination of what it reads."""
        read = self.reads(of)
        key = what, str(of), tuple((item, tried[item]) for item in tried if item in read)
        if key not in self._known:
            truth = make(_Chances(self.found, self.make, tried))
            if not isinstance(truth, bool):
                name = f"{self.prefix}_{len(self.columns)}"
                self.columns[name] = truth
                truth = nw.col(name)
            self._known[key] = truth
        return self._known[key]

    def reads(self, of: Rule | NotAfter | Same | str) -> set[str]:
        """What is tried of what a rule, a comparison of two days or a fact hangs on."""
        if isinstance(of, Rule):
            read = set(self.found.reads[of.code])
        else:
            read = {of} if isinstance(of, str) else {str(of), *map(str, days_of(of))}
            read |= {FLAG_OF[path] for path in read if path in FLAG_OF}
        return read | {f"{path} stays" for path in read}

    def consistent(self, tried: Mapping[str, Any]) -> Iterator[Truth]:
        """Whether what is tried goes together, and with what is stated."""
        for path, flag in FLAG_OF.items():
            if path in self.found.values and flag in self.found.values:
                yield self.column("flagged", path, tried, _flagged(path, flag))
        for part in self.found.comparisons:
            yield self.column("compares", part, tried, _compares(part))

    def dates(self, tried: Mapping[str, Any]) -> Truth:
        """Whether the dates have room, under the bounds that the rules then need."""
        bounds = tuple(
            bound
            for part in self.found.comparisons
            if (choice := tried[str(part)])
            for bound in date_bounds(said_by(part, choice))
        )
        if bounds not in self._chains:
            self._chains[bounds] = list(self.chains(bounds))
        binding = {rule: self.column("binds", rule, tried, _binds(rule)) for rule in self.network.rules}
        return negated(
            any_of(*(all_of(too_early, *map(binding.__getitem__, rules)) for rules, too_early in self._chains[bounds]))
        )

    def with_bounds(self, bounds: Iterable[NotAfter]) -> Network:
        """The network, with bounds that hold whatever the rules."""
        return self.network.with_bounds([(self.network.own_order, bound) for bound in bounds])

    def chains(self, bounds: Iterable[NotAfter]) -> Iterator[tuple[list[Rule], Truth]]:
        """The chains of the network: the rules of each, and whether its last day comes too early.

        Bounds that can hold in no way are one that always does.
        """
        made = self.with_bounds(bounds)
        if not made.has_room([of.toordinal() if isinstance(of, date) else None for of in made.nodes], 0):
            yield [], True
            return
        for chain in chains(made, self.name):
            rules = [rule for place, rule in enumerate(self.network.rules) if chain.rules >> place & 1]
            key = chain.start, chain.moves, chain.end
            if key not in self._known:
                pushed, end = self.make.day(chain.start, chain.moves), self.make.day(chain.end, ())
                self._known[key] = surely(pushed > end)
            yield rules, self._known[key]


def _stands(rule: Rule) -> Callable[[_Chances], Truth]:
    return lambda chances: negated(chances.falls(rule))


def _binds(rule: Rule) -> Callable[[_Chances], Truth]:
    return lambda chances: chances.binds(rule)


def _flagged(path: str, flag: str) -> Callable[[_Chances], Truth]:
    """Whether the flag of an object stays unknown only if a fact of the object does."""
    return lambda chances: negated(all_of(chances.unknown(flag), negated(chances.unknown(path))))


def _compares(part: NotAfter | Same) -> Callable[[_Chances], Truth]:
    """Whether a comparison may come out as it is tried."""

    def made(chances: _Chances) -> Truth:
        of = [path for path in days_of(part) if isinstance(path, str)]
        some_unknown, stuck = any_of(*map(chances.unknown, of)), any_of(*map(chances.stuck, of))
        choice = chances.tried[str(part)]
        as_stated = False if choice is None else surely(chances.make.truth(said_by(part, choice)))
        return any_of(as_stated, all_of(some_unknown, stuck if choice is None else negated(stuck)))

    return made
