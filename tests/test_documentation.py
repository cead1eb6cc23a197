"""The documentation has every name that the library offers and every module, and its links lead somewhere."""

import importlib
import pkgutil
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt
import pytest
from PIL.PngImagePlugin import PngImageFile

import clea_eligibility

ROOT = Path(__file__).parent.parent
PAGES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs" / "api").glob("*.md")))
DOCUMENTED = set(re.findall(r"^\.\. (?:auto|py:)\w+:: (?:\w+\.)*(\w+)$", PAGES, re.MULTILINE))
WHOLE = set(re.findall(r"^\.\. automodule:: (\S+)\n   :members:$", PAGES, re.MULTILINE))
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def offering() -> Iterator[ModuleType]:
    """The package, and its modules that list what they offer."""
    yield clea_eligibility
    for found in pkgutil.iter_modules(clea_eligibility.__path__, "clea_eligibility."):
        if found.name != "clea_eligibility.__main__":
            module = importlib.import_module(found.name)
            if hasattr(module, "__all__"):
                yield module


@pytest.mark.parametrize("module", list(offering()), ids=lambda module: module.__name__)
def test_everything_that_is_offered_is_in_the_reference(module: ModuleType) -> None:
    assert module.__name__ in WHOLE or not set(module.__all__) - DOCUMENTED


def test_every_module_has_its_row_in_the_design() -> None:
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "docs" / "design.md").read_text("utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall("`([^`]+)`", row)}
    modules = {found.name for found in pkgutil.iter_modules(clea_eligibility.__path__)} - {"__main__"}

    assert {"texts…" if name.startswith("texts") else name for name in modules} - named == set()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"])
def test_a_page_that_is_read_in_the_repository_links_to_files_that_exist(page: str) -> None:
    file = ROOT / page
    links = LINK.findall(file.read_text("utf-8"))

    assert [link for link in links if not (file.parent / link).exists()] == []


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    (command,) = re.findall(r"^.*\bpytest\b.*$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)

    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_picture_in_the_readme_says_what_is_drawn_today(tmp_path: Path) -> None:
    """Its words, that is: letters look otherwise with another matplotlib."""
    script = runpy.run_path(str(ROOT / "scripts" / "picture.py"))
    script["make"](tmp_path / "today.png")
    plt.close("all")

    kept, today = (
        PngImageFile(file).text[script["DESCRIPTION"]].splitlines()
        for file in (script["PICTURE"], tmp_path / "today.png")
    )
    assert kept == today
    assert "filing days that all date rules allow: between 20 February 2026 and 6 April 2026 inclusive" in today
    assert f"]({script['PICTURE'].relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text("utf-8")
