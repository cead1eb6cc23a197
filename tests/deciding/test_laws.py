"""The laws of the rules: eight statements that hold for every dossier, tried on dossiers that aim at the boundaries."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from itertools import pairwise, product
from operator import le
from threading import Barrier
from typing import Any

import attrs
import pytest
from brute_force import READINGS, THREE_MONTHS, Comparison, filled_in, smallest_conflict
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from jsonschema import Draft202012Validator
from making import Facts, between, codes, dossier_of, eligible_but, status_of
from small_calendars import AGE, EVERY_READING, NOTICE, Reading, binding_rules, dates_of, every_value, small_calendars

from clea_eligibility import (
    FACTS,
    GUIDE,
    Applicant,
    CertificationKind,
    Dossier,
    Eligible,
    Evaluation,
    EvaluationStage,
    Finding,
    Ineligible,
    InvalidDossier,
    ProofOfResidence,
    RuleSet,
    Undetermined,
    decide,
)
from clea_eligibility.dossier import dates
from clea_eligibility.rules import Day, NotAfter, Rate, Rule, Tariff
from clea_eligibility.rules._conditions import date_bounds, paths
from clea_eligibility.testing import dossiers, eligible_dossiers, near_boundary_dossiers
from clea_eligibility.wire import (
    dossier_from_dict,
    dossier_from_json,
    dossier_schema,
    dossier_to_dict,
    dossier_to_json,
)

pytestmark = pytest.mark.no_cover  # which makes them twice as quick: the hand-written tests reach every branch
PATHS = tuple(fact.path for fact in FACTS)
ANY_DOSSIERS = near_boundary_dossiers() | dossiers()


def stated(dossier: Dossier) -> dict[str, object]:
    """Every fact that a dossier states, by path."""
    return {fact.path: fact.of(dossier) for fact in FACTS if fact.of(dossier) is not None}


def kept(dossier: Dossier, wanted: Iterable[str]) -> Dossier:
    """The dossier without its other facts; a flag stays true as long as another fact of its object is there."""
    facts = stated(dossier)
    return dossier_of({path: facts[path] for path in wanted if path in facts})


class TestKnowingMoreNeverFlipsASettledDecision:
    """Law 1: fill in any unknown that no presumption covers of an ``Eligible``, any unknown of an ``Ineligible``.

    To fill in is here to undo a blank: of a dossier that states everything, some facts are made unknown. A presence
    flag is left alone as long as its object states something: it would be known all the same.
    """

    complete = near_boundary_dossiers(unknowns=False) | eligible_dossiers(unknowns=False)
    blanks = st.sets(st.sampled_from(PATHS), max_size=8)

    @given(complete, blanks)
    def test_ineligible_stays_ineligible(self, complete: Dossier, blanks: set[str]) -> None:
        if isinstance(decide(without(complete, blanks)), Ineligible):
            assert isinstance(decide(complete), Ineligible)

    @given(complete, blanks)
    def test_eligible_stays_eligible_for_the_same_amount(self, complete: Dossier, blanks: set[str]) -> None:
        partial = decide(without(complete, blanks))
        if isinstance(partial, Eligible):
            covered = {path for finding in partial.presumed for path in paths(finding.rule.requires)}
            more = decide(without(complete, blanks & covered))
            assert isinstance(more, Eligible)
            assert more.amount == partial.amount


def without(dossier: Dossier, blanks: Iterable[str]) -> Dossier:
    """The dossier with some facts made unknown, but for the flags of objects that still state something."""
    rest = set(stated(dossier)) - set(blanks)
    owners = {path.rpartition(".")[0] for path in rest}
    flags = {fact.path for fact in FACTS if fact.is_presence_flag and fact.path.rpartition(".")[0] in owners}
    return kept(dossier, rest | flags)


CYCLE = range(date(2000, 1, 1).toordinal(), date(2400, 1, 1).toordinal())
MARGIN = 400
PADDED = range(CYCLE.start - MARGIN, CYCLE.stop + MARGIN)


@cache
def reached(by: relativedelta) -> list[int]:
    """Where each day of the padded cycle is moved to: the definition, in full."""
    return [(date.fromordinal(day) + by).toordinal() for day in PADDED]


def in_cycle(days: list[int]) -> list[int]:
    """The part of a list over the padded cycle that belongs to the cycle."""
    return days[MARGIN:-MARGIN]


def last_accepted(comparison: Comparison) -> list[int]:
    """For each later day of the cycle, the last earlier day that the comparison accepts."""
    find = bisect_right if comparison.holds is le else bisect_left
    moved = reached(comparison.earlier_by)
    return [PADDED.start + find(moved, bound) - 1 for bound in in_cycle(reached(comparison.later_by))]


def bound_on_filing(code: str, reading: str) -> NotAfter:
    """The last day for filing that a rule sets under a reading, as the rule set states it."""
    (bound,) = [
        bound
        for bound in date_bounds(GUIDE.read(**{code: reading}).rule(code).requires)
        if bound.earlier.of == "filed_on"
    ]
    return bound


EVERY_CLAUSE = [(code, reading) for code, readings in READINGS.items() for reading in readings]


class TestEachBoundFlipsExactlyWhereItShould:
    """Law 2: for every day of a 400-year cycle, for three weeks and three months, under every reading.

    ``relativedelta`` is the definition. It never exchanges two days, so that the last accepted day is found in a sorted
    table of all days; the rules as data are held to it on every day, the compiled rules on the days around every
    month's end in the 300 years that a dossier may state.
    """

    def test_the_cycle_is_whole(self) -> None:
        assert len(CYCLE) == dates.CYCLE == 146_097
        assert all(day <= later for by in (THREE_MONTHS, -THREE_MONTHS) for day, later in pairwise(reached(by)))

    @pytest.mark.parametrize("months", [-12, -3, -1, 1, 3, 12])
    def test_months_are_added_as_relativedelta_does(self, months: int) -> None:
        assert [dates.add_months(day, months) for day in CYCLE] == in_cycle(reached(relativedelta(months=months)))

    @pytest.mark.parametrize("months", [-12, -3, -1, 1, 3, 12])
    def test_the_way_back_from_months_is_the_first_or_the_last_day_that_leads_there(self, months: int) -> None:
        moved = reached(relativedelta(months=months))
        last = [PADDED.start + bisect_right(moved, bound) - 1 for bound in CYCLE]
        first = [PADDED.start + bisect_left(moved, bound) for bound in CYCLE]
        assert [dates.latest_before(bound, months, 0) for bound in CYCLE] == last
        assert [dates.earliest_after(bound, months, 0) for bound in CYCLE] == first

    @pytest.mark.parametrize(("code", "reading"), EVERY_CLAUSE)
    def test_the_rule_accepts_the_last_day_and_not_the_day_after(self, code: str, reading: str) -> None:
        bound = bound_on_filing(code, reading)
        upper = READINGS[code][reading][-1]
        shifts = bound.earlier.months, bound.earlier.days
        later_shifts = bound.later.months, bound.later.days
        for day, last in zip(CYCLE, last_accepted(upper), strict=True):
            later = date.fromordinal(day)
            assert dates.not_after(date.fromordinal(last), *shifts, later, *later_shifts)
            assert not dates.not_after(date.fromordinal(last + 1), *shifts, later, *later_shifts)

    @pytest.mark.parametrize(("code", "reading"), EVERY_CLAUSE)
    def test_the_decision_flips_on_that_day_around_every_months_end(self, code: str, reading: str) -> None:
        alone = only(GUIDE.read(**{code: reading}).rule(code))
        for day, last in zip(CYCLE, last_accepted(READINGS[code][reading][-1]), strict=True):
            later = date.fromordinal(day)
            if later.year < 2199 and not 2 <= later.day <= 27:
                statuses = [
                    str(decide(filed(date.fromordinal(filing), code, later), alone).findings[0].status)
                    for filing in (last, last + 1)
                ]
                assert statuses == ["satisfied", "violated"], later


def filed(day: date, code: str, other: date) -> Dossier:
    """A dossier that states its filing day and the one date that the rule compares it with."""
    if code == NOTICE:
        return Dossier(filed_on=day, evaluation=Evaluation(starts_on=other))
    return Dossier(filed_on=day, applicant=Applicant(proof_of_residence=ProofOfResidence(issued_on=other)))


EVERY_RATE = Tariff(tuple(Rate(kind, stage, 1) for kind, stage in product(CertificationKind, EvaluationStage)))


def only(rule: Rule) -> RuleSet:
    """A rule set of one rule, beside the one that says whether the dates have room."""
    return RuleSet(id=rule.code, rules=(rule, GUIDE.rule("dates_compatible")), tariff=EVERY_RATE)


class TestTheFactsThatTheReasonsReadAreEnough:
    """Law 3: blank every fact that the reasons of an ``Ineligible`` do not read, and the same reasons remain.

    A reason reads the facts of its rule and of what decides whether it applies; ``dates_compatible`` reads those of
    the rules between which it stands, and the date that one of theirs never precedes or that never precedes it.
    A blanked flag is true as long as its object still states something, and unknown otherwise.
    """

    @given(ANY_DOSSIERS)
    def test_the_same_reasons_remain(self, dossier: Dossier) -> None:
        reasons = decide(dossier).reasons
        remaining = decide(kept(dossier, {path for reason in reasons for path in facts_read(reason)}))
        assert remaining.reasons == reasons


def facts_read(reason: Finding) -> Iterator[str]:
    """The facts that a reason rests on."""
    for rule in (reason.rule, *reason.between):
        yield from paths(rule.applies)
        yield from paths(rule.requires)
    partners = [(fact.path, fact.on_or_after) for fact in FACTS if fact.on_or_after is not None]
    dates_read = {path for rule in reason.between for path in paths(rule.requires)}
    yield from (path for pair in partners if dates_read & set(pair) for path in pair)


class TestEveryViolatedRuleIsReported:
    """Law 4: every violated rule is reported; the order of the rules changes only the order of the reasons."""

    each_alone = tuple(only(rule) for rule in GUIDE.rules if rule.code != "dates_compatible")
    reordered = tuple(
        GUIDE.evolve(id="reordered", rules=order[start:] + order[:start])
        for order in (GUIDE.rules, GUIDE.rules[::-1])
        for start in range(len(GUIDE.rules))
    )

    @given(ANY_DOSSIERS)
    def test_the_reasons_are_the_rules_that_each_alone_is_violated(self, dossier: Dossier) -> None:
        reasons = [code for code in codes(decide(dossier).reasons) if code != "dates_compatible"]
        each = [codes(decide(dossier, alone).reasons) for alone in self.each_alone]
        assert reasons == [code for violated in each for code in violated if code != "dates_compatible"]

    @given(ANY_DOSSIERS, st.integers(0, len(reordered) - 1))
    def test_another_order_gives_the_same_findings_in_that_order(self, dossier: Dossier, order: int) -> None:
        other = self.reordered[order]
        usual, reordered = decide(dossier), decide(dossier, other)
        assert codes(reordered.findings) == codes(other.rules)
        assert {status(finding) for finding in reordered.findings} == {status(finding) for finding in usual.findings}
        assert codes(reordered.reasons) == sorted(codes(usual.reasons), key=codes(other.rules).index)
        assert reordered.outcome == usual.outcome
        assert reordered.missing == usual.missing
        assert reordered.possible_amounts == usual.possible_amounts
        assert {rule.code for rule in reordered.contested} == {rule.code for rule in usual.contested}


def status(finding: Finding) -> tuple[str, str, int]:
    """A finding but for which of several smallest sets it stands between: the first in the order of the rules."""
    return finding.rule.code, str(finding.status), len(finding.between)


SCHEMA = Draft202012Validator(dossier_schema())
BEYOND_A_SCHEMA = {"wrong_order", "not_a_date"}
"""What JSON Schema cannot say, besides keys stated twice: the order of dates, and which days exist."""
ALMOST: tuple[str | float | bool | None, ...] = (
    *("2026-02-30", "2026-3-2", "20260302", "2026-W10-1", "2026-03-02T00:00:00", "2026-03-02\n", "٢٠٢٦-٠٣-٠٢"),
    *("1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01", "9999-12-31", "9999-12-30"),
    *("socle", "Socle", "33", "2a", "2A", "099", "initial", "passport", "true", "", 1, 0, 33, 1.0, True, None),
)
EMPTY: st.SearchStrategy[object] = st.builds(dict) | st.builds(list)
"""Made anew for each dossier: what is added to it must not turn up in the next."""


@st.composite
def almost_dossiers(draw: DrawFn) -> dict[str, Any]:
    """The JSON of a dossier in which a few values are replaced or added: by others that look right, or by anything."""
    data = dossier_to_dict(draw(ANY_DOSSIERS))
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    )
    names = sorted({name for path in PATHS for name in path.split(".")})
    for _ in range(draw(st.integers(0, 3))):
        changed = draw(st.sampled_from(list(objects(data))))
        name = draw(st.sampled_from([*changed, *names]) | st.text())
        changed[name] = draw(st.sampled_from(ALMOST) | EMPTY | anything)
    return data


def objects(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A JSON object and the objects in it."""
    yield data
    for value in data.values():
        if isinstance(value, dict):
            yield from objects(value)


