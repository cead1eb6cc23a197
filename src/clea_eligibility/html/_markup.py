"""HTML as notebooks show it: built so that every text is escaped, and styled for light and dark pages alike."""

from collections.abc import Iterable
from html import escape
from typing import Any


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
    """A list, ``ul`` or ``ol``."""
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
.clea table tr{background:none;line-height:inherit}
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
@media (max-width:32em){.clea table th,.clea table td{padding:.3em .35em}
.clea table tbody th{min-width:6.5em}.clea table thead th{min-width:0}}
@media print{.clea .clea-scroll{overflow:visible}.clea table{font-size:.8em}.clea .clea-look{width:auto}
.clea table td:nth-child(4):last-child,.clea table td>div{min-width:8em}}
""".replace(".clea ", f"{_OURS} ").replace(".clea{", f"{_OURS}{{")
)
