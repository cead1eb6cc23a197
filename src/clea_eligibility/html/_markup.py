"""HTML as notebooks show it, styled for light and dark pages and as a sheet is printed, and a calendar painted as SVG.

Every text is escaped.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any, assert_never

from clea_eligibility.errors import CleaError, shown
from clea_eligibility.explain._calendar import Drawn, calendar
from clea_eligibility.explain._layout import INK, Box, Line, Mark, Shape, Words, lay_out
from clea_eligibility.explain.papers import Entry, Section, Sheet
from clea_eligibility.rules._ruleset import RuleSet
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


# A calendar of the date rules

#: Pixels: the size of letters, and the narrowest picture.
_SIZE, _NARROWEST = 13.0, 280
#: What letters are as wide as, of their height: no common font has wider ones.
_WIDTHS = MappingProxyType(
    {
        **dict.fromkeys("ijlI.,:;'|!’ \u00a0\u202f", 0.37),
        **dict.fromkeys('frt()[]/-–°"', 0.5),
        **dict.fromkeys("mwMW@%—", 1.05),
        **dict.fromkeys("→←✓✗◐≈∅…", 1.05),
    }
)
#: The corners of marks, in halves of their width.
_CORNERS = MappingProxyType(
    {
        "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
        "cross": (
            *((-1, -0.5), (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0)),
            *((1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0)),
        ),
    }
)
_LETTER, _CAPITAL, _BOLD = 0.645, 0.8, 1.12


def calendar_svg(
    dossier: Drawn,
    rules: RuleSet | None = None,
    *,
    today: date | None = None,
    lang: Language = "fr",
    width: int = 720,
) -> Html:
    """The date rules of a dossier on a calendar, as SVG: :func:`clea_eligibility.plots.plot_timeline` has the words.

    The picture stands alone, loads nothing, and takes the colour of the text around it. It scales; for a phone ask for
    a narrow one, whose letters are then as large as in a wide one.

    >>> from clea_eligibility import Dossier, Evaluation
    >>> late = Dossier(filed_on=date(2026, 4, 10), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> svg = calendar_svg(late, lang="en", width=360)
    >>> svg[:43], "<title>✗ published criteria not met</title>" in svg
    ('<svg class="clea-calendar" viewBox="0 0 360', True)

    Args:
        dossier: A dossier, or a timeline or windows, which bring their rules.
        rules: They decide; those of ``guide-2026`` where nothing else is said.
        today: The band begins on this day at the earliest.
        width: In pixels, 280 or more. Letters are 13 pixels high: give the width at which it is shown.

    Raises:
        CleaError: Rules are given to what brings its own; the picture is to be too narrow; or the language is neither
            French (``fr``) nor English (``en``).
        TypeError: An argument is none of these.
    """
    if type(width) is not int:
        raise TypeError(f"width: expected a whole number of pixels, got {shown(width)}")
    if width < _NARROWEST:
        raise CleaError(f"width: expected {_NARROWEST} pixels or more, got {width}")
    found = calendar(dossier, rules, today, lang)
    picture = lay_out(found, width, _SIZE, _estimated)
    return element(
        "svg",
        element("title", found.title),
        element("desc", ". ".join(said.rstrip(".") for said in found.described()) + "."),
        *map(_painted, picture.shapes),
        class_="clea-calendar",
        viewBox=f"0 0 {width} {_rounded(picture.height)}",
        width=width,
        xmlns="http://www.w3.org/2000/svg",
        lang=lang,
        role="img",
        style="max-width:100%;height:auto;font-family:system-ui,sans-serif",
        fill="currentColor",
    )


def _estimated(text: str, size: float, bold: bool) -> float:
    """How wide a text is at most, in a font that nobody knows yet."""
    letters = (_WIDTHS.get(letter, _CAPITAL if letter.isupper() else _LETTER) for letter in text)
    return sum(letters) * size * (_BOLD if bold else 1)


def _painted(shape: Shape) -> Html:
    match shape:
        case Box():
            place = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
            edge = {"stroke": _colour(shape.edge), "stroke-width": "1"} if shape.edge else {}
            return _element("rect", shape.kind, place, fill=shape.fill, **{"fill-opacity": shape.opacity}, **edge)
        case Line():
            place = {"x1": shape.x, "y1": shape.y, "x2": shape.to_x, "y2": shape.to_y, "stroke-width": shape.width}
            dashes = " ".join(map(_rounded, shape.dashes))
            return _element("line", shape.kind, place, stroke=_colour(shape.colour), **{"stroke-dasharray": dashes})
        case Mark():
            look = {"fill": shape.fill or "none", "stroke": "currentColor"}
            if shape.shape == "circle":
                place = {"cx": shape.x, "cy": shape.y, "r": shape.radius}
                return _element("circle", shape.kind, place, **look)
            corners = (
                f"{_rounded(shape.x + x * shape.radius)},{_rounded(shape.y + y * shape.radius)}"
                for x, y in _CORNERS[shape.shape]
            )
            return _element("polygon", shape.kind, {}, points=" ".join(corners), **look)
        case Words():
            place = {"x": shape.x, "y": shape.y, "font-size": shape.size}
            look = {"text-anchor": "" if shape.anchor == "start" else shape.anchor, "font-weight": "bold" * shape.bold}
            return _element("text", shape.kind, place, shape.text, **look)
        case _:
            assert_never(shape)


def _element(tag: str, kind: str, numbers: dict[str, float], *content: str, **attributes: Any) -> Html:
    """Its class begins with ours: notebooks style classes with plain names."""
    rounded = {name: _rounded(at) for name, at in numbers.items()}
    return element(tag, *content, class_=f"clea-{kind}", **rounded, **attributes)


def _colour(colour: str) -> str:
    return "currentColor" if colour == INK else colour


def _rounded(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
