"""What every page of this documentation has: its language, the line on top, words for narrow screens, summaries."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from pkgutil import resolve_name
from types import MappingProxyType
from typing import Any

from docutils import nodes
from languages import PARTNERS, language_of
from sphinx import addnodes
from sphinx.application import Sphinx

from clea_eligibility.text import Language, Text, typeset

_IN_FRENCH = {english: french for french, english in PARTNERS.items()}
_ALWAYS_AT_HAND = (
    (Text("Accueil", "Home"), Text("fr", "index")),
    (Text("Règles", "Rules"), Text("fr-regles", "rules")),
    (Text("Faits", "Facts"), Text("fr-faits", "facts")),
    (Text("Questions", "Questions"), Text("fr-questions", "questions")),
)
_MARKS = Text("Repères", "Always at hand")
_SWITCH = Text("In English", "En français")
_ALONE = Text("page en français seulement", "this page is in English only")
_INDEXED = ("changelog", "fr", "index", "rules", "questions", "fr-questions")
_MANY = 6
_ON_THIS_PAGE = Text("Sur cette page :", "On this page:")
_WIDTH = 88
_FRENCH_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "Back to top": "Haut de la page",
        "Home": "Accueil",
        "Made with": "Fait avec ",
        "Next": "Suivant",
        "On this page": "Sur cette page",
        "Previous": "Précédent",
        "Search": "Rechercher",
        "Skip to content": "Aller au contenu",
    }
)
"""What the theme writes around a page."""
_CAPTION = '<p class="caption"'
_FRENCH_CAPTION = ">En français<"


def surround(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Say which language a page is in, put the line on top, and let the theme speak French around French.

    Beside a French page the French ones come first in the table of contents.
    """
    lang = language_of(page)
    context["language"] = lang
    if lang == "fr":
        context["_"] = context["gettext"] = lambda words: _FRENCH_WORDS.get(words.strip("\n "), words)
        before, *parts = context["furo_navigation_tree"].split(_CAPTION)
        french = [part for part in parts if _FRENCH_CAPTION in part]
        english = [f' lang="en"{part}' for part in parts if part not in french]
        context["furo_navigation_tree"] = _CAPTION.join((before, *french, *english))
    if "body" in context and doctree is not None:
        context["body"] = _line_on_top(app, page, lang) + context["body"]


def _line_on_top(app: Sphinx, page: str, lang: Language) -> str:
    def to(target: str, words: str, more: str = "") -> str:
        if target == page:
            return f'<span aria-current="page">{words}</span>'
        return f'<a href="{app.builder.get_relative_uri(page, target)}"{more}>{words}</a>'

    other: Language = "en" if lang == "fr" else "fr"
    partner = PARTNERS.get(page) or _IN_FRENCH.get(page)
    there = partner if partner in app.env.found_docs else None
    switch = to(there or ("index" if lang == "fr" else "fr"), _SWITCH.say(lang), f' lang="{other}" hreflang="{other}"')
    if there is None:
        switch = f"<small>{_ALONE.say(lang)}</small> · {switch}"
    places = " · ".join(to(place.say(lang), typeset(words.say(lang), lang)) for words, place in _ALWAYS_AT_HAND)
    return f'<nav class="above" aria-label="{_MARKS.say(lang)}"><span>{places}</span> <span>{switch}</span></nav>\n'


# Long pages: what is on them, where no table or list of their own says it


def index_long_page(app: Sphinx, document: nodes.document) -> None:
    """Put a line with a link to each section under the first paragraph of a page that has many."""
    page = app.env.docname
    sections = [node for node in document.findall(nodes.section) if isinstance(node.parent.parent, nodes.document)]
    if page in _INDEXED or page.startswith("api/") or len(sections) < _MANY:
        return
    lang = language_of(page)
    line = nodes.paragraph("", typeset(_ON_THIS_PAGE.say(lang), lang), classes=["on-this-page"])
    for place, section in enumerate(sections):
        name = section[0].astext()
        line += nodes.Text(" · " if place else " ")
        line += nodes.reference("", name, refid=section["ids"][0])
    first: Any = sections[0].parent
    first.insert(
        next(at for at, node in enumerate(first) if isinstance(node, nodes.paragraph | nodes.section)) + 1, line
    )


# Tables on a phone: each cell says which column it belongs to


def name_the_columns(app: Sphinx, document: nodes.document) -> None:
    """Write into each cell but the first of a row what stands over it."""
    for table in document.findall(nodes.table):
        heads = [entry.astext() for entry in next(table.findall(nodes.thead), nodes.thead()).findall(nodes.entry)]
        for row in next(table.findall(nodes.tbody), nodes.tbody()).findall(nodes.row):
            for head, entry in zip(heads[1:], list(row)[1:], strict=False):
                entry["data-label"] = head


