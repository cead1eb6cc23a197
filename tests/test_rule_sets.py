"""A rule set that could not decide is refused as it is made, in a sentence that says what is wrong."""

from datetime import date

import pytest
from attrs import evolve
from making import codes, eligible_but

from clea_eligibility import GUIDE, CertificationKind, CleaError, Dossier, Finding, Rule, RuleSet, Status, decide
from clea_eligibility.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
    paths,
)
from clea_eligibility.engine import compiled_rules
from clea_eligibility.ruleset import Reading, Tariff

NEVER_LATE = NotAfter(Day("filed_on"), Day("evaluation.starts_on"))
JOB_SEEKER = GUIDE.rule("job_seeker")


def requiring(condition: Condition) -> RuleSet:
    return GUIDE.evolve(id="other", requires={"job_seeker": condition})


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (
            Is("applicant.departement", "33"),
            "there is no fact 'applicant.departement'; did you mean 'applicant.department'?",
        ),
        (Unknown("filed"), "there is no fact 'filed'; did you mean 'filed_on'?"),
        (Is("applicant.department", "96"), "applicant.department can never be '96'"),
        (Is("certification.kind", "socle"), "certification.kind can never be 'socle'"),
        (Is("filing_open", "yes"), "filing_open can never be 'yes'"),
        (Is("filed_on", "2026-03-01"), "filed_on can never be '2026-03-01'"),
        (Is("filed_on", date(2026, 3, 1)), "filed_on can never be a date"),  # type: ignore[arg-type]
        (OneOf("applicant.department", ()), "applicant.department: one of no values can never hold"),
        (
            Same("certification.kind", "evaluation.stage"),
            "certification.kind and evaluation.stage are of different types and can never be the same",
        ),
        (NotAfter(Day("filing_open"), Day("filed_on")), "filing_open is not a date"),
        (
            AnyOf((NEVER_LATE, Is("filing_open", True))),
            "days may be compared in all-of, not in any-of: dates would no longer be bounds",
        ),
        (
            AnyOf((AllOf((Unless(NEVER_LATE),)), Is("filing_open", True))),
            "days may be compared in all-of, not in any-of: dates would no longer be bounds",
        ),
        (
            Unless(DatesCompatible()),
            "dates are compatible in the whole dossier or not: no part of another condition",
        ),
    ],
)
def test_a_requirement_that_means_nothing_is_refused(condition: Condition, message: str) -> None:
    with pytest.raises(CleaError) as refused:
        requiring(condition)
    assert str(refused.value) == f"rule job_seeker: {message}"


@pytest.mark.parametrize(
    "misused", [evolve(JOB_SEEKER, applies=DatesCompatible()), evolve(JOB_SEEKER, presumed=DatesCompatible())]
)
def test_compatible_dates_are_a_requirement_and_nothing_else(misused: Rule) -> None:
    with pytest.raises(CleaError, match=r"^rule job_seeker: dates are compatible in the whole dossier or not"):
        GUIDE.evolve(id="other", rules=(misused,))


@pytest.mark.parametrize("rules", [(JOB_SEEKER, JOB_SEEKER), (evolve(JOB_SEEKER, code="job seeker"),)])
def test_a_code_is_an_identifier_and_used_once(rules: tuple[Rule, ...]) -> None:
    with pytest.raises(CleaError, match=r"^rule 'job.seeker': expected a code that is an identifier and used once$"):
        GUIDE.evolve(id="other", rules=rules, readings=())


def test_a_reading_is_of_a_rule_that_exists() -> None:
    with pytest.raises(CleaError, match=r"^other has no rule 'job_seker'; did you mean 'job_seeker'\?$"):
        GUIDE.evolve(id="other", readings=(Reading("job_seker", "strict", Is("filing_open", True)),))


def test_another_requirement_is_of_a_rule_that_exists() -> None:
    with pytest.raises(CleaError, match=r"^guide-2026 has no rule 'quote'; expected one of: filing_open, job_seeker, "):
        GUIDE.evolve(id="other", requires={"quote": Is("filing_open", True)})


def test_a_rule_of_one_meaning_has_no_readings() -> None:
    with pytest.raises(CleaError, match=r"^job_seeker has no reading 'strict'; its words have one meaning only$"):
        GUIDE.read(job_seeker="strict")


def test_what_the_rules_accept_has_an_amount() -> None:
    without_socle_final = Tariff(tuple(rate for rate in GUIDE.tariff.rates if rate.euros != 250))
    with pytest.raises(CleaError, match=r"^tariff: no amount for socle final, which the rules accept$"):
        GUIDE.evolve(id="other", tariff=without_socle_final)
    every_kind = OneOf("certification.kind", tuple(CertificationKind))
    with pytest.raises(CleaError, match=r"^tariff: no amount for management initial, which the rules accept$"):
        GUIDE.evolve(id="other", requires={"certification_covered": every_kind})


