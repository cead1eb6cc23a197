"""The page about performance says what was measured, and nothing else."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def script() -> ModuleType:
    """The script that writes the page; it is no part of any package."""
    spec = importlib.util.spec_from_file_location("performance", ROOT / "scripts" / "performance.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    return script()


def test_the_page_is_what_the_script_writes_of_the_results(writer: ModuleType) -> None:
    assert (ROOT / "docs" / "performance.md").read_text("utf-8") == writer.page(writer.measured())


def test_another_measurement_makes_another_page(writer: ModuleType) -> None:
    results: dict[str, Any] = json.loads(json.dumps(writer.measured()))
    results["calls"]["deciding"][0]["decide"] *= 10
    page = writer.page(results)

    assert page != writer.page(writer.measured())
    assert "missed" in page


def test_tables_of_other_benchmarks_are_shown_where_they_are(writer: ModuleType) -> None:
    frames = {
        "rows": 1000,
        "results": [
            {
                "name": "polars",
                "seconds": 0.25,
                "against": "by hand",
                "ratio": 1.5,
                "elapsed_ratio": 2,
                "peak_mib": 345.6,
            },
            {"name": "duckdb", "rows": 2000, "seconds": 1, "ratio": None, "peak_mib": None},
        ],
    }
    page = writer.page({"calls": writer.measured()["calls"], "frames": frames})

    assert "| polars | 1,000 | 0.25\u00a0s | 1.50\u00a0× by hand | 2.00\u00a0× | 346\u00a0MiB |" in page
    assert "| duckdb | 2,000 | 1.00\u00a0s | – | – | – |" in page


def test_the_results_name_no_machine_and_no_path() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "benchmarks" / "results").glob("*.json"))

    assert "/" not in text.replace("duckdb/", "")
    assert "host" not in text
