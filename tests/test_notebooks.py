"""The notebooks as they are downloaded: they run where nothing else of the repository is, on what is promised."""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from downloads import notebook
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
each_notebook = pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "notebooks").glob("*.md")), ids=lambda path: path.stem
)


def code_of(file: Any) -> str:
    """The Python in a notebook, without what only IPython understands."""
    return "\n".join(
        re.sub(r"^%.*", "", cell.source, flags=re.MULTILINE) for cell in file.cells if cell.cell_type == "code"
    )


@each_notebook
def test_a_download_runs_in_an_empty_folder_and_each_view_and_picture_appears(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MPLBACKEND")  # pictures appear in the notebook
    ran = NotebookClient(notebook(path), timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = {
        kind: [cell.source for cell in ran.cells for made in cell.get("outputs", ()) if kind in made.get("data", ())]
        for kind in ("text/html", "image/svg+xml")
    }
    cells = [cell.source for cell in ran.cells if cell.cell_type == "code"]

    nbformat.validate(ran)
    assert [*tmp_path.iterdir()] == []
    assert shown["image/svg+xml"] == [cell for cell in cells if re.search(r"^plot_|subplots", cell, re.MULTILINE)]
    assert {cell for cell in cells if cell.rpartition("\n")[2].startswith("view(")} <= {*shown["text/html"]}


@each_notebook
def test_a_download_has_neither_links_into_pages_nor_our_checks(path: Path) -> None:
    file = notebook(path)
    prose = "\n".join(cell.source for cell in file.cells if cell.cell_type == "markdown")

    assert prose.startswith("# ")
    assert not re.search(r"\]\((?!https?:)|^:::|\{[\w-]+\}`", prose, re.MULTILINE)
    assert "assert " not in code_of(file)
    assert notebook(path) == file


@each_notebook
def test_a_download_takes_only_what_is_promised(path: Path) -> None:
    code = code_of(notebook(path))
    offered = (ROOT / "tests" / "public_api.txt").read_text("utf-8")
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom | ast.Import)]
    modules = {node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports}
    taken = {
        f"{node.module}.{name.name}"
        for node in imports
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("clea_eligibility")
        for name in node.names
        if name.name != "*"
    }

    assert {module.split(".")[0] for module in modules} <= {
        *("clea_eligibility", "datetime", "matplotlib", "numpy", "polars")
    }
    assert taken
    assert {name for name in taken if not re.search(rf"^{re.escape(name)}\b", offered, re.MULTILINE)} == set()
    assert not re.search(r"\b(?:open|Path|read_\w+|scan_\w+|chdir)\(", code)  # no file of this repository
