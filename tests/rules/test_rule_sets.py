"""A rule set that could not decide is refused as it is made, in a sentence that says what is wrong."""

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from making import codes, eligible_but

from clea_eligibility import (
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    Evaluation,
    EvaluationStage,
    Finding,
    Rule,
    RuleSet,
    Status,
    decide,
)
from clea_eligibility.deciding.decision import compiled_rules
from clea_eligibility.explain import explain
from clea_eligibility.explain.rules import list_rules, sentence_on
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
    Reading,
    Same,
    Tariff,
    Unknown,
    Unless,
)
from clea_eligibility.rules._conditions import paths
from clea_eligibility.rules._ruleset import PUBLISHED
from clea_eligibility.rules.guide import SENTENCES
from clea_eligibility.text import LANGUAGES

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


@pytest.mark.parametrize("code", ["job_seeker", "Job_Seeker"])
def test_a_code_is_used_once(code: str) -> None:
    with pytest.raises(CleaError) as refused:
        GUIDE.evolve(id="other", rules=(*GUIDE.rules, evolve(JOB_SEEKER, code=code)))
    assert str(refused.value) == (
        "rule job_seeker: expected a code that is used once, capitals or not, got 2 rules of this code"
    )


@pytest.mark.parametrize("code", ["job seeker", "1st", "", "rª", "job_seeker\n", 3])
def test_a_code_is_an_identifier_in_ascii(code: Any) -> None:
    with pytest.raises(CleaError, match=r"^rule .*: expected a code of ASCII letters, digits and _ that begins with "):
        GUIDE.evolve(id="other", rules=(evolve(JOB_SEEKER, code=code),))


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
    with pytest.raises(CleaError) as refused:
        GUIDE.evolve(id="other", requires={"certification_covered": every_kind})
    assert str(refused.value).splitlines() == [
        "tariff: no amount for management initial, which the rules accept",
        "tariff: no amount for management final, which the rules accept",
    ]


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
    usual = tuple(Reading(code, f"{code}_usual", GUIDE.rule(code).requires) for code in readings)
    others = tuple(Reading(code, f"{code}_otherwise", requires) for code, requires in readings.items())
    return GUIDE.evolve(id="other", readings=(*GUIDE.readings, *usual, *others))


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
    assert str(refused.value).splitlines()[0] == f"reading strict: {one_meaning}"


def test_a_reading_that_means_nothing_is_refused() -> None:
    usual = Reading("job_seeker", "usual", JOB_SEEKER.requires)
    strict = Reading("job_seeker", "strict", Is("applicant.department", "96"))
    with pytest.raises(CleaError) as refused:
        GUIDE.evolve(id="other", readings=(usual, strict))
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
    with pytest.raises(TypeError, match=r"^expected a Dossier, as wire\.dossier_from_dict makes one, got an object$"):
        decide({})  # type: ignore[arg-type]


@pytest.mark.parametrize(("wrong", "named"), [(None, "null"), ("guide-2026", "'guide-2026'"), (GUIDE.rules, "a tuple")])
def test_what_is_no_rule_set_is_named(wrong: object, named: str) -> None:
    with pytest.raises(TypeError) as refused:
        decide(Dossier(), wrong)  # type: ignore[arg-type]
    assert (
        str(refused.value) == f"rules: expected a RuleSet, as GUIDE is one and GUIDE.evolve makes others, got {named}"
    )


# Built of what it is made of, or not at all

EVERY_RATE = Tariff(tuple(Rate(kind, stage, 1) for kind, stage in product(CertificationKind, EvaluationStage)))
OPEN, LOOKING = Is("filing_open", True), Is("applicant.is_job_seeker", True)
STARTS = Day("evaluation.starts_on")


def refusal(make: Callable[[], object]) -> list[str]:
    with pytest.raises(CleaError) as refused:
        make()
    return str(refused.value).splitlines()


def of_one_rule(**changes: Any) -> RuleSet:
    """A rule set of one rule, named r, which requires that filing is open unless it is changed."""
    rule: dict[str, Any] = {"code": "r", "group": "criterion", "requires": OPEN, **changes}
    return RuleSet("mine", (Rule(**rule), GUIDE.rule("dates_compatible")), EVERY_RATE)


