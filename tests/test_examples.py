"""The shipped examples: what is decided is what was written beside each by hand, from the page."""

import json
from pathlib import Path
from typing import Any

import pytest

from clea_eligibility import decide
from clea_eligibility.wire import decision_to_dict, dossier_from_json

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = sorted(path.name.removesuffix(".decision.json") for path in EXAMPLES.glob("*.decision.json"))
EXPECTED_KEYS = {
    "outcome", "amount", "possible_amounts", "payee", "reasons", "documents_only", "presumed", "contested", "missing",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_decided_as_written_beside_it(name: str) -> None:
    expected = json.loads((EXAMPLES / f"{name}.decision.json").read_text("utf-8"))
    decided = decision_to_dict(decide(dossier_from_json((EXAMPLES / f"{name}.json").read_bytes())))
    assert set(expected) == EXPECTED_KEYS
    assert _as_far_as(expected, decided) == expected


def test_every_dossier_has_its_decision_and_its_line_in_the_table() -> None:
    dossiers = {path.stem for path in EXAMPLES.glob("*.json") if not path.stem.endswith(".decision")}
    lines = (EXAMPLES / "README.md").read_text("utf-8").splitlines()
    assert dossiers == set(NAMES)
    assert dossiers == {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert len(dossiers) == 16


def _as_far_as(expected: Any, decided: Any) -> Any:
    """What was decided, without what was not written down: lists are compared whole, objects by the keys expected."""
    if isinstance(expected, dict):
        return {key: _as_far_as(value, decided[key]) for key, value in expected.items()}
    if isinstance(expected, list) and len(expected) == len(decided):
        return [_as_far_as(one, other) for one, other in zip(expected, decided, strict=True)]
    return decided
