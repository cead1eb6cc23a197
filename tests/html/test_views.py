"""What notebooks show: sound HTML in both languages, with every text escaped and nothing said by colour alone."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import attrs
import html5lib
import pytest
from making import ELIGIBLE, Facts, dossier_of, eligible_but
from viewed import CANNOT_BE_REPAIRED, ENDS, FILED, LATE, NEVER, STARTS, TWO_WAYS, VIEWED, differing, late

from clea_eligibility import (
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    EvaluationStage,
    Rule,
    RuleSet,
    Status,
    decide,
)
from clea_eligibility.dossier.facts import FACTS, FactPath
from clea_eligibility.dossier.models import Quote
from clea_eligibility.explain._saying import LOOKS, STATUS_LOOKS
from clea_eligibility.html import view
from clea_eligibility.html._markup import Html, element
from clea_eligibility.planning import repairs, timeline, windows
from clea_eligibility.rules import Day, Is, NotAfter
from clea_eligibility.text import LANGUAGES, Language
from clea_eligibility.whatif import compare, days, differences, sweep

EVIL = "<script>alert('&')</script>"
DOLLARS = "de 5 $ à 10 $"


def guide_of(evil: str) -> RuleSet:
    """Rules whose texts would be markup if they were not escaped."""
    rules = tuple(attrs.evolve(rule, label_fr=evil, label_en=evil, statements=(evil,)) for rule in GUIDE.rules)
    return GUIDE.evolve(id=evil, rules=rules)


each_object = pytest.mark.parametrize("made", VIEWED.values(), ids=VIEWED)
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def parsed(html: str) -> Element:
    """The elements of a fragment of HTML; a parse error raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found: Element = parser.parseFragment(html)
    return found


def text_of(found: Element) -> str:
    """What somebody reads: all text but the style, spaces made plain."""
    for style in list(found.iter("style")):
        style.text = ""
    for block in found.iter():
        if block.tag not in ("span", "style", "wbr"):
            block.tail = f" {block.tail or ''}"
    return re.sub(r"\s+", " ", "".join(found.itertext())).strip()


def read(viewed: Any, lang: Language = "en") -> str:
    return text_of(parsed(view(viewed, lang)))


def rows(viewed: Any, lang: Language = "en") -> list[list[str]]:
    """The rows of all tables, cell by cell."""
    body = parsed(view(viewed, lang))
    return [[text_of(cell) for cell in row] for table in body.iter("tbody") for row in table.iter("tr")]


# Every object


@each_language
@each_object
def test_the_html_is_sound_and_says_its_language(made: Callable[[RuleSet], Any], lang: Language) -> None:
    (outer,) = parsed(view(made(GUIDE), lang))

    assert (outer.tag, outer.get("class"), outer.get("lang")) == ("div", "clea", lang)


@each_language
@each_object
def test_nothing_runs_and_nothing_is_loaded(made: Callable[[RuleSet], Any], lang: Language) -> None:
    elements = list(parsed(view(made(GUIDE), lang)).iter())

    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {found.tag for found in elements}
    assert {name for found in elements for name in found.attrib} <= {"class", "lang", "style", "scope", "aria-hidden"}
    styles = "".join(found.text or "" for found in elements if found.tag == "style")
    assert not re.search(r"url\(|@import|expression", styles)


def test_the_style_outranks_that_of_a_notebook() -> None:
    style = next(found.text or "" for found in parsed(view(Dossier())).iter("style"))
    rules = re.findall(r"([^{}]+)\{", re.sub(r"@media[^{]*\{", "", style))
    selectors = [one for rule in rules for one in rule.strip().split(",")]

    assert len(selectors) > 20
    assert {re.match(r"\.clea(?::not\(#clea#clea\))(?=$| )", one) is not None for one in selectors} == {True}
    assert 'id="clea"' not in view(Dossier())  # no element has the id


def test_a_page_of_paper_ends_between_two_rows() -> None:
    assert re.search(r" table tr\{[^}]*break-inside:avoid", view(Dossier()))


def test_wide_tables_scroll_by_themselves() -> None:
    for name in ("sweep of two", "dossier", "rule set"):
        body = parsed(view(VIEWED[name](GUIDE)))
        around = {child: outer for outer in body.iter() for child in outer}
        assert {around[found].get("class") for found in body.iter("table")} == {"clea-scroll"}


@each_language
@each_object
def test_text_from_rules_is_text(made: Callable[[RuleSet], Any], lang: Language) -> None:
    html = view(made(guide_of(EVIL)), lang)

    assert "<script" not in html
    assert {found.tag for found in parsed(html).iter()} <= {
        "DOCUMENT_FRAGMENT", "div", "style", "p", "span", "ul", "ol", "li", "details", "summary",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "code", "wbr",
    }  # fmt: skip