def nested(deep: int) -> Condition:
    return AllOf((nested(deep - 1),)) if deep else OPEN


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"group": "paper"}, "group: expected criterion or document, got 'paper'"),
        ({"basis": "guessed"}, "basis: expected stated or implied or changed, got 'guessed'"),
        ({"statements": ["S1"]}, "statements: expected a tuple of texts, got a list"),
        ({"statements": "S1"}, "statements: expected a tuple of texts, got 'S1'"),
        ({"statements": ("S1", "S1\nboom()")}, "statements[1]: expected a text on one line, got 'S1\\nboom()'"),
        ({"statements": (1,)}, "statements[0]: expected a text on one line, got the number 1"),
        ({"label_fr": None}, "label_fr: expected a text on one line, got null"),
        ({"label_en": "one\u2028two"}, "label_en: expected a text on one line, got 'one\\u2028two'"),
        ({"reading": ""}, "reading: expected a name on one line without +, got ''"),
        ({"requires": True}, "requires: expected a condition, such as Is(…) or AllOf(…), got true"),
        ({"requires": AllOf}, "requires: expected a condition, such as Is(…) or AllOf(…), got a type"),
        ({"applies": None}, "applies: expected a condition, such as Is(…) or AllOf(…), got null"),
        ({"presumed": "always"}, "presumed: expected a condition, such as Is(…) or AllOf(…), got 'always'"),
        (
            {"requires": AllOf((OPEN, "quote.provided"))},  # type: ignore[arg-type]
            "requires.conditions[1]: expected a condition, such as Is(…) or AllOf(…), got 'quote.provided'",
        ),
        (
            {"applies": AnyOf(iter([OPEN]))},  # type: ignore[arg-type]
            "applies.conditions: expected a tuple of conditions, got a list_iterator",
        ),
        (
            {"requires": Unless(AllOf([OPEN]))},  # type: ignore[arg-type]
            "requires.condition.conditions: expected a tuple of conditions, got a list",
        ),
        (
            {"requires": OneOf("filing_open", [True])},  # type: ignore[arg-type]
            "requires.values: expected a tuple of values, got a list",
        ),
        (
            {"requires": NotAfter("filed_on", STARTS)},  # type: ignore[arg-type]
            "requires.earlier: expected a Day, got 'filed_on'",
        ),
        (
            {"presumed": NotAfter(STARTS, Day(datetime(2026, 1, 1)))},  # noqa: DTZ001 - which is no day
            "presumed.later.of: expected the path of a date or a date without a time, got a datetime",
        ),
        (
            {"requires": NotAfter(Day("filed_on", months=1.5), STARTS)},  # type: ignore[arg-type]
            "requires.earlier.months: expected a whole number from -120,000 to 120,000, got the number 1.5",
        ),
        (
            {"requires": NotAfter(Day("filed_on", months=120_001), STARTS)},
            "requires.earlier.months: expected a whole number from -120,000 to 120,000, got the number 120001",
        ),
        (
            {"requires": NotAfter(Day("filed_on", days=-3_660_001), STARTS)},
            "requires.earlier.days: expected a whole number from -3,660,000 to 3,660,000, got the number -3660001",
        ),
        (
            {"requires": NotAfter(Day("filed_on", days=True), STARTS)},
            "requires.earlier.days: expected a whole number from -3,660,000 to 3,660,000, got true",
        ),
        (
            {"requires": nested(21)},
            f"requires{'.conditions[0]' * 20}: expected conditions inside conditions 20 deep at the most",
        ),
    ],
)
def test_a_rule_is_made_of_the_right_values(changes: dict[str, Any], problem: str) -> None:
    assert refusal(lambda: of_one_rule(**changes)) == [f"rule r: {problem}"]


@pytest.mark.parametrize(
    "changes",
    [
        {"requires": nested(20)},
        {"requires": NotAfter(Day("filed_on", months=-120_000, days=3_660_000), STARTS)},
        {"presumed": NotAfter(Day(date(2026, 3, 1)), Day(date(2026, 2, 1)))},  # never
        {"label_fr": "Dépôt\u00a0: l’été", "statements": ("S1", "décret, art. 2 #", "''" + "'", '"\\')},
    ],
)
def test_what_is_odd_but_sound_is_decided(changes: dict[str, Any]) -> None:
    rules = of_one_rule(**changes)
    assert decide(Dossier(), rules).findings[0] == Finding(rules.rule("r"), Status.UNKNOWN)


