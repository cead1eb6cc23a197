"""Conditions as Python expressions over local variables: what each is worth, and what is to be asked about it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from clea_eligibility.deciding.network import Chain, Edge
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.rules._conditions import (
    AllOf,
    AnyOf,
    Condition,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
    conjuncts,
    hangs_on,
    paths,
    two_valued,
)


class Expressions:
    """Writes conditions over the facts of ``read``, and collects the constants that the source names."""

    def __init__(self, read: list[str]) -> None:
        self.names: dict[str, Any] = {"not_after": dates.not_after}
        self.read = read
        self.variables: dict[str, str] = _variables(read)

    def load(self, prefix: str, holder: str) -> Iterator[str]:
        """Load the facts below ``prefix`` from the object in the variable ``holder``."""
        below = [path for path in self.read if path.startswith(prefix)]
        for name in dict.fromkeys(path[len(prefix) :].split(".")[0] for path in below):
            path = prefix + name
            variable = self.variables[path]
            yield f"{variable} = {holder}.{name}"
            if path not in self.read:
                inner = [self.variables[known] for known in below if known.startswith(f"{path}.")]
                yield f"if {variable} is None:"
                yield f"    {' = '.join([*inner, 'None'])}"
                yield "else:"
                yield from indented(self.load(f"{path}.", variable))

    # What a condition is worth

    def holds(self, name: str, condition: Condition) -> Iterator[str]:
        """Set ``name`` to True, False or None."""
        match condition:
            case Is(path, True):
                yield f"{name} = {self.variables[path]}"
            case _ if two_valued(condition):
                yield f"{name} = {self.surely(condition, True)}"
            case _:
                unsure = "None"
                if isinstance(condition, AllOf | AnyOf):
                    holds, fails = (bracketed(self.surely(condition, want)) for want in (True, False))
                    unsure = f"True if {holds} else False if {fails} else None"
                yield f"if {self.something_unknown(condition)}:"
                yield f"    {name} = {unsure}"
                yield "else:"
                yield f"    {name} = {self.plain(condition)}"

    def unknown(self, condition: Condition) -> str:
        """Whether the condition neither surely holds nor surely fails."""
        match condition:
            case Is() | OneOf() | Same() | NotAfter():
                return self.something_unknown(condition)
            case _:
                holds, fails = (bracketed(self.surely(condition, want)) for want in (True, False))
                return f"not ({holds} or {fails})"

    def something_unknown(self, condition: Condition) -> str:
        """Whether some fact that the condition reads is unknown."""
        return " or ".join(f"{self.variables[path]} is None" for path in dict.fromkeys(paths(condition))) or "False"

    def plain(self, condition: Condition) -> str:
        """Whether the condition holds, where every fact that it reads is known."""
        match condition:
            case Is(path, bool() as value):
                return self.variables[path] if value else f"not {self.variables[path]}"
            case Is(path, value):
                return f"{self.variables[path]} {'is' if isinstance(value, StrEnum) else '=='} {self.constant(value)}"
            case OneOf(path, values):
                few = all(isinstance(value, StrEnum) for value in values)  # members are found sooner in a row
                known = self.named(f"{self.variables[path]}_values", values if few else frozenset(values))
                return f"{self.variables[path]} in {known}"
            case Same(left, right):
                return f"{self.variables[left]} == {self.variables[right]}"
            case NotAfter(earlier, later):
                return self.not_after(earlier, later)
            case AllOf(parts):
                return " and ".join(bracketed(self.plain(part)) for part in parts) or "True"
            case AnyOf(parts):
                return " or ".join(bracketed(self.plain(part)) for part in parts) or "False"
            case _:
                return self.surely(condition, True)

    def surely(self, condition: Condition, want: bool) -> str:
        """Whether the condition surely holds; or, if that is wanted, surely fails."""
        match condition:
            case Is(path, bool() as value):
                return f"{self.variables[path]} is {value is want}"
            case AllOf(parts) | AnyOf(parts):
                every = isinstance(condition, AllOf) is want
                joined = (" and " if every else " or ").join(bracketed(self.surely(part, want)) for part in parts)
                return joined or str(every)
            case Unless(inner):
                holds = self.surely(inner, True)
                return f"not ({holds})" if want else holds
            case Unknown(path):
                return f"{self.variables[path]} is {'None' if want else 'not None'}"
            case Is() | OneOf() if want:
                return self.plain(condition)  # None is no value of a fact
            case _:
                plain = self.plain(condition)
                return " and ".join([*self.known(condition), bracketed(plain) if want else f"not ({plain})"])

    def known(self, condition: Condition) -> list[str]:
        """Whether the facts that the condition reads are known, one by one."""
        return [f"{self.variables[path]} is not None" for path in dict.fromkeys(paths(condition))]

    def not_after(self, earlier: Day, later: Day) -> str:
        """Whether two known days stand in this order."""
        left, right = self.day(earlier.of), self.day(later.of)
        gap = earlier.days - later.days
        if not earlier.months and not later.months:
            if gap in (0, 1):
                return f"{left} {'<=' if gap == 0 else '<'} {right}"
            return f"{right} - {left} >= {self.constant(timedelta(gap))}"
        enough = Edge.of(NotAfter(earlier, later)).most
        exactly = f"not_after({left}, {earlier.months}, {earlier.days}, {right}, {later.months}, {later.days})"
        return f"{right} - {left} >= {self.constant(timedelta(enough))} or {exactly}"

    def may_differ(self, requirements: list[Condition]) -> str | None:
        """Whether two days are known and so near that these may differ; ``None`` where more may matter."""
        every = [set(conjuncts(required)) for required in requirements]
        parts = {part for required in every for part in required}
        bounds = [part for part in parts if isinstance(part, NotAfter)]
        apart = [bound for bound in bounds if not all(bound in required for required in every)]
        read = {path for required in requirements for path in paths(required)}
        pairs = {(bound.earlier.of, bound.later.of) for bound in apart}
        if len(pairs) != 1 or len(bounds) < len(parts):
            return None
        ((earlier, later),) = pairs
        if not read <= {earlier, later}:
            return None
        edges = [Edge.of(bound) for bound in apart]
        fewest, most = min(edge.least for edge in edges), max(edge.most for edge in edges)
        days = f"{self.day(later)} - {self.day(earlier)}"
        near = f"{self.constant(timedelta(most))} > {days} >= {self.constant(timedelta(fewest))}"
        always_both = all({bound.earlier.of, bound.later.of} == {earlier, later} for bound in bounds)
        known = (
            ["holds is not None"] if always_both else [f"{self.variables[path]} is not None" for path in sorted(read)]
        )
        return " and ".join([*known, near])

    def too_early(self, first: str, chain: Chain, last: str) -> str:
        """Whether the last of two known days comes earlier than a chain of bounds allows."""
        most = sum(edge.most for edge in chain)
        sooner = f"{last} - {first} < {self.constant(timedelta(most))}" if most else f"{last} < {first}"
        if all(edge.is_exact for edge in chain):
            return sooner
        return f"{sooner} and pushed({self.named('chain', chain)}, {first}.toordinal()) > {last}.toordinal()"

    def day(self, of: str | date) -> str:
        """The date fact, or the fixed day."""
        return self.variables[of] if isinstance(of, str) else self.constant(of)

    # What to ask

    def asks(self, condition: Condition) -> Iterator[str]:
        """Ask for the facts that a condition, unknown as a whole, still hangs on."""
        found = list(hangs_on(condition))
        if [around for around, _ in found] == [()]:  # one fact, and so the one that is unknown
            yield f"asks |= {self.question(found[0][1])}"
            return
        for around, together in groupby(found, key=itemgetter(0)):
            lines = [line for path in dict.fromkeys(path for _, path in together) for line in self.ask(path)]
            guard = " and ".join(bracketed(self.unknown(inner)) for inner in around[1:])
            yield from guarded(guard, lines) if guard else lines

    def ask(self, path: str) -> Iterator[str]:
        """Ask for a fact if it is unknown."""
        yield f"if {self.variables[path]} is None:"
        yield f"    asks |= {self.question(path)}"

    def question(self, path: str) -> str:
        """The bit of a fact among those to ask for."""
        bit = 1 << next(index for index, fact in enumerate(FACTS) if fact.path == path)
        return self.named(f"ask_{self.variables[path]}", bit)

    # Constants

    def constant(self, value: Any) -> str:
        """The name of a constant that says what it is."""
        if isinstance(value, timedelta):
            return self.named(f"days_{value.days}".replace("-", "minus_"), value)
        if isinstance(value, date):
            return self.named(f"day_{value:%Y_%m_%d}", value)
        return self.named(f"value_{''.join(letter if letter.isalnum() else '_' for letter in value)}", value)

    def named(self, word: str, value: Any) -> str:
        """The name of a constant: its word in capitals, numbered where other values have taken the word."""
        name, number = word.upper(), 1
        while self.names.setdefault(name, value) != value:
            number += 1
            name = f"{word.upper()}_{number}"
        return name


def _variables(read: list[str]) -> dict[str, str]:
    """A variable for each fact read and each object on the way to it: the shortest end of its path that is its own."""
    ways = [path.split(".")[:depth] for path in read for depth in range(1, path.count(".") + 2)]
    ends = {".".join(way): ["_".join(way[-size:]) for size in range(1, len(way) + 1)] for way in ways}
    taken = Counter(end for own in ends.values() for end in own)
    return {path: next((end for end in own if taken[end] == 1), own[-1]) for path, own in ends.items()}


Source: TypeAlias = str | bool
"""An expression, or what it always comes to."""


def all_of(*truths: Source) -> Source:
    """Every truth holds, as an expression; of none at all, true."""
    texts = [text for text in dict.fromkeys(truths) if text is not True]
    return False if False in texts else _joined(" and ", texts) or True


def any_of(*truths: Source) -> Source:
    """At least one truth holds, as an expression."""
    texts = [text for text in dict.fromkeys(truths) if text is not False]
    return True if True in texts else _joined(" or ", texts) or False


def negated(truth: Source) -> Source:
    """The opposite, as an expression."""
    return not truth if isinstance(truth, bool) else f"not {bracketed(truth)}"


def _joined(word: str, texts: Sequence[Source]) -> str:
    return str(texts[0]) if len(texts) == 1 else word.join(bracketed(str(text)) for text in texts)


def bracketed(expression: str) -> str:
    """The expression in brackets, but for a single word."""
    return f"({expression})" if " " in expression else expression


def guarded(guard: str, lines: Iterable[str]) -> list[str]:
    """The lines under a condition; none where there are none."""
    lines = list(lines)
    return [f"if {guard}:", *indented(lines)] if lines else []


def indented(lines: Iterable[str]) -> Iterator[str]:
    """The lines one step further in."""
    return (f"    {line}" if line else "" for line in lines)
