"""HTML as notebooks show it, styled for light and dark pages, and as a sheet is printed; every text is escaped."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from clea_eligibility.explain.papers import Entry, Section, Sheet
from clea_eligibility.text import Language


class Html(str):
    """A piece of HTML. Notebooks display it; templates that know ``__html__`` take it as it is.

    >>> element("b", "<1>")
    Html('<b>&lt;1&gt;</b>')
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __html__(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"Html({str(self)!r})"


def element(tag: str, *content: str, **attributes: Any) -> Html:
    """An element. Content that is not HTML yet is escaped, and so is every attribute; ``class_`` is ``class``."""
    named = "".join(f' {name.rstrip("_")}="{_escaped(str(value))}"' for name, value in attributes.items() if value)
    inner = "".join(piece if isinstance(piece, Html) else _escaped(piece) for piece in content)
    return Html(f"<{tag}{named}>{inner}</{tag}>")


def _escaped(text: str) -> str:
    """Also where HTML passes through Markdown, in which a dollar sign begins a formula."""
    return escape(text).replace("$", "&#36;")


def items(tag: str, texts: Iterable[str]) -> Html:
    return element(tag, *(element("li", text) for text in texts))


def lines(texts: Iterable[str]) -> Html:
    """Texts one below the other."""
    return Html("".join(element("div", text) for text in texts))


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "") -> Html:
    """A table, whose rows begin with what they are about; one that is too wide scrolls by itself."""
    head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
    body = (
        element("tr", element("th", first, scope="row"), *(element("td", text) for text in rest))
        for first, *rest in rows
    )
    above = [element("caption", caption)] if caption else []
    return element("div", element("table", *above, head, element("tbody", *body)), class_="clea-scroll")


def page(lang: str, *content: str) -> Html:
    """What one output cell shows, with its style: no script, nothing from elsewhere, no colour of its own for text.

    MathJax, which notebooks run over their cells, finds no formulas in it: its versions 2 and 3 have a class for that.
    """
    no_formulas = element("div", *content, class_="tex2jax_ignore mathjax_ignore")
    return element("div", element("style", _STYLE), no_formulas, class_="clea", lang=lang)


# Text keeps the colour of the page. Tints are mixed with what is behind them, so that they suit light and dark pages.
# Notebooks style whatever stands in their cells, by two classes or by an id. An id that no element has, named twice
# after ":not", outranks them, wherever the cell is shown.
_OURS = ".clea:not(#clea#clea)"
_STYLE = Html(
    """
.clea{line-height:1.45;text-align:left}
.clea p,.clea ul,.clea ol{margin:.35em 0;max-width:62em;white-space:normal;overflow-wrap:break-word}
.clea ul,.clea ol{padding-left:2em}
.clea .clea-verdict{font-size:1.1em;font-weight:600}
.clea .clea-heading{font-weight:600;margin-top:.8em}
.clea .clea-quiet{opacity:.8;font-size:.92em}
.clea .clea-look{display:inline-block;width:max-content;max-width:22em;line-height:1.3;padding:.05em .4em;
border:.12em solid var(--clea-look);border-radius:.3em;background:color-mix(in srgb,var(--clea-look) 18%,transparent)}
.clea .clea-scroll{overflow-x:auto;max-width:100%}
.clea table{border-collapse:collapse;border:0;margin:.5em 0;font-size:.95em;line-height:1.45;color:inherit;
table-layout:auto;width:auto;display:table}
.clea table caption{caption-side:top;text-align:left;padding:.2em 0;color:inherit}
.clea table thead{border:0;vertical-align:top;background:none}
.clea table tr{background:none;line-height:inherit;break-inside:avoid}
.clea table th,.clea table td{text-align:left;vertical-align:top;padding:.3em .6em;white-space:normal;
line-height:inherit;max-width:36em;border:0;
border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)!important}
.clea table thead th{font-weight:600;min-width:5em}
.clea table tbody th{font-weight:normal;min-width:9em}
.clea table caption~thead th:first-child:nth-last-child(2){width:26em}
.clea table td:nth-child(4):last-child{min-width:16em}
.clea table td>div{min-width:14em}
.clea details{margin-top:.6em}
.clea summary{cursor:pointer;display:list-item}
@media (max-width:32em){.clea table th,.clea table td{padding:.3em .35em}.clea .clea-look{max-width:7em}
.clea table tbody th{min-width:5em}.clea table thead th{min-width:0}.clea table td>div{min-width:7em}
.clea table caption{max-width:70vw}.clea table caption~thead th:nth-child(2):last-child{min-width:8em}}
@media print{.clea .clea-scroll{overflow:visible}.clea table{font-size:.8em}.clea .clea-look{width:auto}
.clea table td:nth-child(4):last-child,.clea table td>div{min-width:8em}}
""".replace(".clea ", f"{_OURS} ").replace(".clea{", f"{_OURS}{{")
)


# A sheet of paper as a web page of its own, which prints on one side of A4


def printable(sheet: Sheet, lang: Language = "fr") -> Html:
    """The page: no script, nothing from elsewhere, black on white.

    >>> page = printable(Sheet("A & B", (Section(("Bring:",), (Entry("A quote", ("In your name.",), ticked=False),)),)))
    >>> "<h1>A &amp; B</h1>" in page, "☐" in page
    (True, True)
    """
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", sheet.title),
        element("style", _ON_PAPER),
    )
    sections = (element("section", *_pieces(section)) for section in sheet.sections)
    body = element("body", element("h1", sheet.title), *sections)
    return Html(f"<!DOCTYPE html>\n{element('html', head, body, lang=lang)}")


def _pieces(section: Section) -> Iterator[Html]:
    *lines, last = section.lines
    yield from (element("p", line) for line in lines)
    has_boxes = any(entry.ticked is not None for entry in section.entries)
    yield element("h2" if has_boxes else "p", last)
    if section.entries:
        yield element("ul", *map(_entry, section.entries))


def _entry(entry: Entry) -> Html:
    mark = "–" if entry.ticked is None else "☑" if entry.ticked else "☐"
    title = element("strong", entry.title) if entry.lines else element("span", entry.title)
    return element("li", element("span", mark, class_="mark"), title, *(element("div", line) for line in entry.lines))


_ON_PAPER = Html(
    """
@page{size:A4 portrait;margin:15mm 18mm}
html{background:#fff;color:#000}
body{font:10.5pt/1.35 "DejaVu Sans","Liberation Sans",Arial,sans-serif;max-width:174mm;margin:0 auto}
@media screen{body{padding:6mm}}
h1{font-size:14pt;margin:0 0 4mm}
h2{font-size:11pt;margin:0 0 1.5mm}
p{margin:0 0 1.5mm}
section{margin:0 0 4mm}
ul{list-style:none;margin:0;padding:0}
li{margin:0 0 2mm;padding-left:7mm;position:relative;break-inside:avoid}
.mark{position:absolute;left:0;font-size:12pt;line-height:1.1}
div{font-size:9.5pt}
"""
)
