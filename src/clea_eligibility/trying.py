"""Writes the function that tries what rules share: can a dossier still succeed, and for which amounts?"""

from collections.abc import Iterator, Sequence

from clea_eligibility.conditions import (
    ALWAYS,
    Condition,
    Day,
    NotAfter,
    Same,
    Unknown,
    bounds_of,
    date_bounds,
    is_of_dates,
    paths,
)
from clea_eligibility.expressions import Expressions, Source, all_of, any_of, indented, negated
from clea_eligibility.facts import FACTS, FLAG_OF, fact
from clea_eligibility.joint import Network
from clea_eligibility.ruleset import Rule
from clea_eligibility.sharing import KIND, STAGE, Bound, Reach, Shared, Want


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
        read = {KIND, STAGE, *found.values, *found.staying, *(path for rule in found.rules for path in _paths(rule))}
        read.update(of for of in self.network.nodes if isinstance(of, str))
        super().__init__([known.path for known in FACTS if known.path in read])
        self.names["has_room"] = self.network.has_room
        self.source = "\n".join(self.possible()) + "\n"
        exec(compile(self.source, "<what rules share>", "exec"), self.names)
        self.function = self.names["possible"]

    def possible(self) -> Iterator[str]:
        """Write the function."""
        found = self.shared
        concerned = [rule for rule in found.rules if found.reads[rule.code]]
        bounded = [rule for rule in found.rules if found.moves_dates and any(date_bounds(rule.requires))]
        read = {KIND, STAGE, *found.values, *found.staying, *(path for rule in concerned for path in _paths(rule))}
        if found.moves_dates:
            read.update(path for rule in bounded for path in _paths(rule))
            read.update(of for of in self.network.nodes if isinstance(of, str))
        yield f"def possible(dossier, assumed_kind, assumed_stage{', only' if self.of_some else ''}):"
        yield '    """Whether nothing that is known keeps the rules from holding together, for this kind and stage."""'
        yield from indented(self.load([known.path for known in FACTS if known.path in read], "", "dossier"))
        for path, assumed in ((KIND, "assumed_kind"), (STAGE, "assumed_stage")):
            yield f"    {self.variables[path]} = {self.variables[path]} or {assumed}"
        if found.moves_dates:
            yield "    days = ["
            yield from (f"        {self.day(of)} and {self.day(of)}.toordinal()," for of in self.network.nodes)
            yield "    ]"
        yield from indented(self.loops(concerned, bounded))
        yield "    return False"

    def loops(self, concerned: Sequence[Rule], bounded: Sequence[Rule]) -> list[str]:
        """One loop in another for each thing to be tried, and the rules as soon as they can be looked at."""
        found = self.shared
        settled = {KIND, STAGE}
        waiting = list(concerned)
        depth, lines = 0, []

        def look(leave: str) -> None:
            for rule in [rule for rule in waiting if found.reads[rule.code] <= settled]:
                waiting.remove(rule)
                falls = self.falls(rule)
                if falls is not False:
                    test = all_of(f"only & {self.bit(rule)}" if self.of_some else True, falls)
                    lines.append("    " * depth + f"if {test}:")
                    lines.append("    " * (depth + 1) + leave)

        look("return False")
        for item, (variable, known, stated, tried) in self.items().items():
            if self.of_some:
                asked = sum(self.bit(rule) for rule in found.rules if item in found.reads[rule.code])
                tried = f"({tried}) if only & {asked} else (None,)"
            lines.append("    " * depth + f"for {variable} in {stated} if {known} else {tried}:")
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
            lines += ["    " * depth + line for line in self.dates(bounded)]
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
                items[path] = name, f"{name} is not None", f"({name},)", self.named(f"{name}_tried", values)
        for path in found.staying:
            name = self.variables[path]
            items[path] = f"{name}_stays", f"{name} is not None", "(False,)", "(False, True)"
        for place, part in enumerate(found.comparisons):
            known = " and ".join(f"{self.day(of)} is not None" for of in _days(part))
            stuck = any_of(*(self.stuck(of) for of in _days(part) if isinstance(of, str)))
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

    # What can be reached

    def falls(self, rule: Rule) -> Source:
        """Whether a rule cannot stand any more: where all it shares is known, that is to say that it is violated."""
        found = self.shared
        read = found.reads[rule.code]
        if all(None not in found.values.get(item, (None,)) for item in read):
            return all_of(self.surely(rule.applies), self.false(rule.requires))
        return negated(Reach[Source](self._can_bind, all_of, any_of).stands(rule))

    def surely(self, condition: Condition) -> Source:
        """Whether a condition surely holds."""
        return condition == ALWAYS or self.true(condition)

    def _can_bind(self, part: Condition, want: Want) -> Source:
        return self.can(part, want, binds=True)

    def _can_unbound(self, part: Condition, want: Want) -> Source:
        return self.can(part, want, binds=False)

    def can(self, part: Condition | Bound, want: Want, *, binds: bool) -> Source:
        """Whether a part of a condition can come to a truth; a bound can hold where the dates are made to keep it."""
        match part:
            case Bound(of=bound):
                stuck = [self.stuck(of) for of in _days(bound) if isinstance(of, str)]
                if want is None:
                    return any_of(*stuck)
                free = all_of(self.something_unknown(bound), *(negated(truth) for truth in stuck))
                open_ = binds and want is True and free
                return any_of(self.true(bound) if want else self.false(bound), open_)
            case NotAfter() | Same() if is_of_dates(part):
                return self.can_compare(part, want)
            case Unknown(path) if fact(path).type == "date":
                unknown = f"{self.variables[path]} is None"
                stays = all_of(unknown, self.stuck(path))
                return {True: stays, False: negated(stays), None: False}[want]
            case Unknown(path):
                unknown = f"{self.variables[path]} is None"
                return {
                    True: unknown,
                    False: negated(unknown) if self.is_tried(path) else self.free(path),
                    None: False,
                }[want]
            case _:
                return self.can_be(part, want)

    def can_compare(self, part: NotAfter | Same, want: Want) -> Source:
        """Of two days: what is tried, or whatever is open."""
        if part in self.shared.comparisons:
            variable = self.compared(part)
            return {
                True: f"{variable} is True",
                False: f"{variable} is not True is not {variable} is not None",
                None: f"{variable} is None",
            }[want]
        known = {True: self.true(part), False: self.false(part), None: False}[want]
        return any_of(known, self.something_unknown(part))

    def can_be(self, part: Condition, want: Want) -> Source:
        """Of values: what is stated or tried, or whatever is open."""
        read = list(dict.fromkeys(paths(part)))
        tried = [path for path in read if self.is_tried(path)]
        open_ = [path for path in read if path not in tried]
        if want is None:
            return self.something_unknown(part)
        stated = self.true(part) if want else self.false(part)
        settled = all_of(*(f"{self.variables[path]} is not None" for path in tried))
        unknown = any_of(*(f"{self.variables[path]} is None" for path in open_))
        return any_of(stated, all_of(unknown, settled, *map(self.free, open_)))

    def is_tried(self, path: str) -> bool:
        """Whether a fact has its value by now, be it to stay unknown."""
        return path in self.shared.values

    def free(self, path: str) -> Source:
        """Whether a fact can be stated: not where the flag of its object is to stay unknown."""
        flag = FLAG_OF.get(path)
        if flag not in self.shared.values:
            return True
        return any_of(f"{self.variables[path]} is not None", f"{self.variables[flag]} is not None")

    def stuck(self, of: str) -> Source:
        """Whether a date is to stay unknown."""
        variable, flag = self.variables[of], FLAG_OF.get(of)
        stays = f"{variable}_stays" if of in self.shared.staying else False
        flagged = f"{self.variables[flag]} is None" if flag in self.shared.values else False
        return any_of(stays, all_of(f"{variable} is None", flagged))

    # Dates

    def dates(self, bounded: Sequence[Rule]) -> Iterator[str]:
        """Whether the dates have room, under the bounds that the rules then need."""
        always, some = 0, []
        for rule in bounded:
            bit = 1 << self.network.rules.index(rule)
            unbound = Reach[Source](self._can_unbound, all_of, any_of).stands(rule)
            test = all_of(f"only & {self.bit(rule)}" if self.of_some else True, negated(unbound))
            if test is True:
                always |= bit
            elif test is not False:
                some += [f"if {test}:", f"    active |= {bit}"]
        for part, choices in _bits(self.network, self.shared).items():
            for choice, bit in choices.items():
                some += [
                    f"if {self.compared(part)} is {choice}:"
                    if choice in ("True", "False")
                    else f"if {self.compared(part)} == {choice}:",
                    f"    active |= {bit}",
                ]
        yield f"active = {always}"
        yield from some
        yield "if has_room(days, active):"
        yield "    return True"


