"""The rules of the page for OpenFisca-Core, on complete dossiers: what ``decide_frame`` is compared with.

A country package in one file: facts are variables of eternity, each rule a variable of a month, with the parameters in
force in that month. It runs in a process of its own, where OpenFisca is installed, and imports nothing of the library:
``python openfisca_rules.py FACTS.npz FOUND.npz`` decides the rows once and writes amounts and violated rules, then,
for each line on standard input ("one", "monthly"), decides them again and answers with the seconds and the processor
seconds that it took: all rows with the parameters of one month, or each with those of the month of its filing, as a
caseload needs.
"""

import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

START = "2020-01-01"
AMOUNTS = {"socle": {"initial": 450, "final": 250}, "numerique": {"initial": 300, "final": 150}}
PARAMETERS = {"weeks": 3, "months": 3, "region": [16, 17, 19, 23, 24, 33, 40, 47, 64, 79, 86, 87]}

Person = build_entity(key="person", plural="persons", label="An applicant, with one dossier", is_person=True)


class Kind(Enum):
    """A certification."""

    socle = "CléA socle"
    numerique = "CléA numérique"
    management = "CléA management"


class Stage(Enum):
    """Which evaluation."""

    initial = "Initial"
    final = "Final"


class Outcome(Enum):
    """What the initial evaluation led to."""

    certified = "Certified"
    not_certified = "Not certified"


class Document(Enum):
    """An identity document."""

    national_identity_card = "National identity card"
    passport = "Passport"
    residence_permit = "Residence permit"
    other = "Other"


ENUMS: dict[str, Any] = {
    "certification.kind": Kind,
    "evaluator.accreditation.certification": Kind,
    "evaluation.stage": Stage,
    "evaluation.initial_outcome": Outcome,
    "applicant.identity_document.kind": Document,
}


def named(path: str) -> str:
    """The name of the variable of a fact."""
    return path.replace(".", "__")


def fact(path: str, values: Any) -> type:
    """The variable of a fact."""
    stated: dict[str, Any] = {"entity": Person, "definition_period": DateUnit.ETERNITY, "label": path}
    if path in ENUMS:
        stated |= {"value_type": Enum, "possible_values": ENUMS[path], "default_value": next(iter(ENUMS[path]))}
    else:
        stated["value_type"] = {"b": bool, "M": date, "i": int}[values.dtype.kind]
    return type(named(path), (Variable,), stated)


def by_months(days: Any, months: int) -> Any:
    """Days, moved by months: the same day of the month, or its last."""
    month = days.astype("datetime64[M]")
    target = month + months
    last = (target + 1).astype("datetime64[D]") - 1
    return numpy.minimum(target.astype("datetime64[D]") + (days - month.astype("datetime64[D]")), last)


Formula = Callable[[Callable[[str], Any], Any], Any]
RULES: dict[str, Formula] = {
    "filing_open": lambda of, _: of("filing_open"),
    "job_seeker": lambda of, _: of("applicant.is_job_seeker"),
    "lives_in_region": lambda of, page: numpy.isin(of("applicant.department"), page.region),
    "certification_covered": lambda of, _: of("certification.kind") != Kind.management,
    "final_after_unsuccessful_initial": lambda of, _: (
        (of("evaluation.stage") != Stage.final) | (of("evaluation.initial_outcome") == Outcome.not_certified)
    ),
    "filed_three_weeks_before": lambda of, page: of("filed_on") + 7 * int(page.weeks) <= of("evaluation.starts_on"),
    "evaluator_in_region": lambda of, page: numpy.isin(of("evaluator.department"), page.region),
    "evaluator_accredited": lambda of, _: of("evaluator.accreditation.held"),
    "accreditation_fits_certification": lambda of, _: (
        ~of("evaluator.accreditation.held")
        | (of("evaluator.accreditation.certification") != Kind.management)
        & (of("evaluator.accreditation.certification") == of("certification.kind"))
    ),
    "accreditation_covers_evaluation": lambda of, _: (
        ~of("evaluator.accreditation.held")
        | (of("evaluator.accreditation.valid_from") <= of("evaluation.starts_on"))
        & (of("evaluation.ends_on") <= of("evaluator.accreditation.valid_until"))
    ),
    "identity_document_provided": lambda of, _: of("applicant.identity_document.provided"),
    "identity_document_accepted": lambda of, _: (
        ~of("applicant.identity_document.provided")
        | (of("applicant.identity_document.kind") == Document.national_identity_card)
        | (of("applicant.identity_document.kind") == Document.passport)
        | (of("applicant.identity_document.kind") == Document.residence_permit)
        & of("applicant.identity_document.permits_work")
    ),
    "identity_document_valid": lambda of, _: (
        ~of("applicant.identity_document.provided") | (of("filed_on") <= of("applicant.identity_document.valid_until"))
    ),
    "proof_of_residence_provided": lambda of, _: of("applicant.proof_of_residence.provided"),
    "proof_of_residence_attests": lambda of, _: (
        ~of("applicant.proof_of_residence.provided") | of("applicant.proof_of_residence.attests_main_residence")
    ),
    "proof_of_residence_recent": lambda of, page: (
        ~of("applicant.proof_of_residence.provided")
        | (of("applicant.proof_of_residence.issued_on") <= of("filed_on"))
        & (of("filed_on") < by_months(of("applicant.proof_of_residence.issued_on"), int(page.months)))
    ),
    "quote_provided": lambda of, _: of("quote.provided"),
    "quote_from_evaluator": lambda of, _: ~of("quote.provided") | of("quote.from_evaluator"),
    "quote_names_applicant": lambda of, _: ~of("quote.provided") | of("quote.names_applicant"),
}


