"""A sheet of paper as a web page of its own, which prints on one side of A4."""

from collections.abc import Iterator

from clea_eligibility.explain.papers import Entry, Section, Sheet
from clea_eligibility.html._markup import Html, element
from clea_eligibility.text import Language


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
        element("style", _STYLE),
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


_STYLE = Html(
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
