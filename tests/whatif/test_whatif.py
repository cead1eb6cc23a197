"""Other dossiers: facts changed, the evaluation moved, two decisions side by side."""

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import ELIGIBLE, Facts, codes, dossier_of, eligible_but

from clea_eligibility import (
    FACTS,
    GUIDE,
    Applicant,
    CertificationKind,
    CleaError,
    Dossier,
    EvaluationStage,
    InitialOutcome,
    InvalidDossier,
    Quote,
    RuleSet,
    decide,
)
from clea_eligibility.dossier.facts import FactPath, fact
from clea_eligibility.rules import Day, NotAfter
from clea_eligibility.testing import dossiers, near_boundary_dossiers
from clea_eligibility.whatif import Changes, change, compare, days, postpone

ANY_DOSSIERS = near_boundary_dossiers() | dossiers()
PATHS = tuple(fact.path for fact in FACTS)
FLAGS = tuple(fact.path for fact in FACTS if fact.is_presence_flag)
STARTS: Final = "evaluation.starts_on"
ENDS: Final = "evaluation.ends_on"
TWO_WEEKS = GUIDE.evolve(
    id="two-weeks", requires={"filed_three_weeks_before": NotAfter(Day("filed_on", days=14), Day(STARTS))}
)
NO_QUOTE = GUIDE.evolve(id="no-quote", rules=tuple(rule for rule in GUIDE.rules if rule.code != "quote_provided"))


def stated(dossier: Dossier) -> dict[FactPath, Any]:
    return {fact.path: fact.of(dossier) for fact in FACTS}


def problems(refused: pytest.ExceptionInfo[InvalidDossier]) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in refused.value.problems]


