"""Each notebook is to be had as a file: ``.ipynb`` beside its page, made of the page's source."""

import re
from pathlib import Path
from typing import Any

import jupytext

_LINK_INTO_PAGES = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)")


def notebook(page: Path) -> Any:
    """The notebook for somebody who has no other page: of links into them the words, and no cell that is not shown."""
    made: Any = jupytext.read(page)
    made.metadata = {"kernelspec": made.metadata.kernelspec}
    made.cells = [cell for cell in made.cells if "remove-cell" not in cell.metadata.get("tags", [])]
    for place, cell in enumerate(made.cells):
        cell.id, cell.metadata = f"cell-{place}", {}
        if cell.cell_type == "markdown":
            cell.source = _LINK_INTO_PAGES.sub(r"\1", cell.source)
    return made


def offer(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Write the file of a notebook, and link to it below the title."""
    if page.startswith("notebooks/"):
        file = Path(app.outdir) / f"{page}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        jupytext.write(notebook(Path(app.env.doc2path(page))), file)
        link = f'<p><a href="{file.name}" download>Download this notebook</a> (<code>.ipynb</code>)</p>'
        context["body"] = context["body"].replace("</h1>", f"</h1>\n{link}", 1)


def setup(app: Any) -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("html-page-context", offer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
