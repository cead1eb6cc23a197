"""What the last line of a cell may be: one of every object that a notebook shows as HTML."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Final

from making import ELIGIBLE, Facts, dossier_of, eligible_but

from clea_eligibility import GUIDE, Dossier, Rule, RuleSet, decide
from clea_eligibility.planning import repairs, timeline, windows
from clea_eligibility.rules import Is
from clea_eligibility.whatif import compare, days, differences, sweep

FILED: Final = "filed_on"
STARTS: Final = "evaluation.starts_on"
ENDS: Final = "evaluation.ends_on"
LATE: Facts = {**ELIGIBLE, FILED: date(2026, 3, 12)}  # the evaluation starts on 1 April: a day late
#: No start can be three weeks after the filing and before the accreditation ends.
NEVER: Facts = {FILED: date(2026, 6, 1), "evaluator.accreditation.valid_until": date(2026, 6, 10)}
CANNOT_BE_REPAIRED: Facts = {**ELIGIBLE, "applicant.department": "49"}
TWO_WAYS = GUIDE.read(filed_three_weeks_before="clear_days")


def late() -> Dossier:
    return dossier_of(LATE)


def on_the_last_day() -> Dossier:
    return dossier_of({**LATE, FILED: date(2026, 3, 11)})


differing = cache(differences)
VIEWED: dict[str, Callable[[RuleSet], Any]] = {
    "eligible": lambda rules: decide(dossier_of(ELIGIBLE), rules),
    "ineligible": lambda rules: decide(late(), rules),
    "incomplete": lambda rules: decide(eligible_but({"quote.provided": False}), rules),
    "undetermined": lambda rules: decide(Dossier(), rules),
    "dossier": lambda _: late(),
    "empty dossier": lambda _: Dossier(),
    "rule set": lambda rules: rules,
    "rule": lambda rules: rules.rule("filed_three_weeks_before"),
    "rule of one's own": lambda _: Rule("quote_signed", "document", requires=Is("quote.provided", True)),
    "finding": lambda rules: decide(late(), rules).findings[0],
    "joint finding": lambda rules: decide(dossier_of(NEVER), rules).reasons[-1],
    "differences": lambda rules: differing(rules, TWO_WAYS),
    "difference": lambda rules: differing(rules, TWO_WAYS)[0],
    "no differences": lambda rules: differences(rules, rules),
    "comparison": lambda rules: compare(late(), {FILED: date(2026, 3, 11)}, rules),
    "comparison of rules": lambda rules: compare(on_the_last_day(), {}, TWO_WAYS, under=rules),
    "comparison of nothing": lambda rules: compare(late(), {}, rules),
    "windows": lambda rules: windows(late(), rules, today=date(2026, 3, 12)),
    "timeline": lambda rules: timeline(late(), FILED, rules),
    "timeline of an end": lambda rules: timeline(late(), ENDS, rules),
    "repairs": lambda rules: repairs(late(), rules),
    "one repair": lambda rules: repairs(late(), rules)[0],
    "beyond repair": lambda rules: repairs(dossier_of(CANNOT_BE_REPAIRED), rules),
    "no repair needed": lambda rules: repairs(dossier_of(ELIGIBLE), rules),
    "sweep": lambda rules: sweep(late(), {FILED: days(date(2026, 3, 9), date(2026, 3, 13))}, rules),
    "sweep of two": lambda rules: sweep(late(), {FILED: [date(2026, 3, 13)], "quote.provided": [True, False]}, rules),
    "sweep of three": lambda rules: sweep(late(), {STARTS: [None], "quote.provided": [True], FILED: [None]}, rules),
    "sweep of none": lambda rules: sweep(late(), {}, rules),
    "empty sweep": lambda rules: sweep(late(), {FILED: []}, rules),
}  # fmt: skip
