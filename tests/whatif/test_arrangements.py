"""Days in a wanted order: found where there are any, and where none are found there are none."""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache
from itertools import pairwise, permutations

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clea_eligibility import GUIDE, CleaError
from clea_eligibility.rules import Day, NotAfter
from clea_eligibility.rules._conditions import contrary
from clea_eligibility.whatif._arrangements import Work, are_possible, closed, earliest_days, ways

FILED, STARTS, ENDS = "filed_on", "evaluation.starts_on", "evaluation.ends_on"
ISSUED = "applicant.proof_of_residence.issued_on"
VALID_FROM, VALID_UNTIL = "evaluator.accreditation.valid_from", "evaluator.accreditation.valid_until"
FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)  # a common year, and a leap year
TWO_YEARS = [date.fromordinal(day) for day in range(FIRST.toordinal(), LAST.toordinal() + 1)]
WITHIN_TWO_YEARS = [NotAfter(Day(path), Day(LAST)) for path in (FILED, ISSUED)]


@cache
def moved(day: date, months: int, days: int) -> date:
    return day + relativedelta(months=months, days=days)


def reached(day: date, by: Day) -> date:
    return moved(day, by.months, by.days)


def holds(bound: NotAfter, days: dict[str, date]) -> bool:
    earlier, later = (by.of if isinstance(by.of, date) else days[by.of] for by in (bound.earlier, bound.later))
    return reached(earlier, bound.earlier) <= reached(later, bound.later)


def some_days(bounds: list[NotAfter]) -> dict[str, date] | None:
    """The first day for one date, and then for the other, by trying every day of two years for the first one."""
    tables = {
        bound: [reached(day, bound.later if bound.later.of == ISSUED else bound.earlier) for day in TWO_YEARS]
        for bound in bounds
    }
    for filed in TWO_YEARS:
        low, high = 0, len(TWO_YEARS)
        for bound in bounds:
            if bound.later.of == ISSUED:
                low = max(low, bisect_left(tables[bound], reached(filed, bound.earlier)))
            else:
                high = min(high, bisect_right(tables[bound], reached(filed, bound.later)))
        if low < high:
            return {FILED: filed, ISSUED: TWO_YEARS[low]}
    return None


months = st.sampled_from([0, 0, 3, -3, 1, -1])
few_days = st.integers(-3, 3)


@st.composite
def bounds_between_two_dates(draw: st.DrawFn) -> list[NotAfter]:
    def bound() -> NotAfter:
        earlier, later = draw(st.permutations([FILED, ISSUED]))
        shift = draw(st.sampled_from([0, 0, 31, 61, 90, -31, -90]))
        return NotAfter(Day(earlier, months=draw(months), days=draw(few_days) + shift), Day(later, months=draw(months)))

    bounds = [bound() for _ in range(draw(st.integers(2, 4)))]
    return [contrary(one) if draw(st.booleans()) else one for one in bounds]


BACKWARDS = NotAfter(Day(FILED, months=-3), Day(ISSUED))
FORWARDS = NotAfter(Day(FILED), Day(ISSUED, months=3))


