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


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "") -> Html:
    """A table, whose rows begin with what they are about."""
    head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
    body = (
        element("tr", element("th", first, scope="row"), *(element("td", text) for text in rest))
        for first, *rest in rows
    )
    above = [element("caption", caption)] if caption else []
    return element("table", *above, head, element("tbody", *body))


def page(lang: str, *content: str) -> Html:
    """What one output cell shows, with its style: no script, nothing from elsewhere, no colour of its own for text.

    MathJax, which notebooks run over their cells, finds no formulas in it: its versions 2 and 3 have a class for that.
    """
    no_formulas = element("div", *content, class_="tex2jax_ignore mathjax_ignore")
    return element("div", element("style", _STYLE), no_formulas, class_="clea", lang=lang)


# Text keeps the colour of the page. Tints are mixed with what is behind them, so that they suit light and dark pages.
_STYLE = Html(
    """
.clea{max-width:62em;line-height:1.45;overflow-x:auto}
.clea p,.clea ul,.clea ol{margin:.35em 0}
.clea .clea-verdict{font-size:1.1em;font-weight:600}
.clea .clea-heading{font-weight:600;margin-top:.8em}
.clea .clea-quiet{opacity:.8;font-size:.92em}
.clea .clea-look{display:inline-block;line-height:1.3;border:.12em solid var(--clea-look);border-radius:.3em;
padding:.05em .4em;background:color-mix(in srgb,var(--clea-look) 18%,transparent)}
.clea table{border-collapse:collapse;margin:.5em 0;font-size:.95em}
.clea table caption{caption-side:top;text-align:left;padding:.2em 0;color:inherit}
.clea table th,.clea table td{text-align:left;vertical-align:top;padding:.3em .6em;white-space:normal;
border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}
.clea table tbody th{font-weight:normal;min-width:9em}
.clea td:nth-child(4):last-child{min-width:11em}
.clea details{margin-top:.6em}
.clea summary{cursor:pointer}
"""
)