def monthly(name: str, value_type: type, formula: Any) -> type:
    """A variable that is worked out for a month."""
    return type(
        name,
        (Variable,),
        {
            "value_type": value_type,
            "entity": Person,
            "definition_period": DateUnit.MONTH,
            "label": name,
            "formula": formula,
        },
    )


def rule(code: str) -> type:
    """The variable of a rule: whether a dossier meets it."""
    requires = RULES[code]

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        return requires(lambda path: person(named(path), period), parameters(period).page)

    return monthly(f"rule_{code}", bool, formula)


def eligible(person: Any, period: Any) -> Any:
    """Whether every rule is met."""
    return numpy.logical_and.reduce([person(f"rule_{code}", period) for code in RULES])


def amount(person: Any, period: Any, parameters: Any) -> Any:
    """The flat amount."""
    amounts = parameters(period).page.amounts
    numerique = person("certification__kind", period) == Kind.numerique
    final = person("evaluation__stage", period) == Stage.final
    full = numpy.select(
        [numerique & final, numerique, final],
        [amounts.numerique.final, amounts.numerique.initial, amounts.socle.final],
        amounts.socle.initial,
    )
    return person("eligible", period) * full


def dated(value: Any) -> Any:
    """Parameters, in force since a day."""
    if isinstance(value, dict):
        return {name: dated(inner) for name, inner in value.items()}
    return {"values": {START: {"value": value}}}


def system(facts: dict[str, Any]) -> Any:
    """The country package."""
    country = TaxBenefitSystem([Person])
    country.parameters = ParameterNode("", data={"page": dated({**PARAMETERS, "amounts": AMOUNTS})})
    country.add_variables(*(fact(path, values) for path, values in facts.items()))
    country.add_variables(*map(rule, RULES), monthly("eligible", bool, eligible), monthly("amount", int, amount))
    return country


def decided(country: Any, facts: dict[str, Any], month: str) -> tuple[Any, Any]:
    """The amount of every row, and a bit for each rule that it does not meet."""
    rows = len(facts["filed_on"])
    simulation = SimulationBuilder().build_default_simulation(country, count=rows)
    for path, values in facts.items():
        stated = EnumArray(values, ENUMS[path]) if path in ENUMS else values
        simulation.set_input(named(path), DateUnit.ETERNITY.value, stated)
    amounts = simulation.calculate("amount", month)
    violated = numpy.zeros(rows, numpy.uint32)
    for bit, code in enumerate(RULES):
        violated |= (~simulation.calculate(f"rule_{code}", month)).astype(numpy.uint32) << numpy.uint32(bit)
    return amounts, violated


def decided_monthly(country: Any, facts: dict[str, Any]) -> tuple[Any, Any]:
    """The same, each row under the parameters of the month of its filing: a simulation for each month."""
    months = facts["filed_on"].astype("datetime64[M]")
    amounts, violated = numpy.zeros(len(months), numpy.int32), numpy.zeros(len(months), numpy.uint32)
    order = numpy.argsort(months, kind="stable")
    for rows in numpy.split(order, numpy.flatnonzero(numpy.diff(months[order].astype(int))) + 1):
        part = {path: values[rows] for path, values in facts.items()}
        amounts[rows], violated[rows] = decided(country, part, str(months[rows[0]]))
    return amounts, violated


def main(given: str, found: str) -> None:
    """Decide once and write what was found; then decide as often as asked, and answer with the seconds."""
    from time import perf_counter, process_time

    with numpy.load(given) as stored:
        facts = {name: stored[name] for name in stored.files}
    country = system(facts)
    amounts, violated = decided_monthly(country, facts)
    numpy.savez(found, amounts=amounts, violated=violated, rules=list(RULES))
    print("ready", flush=True)
    for line in sys.stdin:
        start, processor = perf_counter(), process_time()
        if line.strip() == "one":
            decided(country, facts, "2026-06")
        else:
            decided_monthly(country, facts)
        print(perf_counter() - start, process_time() - processor, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
