"""The decisions about a dossier as one of its dates moves."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import field, frozen

from clea_eligibility.deciding._tables import DECIDED, Tabular, joined, row_of
from clea_eligibility.deciding.decision import Decision, decide
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import FILING_DAY
from clea_eligibility.dossier.changing import Varying
from clea_eligibility.dossier.facts import Fact, FactPath, fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError
from clea_eligibility.planning._windows import DATE_FACTS, PLACES, Answers, Window, checked, days_of
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet

_FIRST, _LAST, _NO_END = dates.FIRST_DAY.toordinal(), dates.LAST_DAY.toordinal(), dates.NO_END.toordinal()

Cause = Rule | Fact
"""What makes a span begin or end: a rule that stands otherwise, or a date whose order with this one would break."""


@frozen
class Span(Window):
    """A window of days that have one decision."""

    #: The decision of one of the days, the one that the dossier states if it is among them; the others differ from it
    #: in nothing but their dossier. ``None`` where such a dossier could not be.
    decision: Decision | None
    #: What is otherwise on the day before.
    opened_by: tuple[Cause, ...] = field(default=(), kw_only=True)
    #: What is otherwise on the day after.
    closed_by: tuple[Cause, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        return f"{super().__str__()} {self._said()}"

    def _said(self) -> str:
        contested = " ".join(rule.code for rule in self.decision.contested) if self.decision else ""
        said = "impossible" if self.decision is None else str(self.decision)
        return f"{said}, contested: {contested}" if contested else said


class Timeline(Answers[Span], Tabular):
    """The spans of one date, in order: every day is in one of them, and neighbours differ."""

    #: The date that moves.
    path: str
    dossier: Dossier
    rules: RuleSet

    def at(self, day: date) -> Span:
        """The span in which a day lies."""
        return next(span for span in self if day in span)

    def rows(self) -> list[dict[str, Any]]:
        """A plain ``dict`` for each span: its bounds, the decision in columns, and what is otherwise around it.

        Codes and paths are joined by ``;`` in their order, an empty text where there are none.
        """
        return [
            {
                "earliest": span.earliest,
                "latest": span.latest,
                **row_of(span.decision),
                "opened_by": joined(map(_name, span.opened_by)),
                "closed_by": joined(map(_name, span.closed_by)),
            }
            for span in self
        ]

    def _columns(self) -> Iterable[tuple[str, str]]:
        return ("earliest", "date"), ("latest", "date"), *DECIDED, ("opened_by", "text"), ("closed_by", "text")

    def __repr__(self) -> str:
        lines = [str(span) for span in self[:1]]
        for before, span in pairwise(self):
            alike = before._said() == span._said()  # then say in what they differ
            lines.append(f"{span}, other: {' '.join(map(_name, span.opened_by))}" if alike else str(span))
        return "\n".join(lines)


def _name(cause: Cause) -> str:
    return cause.path if isinstance(cause, Fact) else cause.code


def timeline(dossier: Dossier, path: FactPath, rules: RuleSet = GUIDE, *, today: date | None = None) -> Timeline:
    """The decisions about a dossier as the date at ``path`` runs over all days, in maximal spans.

    The first span has no beginning and the last no end, though a dossier can state no day before 1900 or after 2199.
    What the dossier states at ``path`` does not matter; all else stays as it is.

    >>> from clea_eligibility import Evaluation
    >>> may = Evaluation(starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 2))
    >>> for span in timeline(Dossier(evaluation=may), "filed_on"):
    ...     contested = span.decision.contested
    ...     print(Window(span.earliest, span.latest), span.decision.outcome, span.closed_by, contested)
    (-∞, 2026-02-28] undetermined (Rule('filing_open'),) ()
    [2026-03-01, 2026-04-09] undetermined (Rule('filed_three_weeks_before'),) ()
    [2026-04-10, 2026-04-10] undetermined (Rule('filed_three_weeks_before'),) (Rule('filed_three_weeks_before'),)
    [2026-04-11, +∞) ineligible () ()

    With ``today``, a filing still to be made could not be on a day before it.

    Raises :class:`CleaError` for a path that is no date, with the nearest, and :class:`TypeError` for anything but a
    dossier, a rule set and a date.
    """
    compiled = checked(dossier, rules, today)
    moving = fact(path)
    if path not in PLACES:
        raise CleaError(f"{path} is no date; expected one of: {', '.join(PLACES)}")
    found = compiled.comparisons.cuts(days_of(dossier, compiled.comparisons), PLACES[path])
    line = _line(dossier, moving, rules, today)
    sections = line.sections(range(_FIRST, _LAST + 1) if found is None else found)
    return Timeline(line.spans(sections), path=path, dossier=dossier, rules=rules)


@frozen
class _Section:
    """Days in a row (ordinals, both in) whose decisions are alike; no decision where such a dossier could not be."""

    first: int
    last: int
    decision: Decision | None


@frozen
class _Line:
    """One date that moves between two limits (ordinals, both in), set by dates that it may not pass; all else stays."""

    dossier: Dossier
    varying: Varying
    present: int | None
    moving: Fact
    rules: RuleSet
    lowest: int
    highest: int
    opened_by: tuple[Cause, ...]
    closed_by: tuple[Cause, ...]

    def sections(self, turning: Iterable[int]) -> list[_Section]:
        """The longest sections that have one decision, given every day on which there may be another."""
        found: list[_Section] = []
        starts = {day for day in (self.lowest, self.highest + 1, *turning) if _FIRST < day <= _LAST}
        for first, following in pairwise([_FIRST, *sorted(starts), _LAST + 1]):
            self.add(found, first, following - 1)
        if self.moving.may_have_no_end:
            endless = self.decision(_NO_END, _NO_END)
            if not _alike(found[-1].decision, endless):
                found += [_Section(_LAST + 1, _NO_END - 1, None), _Section(_NO_END, _NO_END, endless)]
        return found

    def add(self, found: list[_Section], first: int, last: int) -> None:
        decision = self.decision(first, last)
        if found and _alike(found[-1].decision, decision):
            before = found.pop()
            decision = decision if self.present is not None and first <= self.present <= last else before.decision
            first = before.first
        found.append(_Section(first, last, decision))

    def decision(self, first: int, last: int) -> Decision | None:
        """The decision between two days: on the present day, else on the first, but the last where none is first."""
        if not self.lowest <= first <= self.highest:
            return None
        is_here = self.present is not None and first <= self.present <= last
        day = self.moving.of(self.dossier) if is_here else date.fromordinal(last if first == _FIRST else first)
        moved, _ = self.varying.with_values({self.moving.path: day})
        return decide(moved, self.rules)

    def spans(self, sections: list[_Section]) -> Iterator[Span]:
        causes = [self.causes(*neighbours) for neighbours in pairwise(sections)]
        last = len(sections) - 1
        for place, section in enumerate(sections):
            yield Span(
                date.fromordinal(section.first) if place else None,
                date.fromordinal(section.last) if place < last else None,
                section.decision,
                opened_by=causes[place - 1] if place else (),
                closed_by=causes[place] if place < last else (),
            )

    def causes(self, before: _Section, after: _Section) -> tuple[Cause, ...]:
        was, now = before.decision, after.decision
        if was is None:
            return self.opened_by if after.first == self.lowest else ()
        if now is None:
            return self.closed_by if before.last == self.highest else ()
        turned = {new.rule.code for old, new in zip(was.findings, now.findings, strict=True) if old != new}
        turned |= {rule.code for rule in was.contested} ^ {rule.code for rule in now.contested}
        return tuple(rule for rule in self.rules.rules if rule.code in turned)


def _line(dossier: Dossier, moving: Fact, rules: RuleSet, today: date | None) -> _Line:
    lowest, highest = _FIRST, _NO_END
    opened_by: tuple[Cause, ...] = ()
    closed_by: tuple[Cause, ...] = ()
    for other in DATE_FACTS:
        day = other.of(dossier)
        if day is not None and other.path == moving.on_or_after:
            lowest, opened_by = day.toordinal(), (other,)
        if day is not None and other.on_or_after == moving.path:
            highest, closed_by = day.toordinal(), (other,)
    if today is not None and FILING_DAY in moving.levers:
        lowest, opened_by = today.toordinal(), ()
    varying, stated = Varying(Dossier, dossier, [moving.path]), moving.of(dossier)
    present = stated and stated.toordinal()
    return _Line(dossier, varying, present, moving, rules, lowest, highest, opened_by, closed_by)


def _alike(one: Decision | None, other: Decision | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(getattr(one, name) == getattr(other, name) for name in _COMPARED)


_COMPARED = ("outcome", "findings", "contested", "missing", "possible_amounts")
"""What there is to compare: the rest of a decision follows."""
