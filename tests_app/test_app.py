"""The page, in a browser: the examples by keyboard, nothing sent, nothing in the way, one sheet of paper.

What a test does, somebody could do who has the file and nothing else.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from runpy import run_path
from typing import Any

import build_app
import pytest
from playwright.sync_api import Browser, Page

from clea_eligibility import FACTS, Fact
from clea_eligibility.text import Language, typeset
from clea_eligibility.wire import dossier_from_json

pytest_plugins = ["browsers"]

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = sorted(path.name.removesuffix(".decision.json") for path in EXAMPLES.glob("*.decision.json"))
START = 120_000
"""Milliseconds in which Python starts, on a machine with much else to do."""
PRINTED = ("verdict", "result", "plan", "paper", "calendar", "answers")
"""The parts of the page, in the order in which it is printed."""
TODAY = "2026-03-02"
"""What the page is told that day it is."""
CARD_ENDS = "applicant.identity_document.valid_until"
FILING = "Quel jour avez-vous déposé, ou déposerez-vous, votre dossier complet ?"


@pytest.fixture(scope="session")
def file() -> Path:
    """The page, built from what is here now."""
    build_app.build(build_app.TARGET)
    return build_app.TARGET


@pytest.fixture(scope="session")
def window(browser: Browser, file: Path) -> Iterator[tuple[Page, list[str]]]:
    """The page in the one window of all tests, and whatever it asked for; dialogs are accepted."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(file.as_uri())
    settle(page)
    yield page, asked
    context.close()


