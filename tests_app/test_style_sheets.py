"""What notebooks show, in Chromium, under the style sheets of the places that show it: alike, readable, not too wide.

JupyterLab keeps its sheet in its scripts; the others are files.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import build_app
import pytest
from playwright.sync_api import Browser, Page
from viewed import VIEWED, late

from clea_eligibility import GUIDE
from clea_eligibility.html import calendar_svg, view
from clea_eligibility.text import LANGUAGES, Language

pytest_plugins = ["browsers"]

DOCS = Path(__file__).parent.parent / "docs"
IN_VSCODE = """
body{font-family:sans-serif;font-size:13px}
table,thead,tr,th,td,tbody{border:none !important;border-color:transparent;border-spacing:0;border-collapse:collapse}
table,th,tr{vertical-align:middle;text-align:right}
thead{font-weight:bold;background-color:rgba(130,130,130,.16)}
th,td{padding:4px 8px}
tr:nth-child(even){background-color:rgba(130,130,130,.08)}
tbody th{font-weight:normal}
"""
"""VS Code comes as no package: what its notebooks make of tables."""
MEASURED = """() => [...document.querySelectorAll(".clea, .clea :not(style, code, wbr)")].map((found) => {
    const style = getComputedStyle(found), size = parseFloat(style.fontSize);
    const box = ["display", "background-color", "table-layout", "border-collapse", "border-top-style",
        "border-bottom-style", "overflow-x", "margin-top", "margin-left", "line-height"];
    const text = ["text-align", "vertical-align", "white-space", "overflow-wrap", "caption-side", "list-style-type",
        "padding-top", "padding-left", "min-width", "max-width"];
    const names = found.matches("table, thead, tbody, tr") ? box : [...box, ...text];
    const inEms = (said) => said.endsWith("px") ? `${(parseFloat(said) / size).toFixed(2)}em` : said;
    const said = names.map((name) => `${name}: ${inEms(style.getPropertyValue(name))}`);
    return `${found.tagName} ${found.className} ${said.join("; ")}`;
})"""
"""How each element of the views is laid out: lengths in ems, for letters are as large as the place has them."""
TOO_WIDE = """() => [...document.querySelectorAll(".shown, .clea p, .clea li, .clea td, .clea th")]
    .filter((found) => found.scrollWidth > found.clientWidth + 1).map((found) => found.outerHTML.slice(0, 80))"""
CUT = """() => [...document.querySelectorAll(".shown")].flatMap((shown, place) =>
    [...shown.querySelectorAll("caption, .clea-scroll")].filter((found) => found.matches("caption")
        ? found.getBoundingClientRect().right > shown.getBoundingClientRect().right + 1
        : found.scrollWidth > found.clientWidth + 1).map((found) => [place, found.tagName]))"""
"""Captions that leave their place, and tables that scroll, with the number of the view."""
ON_A_PHONE = (
    *("eligible", "ineligible", "incomplete", "undetermined", "dossier", "empty dossier", "rule", "finding"),
    *("joint finding", "comparison of nothing", "windows", "sweep"),
)
"""Views that a phone shows whole: their tables have few columns."""
SCROLL = """() => [...document.querySelectorAll(".clea-scroll")]
    .filter((found) => found.scrollWidth > found.clientWidth)
    .map((found) => found.querySelectorAll("thead th").length)"""
"""How many columns the tables have that scroll."""
BURST = """() => [...document.querySelectorAll(".clea-look")]
    .filter((found) => found.scrollWidth > found.clientWidth + 1).map((found) => found.innerText)"""
"""Verdicts of which a word leaves its frame."""
INK = """() => [...document.querySelectorAll(".clea-calendar text")].filter((found) =>
    getComputedStyle(found).fill != getComputedStyle(found.closest(".shown")).color).length"""
FOREIGN = "getComputedStyle(document.querySelector('#foreign th')).textAlign"
LOOKED_AT = """axe.run(".shown", { runOnly: ["color-contrast"] })
    .then(({ violations }) => violations.flatMap(({ nodes }) => nodes.map((node) => node.html.slice(0, 80))))"""


class Place(NamedTuple):
    """Where a view is shown: style sheets, the body's tag, and the classes of what stands around a view."""

    sheets: tuple[str, ...]
    body: str
    around: tuple[str, ...]


