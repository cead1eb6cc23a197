"""The documentation has every name that the library offers and every module, and its links lead somewhere."""

import importlib
import pkgutil
import re
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType

import matplotlib.pyplot as plt
import pytest
from languages import PARTNERS
from PIL.PngImagePlugin import PngImageFile
from test_public_api import WRITTEN as WRITTEN_DOWN
from test_public_api import documented

import clea_eligibility

ROOT = Path(__file__).parent.parent
PAGES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs" / "api").glob("*.md")))
DOCUMENTED = set(re.findall(r"^\.\. (?:auto|py:)\w+:: (?:\w+\.)*(\w+)$", PAGES, re.MULTILINE))
WRITTEN = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), ROOT / "examples" / "README.md"]
    if "_build" not in path.parts
)
DESIGN = (ROOT / "docs" / "design.md").read_text("utf-8")
PACKAGE = Path(clea_eligibility.__file__).parent
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def offering() -> Iterator[ModuleType]:
    """The package, and its rooms that list what they offer; what a file lists besides is for other files."""
    yield clea_eligibility
    for found in pkgutil.walk_packages(clea_eligibility.__path__, "clea_eligibility."):
        if found.ispkg and "._" not in found.name and hasattr(importlib.import_module(found.name), "__all__"):
            yield importlib.import_module(found.name)


@pytest.mark.parametrize("module", list(offering()), ids=lambda module: module.__name__)
def test_everything_that_is_offered_is_in_the_reference(module: ModuleType) -> None:
    assert set(module.__all__) - DOCUMENTED == set()


def test_the_reference_covers_everything_that_is_promised() -> None:
    """Each name of ``public_api.txt`` that stands in a module, there or where else the same is to be had."""
    modules = {found.name for found in pkgutil.walk_packages(clea_eligibility.__path__, "clea_eligibility.")}
    paths = dict.fromkeys(line.partition("(")[0].rpartition(".") for line in WRITTEN_DOWN)
    promised = [(module, name) for module, _, name in paths if module in {*modules, "clea_eligibility"}]
    described = [resolve_name(":".join(path.rsplit(".", 1))) for path in documented()]
    missing = [path for path in promised if not any(resolve_name(":".join(path)) is one for one in described)]

    assert len(promised) > 100
    assert missing == []


def test_the_extras_are_those_that_can_be_installed() -> None:
    table = (ROOT / "docs" / "install.md").read_text("utf-8").partition("## The extras")[2]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(project["optional-dependencies"])


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs" / "how-to").glob("*.md")))
def test_a_task_is_on_the_list_fits_a_screen_and_is_run(page: str) -> None:
    text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")

    assert len(text.splitlines()) < 50
    assert page == "index.md" or ">>> " in text
    assert page == "index.md" or f"]({page})" in (ROOT / "docs" / "how-to" / "index.md").read_text("utf-8")


def test_every_french_page_has_an_english_page_of_the_same_content() -> None:
    french = {"fr", *(path.stem for path in (ROOT / "docs").glob("fr-*.md"))}

    assert french <= PARTNERS.keys()
    assert [PARTNERS[page] for page in sorted(french) if not (ROOT / "docs" / f"{PARTNERS[page]}.md").exists()] == []


def test_the_readme_is_short_and_names_the_file_to_open() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()

    assert len(lines) < 120
    assert any("`clea.html`" in line for line in lines[:40])


def test_every_room_has_its_row_in_the_design() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", DESIGN, re.MULTILINE))
    rooms = {found.name for found in pkgutil.iter_modules(clea_eligibility.__path__)} - {"__main__", "_protocols"}

    assert rows == rooms


def test_a_dossier_passes_the_functions_that_the_design_names_in_their_order() -> None:
    """Each called for the first time after the one before, by a fresh Python."""
    (walk,) = re.findall(r"^## One dossier.*?(?=^## )", DESIGN, re.MULTILINE | re.DOTALL)
    command = re.findall("`clea-eligibility (.*)`", walk)[0].split()
    names = re.findall(r"`((?:\w+\.)+\w+)`", walk.partition("\n1. ")[2])
    functions = [resolve_name(f"clea_eligibility.{name}") for name in names if not name.endswith(".py")]
    wanted = [f"{function.__module__}.{function.__qualname__}" for function in functions]
    run = subprocess.run(
        [sys.executable, "-c", FOLLOW, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    called = run.stderr.splitlines()

    assert len(wanted) > 10
    assert [name for name in called if name in wanted] == wanted


FOLLOW = """
import sys
called = {}
def note(frame, event, _):
    if event == "call":
        called.setdefault(f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}")
sys.setprofile(note)
from clea_eligibility.cli import main
main(sys.argv[1:])
sys.setprofile(None)
print(*called, sep="\\n", file=sys.stderr)
"""


@pytest.mark.parametrize("page", [*WRITTEN, "noxfile.py", "pyproject.toml", ".ci/run"])
def test_a_file_that_is_named_is_there(page: str) -> None:
    """As seen from the root, or from the package."""
    named = re.findall(
        r"(?<![\w/.*-])((?:\w+/)+\w[\w*]*\.(?:py|md|txt|json|png|mjs))(?![\w*])", (ROOT / page).read_text("utf-8")
    )

    assert [path for path in named if not any(ROOT.glob(path)) and not any(PACKAGE.glob(path))] == []


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
    assert "filing days that meet all date rules: between 20 February 2026 and 6 April 2026 inclusive" in today
    assert f"]({script['PICTURE'].relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text("utf-8")
