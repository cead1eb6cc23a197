"""The measures of the house, on small houses whose measures are known."""

import ast
import runpy
from pathlib import Path
from typing import Any

import pytest

HOUSE: dict[str, Any] = runpy.run_path(str(Path(__file__).parent.parent / "scripts" / "house.py"))


def test_statements_are_counted_without_docstrings() -> None:
    tree = ast.parse('"""A file."""\nimport os\nSIZE = 1\n"""A size."""\ndef size():\n    """It."""\n    return SIZE\n')

    assert HOUSE["statements"](tree) == 4


def test_imports_count_wherever_they_stand() -> None:
    sources = {
        "clea_eligibility": "",
        "clea_eligibility.a": "import os\nfrom clea_eligibility.b import name, other",
        "clea_eligibility.b": "def later():\n    from clea_eligibility import c",
        "clea_eligibility.c": "if TYPE_CHECKING:\n    from a import x\n    import clea_eligibility.b",
    }
    found = HOUSE["imports"]({name: ast.parse(source) for name, source in sources.items()})

    assert found == {
        "clea_eligibility": set(),
        "clea_eligibility.a": {"clea_eligibility.b"},
        "clea_eligibility.b": {"clea_eligibility.c"},
        "clea_eligibility.c": {"clea_eligibility.b"},
    }


@pytest.mark.parametrize(
    ("house", "circles"),
    [
        ({"a": "", "b": "a", "c": "ab"}, []),
        ({"a": "b", "b": "c", "c": "b", "d": "a"}, ["bc"]),
        ({"a": "b", "b": "a", "c": "de", "d": "ec", "e": "c"}, ["cde", "ab"]),
    ],
)
def test_circles_are_found(house: dict[str, str], circles: list[str]) -> None:
    assert HOUSE["circles"](house) == [{*circle} for circle in circles]


def test_floors_stand_on_each_other() -> None:
    assert HOUSE["floors"]({"a": "", "b": "", "c": "a", "d": "ab", "e": "dc"}) == [["a", "b"], ["c", "d"], ["e"]]


def test_the_picture_leaves_out_arrows_that_others_imply() -> None:
    prefix = "clea_eligibility."
    rooms = {"errors": "", "text": "errors", "rules": "errors text", "_protocols": "rules"}
    graph = {prefix + room: frozenset(prefix + other for other in others.split()) for room, others in rooms.items()}

    assert HOUSE["picture"](graph).splitlines()[2:-1] == [
        "    rules --> text",
        "    text --> errors",
        "    errors",
    ]