class TestEveryDossierSurvivesJsonAndBack:
    """Law 5: every dossier survives JSON and back; schema and reader agree on arbitrary JSON.

    They may disagree on dates in the wrong order and days that do not exist; a dict has no key twice.
    """

    @given(ANY_DOSSIERS)
    def test_what_was_written_is_read_again(self, dossier: Dossier) -> None:
        assert dossier_from_dict(dossier_to_dict(dossier)) == dossier
        assert dossier_from_json(dossier_to_json(dossier)) == dossier
        SCHEMA.validate(dossier_to_dict(dossier))

    @given(almost_dossiers())
    def test_schema_and_reader_agree(self, data: dict[str, Any]) -> None:
        try:
            dossier_from_json(json.dumps(data))
            problems = set()
        except InvalidDossier as refused:
            problems = {problem.code for problem in refused.problems}
        if SCHEMA.is_valid(data):
            assert problems <= BEYOND_A_SCHEMA
        else:
            assert problems - {"wrong_order"}


class TestDecideIsTotalDeterministicPureAndSafeFromThreads:
    """Law 6: every valid dossier is decided, always alike, by any thread; nothing is changed by it."""

    twin = attrs.evolve(GUIDE)

    @given(ANY_DOSSIERS)
    def test_every_dossier_has_one_of_three_outcomes(self, dossier: Dossier) -> None:
        assert isinstance(decide(dossier), Eligible | Ineligible | Undetermined)

    @given(ANY_DOSSIERS)
    def test_the_same_dossier_under_the_same_rules_is_decided_alike(self, dossier: Dossier) -> None:
        assert decide(attrs.evolve(dossier), self.twin) == decide(dossier) == decide(dossier)

    @given(ANY_DOSSIERS)
    def test_deciding_changes_neither_the_dossier_nor_the_rules(self, dossier: Dossier) -> None:
        before = attrs.asdict(dossier), hash(dossier), repr(GUIDE.rules), GUIDE.tariff
        decide(dossier)
        assert (attrs.asdict(dossier), hash(dossier), repr(GUIDE.rules), GUIDE.tariff) == before

    def test_threads_that_meet_on_fresh_rules_decide_alike(self) -> None:
        dossiers = [eligible_but({one: None, other: None}) for one in PATHS for other in PATHS]
        expected = [decide(dossier) for dossier in dossiers]
        for _ in range(5):
            fresh, start = attrs.evolve(GUIDE), Barrier(8)

            def decide_all(rules: RuleSet = fresh, start: Barrier = start) -> list[object]:
                start.wait()
                return [decide(dossier, rules) for dossier in dossiers]

            with ThreadPoolExecutor(8) as threads:
                results = [future.result() for future in [threads.submit(decide_all) for _ in range(8)]]
            assert all(result == expected for result in results)


