"""Whether a row's dates leave each other room, and whether the row may still succeed, as columns.

If the dates cannot all be met, some known date, pushed on along the bounds from date to date, comes out after another
known one. A chain of one bound alone is its rule's own business; and a date on the way may be known or not: if it is,
the chain breaks at it too. So the rows where dates cannot meet are those where some chain of two bounds or more
comes out too late, all of whose rules bind.

What rules share is tried on all rows at once. One shared thing after the other is done away with: a row may succeed
whatever it is if it may succeed with one of its values. Each rule is looked at with the values of what it reads alone.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from math import prod
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
from attrs import field, frozen

from clea_eligibility.deciding._tries import Chances, choices_of, said_by
from clea_eligibility.deciding.network import Chain, Network, dates_of, network, rules_of
from clea_eligibility.dossier.facts import FLAG_OF
from clea_eligibility.errors import CleaError
from clea_eligibility.frames._steps import Expressions, Truth, all_of, any_of, negated, surely, surely_not
from clea_eligibility.frames._vocabulary import PREFIX, Move, column
from clea_eligibility.rules._conditions import Condition, Is, NotAfter, OneOf, Same, Value, date_bounds, nodes
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import Shared, Want, days_of, values_of

_MOST_TRIES = 128
_Read: TypeAlias = Rule | NotAfter | Same | str
"""A rule, a comparison of two days or a fact."""


def broken_chains(dates: Network, make: Expressions, name: str) -> list[tuple[tuple[Rule, ...], Truth]]:
    """Every way in which dates leave each other no room: the rules that must bind, and whether it is so.

    Raises:
        CleaError: Rules push dates round in a circle, each time further: no fixed number of steps would do; or there
            are more chains than columns that anybody would want.
    """
    found = dates.chains()
    if found is None:
        raise CleaError(
            f"{name}: its date rules push dates on in a circle, or in hundreds of ways, which cannot be decided for a "
            "whole frame; decide each dossier on its own"
        )
    broken: dict[Any, tuple[tuple[Rule, ...], Truth]] = {}
    for chain in found:
        passed, moves, needed = dates_of(chain, dates), _moves(chain), rules_of(chain, dates)
        rules = tuple(rule for place, rule in enumerate(dates.rules) if needed >> place & 1)
        broken[passed[0], moves, passed[-1], rules] = rules, make.too_early(passed[0], moves, passed[-1])
    return list(broken.values())


def _moves(chain: Chain) -> tuple[Move, ...]:
    moves: list[Move] = []
    for edge in chain:
        months, days, reach = edge.earlier_shift[0], edge.earlier_shift[1] - edge.later_shift[1], edge.later_shift[0]
        if moves and not months and not moves[-1].reach:
            moves[-1] = Move(moves[-1].months, moves[-1].days + days, reach)
        else:
            moves.append(Move(months, days, reach))
    return tuple(moves)


class _Chances(Chances[Truth]):
    """Columns that say whether rules can still stand, for one combination of what is tried."""

    all_of, any_of, negated = staticmethod(all_of), staticmethod(any_of), staticmethod(negated)

    def __init__(self, found: Shared, make: Expressions, tried: Mapping[str, Any]) -> None:
        super().__init__(found)
        self.make = make.assuming({path: tried[path] for path in found.values if tried.get(path) is not None})
        self.tried = tried

    def said(self, part: Condition, want: bool) -> Truth:
        truth = self.make.truth(part)
        return surely(truth) if want else surely_not(truth)

    def unknown(self, path: str) -> Truth:
        return False if self.tried.get(path) is not None else nw.col(column(path)).is_null()

    def compared(self, part: NotAfter | Same, want: Want) -> Truth:
        choice = self.tried[str(part)]
        return choice is None if want is None else choice is not None and (choice == "True") is want

    def stays(self, path: str) -> Truth:
        return self.unknown(path) if self.tried[f"{path} stays"] else False

    def may_stand(self, rule: Rule) -> Truth:
        return negated(self.falls(rule))

    def flagged(self, path: str) -> Truth:
        """Whether the flag of an object stays unknown only if a fact of the object does."""
        return negated(all_of(self.unknown(FLAG_OF[path]), negated(self.unknown(path))))

    def may_come_out(self, part: NotAfter | Same) -> Truth:
        of = [path for path in days_of(part) if isinstance(path, str)]
        some_unknown, stuck = any_of(*map(self.unknown, of)), any_of(*map(self.stuck, of))
        choice = self.tried[str(part)]
        as_stated = False if choice is None else surely(self.make.truth(said_by(part, choice)))
        return any_of(as_stated, all_of(some_unknown, stuck if choice is None else negated(stuck)))


@frozen
class _Factor:
    items: tuple[str, ...]
    truths: Mapping[tuple[Any, ...], Truth]

    def of(self, tried: Mapping[str, Any]) -> Truth:
        return self.truths[tuple(tried[item] for item in self.items)]


@frozen
class Columns:
    steps: list[dict[str, Truth]] = field(factory=list)
    known: dict[Hashable, Truth] = field(factory=dict)
    """The columns of the first step, by what they say."""

    def named(self, truth: Truth, step: int) -> Truth:
        if isinstance(truth, bool):
            return truth
        while len(self.steps) <= step:
            self.steps.append({})
        name = f"{PREFIX}tried_{step}_{len(self.steps[step])}"
        self.steps[step][name] = truth
        return nw.col(name)


class Tries:
    """Tries, on rows, what the rules of a rule set share.

    Some of it may be ``kept``, to be told apart: then only what hangs together with that is looked at, as of a row
    that may succeed at all.

    Raises:
        CleaError: There is more to be tried than would do for a frame.
    """

    def __init__(
        self, rules: RuleSet, found: Shared, make: Expressions, columns: Columns, kept: Sequence[str] = ()
    ) -> None:
        self.name, self.found, self.make, self.columns, self.kept = rules.id, found, make, columns, kept
        self.network = network(rules)
        self.items: dict[str, Sequence[Any]] = dict(found.values)
        self.items |= {f"{path} stays": (False, True) for path in found.staying}
        self.items |= {str(part): (*choices_of(part), None) for part in found.comparisons}
        self.key = tuple(self.items.items()), found.settled
        if kept:
            linked = self.linked()
            self.items = {item: values for item, values in self.items.items() if item in linked}
        partners = {path: others for path, others in found.partners.items() if path in self.items}
        if partners:
            compared = ", ".join(dict.fromkeys(path for pair in partners.items() for path in (pair[0], *pair[1])))
            raise CleaError(
                f"{self.name}: its rules compare {compared}, which cannot be decided for a whole frame; decide each "
                "dossier on its own"
            )

    def linked(self) -> set[str]:
        """What is tried that hangs together with what is kept."""
        found = self.found
        together = [self.reads(rule) for rule in found.rules]
        together += [{path, flag} for path, flag in FLAG_OF.items()]
        together += map(self.reads, found.comparisons)
        together.append(self.of_dates())
        linked, before = set(self.kept), 0
        while len(linked) > before:
            before = len(linked)
            linked.update(*(read & self.items.keys() for read in together if read & linked))
        return linked

    def of_dates(self) -> set[str]:
        if not self.found.moves_dates:
            return set()
        bounded = (self.reads(rule) for rule in self.found.rules if any(date_bounds(rule.requires)))
        return set(map(str, self.found.comparisons)).union(*bounded)

    def each(self) -> Callable[[Mapping[str, Value]], Truth]:
        factors = self.reduced()

        def possible(given: Mapping[str, Value]) -> Truth:
            tried = {path: self.like(path, value) for path, value in given.items()}
            return None not in tried.values() and all_of(*(factor.of(tried) for factor in factors))

        return possible

    def like(self, path: str, value: Value) -> Value | None:
        """The value that is tried in the place of another, from which no rule tells it; ``None`` if they refuse it."""
        parts = [part for rule in self.found.rules for condition in rule.conditions for part in nodes(condition)]
        told = [set(values_of(part)) for part in parts if isinstance(part, Is | OneOf) and part.path == path]
        alike = (other for other in self.items[path] if all((other in some) is (value in some) for some in told))
        return value if value in self.items[path] else next(alike, None)

    def possible(self) -> Truth:
        return all_of(*(factor.of({}) for factor in self.reduced()))

    def reduced(self) -> list[_Factor]:
        factors, step = [*self.factors()], 0
        left = [item for item in self.items if item not in self.kept]
        while left:
            item = min(left, key=lambda item: self.size(self.joined(factors, item)))
            left.remove(item)
            step += 1
            concerned = [factor for factor in factors if item in factor.items]
            items = self.joined(factors, item)
            truths = {
                values: self.columns.named(self.one_of(item, dict(zip(items, values, strict=True)), concerned), step)
                for values in self.choices(items)
            }
            factors = [*(factor for factor in factors if item not in factor.items), _Factor(items, truths)]
        return factors

    def one_of(self, item: str, tried: Mapping[str, Any], factors: Iterable[_Factor]) -> Truth:
        every = ({**tried, item: value} for value in self.items[item])
        return any_of(*(all_of(*(factor.of(chosen) for factor in factors)) for chosen in every))

    def joined(self, factors: Iterable[_Factor], item: str) -> tuple[str, ...]:
        read = {other for factor in factors if item in factor.items for other in factor.items}
        return tuple(other for other in self.items if other in read and other != item)

    def choices(self, items: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Every combination of values; raises :class:`CleaError` where there are too many."""
        items = tuple(items)
        if self.size(items) > _MOST_TRIES:
            raise CleaError(
                f"{self.name}: its rules share {self.size(items):,} combinations of {', '.join(items[:12])}, more than "
                f"the {_MOST_TRIES} that are tried on a whole frame; decide each dossier on its own"
            )
        return product(*(self.items[item] for item in items))

    def size(self, items: Iterable[str]) -> int:
        return prod(len(self.items[item]) for item in items if item not in self.kept)

    # What a row must keep

    def factors(self) -> Iterator[_Factor]:
        """The rules, what is tried as it goes together, and the dates."""
        found = self.found
        for rule in found.rules:
            if self.reads(rule) & self.items.keys():
                yield self.factor(rule, _Chances.may_stand)
        for path, flag in FLAG_OF.items():
            if path in self.items and flag in self.items:
                yield self.factor(path, _Chances.flagged)
        for part in found.comparisons:
            if str(part) in self.items:
                yield self.factor(part, _Chances.may_come_out)
        if self.of_dates() & self.items.keys():
            yield from self.dates()

    def factor(self, of: _Read, say: Callable[[_Chances, Any], Truth]) -> _Factor:
        """What is to be said of a rule, a comparison or a fact, for each combination of what it hangs on."""
        read = self.reads(of)
        items = tuple(item for item in self.items if item in read)
        truths = {}
        for values in self.choices(items):
            key = say, of, values, self.key
            if key not in self.columns.known:
                chances = _Chances(self.found, self.make, dict(zip(items, values, strict=True)))
                self.columns.known[key] = self.columns.named(say(chances, of), 0)
            truths[values] = self.columns.known[key]
        return _Factor(items, truths)

    def reads(self, of: _Read) -> set[str]:
        """What is tried of what a rule, a comparison of two days or a fact hangs on."""
        if isinstance(of, Rule):
            read = set(self.found.reads[of.code])
        else:
            read = {of} if isinstance(of, str) else {str(of), *map(str, days_of(of))}
            read |= {FLAG_OF[path] for path in read if path in FLAG_OF}
        return read | {f"{path} stays" for path in read}

    def dates(self) -> Iterator[_Factor]:
        """Whether the dates have room, under the bounds that the rules then need: no chain whose rules bind breaks."""
        compared = tuple(map(str, self.found.comparisons))
        broken = {chosen: self.broken(chosen) for chosen in self.choices(compared)}
        for rules in dict.fromkeys(rules for chains in broken.values() for rules, _ in chains):
            binds = [self.factor(rule, _Chances.binds) for rule in rules]
            read = {*compared, *(item for factor in binds for item in factor.items)}
            items = tuple(item for item in self.items if item in read)
            truths = {}
            for values in self.choices(items):
                tried = dict(zip(items, values, strict=True))
                chains = broken[tuple(tried[item] for item in compared)]
                breaks = any_of(*(truth for needed, truth in chains if needed == rules))
                truths[values] = negated(all_of(breaks, *(factor.of(tried) for factor in binds)))
            yield _Factor(items, truths)

    def broken(self, chosen: Sequence[str | None]) -> list[tuple[tuple[Rule, ...], Truth]]:
        """The chains of the network, for one way in which comparisons come out.

        Bounds that can hold in no way are one that always breaks.
        """
        said = [said_by(part, choice) for part, choice in zip(self.found.comparisons, chosen, strict=True) if choice]
        own = self.network.own_order
        made = self.network.with_bounds((own, bound) for part in said for bound in date_bounds(part))
        if not made.has_room([of.toordinal() if isinstance(of, date) else None for of in made.nodes], 0):
            return [((), True)]
        return broken_chains(made, self.make, self.name)