def test_what_the_rules_refuse_needs_no_amount() -> None:
    socle_alone = Is("certification.kind", CertificationKind.SOCLE)
    only_socle = Tariff(tuple(rate for rate in GUIDE.tariff.rates if rate.kind is CertificationKind.SOCLE))
    rules = GUIDE.evolve(id="socle", requires={"certification_covered": AllOf((socle_alone,))}, tariff=only_socle)
    assert rules.id == "socle"


@pytest.mark.parametrize(
    "impossible",
    [
        pytest.param(NotAfter(Day("filed_on", days=1), Day("filed_on")), marks=pytest.mark.no_cover),  # the slowest
        AllOf((NotAfter(Day(date(2027, 1, 1)), Day("filed_on")), NotAfter(Day("filed_on"), Day(date(2026, 12, 31))))),
    ],
)
def test_dates_that_nothing_can_satisfy_are_refused_before_the_first_decision(impossible: Condition) -> None:
    with pytest.raises(CleaError, match=r"^other: no dates at all can satisfy its date rules together$"):
        compiled_rules(requiring(impossible))


def test_two_rules_that_no_dates_can_satisfy_together_are_refused() -> None:
    longer = NotAfter(Day("evaluation.starts_on", days=50), Day("evaluation.ends_on"))
    on_one_day = NotAfter(Day("evaluation.ends_on"), Day("evaluation.starts_on"))
    rules = GUIDE.evolve(id="other", requires={"quote_provided": longer, "quote_from_evaluator": on_one_day})
    with pytest.raises(CleaError, match=r"^other: no dates at all can satisfy its date rules together$"):
        compiled_rules(rules)


def read_otherwise(**readings: Condition) -> RuleSet:
    """The guide with a second reading, named after its rule, of some rules."""
    usual = tuple(Reading(code, "usual", GUIDE.rule(code).requires) for code in readings)
    others = tuple(Reading(code, f"{code}_otherwise", requires) for code, requires in readings.items())
    rules = tuple(evolve(rule, reading="usual") if rule.code in readings else rule for rule in GUIDE.rules)
    return GUIDE.evolve(id="other", rules=rules, readings=(*GUIDE.readings, *usual, *others))


@pytest.mark.parametrize(
    "impossible",
    [
        NotAfter(Day("filed_on", days=1000), Day("filed_on")),
        NotAfter(Day("evaluation.starts_on", days=1000), Day("filed_on")),  # which is filed three weeks before
    ],
)
def test_a_reading_that_no_dates_can_satisfy_is_refused_whatever_the_dossier(impossible: Condition) -> None:
    no_job_seeker = eligible_but({"applicant.is_job_seeker": False})  # and so the rule is violated, however it is read
    for dossier in (Dossier(), eligible_but({}), no_job_seeker):
        rules = read_otherwise(job_seeker=impossible)
        with pytest.raises(CleaError, match=r"^other\+job_seeker_otherwise: no dates at all can satisfy its "):
            decide(dossier, rules)


def test_a_reading_whose_dates_can_be_met_is_consulted() -> None:
    from_march = read_otherwise(job_seeker=NotAfter(Day(date(2026, 3, 2)), Day("filed_on")))
    assert decide(eligible_but({}), from_march).contested == ()  # filed that day
    eve = eligible_but({"filed_on": date(2026, 3, 1)})
    assert codes(decide(eve, from_march).contested) == ["job_seeker"]


def test_two_readings_that_exclude_each_other_are_refused_only_together() -> None:
    filed_in_may = NotAfter(Day(date(2026, 5, 1)), Day("filed_on"))
    filed_before = NotAfter(Day("filed_on"), Day(date(2026, 4, 30)))
    rules = read_otherwise(job_seeker=filed_in_may, filing_open=filed_before)
    assert codes(decide(eligible_but({}), rules).contested) == ["job_seeker"]
    with pytest.raises(CleaError, match=r"^other\+filing_open_otherwise\+job_seeker_otherwise: no dates at all can "):
        decide(Dossier(), rules.read(job_seeker="job_seeker_otherwise", filing_open="filing_open_otherwise"))


@pytest.mark.parametrize(
    "misused",
    [
        evolve(GUIDE.rule("dates_compatible"), applies=Is("filing_open", True)),
        evolve(GUIDE.rule("dates_compatible"), presumed=ALWAYS),
    ],
)
def test_dates_are_compatible_always_or_never(misused: Rule) -> None:
    with pytest.raises(CleaError) as refused:
        GUIDE.evolve(id="other", rules=(*GUIDE.rules[:-1], misused))
    assert str(refused.value) == (
        "rule dates_compatible: that dates are compatible is asked of every dossier and never unknown; "
        "expected neither applies nor presumed"
    )


