"""The calendar as SVG: sound, in words too, of one layout with the picture of matplotlib."""

from datetime import date
from typing import Any, Final
from xml.etree import ElementTree

import attrs
import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from making import ELIGIBLE, Facts, dossier_of

from clea_eligibility import GUIDE, CleaError, Dossier
from clea_eligibility.html import calendar_svg
from clea_eligibility.planning import timeline, windows
from clea_eligibility.plots import plot_timeline
from clea_eligibility.text import LANGUAGES, Language

LATE: Final[Facts] = {**ELIGIBLE, "filed_on": date(2026, 3, 12)}  # the evaluation starts on 1 April: a day late
TODAY = date(2026, 3, 20)
SVG = "{http://www.w3.org/2000/svg}"
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def drawn(*args: Any, **kwargs: Any) -> ElementTree.Element:
    return ElementTree.fromstring(calendar_svg(*args, **kwargs))  # noqa: S314  # our own


def texts(svg: ElementTree.Element) -> list[str]:
    return [found.text or "" for found in svg.iter(f"{SVG}text")]


@each_language
def test_it_stands_alone_and_says_what_it_is(lang: Language) -> None:
    svg = drawn(dossier_of(LATE), lang=lang)
    title, description = (svg.findtext(f"{SVG}{tag}") or "" for tag in ("title", "desc"))

    assert (svg.tag, svg.get("role"), svg.get("lang")) == (f"{SVG}svg", "img", lang)
    assert texts(svg)[0] == title
    assert {"fr": "Évaluation", "en": "Evaluation"}[lang] in description
    assert {found.tag.removeprefix(SVG) for found in svg.iter()} == {
        *("svg", "title", "desc", "rect", "line", "circle", "polygon", "text")
    }


def test_the_description_has_every_row_and_its_days() -> None:
    description = drawn(dossier_of(LATE), today=TODAY, lang="en").findtext(f"{SVG}desc") or ""

    assert description.replace("\u00a0", " ").startswith(
        "filing 12 Mar 2026. today 20 Mar 2026. with these dates, no filing day"
    )
    assert (
        "three weeks before the evaluation starts ✗ not met; days that the rule admits: on 11 March 2026 at the latest"
        in description
    )


@pytest.mark.parametrize("width", [300, 390, 720])
@each_language
def test_what_stands_in_a_narrow_picture_stands_in_a_wide_one(width: int, lang: Language) -> None:
    svg = drawn(dossier_of(LATE), lang=lang, width=width)
    _, _, wide, high = map(float, (svg.get("viewBox") or "").split())

    assert wide == width
    for found in svg.iter():
        for name, most in (("x", wide), ("y", high), ("cx", wide), ("cy", high), ("x2", wide), ("y2", high)):
            assert 0 <= float(found.get(name, 0)) <= most
    assert min(float(found.get("font-size", 0)) for found in svg.iter(f"{SVG}text")) > 12


@pytest.mark.parametrize("width", [300, 360, 720])
def test_the_lines_that_run_down_begin_right_below_their_names(width: int) -> None:
    svg = drawn(dossier_of(LATE), today=TODAY, width=width)
    kinds = ("clea-filing", "clea-today")
    tops = [min(float(at.get("y1", 0)) for at in svg.iter(f"{SVG}line") if at.get("class") == kind) for kind in kinds]
    names = {str(at.get("class")): float(at.get("y", 0)) for at in svg.iter(f"{SVG}text")}
    lowest = max(names[f"{kind} name"] for kind in kinds)

    assert all(lowest < top < lowest + 13 for top in tops)  # the height of a letter


def test_a_narrow_picture_without_such_lines_has_the_band_in_its_rows_alone() -> None:
    svg = drawn(dossier_of({**LATE, "filed_on": None}), width=360)
    bands = [at for at in svg.iter(f"{SVG}rect") if at.get("class") == "clea-band"]

    assert len(bands) == len([at for at in svg.iter(f"{SVG}line") if at.get("class") == "clea-rule"]) > 3


