"""The function that tries what rules share, written out: whether a dossier may still succeed, and for which amounts."""

from collections.abc import Callable, Iterator, Sequence

from clea_eligibility.deciding._chances import Chances
from clea_eligibility.deciding._expressions import Expressions, Source, all_of, any_of, indented, negated
from clea_eligibility.deciding.network import Network
from clea_eligibility.dossier.facts import FACTS, FLAG_OF
from clea_eligibility.rules._conditions import Condition, Day, NotAfter, Same, date_bounds
from clea_eligibility.rules._reach import Want, days_of
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._sharing import KIND, STAGE, Shared


class _Chances(Chances[Source]):
    """Lines of source that say whether rules can still stand."""

    all_of, any_of, negated = staticmethod(all_of), staticmethod(any_of), staticmethod(negated)

    def __init__(self, writer: "Tries") -> None:
        super().__init__(writer.shared)
        self.writer = writer

    def said(self, part: Condition, want: bool) -> Source:
        """Whether a part surely holds, or surely fails."""
        return self.writer.true(part) if want else self.writer.false(part)

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
        read = {
            KIND,
            STAGE,
            *found.values,
            *found.staying,
            *(known.path for rule in found.rules for known in rule.facts),
        }
        read.update(of for of in self.network.nodes if isinstance(of, str))
        super().__init__([known.path for known in FACTS if known.path in read])
        self.names["has_room"] = self.network.has_room
        self.source = "\n".join(self.possible()) + "\n"
        exec(compile(self.source, "<what rules share>", "exec"), self.names)
        self.function: Callable[..., bool] = self.names["possible"]

    def possible(self) -> Iterator[str]:
        """Write the function."""
        found = self.shared
        concerned = [rule for rule in found.rules if found.reads[rule.code]]
        bounded = [rule for rule in found.rules if found.moves_dates and any(date_bounds(rule.requires))]
        read = {KIND, STAGE, *found.values, *found.staying, *(known.path for rule in concerned for known in rule.facts)}
        if found.moves_dates:
            read.update(known.path for rule in bounded for known in rule.facts)
            read.update(of for of in self.network.nodes if isinstance(of, str))
        yield f"def possible(dossier, assumed_kind, assumed_stage{', only' if self.of_some else ''}):"
        yield '    """Whether nothing that is known keeps the rules from holding together, for this kind and stage."""'
        yield from indented(self.load([known.path for known in FACTS if known.path in read], "", "dossier"))
        for path, assumed in ((KIND, "assumed_kind"), (STAGE, "assumed_stage")):
            yield f"    {self.variables[path]} = {self.variables[path]} or {assumed}"
        for path in found.values:
            if path not in (KIND, STAGE):
                yield f"    stated_{self.variables[path]} = {self.variables[path]}"
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

    def dates(self, bounded: Sequence[Rule]) -> Iterator[str]:
        """Whether the dates have room, under the bounds that the rules then need."""
        always, some = 0, []
        for rule in bounded:
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
    left, right = (part.earlier, part.later) if isinstance(part, NotAfter) else (Day(part.left), Day(part.right))
    if choice == "before":
        left, right = right, left
    return NotAfter(Day(right.of, months=right.months, days=right.days + 1), left)


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