PLACES = ("classic", *(f"{name}, {theme}" for name in ("lab", "code", "pages") for theme in ("light", "dark")))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Place]:
    """Every place, in light and dark."""
    files = {}
    for wheel in build_app.pinned_wheels(Path(__file__).with_name("sheets.txt"), tmp_path_factory.mktemp("sheets")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if re.search(r"\.css$|/jlab_core\.\w+\.js$", name):
                    files[re.sub(r"jlab_core\.\w+", "core", name)] = archive.read(name).decode()
    lab = re.findall(r"\.push\(\[\w+\.id,`([^`]*)`", files["jupyterlab/static/core.js"])
    cell = (
        *("jp-Notebook", "jp-Cell jp-CodeCell", "jp-OutputArea jp-Cell-outputArea", "jp-OutputArea-child"),
        "jp-RenderedHTMLCommon jp-RenderedHTML jp-OutputArea-output jp-OutputArea-executeResult",
    )
    docs = [files["furo/theme/furo/static/styles/furo.css"], files["myst_nb/static/mystnb.css"]]
    docs.append((DOCS / "_static" / "clea.css").read_text("utf-8"))
    found = {
        "classic": Place(
            (files["nbclassic/static/style/style.min.css"],),
            "<body class='notebook_app'>",
            ("output_area", "output_subarea output_html rendered_html output_result"),
        ),
    }
    for theme, ground, ink in (("light", "#ffffff", "#3b3b3b"), ("dark", "#1f1f1f", "#cccccc")):
        colours = files[f"jupyterlab/themes/@jupyterlab/theme-{theme}-extension/index.css"]
        body = f"<body class='jp-ThemedContainer' data-jp-theme-light='{str(theme == 'light').lower()}'>"
        found[f"lab, {theme}"] = Place((colours, *lab, "body{background:var(--jp-layout-color0)}"), body, cell)
        found[f"code, {theme}"] = Place((IN_VSCODE, f"body{{background:{ground};color:{ink}}}"), "<body>", ("output",))
        article = ("content", "cell docutils container", "cell_output docutils container", "output text_html")
        found[f"pages, {theme}"] = Place(tuple(docs), f"<body data-theme='{theme}'>", article)
    return found


def shown(place: Place, views: list[str]) -> str:
    """A page with views in one place."""
    before = "".join(f"<div class='{name}'>" for name in place.around)
    cells = "".join(f"{before}<div class='shown'>{one}</div>{'</div>' * len(place.around)}" for one in views)
    styles = "".join(f"<style>{sheet}</style>" for sheet in place.sheets)
    return f"<!DOCTYPE html><html lang='fr'>{styles}{place.body}{cells}</body></html>"


@pytest.fixture(scope="module")
def views() -> list[str]:
    """One of every object, unfolded, and calendars for a desk and for a phone; and a table of somebody else's."""
    made = [view(make(GUIDE)).replace("<details>", "<details open>") for make in VIEWED.values()]
    foreign = "<table id='foreign' class='docutils'><tr><th>1</table>"
    return [*made, calendar_svg(late()), calendar_svg(late(), width=340), foreign]


@pytest.fixture(scope="module")
def plain(browser: Browser, views: list[str]) -> list[str]:
    """How the views are laid out where nothing else styles them."""
    with browser.new_page() as page:
        page.set_content(shown(Place((), "<body>", ()), views))
        return list(page.evaluate(MEASURED))


@pytest.fixture(scope="module", params=PLACES)
def page(
    browser: Browser, places: dict[str, Place], views: list[str], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The views in one place."""
    with browser.new_page() as page:
        page.set_content(shown(places[request.param], views))
        yield page


def test_the_sheets_are_in_force(page: Page) -> None:
    assert page.evaluate(FOREIGN) != "center"  # as the head of a table is where no sheet says otherwise


def test_views_are_laid_out_as_where_nothing_else_styles_them(page: Page, plain: list[str]) -> None:
    found = page.evaluate(MEASURED)

    assert len(found) == len(plain) > 1000
    assert [(one, other) for one, other in zip(found, plain, strict=True) if one != other][:3] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_view_is_wider_than_its_place(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    assert page.evaluate(TOO_WIDE) == []


def test_a_phone_shows_captions_and_tables_of_few_columns_whole(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    names = list(VIEWED)
    cut = page.evaluate(CUT)

    assert [name for place, tag in cut if (name := names[place]) in ON_A_PHONE or tag == "CAPTION"] == []
    assert "timeline" in {names[place] for place, _ in cut}  # which has four columns: it scrolls


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_tables_of_four_columns_scroll_on_a_phone(browser: Browser, lang: Language) -> None:
    views = [view(make(GUIDE), lang).replace("<details>", "<details open>") for make in VIEWED.values()]
    with browser.new_page(viewport={"width": 390, "height": 900}) as page:
        page.set_content(shown(Place((), "<body style='font-family: sans-serif'>", ()), views))

        assert set(page.evaluate(SCROLL)) == {4}
        assert page.evaluate(BURST) == []


def test_everything_can_be_read_in_light_and_dark(page: Page, axe: str) -> None:
    page.evaluate(axe)

    assert page.evaluate(INK) == 0
    assert page.evaluate(LOOKED_AT) == []