def test_every_problem_is_named_at_once() -> None:
    rule = Rule(code="r", group="paper", requires=OPEN, statements=["S1"])  # type: ignore[arg-type]
    readings = (Reading(1, "a+b", OPEN), "strict")  # type: ignore[arg-type]
    rate = Rate("socle", EvaluationStage.INITIAL, -1, None)  # type: ignore[arg-type]
    assert refusal(lambda: RuleSet("a\0", (rule, "r"), Tariff((rate, 450)), readings)) == [  # type: ignore[arg-type]
        "id: expected a text on one line that does not begin with +, got 'a\\x00'",
        "rule r: group: expected criterion or document, got 'paper'",
        "rule r: statements: expected a tuple of texts, got a list",
        "rules[1]: expected Rule(…), got 'r'",
        "tariff.rates[0].kind: expected a member of CertificationKind, got 'socle'",
        "tariff.rates[0].euros: expected whole euros from 1 to 1,000,000,000, got the number -1",
        "tariff.rates[0].statements: expected a tuple of texts, got null",
        "tariff.rates[1]: expected Rate(…), got the number 450",
        "readings[0].rule: expected the code of a rule, got the number 1",
        "readings[0].name: expected a name on one line without +, got 'a+b'",
        "readings[1]: expected Reading(…), got 'strict'",
    ]


def test_what_several_rules_say_wrongly_is_named_at_once() -> None:
    no_fact, no_values = Is("filing", True), OneOf("filing_open", ())
    rules = (Rule("a", "criterion", requires=no_fact), Rule("b", "document", requires=no_values))
    assert refusal(lambda: RuleSet("mine", rules, EVERY_RATE)) == [
        "rule a: there is no fact 'filing'; did you mean 'filing_open'?",
        "rule b: filing_open: one of no values can never hold",
    ]


def test_a_hundred_problems_are_named_and_the_rest_counted() -> None:
    problems = refusal(lambda: RuleSet("mine", (1,) * 1_102, EVERY_RATE))  # type: ignore[arg-type]
    assert problems[99:] == ["rules[99]: expected Rule(…), got the number 1", "and 1,002 more"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"rules": [JOB_SEEKER]}, "rules: expected a tuple of Rule(…), got a list"),
        ({"rules": (JOB_SEEKER, 1)}, "rules[1]: expected Rule(…), got the number 1"),
        ({"readings": None}, "readings: expected a tuple of Reading(…), got null"),
        ({"tariff": {}}, "tariff: expected Tariff(…), got an object"),
        ({"tariff": Tariff([])}, "tariff.rates: expected a tuple of Rate(…), got a list"),  # type: ignore[arg-type]
        (
            {"tariff": Tariff((*GUIDE.tariff.rates, GUIDE.tariff.rates[0]))},
            "tariff: expected one amount for socle initial, got 2",
        ),
    ],
)
def test_a_rule_set_is_made_of_the_right_values(changes: dict[str, Any], problem: str) -> None:
    assert refusal(lambda: evolve(GUIDE, **changes)) == [problem]
    if changes != {"readings": None}:  # which tells evolve nothing
        assert refusal(lambda: GUIDE.evolve(id="mine", **changes)) == [problem]


def test_what_a_rule_is_to_require_is_a_condition() -> None:
    assert refusal(lambda: GUIDE.evolve(id="mine", requires={"job_seeker": True})) == [  # type: ignore[dict-item]
        "rule job_seeker: requires: expected a condition, such as Is(…) or AllOf(…), got true"
    ]


@pytest.mark.parametrize("euros", [0, -1, 450.0, True, "450", 1_000_000_001])
def test_amounts_are_whole_positive_euros(euros: Any) -> None:
    rates = tuple(evolve(rate, euros=euros) if rate.euros == 450 else rate for rate in GUIDE.tariff.rates)
    (problem,) = refusal(lambda: GUIDE.evolve(id="mine", tariff=Tariff(rates)))
    assert problem.startswith("tariff.rates[0].euros: expected whole euros from 1 to 1,000,000,000, got ")


