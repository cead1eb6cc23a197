"""What an edition decided once, it decides for ever: 500 dossiers with what the plain interpreter made of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from making import codes, paths

from clea_eligibility import decide
from clea_eligibility.editions import EDITIONS
from clea_eligibility.wire import dossier_from_dict

TABLES = sorted((Path(__file__).parent / "data").glob("*.jsonl"))


def test_every_edition_has_its_table() -> None:
    assert [table.stem for table in TABLES] == sorted(EDITIONS)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_an_edition_decides_what_it_decided(table: Path) -> None:
    kept = [json.loads(line) for line in table.read_text("utf-8").splitlines()]

    assert len(kept) == 500
    for row in kept:
        assert {"dossier": row["dossier"], **said(row["dossier"], table.stem)} == row


def said(data: dict[str, Any], edition: str) -> dict[str, Any]:
    decision = decide(dossier_from_dict(data), EDITIONS[edition])
    return {
        "outcome": decision.outcome,
        "amount": decision.amount,
        "possible_amounts": list(decision.possible_amounts),
        "reasons": codes(decision.reasons),
        "presumed": codes(decision.presumed),
        "contested": codes(decision.contested),
        "missing": paths(decision.missing),
    }