def test_the_label_of_a_rule_is_shown_as_it_is() -> None:
    assert EVIL in read(decide(late(), guide_of(EVIL)))


@each_language
@each_object
def test_dollars_in_texts_from_rules_are_no_formula(made: Callable[[RuleSet], Any], lang: Language) -> None:
    html = view(made(guide_of(DOLLARS)), lang)
    _, shown = next(iter(parsed(html)))

    assert "$" not in html
    assert shown.get("class") == "tex2jax_ignore mathjax_ignore"  # of MathJax 2 and 3


def test_a_label_with_dollars_is_shown_as_it_is() -> None:
    assert DOLLARS in read(decide(late(), guide_of(DOLLARS)))


@each_object
def test_a_notebook_shows_french(made: Callable[[RuleSet], Any]) -> None:
    viewed = made(GUIDE)

    assert viewed._repr_html_() == view(viewed, "fr") == view(viewed)


@each_object
def test_both_languages_differ(made: Callable[[RuleSet], Any]) -> None:
    assert read(made(GUIDE), "fr") != read(made(GUIDE), "en")


@each_language
@each_object
def test_colour_stands_beside_a_mark(made: Callable[[RuleSet], Any], lang: Language) -> None:
    looks = {look.colour: look.mark for look in (*LOOKS.values(), *STATUS_LOOKS.values())}
    marks = {look.mark for look in (*LOOKS.values(), *STATUS_LOOKS.values())}
    coloured = [found for found in parsed(view(made(GUIDE), lang)).iter() if found.get("style")]

    for found in coloured:
        assert (found.get("style") or "").removeprefix("--clea-look:") in looks
        assert text_of(found).split(" ")[0] in marks


def test_each_verdict_has_a_colour_a_mark_and_a_hatch_of_its_own() -> None:
    for name in ("colour", "mark", "hatch"):
        assert len({getattr(look, name) for look in LOOKS.values()}) == len(LOOKS)


def test_each_status_has_a_mark_of_its_own() -> None:
    assert len({look.mark for look in STATUS_LOOKS.values()}) == len(STATUS_LOOKS)


def test_what_is_none_of_these_is_named() -> None:
    with pytest.raises(
        TypeError, match="rule set, difference, comparison, timeline, sweep, windows or repairs, got the number 3"
    ):
        view(3)


def test_another_language_is_refused() -> None:
    with pytest.raises(CleaError, match="expected 'fr' or 'en', got 'de'"):
        view(decide(Dossier()), "de")  # type: ignore[arg-type]


# Dossiers


def test_a_dossier_shows_by_object_what_is_stated_and_what_is_unknown() -> None:
    dossier = Dossier(filed_on=date(2026, 3, 12), quote=Quote(from_evaluator=False))

    assert read(dossier).startswith("Facts known: 3 of 24. Dossier Fact Value On which day")
    assert [tuple(row) for row in rows(dossier)][:2] == [
        ("On which day was, or would be, the complete dossier filed (Paris time)?", "12 March 2026"),
        (
            "Was online filing open on the day on which the dossier was filed (yes, if the platform received it)?",
            "? unknown",
        ),
    ]
    assert [value for _, value in rows(dossier)][-3:] == ["yes", "no", "? unknown"]
    captions = [text_of(found) for found in parsed(view(dossier, "en")).iter("caption")]
    assert captions == [
        "Dossier", "Applicant", "Identity document", "Proof of residence", "Certification", "Evaluation",
        "Evaluator", "Accreditation", "Quote",
    ]  # fmt: skip
    assert len(rows(dossier)) == len(FACTS)


# Rules


def test_a_rule_set_is_a_table_of_its_rules_and_amounts() -> None:
    found = rows(GUIDE)

    assert found[5] == [
        "Dossier filed complete at least three weeks before the evaluation starts filed_three_weeks_before",
        'Criterion. Rule stated by the Region\'s page ("Échéances", "Critères de sélection") (S9, S24)',
        (
            "The dossier is filed complete at least three weeks before the evaluation starts: by the same day of the "
            "week, three weeks earlier, at the latest. Otherwise read: Three whole weeks lie between the day on which "
            "the dossier is filed complete and the day on which the evaluation starts, neither of which counts."
        ),
    ]
    assert [row[0] for row in found[20:]] == [
        "CléA Socle, initial evaluation", "CléA Socle, final evaluation",
        "CléA Numérique, initial evaluation", "CléA Numérique, final evaluation",
    ]  # fmt: skip
    assert [row[1].split()[0] for row in found[20:]] == ["€450", "€250", "€300", "€150"]
    assert read(GUIDE).startswith("Rules guide-2026 Rule Source")


