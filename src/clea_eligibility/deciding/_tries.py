"""The function that tries what rules share, written out: whether a dossier may still succeed, and for which amounts.

:class:`Chances` says which rules can still stand once what they share has a value: here as lines of source, in
``frames`` as columns.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any

from clea_eligibility.deciding._expressions import Expressions, Source, all_of, any_of, indented, negated
from clea_eligibility.deciding.network import Network
from clea_eligibility.dossier.facts import FACTS, FLAG_OF, fact
from clea_eligibility.rules._conditions import (
    ALWAYS,
    Condition,
    NotAfter,
    Same,
    Unknown,
    Unless,
    bounds_of,
    contrary,
    date_bounds,
    nodes,
    paths,
)
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._sharing import KIND, STAGE, Bound, Reach, Shared, Truth, Want, days_of


class Chances(Reach[Truth]):
    """Whether rules can still stand, where everything that they share has a value, be it to stay unknown.

    Bounds of dates are taken to hold where they still may: the network of all that bind then has to keep them.
    """

    def __init__(self, found: Shared) -> None:
        self.shared = found
        self.settled = found.settled

    @staticmethod
    @abstractmethod
    def negated(truth: Truth) -> Truth:
        """The opposite."""

    @abstractmethod
    def said(self, part: Any, want: bool) -> Truth:
        """Whether a part surely holds, or surely fails, by what is stated or tried."""

    @abstractmethod
    def unknown(self, path: str) -> Truth:
        """Whether a fact has no value, neither stated nor tried."""

    @abstractmethod
    def compared(self, part: NotAfter | Same, want: Want) -> Truth:
        """Whether a comparison that is tried comes out so."""

    @abstractmethod
    def stays(self, path: str) -> Truth:
        """Whether a date that may better stay unknown is to stay so."""

    def falls(self, rule: Rule) -> Truth:
        """Whether a rule cannot stand any more; that is to say violated, where all that it looks at is known."""
        known = all(None not in self.shared.values.get(item, (None,)) for item in self.shared.reads[rule.code])
        looked_at = [
            part
            for whole in (rule.applies, rule.requires)
            for part in nodes(whole)
            if isinstance(part, Unless | Unknown)
        ]
        if known and all(
            path in self.settled or path in self.shared.values for part in looked_at for path in paths(part)
        ):
            return self.all_of(
                *([] if rule.applies == ALWAYS else [self.said(rule.applies, True)]), self.said(rule.requires, False)
            )
        return self.negated(self.stands(rule))

    def binds(self, rule: Rule) -> Truth:
        """Whether the bounds of a rule bind the dates: it surely applies."""
        return self.negated(self(rule.applies, False))

    def can(self, part: Any, want: Want) -> Truth:
        """Whether a part can come to a truth."""
        match part:
            case Bound(of=bound):
                stuck = [self.stuck(of) for of in days_of(bound) if isinstance(of, str)]
                if want is None:
                    return self.any_of(*stuck)
                free = [self.all_of(self.some_unknown(bound), *map(self.negated, stuck))] if want else []
                return self.any_of(self.said(bound, want), *free)
            case NotAfter() | Same() if part in self.shared.comparisons:
                return self.compared(part, want)
            case Unless() | Unknown() if want is None:
                return self.any_of()
            case Unless(inner):
                return self.negated(self.said(inner, True)) if want else self.said(inner, True)
            case Unknown(path) if fact(path).type == "date":
                stays = self.all_of(self.unknown(path), self.stuck(path))
                return stays if want else self.negated(stays)
            case Unknown(path) if path in self.shared.values:
                return self.unknown(path) if want else self.negated(self.unknown(path))
            case Unknown(path):
                return self.unknown(path) if want else self.all_of(*self.free(path))
            case _ if want is None:
                return self.some_unknown(part)
        open_ = [path for path in dict.fromkeys(paths(part)) if path not in self.shared.values]
        tried = [self.negated(self.unknown(path)) for path in dict.fromkeys(paths(part)) if path not in open_]
        free = [truth for path in open_ for truth in self.free(path)]
        unknown = self.any_of(*map(self.unknown, open_))
        return self.any_of(self.said(part, want), self.all_of(unknown, *tried, *free))

    def some_unknown(self, part: Any) -> Truth:
        """Whether some fact that a part reads has no value."""
        return self.any_of(*map(self.unknown, dict.fromkeys(paths(part))))

    def free(self, path: str) -> list[Truth]:
        """Whether a fact can be stated: not where the flag of its object is to stay unknown."""
        flag = FLAG_OF.get(path)
        if flag is None or flag not in self.shared.values:
            return []
        return [self.negated(self.all_of(self.unknown(path), self.unknown(flag)))]

    def stuck(self, path: str) -> Truth:
        """Whether a date is to stay unknown."""
        return self.any_of(
            *([self.stays(path)] if path in self.shared.staying else []),
            *map(self.negated, self.free(path)),
        )


class _Chances(Chances[Source]):
    """Lines of source that say whether rules can still stand."""

    all_of, any_of, negated = staticmethod(all_of), staticmethod(any_of), staticmethod(negated)

    def __init__(self, writer: "Tries") -> None:
        super().__init__(writer.shared)
        self.writer = writer

    def said(self, part: Condition, want: bool) -> Source:
        """Whether a part surely holds, or surely fails."""
        return self.writer.surely(part, want)

    def unknown(self, path: str) -> Source:
        """Whether a fact has no value."""
        return f"{self.writer.variables[path]} is None"

    def compared(self, part: NotAfter | Same, want: Want) -> Source:
        """Whether a comparison that is tried comes out so."""
        name = self.writer.compared(part)
        return f"{name} not in (True, None)" if want is False else f"{name} is {want}"

    def stays(self, path: str) -> Source:
        """Whether a date is to stay unknown."""
        return f"{self.writer.variables[path]}_stays"


class Tries(Expressions):
    """Writes ``possible``: whether the rules can hold together for a dossier, once nothing but unknown facts is open.

    Each fact that is tried is a variable: what is stated, else one value after the other. A rule is looked at as soon
    as all that it shares has a value; dates come last, in the network of all bounds.
    """

    def __init__(self, network: Network, found: Shared, *, of_some: bool = False) -> None:
        """Make the function; it is asked of parts of the rules, by their bits, if it is ``of_some``."""
        self.shared = found
        self.of_some = of_some
        self.network = _searched(network, found)
        self.chances = _Chances(self)
        self.concerned = [rule for rule in found.rules if found.reads[rule.code]]
        self.bounded = [rule for rule in found.rules if found.moves_dates and any(date_bounds(rule.requires))]
        nodes = self.network.nodes if found.moves_dates else ()
        rules = (*self.concerned, *self.bounded)
        read = {
            KIND,
            STAGE,
            *found.values,
            *found.staying,
            *nodes,
            *(known.path for rule in rules for known in rule.facts),
        }
        super().__init__([known.path for known in FACTS if known.path in read])
        self.names["has_room"] = self.network.has_room
        self.source = "\n".join(self.possible()) + "\n"
        exec(compile(self.source, "<what rules share>", "exec"), self.names)
        self.function: Callable[..., bool] = self.names["possible"]

    def possible(self) -> Iterator[str]:
        """Write the function."""
        found = self.shared
        yield f"def possible(dossier, assumed_kind, assumed_stage{', only' if self.of_some else ''}):"
        yield '    """Whether nothing that is known keeps the rules from holding together, for this kind and stage."""'
        yield from indented(self.load("", "dossier"))
        for path, assumed in ((KIND, "assumed_kind"), (STAGE, "assumed_stage")):
            yield f"    {self.variables[path]} = {self.variables[path]} or {assumed}"
        for path in found.values:
            if path not in (KIND, STAGE):
                yield f"    stated_{self.variables[path]} = {self.variables[path]}"
        if found.moves_dates:
            yield "    days = ["
            yield from (f"        {self.day(of)} and {self.day(of)}.toordinal()," for of in self.network.nodes)
            yield "    ]"
        yield from indented(self.loops())
        yield "    return False"

    def loops(self) -> list[str]:
        """One loop in another for each thing to be tried, and the rules as soon as they can be looked at."""
        found = self.shared
        settled = {KIND, STAGE}
        waiting = list(self.concerned)
        depth, lines = 0, []

        def look(leave: str) -> None:
            for rule in [rule for rule in waiting if found.reads[rule.code] <= settled]:
                waiting.remove(rule)
                test = all_of(f"only & {self.bit(rule)}" if self.of_some else True, self.chances.falls(rule))
                lines.append("    " * depth + f"if {test}:")
                lines.append("    " * (depth + 1) + leave)

        look("return False")
        for item, (variable, known, stated, tried) in self.items().items():
            asked = sum(self.bit(rule) for rule in found.rules if item in found.reads[rule.code])
            otherwise = f"({tried}) if only & {asked} else (None,)" if self.of_some else tried
            lines.append("    " * depth + f"for {variable} in {stated} if {known} else {otherwise}:")
            depth += 1
            settled.add(item)
            flag = FLAG_OF.get(item)
            for path in [item] if flag in settled else [path for path, flag in FLAG_OF.items() if flag == item]:
                if path in settled and path in found.values:
                    lines.append(
                        "    " * depth + f"if {self.variables[FLAG_OF[path]]} is None is not {self.variables[path]}:"
                    )
                    lines.append("    " * (depth + 1) + "continue")
            look("continue")
        if found.moves_dates:
            lines += ["    " * depth + line for line in self.dates()]
        else:
            lines.append("    " * depth + "return True")
        return lines

    def items(self) -> dict[str, tuple[str, str, str, str]]:
        """What is tried, besides the certification and the stage: its variable, whether it is known, and its values.

        The values are given twice, where it is known and where it is not.
        """
        found = self.shared
        items: dict[str, tuple[str, str, str, str]] = {}
        for path, values in found.values.items():
            if path not in (KIND, STAGE):
                name = self.variables[path]
                tried = self.named(f"{name}_tried", values)
                if path in found.partners:
                    self.names["and_known"] = _and_known
                    others = [
                        f"stated_{self.variables[of]}" if of in found.values else self.variables[of]
                        for of in found.partners[path]
                    ]
                    tried = f"and_known({', '.join([tried, *others])})"
                items[path] = name, f"stated_{name} is not None", f"(stated_{name},)", tried
        for path in found.staying:
            name = self.variables[path]
            items[path] = f"{name}_stays", f"{name} is not None", "(False,)", "(False, True)"
        for place, part in enumerate(found.comparisons):
            known = " and ".join(f"{self.day(of)} is not None" for of in days_of(part))
            stuck = any_of(*(self.chances.stuck(of) for of in days_of(part) if isinstance(of, str)))
            tried = "(True, False)" if isinstance(part, NotAfter) else "(True, 'before', 'after')"
            tried = tried if stuck is False else f"(None,) if {stuck} else {tried}"
            items[str(part)] = f"compared_{place}", known, f"({self.plain(part)},)", tried
        return items

    def compared(self, part: Condition) -> str:
        """The variable of a comparison that is tried."""
        return f"compared_{list(self.shared.comparisons).index(part)}"  # type: ignore[arg-type]

    def bit(self, rule: Rule) -> int:
        """The bit of a rule in ``only``."""
        return 1 << self.shared.rules.index(rule)

    # Dates

    def dates(self) -> Iterator[str]:
        """Whether the dates have room, under the bounds that the rules then need."""
        always, some = 0, []
        for rule in self.bounded:
            bit = 1 << self.network.rules.index(rule)
            test = all_of(f"only & {self.bit(rule)}" if self.of_some else True, self.chances.binds(rule))
            if test is True:
                always |= bit
            elif test is not False:
                some += [f"if {test}:", f"    active |= {bit}"]
        for part, choices in _bits(self.network, self.shared).items():
            for choice, bit in choices.items():
                some += [
                    f"if {self.compared(part)} is {choice}:"
                    if choice in ("True", "False")
                    else f"if {self.compared(part)} == {choice!r}:",
                    f"    active |= {bit}",
                ]
        yield f"active = {always}"
        yield from some
        yield "if has_room(days, active):"
        yield "    return True"


def _and_known(values: tuple[object, ...], *others: object) -> tuple[object, ...]:
    """The values, and those of other facts that are known by now."""
    return (*values, *(other for other in others if other is not None))


def choices_of(part: NotAfter | Same) -> tuple[str, ...]:
    """The ways in which a comparison of two days may come out."""
    return ("True", "False") if isinstance(part, NotAfter) else ("True", "before", "after")


def said_by(part: NotAfter | Same, choice: str) -> NotAfter | Same:
    """What a comparison says of the days if it comes out so."""
    if choice == "True":
        return part
    bounds = bounds_of(part)
    return contrary(bounds[-1] if choice == "before" else bounds[0])


def _bits(network: Network, found: Shared) -> dict[NotAfter | Same, dict[str, int]]:
    """For each comparison that is tried, and each way in which it may come out, the bit of the edges that say so."""
    bits: dict[NotAfter | Same, dict[str, int]] = {}
    bit = network.own_order
    for part in found.comparisons:
        bits[part] = {}
        for choice in choices_of(part):
            bit <<= 1
            bits[part][choice] = bit
    return bits


def _searched(network: Network, found: Shared) -> Network:
    """The network with an edge for each way in which a comparison may come out."""
    bounds = [
        (bit, bound)
        for part, choices in _bits(network, found).items()
        for choice, bit in choices.items()
        for bound in date_bounds(said_by(part, choice))
    ]
    return network.with_bounds(bounds)
