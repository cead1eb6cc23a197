"""Nothing is said in English to somebody who asked for French: texts, refusals, help, and what ``argparse`` says."""

import gc
import json
import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import polars as pl
import pytest
from french import english_in
from refusals import nested

import clea_eligibility
from clea_eligibility import FACTS, CleaError, Dossier, InvalidDossier, Problem
from clea_eligibility.cli import _words, main
from clea_eligibility.editions import rule_set
from clea_eligibility.errors import Text, why
from clea_eligibility.frames import decide_frame
from clea_eligibility.frames._rows import read_row
from clea_eligibility.frames._vocabulary import BEYOND
from clea_eligibility.whatif import change, postpone, sweep
from clea_eligibility.wire import dossier_from_dict, dossier_from_json

Capture = pytest.CaptureFixture[str]


def test_english_is_told_from_french() -> None:
    assert english_in("expected a date, got null") == {"expected", "got"}
    assert not english_in("attendu : une date, reçu : null ; vouliez-vous dire 'the end' ? (page, evaluation.ends_on)")


def test_every_text_of_the_library_is_french_in_french() -> None:
    for module in walk_packages(clea_eligibility.__path__, "clea_eligibility."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.unfreeze()  # what a command that ended in this process left
    texts = [one for one in gc.get_objects() if isinstance(one, Text)]
    assert len(texts) > 600  # phrases, labels, questions, refusals and help
    assert {text.fr for text in texts if english_in(text.fr)} == set()


# Refusals


WRONG: tuple[Any, ...] = (
    *(0, 1, -1, 33, 20260302, 1.5, 10**40, float("nan"), float("inf"), True, False),
    *("", "x", "2026-02-30", "20260302", "2026-03-02T00:00:00Z", "1899-12-31", "2200-01-01", "9999-12-31", "oui"),
    *("s\N{CYRILLIC SMALL LETTER O}cle", "Socle", "99999", "2a", "33 ", "z" * 200, "a\x1bb"),
    *([], [1], {}, {"kind": 1}, {"x": {}}),
)
KEYS = (
    *("x", "Filed_on", "filed on", "évaluation", "quote.provided", "a\nb", "k" * 200),
    "f\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}led_on",
)
TEXTS: tuple[str | bytes, ...] = (
    *("", "{", "nonsense", "[]", "null", '"x"', '{"a": NaN}', '{"filed_on": 1, "filed_on": 2}', "{" * 500, "[" * 500),
    *(b"\xff", "{}".encode("utf-16"), "{}".encode("utf-32"), b'{"a": "\xe9"}', '{"x": 1e999}', "{} {}", "\ud800"),
)
ORDERS: tuple[Any, ...] = (
    {"evaluation": {"starts_on": "2026-04-02", "ends_on": "2026-04-01"}},
    {"evaluator": {"accreditation": {"valid_from": "2026-04-02", "valid_until": "2026-04-01"}}},
    {f"key_{number}": number for number in range(300)},
)


def problems_with(read: Any, *given: Any, **named: Any) -> tuple[Problem, ...]:
    """What is wrong with what is given to a function; nothing where it is taken."""
    try:
        read(*given, **named)
    except InvalidDossier as refused:
        return refused.problems
    return ()


def every_problem() -> Iterable[Problem]:
    paths = [fact.path for fact in FACTS]
    for value in WRONG:
        for path in (*paths, "evaluation", "applicant", "applicant.identity_document", "quote"):
            yield from problems_with(dossier_from_dict, nested(path, value))
        for path in paths:
            yield from problems_with(change, Dossier(), {path: value})
        if not isinstance(value, list | dict):
            yield from problems_with(change, Dossier(), {value: 1})
        yield from problems_with(sweep, Dossier(), {"filed_on": value})
    for key in KEYS:
        yield from problems_with(dossier_from_dict, {key: 1})
        yield from problems_with(dossier_from_dict, {"evaluation": {key: 1}})
        yield from problems_with(change, Dossier(), {key: 1})
    for text in TEXTS:
        yield from problems_with(dossier_from_json, text)
    for order in ORDERS:
        yield from problems_with(dossier_from_dict, order)
    planned = dossier_from_dict({"evaluation": {"starts_on": "2199-12-01"}})
    yield from problems_with(postpone, planned, 365)
    yield from problems_with(read_row, {"filed_on": BEYOND})
    yield from problems_with(read_row, {"unread": "filed_on: hier;quote.provided: peut-être"})


def test_every_problem_is_told_in_french() -> None:
    found = list(every_problem())
    assert {one.code for one in found} == {
        *("duplicate_key", "not_a_date", "not_json", "out_of_range", "too_deep", "too_many_problems", "unknown_key"),
        *("unknown_value", "unreadable", "wrong_order", "wrong_type"),
    }
    assert {one.text("fr") for one in found if english_in(one.text("fr").replace("passport, ", ""))} == set()
    assert all(one.text("en") == one.message for one in found)
    assert {one.text("fr") for one in found if one.text("fr") == one.message} == set()


def test_a_refusal_is_told_as_a_whole() -> None:
    with pytest.raises(InvalidDossier) as caught:
        dossier_from_dict({"quote": {"provided": 1}, "x": 1})
    assert caught.value.text() == (
        "quote.provided\u00a0: attendu\u00a0: true ou false\u202f; reçu\u00a0: le nombre 1\n"
        "x\u00a0: clé inconnue\u202f; valeurs possibles\u00a0: filed_on, filing_open, applicant, certification, "
        "evaluation, evaluator, quote"
    )
    assert caught.value.text("en") == str(caught.value)


@pytest.mark.parametrize(
    ("name", "french"),
    [
        ("guide-2025", "l’édition 'guide-2025' n’existe pas\u202f; vouliez-vous dire 'guide-2026'\u202f?"),
        (
            "guide-2026+clear_day",
            "guide-2026 n’a pas de lecture 'clear_day'\u202f; vouliez-vous dire 'clear_days'\u202f?",
        ),
        (
            "guide-2026+clear_days+same_weekday",
            (
                "'guide-2026+clear_days+same_weekday'\u00a0: clear_days et same_weekday sont deux lectures d’une même "
                "règle, filed_three_weeks_before"
            ),
        ),
    ],
)
def test_an_edition_that_does_not_exist_is_refused_in_french(name: str, french: str) -> None:
    with pytest.raises(CleaError) as caught:
        rule_set(name)
    assert caught.value.text() == french
    assert caught.value.text("en") == str(caught.value)


def test_what_only_programmers_meet_is_told_in_english() -> None:
    with pytest.raises(CleaError) as caught:
        clea_eligibility.GUIDE.rule("no_such_rule")
    assert caught.value.text("fr") == str(caught.value)


def test_columns_are_refused_in_french() -> None:
    for frame in (
        pl.DataFrame({"x": [1]}),
        pl.DataFrame({"filed_on": [1]}),
        pl.DataFrame({"Filed_On": ["2026-03-02"]}),
        pl.DataFrame({"evaluation": [{"starts_on": "2026-03-02"}], "filing_open": [True]}),
        pl.DataFrame({"outcome": [1], "filing_open": [True]}),
    ):
        with pytest.raises(CleaError) as caught:
            decide_frame(frame)
        assert not english_in(caught.value.text()), caught.value.text()
        assert caught.value.text() != str(caught.value)


@pytest.mark.parametrize(
    ("error", "french"),
    [
        (FileNotFoundError(2, "No such file or directory"), "ce fichier ou ce répertoire n’existe pas"),
        (IsADirectoryError(21, "Is a directory"), "c’est un répertoire"),
        (ValueError("embedded null byte"), "le nom contient un octet nul"),
        (OSError(5_000, "Out of ideas"), "«\u202fOut of ideas\u202f» (message d’origine)"),
        (OSError(Text("elle est fermée", "it is closed")), "elle est fermée"),
    ],
)
def test_why_a_file_cannot_be_read_is_told_in_french(error: Exception, french: str) -> None:
    assert why(error).fr == french


# The command line


@pytest.mark.parametrize("command", ["", *_words.COMMANDS])
def test_help_is_french(command: str, capsys: Capture) -> None:
    assert main([*command.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("usage\u00a0: clea-eligibility")
    assert "\noptions\u00a0:\n  -h, --help" in said
    shown = re.sub(r"^( {4}|usage\u00a0: clea-eligibility )[a-z]+\b", "", said, flags=re.MULTILINE)
    assert english_in(shown) == set()


FILES = {
    "not.json": "{",
    "wrong.json": '{"evaluation": {"stage": "prealable"}, "x": 1}',
    "twice.csv": "filed_on,filed_on\n",
    "none.csv": "",
    "semicolons.csv": "filed_on;filing_open\n",
    "spreadsheet.csv": "sep=,\n",
    "quote.csv": 'filed_on,"x\n',
    "taken.jsonl": '{"outcome": 1}\n',
    "plain.jsonl": '{"filed_on": "2026-03-02"}\n',
}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nix",
        "decide",
        "decide --lang",
        "decide x --lang de",
        "decide --json=1 x",
        "decide x --rules",
        "decide missing.json",
        "decide .",
        "decide not.json",
        "decide wrong.json missing.json",
        "decide wrong.json --rules guide-2025",
        "plan x y",
        "plan wrong.json --today 2026-02-30",
        "letter wrong.json",
        "deadlines 2026-05-02 2026-05-01",
        "deadlines 2026-05-02 2026-05-01 --csv --ics",
        "deadlines 1800-01-01 1800-01-02",
        "schema page",
        "batch missing.csv out.csv",
        "batch twice.csv out.csv",
        "batch none.csv out.csv",
        "batch semicolons.csv out.csv",
        "batch spreadsheet.csv out.csv",
        "batch quote.csv out.csv",
        "batch taken.jsonl out.csv",
        "batch plain.jsonl plain.jsonl",
        "batch plain.jsonl out.xlsx",
        "batch plain.jsonl nowhere/out.csv",
        "batch plain.jsonl .csv/out.csv",
    ],
)
def test_a_refused_command_is_told_why_in_french(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        Path(name).write_text(content, "utf-8")
    assert main(line.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    *_, said = re.split(r"^(?=clea-eligibility)", err, maxsplit=1, flags=re.MULTILINE)
    assert said.startswith("clea-eligibility")
    assert english_in(re.sub(r"clea-eligibility( \w+)?\u00a0", "", said)) == set(), said


def test_json_refusals_stay_english(capsys: Capture) -> None:
    assert main(["decide", "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["problems"][0]["message"] == (
        "the following arguments are required: FILE"
    )
    assert main(["decide", "--json", "--help"]) == 0
    assert "montrer cette aide" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", [["--lang", "en", "decide"], ["decide", "--lang", "en"], ["decide", "--lang=en"], ["--lang=en", "decide"]]
)
def test_the_language_is_known_wherever_it_stands(line: list[str], capsys: Capture) -> None:
    assert main(line) == 2
    assert "the following arguments are required: FILE" in capsys.readouterr().err


def test_what_argparse_may_say_one_day_is_repeated() -> None:
    assert _words.usage_said("something new").fr == "something new"


def test_notes_on_a_batch_are_french(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "in.csv").write_text("filing_open,evaluation.start\ntrue,x\nmaybe,x\nperhaps,x\n", "utf-8")
    assert main(["batch", str(tmp_path / "in.csv"), str(tmp_path / "out.csv")]) == 0
    assert capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ").splitlines() == [
        (
            "clea-eligibility : la colonne 'evaluation.start' n’est pas une information ; vouliez-vous dire "
            "'evaluation.starts_on' ?"
        ),
        "clea-eligibility : 2 lignes sur 3 n’ont pas pu être examinées : voir leur colonne « problems »",
    ]