def test_a_rule_is_a_row_of_that_table() -> None:
    (row,) = rows(Rule("quote_signed", "document", requires=Is("quote.provided", True)))

    assert row == ["quote_signed", "Document. Rule changed; not that of the Region's page", "Requires: quote.provided"]


def test_the_name_of_a_rule_is_broken_between_its_words() -> None:
    assert "<code>filed_<wbr>three_<wbr>weeks_<wbr>before</code>" in view(GUIDE.rule("filed_three_weeks_before"))


def test_a_finding_shows_its_rule_and_how_it_stands() -> None:
    (row,) = rows(decide(late()).findings[5])
    assert row[:2] == ["Dossier filed complete at least three weeks before the evaluation starts", "✗ not met"]

    (row,) = rows(decide(dossier_of(NEVER)).reasons[-1])
    assert row[2].endswith(
        "cannot hold together: Dossier filed complete at least three weeks before the evaluation starts; "
        "Accreditation covering the whole evaluation"
    )


TWO_WEEKS = GUIDE.evolve(
    id="two-weeks", requires={"filed_three_weeks_before": NotAfter(Day(FILED, days=14), Day(STARTS))}
)


def test_differences_are_a_table_with_a_dossier_for_each() -> None:
    found = differing(GUIDE, TWO_WEEKS)
    first, *_, last = rows(found)

    assert first[:3] == ["Verdict", "✗ published criteria not met", "✓ criteria met, €150"]
    assert last[:3] == ["Dates that can be met together", "✗ not met", "✓ met"]
    assert "Under the rules guide-2026 Under the rules two-weeks (not the page's) For instance" in read(found)
    assert rows(found[0]) == [first, *rows(found[0].witness)]
    assert first[3] == (
        "dossier complete on 1 March 2026; Which CléA certification is asked for: Socle or Numérique? CléA Numérique; "
        "Is it an initial or a final evaluation? final evaluation; evaluation starting on 15 March 2026"
    )
    assert last[3] == "dossier complete on 1 March 2026; evaluation ending on 15 March 2026"
    assert (
        read(differences(GUIDE, GUIDE)) == "These two rule sets decide every dossier alike: guide-2026 and guide-2026."
    )


@pytest.mark.parametrize("name", ["windows", "timeline", "repairs", "sweep", "rule set"])
def test_rules_that_are_not_the_pages_say_so(name: str) -> None:
    assert "two-weeks (not the page's)" in read(VIEWED[name](TWO_WEEKS))
    assert "not the page's" not in read(VIEWED[name](TWO_WAYS))


# Decisions


def test_a_decision_shows_what_its_explanation_says() -> None:
    said = read(decide(late()))

    assert said.startswith("✗ The dossier does not meet the published criteria. The decision rests with")
    assert "The dossier was complete on 12 March 2026 but the evaluation starts on 1 April 2026; it had to be" in said
    assert "Rules transcribed from the Guide des aides on 23 November 2026." in said


@pytest.mark.parametrize(
    ("facts", "mark"),
    [({}, "✓"), ({FILED: date(2026, 3, 12)}, "✗"), ({"quote.provided": False}, "◐"), ({FILED: None}, "?")],
)
def test_the_verdict_is_marked(facts: Facts, mark: str) -> None:
    assert read(decide(dossier_of({**ELIGIBLE, **facts}))).startswith(f"{mark} ")


def test_a_decision_lists_every_rule_with_its_status() -> None:
    found = rows(decide(late()))

    assert [row[0] for row in found] == [rule.label("en") for rule in GUIDE.rules]
    assert found[4] == ["Final evaluation after an initial one without the certificate", "– not applicable", ""]
    assert found[5][1] == "✗ not met"
    assert {row[1] for row in found} == {"✓ met", "✗ not met", "– not applicable"}


# Comparisons


def test_a_comparison_shows_both_sides() -> None:
    assert rows(compare(late(), {FILED: date(2026, 3, 11)})) == [
        ["Verdict", "✗ published criteria not met", "✓ published criteria met, €450"],
        ["On which day was, or would be, the complete dossier filed (Paris time)?", "12 March 2026", "11 March 2026"],
        [
            "Dossier filed complete at least three weeks before the evaluation starts",
            "✗ not met",
            "✓ met",
            "The dossier was complete on 11 March 2026; the last day possible was 11 March 2026.",
        ],
    ]