def test_each_of_two_rules_that_dates_are_compatible_is_found_violated() -> None:
    rules = GUIDE.evolve(id="twice", requires={"quote_provided": DatesCompatible()})
    cannot_meet = {
        "filed_on": date(2026, 6, 1),
        "applicant.proof_of_residence.issued_on": date(2026, 6, 1),
        "evaluation.starts_on": None,
        "evaluation.ends_on": None,
        "evaluator.accreditation.valid_until": date(2026, 6, 10),
    }
    reasons = decide(eligible_but(cannot_meet), rules).reasons
    assert codes(reasons) == ["quote_provided", "dates_compatible"]
    assert [codes(reason.between) for reason in reasons] == [
        ["filed_three_weeks_before", "accreditation_covers_evaluation"]
    ] * 2


def test_a_rule_may_compare_two_fixed_days() -> None:
    known = NotAfter(Day(date(2026, 1, 1)), Day(date(2026, 1, 2)))
    rules = GUIDE.evolve(id="fixed", requires={"job_seeker": known})

    assert decide(Dossier(), rules).findings[1] == Finding(rules.rule("job_seeker"), Status.SATISFIED)


def test_whether_dates_are_compatible_is_read_in_one_way() -> None:
    with pytest.raises(CleaError) as refused:
        GUIDE.evolve(id="other", readings=(Reading("dates_compatible", "strict", NEVER_LATE),))
    one_meaning = "that dates are compatible has one meaning; dates_compatible needs no other"
    assert str(refused.value) == f"reading strict: {one_meaning}"


def test_a_reading_that_means_nothing_is_refused() -> None:
    with pytest.raises(CleaError) as refused:
        GUIDE.evolve(id="other", readings=(Reading("job_seeker", "strict", Is("applicant.department", "96")),))
    assert str(refused.value) == "reading strict: applicant.department can never be '96'"


def test_rules_are_compiled_once() -> None:
    rules = requiring(NEVER_LATE)
    assert compiled_rules(rules) is compiled_rules(rules)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Day("filed_on"), "filed_on"),
        (Day("filed_on", days=21), "filed_on + 3 weeks"),
        (Day("filed_on", months=-1, days=1), "filed_on - 1 month + 1 day"),
        (Day("filed_on", months=2, days=-14), "filed_on + 2 months - 2 weeks"),
        (NotAfter(Day("filed_on", days=1), Day("quote_on")), "filed_on < quote_on"),
        (NotAfter(Day("filed_on", months=1, days=1), Day("quote_on")), "filed_on + 1 month < quote_on"),
        (NotAfter(Day("filed_on", days=1), Day("quote_on", days=1)), "filed_on + 1 day <= quote_on + 1 day"),
        (NotAfter(Day("filed_on"), Day("quote_on")), "filed_on <= quote_on"),
    ],
)
def test_days_and_their_comparisons_are_written_as_people_would(condition: Day | NotAfter, text: str) -> None:
    assert str(condition) == text


def test_the_facts_that_a_condition_reads_are_named_in_its_order() -> None:
    condition = AllOf((Unless(Is("quote.provided", False)), NEVER_LATE, Unknown("filing_open")))
    assert list(paths(condition)) == ["quote.provided", "filed_on", "evaluation.starts_on", "filing_open"]
    assert list(paths(DatesCompatible())) == []


def test_a_rule_that_is_dropped_takes_its_readings_along() -> None:
    rules = tuple(rule for rule in GUIDE.rules if rule.code != "proof_of_residence_recent")
    assert {reading.rule for reading in GUIDE.evolve(id="other", rules=rules).readings} == {"filed_three_weeks_before"}


def test_a_rule_that_requires_something_else_loses_its_readings() -> None:
    other = GUIDE.evolve(id="other", requires={"filed_three_weeks_before": NEVER_LATE})
    assert {reading.rule for reading in other.readings} == {"proof_of_residence_recent"}
    assert other.rule("filed_three_weeks_before").reading is None


def test_what_is_no_dossier_is_named() -> None:
    with pytest.raises(TypeError, match=r"^decide takes a Dossier, not dict: wire\.dossier_from_dict makes one$"):
        decide({})  # type: ignore[arg-type]


@pytest.mark.parametrize(("wrong", "name"), [(None, "NoneType"), ("guide-2026", "str"), (GUIDE.rules, "tuple")])
def test_what_is_no_rule_set_is_named(wrong: object, name: str) -> None:
    with pytest.raises(TypeError) as refused:
        decide(Dossier(), wrong)  # type: ignore[arg-type]
    assert str(refused.value) == f"decide takes a RuleSet, not {name}: GUIDE is one, GUIDE.evolve makes others"
