"""A calendar of the date rules, painted as SVG."""

from datetime import date
from types import MappingProxyType
from typing import Any, assert_never

from clea_eligibility.errors import CleaError, shown
from clea_eligibility.explain._calendar import Drawn, calendar
from clea_eligibility.explain._layout import INK, Box, Line, Mark, Shape, Words, lay_out
from clea_eligibility.html._markup import Html, element
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language

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