def test_a_rule_that_only_one_side_has_is_absent_on_the_other() -> None:
    fewer = GUIDE.evolve(id="fewer", rules=tuple(rule for rule in GUIDE.rules if rule.code != "job_seeker"))

    assert rows(compare(dossier_of(ELIGIBLE), under=fewer))[1:] == [["Looking for a job", "✓ met", "∅ absent", ""]]


def test_a_comparison_of_the_same_says_so() -> None:
    assert "No rule comes out otherwise." in read(compare(late()))


# Days


def test_windows_show_where_a_date_could_move() -> None:
    found = {row[0]: row[1:] for row in rows(windows(late()))}

    assert found["Filing of the dossier"] == [
        "✗",
        "between 15 January 2026 and 11 March 2026 inclusive (known: 12 March 2026, too late)",
    ]
    assert found["Start of the evaluation"] == ["✗", "on 2 April 2026 (known: 1 April 2026, too early)"]
    assert found["End of the evaluation"] == ["", "to change this date alone would not be enough (known: 2 April 2026)"]


def test_windows_show_that_a_date_may_stay() -> None:
    found = {row[0]: row[1:] for row in rows(windows(dossier_of(ELIGIBLE)))}

    assert found["Filing of the dossier"] == [
        "✓",
        "between 15 January 2026 and 11 March 2026 inclusive (known: 2 March 2026)",
    ]


def test_a_filing_of_the_past_may_stay_though_it_could_not_move_there() -> None:
    found = {row[0]: row[1:] for row in rows(windows(dossier_of(ELIGIBLE), today=date(2026, 3, 30)))}

    assert found["Filing of the dossier"][0] == "✓"


def test_windows_of_unknown_dates_have_no_mark() -> None:
    early = {
        **dict.fromkeys(ELIGIBLE),
        FILED: date(2026, 6, 1),
        "evaluator.accreditation.valid_until": date(2026, 6, 10),
    }
    found = {row[0]: row[1:] for row in rows(windows(dossier_of(early)))}

    joined = (
        "Last day of the identity document Date of the proof of residence Start of the evaluation "
        "End of the evaluation First day of the accreditation"
    )
    assert found[joined] == ["", "no day will do"]

    assert rows(windows(Dossier())) == [
        [f"Filing of the dossier {joined} Last day of the accreditation", "", "any day"]
    ]


def test_a_timeline_shows_spans_and_what_turns_them() -> None:
    found = rows(timeline(dossier_of({**LATE, "filing_open": None}), FILED))

    assert found[2:5] == [
        [
            "between 1 March 2026 and 10 March 2026 inclusive",
            "✓ published criteria met, €450",
            "",
            "Online filing open",
        ],
        [
            "on 11 March 2026",
            "✓ published criteria met, €450",
            "depends on how the page is read: Dossier filed complete at least three weeks before the evaluation starts",
            "Dossier filed complete at least three weeks before the evaluation starts",
        ],
        [
            "between 12 March 2026 and 14 April 2026 inclusive (in the dossier: 12 March 2026)",
            "✗ published criteria not met",
            "not met: Dossier filed complete at least three weeks before the evaluation starts",
            "Dossier filed complete at least three weeks before the evaluation starts",
        ],
    ]


def test_a_timeline_shows_the_days_on_which_there_could_be_no_dossier() -> None:
    found = rows(timeline(late(), ENDS))

    assert found[0] == ["on 31 March 2026 at the latest", "– impossible dossier", "", ""]
    assert found[1][3] == "Start of the evaluation"


# Repairs


def test_repairs_show_what_somebody_can_do() -> None:
    said = read(repairs(late()))

    assert said.startswith("✗ The dossier does not meet the published criteria. To put this right, any one of")
    assert (
        "The applicant files the complete dossier by 11 March 2026 (10 March 2026 is safe under every reading)" in said
    )


def test_one_way_to_repair_is_not_numbered() -> None:
    one = repairs(late(), today=date(2026, 3, 12))

    assert not list(parsed(view(one, "en")).iter("ol"))
    assert "To put this right: The evaluator postpones the evaluation" in read(one)


def test_what_nobody_can_mend_is_said() -> None:
    said = read(repairs(dossier_of(CANNOT_BE_REPAIRED)))

    assert (
        "Nothing in the dossier can change this: The main residence is in Maine-et-Loire (49), outside "
        "Nouvelle-Aquitaine." in said
    )


def test_a_dossier_that_needs_no_repair_says_so() -> None:
    assert read(repairs(dossier_of(ELIGIBLE)), "en").endswith("There is nothing to mend.")


# Sweeps