class TestTheReadingsOfThreeMonthsDifferByOneDayAtMost:
    """Law 7: for one issue date, the last accepted filing days under the readings lie on two neighbouring days."""

    def test_for_every_issue_date_of_a_cycle(self) -> None:
        bounds = [bound_on_filing(AGE, reading) for reading in READINGS[AGE]]
        for issued in CYCLE:
            last_days = [last_filing_day(bound.earlier, bound.later, issued) for bound in bounds]
            assert max(last_days) - min(last_days) <= 1, date.fromordinal(issued)


def last_filing_day(filed: Day, later: Day, issued: int) -> int:
    return dates.latest_before(dates.add_months(issued, later.months) + later.days, filed.months, filed.days)


class TestUndeterminedIsNeverSaidOfWhatNothingCanSave:
    """Law 8: brute force over small calendars finds an eligible filling-in wherever ``Undetermined`` is said.

    ``dates_compatible`` is violated exactly where brute force finds no days for the unknown dates under the rules that
    apply and are not themselves violated; ``between`` is the first of the smallest sets that cannot hold together.
    """

    @given(small_calendars(), st.sampled_from(EVERY_READING))
    def test_dates_are_incompatible_exactly_where_no_days_satisfy_their_rules(
        self, facts: Facts, reading: Reading
    ) -> None:
        decision = decide(eligible_but(facts), GUIDE.read(**reading))
        expected = smallest_conflict(binding_rules(facts, reading), dates_of(facts))
        assert between(decision) == expected
        assert status_of(decision, "dates_compatible") == ("violated" if expected else "satisfied")

    @given(small_calendars(), st.sampled_from(EVERY_READING))
    def test_some_filling_in_of_an_undetermined_dossier_is_eligible_for_each_possible_amount(
        self, facts: Facts, reading: Reading
    ) -> None:
        rules = GUIDE.read(**reading)
        decision = decide(eligible_but(facts), rules)
        if isinstance(decision, Undetermined):
            comparisons = [one for rule in binding_rules(facts, reading).values() for one in rule]
            days = filled_in(comparisons, dates_of(facts))
            assert days is not None
            fillings = [decide(eligible_but({**facts, **days, **others}), rules) for others in every_value(facts)]
            assert decision.possible_amounts == tuple(sorted({one.amount for one in fillings if one.amount}))
            assert decision.possible_amounts
