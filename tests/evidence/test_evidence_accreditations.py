"""Several accreditation periods to the one that decides: examples by hand, and the count of days as a law."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from making import eligible_but, status_of

from clea_eligibility import Accreditation, CertificationKind, CleaError, InvalidDossier, decide
from clea_eligibility.evidence import merge_accreditations

SOCLE, NUMERIQUE, MANAGEMENT = CertificationKind
LONG_AGO, NO_END = date(1900, 1, 1), date(9999, 12, 31)
Days = tuple[date, date]
"""First and last, both in."""


def period(first: str | None, last: str | None, certification: CertificationKind | None = SOCLE) -> Accreditation:
    return Accreditation(
        held=True,
        certification=certification,
        valid_from=None if first is None else date.fromisoformat(first),
        valid_until=None if last is None else date.fromisoformat(last),
    )


BEFORE = period("2023-01-01", "2025-12-31")
RENEWED = period("2026-01-01", "2028-12-31")
RENEWED_LATE = period("2026-01-02", "2028-12-31")


def merged(
    periods: Iterable[Accreditation],
    starts_on: str | None,
    ends_on: str | None,
    certification: CertificationKind | None = SOCLE,
) -> Accreditation:
    start, end = (None if day is None else date.fromisoformat(day) for day in (starts_on, ends_on))
    return merge_accreditations(periods, certification, start, end)


@pytest.mark.parametrize("periods", [[BEFORE, RENEWED], [RENEWED, BEFORE], [BEFORE, RENEWED, BEFORE]])
def test_a_renewal_that_begins_on_the_day_after_makes_one_period(periods: list[Accreditation]) -> None:
    assert merged(periods, "2025-12-30", "2026-01-05") == period("2023-01-01", "2028-12-31")


def test_a_renewal_that_begins_a_day_late_leaves_a_gap_and_the_period_of_the_first_day_decides() -> None:
    assert merged([RENEWED_LATE, BEFORE], "2025-12-30", "2026-01-05") == BEFORE


def test_overlapping_and_nested_periods_make_one() -> None:
    periods = [
        period("2024-06-01", "2024-12-31"),
        period("2024-03-01", "2027-12-31"),
        period("2024-01-01", "2026-06-30"),
    ]
    assert merged(periods, "2027-12-31", "2027-12-31") == period("2024-01-01", "2027-12-31")


@pytest.mark.parametrize("day", ["2023-01-01", "2025-12-31"])
def test_the_first_and_the_last_day_count(day: str) -> None:
    assert merged([BEFORE, RENEWED_LATE], day, day) == BEFORE


def test_the_period_that_covers_the_evaluation_decides() -> None:
    assert merged([BEFORE, RENEWED_LATE], "2026-01-02", "2026-01-05") == RENEWED_LATE


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "nearest"),
    [
        ("2022-12-31", "2023-01-05", BEFORE),
        ("2026-01-02", "2026-01-05", BEFORE),  # two days after the one, eight before the other
        ("2026-01-08", "2026-01-20", period("2026-01-10", "2028-12-31")),
        ("2026-01-05", "2026-01-05", BEFORE),  # five days from both
        ("2029-06-01", "2029-06-01", period("2026-01-10", "2028-12-31")),
    ],
)
def test_else_the_period_nearest_to_the_first_day_decides(starts_on: str, ends_on: str, nearest: Accreditation) -> None:
    assert merged([BEFORE, period("2026-01-10", "2028-12-31")], starts_on, ends_on) == nearest


def test_an_evaluator_without_any_period_holds_nothing() -> None:
    assert merged([], "2026-03-12", "2026-03-20") == Accreditation(held=False)
    assert merged([Accreditation(held=False)], "2026-03-12", "2026-03-20") == Accreditation(held=False)


def test_an_accreditation_of_which_nothing_is_known_stays_unknown() -> None:
    assert merged([Accreditation()], "2026-03-12", "2026-03-20") == Accreditation()


def test_one_held_and_not_dated_may_be_any() -> None:
    assert merged([Accreditation(held=True)], "2026-03-12", "2026-03-20") == Accreditation(held=True)


def test_periods_can_be_read_once() -> None:
    assert merged(iter([BEFORE, RENEWED]), "2025-12-30", "2026-01-05") == period("2023-01-01", "2028-12-31")


def test_no_end_is_known_and_merges() -> None:
    endless = period("2026-01-01", "9999-12-31")
    assert merged([endless, BEFORE], "2025-12-30", "2199-12-31") == period("2023-01-01", "9999-12-31")


# Certifications


def test_only_periods_of_the_certification_count() -> None:
    periods = [BEFORE, period("2026-01-01", "2028-12-31", NUMERIQUE)]
    assert merged(periods, "2025-12-30", "2026-01-05") == BEFORE
    assert merged(periods, "2026-01-02", "2026-01-05", NUMERIQUE) == periods[1]


def test_an_evaluator_accredited_for_another_certification_only_fails_for_that_reason() -> None:
    accreditation = merged([BEFORE, RENEWED], "2026-04-01", "2026-04-02", NUMERIQUE)
    assert accreditation == period("2023-01-01", "2028-12-31", SOCLE)
    decision = decide(eligible_but({"certification.kind": NUMERIQUE, **facts(accreditation)}))
    assert [finding.rule.code for finding in decision.reasons] == ["accreditation_fits_certification"]


def test_of_two_other_certifications_the_first_in_the_list_of_certifications_is_given() -> None:
    periods = [period("2026-01-01", "2028-12-31", MANAGEMENT), BEFORE]
    assert merged(periods, "2026-04-01", "2026-04-02", NUMERIQUE) == BEFORE


def test_a_period_that_does_not_say_its_certification_is_presumed_to_be_of_the_one_asked_for() -> None:
    accreditation = merged([period("2026-01-01", "2028-12-31", None)], "2026-04-01", "2026-04-02")
    assert accreditation == period("2026-01-01", "2028-12-31", None)
    assert status_of(decide(eligible_but(facts(accreditation))), "accreditation_fits_certification") == "presumed"


def test_a_coverage_that_is_stated_goes_before_one_that_is_presumed() -> None:
    periods = [period("2020-01-01", "2030-12-31", None), RENEWED]
    assert merged(periods, "2026-04-01", "2026-04-02") == RENEWED


def test_a_coverage_that_is_stated_to_the_last_day_goes_before_one_that_is_presumed() -> None:
    assert merged([period("2020-01-01", "2030-12-31", None), BEFORE], "2025-12-30", "2025-12-31") == BEFORE


def test_a_coverage_that_is_presumed_goes_before_one_of_which_a_day_is_unknown() -> None:
    unsaid = period("2026-01-01", "2028-12-31", None)
    assert merged([period("2023-01-01", None), unsaid], "2026-04-01", "2026-04-02") == unsaid


@pytest.mark.parametrize("day", ["2026-04-01", None])
def test_where_nothing_covers_the_period_given_says_its_certification_if_it_is_said(day: str | None) -> None:
    long_ago = period("2020-01-01", "2020-12-31", None)
    assert merged([BEFORE, long_ago], day, day) == BEFORE
    assert merged([BEFORE, period("2026-01-01", "2026-03-31", None)], day, day) == period(
        "2023-01-01", "2026-03-31", None
    )


def test_a_coverage_that_only_an_unsaid_certification_makes_does_not_say_it_either() -> None:
    periods = [BEFORE, period("2026-01-01", "2028-12-31", None)]
    assert merged(periods, "2025-12-30", "2026-01-05") == period("2023-01-01", "2028-12-31", None)


def test_while_the_certification_is_unknown_the_only_one_held_is_given() -> None:
    assert merged([BEFORE, RENEWED], "2026-04-01", "2026-04-02", None) == period("2023-01-01", "2028-12-31")


def test_while_the_certification_is_unknown_only_what_holds_for_each_is_given() -> None:
    periods = [period("2026-01-01", "2028-12-31"), period("2026-01-01", "2026-12-31", NUMERIQUE)]
    assert merged(periods, "2026-04-01", "2026-04-02", None) == period("2026-01-01", None, None)


def test_while_the_certification_is_unknown_a_period_that_does_not_say_its_own_may_be_of_any() -> None:
    periods = [period("2025-01-01", "2027-12-31"), period("2025-01-01", "2027-12-31", None)]
    assert merged(periods, "2026-06-01", "2026-06-01", None) == period("2025-01-01", "2027-12-31", None)
    periods = [period("2025-01-01", "2026-12-31"), period("2025-01-01", "2027-12-31", None)]
    assert merged(periods, "2026-06-01", "2026-06-01", None) == period("2025-01-01", None, None)


def test_while_both_certifications_are_unknown_the_period_is_given_as_it_is() -> None:
    unsaid = period("2026-01-01", "2028-12-31", None)
    assert merged([unsaid], "2026-04-01", "2026-04-02", None) == unsaid


# Unknown days


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "decisive"),
    [
        (None, None, RENEWED_LATE),
        ("2025-06-01", None, BEFORE),
        ("2026-06-01", None, RENEWED_LATE),
        (None, "2025-06-01", BEFORE),
        (None, "2026-06-01", RENEWED_LATE),
        (None, "2026-01-01", BEFORE),
    ],
)
@pytest.mark.parametrize("periods", [[BEFORE, RENEWED_LATE], [RENEWED_LATE, BEFORE]])
def test_while_a_day_of_the_evaluation_is_unknown_the_other_decides_else_the_period_that_ends_last(
    periods: list[Accreditation], starts_on: str | None, ends_on: str | None, decisive: Accreditation
) -> None:
    assert merged(periods, starts_on, ends_on) == decisive


@pytest.mark.parametrize(
    ("periods", "decisive"),
    [
        ([period("2023-01-01", None)], period("2023-01-01", None)),
        ([period(None, "2026-12-31")], period(None, "2026-12-31")),
        ([BEFORE, period(None, "2026-12-31")], period(None, "2026-12-31")),  # may begin before 2023, or after a gap
        ([BEFORE, period("2024-01-01", None)], period("2023-01-01", None)),
        ([period("2023-01-01", None), period(None, "2026-12-31")], period(None, None)),
        ([BEFORE, RENEWED, period("2020-01-01", None)], period("2023-01-01", "2028-12-31")),  # it hides no coverage
    ],
)
def test_a_period_with_an_unknown_day_neither_makes_a_coverage_nor_hides_one(
    periods: list[Accreditation], decisive: Accreditation
) -> None:
    assert merged(periods, "2025-12-30", "2026-01-05") == decisive


@pytest.mark.parametrize("unsure", [period("2026-01-06", None), period(None, "2025-12-29")])
def test_a_period_with_an_unknown_day_is_out_where_the_other_day_settles_it(unsure: Accreditation) -> None:
    accreditation = merged([unsure], "2025-12-30", "2026-01-05")
    assert accreditation == unsure
    assert (
        status_of(decision(accreditation, "2025-12-30", "2026-01-05"), "accreditation_covers_evaluation") == "violated"
    )


# Laws

DAY_ONE = date(2026, 4, 1)
DAYS = [DAY_ONE + timedelta(days=number) for number in range(9)]


@st.composite
def periods_near_by(draw: st.DrawFn, *, unknowns: bool) -> Accreditation:
    first, last = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    unknown = st.sampled_from([False, False, False, unknowns])
    return Accreditation(
        held=True,
        certification=None if draw(unknown) else draw(st.sampled_from(CertificationKind)),
        valid_from=None if draw(unknown) else first,
        valid_until=None if draw(unknown) else last,
    )


EVALUATIONS = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda days: tuple(sorted(days)))
KNOWN = st.lists(periods_near_by(unknowns=False), max_size=6)
ANY = st.lists(periods_near_by(unknowns=True), max_size=4)


@given(KNOWN, EVALUATIONS, st.sampled_from([SOCLE, NUMERIQUE]))
def test_the_rules_are_met_when_every_day_of_the_evaluation_is_in_a_period_of_its_certification(
    periods: list[Accreditation], evaluation: Days, certification: CertificationKind
) -> None:
    held = [one for one in periods if one.certification is certification]
    assert meets_the_rules(periods, evaluation, certification) is all(
        covers(days, evaluation) for days in fillings(held)
    )


@example([BEFORE, Accreditation(held=True, certification=SOCLE)], (DAY_ONE, DAY_ONE))
@given(ANY, EVALUATIONS)
def test_a_coverage_is_met_or_failed_only_if_it_is_so_whatever_is_unknown(
    periods: list[Accreditation], evaluation: Days
) -> None:
    stated = [one for one in periods if one.certification is SOCLE]
    presumed = [one for one in periods if one.certification in (SOCLE, None)]
    if meets_the_rules(periods, evaluation, SOCLE):
        assert all(covers(filled, evaluation) for filled in fillings(stated))
    if presumed:
        violated = covering_status(periods, evaluation) == "violated"
        assert violated is not any(covers(filled, evaluation) for filled in fillings(presumed))


@given(ANY.flatmap(lambda periods: st.tuples(st.just(periods), st.permutations(periods + periods[:2]))), EVALUATIONS)
def test_neither_the_order_nor_repetition_matters(
    lists: tuple[Sequence[Accreditation], Sequence[Accreditation]], evaluation: Days
) -> None:
    for certification in (SOCLE, NUMERIQUE, MANAGEMENT, None):
        one, other = (merge_accreditations(periods, certification, *evaluation) for periods in lists)
        assert one == other


@given(ANY, EVALUATIONS)
def test_merging_what_was_merged_changes_nothing(periods: list[Accreditation], evaluation: Days) -> None:
    once = merge_accreditations(periods, SOCLE, *evaluation)
    assert merge_accreditations([once], SOCLE, *evaluation) == once


@given(ANY, EVALUATIONS)
def test_while_the_certification_is_unknown_each_of_them_agrees(periods: list[Accreditation], evaluation: Days) -> None:
    unsaid = merge_accreditations(periods, None, *evaluation)
    each = [merge_accreditations(periods, kind, *evaluation) for kind in CertificationKind]
    for name in ("held", "certification", "valid_from", "valid_until"):
        known = {getattr(accreditation, name) for accreditation in each}
        assert getattr(unsaid, name) == (known.pop() if len(known) == 1 else None)


def covers(periods: Iterable[Days], evaluation: Days) -> bool:
    """Day by day."""
    held = {day for first, last in periods for day in DAYS if first <= day <= last}
    return {day for day in DAYS if evaluation[0] <= day <= evaluation[1]} <= held


def fillings(periods: Iterable[Accreditation]) -> Iterable[Sequence[Days]]:
    """What the periods may be: unknown days as far away as can be, and as near."""
    return product(*map(possible_days, periods))


def possible_days(one: Accreditation) -> list[Days]:
    firsts = [one.valid_from] if one.valid_from else [LONG_AGO, one.valid_until or LONG_AGO]
    lasts = [one.valid_until] if one.valid_until else [NO_END, one.valid_from or LONG_AGO]
    return list(product(firsts, lasts))


def meets_the_rules(periods: list[Accreditation], evaluation: Days, certification: CertificationKind) -> bool:
    accreditation = merge_accreditations(periods, certification, *evaluation)
    found = decide(
        eligible_but(
            {
                "certification.kind": certification,
                "evaluation.starts_on": evaluation[0],
                "evaluation.ends_on": evaluation[1],
                **facts(accreditation),
            }
        )
    )
    rules = ("evaluator_accredited", "accreditation_fits_certification", "accreditation_covers_evaluation")
    return all(status_of(found, rule) == "satisfied" for rule in rules)


def covering_status(periods: list[Accreditation], evaluation: Days) -> str:
    accreditation = merge_accreditations(periods, SOCLE, *evaluation)
    return status_of(decision(accreditation, *map(str, evaluation)), "accreditation_covers_evaluation")


def decision(accreditation: Accreditation, starts_on: str, ends_on: str) -> Any:
    days = {"evaluation.starts_on": date.fromisoformat(starts_on), "evaluation.ends_on": date.fromisoformat(ends_on)}
    return decide(eligible_but({**days, **facts(accreditation)}))


def facts(accreditation: Accreditation) -> dict[str, Any]:
    names = ("held", "certification", "valid_from", "valid_until")
    return {f"evaluator.accreditation.{name}": getattr(accreditation, name) for name in names}


# Refusals


def test_what_is_no_accreditation_is_refused() -> None:
    with pytest.raises(CleaError, match=r"^periods\[1\]: expected an Accreditation, got a list$"):
        merge_accreditations([BEFORE, ["2026-01-01", "2028-12-31"]], SOCLE, None, None)  # type: ignore[list-item]


def test_an_evaluation_that_no_dossier_could_state_is_refused() -> None:
    with pytest.raises(InvalidDossier, match=r"^evaluation.ends_on: 2026-03-11 is before evaluation.starts_on"):
        merged([BEFORE], "2026-03-12", "2026-03-11")
    moment = datetime(2026, 3, 12, tzinfo=UTC)
    with pytest.raises(InvalidDossier, match=r"^evaluation.starts_on: "):
        merge_accreditations([BEFORE], SOCLE, moment, None)


def test_a_certification_that_no_dossier_could_state_is_refused() -> None:
    with pytest.raises(InvalidDossier, match=r"^certification.kind: "):
        merge_accreditations([BEFORE], "socle", None, None)  # type: ignore[arg-type]
