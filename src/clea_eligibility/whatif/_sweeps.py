"""Many dossiers at once: every combination of some values of some facts, decided; and the grid that they fill."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby, pairwise, product
from math import prod
from typing import Any, TypeAlias, overload

from attrs import frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.deciding._tables import DECIDED, Tabular, absent, joined, row_of
from clea_eligibility.deciding.decision import Decision, decide
from clea_eligibility.dossier.changing import Varying, checked, problems_with
from clea_eligibility.dossier.dates import is_calendar_day
from clea_eligibility.dossier.facts import FACT_BY_PATH, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import EXPECTED, InvalidDossier, Problem, Text, of_type, problem, said, shown
from clea_eligibility.explain._saying import verdict_and_amount
from clea_eligibility.rules._ruleset import RuleSet

#: A sweep over more points than this takes about a second: it shows its progress.
_LONG = 50_000


@frozen(repr=False)
class Point:
    """One combination of values, and the decision of the dossier with them."""

    paths: tuple[FactPath, ...]
    #: In the order of the paths.
    values: tuple[Any, ...]
    #: ``None`` where the values cannot stand together: an evaluation that ends before it starts.
    decision: Decision | None
    #: Why they cannot.
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> dict[FactPath, Any]:
        """The values by path."""
        return dict(zip(self.paths, self.values, strict=True))

    @property
    def dossier(self) -> Dossier | None:
        """The dossier with these values; ``None`` where there can be none."""
        return None if self.decision is None else self.decision.dossier

    @property
    def outcome(self) -> str | None:
        """``eligible``, ``ineligible`` or ``undetermined``; ``None`` where there can be no dossier."""
        return None if self.decision is None else self.decision.outcome

    @property
    def amount(self) -> int | None:
        """Whole euros: the flat amount, 0 when ineligible; ``None`` when undetermined or no dossier."""
        return None if self.decision is None else self.decision.amount

    def row(self) -> dict[str, Any]:
        """The values by path, then the decision in columns.

        Codes and paths are joined by ``;`` in their order, an empty text where there are none. Changes of enums are
        plain text.
        """
        values: dict[str, Any] = {
            path: str(value) if isinstance(value, StrEnum) else value for path, value in self.changes.items()
        }
        return {**values, **row_of(self.decision), "problems": joined(problem.code for problem in self.problems)}

    def __repr__(self) -> str:
        found = repr(self.decision) if self.decision else f"problems={[problem.code for problem in self.problems]}"
        return f"Point({_as_text(self.changes)}: {found})"


@frozen(repr=False)
class Sweep(Tabular):
    """A sequence of points, in the order of the product: the last path varies fastest."""

    paths: tuple[FactPath, ...]
    #: Those that were tried for each path.
    values: tuple[tuple[Any, ...], ...]
    points: tuple[Point, ...]
    #: They decided.
    rules: RuleSet

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)

    @overload
    def __getitem__(self, index: int) -> Point: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Point, ...]: ...
    def __getitem__(self, index: int | slice) -> Point | tuple[Point, ...]:
        return self.points[index]

    def rows(self) -> list[dict[str, Any]]:
        """A plain ``dict`` for each point: see :meth:`Point.row`."""
        return [point.row() for point in self.points]

    def _columns(self) -> Iterator[tuple[str, str]]:
        yield from ((path, FACT_BY_PATH[path].type) for path in self.paths)
        yield from (*DECIDED, ("problems", "text"))

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        found = Counter(point.outcome or "impossible" for point in self.points)
        counts = ", ".join(f"{count:,} {outcome}" for outcome, count in found.items())
        return f"Sweep({', '.join(self.paths)}: {counts or 'no points'})"


def sweep(
    dossier: Dossier,
    over: Mapping[FactPath, Iterable[Any]],
    rules: RuleSet = GUIDE,
    *,
    progress: bool | None = None,
) -> Sweep:
    """Decide the dossier with every combination of the values of some facts; ``None`` among them is "unknown".

    The values may be anything to iterate over, once is enough. They are put in together, as :func:`change` does;
    a combination that could not be a dossier is a point that says so.

    >>> from datetime import date
    >>> from clea_eligibility import Evaluation
    >>> from clea_eligibility.dossier.dates import days
    >>> planned = Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> for point in sweep(planned, {"filed_on": days(date(2026, 4, 6), date(2026, 4, 7))}):
    ...     print(point)
    Point(filed_on=2026-04-06: Undetermined(missing=[...], possible_amounts=[150, 250, 300, 450]))
    Point(filed_on=2026-04-07: Ineligible(reasons=['filed_three_weeks_before']))

    Args:
        over: The values to try, by path.
        rules: They decide.
        progress: A long sweep shows its progress on a terminal where ``tqdm`` is installed; this forces or forbids it.

    Raises:
        InvalidDossier: There is no fact at a path, or a fact cannot take a value whatever the others are. It has every
            problem at once.
        CleaError: Progress is to be shown, and ``tqdm`` is not installed.
    """
    axes = _axes(over)
    paths, values = tuple(axes), tuple(axes.values())
    varying = Varying(Dossier, checked(dossier), paths)
    combinations = _shown(product(*values), prod(map(len, values)), progress)
    return Sweep(paths, values, tuple(_point(varying, paths, chosen, rules) for chosen in combinations), rules)


_VALUES_TO_TRY = Text("les valeurs à essayer, l'une après l'autre", "the values to try, one after the other")


def _axes(over: Mapping[FactPath, Iterable[Any]]) -> dict[FactPath, tuple[Any, ...]]:
    problems: dict[Problem, None] = {}  # in their order, each once
    axes = {}
    of_type(over, Mapping, "over")
    for path, values in over.items():
        if isinstance(values, str) or not isinstance(values, Iterable):
            problems.update(dict.fromkeys(problems_with(path, None)))
            words = EXPECTED.filled(expected=_VALUES_TO_TRY, got=said(values), hint="")
            problems[problem(path, "wrong_type", words)] = None
            continue
        axes[path] = tuple(values)
        for value in (None, *axes[path]):
            problems.update(dict.fromkeys(problems_with(path, value)))
    if problems:
        raise InvalidDossier(problems)
    return axes


def _point(varying: Varying, paths: tuple[FactPath, ...], values: tuple[Any, ...], rules: RuleSet) -> Point:
    dossier, problems = varying.with_values(dict(zip(paths, values, strict=True)))
    return Point(paths, values, None, problems) if problems else Point(paths, values, decide(dossier, rules))


def _shown(combinations: Iterable[tuple[Any, ...]], size: int, progress: bool | None) -> Iterable[tuple[Any, ...]]:
    """The combinations, with a bar that fills as they are taken; by itself, on a terminal only."""
    if progress is False or (progress is None and size <= _LONG):
        return combinations
    try:
        from tqdm import tqdm
    except ImportError:
        if progress:
            raise absent("progress=True", "tqdm") from None
        return combinations
    return tqdm(combinations, total=size, unit=" dossiers", disable=False if progress else None)


def _as_text(values: Mapping[FactPath, Any]) -> str:
    return ", ".join(f"{path}={shown(value) if value is None else value}" for path, value in values.items())


# A grid

#: What has to be equal for two points to come out alike.
Alike: TypeAlias = Callable[[Decision | None], object]


@frozen
class Grid:
    """The decisions of a sweep as rows and columns, in which neighbours that come out alike are one."""

    #: For each row the values of the first fact, one after the other.
    rows: tuple[tuple[Any, ...], ...]
    #: For each column those of the second fact; without one, a single column of no values.
    columns: tuple[tuple[Any, ...], ...]
    #: By row; ``None`` where there can be no dossier.
    cells: tuple[tuple[Decision | None, ...], ...]


def grid_of(sweep: Sweep, alike: Alike = verdict_and_amount) -> Grid:
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
    return all(map(is_calendar_day, values)) and all(
        later.toordinal() == earlier.toordinal() + 1 for earlier, later in pairwise(values)
    )