@pytest.fixture
def page(window: tuple[Page, list[str]]) -> Page:
    """The page with nothing answered, on a desk, in the light, on a day of 2026."""
    page, _ = window
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.fill("#today", TODAY)
    page.click("#way-questions")
    page.click("#clear")
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until the page shows what was asked last."""
    page.wait_for_selector("body[data-verdict]:not([data-busy])", timeout=START)


# The form


@pytest.mark.parametrize("name", NAMES)
def test_an_example_entered_by_keyboard_is_decided_as_written_beside_it(page: Page, name: str) -> None:
    dossier = dossier_from_json((EXAMPLES / f"{name}.json").read_bytes())
    page.focus("#way-form")
    page.keyboard.press("Enter")
    for fact in FACTS:
        value = fact.of(dossier)
        if value is not None and not implied(fact, name):
            if fact.path == CARD_ENDS:
                settle(page)  # what kind of document it is was said just before
            if fact.path == CARD_ENDS and not page.locator(f"[id='{fact.path}']").is_visible():
                enter_card(page, fact, value)
                continue
            tab_to(page, fact.path)
            enter(page, fact, value)
    page.keyboard.press("Tab")
    settle(page)
    assert page.locator("[aria-invalid]").count() == 0
    decided = json.loads(page.locator("#json-decision").text_content() or "")
    expected = json.loads((EXAMPLES / f"{name}.decision.json").read_text("utf-8"))
    assert as_far_as(expected, decided) == expected
    assert page.get_attribute("body", "data-verdict") == verdict(expected)


def enter_card(page: Page, fact: Fact, value: Any) -> None:
    """A card is asked what it says; that of a minor is in force until that day and no longer."""
    of_card = fact.path.rpartition(".")[0]
    tab_to(page, f"{of_card}.printed_until")
    enter(page, fact, value)
    tab_to(page, f"{of_card}.adult_when_issued")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")


def implied(fact: Fact, name: str) -> bool:
    """Whether the file does not state it: that a document is there follows from what is said of it."""
    stated: Any = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    for key in fact.path.split("."):
        if key not in stated:
            return True
        stated = stated[key]
    return False


def tab_to(page: Page, path: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == path:
            return
    pytest.fail(f"no field {path} can be reached with Tab")


def enter(page: Page, fact: Fact, value: Any) -> None:
    if fact.type == "date":
        page.keyboard.type("sans fin" if value.year == 9999 else f"{value:%d/%m/%Y}")
    elif fact.type == "str":
        page.keyboard.type(value)
    else:
        for _ in range(fact.domain.index(value) + 1):
            page.keyboard.press("ArrowDown")


def verdict(expected: dict[str, Any]) -> str:
    return "incomplete" if expected["documents_only"] else str(expected["outcome"])


def as_far_as(expected: Any, decided: Any) -> Any:
    """What was decided, without what was not written down."""
    if isinstance(expected, dict):
        return {key: as_far_as(value, decided[key]) for key, value in expected.items()}
    if isinstance(expected, list) and len(expected) == len(decided):
        return [as_far_as(one, other) for one, other in zip(expected, decided, strict=True)]
    return decided


def test_the_form_says_what_is_wrong_and_both_dates_may_be_mended_in_either_order(page: Page) -> None:
    page.click("#way-form")
    fill(page, "evaluation.starts_on", "27 avril 2026")
    fill(page, "evaluation.ends_on", "28/04/2026")
    assert says(page, "evaluation.starts_on") == "Compris : 27 avril 2026"
    fill(page, "evaluation.starts_on", "11/05/2026")
    assert "La fin serait avant le début" in says(page, "evaluation.ends_on")
    fill(page, "evaluation.ends_on", "12/05/2026")
    assert page.locator("[aria-invalid]").count() == 0
    assert dossier_of(page)["evaluation"] == {"starts_on": "2026-05-11", "ends_on": "2026-05-12"}


def test_a_day_can_be_picked_in_the_calendar_of_the_browser(page: Page) -> None:
    page.click("#way-form")
    page.evaluate("""() => {
        const picker = document.getElementById("filed_on").parentElement.querySelector("[type=date]");
        picker.value = "2026-04-06";
        picker.dispatchEvent(new Event("change"));
    }""")
    settle(page)
    assert page.input_value("#filed_on") == "06/04/2026"
    assert dossier_of(page) == {"filed_on": "2026-04-06"}


def test_the_calendar_of_the_browser_opens_on_today_and_closed_it_states_nothing(page: Page) -> None:
    page.evaluate("HTMLInputElement.prototype.showPicker = function () { window.opened = this.value; }")
    page.click("#interview .picker button")
    assert page.evaluate("window.opened") == TODAY
    assert page.input_value("#typed") == page.input_value("#interview [type=date]") == ""
    page.fill("#typed", "06/04/2026")
    page.click("#interview .picker button")
    assert page.evaluate("window.opened") == page.input_value("#interview [type=date]") == "2026-04-06"


# The interview


def test_the_interview_leads_to_the_verdict_and_every_answer_can_be_changed(page: Page) -> None:
    papers = ("05/01/2026", "2 mars", "Passeport", "14/08/2031", "Oui", "Oui")
    for answer in (*papers, "31/12/2027", "33000", "01/01/2025", "20/03/2026"):
        reply(page, answer)
    assert page.get_attribute("body", "data-verdict") == "ineligible"
    assert "Le dossier serait complet" not in page.inner_text("#reasons")
    assert "au plus tard le 27 février 2026" in plain(page.inner_text("#reasons"))
    page.locator("#answers summary").click()
    change = page.get_by_role("button", name="Modifier Quel jour a lieu la première séance de l’évaluation")
    change.click()
    settle(page)
    assert page.input_value("#typed") == "20/03/2026"
    reply(page, "27/04/2026")
    assert page.get_attribute("body", "data-verdict") == "undetermined"
    assert dossier_of(page)["evaluation"]["starts_on"] == "2026-04-27"


def test_a_day_without_its_year_stays_the_day_that_it_was(page: Page) -> None:
    for answer in ("05/01/2026", "2 mars"):
        reply(page, answer)
    page.fill("#today", "2026-03-03")
    settle(page)
    assert dossier_of(page)["filed_on"] == TODAY


def test_a_day_of_issue_that_is_still_to_come_is_said_by_the_answer(page: Page) -> None:
    reply(page, "12/01/2027")
    notice = "Compris : 12 janvier 2027, qui n’est pas encore passé. Si l’année n’est pas la bonne, modifiez la date."
    assert notice in plain(page.inner_text("#interview"))
    assert notice in plain(page.inner_text("#answers"))
    assert says(page, "applicant.proof_of_residence.issued_on", seen=False) == notice
    with in_language(page, "en"):
        assert "Taken as: 12 January 2027, which is still to come." in page.inner_text("#interview")
    page.locator("#interview").get_by_role("button", name="Modifier").click()
    settle(page)
    reply(page, "12/01/2026")
    assert "pas encore passé" not in page.inner_text("#asks")


def test_a_day_of_issue_without_its_year_is_the_latest_that_has_passed(page: Page) -> None:
    page.fill("#today", "2026-11-28")
    settle(page)
    issued = "applicant.proof_of_residence.issued_on"
    reply(page, "2/9")
    assert dossier_of(page)["applicant"]["proof_of_residence"]["issued_on"] == "2026-09-02"
    page.click("#way-form")
    for typed, taken in (
        ("28 novembre", "28/11/2026"),
        ("29 novembre", "29/11/2025"),
        ("mercredi 2 septembre", "02/09/2026"),
        ("mardi 2 septembre", "02/09/2025"),  # the last one
        ("2/9/2027", "02/09/2027"),
        ("aujourd’hui", "28/11/2026"),
    ):
        fill(page, issued, typed)
        assert page.input_value(f"[id='{issued}']") == taken
    page.select_option("[id='applicant.identity_document.kind']", "national_identity_card")
    settle(page)
    fill(page, "applicant.identity_document.issued_on", "2 décembre")
    assert page.input_value("[id='applicant.identity_document.issued_on']") == "02/12/2025"
    fill(page, "evaluation.starts_on", "2/9")  # which is still to come
    assert page.input_value("[id='evaluation.starts_on']") == "02/09/2027"


def test_what_is_printed_on_a_card_is_kept_and_shown_in_either_language(page: Page) -> None:
    tell_of_a_card(page)
    extended = "Carte prolongée de cinq ans : elle est valable jusqu’au 2 mai 2027."
    assert extended in plain(page.inner_text("#interview"))
    with in_language(page, "en"):
        shown = page.inner_text("#answers")
        assert "The card is extended by five years: it is in force until 2 May 2027." in shown
        assert "2 May 2022" in shown
        assert "3 May 2012" in shown
        assert "mai" not in shown
    page.click("#way-form")
    assert says(page, "applicant.identity_document.adult_when_issued") == extended
    fill(page, "filed_on", "03/04/2026")
    assert len(answered(page)) == 6
    assert dossier_of(page)["applicant"]["identity_document"]["valid_until"] == "2027-05-02"


def test_the_form_asks_once_until_when_a_card_is_valid(page: Page) -> None:
    page.click("#way-form")
    card = "applicant.identity_document"
    ends, printed, kind = f"[id='{CARD_ENDS}']", f"[id='{card}.printed_until']", f"[id='{card}.kind']"

    def asked() -> tuple[bool, bool]:
        settle(page)
        return page.is_visible(ends), page.is_visible(printed)

    assert asked() == (True, False)
    page.select_option(kind, "national_identity_card")
    assert asked() == (False, True)
    page.select_option(kind, "passport")
    assert asked() == (True, False)
    page.select_option(kind, "")
    fill(page, CARD_ENDS, "30/06/2029")
    page.select_option(kind, "national_identity_card")
    assert asked() == (True, False)  # what was typed stays, and counts
    assert page.input_value(ends) == "30/06/2029"
    assert dossier_of(page)["applicant"]["identity_document"]["valid_until"] == "2029-06-30"
    fill(page, CARD_ENDS, "")
    assert asked() == (False, True)
    assert page.evaluate("document.activeElement.id") == f"{card}.kind"


CARD = ("12/01/2026", "2 avril 2026", "Carte nationale", "2 mai 2022", "03/05/2012", "Oui")
"""Answers about a card that is in force for five years longer than it prints, and before them about other things."""
COUNTED = {
    "fr": "La carte d’identité porte le 2 mai 2022 ; l’outil compte cinq ans de plus (cartes d’adultes délivrées de "
    "2004 à 2013) et la retient jusqu’au 2 mai 2027. La page de la Région n’en parle pas : un autre document serait "
    "plus sûr.",
    "en": "The identity card says 2 May 2022; this tool counts five years more (cards of adults issued from 2004 to "
    "2013) and takes it to be valid until 2 May 2027. The Region's page does not speak of that: another document would "
    "be safer.",
}


@pytest.mark.parametrize(("lang", "presumes"), [("fr", "Ce que l’outil présume"), ("en", "What this tool presumes")])
def test_years_that_no_card_says_are_told_of_with_the_result_and_on_the_list(
    page: Page, lang: str, presumes: str
) -> None:
    tell_of_a_card(page)
    said, paper = COUNTED[lang], page.locator("#paper body")
    with in_language(page, lang):
        reasons = plain(page.inner_text("#reasons"))
        assert (reasons.count(said), plain(paper.inner_text()).count(said)) == (1, 1)
        assert reasons.index(presumes) < reasons.index(said)
        assert said in plain(paper.locator("li").first.inner_text())
    edit(page, "applicant.identity_document.adult_when_issued")
    reply(page, "Non")
    with in_language(page, lang):
        assert said.partition(" 2")[0] not in plain(page.inner_text("#reasons") + paper.inner_text())


def test_the_form_asks_what_a_card_says_before_it_is_taken_to_be_extended(page: Page) -> None:
    page.click("#way-form")
    assert "cinq ans de plus" not in plain(page.inner_text("#form"))
    card = "applicant.identity_document"
    printed = page.locator(f"[id='{card}.printed_until']")
    page.select_option(f"[id='{card}.kind']", "passport")
    settle(page)
    assert not printed.is_visible()
    page.select_option(f"[id='{card}.kind']", "national_identity_card")
    settle(page)
    fill(page, f"{card}.printed_until", "02/05/2022")
    fill(page, f"{card}.issued_on", "03/05/2012")
    assert "pour une carte d’un autre pays" in plain(page.inner_text("#form")).lower()
    page.select_option(f"[id='{card}.adult_when_issued']", "true")
    settle(page)
    assert dossier_of(page)["applicant"]["identity_document"]["valid_until"] == "2027-05-02"
    assert "jusqu’au 2 mai 2027" in says(page, f"{card}.adult_when_issued")
    page.select_option(f"[id='{card}.adult_when_issued']", "false")
    settle(page)
    assert dossier_of(page)["applicant"]["identity_document"]["valid_until"] == "2022-05-02"
    page.select_option(f"[id='{card}.kind']", "passport")
    settle(page)
    assert dossier_of(page)["applicant"]["identity_document"] == {"provided": True, "kind": "passport"}


def test_who_has_a_card_of_another_country_is_told_what_counts(page: Page) -> None:
    for answer in CARD[:-1]:
        reply(page, answer)
    help_line = page.locator("#question-help")
    said = "Pour une carte d’un autre pays, choisissez « non » : la date imprimée compte."
    assert plain(help_line.inner_text()) == said
    with in_language(page, "en"):
        assert help_line.inner_text() == "For a card of another country, choose no: the printed date counts."


def test_a_card_whose_last_day_alone_is_known_says_nothing_of_other_days(page: Page, tmp_path: Path) -> None:
    tell_of_a_card(page)
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(dossier_of(page)), "utf-8")
    open_file(page, saved)
    shown = plain(page.inner_text("#reasons") + page.locator("#paper body").inner_text())
    assert dossier_of(page)["applicant"]["identity_document"]["valid_until"] == "2027-05-02"
    assert "cinq ans de plus" not in shown


def test_a_paper_that_follows_from_the_answers_is_not_called_unknown(page: Page) -> None:
    reply(page, "12/01/2026")
    page.click("#way-form")
    chosen = page.locator("[id='applicant.proof_of_residence.provided'] option:checked")
    assert chosen.inner_text() == "Oui (déduit de vos réponses)"
    fill(page, "applicant.proof_of_residence.issued_on", "")
    assert chosen.inner_text() == "Inconnu"
    page.select_option("[id='applicant.proof_of_residence.provided']", "false")
    fill(page, "applicant.proof_of_residence.issued_on", "13/01/2026")
    assert chosen.inner_text() == "Oui (déduit de vos réponses)"


def test_who_has_no_paper_says_so_and_what_was_skipped_can_be_opened(page: Page) -> None:
    page.click("text=Je n’en ai pas (encore)")
    settle(page)
    assert answered(page) == {"Joignez-vous un justificatif de domicile ?": "Non"}
    assert dossier_of(page) == {"applicant": {"proof_of_residence": {"provided": False}}}
    page.click("#clear")
    settle(page)
    assert page.evaluate("scrollY <= document.getElementById('asks').offsetTop")
    while page.locator("#typed, .choices").count():
        skip(page)
    assert plain(page.inner_text("#question")) == "Toutes les questions ont été posées"
    assert set(answered(page).values()) == {"Passée"}
    page.locator("#missing button", has_text="de quel jour date-t-il").click()
    settle(page)
    assert "Sans réponse jusqu’ici" in page.inner_text("#interview")
    reply(page, "05/01/2026")
    assert dossier_of(page)["applicant"]["proof_of_residence"]["issued_on"] == "2026-01-05"


# With a document at fault alone, a later answer still decides; with a criterion not met, none does.
PAPER_AT_FAULT = ("05/01/2026", "2 mars", "Passeport", "01/03/2026")
KNOWN = "Le résultat est déjà connu."


def test_a_verdict_is_called_known_only_where_no_later_answer_can_change_it(page: Page) -> None:
    for answer in PAPER_AT_FAULT:
        reply(page, answer)
    assert page.get_attribute("body", "data-verdict") == "incomplete"
    said = plain(page.inner_text("#interview"))
    assert KNOWN not in said
    assert "Continuez : d’autres critères restent à vérifier." in said
    for answer in ("Oui", "Oui", "31/12/2027", "49000"):
        reply(page, answer)
    assert page.get_attribute("body", "data-verdict") == "ineligible"
    assert KNOWN in plain(page.inner_text("#interview"))


def test_a_document_at_fault_leaves_nothing_but_documents_to_ask_about(page: Page) -> None:
    open_file(page, EXAMPLES / "incomplete.json")
    page.click("#way-form")
    page.select_option("[id='quote.provided']", "")
    page.click("#way-questions")
    settle(page)
    assert page.get_attribute("body", "data-verdict") == "incomplete"
    said = plain(page.inner_text("#interview"))
    assert KNOWN not in said
    assert "Les questions qui restent ne portent que sur les pièces." in said


def test_dates_that_cannot_meet_may_yet_be_the_fault_of_a_document(page: Page) -> None:
    page.click("#way-form")
    fill(page, "applicant.proof_of_residence.issued_on", "05/01/2026")
    fill(page, "applicant.identity_document.valid_until", "04/01/2026")
    page.click("#way-questions")
    assert page.get_attribute("body", "data-verdict") == "ineligible"
    assert "Continuez : ce résultat peut encore changer." in plain(page.inner_text("#interview"))
    reply(page, "2 mars")
    assert page.get_attribute("body", "data-verdict") == "incomplete"


def test_what_is_presumed_is_counted_and_each_point_asks_its_question(page: Page) -> None:
    open_file(page, EXAMPLES / "socle_final.json")
    page.click("#way-form")
    for fact in ("evaluator.accreditation.certification", "evaluation.initial_outcome"):
        page.select_option(f"[id='{fact}']", "")
        settle(page)
    page.click("#way-questions")
    assert "2 points présumés, à vérifier" in plain(page.inner_text("#verdict"))
    confirm = "À vérifier : l’habilitation est présumée porter sur la certification demandée."
    assert [plain(page.inner_text(where)).count(confirm) for where in ("#interview", "#reasons")] == [1, 1]
    assert plain(page.inner_text("#reasons")).count("présume") == 1
    page.locator("#reasons button", has_text="l’habilitation").click()
    settle(page)
    assert plain(page.inner_text("#question")) == "Pour quelle certification l’organisme est-il habilité ?"
    assert "2 points présumés" in plain(page.inner_text("#verdict"))  # until it is answered
    reply(page, "Numérique")
    assert page.get_attribute("body", "data-verdict") == "ineligible"
    page.locator("#interview .plain", has_text="l’évaluation initiale").click()
    settle(page)
    assert "initiale de la même certification a-t-elle abouti" in page.inner_text("#question")


def test_nothing_is_presumed_before_there_is_an_answer(page: Page) -> None:
    assert "présum" not in plain(page.inner_text("#results"))
    reply(page, "05/01/2026")
    assert "est présumé attester la résidence principale" in plain(page.inner_text("#reasons"))


def test_one_presumed_point_is_spoken_of_as_one(page: Page) -> None:
    open_file(page, EXAMPLES / "on_the_last_day.json")  # before its filing day nobody can confirm that filing is open
    said = plain(page.inner_text("#interview"))
    assert "Ce point est présumé. Si vous savez ce qu’il en est, dites-le :" in said
    assert "Ces points" not in said


def test_who_looks_at_a_presumed_point_goes_back_to_where_they_were(page: Page) -> None:
    for answer in ("05/01/2026", "2 mars"):
        reply(page, answer)
    asked = page.inner_text("#question")
    page.locator("#reasons button", has_text="le dépôt en ligne").click()
    settle(page)
    assert "ouvert" in page.inner_text("#question")
    page.locator("#reasons button", has_text="le dépôt en ligne").click()  # while it is open
    settle(page)
    page.click("text=Question précédente")
    settle(page)
    assert page.inner_text("#question") == asked
    assert "Vous modifiez une réponse" not in page.inner_text("#interview")
    for before in ("déposé", "justificatif de domicile"):  # and from there on, one by one
        page.click("text=Question précédente")
        settle(page)
        assert before in page.inner_text("#question")
    page.locator("#reasons button", has_text="le dépôt en ligne").click()
    settle(page)
    page.click("text=Question précédente")
    settle(page)
    assert "justificatif de domicile" in page.inner_text("#question")


def test_the_banner_says_that_another_reading_would_decide_otherwise(page: Page) -> None:
    open_file(page, EXAMPLES / "on_the_last_day.json")
    said = "✓ Critères publiés remplis · 450 € · selon la lecture retenue · 1 point présumé, à vérifier"
    assert plain(page.inner_text("#verdict")) == said  # whether filing was open is not stated
    open_file(page, EXAMPLES / "socle_initial.json")
    assert "lecture" not in page.inner_text("#verdict")


# Socle, initial: 450 €; Numérique, initial: 300 €. With no search for a job, nothing helps.
IF_MENDED = "Montant si le dossier est corrigé comme l’indique « Que faire, et quand » : 450 €."


@pytest.mark.parametrize(
    ("name", "banner", "headline"),
    [
        ("late_by_one_day", "✗ Critères publiés non remplis · 450 € si c’est corrigé", IF_MENDED),
        ("incomplete", "◐ Pièce manquante ou non conforme · 300 € si c’est corrigé", "complété à temps : 300 €."),
        ("several_reasons", "✗ Critères publiés non remplis", "Le dossier ne remplit pas les critères publiés."),
    ],
)
def test_what_can_be_mended_says_what_it_would_then_give(page: Page, name: str, banner: str, headline: str) -> None:
    open_file(page, EXAMPLES / f"{name}.json")
    assert plain(page.inner_text("#verdict")) == banner
    said = plain(page.inner_text("#reasons .headline"))
    assert said.endswith(headline)
    assert said.count("€") == banner.count("€")


def test_a_dossier_that_is_completed_too_late_says_what_it_would_give_with_another_date(page: Page) -> None:
    open_file(page, EXAMPLES / "incomplete.json")  # for 18 May 2026: complete by 27 April
    page.fill("#today", "2026-04-28")
    settle(page)
    assert plain(page.inner_text("#reasons .headline")).endswith(IF_MENDED.replace("450", "300"))


def test_what_is_open_gives_every_amount_if_it_is_mended(page: Page) -> None:
    open_file(page, EXAMPLES / "late_by_one_day.json")
    page.click("#way-form")
    page.select_option("[id='evaluation.stage']", "")
    settle(page)
    assert "€" not in page.inner_text("#verdict")
    assert plain(page.inner_text("#reasons .headline")).endswith(IF_MENDED.replace("450 €", "250 € ou 450 €"))


def test_many_amounts_are_said_as_the_least_and_the_most(page: Page) -> None:
    open_file(page, EXAMPLES / "late_by_one_day.json")
    page.click("#way-form")
    for fact in ("evaluation.stage", "certification.kind", "evaluator.accreditation.certification"):
        page.select_option(f"[id='{fact}']", "")
        settle(page)
    headline = page.locator("#reasons .headline")
    assert headline.inner_text().endswith(": de 150 à 450\u00a0€ selon la suite.")
    with in_language(page, "en"):
        assert headline.inner_text().endswith(": from €150 to €450, depending on the rest.")


def test_the_banner_is_what_the_bridge_replies(page: Page) -> None:
    answer = run_path(str(build_app.APP / "bridge.py"))["answer"]
    asked: dict[str, Any] = {
        "lang": "fr",
        "today": TODAY,
        "about": None,
        "mark": "",
        "asking": None,
        "width": 640,
        "set": {},
    }
    for name in NAMES:
        open_file(page, EXAMPLES / f"{name}.json")
        replied = json.loads(answer(json.dumps(asked | {"open": (EXAMPLES / f"{name}.json").read_text("utf-8")})))
        assert page.text_content("#verdict") == f"{replied['mark']} {replied['banner']}"


def test_a_day_to_come_has_nothing_to_confirm_about_filing(page: Page) -> None:
    open_file(page, EXAMPLES / "socle_initial.json")
    page.click("#way-form")
    page.select_option("[id='filing_open']", "")
    fill(page, "filed_on", "03/03/2026")
    page.click("#way-questions")
    assert "Le dépôt en ligne est présumé ouvert" in plain(page.inner_text("#reasons"))
    opening = page.locator("#reasons button", has_text="le dépôt en ligne")
    assert opening.count() == 0
    page.fill("#today", "2026-03-03")
    settle(page)
    assert opening.count() == 1


def test_what_was_skipped_is_named_at_the_end_though_the_outcome_is_settled(page: Page) -> None:
    open_file(page, EXAMPLES / "incomplete.json")
    page.click("#way-form")
    fill(page, "evaluator.accreditation.valid_until", "")
    page.click("#way-questions")
    while page.locator("#typed, .choices").count():
        skip(page)
    assert page.get_attribute("body", "data-verdict") == "incomplete"
    page.locator("#interview .plain", has_text="dernier jour de l’habilitation").click()
    settle(page)
    reply(page, "31/12/2027")
    assert page.locator("#interview .plain", has_text="dernier jour de l’habilitation").count() == 0


def test_a_question_that_a_plan_leaves_open_is_opened_there(page: Page) -> None:
    open_file(page, EXAMPLES / "incomplete.json")
    page.click("#way-form")
    fill(page, "evaluator.accreditation.valid_until", "")
    page.click("#way-questions")
    page.locator("#plan button", has_text="dernier jour de l’habilitation").click()
    settle(page)
    assert "quel est le dernier jour de l’habilitation" in page.inner_text("#question")


def test_a_correction_that_cannot_be_read_takes_nothing_away(page: Page) -> None:
    reply(page, "05/01/2026")
    page.locator("#answers").get_by_role("button", name="Modifier").click()
    settle(page)
    reply(page, "31 avril")
    assert "Écrivez un jour qui existe" in page.inner_text("#question-error")
    assert page.input_value("#typed") == "31 avril"
    assert list(answered(page).values()) == ["5 janvier 2026"]
    page.click("text=Garder ma réponse")
    settle(page)
    assert dossier_of(page)["applicant"]["proof_of_residence"]["issued_on"] == "2026-01-05"
    assert page.locator("#question-error").count() == 0


def test_what_was_skipped_of_a_paper_is_asked_again_once_there_is_one(page: Page) -> None:
    page.click("text=Passer la question")
    settle(page)
    page.click("text=Passer la question")
    settle(page)
    page.click("text=Question précédente")
    settle(page)
    reply(page, "Oui")
    assert "Passée" not in answered(page).values()
    assert plain(page.inner_text("#question")).endswith("de quel jour date-t-il ?")


def test_the_rules_that_are_met_can_be_unfolded(page: Page) -> None:
    reply(page, "05/01/2026")
    reply(page, "2 mars")
    reply(page, "Passeport")
    page.locator("#met summary").click()
    assert page.locator("#met li").count() == int(re.sub(r"\D", "", page.inner_text("#met summary")))
    assert "justificatif de domicile" in page.inner_text("#met")
    page.locator("#met summary").click()


def test_a_town_is_refused_with_one_hint_and_the_form_takes_a_postal_code(page: Page) -> None:
    page.click("#way-form")
    help_line = page.locator("[id='applicant.department-help']")
    assert plain(help_line.inner_text()) == "Le code postal convient aussi."
    fill(page, "applicant.department", "Dax")
    assert "les noms de communes ne le sont pas" in says(page, "applicant.department")
    assert says(page, "applicant.department").endswith(
        "formé des deux premiers chiffres du code postal : 40 pour 40100."
    )
    fill(page, "applicant.department", "4010")
    assert "deux premiers chiffres" not in says(page, "applicant.department")
    fill(page, "applicant.department", "40100")
    assert "Landes" in says(page, "applicant.department")


def test_where_there_is_a_button_no_sentence_says_to_skip(page: Page) -> None:
    asked = plain(page.inner_text("#interview"))
    assert "Je n’en ai pas (encore)" in asked
    assert "Passez la question" not in asked


@pytest.mark.parametrize(
    ("lang", "first", "word", "then"),
    [
        ("fr", "Selon une autre lecture", "« Lecture »", "Ce qui dépend de la lecture"),
        ("en", "Under another reading", '"Reading"', "What depends on how the page is read"),
    ],
)
def test_readings_are_explained_once_where_they_are_met_first(
    page: Page, lang: str, first: str, word: str, then: str
) -> None:
    open_file(page, EXAMPLES / "clea_management.json")
    with in_language(page, lang):
        assert word not in plain(page.inner_text("#results"))
        open_file(page, EXAMPLES / "late_by_one_day.json")
        assert plain(page.inner_text("#plan")).count(word) == 1  # no reason speaks of them
        assert plain(page.inner_text("#results")).count(word) == 1
        open_file(page, EXAMPLES / "on_the_last_day.json")
        said = plain(page.inner_text("#reasons"))
        assert said.index(first) < said.index(word) < said.index(then)
        assert plain(page.inner_text("#results")).count(word) == 1


@pytest.mark.parametrize(
    ("lang", "used", "word"),
    [("fr", "lecture plus stricte", "« Lecture » : la"), ("en", "stricter reading", '"Reading":')],
)
def test_a_list_that_speaks_of_readings_says_what_one_is(page: Page, lang: Language, used: str, word: str) -> None:
    paper = page.locator("#paper body")
    page.fill("#today", "2026-05-01")
    open_file(page, EXAMPLES / "socle_initial.json")  # filed long ago, in time
    with in_language(page, lang):
        assert [plain(paper.inner_text()).count(each) for each in (used, word)] == [0, 0]
        page.fill("#today", TODAY)
        open_file(page, EXAMPLES / "on_the_last_day.json")  # to be filed on the last day, which is not the safe one
        said = plain(paper.inner_text())
        assert [said.count(each) for each in (used, word)] == [1, 1]
        assert said.index(used) < said.index(word)
        assert page.locator("#paper body > :last-child").inner_text() == said_by("readings", lang)


def said_by(key: str, lang: Language) -> str:
    """A text of the page, as it is typeset."""
    text = run_path(str(build_app.APP / "texts.py"))["WORDS"][key]
    return typeset(text.say(lang), lang)


def test_the_page_speaks_to_the_reader_and_says_who_the_applicant_is(page: Page) -> None:
    page.click("#way-form")
    assert "demandeur" not in page.inner_text("#form")
    assert "Êtes-vous à la recherche d’un emploi ?" in plain(page.inner_text("#form"))
    open_file(page, EXAMPLES / "several_reasons.json")
    who = "« Le demandeur » est la personne qui demande l’aide : vous, si vous répondez pour vous-même."
    said = plain(page.inner_text("#results"))
    assert said.count(who) == 1
    assert said.index("Le demandeur ne cherche pas d’emploi") < said.index(who) < said.index("Ce que l’outil présume")
    page.click("#clear")
    settle(page)
    left = plain(page.locator("#missing").text_content() or "")
    assert "À vous de répondre" in left
    assert "Êtes-vous à la recherche d’un emploi ?" in left
    assert "Joignez-vous une pièce d’identité ?" in left
    assert "demandeur" not in left
    with in_language(page, "en"):
        open_file(page, EXAMPLES / "several_reasons.json")
        assert page.inner_text("#results").count('"The applicant" is the person who asks for the aid') == 1


def test_a_list_that_speaks_of_the_applicant_says_who_that_is(page: Page) -> None:
    paper = page.locator("#paper body")
    open_file(page, EXAMPLES / "several_reasons.json")
    said = plain(paper.inner_text())
    assert said.index("Nom du demandeur (vous) : …") < said.index("Le demandeur ne cherche pas d’emploi")
    with in_language(page, "en"):
        assert "Name of the applicant (you): …" in paper.inner_text()


def test_the_page_of_the_region_is_named_with_the_result(page: Page) -> None:
    open_file(page, EXAMPLES / "clea_management.json")
    title = "Guide des aides : aides individuelles aux certifications CléA"
    named = f"La page de la Région s’intitule « {title} » (Région Nouvelle-Aquitaine)."
    assert named in plain(page.inner_text("#reasons"))
    with in_language(page, "en"):
        assert f'is called "{title}"' in plain(page.inner_text("#reasons"))


def test_many_answers_are_folded_away_above_the_result(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    reply(page, "12/01/2026")
    assert page.locator("#answers ol").is_visible()
    open_file(page, EXAMPLES / "numerique_final.json")
    assert not page.locator("#answers ol").is_visible()
    assert page.evaluate("document.activeElement.id") == "result-title"
    assert page.evaluate("document.getElementById('result').offsetTop") < 1200


def test_what_a_question_cannot_take_is_said_by_it(page: Page) -> None:
    for answer in ("05/01/2026", "31 avril"):
        reply(page, answer)
    assert "Écrivez un jour qui existe" in page.inner_text("#question-error")
    assert page.evaluate("document.activeElement.id") == "typed"
    reply(page, "2 mars")
    assert page.locator("#question-error").count() == 0


def test_another_evaluator_is_asked_about_anew(page: Page) -> None:
    open_file(page, EXAMPLES / "incomplete.json")
    another = page.locator("#plan").get_by_role("button", name="Changer d’organisme évaluateur")
    assert another.count() == 0  # the present one need only draw up a quote
    open_file(page, EXAMPLES / "evaluator_in_cholet.json")
    before = dossier_of(page)
    assert {"evaluator", "quote"} <= before.keys()
    another.click()
    settle(page)
    kept = {key: held for key, held in before.items() if key not in ("evaluator", "quote")}
    assert dossier_of(page) == kept
    assert page.get_attribute("body", "data-verdict") == "undetermined"
    assert plain(page.inner_text("#question")) == "Si vous joignez un devis, porte-t-il vos nom et prénom ?"
    assert page.evaluate("document.activeElement.closest('#interview') !== null")
    assert page.get_by_role("button", name="Changer d’organisme évaluateur").count() == 0


@pytest.mark.parametrize(("place", "is_elsewhere"), [("49000", True), ("40100", True), ("33200", False)])
def test_an_evaluator_that_is_elsewhere_may_be_another(page: Page, place: str, is_elsewhere: bool) -> None:
    open_file(page, EXAMPLES / "socle_initial.json")
    before = dossier_of(page)
    page.locator("#answers summary").click()
    page.locator("[id='change-evaluator.postal_code']").click()
    settle(page)
    assert page.locator("#interview").get_by_role("button", name="Changer d’organisme évaluateur").count() == 1
    reply(page, place)
    said = "Si c’est un autre organisme, vos réponses sur l’habilitation et le devis sont encore celles du précédent."
    assert (said in plain(page.inner_text("#interview"))) == is_elsewhere
    assert dossier_of(page)["evaluator"]["accreditation"] == before["evaluator"]["accreditation"]
    if is_elsewhere:
        page.locator("#interview").get_by_role("button", name="C’est un autre organisme").click()
        settle(page)
        assert dossier_of(page)["evaluator"] == {"department": place[:2]}
        assert "quote" not in dossier_of(page)
        assert said not in plain(page.inner_text("#interview"))


def test_the_form_asks_whether_an_evaluator_that_is_elsewhere_is_another(page: Page) -> None:
    open_file(page, EXAMPLES / "socle_initial.json")
    page.click("#way-form")
    assert page.locator("#form").get_by_role("button", name="Changer d’organisme évaluateur").count() == 1
    fill(page, "evaluator.department", "40100")
    page.locator("#form").get_by_role("button", name="C’est un autre organisme").click()
    settle(page)
    assert page.evaluate("document.activeElement.id") == "evaluator.accreditation.held"
    assert page.input_value("[id='evaluator.accreditation.valid_until']") == ""
    assert dossier_of(page)["evaluator"] == {"department": "40"}
    open_file(page, EXAMPLES / "socle_initial.json")
    page.locator("#form").get_by_role("button", name="Changer d’organisme évaluateur").click()
    settle(page)
    assert not {"evaluator", "quote"} & dossier_of(page).keys()


def test_a_question_is_skipped_and_gone_back_to(page: Page) -> None:
    page.click("text=Passer la question")
    settle(page)
    assert plain(page.inner_text("#question")) == "Joignez-vous un justificatif de domicile ?"
    page.click("text=Question précédente")
    settle(page)
    reply(page, "05/01/2026")
    assert dossier_of(page)["applicant"] == {"proof_of_residence": {"provided": True, "issued_on": "2026-01-05"}}


def reply(page: Page, answer: str) -> None:
    if page.locator("#typed").count():
        page.fill("#typed", answer)
        page.keyboard.press("Enter")
    else:
        page.locator(".choices button", has_text=answer).click()
    settle(page)


def skip(page: Page) -> None:
    is_start = "première séance" in plain(page.inner_text("#question"))
    page.click("text=Date pas encore fixée : passer" if is_start else "text=Passer la question")
    settle(page)


def tell_of_a_card(page: Page) -> None:
    for answer in CARD:
        reply(page, answer)


def answered(page: Page) -> dict[str, str]:
    """The answers as the page lists them, folded or not."""
    rows = page.locator("#answers li").all()
    return {
        plain(row.locator(".asked").first.text_content() or ""): plain(row.locator(".said").text_content() or "")
        for row in rows
    }


def fill(page: Page, path: str, text: str) -> None:
    page.fill(f"[id='{path}']", text)
    page.keyboard.press("Tab")
    settle(page)


def says(page: Page, path: str, *, seen: bool = True) -> str:
    where = page.locator(f"[id='{path}-says']")
    return plain(where.inner_text() if seen else where.text_content() or "")


def dossier_of(page: Page) -> dict[str, Any]:
    stated: dict[str, Any] = json.loads(page.locator("#json-dossier").text_content() or "")
    return stated


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@contextmanager
def in_language(page: Page, lang: str) -> Iterator[None]:
    """The page in a language, and afterwards in French again."""
    changes = lang != "fr"
    if changes:
        page.click("#language")
        settle(page)
    yield
    if changes:
        page.click("#language")
        settle(page)


# What a first user stumbled over


def test_a_day_that_is_being_typed_is_not_in_force_and_breaks_nothing(page: Page) -> None:
    said = page.inner_text("#today-said")
    page.focus("#today")
    for key in ("Tab", "Tab", "2"):  # the year comes last in either language
        page.keyboard.press(key)
    assert page.input_value("#today") == "0002-03-02"
    settle(page)
    assert page.inner_text("#today-said") == said
    assert "démarrer" not in page.inner_text("#interview")
    page.keyboard.type("027")
    settle(page)
    assert "2027" in page.inner_text("#today-said")
    page.focus("#mark")
    page.focus("#today")
    page.keyboard.press("Backspace")
    settle(page)
    assert page.input_value("#today") == ""
    assert "2027" in page.inner_text("#today-said")
    page.keyboard.type("05052026")
    settle(page)
    assert page.inner_text("#today-said") == "mardi 5 mai 2026"
    page.keyboard.press("Backspace")
    page.focus("#mark")
    assert page.input_value("#today") == "2026-05-05"


def test_an_error_ends_one_request_and_not_the_page(page: Page) -> None:
    reply(page, "05/01/2026")
    page.evaluate("window.stringify = JSON.stringify; JSON.stringify = () => 'no request'")
    reply(page, "2 mars")
    page.evaluate("JSON.stringify = window.stringify")
    assert plain(page.inner_text("#trouble")).startswith("Cela n’a pas abouti. Vos réponses sont gardées")
    assert "démarrer" not in page.inner_text("main")
    reply(page, "2 mars")
    assert page.inner_text("#trouble") == ""
    assert dossier_of(page)["filed_on"] == TODAY


def test_a_language_that_could_not_be_shown_is_shown_with_the_next_answer(page: Page) -> None:
    page.evaluate("window.stringify = JSON.stringify; JSON.stringify = () => 'no request'")
    page.click("#language")
    settle(page)
    page.evaluate("JSON.stringify = window.stringify")
    assert page.inner_text("#trouble").startswith("That did not work.")
    page.fill("#today", "2026-03-03")
    settle(page)
    shown, trouble = page.text_content("#form") or "", page.inner_text("#trouble")
    page.click("#language")
    settle(page)
    assert ("Identity document" in shown, trouble) == (True, "")


def test_another_identity_document_is_asked_about_anew(page: Page) -> None:
    tell_of_a_card(page)
    edit(page, "applicant.identity_document.kind")
    reply(page, "Passeport")
    assert dossier_of(page)["applicant"]["identity_document"] == {"provided": True, "kind": "passport"}
    assert "Autre pièce : sa date de fin de validité est redemandée." in plain(page.inner_text("#interview"))
    assert "jusqu’à quel jour" in page.inner_text("#question").lower()
    reply(page, "14/08/2031")
    assert "Autre pièce" not in page.inner_text("#interview")
    edit(page, "applicant.identity_document.kind")
    reply(page, "Passeport")
    assert "valid_until" in dossier_of(page)["applicant"]["identity_document"]  # the same one
    page.click("#way-form")
    fill(page, "applicant.proof_of_residence.issued_on", "")  # which is asked first
    page.select_option("[id='applicant.identity_document.kind']", "other")
    settle(page)
    said = "Autre pièce : vos réponses sur la précédente sont effacées."
    assert says(page, "applicant.identity_document.kind") == said
    assert page.input_value("[id='applicant.identity_document.valid_until']") == ""


@pytest.mark.parametrize(
    ("of", "to", "forgotten", "said"),
    [
        ("certification.kind", "numerique", "evaluation.initial_outcome", "Autre certification : la réponse sur"),
        ("filed_on", "03/03/2026", "filing_open", "Autre jour : la réponse sur l’ouverture du dépôt"),
    ],
)
def test_what_is_said_of_one_thing_is_not_said_of_another(
    page: Page, of: str, to: str, forgotten: str, said: str
) -> None:
    open_file(page, EXAMPLES / "socle_final.json")
    page.click("#way-form")
    page.select_option("[id='evaluation.initial_outcome']", "not_certified")
    settle(page)
    assert page.input_value(f"[id='{forgotten}']")
    control = page.locator(f"[id='{of}']")
    if control.evaluate("(it) => it.tagName") == "SELECT":
        control.select_option(to)
        settle(page)
    else:
        fill(page, of, to)
    assert page.input_value(f"[id='{forgotten}']") == ""
    assert said in says(page, of)


def test_who_edits_an_answer_about_a_paper_may_have_none(page: Page) -> None:
    tell_of_a_card(page)
    for key in ("applicant.proof_of_residence.issued_on", "applicant.identity_document.kind"):
        edit(page, key)
        page.click("text=Je n’en ai pas (encore)")
        settle(page)
    papers = dossier_of(page)["applicant"]
    assert papers == {"proof_of_residence": {"provided": False}, "identity_document": {"provided": False}}
    assert list(answered(page).values()) == ["Non", "2 avril 2026", "Non"]


def test_who_has_not_filed_yet_sees_what_holds_for_today(page: Page) -> None:
    reply(page, "05/01/2026")
    assert "passez la question" not in page.inner_text("#question-help")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    assert "filed_on" not in dossier_of(page)
    not_filed = "Non déposé"
    assert list(answered(page).values()) == ["5 janvier 2026", not_filed]
    assert page.input_value("#filed_on") == not_filed
    said = "Le dossier n’est pas encore déposé : ce résultat est celui d’un dépôt aujourd’hui, le 2 mars 2026."
    assert says(page, "filed_on", seen=False) == said
    edit(page, "filed_on")
    assert page.input_value("#typed") == ""
    page.click("text=Garder ma réponse")
    settle(page)
    assert answered(page)[FILING] == not_filed
    with in_language(page, "en"):
        assert "Not filed yet" in answered(page).values()
    edit(page, "filed_on")
    reply(page, "02/03/2026")
    assert dossier_of(page)["filed_on"] == TODAY
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    edit(page, "filed_on")
    page.click("text=Effacer ma réponse")
    settle(page)
    assert answered(page)[FILING] == "Passée"


def test_what_is_not_filed_is_decided_as_of_today_and_planned_until_the_last_day(page: Page) -> None:
    open_file(page, EXAMPLES / "socle_initial.json")  # from 11 May 2026 on: complete by 20 April, or by 19 to be safe
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    assert page.get_attribute("body", "data-verdict") == "eligible"
    said = "Le dossier n’est pas encore déposé : ce résultat est celui d’un dépôt aujourd’hui, le 2 mars 2026."
    assert said in plain(page.inner_text("#reasons"))
    plan = plain(page.inner_text("#plan"))
    assert "au plus tard le 20 avril 2026 (le 19 avril 2026 convient dans toutes les lectures)" in plan
    assert "Quel jour" not in plan
    paper = plain(page.locator("#paper body").inner_text())
    assert "Dernier jour pour déposer le dossier complet : lundi 20 avril 2026." in paper
    assert "filed_on" not in dossier_of(page)
    page.fill("#today", "2026-04-21")
    settle(page)
    assert page.get_attribute("body", "data-verdict") == "ineligible"
    assert "complet le 21 avril 2026" in plain(page.inner_text("#reasons"))
    plan = plain(page.inner_text("#plan"))
    assert "Sauf si" not in plan  # nobody need say "unless it was filed"
    assert "reporte l’évaluation : pour un dossier complet le 21 avril 2026, au plus tôt les 12 et 13 mai 2026" in plan


def test_nobody_is_asked_before_the_filing_what_only_the_filing_tells(page: Page) -> None:
    reply(page, "05/01/2026")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    presumed = "Le dépôt en ligne est présumé ouvert le 2 mars 2026"
    assert presumed in plain(page.inner_text("#reasons"))
    assert page.locator("button", has_text="le dépôt en ligne").count() == 0
    page.fill("#today", "2026-02-15")  # when nothing is presumed yet
    settle(page)
    while page.locator("#typed, .choices").count():
        assert "ouvert" not in page.inner_text("#question")
        skip(page)
    assert "ouvert" not in page.inner_text("#interview")
    edit(page, "filed_on")
    reply(page, "10/02/2026")
    assert "Le dépôt en ligne était-il ouvert" in plain(page.inner_text("#question"))


def test_the_calendar_of_what_is_not_filed_has_the_verdict_of_the_page(page: Page) -> None:
    open_file(page, EXAMPLES / "socle_initial.json")  # for 11 May 2026: to be complete by 20 April
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    title = page.locator("#calendar svg > title").first
    assert plain(title.text_content() or "") == "✓ critères publiés remplis, 450 €"
    as_if = "Tirets : aujourd’hui, comme si vous déposiez le dossier."
    assert plain(page.locator("#calendar p").inner_text()) == as_if
    page.fill("#today", "2026-04-21")
    settle(page)
    assert plain(title.text_content() or "") == "✗ critères publiés non remplis"


def test_what_is_not_filed_is_not_said_to_be_complete(page: Page) -> None:
    open_file(page, EXAMPLES / "late_by_one_day.json")  # for 27 April 2026
    page.fill("#today", "2026-04-10")
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    results = plain(page.locator("#result").text_content() or "")
    assert "Le dossier serait complet le 10 avril 2026 alors que l’évaluation commence le 27 avril 2026" in results
    assert "serait en cours de validité le 10 avril 2026" in results
    assert "est complet le" not in results


def test_what_was_said_of_filing_today_is_not_said_of_another_day(page: Page) -> None:
    open_file(page, EXAMPLES / "socle_initial.json")
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    page.click("#way-form")
    page.select_option("[id='filing_open']", "true")
    settle(page)
    assert "filing_open" not in dossier_of(page)
    page.fill("#today", "2026-03-03")
    settle(page)
    assert page.input_value("#filing_open") == ""
    page.select_option("[id='filing_open']", "true")
    settle(page)
    fill(page, "filed_on", "04/03/2026")
    assert page.input_value("#filing_open") == ""
    assert dossier_of(page)["filed_on"] == "2026-03-04"


def test_hints_name_no_day_that_only_a_filing_in_the_past_would_allow(page: Page) -> None:
    page.fill("#today", "2026-04-07")
    reply(page, "20/02/2026")
    while not page.locator(".choices button", has_text="Passeport").count():
        page.click("text=Passer la question")
        settle(page)
    reply(page, "Passeport")
    from_today = "Pour un dépôt à partir d’aujourd’hui, la pièce doit être valable jusqu’au 7 avril 2026 ou après."
    assert from_today in plain(page.inner_text("#question-help"))
    edit(page, "filed_on")
    reply(page, "02/03/2026")
    past = "La pièce doit être valable jusqu’au 2 mars 2026 ou après."
    assert plain(page.inner_text("#question-help")).endswith(past)
    with in_language(page, "en"):
        edit(page, "filed_on")
        page.click("text=Clear my answer")
        settle(page)
        said = "For a filing from today on, the document must be in force until 7 April 2026 or later."
        assert page.inner_text("#question-help").endswith(said)


def test_an_accreditation_has_no_days_to_bear_before_the_evaluation_has_one(page: Page) -> None:
    page.click("#way-form")
    fill(page, "applicant.proof_of_residence.issued_on", "20/02/2026")
    page.click("#way-questions")
    page.locator("#missing button", has_text="quel est le dernier jour de l’habilitation").evaluate(
        "(it) => it.click()"
    )
    settle(page)
    assert plain(page.inner_text("#question-help")) == "Demandez-le à l’organisme évaluateur."
    ends = page.locator("[id='evaluation.ends_on']")
    ends.evaluate("(it) => { it.value = '28/04/2026'; it.dispatchEvent(new Event('change')); }")
    settle(page)
    said = "Demandez-le à l’organisme évaluateur. L’habilitation doit se terminer le 28 avril 2026 ou après."
    assert plain(page.inner_text("#question-help")) == said


def test_the_first_question_says_why_it_is_the_first(page: Page) -> None:
    why = "il faut en moyenne le moins de questions pour arriver à un résultat."
    assert why in plain(page.inner_text("#interview"))
    with in_language(page, "en"):
        assert "Why this question first?" in page.inner_text("#interview")
    reply(page, "05/01/2026")
    assert why not in plain(page.inner_text("#interview"))


def test_what_was_skipped_about_an_evaluator_is_asked_about_another(page: Page) -> None:
    open_file(page, EXAMPLES / "evaluator_in_cholet.json")
    edit(page, "evaluator.accreditation.valid_from")
    page.click("#interview >> text=/Effacer ma réponse|Passer la question/")
    settle(page)
    assert "Passée" in answered(page).values()
    page.locator("#another button").evaluate("(button) => button.click()")
    settle(page)
    assert "Passée" not in answered(page).values()


def test_dates_of_an_evaluation_are_to_be_checked_where_there_are_any(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", note := lambda dialog: asked.append(plain(dialog.message)))
    for _ in range(2):
        open_file(page, EXAMPLES / "evaluator_in_cholet.json")
        page.click("#way-form")
        if asked:
            for key in ("evaluation.ends_on", "evaluation.starts_on"):
                fill(page, key, "")
        page.locator("#form").get_by_role("button", name="Changer d’organisme évaluateur").click()
        settle(page)
    page.remove_listener("dialog", note)
    first, *_, last = (said for said in asked if "devis" in said)
    assert first.endswith("autre ? Les dates de l’évaluation restent : vérifiez-les.")
    assert last.endswith("pour répondre au sujet d’un autre ?")


def test_the_day_that_is_taken_for_today_says_that_it_can_be_changed(page: Page) -> None:
    label = page.get_by_text("Modifier ce jour", exact=True)
    assert label.is_visible()
    assert label.get_attribute("for") == "today"


def edit(page: Page, key: str) -> None:
    page.locator(f"[id='change-{key}']").evaluate("(button) => button.click()")
    settle(page)


# Files


def open_file(page: Page, file: Path) -> None:
    page.set_input_files("#file", file)
    settle(page)


def test_a_dossier_that_was_saved_can_be_opened(page: Page, tmp_path: Path) -> None:
    open_file(page, EXAMPLES / "numerique_final.json")
    assert page.get_attribute("body", "data-verdict") == "eligible"
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == f"dossier-clea-{TODAY}.json"
    assert plain(page.inner_text("#file-says")).startswith(f"Enregistré : dossier-clea-{TODAY}.json. Quand")
    download.value.save_as(tmp_path / "saved.json")
    page.click("#clear")
    settle(page)
    assert page.get_attribute("body", "data-verdict") == "undetermined"
    open_file(page, tmp_path / "saved.json")
    saved = dossier_from_json((tmp_path / "saved.json").read_bytes())
    assert saved == dossier_from_json((EXAMPLES / "numerique_final.json").read_bytes())
    assert page.get_attribute("body", "data-verdict") == "eligible"


def test_what_was_saved_is_said_until_an_answer_changes(page: Page) -> None:
    reply(page, "05/01/2026")
    page.fill("#mark", "FD")
    with page.expect_download():
        page.click("#save")  # which ends the typing of the mark, too
    settle(page)
    said = page.locator("#file-says[role=status]")
    assert plain(said.inner_text()).startswith(f"Enregistré : dossier-clea-FD-{TODAY}.json.")
    page.fill("#today", "2026-03-03")
    settle(page)
    assert plain(said.inner_text()).startswith("Enregistré :")
    reply(page, "02/03/2026")
    assert said.inner_text() == ""


def test_what_is_saved_has_the_answer_given_last(page: Page) -> None:
    page.click("#way-form")
    page.fill("#filed_on", "06/04/2026")
    with page.expect_download() as download:
        page.click("#save")  # which ends the typing of the day
    assert json.loads(Path(download.value.path()).read_text("utf-8")) == {"filed_on": "2026-04-06"}
    settle(page)
    assert plain(page.inner_text("#file-says")).startswith("Enregistré :")


def test_a_dossier_that_is_not_filed_has_the_same_verdict_once_it_is_opened_again(page: Page, tmp_path: Path) -> None:
    open_file(page, EXAMPLES / "socle_initial.json")
    assert plain(page.inner_text("#file-says")) == "Dossier ouvert."
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    shown = [page.inner_text(part) for part in ("#verdict", "#reasons", "#plan", "#answers")]
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "saved.json")
    assert "filed_on" not in json.loads((tmp_path / "saved.json").read_text("utf-8"))
    page.click("#clear")
    settle(page)
    open_file(page, tmp_path / "saved.json")
    assert answered(page)[FILING] == "Non déposé"
    assert [page.inner_text(part) for part in ("#verdict", "#reasons", "#plan", "#answers")] == shown
    assert "450 €" in plain(shown[0])  # Socle, initial
    said = "Il n’indique pas de jour de dépôt : il est pris pour un dossier qui n’est pas encore déposé."
    assert said in plain(page.inner_text("#file-says"))
    edit(page, "filed_on")
    reply(page, "02/03/2026")
    assert dossier_of(page)["filed_on"] == TODAY


def test_the_form_can_say_that_nothing_is_filed(page: Page) -> None:
    page.click("#way-form")
    button = page.locator("#facts").get_by_role("button", name="Pas encore déposé : voir pour aujourd’hui")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    settle(page)
    assert button.get_attribute("aria-pressed") == "true"
    assert page.input_value("#filed_on") == "Non déposé"
    said = "Le dossier n’est pas encore déposé : ce résultat est celui d’un dépôt aujourd’hui, le 2 mars 2026."
    assert says(page, "filed_on") == said
    fill(page, "filed_on", "03/03/2026")
    assert button.get_attribute("aria-pressed") == "false"
    assert dossier_of(page) == {"filed_on": "2026-03-03"}


def test_what_is_said_of_a_filing_whose_day_is_not_is_kept(page: Page, tmp_path: Path) -> None:
    stated = {"filing_open": True}
    (tmp_path / "saved.json").write_text(json.dumps(stated), "utf-8")
    open_file(page, tmp_path / "saved.json")
    assert dossier_of(page) == stated


def test_answers_that_are_not_saved_are_not_replaced_without_a_word(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", note := lambda dialog: asked.append(dialog.message))
    open_file(page, EXAMPLES / "numerique_final.json")
    assert asked == []
    page.select_option("[id='evaluation.stage']", "initial", force=True)
    settle(page)
    page.evaluate("window.asks = confirm; window.confirm = (said) => { window.said = said; return false; }")
    kept = dossier_of(page)
    page.set_input_files("#file", EXAMPLES / "socle_final.json")
    page.wait_for_function("window.said")
    settle(page)
    assert plain(page.evaluate("window.said")).startswith("Vos réponses ne sont pas enregistrées.")
    assert dossier_of(page) == kept
    page.evaluate("window.confirm = window.asks; delete window.said")
    page.remove_listener("dialog", note)


def test_two_people_are_told_apart_by_a_mark_that_the_dossier_does_not_hold(page: Page, tmp_path: Path) -> None:
    open_file(page, EXAMPLES / "numerique_final.json")
    paper = page.locator("#paper body")
    assert re.search(r"Nom du demandeur \(vous\) : …+", plain(paper.inner_text()))
    assert "Repère" not in paper.inner_text()
    page.fill("#mark", "F.D. 12")
    page.keyboard.press("Tab")
    settle(page)
    assert "Repère : F.D. 12" in plain(paper.inner_text())
    assert "F.D." not in (page.locator("#json-dossier").text_content() or "")
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == f"dossier-clea-F-D-12-{TODAY}.json"
    assert "F.D." not in Path(download.value.path()).read_text("utf-8")
    open_file(page, EXAMPLES / "socle_final.json")
    assert (page.input_value("#mark"), "Repère" in paper.inner_text()) == ("", False)
    saved = tmp_path / f"{Path(download.value.suggested_filename).stem} (1).json"
    download.value.save_as(saved)
    open_file(page, saved)
    assert (page.input_value("#mark"), "Repère : F-D-12" in plain(paper.inner_text())) == ("F-D-12", True)


def test_a_dossier_that_is_opened_answers_no_question_that_was_not_asked(page: Page, tmp_path: Path) -> None:
    tell_of_a_card(page)
    page.click("#way-form")
    fill(page, "applicant.department", "33000")
    kept, left = dossier_of(page), page.locator("#question").text_content()
    (tmp_path / "saved.json").write_text(json.dumps(kept), "utf-8")
    page.click("#clear")
    settle(page)
    open_file(page, tmp_path / "saved.json")
    assert dossier_of(page) == kept
    assert page.locator("#question").text_content() == left
    assert answered(page) == {
        "Si vous joignez un justificatif de domicile, de quel jour date-t-il ?": "12 janvier 2026",
        FILING: "2 avril 2026",
        "Si vous joignez une pièce d’identité, laquelle ?": "Carte nationale d’identité",
        "Dernier jour de validité de votre carte d’identité, prolongation éventuelle comprise": "2 mai 2027",
        "Dans quel département se trouve votre résidence principale ?": "Gironde (33)",
    }


def test_what_is_cleared_while_the_page_computes_stays_cleared(page: Page) -> None:
    open_file(page, EXAMPLES / "numerique_final.json")
    page.evaluate("""() => {
        document.getElementById("today").dispatchEvent(new Event("change"));
        document.getElementById("clear").click();
    }""")
    settle(page)
    assert dossier_of(page) == {}
    assert page.locator("#answers li").count() == 0


def test_a_file_that_is_no_dossier_is_refused_with_every_problem(page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"filed_on": "2026-02-30", "evaluation": {"stage": "middle"}}', "utf-8")
    open_file(page, wrong)
    page.wait_for_selector("#file-says li")
    assert page.locator("#file-says li").count() == 2
    assert plain(page.inner_text("#file-says")).startswith("Ce fichier n’a pas été enregistré par cette page")


# The page


def test_nothing_leaves_the_page(page: Page, window: tuple[Page, list[str]]) -> None:
    _, asked = window
    for answer in ("05/01/2026", "2 mars", "Passeport"):
        reply(page, answer)
    assert [url.partition(":")[0] for url in asked].count("file") == 1
    assert {url.partition(":")[0] for url in asked} <= {"file", "blob", "data"}
    refused = page.evaluate("fetch('https://clea.invalid/').then(() => 'sent', () => 'refused')")
    refusing = page.evaluate("""new Promise((found) => {
        addEventListener("securitypolicyviolation", (event) => found(event.effectiveDirective), { once: true });
        fetch("https://clea.invalid/").catch(() => null);
    })""")
    assert (refused, refusing) == ("refused", "connect-src")


@pytest.mark.parametrize("way", ["#way-questions", "#way-form"])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_axe_finds_nothing_serious(page: Page, axe: str, lang: str, dark: bool, way: str) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": 390, "height": 844})
    open_file(page, EXAMPLES / "several_reasons.json")
    page.click(way)
    with in_language(page, lang):
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(({ violations }) => violations)")
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"]) for each in grave] == []


def test_nothing_is_wider_than_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_file(page, EXAMPLES / "several_reasons.json")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for way in ("#way-questions", "#way-form"):
        page.click(way)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = false; })")


def test_the_list_of_papers_is_one_sheet_of_a4(page: Page) -> None:
    open_file(page, EXAMPLES / "several_reasons.json")
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.click("#print")
    assert page.evaluate("window.printed") == "printing-list"
    page.evaluate("document.body.classList.add('printing-list')")
    printed = page.pdf(prefer_css_page_size=True)
    page.evaluate("document.body.classList.remove('printing-list')")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [(595, 842)]


def test_whatever_prints_the_page_prints_the_list(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_file(page, EXAMPLES / "several_reasons.json")
    page.emulate_media(media="print")
    phone, paper = page.locator("#calendar svg").all()
    assert (phone.is_visible(), paper.is_visible()) == (False, True)
    tops = {part: page.evaluate(f"document.getElementById('{part}').getBoundingClientRect().top") for part in PRINTED}
    page.emulate_media(media="null")
    assert sorted(PRINTED, key=tops.__getitem__) == list(PRINTED)
    assert 0 not in tops.values()  # what is not shown is nowhere


def test_what_fits_on_one_page_is_not_cut_between_two(page: Page, tmp_path: Path) -> None:
    stated = json.loads((EXAMPLES / "socle_initial.json").read_text("utf-8"))
    del stated["filed_on"]
    stated["evaluation"] |= {"starts_on": "2027-02-10", "ends_on": "2027-02-11"}
    (tmp_path / "unfiled.json").write_text(json.dumps(stated), "utf-8")
    page.fill("#today", "2026-11-28")
    settle(page)
    open_file(page, tmp_path / "unfiled.json")
    assert page.is_visible("#plan li")
    assert pages(page) == 5  # the result, what to do, the list, the calendar and the answers: on 4 the list is cut
    open_file(page, EXAMPLES / "several_reasons.json")
    assert pages(page) == 4  # what to do stands below the result; none is empty
    page.emulate_media(media="print")
    whole = ("#plan", "#sheet", "#calendar", "#answers", "#reasons ul")
    broken = [page.locator(part).first.evaluate("(it) => getComputedStyle(it).breakInside") for part in whole]
    below = page.locator("#calendar p").evaluate("(it) => getComputedStyle(it).breakBefore")
    page.emulate_media(media="null")
    assert [*broken, below] == ["avoid"] * 6


def pages(page: Page) -> int:
    """How many sheets of paper the whole page takes."""
    return len(re.findall(rb"/MediaBox ", page.pdf(prefer_css_page_size=True)))


def test_a_start_that_takes_long_shows_that_something_moves(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.add_init_script("window.Worker = class { postMessage() {} };")
    page.clock.install()
    page.goto(file.as_uri())
    moves = "getComputedStyle(document.querySelector('.starting')).animationName"
    assert page.evaluate(moves) == "starting"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moves) == "none"
    assert page.evaluate("document.getElementById('verdict').offsetHeight") == 0
    page.clock.run_for(9_000)
    assert page.inner_text("#slow") == ""
    page.clock.run_for(1_500)
    assert page.inner_text("#slow").startswith("La première ouverture peut prendre une minute")
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_scrolled_to_is_not_under_the_banner(page: Page, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    with in_language(page, lang):
        open_file(page, EXAMPLES / "on_the_last_day.json")  # of all examples, the longest banner
        assert below_banner(page, "#result-title")
        page.locator("#reasons button").click()
        settle(page)
        assert below_banner(page, "#way-questions") or width > 960
        assert below_banner(page, "#question")
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        assert below_banner(page, "#way-questions")


def below_banner(page: Page, what: str) -> bool:
    """Whether the banner leaves it alone, and it is in the window."""
    box = page.locator(what).bounding_box()
    banner = page.locator("#verdict").bounding_box()
    assert box is not None
    assert banner is not None
    height: int = page.evaluate("innerHeight")
    return banner["y"] + banner["height"] <= box["y"] < height - box["height"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_field_of_the_form_cuts_what_it_says(page: Page, lang: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    tell_of_a_card(page)
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    page.click("#way-form")
    with in_language(page, lang):
        cut = page.evaluate("""() => {
            const pen = document.createElement("canvas").getContext("2d");
            const said = (it) => it.tagName === "SELECT" ? [...it.options].map((each) => each.text) : [it.value];
            const arrow = (it) => it.tagName === "SELECT" ? 20 : 0;
            const room = (it) => it.clientWidth - 2 * parseFloat(getComputedStyle(it).paddingLeft) - arrow(it);
            return [...document.querySelectorAll("#facts :is(select, input[type=text])")].filter((it) => it.offsetWidth)
                .flatMap((it) => {
                    pen.font = getComputedStyle(it).font;
                    return said(it).filter((text) => pen.measureText(text).width > room(it));
                });
        }""")
    assert cut == []


def test_every_button_is_large_enough_for_a_thumb(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_file(page, EXAMPLES / "several_reasons.json")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    small = "[...document.querySelectorAll('button')].filter((each) => each.offsetHeight && each.offsetHeight < 44)"
    for way in ("#way-form", "#way-questions"):
        page.click(way)
        assert page.evaluate(f"{small}.map((each) => each.textContent)") == []
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = false; })")


def test_the_page_is_in_the_language_that_somebody_chose(page: Page) -> None:
    with in_language(page, "en"):
        assert page.get_attribute("html", "lang") == "en"
        assert page.inner_text("#question") == "If you enclose a proof of residence, what is its date?"
        assert page.title() == "Regional aid towards a CléA certification"
    assert page.get_attribute("html", "lang") == "fr"
    assert (
        plain(page.inner_text("#question")) == "Si vous joignez un justificatif de domicile, de quel jour date-t-il ?"
    )


def test_a_bill_that_is_good_only_today_is_said_on_the_list(page: Page) -> None:
    reply(page, "03/12/2025")  # three months old tomorrow
    said = "Avec votre justificatif de domicile actuel : au plus tard le 2 mars 2026."
    assert said in plain(page.locator("#paper body").inner_text())
    open_file(page, EXAMPLES / "late_by_one_day.json")
    page.fill("#today", "2026-05-19")  # too late for its evaluation; its bill of 20 February is good until today
    edit(page, "filed_on")
    page.click("text=Pas encore déposé : voir pour aujourd’hui")
    settle(page)
    assert said.replace("2 mars", "19 mai") in plain(page.locator("#paper body").inner_text())


def test_the_form_helps_where_a_question_does_not_explain_itself(page: Page) -> None:
    page.click("#way-form")
    helps = {
        "filing_open": "Oui, si la plateforme a reçu votre dossier.",
        "evaluator.accreditation.certification": "s’il nomme les deux, choisissez celle que vous demandez.",
    }
    for path, said in helps.items():
        assert said in plain(page.locator(f"[id='{path}-help']").inner_text())


def test_a_dossier_that_was_in_time_is_not_said_to_be_late(page: Page) -> None:
    open_file(page, EXAMPLES / "incomplete.json")  # filed on 6 April 2026, for 18 May: 27 April is the last day
    page.fill("#today", "2026-04-28")
    settle(page)
    said = (
        "Complet à partir d’aujourd’hui, le dossier serait tardif pour l’évaluation qui commence le 18 mai 2026 : le "
        "dernier jour était le 27 avril 2026."
    )
    assert said in plain(page.inner_text("#reasons"))
    assert "devait être complet" not in plain(page.inner_text("#results"))


def test_the_lines_on_the_calendar_are_explained_below_it(page: Page) -> None:
    lines = page.locator("#calendar p")
    open_file(page, EXAMPLES / "late_by_one_day.json")
    both = "Tirets : le jour du dépôt. Pointillés : aujourd’hui."
    assert plain(lines.inner_text()) == both
    page.click("#way-form")
    fill(page, "filed_on", "")
    assert plain(lines.inner_text()) == "Pointillés : aujourd’hui."
    with in_language(page, "en"):
        assert lines.inner_text() == "Dotted line: today."


def test_the_calendar_does_not_say_that_no_day_is_left_where_that_is_no_news(page: Page) -> None:
    described = page.locator("#calendar svg > desc").first
    none_is_left = "aucun jour de dépôt ne convient"
    open_file(page, EXAMPLES / "socle_initial.json")  # filed in time for 11 May 2026: by 20 April
    page.fill("#today", "2026-11-28")
    settle(page)
    assert page.get_attribute("body", "data-verdict") == "eligible"
    assert none_is_left not in plain(described.text_content() or "")
    assert plain(page.locator("#calendar p").inner_text()) == "Tirets : le jour du dépôt."
    page.click("#clear")
    settle(page)
    page.click("#way-form")
    page.locator("#not-filed").click()
    settle(page)
    fill(page, "evaluation.starts_on", "10/02/2027")  # to be complete by 20 January
    fill(page, "applicant.proof_of_residence.issued_on", "20/08/2026")  # less than three months old until 19 November
    assert "au plus tard le 20 janvier 2027" in plain(page.inner_text("#plan"))
    assert none_is_left not in plain(described.text_content() or "")
    assert "entre le 20 août 2026 et le 19 novembre 2026 inclus" in plain(described.text_content() or "")
    below = "Le calendrier montre les dates telles qu’elles sont indiquées, sans rien y corriger."
    assert plain(page.locator("#calendar p").inner_text()).endswith(below)
    fill(page, "applicant.proof_of_residence.issued_on", "20/10/2026")  # until 19 January
    assert "entre le 28 novembre 2026 et le 19 janvier 2027 inclus" in plain(described.text_content() or "")
    assert below not in plain(page.locator("#calendar p").inner_text())


def test_plans_begin_today(page: Page) -> None:
    open_file(page, EXAMPLES / "late_by_one_day.json")
    first, second = page.locator("#plan ol li").all_inner_texts()
    assert plain(first).startswith("Le demandeur dépose le dossier complet au plus tard le 6 avril 2026 (le 5 avril")
    postponed = "au plus tôt les 28 et 29 avril 2026 (à partir du 29 avril"
    assert f"pour un dossier complet le 7 avril 2026, {postponed}" in plain(second)
    page.fill("#today", "2026-04-07")
    settle(page)
    planned = plain(page.inner_text("#plan"))
    assert postponed in planned  # complete today, it is not to be filed again
    assert "le dossier complet" not in planned


def test_the_licences_of_what_the_page_carries_are_shown(page: Page) -> None:
    page.click("footer summary >> nth=0")
    shown = page.inner_text("#licences")
    page.click("footer summary >> nth=0")
    for name in ("Pyodide", "CPython", "attrs", "cattrs", "python-dateutil", "clea-eligibility"):
        assert name in shown
    assert "MPL-2.0" in shown
    assert "https://github.com/pyodide/pyodide" in shown


def test_two_builds_give_the_same_bytes(file: Path, tmp_path: Path) -> None:
    build_app.build(tmp_path / "again.html")
    first, second = (sha256(path.read_bytes()).hexdigest() for path in (file, tmp_path / "again.html"))
    assert first == second
    assert file.stat().st_size < 12_000_000