class TestAgainstEveryDayOfTwoYears:
    @settings(max_examples=settings().max_examples // 2)
    @given(bounds_between_two_dates())
    @example([BACKWARDS, contrary(FORWARDS)])
    @example([FORWARDS, contrary(BACKWARDS)])
    def test_the_earliest_days_are_found(self, bounds: list[NotAfter]) -> None:
        found = earliest_days([FILED, ISSUED], [*bounds, *WITHIN_TWO_YEARS], FIRST)

        assert found == some_days(bounds)

    @given(bounds_between_two_dates(), st.sampled_from(TWO_YEARS), st.sampled_from(TWO_YEARS))
    def test_the_contrary_holds_exactly_where_a_bound_does_not(
        self, bounds: list[NotAfter], filed: date, issued: date
    ) -> None:
        days = {FILED: filed, ISSUED: issued}
        for bound in bounds:
            assert holds(contrary(bound), days) is not holds(bound, days)


class TestWays:
    """A way over one unknown day, by every day that it could be."""

    @settings(max_examples=settings().max_examples // 2)
    @given(
        st.lists(st.tuples(months, few_days, months, few_days), min_size=2, max_size=2),
        st.sampled_from(TWO_YEARS),
        st.integers(-6, 6),
    )
    def test_the_ends_are_out_of_reach_exactly_where_no_day_in_between_will_do(
        self, shifts: list[tuple[int, int, int, int]], start: date, off: int
    ) -> None:
        (a, b, c, d), (e, f, g, h) = shifts
        way = (
            NotAfter(Day(FILED, months=a, days=b), Day("between", months=c, days=d)),
            NotAfter(Day("between", months=e, days=f), Day(ISSUED, months=g, days=h)),
        )
        end = start + relativedelta(months=a - c + e - g, days=b - d + f - h + off)
        between = [start + relativedelta(days=days) for days in range(-220, 220)]
        some = any(all(holds(bound, {FILED: start, ISSUED: end, "between": day}) for bound in way) for day in between)
        fixed = [
            NotAfter(Day(path), Day(day)) if before else NotAfter(Day(day), Day(path))
            for path, day in ((FILED, start), (ISSUED, end))
            for before in (True, False)
        ]

        assert (earliest_days([FILED, ISSUED], [*fixed, *closed(way)]) is None) is some

    def test_the_ways_of_the_page(self) -> None:
        described = {
            " > ".join([str(way.bounds[0].earlier.of), *(str(bound.later.of) for bound in way.bounds)])
            for way in ways(GUIDE, Work())
        }

        assert described == {
            f"{ISSUED} > {FILED} > {ISSUED}",
            f"{FILED} > {ISSUED} > {FILED}",
            f"{ISSUED} > {FILED} > applicant.identity_document.valid_until",
            f"{ISSUED} > {FILED} > {STARTS}",
            f"{ISSUED} > {FILED} > {STARTS} > {ENDS}",
            f"{ISSUED} > {FILED} > {STARTS} > {ENDS} > {VALID_UNTIL}",
            f"{FILED} > {STARTS} > {ENDS}",
            f"{FILED} > {STARTS} > {ENDS} > {VALID_UNTIL}",
            f"{VALID_FROM} > {STARTS} > {ENDS}",
            f"{VALID_FROM} > {STARTS} > {ENDS} > {VALID_UNTIL}",
            f"{STARTS} > {ENDS} > {VALID_UNTIL}",
        }

    def test_the_ends_of_a_way_are_known_and_those_in_between_are_not(self) -> None:
        way = next(way for way in ways(GUIDE, Work()) if len(way.bounds) == 4)

        assert way.facts == {ISSUED: True, FILED: None, STARTS: None, ENDS: None, VALID_UNTIL: True}
        assert way.codes == {"proof_of_residence_recent", "filed_three_weeks_before", "accreditation_covers_evaluation"}

    @pytest.mark.parametrize(
        ("other", "quote"),
        [
            (NotAfter(Day(FILED), Day(STARTS, months=-1)), NotAfter(Day(STARTS), Day(FILED, months=1))),
            (NotAfter(Day(FILED), Day(STARTS)), NotAfter(Day(FILED, months=1), Day(FILED, days=30))),
        ],
    )
    def test_dates_that_push_each_other_on_and_on_are_refused(self, other: NotAfter, quote: NotAfter) -> None:
        requires = {"filed_three_weeks_before": other, "quote_provided": quote}
        pushing = GUIDE.evolve(id="pushing", requires=requires)

        with pytest.raises(
            CleaError, match=r"^pushing: unknown dates may push each other on and on by .*quote_provided"
        ):
            ways(pushing, Work(pushing.id))


class TestLimits:
    def test_the_first_and_the_last_day_of_all_are_in(self) -> None:
        three_centuries = Day(FILED, days=109_572)

        assert earliest_days([FILED, STARTS], [NotAfter(three_centuries, Day(STARTS))]) == {
            FILED: date(1900, 1, 1),
            STARTS: date(2199, 12, 31),
        }
        assert earliest_days([FILED, STARTS], [NotAfter(Day(FILED, days=109_573), Day(STARTS))]) is None

    def test_what_never_ends_comes_after_every_day(self) -> None:
        beyond = NotAfter(Day(date(2200, 1, 1)), Day(VALID_UNTIL))

        assert earliest_days([VALID_UNTIL], [beyond]) == {VALID_UNTIL: date(9999, 12, 31)}
        assert earliest_days([VALID_UNTIL], [NotAfter(Day(date(9999, 12, 31), days=1), Day(VALID_UNTIL))]) is None
        assert earliest_days([STARTS], [NotAfter(Day(date(2200, 1, 1)), Day(STARTS))]) is None

    def test_dates_that_have_an_order_of_their_own_keep_to_it(self) -> None:
        backwards = NotAfter(Day(ENDS, days=1), Day(STARTS))

        assert earliest_days([STARTS, ENDS], [backwards]) is None
        assert earliest_days([STARTS], [NotAfter(Day("other", days=1), Day(STARTS))]) == {STARTS: date(1900, 1, 1)}

    def test_fixed_days_are_compared_with_each_other(self) -> None:
        spring, summer = date(2026, 3, 1), date(2026, 6, 1)

        assert earliest_days([], [NotAfter(Day(spring), Day(summer))]) == {}
        assert earliest_days([], [NotAfter(Day(summer), Day(spring))]) is None
        assert earliest_days([], [NotAfter(Day(spring, months=3), Day(summer))]) == {}
        assert earliest_days([], [NotAfter(Day(spring, months=3, days=1), Day(summer))]) is None

    def test_bounds_are_possible_where_some_day_keeps_to_them_however_late(self) -> None:
        late, later = date(2250, 1, 1), date(2300, 1, 1)
        spring, summer = date(2026, 3, 1), date(2026, 6, 1)

        assert are_possible([NotAfter(Day(later), Day(STARTS))], Work())
        assert not are_possible([NotAfter(Day(later), Day(STARTS)), NotAfter(Day(STARTS), Day(late))], Work())
        assert are_possible([NotAfter(Day(spring), Day(STARTS)), NotAfter(Day(STARTS), Day(summer))], Work())
        assert not are_possible([NotAfter(Day(summer), Day(STARTS)), NotAfter(Day(STARTS), Day(spring))], Work())

    def test_a_way_that_is_closed_is_closed_to_days_of_another_name(self) -> None:
        way = (NotAfter(Day(STARTS), Day(FILED, months=2)), NotAfter(Day(FILED, days=1), Day(ISSUED, months=3)))
        other = [
            NotAfter(Day(STARTS), Day("another", months=2)),
            NotAfter(Day("another", days=1), Day(ISSUED, months=3)),
        ]

        assert earliest_days([STARTS, ISSUED], [*closed(way), *other]) is None
        assert earliest_days([STARTS, ISSUED], [*closed(way), *other[:1]]) is not None

    def test_nothing_wanted_is_the_floor(self) -> None:
        assert earliest_days([FILED], [], date(2026, 1, 1)) == {FILED: date(2026, 1, 1)}
        assert earliest_days([], []) == {}


class TestMonthsThereAndBack:
    """What is used to see, without pushing a single day, that bounds contradict each other."""

    @pytest.mark.parametrize("by", [1, 2, 3, 12, -1, -3])
    def test_on_every_day_of_eight_years(self, by: int) -> None:
        there, back = relativedelta(months=by), relativedelta(months=-by)
        days = [date.fromordinal(day) for day in range(date(2096, 1, 1).toordinal(), date(2104, 1, 1).toordinal())]

        assert all(day + there <= other + there for day, other in pairwise(days))
        assert all(day + there + back <= day <= day + there + relativedelta(days=1) + back for day in days)


def test_every_pair_of_readings_of_three_months_is_told_apart_in_the_directions_that_exist() -> None:
    before = NotAfter(Day(ISSUED), Day(FILED))
    readings = {
        "excluded": NotAfter(Day(FILED, days=1), Day(ISSUED, months=3)),
        "included": FORWARDS,
        "backwards": NotAfter(Day(FILED, months=-3, days=1), Day(ISSUED)),
    }
    found = {
        (one, other)
        for one, other in permutations(readings, 2)
        if earliest_days([FILED, ISSUED], [before, readings[one], contrary(readings[other])])
    }

    assert found == {("included", "excluded"), ("included", "backwards"), ("backwards", "excluded")}