@pytest.mark.parametrize("width", [300, 320, 358, 390])
def test_the_last_day_of_a_bar_does_not_stand_over_the_mark_of_another_day(width: int) -> None:
    late: Facts = {**LATE, "filed_on": date(2026, 3, 4), "evaluation.starts_on": date(2026, 3, 24)}
    svg = drawn(dossier_of(late), today=date(2026, 3, 2), lang="en", width=width)
    corners = next(found.get("points", "") for found in svg.iter(f"{SVG}polygon") if found.get("class") == "clea-other")
    mark = float(corners.split(",")[0])
    said = [found for found in svg.iter(f"{SVG}text") if found.text == "3\u00a0Mar\u00a02026"]

    assert [found.get("text-anchor") for found in said] == ["end"]
    assert float(said[0].get("x", 0)) < mark


@each_language
def test_both_painters_have_the_same_words_and_days(lang: Language) -> None:
    mpl.use("Agg")
    ax = plot_timeline(dossier_of(LATE), today=date(2026, 3, 2), lang=lang)
    plt.close("all")
    svg = drawn(dossier_of(LATE), today=date(2026, 3, 2), lang=lang)
    painted_words = [text.get_text() for text in ax.texts if text.get_gid() == "legend"]
    words = [found.text or "" for found in svg.iter(f"{SVG}text") if found.get("class") == "clea-legend"]

    assert " ".join(words).split() == " ".join(painted_words).split()
    for kind, tag in (("bar", "rect"), ("band", "rect"), ("filing", "line"), ("today", "line")):
        painted = [found for found in (*ax.patches, *ax.lines) if str(found.get_gid()).split()[0] == kind]
        shown = [found for found in svg.iter(f"{SVG}{tag}") if found.get("class") == f"clea-{kind}"]
        assert len(shown) == len(painted) > 0


def test_without_a_date_it_says_so() -> None:
    svg = drawn(Dossier(), lang="en")

    assert texts(svg)[-1] == "no date is known"
    assert not list(svg.iter(f"{SVG}rect"))
    assert "filing days" not in (svg.findtext(f"{SVG}desc") or "")


def test_that_no_day_will_do_has_no_place_for_a_colour() -> None:
    svg = drawn(dossier_of(LATE), today=date(2026, 3, 12), lang="en")
    legend = [found for found in svg.iter(f"{SVG}text") if found.get("class") == "clea-legend"]
    title = next(found for found in svg.iter(f"{SVG}text") if found.get("class") == "clea-title")

    assert legend[0].text == "with these dates, no filing day is left"
    assert legend[0].get("x") == title.get("x") != legend[1].get("x")


def test_a_timeline_and_windows_bring_their_rules() -> None:
    dossier = dossier_of(LATE)

    assert calendar_svg(windows(dossier, today=TODAY)) == calendar_svg(dossier, today=TODAY)
    said = [text.replace("\u00a0", " ") for text in texts(drawn(timeline(dossier, "filed_on"), lang="en"))]
    assert "✓ €450" in said
    assert "Filing of the dossier" in " ".join(said)


def test_a_text_takes_the_colour_around_it() -> None:
    svg = drawn(dossier_of(LATE))

    assert svg.get("fill") == "currentColor"
    assert not [found for found in svg.iter(f"{SVG}text") if found.get("fill")]


def test_a_label_is_no_markup() -> None:
    evil = "</text><script>alert('&')</script>"
    rules = tuple(attrs.evolve(rule, label_fr=evil, label_en=evil) for rule in GUIDE.rules)
    svg = drawn(dossier_of(LATE), GUIDE.evolve(id=evil, rules=rules))

    assert not list(svg.iter("script"))
    assert evil in "".join(texts(svg))


@pytest.mark.parametrize("width", [279, 0, -1])
def test_too_narrow_a_picture_is_refused(width: int) -> None:
    with pytest.raises(CleaError, match=f"width: expected 280 pixels or more, got {width}"):
        calendar_svg(Dossier(), width=width)


def test_what_is_expected_is_said() -> None:
    with pytest.raises(TypeError, match="width: expected a whole number of pixels, got"):
        calendar_svg(Dossier(), width="wide")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected a Dossier, a Timeline or Windows, got the number 3"):
        calendar_svg(3)  # type: ignore[arg-type]
    with pytest.raises(CleaError, match=r"rules: a timeline and windows bring theirs \(guide-2026\); leave these out"):
        calendar_svg(windows(Dossier()), GUIDE)
    with pytest.raises(CleaError, match="expected 'fr' or 'en', got 'de'"):
        calendar_svg(Dossier(), lang="de")  # type: ignore[arg-type]
