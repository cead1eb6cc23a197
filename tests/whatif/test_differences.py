"""Every way in which two rule sets can decide differently: none missed, none invented, each witness smallest."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import permutations, product
from types import MappingProxyType
from typing import Final, TypeAlias

import pytest
from attrs import evolve
from brute_force import READINGS
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from making import Facts, dossier_of

from clea_eligibility import (
    FACTS,
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    EvaluationStage,
    Rule,
    RuleSet,
    decide,
)
from clea_eligibility.rules import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Rate,
    Same,
    Tariff,
    Unknown,
    Unless,
)
from clea_eligibility.testing import dossiers, near_boundary_dossiers
from clea_eligibility.whatif import Difference, change, compare, differences

FILED: Final = "filed_on"
STARTS: Final = "evaluation.starts_on"
ENDS: Final = "evaluation.ends_on"
NOTICE, AGE = "filed_three_weeks_before", "proof_of_residence_recent"
ISSUED: Final = "applicant.proof_of_residence.issued_on"
FROM: Final = "evaluator.accreditation.valid_from"
UNTIL: Final = "evaluator.accreditation.valid_until"

What: TypeAlias = tuple[str | None, object, object]
"""The code of a rule and two statuses; or ``None`` and two verdicts, each an outcome and an amount."""


def found(listed: Iterable[Difference]) -> dict[What, int]:
    """How many facts the witness of each difference states; no difference is listed twice."""
    sizes: dict[What, int] = {}
    for one in listed:
        what = (
            (None, (one.before, one.amounts[0]), (one.after, one.amounts[1]))
            if one.rule is None
            else (one.rule.code, one.before, one.after)
        )
        assert what not in sizes
        sizes[what] = size(one.witness)
    return sizes


def shown_by(dossier: Dossier, before: RuleSet, after: RuleSet) -> Iterator[What]:
    """The differences that a dossier shows, by deciding it twice."""
    old, new = decide(dossier, before), decide(dossier, after)
    if (old.outcome, old.amount) != (new.outcome, new.amount):
        yield (None, (old.outcome, old.amount), (new.outcome, new.amount))
    statuses = [{finding.rule.code: finding.status for finding in decision.findings} for decision in (old, new)]
    for code in {**statuses[0], **statuses[1]}:
        if statuses[0].get(code) != statuses[1].get(code):
            yield code, statuses[0].get(code), statuses[1].get(code)


def size(dossier: Dossier) -> int:
    return sum(fact.of(dossier) is not None for fact in FACTS)


def requiring(id: str, **requires: Condition) -> RuleSet:
    return GUIDE.evolve(id=id, requires=requires)


def without(code: str) -> RuleSet:
    return GUIDE.evolve(id=f"without-{code}", rules=tuple(rule for rule in GUIDE.rules if rule.code != code))


def paying(amounts: dict[int, int]) -> RuleSet:
    tariff = Tariff(tuple(evolve(rate, euros=amounts.get(rate.euros, rate.euros)) for rate in GUIDE.tariff.rates))
    return GUIDE.evolve(id="paying", tariff=tariff)


TWO_WEEKS, THIRTY_DAYS = (
    requiring(f"notice-{days}", **{NOTICE: NotAfter(Day(FILED, days=days), Day(STARTS))}) for days in (14, 30)
)
NOTICE_OF_A_MONTH = requiring("a-month", **{NOTICE: NotAfter(Day(FILED, months=1), Day(STARTS))})
PROOF_OF_NINETY_DAYS = requiring(
    "ninety-days", **{AGE: AllOf((NotAfter(Day(ISSUED), Day(FILED)), NotAfter(Day(FILED), Day(ISSUED, days=90))))}
)
OTHER_REGION = requiring("other-region", lives_in_region=OneOf("applicant.department", ("33", "75", "2A")))
NEAR_HOME = Rule(
    code="evaluated_near_home",
    group="criterion",
    basis="implied",
    statements=("S13", "S25"),
    label_fr="Évaluation dans le département du demandeur",
    label_en="Evaluation in the applicant's department",
    requires=Same("applicant.department", "evaluator.department"),
)
NEARER = GUIDE.evolve(id="nearer", rules=(NEAR_HOME, *GUIDE.rules))
ABSENT = AllOf((Is("quote.provided", False), Is("quote.names_applicant", True)))
ABSENT_BUT_NAMED = GUIDE.evolve(
    id="absent-but-named",
    rules=tuple(evolve(rule, requires=ABSENT) if rule.code == "quote_provided" else rule for rule in GUIDE.rules),
)
STARTS_SOON = evolve(
    NEAR_HOME,
    code="starts_soon",
    requires=NotAfter(Day(STARTS), Day(FILED, months=2)),
    presumed=Is("filing_open", True),
)
SOONER = GUIDE.evolve(id="sooner", rules=(*GUIDE.rules, STARTS_SOON))
CLEAR_DAYS = GUIDE.read(**{NOTICE: "clear_days"})
EVERY_AGE = [GUIDE.read(**{AGE: reading}) for reading in READINGS[AGE]]
READ_OTHERWISE = CLEAR_DAYS.read(**{AGE: "counted_backwards"})
TWICE = AllOf((NotAfter(Day(FILED, days=7), Day(STARTS)), NotAfter(Day(FILED, days=21), Day(STARTS))))
NUMERIQUE_ALONE = requiring(
    "numerique-alone", certification_covered=Is("certification.kind", CertificationKind.NUMERIQUE)
)
NEVER_APPLIES = evolve(
    NEAR_HOME, code="switched_off", applies=AnyOf(()), requires=NotAfter(Day(FILED, months=2), Day(STARTS))
)
SWITCHED_OFF = GUIDE.evolve(id="switched-off", rules=(*GUIDE.rules, NEVER_APPLIES))
NEVER_DIFFERENT = {
    "another id": GUIDE.evolve(id="another"),
    "another order": GUIDE.evolve(id="reordered", rules=GUIDE.rules[::-1]),
    "other words": GUIDE.evolve(
        id="words", rules=tuple(evolve(rule, label_en="?", statements=(), basis="implied") for rule in GUIDE.rules)
    ),
    "no readings": GUIDE.evolve(id="unread", readings=()),
    "a bound said otherwise": requiring("otherwise", **{NOTICE: NotAfter(Day(FILED), Day(STARTS, days=-21))}),
    "a bound said twice": requiring("twice", **{NOTICE: TWICE}),
    "values in another order": requiring(
        "order", lives_in_region=OneOf("applicant.department", GUIDE.rule("lives_in_region").requires.values[::-1])  # type: ignore[union-attr]
    ),
    "nested conditions": requiring("nested", job_seeker=AllOf((AnyOf((Is("applicant.is_job_seeker", True),)), ALWAYS))),
    "rates that nobody gets": GUIDE.evolve(
        id="rates",
        tariff=Tariff((*GUIDE.tariff.rates, Rate(CertificationKind.MANAGEMENT, EvaluationStage.FINAL, 450))),
    ),
}  # fmt: skip
CHANGED = [
    TWO_WEEKS,
    NOTICE_OF_A_MONTH,
    PROOF_OF_NINETY_DAYS,
    READ_OTHERWISE,
    OTHER_REGION,
    NEARER,
    SOONER,
    paying({450: 500, 150: 100}),
    without("quote_provided"),
    without("filing_open"),
    without("accreditation_covers_evaluation"),
]
PAIRS = [
    *((GUIDE, other) for other in CHANGED),
    *permutations(EVERY_AGE, 2),
    *permutations((GUIDE, CLEAR_DAYS), 2),
    *((other, GUIDE) for other in (TWO_WEEKS, SOONER, without("filing_open"))),
    (THIRTY_DAYS, NOTICE_OF_A_MONTH),
]


@cache
def differing(before: RuleSet, after: RuleSet) -> tuple[Difference, ...]:
    return differences(before, after)


@cache
def dossiers_near_the_bounds_of(before: RuleSet, after: RuleSet) -> st.SearchStrategy[Dossier]:
    return near_boundary_dossiers(before) | near_boundary_dossiers(after) | dossiers()


class TestWhatRandomDossiersShow:
    """Dossiers aimed at the bounds of both rule sets show nothing that is not listed, and none is smaller."""

    @settings(max_examples=settings().max_examples // 2)
    @given(st.sampled_from(PAIRS), st.data())
    def test_is_listed_with_a_witness_that_states_no_more(
        self, pair: tuple[RuleSet, RuleSet], data: st.DataObject
    ) -> None:
        before, after = pair
        dossier = data.draw(dossiers_near_the_bounds_of(before, after))
        listed = found(differing(before, after))
        for what in shown_by(dossier, before, after):
            assert listed[what] <= size(dossier)

    @given(st.sampled_from(list(NEVER_DIFFERENT.values())), near_boundary_dossiers() | dossiers())
    def test_is_nothing_where_nothing_is_listed(self, other: RuleSet, dossier: Dossier) -> None:
        assert list(shown_by(dossier, GUIDE, other)) == []


class TestByHand:
    """An eligible dossier states nineteen facts.

    Filing day; job search and department; identity document: there, kind, end; proof: there, date; kind; stage and both
    evaluation dates; the evaluator's department; accreditation: held, both dates; quote: there, from whom, for whom.
    """

    to_eligible: Mapping[What, int] = MappingProxyType(
        {(None, ("ineligible", 0), ("eligible", amount)): 19 for amount in (450, 250, 300, 150)}
    )
    from_eligible: Mapping[What, int] = MappingProxyType(
        {(None, ("eligible", amount), ("ineligible", 0)): 19 for amount in (450, 250, 300, 150)}
    )
    to_undetermined: What = (None, ("ineligible", 0), ("undetermined", None))
    from_undetermined: What = (None, ("undetermined", None), ("ineligible", 0))

    def test_two_weeks_of_notice(self) -> None:
        # Two weeks between filing and start. Or between filing and end, the start unknown: no rule is violated then.
        assert found(differing(GUIDE, TWO_WEEKS)) == {
            **self.to_eligible,
            self.to_undetermined: 2,
            (NOTICE, "violated", "satisfied"): 2,
            ("dates_compatible", "violated", "satisfied"): 2,
        }

    def test_three_months_counted_backwards(self) -> None:
        # Issued on 31 January and filed on 30 April. Its date makes the proof a third fact: it is there.
        _, _, backwards = EVERY_AGE
        listed = differing(GUIDE, backwards)

        assert found(listed) == {
            **self.to_eligible,
            self.to_undetermined: 3,
            (AGE, "violated", "satisfied"): 3,
        }
        assert listed[-1].witness == change(Dossier(), {FILED: date(2026, 4, 30), ISSUED: date(2026, 1, 31)})

    def test_the_last_day_of_three_months(self) -> None:
        _, included, backwards = EVERY_AGE
        expected = {**self.to_eligible, self.to_undetermined: 3, (AGE, "violated", "satisfied"): 3}

        assert found(differing(GUIDE, included)) == expected
        assert found(differing(backwards, included)) == expected

    def test_clear_days_of_notice(self) -> None:
        listed = differing(GUIDE, CLEAR_DAYS)

        assert found(listed) == {
            **self.from_eligible,
            self.from_undetermined: 2,
            (NOTICE, "satisfied", "violated"): 2,
            ("dates_compatible", "satisfied", "violated"): 2,
        }
        assert [str(listed[-2].witness.filed_on), str(listed[-2].comparison.facts)] == ["2026-01-01", "()"]

    def test_a_month_of_notice_is_now_more_and_now_less_than_thirty_days(self) -> None:
        assert found(differing(THIRTY_DAYS, NOTICE_OF_A_MONTH)) == {
            **self.to_eligible,
            **self.from_eligible,
            self.to_undetermined: 2,
            self.from_undetermined: 2,
            (NOTICE, "violated", "satisfied"): 2,
            (NOTICE, "satisfied", "violated"): 2,
            ("dates_compatible", "violated", "satisfied"): 2,
            ("dates_compatible", "satisfied", "violated"): 2,
        }

    def test_another_region(self) -> None:
        assert found(differing(GUIDE, OTHER_REGION)) == {
            **self.to_eligible,
            **self.from_eligible,
            self.to_undetermined: 1,
            self.from_undetermined: 1,
            ("lives_in_region", "violated", "satisfied"): 1,
            ("lives_in_region", "satisfied", "violated"): 1,
        }

    def test_another_tariff(self) -> None:
        assert found(differing(GUIDE, paying({450: 500, 150: 100}))) == {
            (None, ("eligible", 450), ("eligible", 500)): 19,
            (None, ("eligible", 150), ("eligible", 100)): 19,
        }

    def test_a_rule_removed(self) -> None:
        # That filing was closed is a twentieth fact. Before March 2026 it may have been: nobody has to state that.
        expected: dict[What, int] = {
            **{(None, ("ineligible", 0), ("eligible", amount)): 20 for amount in (450, 250, 300, 150)},
            **{(None, ("undetermined", None), ("eligible", amount)): 19 for amount in (450, 250, 300, 150)},
            self.to_undetermined: 1,
            ("filing_open", "unknown", None): 0,
            ("filing_open", "satisfied", None): 1,
            ("filing_open", "violated", None): 1,
            ("filing_open", "presumed", None): 1,
        }

        assert found(differing(GUIDE, without("filing_open"))) == expected

    def test_a_rule_added(self) -> None:
        # Where a department is unknown, the dossier is undetermined without the rule, too.
        assert found(differing(GUIDE, NEARER)) == {
            **self.from_eligible,
            self.from_undetermined: 2,
            ("evaluated_near_home", None, "unknown"): 0,
            ("evaluated_near_home", None, "satisfied"): 2,
            ("evaluated_near_home", None, "violated"): 2,
        }

    def test_dates_no_longer_taken_together(self) -> None:
        # Only rules that always leave a way out may do without the rule about the dates.
        alone = RuleSet(id="alone", rules=(GUIDE.rule("job_seeker"),), tariff=Tariff(EVERY_RATE))
        together = alone.evolve(id="together", rules=(*alone.rules, JOINT))

        assert found(differences(together, alone)) == {("dates_compatible", "satisfied", None): 0}
        assert found(differences(alone, together)) == {("dates_compatible", None, "satisfied"): 0}

    def test_dates_taken_together_for_the_first_time(self) -> None:
        # With a job seeker, a kind and a stage the first rule set is done. Under the second the evaluation may start
        # too soon, or end so soon that it must have started too soon: with the filing day, one more fact either way.
        alone = RuleSet(id="alone", rules=(GUIDE.rule("job_seeker"),), tariff=Tariff(EVERY_RATE))
        together = alone.evolve(id="together", rules=(*alone.rules, GUIDE.rule(NOTICE), JOINT))
        expected: dict[What, int] = {
            (None, ("eligible", 100), ("undetermined", None)): 3,
            (None, ("eligible", 100), ("ineligible", 0)): 5,
            (None, ("undetermined", None), ("ineligible", 0)): 2,
            (NOTICE, None, "unknown"): 0,
            (NOTICE, None, "satisfied"): 2,
            (NOTICE, None, "violated"): 2,
            ("dates_compatible", None, "satisfied"): 0,
            ("dates_compatible", None, "violated"): 2,
        }

        assert found(differences(alone, together)) == expected
        assert found(differences(together, alone)) == {
            (code, after, before): facts for (code, before, after), facts in expected.items()
        }

    def test_a_dossier_that_would_have_to_state_too_much_to_be_undetermined(self) -> None:
        # Only a final evaluation of another kind violates it, and then nothing is unknown any more.
        one = evolve(
            NEAR_HOME,
            requires=AnyOf(
                (Is("certification.kind", CertificationKind.SOCLE), Is("evaluation.stage", EvaluationStage.INITIAL))
            ),
        )
        no_rules, one_rule = (RuleSet(id="few", rules=few, tariff=Tariff(EVERY_RATE)) for few in ((), (one,)))

        assert found(differences(no_rules, one_rule)) == {
            (None, ("eligible", 100), ("ineligible", 0)): 2,
            ("evaluated_near_home", None, "unknown"): 0,
            ("evaluated_near_home", None, "satisfied"): 1,
            ("evaluated_near_home", None, "violated"): 2,
        }

    def test_a_date_that_no_rule_reads_keeps_its_order_with_one_that_a_rule_reads(self) -> None:
        # Two weeks before the start is two weeks before the end, which no rule of these reads.
        kept = tuple(rule for rule in GUIDE.rules if rule.code in (NOTICE, "dates_compatible"))
        few, fewer = (
            RuleSet(
                id="few",
                rules=(evolve(kept[0], requires=rules.rule(NOTICE).requires), kept[1]),
                tariff=Tariff(EVERY_RATE),
            )
            for rules in (GUIDE, TWO_WEEKS)
        )
        together = differences(few, fewer)[-1]

        assert found([together]) == {("dates_compatible", "violated", "satisfied"): 2}
        assert together.witness == change(Dossier(), {FILED: date(2026, 1, 1), ENDS: date(2026, 1, 15)})

    def test_what_never_ends_is_told_from_what_ends_late(self) -> None:
        unlimited = evolve(NEAR_HOME, requires=NotAfter(Day(date(2200, 1, 1)), Day(UNTIL)))
        listed = differences(GUIDE, GUIDE.evolve(id="unlimited", rules=(*GUIDE.rules, unlimited)))
        satisfied = next(one for one in listed if one.rule is unlimited and one.after == "satisfied")

        assert satisfied.witness == change(Dossier(), {UNTIL: date(9999, 12, 31)})


class TestRulesOfSomebodysOwn:
    """What rules that share facts, or never apply, can come to; by hand, from the contract."""

    def test_a_date_rule_that_never_applies_changes_nothing_else(self) -> None:
        assert found(differing(GUIDE, SWITCHED_OFF)) == {("switched_off", None, "not_applicable"): 0}

    def test_a_date_rule_that_never_applies_hides_nothing(self) -> None:
        # The accreditation has to last a day longer than the evaluation; that it is held is a third fact.
        longer = AllOf((NotAfter(Day(FROM), Day(STARTS)), NotAfter(Day(ENDS, days=1), Day(UNTIL))))
        listed = found(
            differences(GUIDE, SWITCHED_OFF.evolve(id="longer", requires={"accreditation_covers_evaluation": longer}))
        )

        assert listed["dates_compatible", "satisfied", "violated"] == 3
        assert listed[None, ("undetermined", None), ("ineligible", 0)] == 3
        assert ("dates_compatible", "violated", "satisfied") not in listed

    def test_rules_that_cannot_be_met_together_whatever_the_dates(self) -> None:
        # Accredited for Socle, and for nothing else: no certification will do where only Numérique is paid for.
        assert found(differing(GUIDE, NUMERIQUE_ALONE)) == {
            (None, ("eligible", 450), ("ineligible", 0)): 19,
            (None, ("eligible", 250), ("ineligible", 0)): 19,
            (None, ("undetermined", None), ("ineligible", 0)): 1,
            ("certification_covered", "satisfied", "violated"): 1,
            ("dates_compatible", "satisfied", "violated"): 2,
        }

    def test_a_department_in_which_no_evaluator_may_work(self) -> None:
        # Paris now counts as the region for the applicant, who has to be evaluated there, but not for the evaluator.
        changed = {code: rules.rule(code).requires for rules, code in (
            (OTHER_REGION, "lives_in_region"), (NUMERIQUE_ALONE, "certification_covered"),
        )}  # fmt: skip
        listed = found(differences(GUIDE, NEARER.evolve(id="paris", requires=changed)))

        assert listed["dates_compatible", "satisfied", "violated"] == 1
        assert (None, ("ineligible", 0), ("undetermined", None)) not in listed

    def test_dates_between_which_no_stage_leaves_room(self) -> None:
        # A week for the initial evaluation and two for the final one: with the stage unknown, a week is needed.
        initial, final = (Is("evaluation.stage", stage) for stage in EvaluationStage)
        weeks = [
            evolve(NEAR_HOME, code=code, applies=stage, requires=NotAfter(Day(FILED, days=days), Day(STARTS)))
            for code, stage, days in (("a_week", initial, 7), ("two_weeks", final, 14))
        ]
        none, both = (
            RuleSet(id="few", rules=(*rules, JOINT), tariff=Tariff(EVERY_RATE)) for rules in ((), tuple(weeks))
        )
        listed = differences(none, both)
        together = next(one for one in listed if one.rule == JOINT)

        assert (together.before, together.after) == ("satisfied", "violated")
        assert size(together.witness) == 2
        assert found(listed)[None, ("undetermined", None), ("ineligible", 0)] == 2

    @pytest.mark.parametrize(
        ("requires", "known"),
        [
            (NotAfter(Day(STARTS, days=1), Day(STARTS)), 1),
            (NotAfter(Day(STARTS, months=1), Day(STARTS, days=27)), 1),
            (AllOf((NotAfter(Day(STARTS, days=1), Day(ENDS)), NotAfter(Day(ENDS), Day(STARTS)))), 2),
            (AllOf((NotAfter(Day(date(2026, 3, 3)), Day(FILED)), NotAfter(Day(FILED), Day(date(2026, 3, 1))))), 1),
        ],
    )
    def test_unknown_dates_that_find_no_day_whatever_is_stated(self, requires: Condition, known: int) -> None:
        # The rule applies only where there is a quote; then there must be none, so that nobody is eligible with one.
        no_quote = evolve(NEAR_HOME, requires=Is("quote.provided", False))
        never = evolve(NEAR_HOME, code="never", applies=Is("quote.provided", True), requires=requires)
        with_it, without_it = (
            RuleSet(id="few", rules=(*rules, JOINT), tariff=Tariff(EVERY_RATE))
            for rules in ((no_quote, never), (no_quote,))
        )

        assert found(differences(with_it, without_it)) == {
            ("never", "unknown", None): 0,
            ("never", "not_applicable", None): 1,
            ("never", "violated", None): 1 + known,
            ("dates_compatible", "violated", "satisfied"): 1,
        }

    def test_a_witness_that_decide_does_not_confirm_is_never_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        same = "clea_eligibility.whatif._differences.compare"
        monkeypatch.setattr(same, lambda dossier, rules, **_: compare(dossier, rules=rules, under=rules))

        with pytest.raises(CleaError, match=r"^guide-2026 and notice-14: verdicts cannot be compared; expected "):
            differences(GUIDE, TWO_WEEKS)

    def test_rules_that_tell_too_many_cases_apart_are_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("clea_eligibility.whatif._arrangements._ENOUGH", 500)

        with pytest.raises(
            CleaError, match=r"^guide-2026 and notice-14: too many cases to compare, those of [a-z_]+; "
        ):
            differences(GUIDE, TWO_WEEKS)


class TestWords:
    def test_a_verdict_is_told(self) -> None:
        to_undetermined = next(one for one in differing(GUIDE, TWO_WEEKS) if one.after == "undetermined")

        assert to_undetermined.explain("en") == (
            "Verdict under the rules guide-2026: published criteria not met; "
            "under the rules notice-14 (not the page's): information missing, "
            "possible amounts: €150, €250, €300 or €450. "
            "For instance: dossier complete on 1 March 2026; evaluation starting on 15 March 2026."
        )

    def test_a_rule_is_told(self) -> None:
        *_, last = differing(GUIDE, OTHER_REGION)

        assert last.explain().replace("\u202f", " ").replace("\xa0", " ") == (
            "« Lieu de la résidence principale » selon les règles guide-2026 : non respectée ; "
            "selon les règles other-region (pas celles de la page) : respectée. "
            "Par exemple : Dans quel département se trouve la résidence principale du demandeur ? Paris (75)."
        )

    def test_that_a_document_is_there_goes_without_saying(self) -> None:
        absent = next(
            one for one in differing(GUIDE, ABSENT_BUT_NAMED) if one.before == "violated" and one.after == "satisfied"
        )
        *_, last = differing(*EVERY_AGE[:2])

        assert last.explain("en").partition("For instance: ")[2] == (
            "dossier complete on 1 April 2026; proof of residence dated 1 January 2026."
        )
        assert absent.explain("en").partition("For instance: ")[2] == (
            "Does the dossier contain a quote? no; Does the quote carry the applicant's name and first name? yes."
        )

    def test_a_witness_that_states_nothing_is_told(self) -> None:
        nothing = next(one for one in differing(GUIDE, NEARER) if one.after == "unknown")

        assert nothing.explain("en") == (
            '"Evaluation in the applicant\'s department" under the rules guide-2026: absent; '
            "under the rules nearer (not the page's): to be established. "
            "For instance: a dossier of which nothing is known."
        )

    def test_it_shows_the_witness(self) -> None:
        *_, last = differing(GUIDE, OTHER_REGION)
        eligible = differing(GUIDE, paying({450: 500, 150: 100}))[0]

        assert repr(last) == (
            "Difference(lives_in_region: violated -> satisfied, Dossier(applicant=Applicant(department='75')))"
        )
        assert repr(eligible).startswith(
            "Difference(eligible 150 -> eligible 100, Dossier(filed_on=datetime.date(2026, "
        )

    def test_another_language_is_refused(self) -> None:
        with pytest.raises(CleaError, match=r"^lang: expected 'fr' or 'en', got 'de'$"):
            differing(GUIDE, TWO_WEEKS)[0].explain("de")  # type: ignore[arg-type]


class TestWhatCannotBeListed:
    def test_only_rule_sets_differ(self) -> None:
        with pytest.raises(TypeError, match=r"^after: expected a RuleSet, as GUIDE is one .*, got 'guide-2026'$"):
            differences(GUIDE, "guide-2026")  # type: ignore[arg-type]

    def test_one_code_for_a_rule_about_the_dates_together_and_for_another(self) -> None:
        alone = RuleSet(id="alone", rules=(GUIDE.rule("job_seeker"),), tariff=Tariff(EVERY_RATE))
        together = alone.evolve(id="together", rules=(*alone.rules, JOINT))
        confused = alone.evolve(id="confused", rules=(*alone.rules, evolve(NEAR_HOME, code="dates_compatible")))

        with pytest.raises(
            CleaError, match=r"^rule dates_compatible is about the dates together in one rule set only:"
        ):
            differences(together, confused)

    def test_dates_that_push_each_other_on_and_on(self) -> None:
        within_a_month = evolve(NEAR_HOME, requires=NotAfter(Day(STARTS), Day(FILED, months=1)))
        pushing = requiring("pushing", **{NOTICE: NotAfter(Day(FILED), Day(STARTS, months=-1))})
        pushing = pushing.evolve(id="pushing", rules=(*pushing.rules, within_a_month))

        with pytest.raises(
            CleaError, match=r"^guide-2026 and pushing: unknown dates may push each other on and on by "
        ):
            differences(GUIDE, pushing)


@pytest.mark.no_cover
@pytest.mark.parametrize("other", NEVER_DIFFERENT.values(), ids=NEVER_DIFFERENT)
def test_rule_sets_that_never_decide_differently(other: RuleSet) -> None:
    assert differences(GUIDE, other) == ()
    assert differences(other, GUIDE) == ()


@pytest.mark.no_cover
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].id} {pair[1].id}")
def test_a_witness_shows_its_difference_and_every_fact_of_it_counts(pair: tuple[RuleSet, RuleSet]) -> None:
    before, after = pair
    for one in differing(before, after):
        ((what, facts),) = found([one]).items()
        stated: dict[str, object] = {fact.path: fact.of(one.witness) for fact in FACTS}
        assert what in set(shown_by(one.witness, before, after))
        assert one.comparison.before == decide(one.witness, before)
        assert one.comparison.after == decide(one.witness, after)
        for path, value in stated.items():
            smaller = dossier_of({**stated, path: None})
            if value is not None and size(smaller) < facts:
                assert what not in set(shown_by(smaller, before, after))


# Small rule sets, with every dossier that they tell apart

# Three days on either side of the middle leave room for whatever the comparisons below tell apart.
CALENDAR = [date(2026, 3, day) for day in range(2, 9)]
MIDDLE = Day(date(2026, 3, 5))
FILED_LATE = NotAfter(MIDDLE, Day(FILED))
GIVEN, BY_EVALUATOR = Is("quote.provided", True), Is("quote.from_evaluator", True)
EVERY_RATE = tuple(Rate(kind, stage, 100) for kind, stage in product(CertificationKind, EvaluationStage))


def smallest_shown(before: RuleSet, after: RuleSet) -> dict[What, int]:
    """By brute force: every difference, with the size of a smallest dossier that shows it."""
    sizes: dict[What, int] = {}
    for dossier in every_dossier():
        for what in shown_by(dossier, before, after):
            sizes[what] = min(size(dossier), sizes.get(what, 99))
    return sizes


@cache
def every_dossier() -> tuple[Dossier, ...]:
    """Whatever is said of the quote and of three dates; kind and stage, which no rule reads, both or neither."""
    paid = {"certification.kind": CertificationKind.SOCLE, "evaluation.stage": EvaluationStage.INITIAL}
    made = []
    for filed, starts, ends in product((None, *CALENDAR), repeat=3):
        for provided, from_evaluator, also in product((None, True, False), (None, True, False), ({}, paid)):
            facts: Facts = {
                FILED: filed, STARTS: starts, ENDS: ends,
                "quote.provided": provided, "quote.from_evaluator": from_evaluator, **also,
            }  # fmt: skip
            if starts is None or ends is None or starts <= ends:
                made.append(dossier_of(facts))
    return tuple(dict.fromkeys(made))


comparisons = st.sampled_from(
    [
        NotAfter(Day(FILED), Day(STARTS)),
        NotAfter(Day(FILED, days=1), Day(STARTS)),
        NotAfter(Day(FILED, days=1), Day(ENDS)),
        NotAfter(Day(ENDS), Day(FILED, days=1)),
        NotAfter(Day(STARTS), Day(ENDS, days=-1)),
        NotAfter(Day(ENDS), Day(STARTS)),
        NotAfter(MIDDLE, Day(STARTS)),
        NotAfter(Day(FILED), MIDDLE),
    ]
)
simple = st.sampled_from(
    [GIVEN, BY_EVALUATOR, Is("quote.provided", False), Same("quote.provided", "quote.from_evaluator")]
)
requirements = (
    comparisons
    | simple
    | st.builds(lambda one, other: AllOf((one, other)), comparisons, comparisons | simple)
    | st.builds(lambda one, other: AnyOf((one, other)), simple, simple)
)
rules = st.builds(
    Rule,
    code=st.sampled_from(["first", "second", "third"]),
    group=st.just("criterion"),
    basis=st.just("stated"),
    statements=st.just(()),
    label_fr=st.just("Règle"),
    label_en=st.just("Rule"),
    requires=requirements,
    applies=st.sampled_from([ALWAYS, ALWAYS, Unless(Is("quote.provided", False)), BY_EVALUATOR, Unless(FILED_LATE)]),
    presumed=st.sampled_from([None, None, ALWAYS, Unknown(FILED), GIVEN, FILED_LATE, Same(STARTS, ENDS)]),
)
JOINT = evolve(NEAR_HOME, code="dates_compatible", requires=DatesCompatible())


@st.composite
def small_rule_sets(draw: st.DrawFn) -> tuple[RuleSet, RuleSet]:
    """Up to three rules, and others made by changing, dropping or adding one; both mostly with the joint one."""
    drawn = draw(st.lists(rules, min_size=1, max_size=3, unique_by=lambda rule: rule.code))
    other = draw(rules)
    changed = [rule for rule in drawn if rule.code != other.code] + [other] * draw(st.integers(0, 1))
    euros = draw(st.sampled_from([100, 100, 110]))
    joint = [[JOINT] if draw(st.sampled_from([True, True, True, False])) else [] for _ in range(2)]
    other_rates = tuple(evolve(rate, euros=euros) for rate in EVERY_RATE)
    try:
        before = RuleSet(id="before", rules=(*drawn, *joint[0]), tariff=Tariff(EVERY_RATE))
        after = RuleSet(id="after", rules=(*changed, *joint[1]), tariff=Tariff(other_rates))
        decide(Dossier(), before)
        decide(Dossier(), after)
    except CleaError:
        reject()
    return before, after


class TestSmallRuleSets:
    @settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.filter_too_much])
    @given(small_rule_sets())
    def test_exactly_what_brute_force_shows_with_the_smallest_witnesses(self, pair: tuple[RuleSet, RuleSet]) -> None:
        before, after = pair
        assert found(differences(before, after)) == smallest_shown(before, after)
