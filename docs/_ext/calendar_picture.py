"""Pictures of dossiers on a calendar, drawn as the page is built, in the colours of the page."""

import re
from html import escape
from io import StringIO
from pathlib import Path
from typing import ClassVar

import matplotlib as mpl
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from clea_eligibility.plots import plot_timeline
from clea_eligibility.text import Language
from clea_eligibility.wire import dossier_from_json

_ID = re.compile(r'\bid="([^"]+)"')
_USED = re.compile(r"#([\w.-]+)")


class Calendar(SphinxDirective):
    """The date rules of a dossier: ``{calendar} examples/late_by_one_day.json``, with its words in ``:alt:``."""

    required_arguments = 1
    option_spec: ClassVar = {"lang": directives.unchanged, "alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in place of the directive."""
        file = Path(self.arguments[0])
        drawn = drawing(file, self.options.get("lang", "en"))
        alt = escape(self.options["alt"])
        html = f'<figure class="picture"><div role="img" aria-label="{alt}">{drawn}</div></figure>'
        return [nodes.raw("", html, format="html")]


def drawing(file: Path, lang: Language) -> str:
    """The picture as SVG. What is black takes the colour of the text, what is white that of the page."""
    written = StringIO()
    with mpl.rc_context({"svg.hashsalt": f"{file.stem}-{lang}", "savefig.facecolor": "none"}):
        mpl.use("agg")
        figure = plot_timeline(dossier_from_json(file.read_bytes()), lang=lang).figure
        figure.savefig(written, format="svg", metadata={"Date": None})
        mpl.pyplot.close(figure)
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("#000000", "currentColor").replace("#ffffff", "var(--color-background-primary)")
    used = set(_USED.findall(svg))
    mine = f"{file.stem}-{lang}-"
    svg = _ID.sub(lambda found: f'id="{mine}{found[1]}"' if found[1] in used else "", svg)
    svg = re.sub(r'(xlink:href="#|url\(#)', rf"\g<1>{mine}", svg)
    return re.sub(r"\n\s*\n", "\n", svg)  # an empty line would end the block of HTML