class TestChange:
    @settings(max_examples=settings().max_examples // 2)
    @pytest.mark.no_cover
    @given(ANY_DOSSIERS, ANY_DOSSIERS, st.sets(st.sampled_from(PATHS)))
    def test_the_changed_dossier_states_the_values_and_else_what_it_stated(
        self, dossier: Dossier, other: Dossier, paths: set[FactPath]
    ) -> None:
        pairs: list[tuple[FactPath, FactPath]] = [
            (ENDS, STARTS),
            ("evaluator.accreditation.valid_until", "evaluator.accreditation.valid_from"),
        ]
        for later, earlier in pairs:
            paths |= {later, earlier} if paths & {later, earlier} else set()
        changes = {path: fact(path).of(other) for path in paths}
        expected = stated(dossier) | changes
        for flag in FLAGS:  # not stated, it is true as soon as another fact of its object is known
            siblings = [path for path in PATHS if path.startswith(flag.rpartition(".")[0] + ".") and path != flag]
            if expected[flag] is None and any(expected[path] is not None for path in siblings):
                expected[flag] = True

        assert stated(change(dossier, changes)) == expected

    @pytest.mark.no_cover
    @given(ANY_DOSSIERS, st.sets(st.sampled_from(PATHS)))
    def test_the_present_values_change_nothing(self, dossier: Dossier, paths: set[FactPath]) -> None:
        assert change(dossier, {path: fact(path).of(dossier) for path in paths}) == dossier

    @settings(max_examples=settings().max_examples // 4)
    @pytest.mark.no_cover
    @given(near_boundary_dossiers(unknowns=False), near_boundary_dossiers(unknowns=False), st.sampled_from(PATHS))
    def test_a_change_can_be_taken_back(self, dossier: Dossier, other: Dossier, path: FactPath) -> None:
        try:
            changed = change(dossier, {path: fact(path).of(other)})
        except InvalidDossier:
            assume(False)
        assert change(changed, {path: fact(path).of(dossier)}) == dossier
        assert change(change(dossier, {path: None}), {path: fact(path).of(dossier)}) == dossier

    def test_two_dates_move_past_each_other(self) -> None:
        autumn: dict[Any, date] = {STARTS: date(2026, 10, 1), ENDS: date(2026, 10, 2)}

        assert change(eligible_but({}), autumn) == eligible_but(autumn)
        with pytest.raises(
            InvalidDossier, match=r"^evaluation\.ends_on: 2026-04-02 is before evaluation\.starts_on, 20"
        ):
            change(eligible_but({}), {STARTS: date(2026, 10, 1)})

    def test_objects_come_and_go_with_their_facts(self) -> None:
        deep = change(Dossier(), {"applicant.identity_document.valid_until": date(2030, 1, 1)})

        assert stated(deep)["applicant.identity_document.provided"] is True
        assert change(deep, dict.fromkeys(PATHS)) == Dossier()
        assert change(Dossier(quote=Quote()), {"quote.provided": None}) == Dossier(quote=Quote())
        assert change(Dossier(applicant=Applicant()), {"quote.provided": None}) == Dossier(applicant=Applicant())

    def test_what_is_not_changed_is_the_same_object(self) -> None:
        dossier = eligible_but({})
        changed = change(dossier, {"evaluation.stage": EvaluationStage.FINAL})

        assert changed.applicant is dossier.applicant
        assert changed.evaluator is dossier.evaluator

    def test_a_document_whose_last_fact_becomes_unknown_is_still_there(self) -> None:
        signed = Dossier(quote=Quote(names_applicant=True))

        assert change(signed, {"quote.names_applicant": None}) == Dossier(quote=Quote(provided=True))
        assert change(signed, {"quote.names_applicant": None, "quote.provided": None}) == Dossier()

    def test_a_document_of_which_something_is_known_cannot_become_unknown(self) -> None:
        absent = Dossier(quote=Quote(provided=False, names_applicant=True))

        assert change(absent, {"quote.provided": None}) == Dossier(quote=Quote(names_applicant=True))

    def test_a_document_that_is_not_provided_keeps_its_facts_and_no_rule_asks_for_them(self) -> None:
        absent = change(eligible_but({}), {"quote.provided": False})

        assert absent.quote == Quote(provided=False, from_evaluator=True, names_applicant=True)
        assert codes(decide(absent).reasons) == ["quote_provided"]
        assert change(absent, {"quote.provided": True}) == eligible_but({})

    def test_every_problem_is_named_at_once(self) -> None:
        with pytest.raises(InvalidDossier) as refused:
            change(
                eligible_but({}),
                {
                    "department": "33",  # type: ignore[dict-item]
                    "held": True,  # type: ignore[dict-item]
                    "evaluation.start_on": date(2026, 4, 1),  # type: ignore[dict-item]
                    7: True,  # type: ignore[dict-item]
                    "filing_open": 1,
                    "quote.from_evaluator": "yes",
                    "quote.provided": [],
                    "filed_on": date(2200, 1, 1),
                    STARTS: date(2026, 4, 3),
                    "evaluator.accreditation.valid_from": date(2030, 1, 1),
                    "evaluator.accreditation.valid_until": "soon",
                },
            )

        assert str(refused.value).splitlines() == [
            "department: there is no such fact; did you mean 'applicant.department' or 'evaluator.department'?",
            "held: there is no such fact; did you mean 'evaluator.accreditation.held'?",
            "evaluation.start_on: there is no such fact; did you mean 'evaluation.starts_on'?",
            "dossier: expected the path of a fact as text, got the number 7",
            "filing_open: expected true or false, got the number 1",
            "quote.from_evaluator: expected true or false, got 'yes'",
            "quote.provided: expected true or false, got a list",
            "filed_on: 2200-01-01 is not between 1900-01-01 and 2199-12-31",
            "evaluator.accreditation.valid_until: expected a date without a time, got 'soon'",
            "evaluation.ends_on: 2026-04-02 is before evaluation.starts_on, 2026-04-03",
        ]

    @pytest.mark.parametrize("wrong", [None, {}, Quote()])
    def test_only_a_dossier_is_changed(self, wrong: Any) -> None:
        for question in (lambda: change(wrong, {}), lambda: postpone(wrong, 1), lambda: compare(wrong)):
            with pytest.raises(TypeError, match=r"Dossier"):
                question()


class TestPostpone:
    @pytest.mark.no_cover
    @given(ANY_DOSSIERS, st.integers(-400, 400))
    def test_there_and_back_again(self, dossier: Dossier, by: int) -> None:
        known = [day for day in (fact(STARTS).of(dossier), fact(ENDS).of(dossier)) if day is not None]
        if all(date(1901, 2, 5) <= day <= date(2198, 11, 26) for day in known):
            assert postpone(postpone(dossier, by), -by) == dossier

    def test_the_first_and_the_last_session_move_together(self) -> None:
        # 2028 is a leap year.
        dossier = eligible_but({STARTS: date(2028, 2, 26), ENDS: date(2028, 2, 28)})

        assert postpone(dossier, 7) == eligible_but({STARTS: date(2028, 3, 4), ENDS: date(2028, 3, 6)})
        assert postpone(dossier, 0) == dossier

    @pytest.mark.parametrize("unknown", [{STARTS: None}, {ENDS: None}, {STARTS: None, ENDS: None}])
    def test_an_unknown_date_stays_unknown(self, unknown: Facts) -> None:
        moved = postpone(eligible_but(unknown), -7)

        expected = {STARTS: date(2026, 3, 25), ENDS: date(2026, 3, 26), **unknown}
        assert moved == eligible_but(expected)

    def test_a_dossier_without_an_evaluation_stays_as_it_is(self) -> None:
        assert postpone(Dossier(), 3) == Dossier()

    @pytest.mark.parametrize(("by", "said"), [(63_462, "63,462"), (-46_112, "-46,112"), (10**12, "1,000,000,000,000")])
    def test_the_years_that_a_dossier_may_speak_of_are_not_left(self, by: int, said: str) -> None:
        with pytest.raises(InvalidDossier) as refused:
            postpone(eligible_but({STARTS: date(2026, 4, 1), ENDS: date(2026, 4, 1)}), by)

        assert problems(refused) == [(STARTS, "out_of_range"), (ENDS, "out_of_range")]
        assert f"2026-04-01 moved by {said} days is not between 1900-01-01 and 2199-12-31" in str(refused.value)

    def test_the_last_day_of_all_is_in(self) -> None:
        moved = postpone(eligible_but({STARTS: date(2026, 4, 1), ENDS: date(2026, 4, 1)}), 63_461)

        assert stated(moved)[STARTS] == stated(moved)[ENDS] == date(2199, 12, 31)
        assert stated(postpone(moved, -109_572))[STARTS] == date(1900, 1, 1)

    @pytest.mark.parametrize("wrong", [1.0, "7", True, None])
    def test_days_are_whole(self, wrong: Any) -> None:
        with pytest.raises(TypeError, match=r"^days: expected a whole number of days, got "):
            postpone(Dossier(), wrong)


class TestDays:
    def test_both_ends_are_in(self) -> None:
        assert days(date(2028, 2, 28), date(2028, 3, 1)) == (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1))
        assert days(date(2028, 2, 28), date(2028, 2, 28)) == (date(2028, 2, 28),)

    def test_the_first_comes_first(self) -> None:
        with pytest.raises(CleaError, match=r"^days: 2026-03-01 is before 2026-03-02; expected the first day, then"):
            days(date(2026, 3, 2), date(2026, 3, 1))

    def test_they_are_days(self) -> None:
        with pytest.raises(TypeError, match=r"^days: expected a date without a time, got '2026-03-01'$"):
            days("2026-03-01", date(2026, 3, 1))  # type: ignore[arg-type]


class TestCompare:
    @pytest.mark.no_cover
    @given(
        ANY_DOSSIERS, ANY_DOSSIERS, st.sampled_from([GUIDE, TWO_WEEKS, NO_QUOTE]), st.sampled_from([None, TWO_WEEKS])
    )
    def test_exactly_the_findings_that_differ(
        self, dossier: Dossier, other: Dossier, rules: RuleSet, under: RuleSet | None
    ) -> None:
        comparison = compare(dossier, stated(other), rules, under=under)
        before, after = decide(dossier, rules), decide(change(dossier, stated(other)), under or rules)

        def outcomes(decision: Any) -> dict[str, object]:
            return {one.rule.code: (one.status, codes(one.between)) for one in decision.findings}

        old, new = outcomes(before), outcomes(after)
        assert comparison.before == before
        assert comparison.after == after
        assert {found.rule.code for found in comparison.findings} == {
            code for code in {*old, *new} if old.get(code) != new.get(code)
        }
        for found in comparison.findings:
            assert found.before == next((one for one in before.findings if one.rule.code == found.rule.code), None)
            assert found.after == next((one for one in after.findings if one.rule.code == found.rule.code), None)
        assert {one.fact.path: (one.before, one.after) for one in comparison.facts} == {
            path: (value, stated(after.dossier)[path])
            for path, value in stated(dossier).items()
            if value != stated(after.dossier)[path]
        }
        for lang in ("fr", "en"):
            assert "{" not in comparison.explain(lang)

    def test_a_rule_that_is_gone_comes_last(self) -> None:
        first = GUIDE.evolve(id="first", rules=GUIDE.rules[2:])
        comparison = compare(eligible_but({}), {"applicant.department": "75"}, under=first)

        assert [repr(found) for found in comparison.findings] == [
            "ChangedFinding('lives_in_region', 'satisfied', 'violated')",
            "ChangedFinding('filing_open', 'satisfied', None)",
            "ChangedFinding('job_seeker', 'satisfied', None)",
        ]

    def test_another_dossier_may_be_given_instead_of_changes(self) -> None:
        dossier = eligible_but({})
        assert compare(dossier, postpone(dossier, 7)) == compare(
            dossier, {STARTS: date(2026, 4, 8), ENDS: date(2026, 4, 9)}
        )

    def test_it_is_told_in_english(self) -> None:
        comparison = compare(eligible_but({}), {"filed_on": date(2026, 3, 12), "applicant.is_job_seeker": False})

        assert comparison.explain("en") == (
            "As it stands: published criteria met, €450.\n"
            "With the change: published criteria not met.\n"
            "\n"
            "What changes in the dossier:\n"
            "- On which day was, or would be, the complete dossier filed (Paris time)? 12 March 2026 "
            "(before: 2 March 2026).\n"
            "- Is the applicant looking for a job? no (before: yes).\n"
            "\n"
            "The rules that come out otherwise:\n"
            '- "Looking for a job": met, then not met. The applicant is not looking for a job.\n'
            '- "Dossier filed complete at least three weeks before the evaluation starts": met, then not met. The '
            "dossier was complete on 12 March 2026 but the evaluation starts on 1 April 2026; it had to be complete by "
            "11 March 2026."
        )

    def test_it_is_told_in_french(self) -> None:
        final: dict[FactPath, Any] = {
            "evaluation.stage": EvaluationStage.FINAL,
            "evaluation.initial_outcome": InitialOutcome.NOT_CERTIFIED,
        }
        endless: dict[FactPath, Any] = {
            "evaluator.accreditation.valid_until": date(9999, 12, 31),
            "applicant.department": None,
        }

        assert compare(eligible_but({}), final | endless).explain().replace("\u202f", " ").replace("\xa0", " ") == (
            "En l’état : critères publiés remplis, 450 €.\n"
            "Avec le changement : informations manquantes, montant possible : 250 €.\n"
            "\n"
            "Ce qui change dans le dossier :\n"
            "- Dans quel département se trouve la résidence principale du demandeur ? inconnu (avant : Gironde (33)).\n"
            "- S’agit-il d’une évaluation initiale ou finale ? évaluation finale (avant : évaluation initiale).\n"
            "- L’évaluation initiale de la même certification a-t-elle abouti à la certification ? certification non "
            "obtenue (avant : inconnu).\n"
            "- Quel est le dernier jour de validité de l’habilitation ? sans date de fin (avant : 31 décembre 2027).\n"
            "\n"
            "Les règles qui changent de résultat :\n"
            "- « Résidence principale en Nouvelle-Aquitaine » : respectée, puis à établir. Il reste à établir si la "
            "résidence principale se trouve en Nouvelle-Aquitaine.\n"
            "- « Évaluation finale après une initiale sans certification » : sans objet, puis respectée. L’évaluation "
            "initiale n’a pas abouti à la certification."
        )

    def test_other_rules_are_named(self) -> None:
        late = eligible_but({"filed_on": date(2026, 3, 18)})

        assert compare(late, under=TWO_WEEKS).explain("en").splitlines()[:2] == [
            "Under the rules guide-2026: published criteria not met.",
            "Under the rules two-weeks (not the page's): criteria met, €450.",
        ]
        assert compare(late, {"quote.provided": False}, under=TWO_WEEKS).explain("en").splitlines()[:2] == [
            "Under the rules guide-2026: published criteria not met.",
            "With the change, under the rules two-weeks (not the page's): document missing or not in order.",
        ]

    def test_a_change_that_changes_nothing_says_so(self) -> None:
        comparison = compare(eligible_but({}), {"evaluator.department": "16"})

        assert comparison.findings == ()
        assert comparison.explain("en").endswith("\n\nNo rule comes out otherwise.")
        assert "What changes" not in compare(eligible_but({})).explain("en")

    def test_dates_that_cannot_meet_for_another_reason_are_a_difference(self) -> None:
        unknown_start: Facts = {STARTS: None, ENDS: None}
        filed_late = {**unknown_start, "filed_on": date(2027, 12, 20)}
        valid: Changes = {
            "applicant.identity_document.valid_until": date(2026, 3, 1),
            "applicant.proof_of_residence.issued_on": date(2026, 3, 2),
            "filed_on": None,
        }
        comparison = compare(eligible_but(filed_late), valid)
        found = next(one for one in comparison.findings if one.rule.code == "dates_compatible")

        assert found.before is not None
        assert found.after is not None
        assert found.before.status == found.after.status == "violated"
        assert codes(found.before.between) != codes(found.after.between)
        assert '"Dates that can be met together": not met, but for another reason. ' in comparison.explain("en")

    def test_it_shows_what_differs(self) -> None:
        comparison = compare(eligible_but({}), {"certification.kind": CertificationKind.NUMERIQUE})

        assert repr(comparison) == (
            "Comparison(Eligible(amount=450), Ineligible(reasons=['accreditation_fits_certification']), "
            "[ChangedFinding('accreditation_fits_certification', 'satisfied', 'violated')])"
        )
        assert repr(comparison.facts) == (
            "(ChangedFact('certification.kind', <CertificationKind.SOCLE: 'socle'>, "
            "<CertificationKind.NUMERIQUE: 'numerique'>),)"
        )

    def test_another_language_is_refused(self) -> None:
        with pytest.raises(CleaError, match=r"^lang: expected 'fr' or 'en', got 'de'$"):
            compare(eligible_but({})).explain("de")  # type: ignore[arg-type]

    def test_a_dossier_that_cannot_be_is_refused(self) -> None:
        with pytest.raises(InvalidDossier):
            compare(dossier_of(ELIGIBLE), {ENDS: date(2026, 3, 31)})
