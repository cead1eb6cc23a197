"""A sweep over one or two facts as rows and columns, in which neighbours that come out alike are one."""

from collections.abc import Callable, Iterable
from itertools import groupby, pairwise
from typing import Any, TypeAlias

from attrs import frozen

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.dossier.dates import is_calendar_day
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.explain._looks import verdict_of
from clea_eligibility.explain._phrases_of_plans import DATES
from clea_eligibility.explain._phrases_of_views import IMPOSSIBLE
from clea_eligibility.text import Language, typeset
from clea_eligibility.whatif._sweeps import Sweep
from clea_eligibility.whatif._words import value_said, verdict_said

Alike: TypeAlias = Callable[[Decision | None], object]
"""What has to be equal for two points to come out alike."""


@frozen
class Grid:
    """The decisions of a sweep: a row for values of its first fact, a column for values of its second.

    Each row and each column stands for one or more values in a row; without a second fact there is one column, which
    stands for none. ``cells`` gives the decisions by row; ``None`` where there could be no dossier.
    """

    rows: tuple[tuple[Any, ...], ...]
    columns: tuple[tuple[Any, ...], ...]
    cells: tuple[tuple[Decision | None, ...], ...]


def verdict_and_amount(decision: Decision | None) -> object:
    """What a grid of two facts has to tell apart."""
    return verdict_of(decision), decision and decision.possible_amounts


def grid_of(sweep: Sweep, alike: Alike = verdict_and_amount) -> Grid:
    """The grid of a sweep over one or two facts that has points."""
    values, others = (*sweep.values, (None,))[:2]
    decisions = [point.decision for point in sweep]
    width = len(others)
    lines = [tuple(decisions[start : start + width]) for start in range(0, len(decisions), width)]
    rows, lines = _merged(values, lines, alike)
    columns, turned = _merged(others, list(zip(*lines, strict=True)), alike)
    return Grid(rows, columns if len(sweep.paths) > 1 else ((),), tuple(zip(*turned, strict=True)))


def _merged(
    values: Iterable[Any], lines: list[tuple[Decision | None, ...]], alike: Alike
) -> tuple[tuple[tuple[Any, ...], ...], list[tuple[Decision | None, ...]]]:
    """Neighbouring lines that are alike as one: their values, and the first of them."""
    numbered = zip(values, lines, strict=True)
    groups = [list(group) for _, group in groupby(numbered, key=lambda one: [alike(cell) for cell in one[1]])]
    return tuple(tuple(value for value, _ in group) for group in groups), [group[0][1] for group in groups]


def are_days_in_a_row(values: tuple[Any, ...]) -> bool:
    """Whether the values are days, each the one after the other."""
    return all(map(is_calendar_day, values)) and all(
        later.toordinal() == earlier.toordinal() + 1 for earlier, later in pairwise(values)
    )


def values_said(path: str, values: tuple[Any, ...], lang: Language, say: Callable[..., str] = value_said) -> str:
    """Values in a row: days by the first and the last, others one by one."""
    said = [say(FACT_BY_PATH[path], value, lang) for value in values]
    if len(said) > 2 and all(map(is_calendar_day, values)):
        return f"{said[0]} … {said[-1]}"
    return ", ".join(said)


def fact_named(path: str, lang: Language) -> str:
    """What a fact is called: a date by its name, others by what is asked."""
    return DATES[path].say(lang) if path in DATES else FACT_BY_PATH[path].question(lang)


def result_said(decision: Decision | None, lang: Language) -> str:
    """The verdict and the amount, in a few words."""
    return typeset(IMPOSSIBLE.say(lang) if decision is None else verdict_said(decision, lang), lang)