def test_a_sweep_over_days_joins_those_that_come_out_alike() -> None:
    found = rows(sweep(late(), {FILED: days(date(2026, 3, 7), date(2026, 3, 13))}))

    assert found == [
        ["7 March 2026 … 10 March 2026", "✓ published criteria met, €450", ""],
        [
            "11 March 2026",
            "✓ published criteria met, €450",
            "depends on how the page is read: Dossier filed complete at least three weeks before the evaluation starts",
        ],
        [
            "12 March 2026, 13 March 2026",
            "✗ published criteria not met",
            "not met: Dossier filed complete at least three weeks before the evaluation starts",
        ],
        ["✓ published criteria met, €450", "5"],
        ["✗ published criteria not met", "2"],
    ]


def test_a_sweep_over_two_facts_is_a_grid() -> None:
    over: dict[FactPath, Any] = {
        "certification.kind": [*CertificationKind, None],
        "evaluation.stage": list(EvaluationStage),
    }
    found = rows(sweep(eligible_but({"evaluator.accreditation.certification": None}), over))

    assert found[:4] == [
        ["CléA Socle", "✓ €450", "✓ €250"],
        ["CléA Numérique", "✓ €300", "✓ €150"],
        ["CléA Management", "✗", "✗"],
        ["unknown", "? €300 / €450", "? €150 / €250"],
    ]
    assert ["✗ published criteria not met", "2"] in found


def test_columns_of_a_grid_join_too() -> None:
    over: dict[FactPath, Any] = {"quote.provided": [True, False], FILED: days(date(2026, 3, 9), date(2026, 3, 13))}
    html = parsed(view(sweep(late(), over), "en"))

    assert [text_of(head) for head in html.iter("th") if head.get("scope") == "col"][:3] == [
        "Does the dossier contain a quote? ↓ · Filing of the dossier →",
        "9 Mar 2026 … 11 Mar 2026",
        "12 Mar 2026, 13 Mar 2026",
    ]


def test_a_combination_that_could_not_be_a_dossier_is_said_to_be_impossible() -> None:
    assert rows(sweep(late(), {ENDS: [date(2026, 3, 31)]})) == [
        ["31 March 2026", "– impossible dossier", ""],
        ["– impossible dossier", "1"],
    ]


def every_other(count: int) -> Iterator[bool]:
    return (number % 2 == 0 for number in range(count))


def test_a_long_sweep_is_cut_and_says_so() -> None:
    long = sweep(late(), {"applicant.is_job_seeker": every_other(70)})

    assert "↓ more rows: 10" in read(long)
    assert len(rows(long)) == 60 + 1


def test_a_wide_grid_is_cut_and_says_so() -> None:
    wide = sweep(dossier_of(ELIGIBLE), {"quote.provided": [True, False], "applicant.is_job_seeker": every_other(65)})

    assert "→ more columns: 5" in read(wide)
    assert {len(row) for row in rows(wide)} == {61, 2}


@each_language
def test_one_row_and_one_column_are_left_in_words_that_suit_one(lang: Language) -> None:
    grid = sweep(dossier_of(ELIGIBLE), {"quote.provided": every_other(61), "applicant.is_job_seeker": every_other(61)})
    said = read(grid, lang)

    assert {"fr": "↓ autres lignes : 1", "en": "↓ more rows: 1"}[lang] in said
    assert {"fr": "→ autres colonnes : 1", "en": "→ more columns: 1"}[lang] in said


def test_a_french_day_stays_in_one_line_in_a_sweep_too() -> None:
    said = view(sweep(late(), {FILED: days(date(2026, 3, 9), date(2026, 3, 10))}))

    assert "9\u00a0mars\u00a02026, 10\u00a0mars\u00a02026" in said


def test_many_dossiers_are_counted_as_people_write_numbers() -> None:
    many = sweep(late(), {FILED: days(date(2020, 1, 1), date(2022, 12, 31))})

    assert read(many, "en").startswith('Dossiers: 1,096. What varies: "Filing of the dossier"; all else is')
    assert read(many, "fr").startswith("Dossiers : 1 096. Ce qui varie : « Dépôt du dossier » ; le reste")


# Markup


def test_attributes_are_escaped_too() -> None:
    assert element("p", "a", class_='"><b>') == '<p class="&quot;&gt;&lt;b&gt;">a</p>'


def test_html_stays_html() -> None:
    bold = Html("<b>1</b>")

    assert element("p", bold, "<2>") == "<p><b>1</b>&lt;2&gt;</p>"
    assert bold.__html__() == bold._repr_html_() == "<b>1</b>"


def test_statuses_of_every_kind_have_a_look() -> None:
    assert set(STATUS_LOOKS) == {*Status, None}