def _said(part: NotAfter | Same, choice: str) -> tuple[NotAfter, ...]:
    """What a comparison says of the days if it comes out so."""
    if choice == "True":
        return bounds_of(part)
    left, right = (part.earlier, part.later) if isinstance(part, NotAfter) else (Day(part.left), Day(part.right))
    if choice == "'before'":
        left, right = right, left
    return (NotAfter(Day(right.of, months=right.months, days=right.days + 1), left),)


def _days(part: NotAfter | Same) -> list[object]:
    if isinstance(part, NotAfter):
        return [part.earlier.of, part.later.of]
    return [part.left, part.right]


def _paths(rule: Rule) -> Iterator[str]:
    for condition in (rule.applies, rule.requires, rule.presumed):
        if condition is not None:
            yield from paths(condition)


def _bits(network: Network, found: Shared) -> dict[NotAfter | Same, dict[str, int]]:
    """For each comparison that is tried, and each way in which it may come out, the bit of the edges that say so."""
    bits: dict[NotAfter | Same, dict[str, int]] = {}
    bit = network.own_order
    for part in found.comparisons:
        bits[part] = {}
        for choice in ("True", "False") if isinstance(part, NotAfter) else ("True", "'before'", "'after'"):
            bit <<= 1
            bits[part][choice] = bit
    return bits


def _searched(network: Network, found: Shared) -> Network:
    """The network with an edge for each way in which a comparison may come out."""
    bounds = [
        (bit, bound)
        for part, choices in _bits(network, found).items()
        for choice, bit in choices.items()
        for bound in _said(part, choice)
    ]
    return network.with_bounds(bounds)
