"""Tools that freeze the clock put subclasses in the place of date and datetime: nothing may come out otherwise."""

import subprocess
import sys

import pytest

# What is said below holds at any time. Each order runs in an interpreter of its own: a first import comes once.
PROGRAM = """
import datetime
import sys

from freezegun import freeze_time

import hypothesis  # imported under a frozen clock, it would be confused itself

order, kept = sys.argv[1], [datetime.date]  # every name of it is replaced
if order == "import, freeze":
    import clea_eligibility.evidence, clea_eligibility.whatif._sweeps, clea_eligibility.testing, clea_eligibility.wire
if order != "import":
    frozen = freeze_time("2026-05-05 12:00")
    frozen.start()
import clea_eligibility.evidence, clea_eligibility.whatif._sweeps, clea_eligibility.testing, clea_eligibility.wire
if order == "freeze, import, thaw":
    frozen.stop()

from datetime import UTC, date, datetime, timedelta, timezone

from clea_eligibility import (
    GUIDE, Accreditation, Applicant, CertificationKind, Dossier, Evaluation, InvalidDossier, decide
)
from clea_eligibility.rules import Day, Is, NotAfter
from clea_eligibility.evidence import identity_card_valid_until, merge_accreditations, paris_day
from clea_eligibility.dossier.facts import FACTS, fact
from clea_eligibility.whatif._sweeps import are_days_in_a_row
from clea_eligibility.planning import windows
from clea_eligibility.wire import decision_to_json, dossier_from_dict, dossier_from_json, dossier_to_dict

DATE = kept[0]
assert (date is DATE) is (order in ("import", "freeze, import, thaw"))


def refusal(make):
    try:
        make()
    except InvalidDossier as refused:
        return [(problem.path, problem.code, problem.message) for problem in refused.problems]


def is_plain(day, *expected):
    return type(day) is DATE and day == DATE(*expected)


# Models
for day in (date(2026, 3, 2), DATE(2026, 3, 2)):
    dossier = Dossier(filed_on=day)
    assert is_plain(dossier.filed_on, 2026, 3, 2)
    assert repr(dossier) == "Dossier(filed_on=datetime.date(2026, 3, 2))"
    assert dossier == Dossier(filed_on=DATE(2026, 3, 2)) and hash(dossier) == hash(Dossier(filed_on=DATE(2026, 3, 2)))
assert is_plain(Accreditation(valid_until=date(9999, 12, 31)).valid_until, 9999, 12, 31)
without_time = "expected a date without a time, got"
assert refusal(lambda: Dossier(filed_on=datetime(2026, 3, 2))) == [
    ("filed_on", "wrong_type", f"{without_time} a datetime; take its date()")
]
assert refusal(lambda: Dossier(filed_on="2026-03-02")) == [("filed_on", "wrong_type", f"{without_time} '2026-03-02'")]
assert refusal(lambda: Dossier(filing_open=date(2026, 3, 2))) == [
    ("filing_open", "wrong_type", "expected true or false, got a date")
]
assert refusal(lambda: Applicant(department=33))[0][:2] == ("applicant.department", "wrong_type")
assert refusal(lambda: Evaluation(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 2))) == [
    ("evaluation.ends_on", "wrong_order", "2026-03-02 is before evaluation.starts_on, 2026-03-09")
]
assert refusal(lambda: Dossier(filed_on=date(1899, 12, 31))) == [
    ("filed_on", "out_of_range", "1899-12-31 is not between 1900-01-01 and 2199-12-31")
]
dates = [one.path for one in FACTS if one.type == "date"]
assert len(dates) == 7 and all(fact(path).python_type is DATE for path in dates)
assert {one.type for one in FACTS} == {"date", "bool", "enum", "str"}

# JSON
text = '{"filed_on": "2026-03-02", "evaluation": {"starts_on": "2026-03-23"}}'
read = dossier_from_json(text)
assert is_plain(read.filed_on, 2026, 3, 2) and is_plain(read.evaluation.starts_on, 2026, 3, 23)
assert dossier_to_dict(read) == {"filed_on": "2026-03-02", "evaluation": {"starts_on": "2026-03-23"}}
for wrong in ("20260302", "2026-W10-1", "2026-03-02T00:00:00", "2026-02-30"):
    assert refusal(lambda: dossier_from_dict({"filed_on": wrong}))[0][:2] == ("filed_on", "not_a_date")
as_text = "expected a day as text, written YYYY-MM-DD, got"
assert refusal(lambda: dossier_from_dict({"filed_on": date(2026, 3, 2)})) == [
    ("filed_on", "wrong_type", f"{as_text} a date; in JSON a day is text: write its isoformat()")
]

# Evidence
assert is_plain(paris_day(datetime(2026, 2, 9, 23, 30, tzinfo=UTC)), 2026, 2, 10)
assert is_plain(identity_card_valid_until(date(2023, 12, 30), date(2013, 12, 31), True), 2028, 12, 30)
assert is_plain(identity_card_valid_until(date(2023, 12, 30), date(2014, 1, 1), True), 2023, 12, 30)
socle = CertificationKind.SOCLE
periods = [
    Accreditation(certification=socle, valid_from=date(2026, 1, 1), valid_until=date(2028, 12, 31)),
    Accreditation(certification=socle, valid_from=date(2023, 1, 1), valid_until=date(2025, 12, 31)),
]
merged = merge_accreditations(periods, socle, date(2025, 12, 30), date(2026, 1, 5))
assert is_plain(merged.valid_from, 2023, 1, 1) and is_plain(merged.valid_until, 2028, 12, 31)

# Decisions: the last day to file for an evaluation of 23 March is 2 March
late = dossier_from_json(text.replace("2026-03-02", "2026-03-03"))
found = {finding.rule.code: str(finding.status) for finding in decide(read).findings}
assert (found["filed_three_weeks_before"], found["filing_open"]) == ("satisfied", "presumed")
assert [finding.rule.code for finding in decide(late).reasons] == ["filed_three_weeks_before"]
assert '"reasons": ["filed_three_weeks_before"]' in decision_to_json(decide(late))
assert windows(late)["filed_on"].latest == DATE(2026, 3, 2)
assert are_days_in_a_row((date(2026, 3, 2), DATE(2026, 3, 3))) and not are_days_in_a_row((True, False))

# Rule sets with a fixed day of their own
early = NotAfter(Day("filed_on"), Day(date(2026, 3, 1)))
march = GUIDE.evolve(id="before-march", requires={"filed_three_weeks_before": early})
assert [finding.rule.code for finding in decide(late, march).reasons] == ["filed_three_weeks_before"]
assert str(early) == "filed_on <= 2026-03-01"
print("as ever")
"""


@pytest.mark.parametrize("order", ["import", "import, freeze", "freeze, import", "freeze, import, thaw"])
def test_a_frozen_clock_changes_nothing(order: str) -> None:
    command = [sys.executable, "-c", PROGRAM, order]
    result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (result.stderr, result.stdout) == ("", "as ever\n")
