"""Mermaid flowcharts, drawn as the pages are built, without a script in the browser: names on floors, and arrows."""

import re
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from html import escape

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

_HEAD = "flowchart TB"
_LINE = re.compile(r"(\w+)(?: --> (\w+))?")
_WIDE, _HIGH = 96, 30
"""The size of a box."""
_ACROSS, _DOWN = 24, 34
"""Room between boxes."""
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z"/></marker></defs>'
)


class Flowchart(SphinxDirective):
    """The small part of Mermaid that these pages use: ``flowchart TB``, and lines ``one --> other`` or ``one``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The picture; its words for those who cannot see it are the lines themselves."""
        head, *lines = self.content
        if head != _HEAD:
            raise self.error(f"expected {_HEAD!r}, got {head!r}")
        return [nodes.raw("", drawn(_arrows(lines)), format="html")]


def _arrows(lines: Iterable[str]) -> Mapping[str, list[str]]:
    """For each name those that it points at."""
    arrows: dict[str, list[str]] = {}
    for line in lines:
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise ValueError(f"a flowchart here has lines 'one --> other', got {line!r}")
        one, other = found.groups()
        arrows.setdefault(one, []).extend([other] if other else [])
        arrows.setdefault(other or one, [])
    return arrows


def drawn(arrows: Mapping[str, list[str]]) -> str:
    """The picture as SVG: each name a box, above all those that it points at."""
    floor: dict[str, int] = {}
    for name in TopologicalSorter(arrows).static_order():
        floor[name] = 1 + max((floor[other] for other in arrows[name]), default=-1)
    floors = [[name for name in arrows if floor[name] == height] for height in range(1 + max(floor.values()))]
    width = max(map(len, floors)) * (_WIDE + _ACROSS)
    height = len(floors) * (_HIGH + _DOWN)
    middle: dict[str, tuple[float, float]] = {}
    for level, names in enumerate(floors):
        # Above what they stand on, as far as that goes: fewer arrows cross.
        names.sort(key=lambda name: sum(middle[other][0] for other in arrows[name]) / (len(arrows[name]) or 1))
        for place, name in enumerate(names):
            across = (width - len(names) * (_WIDE + _ACROSS)) / 2 + (place + 0.5) * (_WIDE + _ACROSS)
            middle[name] = across, height - (level + 0.5) * (_HIGH + _DOWN)
    words = escape("; ".join(f"{one} imports {', '.join(others)}" for one, others in arrows.items() if others))
    return "\n".join(
        [
            f'<svg class="flowchart" role="img" aria-label="{words}" viewBox="0 0 {width} {height}" width="{width}">',
            _TIP,
            *(_arrow(middle[one], middle[other]) for one, others in arrows.items() for other in others),
            *(_box(name, *place) for name, place in middle.items()),
            "</svg>",
        ]
    )


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (from_x, from_y), (to_x, to_y) = start, end
    return (
        f'<line x1="{from_x:g}" y1="{from_y + _HIGH / 2:g}" x2="{to_x:g}" y2="{to_y - _HIGH / 2:g}" '
        'marker-end="url(#tip)"/>'
    )


def _box(name: str, across: float, down: float) -> str:
    return (
        f'<rect x="{across - _WIDE / 2:g}" y="{down - _HIGH / 2:g}" width="{_WIDE}" height="{_HIGH}" rx="4"/>'
        f'<text x="{across:g}" y="{down + 5:g}">{escape(name)}</text>'
    )
