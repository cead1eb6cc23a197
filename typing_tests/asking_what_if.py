"""What a type checker sees of other dossiers, other days and JSON."""

from datetime import date
from typing import Any, assert_type

from clea_eligibility import FACTS, Dossier
from clea_eligibility.dossier.facts import FactPath, fact
from clea_eligibility.planning import Window, repairs, timeline, windows
from clea_eligibility.whatif import Changes, change, compare, sweep
from clea_eligibility.wire import decision_to_dict, dossier_from_dict, dossier_from_json

dossier = Dossier()

assert_type(change(dossier, {"filed_on": date(2026, 3, 9), "evaluation.starts_on": None}), Dossier)
assert_type(change(dossier, {fact.path: fact.of(dossier) for fact in FACTS}), Dossier)
assert_type(windows(dossier)["filed_on"], Window | None)
for repair in repairs(dossier):
    assert_type(change(dossier, repair.nearest), Dossier)
for path, window in windows(dossier).items():
    assert_type(path, FactPath)
    if window is not None:
        change(dossier, {path: window.earliest})
for point in sweep(dossier, {"filed_on": [date(2026, 3, 9), None]}):
    assert_type(point.changes, dict[FactPath, Any])
assert_type(dossier_from_json("{}"), Dossier)
assert_type(dossier_from_dict({"filed_on": "2026-03-09"}), Dossier)

# A path that comes as text is looked up first; a mapping of its own says what it is


def from_a_form(name: str, day: date) -> Dossier:
    timeline(dossier, fact(name).path)
    return change(dossier, {fact(name).path: day})


moved: Changes = {"filed_on": date(2026, 3, 9)}
change(dossier, moved)

# What is wrong is a type error where it is written

change(dossier, {"evaluation.start_on": date(2026, 4, 1)})  # type: ignore[dict-item]
compare(dossier, {"filed": None})  # type: ignore[dict-item]
sweep(dossier, {"quote": [True, False]})  # type: ignore[dict-item]
timeline(dossier, "evaluation.start_on")  # type: ignore[arg-type]
windows(dossier)["evaluation.start_on"]  # type: ignore[index]
change(dossier, {3: True})  # type: ignore[dict-item]
change(dossier, ["filed_on"])  # type: ignore[arg-type]
timeline(dossier, 3)  # type: ignore[arg-type]
windows(dossier, today="2026-03-09")  # type: ignore[arg-type]
dossier_from_json({})  # type: ignore[arg-type]
decision_to_dict(dossier)  # type: ignore[arg-type]
