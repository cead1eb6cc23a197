"""What a type checker sees of other dossiers, other days and JSON."""

from datetime import date
from typing import assert_type

from clea_eligibility import FACTS, Dossier
from clea_eligibility.planning import Window, repairs, timeline, windows
from clea_eligibility.whatif import change
from clea_eligibility.wire import decision_to_dict, dossier_from_dict, dossier_from_json

dossier = Dossier()

assert_type(change(dossier, {"filed_on": date(2026, 3, 9), "evaluation.starts_on": None}), Dossier)
assert_type(change(dossier, {fact.path: fact.of(dossier) for fact in FACTS}), Dossier)
assert_type(windows(dossier)["filed_on"], Window | None)
for repair in repairs(dossier):
    assert_type(change(dossier, repair.nearest), Dossier)
assert_type(dossier_from_json("{}"), Dossier)
assert_type(dossier_from_dict({"filed_on": "2026-03-09"}), Dossier)

change(dossier, {3: True})  # type: ignore[dict-item]
change(dossier, ["filed_on"])  # type: ignore[arg-type]
timeline(dossier, 3)  # type: ignore[arg-type]
windows(dossier, today="2026-03-09")  # type: ignore[arg-type]
dossier_from_json({})  # type: ignore[arg-type]
decision_to_dict(dossier)  # type: ignore[arg-type]