def visit_entry(translator: Any, node: nodes.entry) -> None:
    """Write a cell with its label."""
    type(translator).visit_entry(translator, node)
    label = node.get("data-label")
    if label:
        translator.body[-1] = translator.body[-1].replace("<td", f'<td data-label="{translator.attval(label)}"', 1)


def depart_entry(translator: Any, node: nodes.entry) -> None:
    """End it."""
    type(translator).depart_entry(translator, node)


def let_codes_break(app: Sphinx, document: nodes.document) -> None:
    """Let a long code in a table break after an underscore, so that the columns of words have room."""
    for body in document.findall(nodes.tbody):
        for code in body.findall(nodes.literal):
            words = code.astext().split("_")
            places = [(nodes.Text(f"{word}_"), nodes.raw("", "<wbr>", format="html")) for word in words[:-1]]
            code[:] = [*(node for place in places for node in place), nodes.Text(words[-1])]


# The reference: what a page describes, and from where it is imported


def summarise(app: Sphinx, document: nodes.document) -> None:
    """Put a table of what is described on top of a page of the reference, and imports on top of its sections."""
    if not app.env.docname.startswith("api/"):
        return
    rows = []
    for section in document.findall(nodes.section):
        described = [node for node in section.children if isinstance(node, addnodes.desc)]
        if described:
            section.insert(section.children.index(described[0]), _imports([node[0] for node in described]))
        rows += [_row(node) for node in described]
    first: Any = document.next_node(nodes.section)
    first.insert(next((at for at, node in enumerate(first) if not _introduces(node)), len(first)), _table(rows))


def _introduces(node: Any) -> bool:
    """Whether a node on top of a page says what it is about, be it by an example."""
    text = (nodes.title, nodes.paragraph, nodes.comment, nodes.target, addnodes.index, nodes.doctest_block)
    return isinstance(node, text) or (isinstance(node, nodes.literal_block) and "imports" not in node["classes"])


def _imports(signatures: Iterable[Any]) -> nodes.literal_block:
    """The lines that import what a section describes."""
    names = sorted({_place(one) for one in signatures})
    lines = []
    for module, found in groupby(names, key=itemgetter(0)):
        imported = [name for _, name in found]
        line = f"from {module} import {', '.join(imported)}"
        if len(line) > _WIDTH:
            line = "\n".join([f"from {module} import (", *(f"    {name}," for name in imported), ")"])
        lines.append(line)
    text = "\n".join(lines)
    return nodes.literal_block(text, text, language="python", classes=["imports"])


def _place(signature: Any) -> tuple[str, str]:
    """The module from which a name is imported, and the name; an error if it cannot be."""
    written = signature["fullname"]
    path = written if written.startswith("clea_eligibility.") else f"{signature['module']}.{written}"
    module, _, name = path.rpartition(".")
    resolve_name(f"{module}:{name}")
    return module, name


def _row(described: Any) -> tuple[nodes.Node, nodes.Node]:
    """A name with its link, and the first sentence about it."""
    signature = described[0]
    _, name = _place(signature)
    content = next(described.findall(addnodes.desc_content))
    said = next((node.astext() for node in content.children if isinstance(node, nodes.paragraph)), "")
    sentence = re.split(r"\.(?:\s|$)|:$", said.replace("\n", " "))[0]
    return nodes.reference("", "", nodes.literal(name, name), refid=signature["ids"][0]), nodes.Text(sentence)


def _table(rows: Iterable[tuple[nodes.Node, nodes.Node]]) -> nodes.table:
    head, body = nodes.thead(), nodes.tbody()
    head += _cells((nodes.Text("name"), nodes.Text("what it is")))
    body += [_cells(row) for row in rows]
    group = nodes.tgroup("", nodes.colspec(colwidth=1), nodes.colspec(colwidth=2), head, body, cols=2)
    return nodes.table("", group, classes=["summary"])


def _cells(row: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in row))


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_node(nodes.entry, override=True, html=(visit_entry, depart_entry))
    app.connect("doctree-read", index_long_page)
    app.connect("doctree-read", name_the_columns)
    app.connect("doctree-read", let_codes_break)
    app.connect("doctree-read", summarise, priority=600)
    app.connect("html-page-context", surround, priority=900)  # when the theme has its table of contents
    return {"parallel_read_safe": True, "parallel_write_safe": True}