def test_a_rule_of_ones_own_needs_a_code_a_group_and_what_it_requires() -> None:
    rule = Rule("quote_signed", "document", requires=OPEN)
    assert (rule.basis, rule.statements) == ("changed", ())
    assert (rule.label("fr"), rule.label("en")) == ("quote_signed", "quote_signed")
    with pytest.raises(TypeError, match=r"^Rule\(\) takes requires=…: the condition that it requires$"):
        Rule("quote_signed", "document")


@pytest.mark.parametrize(
    "evil",
    ["\nboom()", "\rboom()", "\fboom()", "\u2028boom()", '"""+boom()+"""', "'+boom()+'", "{boom()}", "\\", "\\N", "\0"],
)
def test_no_text_of_a_rule_set_is_ever_run(evil: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are constants in the source even where nobody refuses them."""
    monkeypatch.setattr(RuleSet, "__attrs_post_init__", lambda _: None)
    rule = Rule("r", "criterion", "stated", (evil,), evil, evil, requires=OPEN, reading="usual")
    readings = (Reading("r", "usual", OPEN), Reading("r", evil, Is("filing_open", False)))
    decision = decide(Dossier(filing_open=True), RuleSet(evil, (rule,), EVERY_RATE, readings))

    assert decision.findings == (Finding(rule, Status.SATISFIED),)
    assert decision.contested == (rule,)


# Readings and ids


def two_ways(code: str, requires: Condition, names: tuple[str, str]) -> tuple[Rule, tuple[Reading, ...]]:
    """A rule of two readings, the second of which requires nothing; it follows the first."""
    readings = (Reading(code, names[0], requires), Reading(code, names[1], ALWAYS))
    return Rule(code, "criterion", requires=requires, reading=names[0]), readings


ONE, ONES = two_ways("one", OPEN, ("strict", "loose"))
OTHER, OTHERS = two_ways("other", LOOKING, ("narrow", "wide"))


def test_an_id_names_one_rule_set() -> None:
    rules = RuleSet("mine", (ONE, OTHER), EVERY_RATE, (*ONES, *OTHERS))
    ways = [*product(("strict", "loose"), ("narrow", "wide"))]
    read = [rules.read(one=one, other=other) for one, other in ways]

    assert [each.id for each in read] == ["mine", "mine+wide", "mine+loose", "mine+loose+wide"]
    assert len(set(read)) == 4
    assert read[0] == rules
    for start in read:
        assert [start.read(other=other, one=one) for one, other in ways] == read


@pytest.mark.parametrize(
    ("rule", "readings", "problem"),
    [
        (
            ONE,
            (ONES[0], Reading("one", "wide", ALWAYS)),
            "reading wide: expected a name that is used once, got 2 readings of this name (of one, other)",
        ),
        (
            ONE,
            (ONES[0], ONES[0]),
            "reading strict: expected a name that is used once, got 2 readings of this name (of one)",
        ),
        (
            evolve(ONE, reading="loose", requires=ALWAYS),
            ONES,
            (
                "id: expected 'mine+loose', got 'mine'; after the first + stand the readings that the rules follow, "
                "in the order of the rules, but for the reading that is listed first for its rule"
            ),
        ),
        (
            evolve(ONE, reading=None),
            ONES,
            "rule one: reading: expected the one that it requires of: strict, loose; got null",
        ),
        (
            evolve(ONE, reading="lax"),
            ONES,
            "rule one: reading: expected the one that it requires of: strict, loose; got 'lax'",
        ),
        (evolve(ONE, requires=LOOKING), ONES, "rule one: requires: expected what its reading strict requires"),
    ],
)
def test_readings_that_would_leave_in_doubt_which_rule_set_it_is_are_refused(
    rule: Rule, readings: tuple[Reading, ...], problem: str
) -> None:
    assert refusal(lambda: RuleSet("mine", (rule, OTHER), EVERY_RATE, (*readings, *OTHERS))) == [problem]


def test_rules_of_ones_own_do_not_bear_the_name_of_an_edition() -> None:
    problem = "id: expected another than that of a published edition, got 'guide-2026'"
    assert refusal(lambda: RuleSet("guide-2026", GUIDE.rules[1:], GUIDE.tariff, GUIDE.readings)) == [problem]


@pytest.mark.parametrize("id", ["guide-2026", "a+b", "guide-2026+clear_days"])
@pytest.mark.parametrize(
    "rules", [GUIDE, GUIDE.evolve(id="mine"), GUIDE.read(filed_three_weeks_before="clear_days")], ids=str
)
def test_an_evolved_rule_set_does_not_pass_for_another(rules: RuleSet, id: str) -> None:
    assert refusal(lambda: rules.evolve(id=id)) == [
        f"id: expected another than that of a published edition, and no +, got {id!r}"
    ]


@pytest.mark.parametrize("id", ["", "a\nb", "\x7f", "+", None, 3])
@pytest.mark.parametrize("make", [GUIDE.evolve, partial(evolve, GUIDE)])
def test_an_id_is_a_text_on_one_line(make: Callable[..., RuleSet], id: Any) -> None:
    assert refusal(lambda: make(id=id))[0].startswith(
        "id: expected a text on one line that does not begin with +, got "
    )


def test_the_guide_is_published() -> None:
    assert (GUIDE.id,) == PUBLISHED


@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, copy.deepcopy, lambda rules: pickle.loads(pickle.dumps(rules)), evolve],
    ids=["copy", "deepcopy", "pickle", "evolve"],
)
def test_a_copy_of_a_rule_set_is_read_and_evolved_like_it(duplicate: Callable[[RuleSet], RuleSet]) -> None:
    clear_days = duplicate(GUIDE.read(filed_three_weeks_before="clear_days"))

    assert clear_days.id == "guide-2026+clear_days"
    assert clear_days.read(filed_three_weeks_before="same_weekday") == GUIDE
    same_weekday = duplicate(clear_days.evolve(id="mine")).read(filed_three_weeks_before="same_weekday")
    assert same_weekday.id == "mine+same_weekday"


def test_a_rule_set_is_not_renamed_past_its_readings() -> None:
    clear_days = GUIDE.read(filed_three_weeks_before="clear_days")
    assert refusal(lambda: evolve(clear_days, id="mine"))[0].startswith("id: expected 'mine+clear_days', got 'mine'; ")
    renamed = evolve(GUIDE, id="mine").read(filed_three_weeks_before="clear_days")
    assert evolve(clear_days, id="mine+clear_days") == renamed
    alone = evolve(clear_days, readings=())  # of which no other reading is known: the name stays
    assert alone.read() == alone


# What is changed is not the page's

NOTICE = "filed_three_weeks_before"
TWO_WEEKS = NotAfter(Day("filed_on", days=14), STARTS)
CLEAR_DAYS = NotAfter(Day("filed_on", days=22), STARTS)


def changing(**changes: Any) -> tuple[Rule, ...]:
    return tuple(evolve(rule, **changes) if rule.code == NOTICE else rule for rule in GUIDE.rules)


@pytest.mark.parametrize(
    "evolved",
    [
        GUIDE.evolve(id="mine", requires={NOTICE: TWO_WEEKS}),
        GUIDE.evolve(id="mine", rules=changing(requires=TWO_WEEKS)),
        GUIDE.evolve(id="mine", rules=changing(requires=TWO_WEEKS, reading=None)),
        GUIDE.evolve(id="first", requires={NOTICE: OPEN}).evolve(id="mine", rules=changing(requires=TWO_WEEKS)),
        GUIDE.evolve(id="first", requires={NOTICE: TWO_WEEKS}).evolve(id="mine", rules=changing(requires=TWO_WEEKS)),
    ],
)
def test_what_requires_something_else_is_changed_and_has_no_readings(evolved: RuleSet) -> None:
    rule = evolved.rule(NOTICE)

    assert (rule.basis, rule.statements, rule.reading) == ("changed", (), None)
    assert evolved.readings == GUIDE.readings_of("proof_of_residence_recent")
    in_time = Dossier(filed_on=date(2026, 4, 13), evaluation=Evaluation(starts_on=date(2026, 4, 27)))  # two weeks
    assert decide(in_time, evolved).contested == ()
    assert [each for each in evolved.rules if each.code != NOTICE] == [
        each for each in GUIDE.rules if each.code != NOTICE
    ]


@pytest.mark.parametrize("changes", [{"applies": OPEN}, {"presumed": ALWAYS}])
def test_what_applies_or_is_presumed_otherwise_is_changed_under_the_same_readings(changes: dict[str, Any]) -> None:
    evolved = GUIDE.evolve(id="mine", rules=changing(**changes))
    rule = evolved.rule(NOTICE)

    assert (rule.basis, rule.statements, rule.reading) == ("changed", (), "same_weekday")
    assert evolved.readings == GUIDE.readings


def test_what_another_reading_requires_is_the_pages_under_that_reading() -> None:
    evolved = GUIDE.evolve(id="mine", requires={NOTICE: CLEAR_DAYS})

    assert evolved.rule(NOTICE) == GUIDE.read(filed_three_weeks_before="clear_days").rule(NOTICE)
    assert (evolved.rule(NOTICE).basis, evolved.rule(NOTICE).statements) == ("stated", ("S9", "S24"))
    assert [reading.name for reading in evolved.readings_of(NOTICE)] == ["clear_days", "same_weekday"]
    assert evolved.read(filed_three_weeks_before="same_weekday").id == "mine+same_weekday"
    assert evolved.read(filed_three_weeks_before="clear_days") == evolved


def test_a_change_that_is_taken_back_is_the_pages_again() -> None:
    changed = GUIDE.evolve(id="mine", requires={NOTICE: TWO_WEEKS})
    for again in (
        changed.evolve(id="back", requires={NOTICE: GUIDE.rule(NOTICE).requires}),
        changed.read(proof_of_residence_recent="counted_backwards").evolve(id="back", rules=GUIDE.rules),
    ):
        assert again.rule(NOTICE) == GUIDE.rule(NOTICE)


def test_a_rule_of_ones_own_says_itself_what_it_rests_on() -> None:
    own = Rule("own", "criterion", "implied", ("S9",), requires=OPEN)
    rules = GUIDE.evolve(id="mine", rules=(*GUIDE.rules, own))

    assert rules.rule("own") is own
    assert rules.evolve(id="other").rule("own") is own
    changed = rules.evolve(id="other", requires={"own": LOOKING}).rule("own")
    assert (changed.basis, changed.statements) == ("changed", ())


def test_a_rule_that_is_new_may_require_something_else_at_once() -> None:
    own = Rule("own", "criterion", requires=OPEN)
    evolved = GUIDE.evolve(id="mine", rules=(*GUIDE.rules, own), requires={"own": LOOKING})
    assert evolved.rule("own").requires == LOOKING


def test_readings_of_ones_own_name_what_a_rule_requires() -> None:
    readings = (Reading("job_seeker", "usual", LOOKING), Reading("job_seeker", "loose", ALWAYS))
    assert GUIDE.evolve(id="mine", readings=readings).rule("job_seeker").reading == "usual"
    assert GUIDE.evolve(id="mine", readings=readings[::-1]).readings == readings
    own = Rule("own", "criterion", requires=OPEN)
    strict = (Reading("own", "strict", OPEN), Reading("own", "lax", ALWAYS))
    assert GUIDE.evolve(id="mine", rules=(*GUIDE.rules, own), readings=strict).rule("own").reading == "strict"


def test_other_labels_change_nothing_else() -> None:
    labelled = GUIDE.evolve(id="mine", labels={"job_seeker": ("Inscription", "Registered")}).rule("job_seeker")
    assert labelled == evolve(JOB_SEEKER, label_fr="Inscription", label_en="Registered")
    both = GUIDE.evolve(id="mine", labels={"job_seeker": ("a", "b")}, requires={"job_seeker": OPEN}).rule("job_seeker")
    assert (both.label_fr, both.requires, both.basis) == ("a", OPEN, "changed")


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        ({"job_seker": ("a", "b")}, "guide-2026 has no rule 'job_seker'; did you mean 'job_seeker'?"),
        ({"job_seeker": "ab"}, "rule job_seeker: labels: expected a pair of texts, French and English, got 'ab'"),
        ({"job_seeker": ("a",)}, "rule job_seeker: labels: expected a pair of texts, French and English, got a tuple"),
        ({"job_seeker": ("a", 1)}, "rule job_seeker: label_en: expected a text on one line, got the number 1"),
    ],
)
def test_labels_are_pairs_of_texts_of_rules_that_exist(labels: Any, problem: str) -> None:
    assert refusal(lambda: GUIDE.evolve(id="mine", labels=labels)) == [problem]


def test_a_changed_rule_is_said_to_be_changed() -> None:
    rules = GUIDE.evolve(id="mine", requires={"job_seeker": OneOf("applicant.department", ("33",))})
    decision = decide(eligible_but({"applicant.department": "87"}), rules)

    assert "Rule changed; not that of the Region's page." in explain(decision, "en")
    assert "Règle modifiée, qui n’est pas celle de la page de la Région." in explain(decision, "fr")
    assert (
        "Requires: applicant.department in (33)\nCriterion. Rule changed; not that of the Region's page\n"
        in list_rules(rules, "en")
    )


def test_every_rule_of_the_page_is_said_in_one_sentence_in_both_languages() -> None:
    for lang in LANGUAGES:
        said = [sentence_on(rule, lang) for rule in GUIDE.rules]
        read = [
            sentence_on(GUIDE.read(**{reading.rule: reading.name}).rule(reading.rule), lang)
            for reading in GUIDE.readings
        ]

        assert all(sentence and sentence.endswith(".") and sentence.count(". ") == 0 for sentence in [*said, *read])
        assert len({*said, *read}) == len(GUIDE.rules) + len(GUIDE.readings) - 2  # each default is a rule's own
    assert SENTENCES.keys() == {rule.code for rule in GUIDE.rules} | {
        f"{reading.rule}.{reading.name}" for reading in GUIDE.readings if reading != GUIDE.readings_of(reading.rule)[0]
    }


def test_a_rule_that_is_not_the_pages_has_no_sentence_but_its_conditions() -> None:
    mine = Rule(
        "mine",
        "document",
        requires=Is("quote.provided", True),
        applies=Is("filing_open", True),
        presumed=Unknown("quote.provided"),
    )
    presumed = Rule("job_seeker", "criterion", requires=Is("applicant.is_job_seeker", True), presumed=ALWAYS)
    kept = tuple(rule for rule in GUIDE.rules if rule.code != "job_seeker")
    rules = GUIDE.evolve(id="mine", rules=(mine, presumed, *kept))
    blocks = list_rules(rules, "en").split("\n\n")

    assert sentence_on(mine) is None
    assert blocks[1].splitlines() == [
        "mine (mine)",
        "Applies: filing_open",
        "Requires: quote.provided",
        "Presumed, for lack of information, if: quote.provided is unknown",
        "Document. Rule changed; not that of the Region's page",
    ]
    assert blocks[2].splitlines()[1:3] == [
        "Requires: applicant.is_job_seeker",
        "Presumed, for lack of information",
    ]


def test_other_readings_of_a_changed_rule_are_said_as_conditions() -> None:
    two_weeks, three = (NotAfter(Day("filed_on", days=days), Day("evaluation.starts_on")) for days in (14, 21))
    rules = GUIDE.evolve(
        id="two-weeks",
        requires={"filed_three_weeks_before": two_weeks},
        readings=(
            Reading("filed_three_weeks_before", "two", two_weeks),
            Reading("filed_three_weeks_before", "three", three),
            Reading(
                "filed_three_weeks_before", "four", NotAfter(Day("filed_on", days=28), Day("evaluation.starts_on"))
            ),
        ),
    )
    block = next(block for block in list_rules(rules, "en").split("\n\n") if "(filed_three_weeks_before)" in block)

    assert block.splitlines()[-2:] == [
        (
            "Otherwise read: The dossier is filed complete at least three weeks before the evaluation starts: by the "
            "same day of the week, three weeks earlier, at the latest."
        ),
        "Otherwise read: filed_on + 4 weeks <= evaluation.starts_on",
    ]
