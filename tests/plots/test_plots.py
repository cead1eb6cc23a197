"""What pictures show, read off what was drawn: rows, bars, marks and labels, never pixels."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Final

import attrs
import matplotlib as mpl
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pytest
from making import ELIGIBLE, Facts, dossier_of
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle

from clea_eligibility import GUIDE, CertificationKind, CleaError, Dossier, EvaluationStage
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.plots import plot_sweep, plot_timeline
from clea_eligibility.plots._sweeps import _outline
from clea_eligibility.rules import AllOf, Day, NotAfter
from clea_eligibility.text import LANGUAGES, Language
from clea_eligibility.whatif import days, sweep

FILED: Final = "filed_on"
STARTS: Final = "evaluation.starts_on"
ENDS: Final = "evaluation.ends_on"
VALID_UNTIL: Final = "evaluator.accreditation.valid_until"
IDENTITY_UNTIL: Final = "applicant.identity_document.valid_until"
NO_END = date(9999, 12, 31)
LATE: Facts = {**ELIGIBLE, FILED: date(2026, 3, 12)}  # the evaluation starts on 1 April: a day late
ALLOWED_FILINGS = "filing days that meet all date rules: between 15 January 2026 and 11 March 2026 inclusive"
NOTHING: Facts = dict.fromkeys(ELIGIBLE)
each_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(autouse=True)
def _figures_are_closed() -> Iterator[None]:
    mpl.use("Agg")
    yield
    plt.close("all")


def test_a_label_with_dollar_signs_is_no_formula() -> None:
    label = r"De 5 $\frac$ à 10"  # matplotlib refuses to draw this formula
    codes = ("filed_three_weeks_before", "identity_document_valid")
    rules = tuple(
        attrs.evolve(rule, label_fr=label, label_en=label) if rule.code in codes else rule for rule in GUIDE.rules
    )
    ax = plot_timeline(dossier_of(LATE), GUIDE.evolve(id="dollars", rules=rules), lang="en")
    ax.figure.canvas.draw()
    assert sum(name.startswith(label) for name in names(ax)) == 2


def said(ax: Axes, *kinds: str) -> dict[str, str]:
    """The texts of some kinds, by kind and row; the lines of one text are joined."""
    found: dict[str, str] = {}
    for text in ax.texts:
        kind = str(text.get_gid())
        if kind.split(maxsplit=1)[0] in kinds:
            found[kind] = f"{found.get(kind, '')} {text.get_text()}".strip().replace("\u00a0", " ")
    return found


def names(ax: Axes) -> list[str]:
    """What the rows are called, and how they stand; what the lines of a grid are called."""
    statuses = said(ax, "status")
    rows = [f"{name} {statuses.get(f'status {row}', '')}".strip() for row, name in enumerate(said(ax, "name").values())]
    return rows if not ax.axison else [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def texts(ax: Axes) -> set[str]:
    """What stands beside bars and marks, and above lines, line by line; in a strip or a grid, what stands in it."""
    kinds = {"label", "brief", "filing", "today"}
    found = [text for text in ax.texts if ax.axison or str(text.get_gid()).split()[0] in kinds]
    return {text.get_text().replace("\u00a0", " ") for text in found}


def legend(ax: Axes) -> list[str]:
    found = ax.get_legend()
    if found is None:
        return [text.get_text().replace("\u00a0", " ") for text in ax.texts if text.get_gid() == "legend"]
    return [" ".join(text.get_text().split()) for text in found.get_texts()]


def day_of(x: float) -> date:
    day: date = mdates.num2date(x).date()  # type: ignore[no-untyped-call]
    return day


def extent(patch: Patch) -> tuple[date, date]:
    """The first and the last day that a bar covers."""
    box = patch.get_path().transformed(patch.get_patch_transform()).get_extents()
    return day_of(box.x0 + 0.5), day_of(box.x1 - 0.5)


def bars(ax: Axes, kind: str) -> dict[int, tuple[date, date]]:
    """The days of the bars of one kind, by row."""
    return {row: extent(patch) for row, patch in boxes(ax, kind).items()}


def boxes(ax: Axes, kind: str) -> dict[int, Rectangle]:
    found = ((str(patch.get_gid()).split(), patch) for patch in ax.patches if isinstance(patch, Rectangle))
    return {int(row): patch for (of, *rows), patch in found if of == kind for row in rows}


def marks(ax: Axes) -> dict[int, list[tuple[float, Any, str]]]:
    """Where a row has marks, of which shape, and filled how."""
    found: dict[int, list[tuple[float, Any, str]]] = {}
    for line in ax.lines:
        kind, _, row = str(line.get_gid()).partition(" ")
        if kind in ("judged", "other"):
            x, filling = float(line.get_xdata()[0]), str(line.get_markerfacecolor())  # type: ignore[index, arg-type]
            found.setdefault(int(row), []).append((x, line.get_marker(), filling.lower()))
    return found


def lines_at(ax: Axes) -> set[date]:
    """The days that run down the whole picture."""
    return {day_of(float(line.get_xdata()[0])) for line in ax.lines if line.get_gid() in ("filing", "today")}  # type: ignore[index, arg-type]


# A timeline


def test_there_is_a_row_for_each_date_rule_and_one_for_the_evaluation() -> None:
    assert names(plot_timeline(dossier_of(LATE), lang="en")) == [
        "Dossier filed complete at least three weeks before the evaluation starts ✗ not met",
        "Accreditation covering the whole evaluation ✓ met",
        "Identity document in force ✓ met",
        "Proof of residence less than three months old ✓ met",
        "Evaluation",
    ]


def test_the_rows_speak_french() -> None:
    found = names(plot_timeline(dossier_of(LATE)))

    assert found[0] == "Dossier déposé complet au moins trois semaines avant le début de l’évaluation ✗ non respectée"
    assert found[-1] == "Évaluation"


def test_bars_cover_the_days_that_each_rule_admits_both_ends_in() -> None:
    found = bars(plot_timeline(dossier_of(LATE)), "bar")

    assert found[0][1] == date(2026, 3, 11)
    assert found[3] == (date(2026, 1, 15), date(2026, 4, 14))
    assert set(found) == {0, 1, 2, 3}


def test_ends_that_are_far_away_are_cut_and_named() -> None:
    ax = plot_timeline(dossier_of(LATE), lang="en")

    assert day_of(ax.get_xlim()[1]) < date(2026, 6, 1)
    assert {"← 1 Jan 2025", "31 Dec 2027 →", "30 Jun 2030 →", "15 Jan 2026", "14 Apr 2026", "11 Mar 2026"} <= texts(ax)


def test_a_document_that_ran_out_long_ago_is_named_at_the_edge() -> None:
    ax = plot_timeline(dossier_of({**LATE, IDENTITY_UNTIL: date(2024, 5, 31)}), lang="en")
    drawn, cut = boxes(ax, "bar")[2], boxes(ax, "bar")[1]
    left = drawn.get_x()

    assert (left, drawn.get_width()) == (cut.get_x(), 0)
    assert "← 31 May 2024" in texts(ax)
    assert day_of(left) > date(2024, 5, 31)
    assert legend(ax)[0] == "with these dates, no filing day will do"


def test_an_accreditation_that_begins_long_after_is_named_at_the_edge() -> None:
    facts = {"evaluator.accreditation.valid_from": date(2027, 6, 1), VALID_UNTIL: date(2027, 12, 31)}
    ax = plot_timeline(dossier_of({**LATE, **facts}), lang="en")

    assert "1 Jun 2027 →" in texts(ax)
    assert "31 Dec 2027 →" not in texts(ax)


def test_the_filing_day_is_marked_by_how_each_rule_stands() -> None:
    found = marks(plot_timeline(dossier_of(LATE)))
    filed, starts = mdates.date2num(date(2026, 3, 12)), mdates.date2num(date(2026, 4, 1))  # type: ignore[no-untyped-call]

    assert found[0] == [(filed, "X", "#d55e00"), (starts, "D", "none")]
    assert found[2] == found[3] == [(filed, "o", "#009e73")]


def test_another_date_of_a_rule_is_named() -> None:
    english, french = plot_timeline(dossier_of(LATE), lang="en"), plot_timeline(dossier_of(LATE))

    assert said(english, "label")["label 0"].endswith("Start of the evaluation: 1 Apr 2026")
    assert said(french, "label")["label 0"].endswith("Début de l’évaluation : 1er avr. 2026")


def test_the_evaluation_is_drawn_from_its_start_to_its_end() -> None:
    ax = plot_timeline(dossier_of(LATE), lang="en")

    assert bars(ax, "judged") == dict.fromkeys([1, 4], (date(2026, 4, 1), date(2026, 4, 2)))
    assert "1 Apr 2026 – 2 Apr 2026" in texts(ax)


def test_an_evaluation_of_which_only_the_start_is_known_is_a_mark() -> None:
    ax = plot_timeline(dossier_of({**LATE, ENDS: None}), lang="en")

    assert 4 not in bars(ax, "judged")
    assert [shape for _, shape, _ in marks(ax)[4]] == ["D"]
    assert "1 Apr 2026" in texts(ax)


def test_an_evaluation_without_dates_has_no_row() -> None:
    assert len(names(plot_timeline(dossier_of({**LATE, STARTS: None, ENDS: None})))) == 4


def test_the_filing_day_and_today_run_down_the_picture() -> None:
    ax = plot_timeline(dossier_of(LATE), today=date(2026, 3, 20), lang="en")

    assert lines_at(ax) == {date(2026, 3, 12), date(2026, 3, 20)}
    assert {"filing 12 Mar 2026", "today 20 Mar 2026"} <= texts(ax)


def test_today_is_drawn_only_if_it_is_given() -> None:
    assert lines_at(plot_timeline(dossier_of(LATE))) == {date(2026, 3, 12)}


def test_the_names_of_two_days_stand_above_each_other() -> None:
    ax = plot_timeline(dossier_of(LATE), today=date(2026, 3, 12), lang="en")
    above = {str(text.get_gid()): text.get_position()[1] for text in ax.texts}

    assert above["filing name"] - above["today name"] >= 10  # points, downwards


def test_a_band_shows_the_filing_days_on_which_all_date_rules_can_be_met() -> None:
    ax = plot_timeline(dossier_of(LATE), lang="en")
    (band,) = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_gid() == "band"]

    assert extent(band) == (date(2026, 1, 15), date(2026, 3, 11))
    assert legend(ax)[0] == ALLOWED_FILINGS


def test_the_legend_explains_every_bar_and_mark() -> None:
    assert legend(plot_timeline(dossier_of(LATE), lang="en")) == [
        ALLOWED_FILINGS,
        "days that the rule admits",
        "date that does not meet the rule",
        "another date that the rule depends on",
        "date that meets the rule",
        "known dates of the evaluation",
    ]


def test_that_no_filing_day_will_do_is_said() -> None:
    ax = plot_timeline(dossier_of(LATE), today=date(2026, 3, 12), lang="en")

    assert legend(ax)[0] == "with these dates, no filing day is left"


def test_an_unknown_filing_day_leaves_the_window() -> None:
    ax = plot_timeline(dossier_of({**ELIGIBLE, FILED: None}), lang="en")

    assert names(ax)[0].endswith("? to be established")
    assert 0 not in {row for row, found in marks(ax).items() if found[0][1] != "D"}
    assert bars(ax, "bar")[0][1] == date(2026, 3, 11)
    assert not lines_at(ax)


def test_a_rule_that_does_not_apply_has_a_row_without_days() -> None:
    facts = {path: value for path, value in ELIGIBLE.items() if "identity_document" not in path}
    ax = plot_timeline(dossier_of({**facts, "applicant.identity_document.provided": False}), lang="en")

    assert names(ax)[2] == "Identity document in force – not applicable"
    assert 2 not in bars(ax, "bar")
    assert 2 not in marks(ax)


def test_what_never_ends_runs_out_of_the_picture_without_a_date() -> None:
    ax = plot_timeline(dossier_of({**ELIGIBLE, VALID_UNTIL: NO_END}), lang="en")

    assert not [text for text in texts(ax) if "9999" in text]
    assert bars(ax, "bar")[1][1] == bars(ax, "bar")[2][1]  # which leaves the picture in 2030


def test_a_document_that_never_ends_admits_every_day_of_the_picture() -> None:
    ax = plot_timeline(dossier_of({**ELIGIBLE, IDENTITY_UNTIL: NO_END}), lang="en")
    bar, cut = boxes(ax, "bar")[2], boxes(ax, "bar")[1]  # the accreditation is valid from 2025 to 2027

    assert (bar.get_x(), bar.get_width()) == (cut.get_x(), cut.get_width())
    assert marks(ax)[2] == [(mdates.date2num(ELIGIBLE[FILED]), "o", "#009e73")]  # type: ignore[no-untyped-call]


def test_dates_that_cannot_meet_have_a_row_that_says_so() -> None:
    facts = {**NOTHING, FILED: date(2026, 6, 1), VALID_UNTIL: date(2026, 6, 10)}

    assert names(plot_timeline(dossier_of(facts), lang="en"))[-1] == "Dates that can be met together ✗ not met"


def test_one_day_that_is_admitted_is_named_once() -> None:
    thirty_days = AllOf((NotAfter(Day(FILED, days=30), Day(STARTS)), NotAfter(Day(STARTS, days=-30), Day(FILED))))
    rules = GUIDE.evolve(id="thirty days", requires={"job_seeker": thirty_days})
    ax = plot_timeline(dossier_of({**NOTHING, FILED: date(2026, 3, 2), STARTS: date(2026, 4, 2)}), rules, lang="en")

    assert names(ax)[0] == "job_seeker ✗ not met"  # it no longer asks whether a job is sought
    assert bars(ax, "bar")[0] == (date(2026, 3, 3), date(2026, 3, 3))
    assert said(ax, "label")["label 0"].count("3 Mar 2026") == 1


def test_a_rule_that_is_added_has_its_row() -> None:
    added = attrs.evolve(
        GUIDE.rule("filed_three_weeks_before"),
        code="added",
        label_en="Filed a month after the accreditation",
        requires=NotAfter(Day("evaluator.accreditation.valid_from", months=1), Day(FILED)),
        reading=None,
    )
    ax = plot_timeline(dossier_of(ELIGIBLE), GUIDE.evolve(id="more", rules=(*GUIDE.rules, added)), lang="en")

    assert names(ax)[4] == "Filed a month after the accreditation ✓ met"
    assert "← 1 Feb 2025" in texts(ax)


def test_a_dossier_without_dates_says_so() -> None:
    ax = plot_timeline(Dossier(), lang="en")

    assert texts(ax) == {"no date is known"}
    assert len(names(ax)) == 4
    assert ax.get_legend() is None


def test_rules_that_compare_no_dates_leave_the_evaluation() -> None:
    dateless = GUIDE.evolve(id="dateless", rules=GUIDE.rules[:5])
    ax = plot_timeline(dossier_of(ELIGIBLE), dateless, lang="en")

    assert names(ax) == ["Evaluation"]
    assert ax.get_legend() is None
    assert names(plot_timeline(Dossier(filed_on=date(2026, 3, 2)), dateless)) == []


def test_documents_alone_are_drawn_too() -> None:
    ax = plot_timeline(dossier_of({**NOTHING, IDENTITY_UNTIL: date(2026, 3, 31)}), lang="en")

    assert day_of(ax.get_xlim()[0]) < date(2026, 3, 31) < day_of(ax.get_xlim()[1])
    assert "31 Mar 2026" in texts(ax)


def test_the_title_is_the_verdict() -> None:
    assert said(plot_timeline(dossier_of(LATE), lang="en"), "title") == {"title": "✗ published criteria not met"}


def test_days_on_the_axis_are_written_in_the_language() -> None:
    french, english = plot_timeline(dossier_of(LATE)), plot_timeline(dossier_of(LATE), lang="en")

    assert said(french, "tick")["tick"].startswith("12 janv. 2026 26 janv. 9 févr.")
    assert said(english, "tick")["tick"].startswith("12 Jan 2026 26 Jan 9 Feb")


def test_axes_of_ones_own_are_drawn_on() -> None:
    _, (left, right) = plt.subplots(1, 2)

    assert plot_timeline(dossier_of(LATE), ax=left) is left
    assert plot_sweep(sweep(dossier_of(LATE), {FILED: [None]}), ax=right) is right
    assert len(plt.get_fignums()) == 1


def test_only_a_dossier_has_a_timeline() -> None:
    with pytest.raises(TypeError, match="Dossier"):
        plot_timeline(3)  # type: ignore[arg-type]


# A sweep


def regions(ax: Axes) -> dict[str, list[PathPatch]]:
    """What was drawn of each verdict and amount."""
    found: dict[str, list[PathPatch]] = {}
    for patch in ax.patches:
        assert isinstance(patch, PathPatch)
        if patch.get_gid() != "outline":
            found.setdefault(str(patch.get_label()).replace("\u00a0", " "), []).append(patch)
    return found


def test_a_sweep_over_days_is_a_strip_to_scale() -> None:
    found = regions(plot_sweep(sweep(dossier_of(LATE), {FILED: days(date(2026, 3, 2), date(2026, 3, 20))}), lang="en"))

    assert {said: [extent(patch) for patch in patches] for said, patches in found.items()} == {
        "published criteria met, €450": [(date(2026, 3, 2), date(2026, 3, 11))],
        "published criteria not met": [(date(2026, 3, 12), date(2026, 3, 20))],
    }


@each_language
def test_the_legend_has_the_words(lang: Language) -> None:
    ax = plot_sweep(sweep(dossier_of(LATE), {FILED: days(date(2026, 3, 2), date(2026, 3, 20))}), lang=lang)

    assert (
        legend(ax)
        == {
            "en": ["✓ published criteria met, €450", "✗ published criteria not met"],
            "fr": ["✓ critères publiés remplis, 450 €", "✗ critères publiés non remplis"],
        }[lang]
    )
    assert ax.get_xlabel() == {"en": "Filing of the dossier", "fr": "Dépôt du dossier"}[lang]


def test_marks_and_amounts_stand_where_there_is_room() -> None:
    ax = plot_sweep(sweep(dossier_of(LATE), {FILED: days(date(2026, 3, 11), date(2026, 6, 20))}), lang="en")

    assert texts(ax) == {"✗"}  # 11 March, in time, is too narrow for a text


def test_verdicts_differ_without_colour() -> None:
    over: dict[FactPath, Any] = {"quote.provided": [True, False], "evaluator.department": ["33", "49", None]}
    ax = plot_sweep(sweep(dossier_of(ELIGIBLE), over), lang="en")
    hatches = {said: {patch.get_hatch() or "" for patch in patches} for said, patches in regions(ax).items()}

    assert len(hatches) == 4
    assert len(set.union(*hatches.values())) == 4


def test_amounts_with_one_verdict_differ_in_their_hatch() -> None:
    over: dict[FactPath, Any] = {"evaluation.stage": list(EvaluationStage)}
    found = regions(plot_sweep(sweep(dossier_of(ELIGIBLE), over), lang="en"))

    assert {said: patches[0].get_hatch() or "" for said, patches in found.items()} == {
        "published criteria met, €450": "",
        "published criteria met, €250": "--",
    }


def test_a_sweep_over_two_facts_is_a_grid_from_top_to_bottom() -> None:
    kinds = [CertificationKind.MANAGEMENT, CertificationKind.SOCLE]
    filings = days(date(2026, 3, 9), date(2026, 3, 14))
    ax = plot_sweep(sweep(dossier_of(LATE), {"certification.kind": kinds, FILED: filings}), lang="en")

    assert names(ax) == ["CléA Management", "CléA Socle"]
    assert ax.yaxis_inverted()
    assert ax.get_title(loc="left").startswith("↓ Which CléA certification")
    (met,) = regions(ax)["published criteria met, €450"]
    box = met.get_path().get_extents()
    assert (box.y0, box.y1, extent(met)) == (1, 2, (date(2026, 3, 9), date(2026, 3, 11)))


def test_neighbours_that_come_out_alike_are_one_region_with_one_outline_and_one_label() -> None:
    over: dict[FactPath, Any] = {
        FILED: days(date(2026, 3, 9), date(2026, 3, 14)),
        STARTS: days(date(2026, 3, 30), date(2026, 4, 2)),
    }
    ax = plot_sweep(sweep(dossier_of(LATE), over), lang="en")
    found = regions(ax)

    # 30 March is 21 days after 9 March: the steps between in time and late go once through the grid.
    assert {said: len(patches) for said, patches in found.items()} == {
        "published criteria met, €450": 1,
        "published criteria not met": 1,
    }
    assert len([patch for patch in ax.patches if patch.get_gid() == "outline"]) == 2
    assert sorted(text.get_text() for text in ax.texts) == ["✓\u00a0€450", "✗"]


def test_a_label_stands_in_the_largest_rectangle_of_its_region() -> None:
    over: dict[FactPath, Any] = {
        FILED: [date(2026, 3, 2), date(2026, 3, 12), None],
        "quote.provided": [True, False],
    }
    ax = plot_sweep(sweep(dossier_of(LATE), over), lang="en")
    (late,) = [text for text in ax.texts if text.get_text() == "✗"]

    assert late.get_position() == (1, 1.5)  # the second row, both columns


def _codes(patch: PathPatch) -> list[int]:
    """How the pen goes; 1 lifts it."""
    codes: Any = patch.get_path().codes
    return [int(code) for code in codes]


def test_a_region_with_a_hole_has_two_borders() -> None:
    departments = ["75", "33", "59"]
    over: dict[FactPath, Any] = {"evaluator.department": departments, "applicant.department": departments}
    found = regions(plot_sweep(sweep(dossier_of(ELIGIBLE), over), lang="en"))
    borders = {said: _codes(patch).count(1) for said, (patch,) in found.items()}

    assert borders == {"published criteria not met": 2, "published criteria met, €450": 1}


def test_a_grid_of_days_has_days_on_both_sides() -> None:
    over: dict[FactPath, Any] = {
        FILED: days(date(2026, 3, 9), date(2026, 3, 14)),
        STARTS: days(date(2026, 3, 30), date(2026, 4, 2)),
    }
    ax = plot_sweep(sweep(dossier_of(LATE), over), lang="en")

    assert "11 Mar 2026" in names(ax)
    assert [day_of(y) for y in ax.get_ylim()] == [date(2026, 3, 14), date(2026, 3, 8)]  # half a day before and after


def test_days_with_gaps_stand_side_by_side_and_are_named() -> None:
    over: dict[FactPath, Any] = {FILED: [date(2026, 3, 9), date(2026, 3, 16), None, NO_END.replace(year=2199)]}
    ax = plot_sweep(sweep(dossier_of(LATE), over), lang="en")

    assert [label.get_text() for label in ax.get_xticklabels()] == [
        "9 Mar 2026",
        "16 Mar 2026",
        "unknown",
        "31 Dec 2199",
    ]


def test_no_end_is_a_value_too() -> None:
    ax = plot_sweep(sweep(dossier_of(ELIGIBLE), {VALID_UNTIL: [NO_END, date(2026, 4, 1)]}), lang="en")

    assert [label.get_text() for label in ax.get_xticklabels()] == ["no end date", "1 Apr 2026"]


def test_what_could_not_be_a_dossier_is_drawn_as_impossible() -> None:
    found = regions(plot_sweep(sweep(dossier_of(LATE), {ENDS: days(date(2026, 3, 30), date(2026, 4, 2))}), lang="en"))

    assert extent(found["impossible dossier"][0]) == (date(2026, 3, 30), date(2026, 3, 31))


@pytest.mark.parametrize("over", [{}, {FILED: [None], STARTS: [None], "quote.provided": [True]}])
def test_a_picture_has_room_for_one_fact_or_two(over: dict[FactPath, list[Any]]) -> None:
    with pytest.raises(CleaError, match=f"a sweep over one fact or two, not over {len(over)}"):
        plot_sweep(sweep(dossier_of(LATE), over))


def test_an_empty_sweep_cannot_be_drawn() -> None:
    with pytest.raises(CleaError, match="the sweep has no points"):
        plot_sweep(sweep(dossier_of(LATE), {FILED: []}))


def test_another_language_is_refused() -> None:
    swept = sweep(dossier_of(LATE), {FILED: [None]})

    with pytest.raises(CleaError, match="got 'de'"):
        plot_sweep(swept, lang="de")  # type: ignore[arg-type]
    with pytest.raises(CleaError, match="got 'de'"):
        plot_timeline(Dossier(), lang="de")  # type: ignore[arg-type]


@each_language
def test_every_letter_can_be_drawn(lang: Language) -> None:
    for ax in (
        plot_timeline(dossier_of(LATE), today=date(2026, 3, 20), lang=lang),
        plot_sweep(sweep(dossier_of(LATE), {"certification.kind": [None], "quote.provided": [False]}), lang=lang),
    ):
        ax.figure.canvas.draw()  # warns, and so fails, where the font lacks a letter


def test_the_border_of_a_region_that_touches_itself_at_a_corner_goes_round_all_of_it() -> None:
    # Seven cells around a hole, whose first and last touch at the corner (2, 2) alone
    ring = frozenset(((1, 1), (1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (2, 2)))

    border = _outline(ring, range(5), range(5))

    loops: Any = border.to_polygons()
    sides = [(*start, *end) for loop in loops for start, end in pairwise(loop)]
    assert len(sides) == 16
    assert abs(sum(x * next_y - next_x * y for x, y, next_x, next_y in sides)) / 2 == 7
