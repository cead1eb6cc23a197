"""Files as they come: other names, words, days, separators and encodings; and lines of JSON that are read at once."""

import csv
import json
import re
import shlex
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from attrs import evolve
from framing import aimed_rows, as_json

from clea_eligibility import GUIDE, CleaError
from clea_eligibility.cli import main
from clea_eligibility.frames import Notation
from clea_eligibility.frames.files import Tally, _deciding, decide_file

DOCS = Path(__file__).parents[2] / "docs"
FRENCH = Notation(
    names={"Dépôt": "filed_on", "Dpt": "applicant.department", "Devis": "quote.provided"},
    values={"applicant.department": {"Gironde": "33"}},
    dates="%d/%m/%Y",
    true=["oui", "1"],
    false="non",
)
ROWS: list[dict[str, Any]] = [
    {"id": "A", "Dépôt": "06/04/2026", "Dpt": "Gironde", "Devis": "Oui"},
    {"id": "B", "Dépôt": "31/04/2026", "Dpt": "1", "Devis": "false"},
    {"id": "C", "Dépôt": "2026-04-06", "Dpt": "87,0", "Devis": "1"},
    {"id": "D", "Dépôt": None, "Dpt": "75", "Devis": "non"},
]
PROBLEMS = ["", "unreadable", "unreadable", ""]
REASONS = ["", "", "", "lives_in_region;quote_provided"]
FACTS = [
    (date(2026, 4, 6), "33", True),
    (None, None, False),
    (None, "87", True),
    (None, "75", False),
]
TOLD = [
    ("filed_on", "unreadable", "'31/04/2026' could not be read"),
    ("applicant.department", "unreadable", "'1' could not be read"),
    ("filed_on", "unreadable", "'2026-04-06' could not be read"),
]
NAMES = '\'given.json\': expected a JSON object such as {"Déposé le": "filed_on"}'
VALUES = '\'given.json\': expected a JSON object such as {"quote.provided": {"joint": true}}'
FORMS = ["csv", "jsonl", "parquet"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(form: str, rows: list[dict[str, Any]]) -> str:
    frame, name = pl.DataFrame(rows, infer_schema_length=None), f"in.{form}"
    writers: dict[str, Any] = {"csv": frame.write_csv, "jsonl": frame.write_ndjson, "parquet": frame.write_parquet}
    writers[form](name)
    return name


def rows_of(name: str, separator: str = ",") -> list[dict[str, Any]]:
    if name.endswith("parquet"):
        return pl.read_parquet(name).to_dicts()
    if name.endswith("csv"):
        with open(name, encoding="utf-8", newline="") as file:  # noqa: PTH123
            return [
                {key: cell or None for key, cell in row.items()} for row in csv.DictReader(file, delimiter=separator)
            ]
    return [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()]


# Options of facts_from


@pytest.mark.parametrize("source", FORMS)
@pytest.mark.parametrize("target", FORMS)
def test_values_are_read_as_they_come(source: str, target: str) -> None:
    tally = decide_file(write(source, ROWS), f"out.{target}", "errors.csv", notation=FRENCH)

    rows = rows_of(f"out.{target}")
    assert tally == Tally(4, 2)
    assert [row["problems"] or "" for row in rows] == PROBLEMS
    assert [row["reasons"] or "" for row in rows] == REASONS
    if source == target:
        assert [{name: row[name] for name in ROWS[0]} for row in rows] == ROWS
    else:
        written = [(row["filed_on"], row["applicant.department"], row["quote.provided"]) for row in rows]
        texts = {True: "true", False: "false"} if target == "csv" else {}
        day = str if target != "parquet" else (lambda found: found)
        assert written == [(day(on) if on else None, of, texts.get(held, held)) for on, of, held in FACTS]
        assert [row["id"] for row in rows] == ["A", "B", "C", "D"]
    assert "unread" not in rows[0]
    assert [(row["path"], row["code"], row["message"]) for row in rows_of("errors.csv")] == TOLD


def test_the_command_of_the_page_decides_the_export_of_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    page = (DOCS / "how-to" / "csv-export.md").read_text("utf-8")
    made = "\n".join(re.findall(r"^(?:>>>|\.\.\.) ?(.*)$", page.partition("```console")[0], re.MULTILINE))
    exec(made.replace("Path(mkdtemp())", "Path()"), {})  # noqa: S102 - our own page
    (command,) = re.findall(r"```console\n\$ clea-eligibility (.*?)\n```", page, re.DOTALL)

    assert main([*shlex.split(command.replace("\\\n", "")), "--lang", "en"]) == 0
    assert capsys.readouterr().err == "clea-eligibility: 1 of 3 rows could not be decided: see their 'problems'\n"
    rows = rows_of("decisions.csv", ";")
    assert [(row["Nom"], row["Déposé le"], row["outcome"], row["reasons"], row["problems"]) for row in rows] == [
        ("Éléonore Dupont", "06/04/2026", "undetermined", None, None),
        ("Durand; Zoé", "07/04/2026", "ineligible", "filed_three_weeks_before;quote_provided", None),
        ("Jean Petit", "31/04/2026", None, None, "unreadable"),
    ]
    assert [(row["row"], row["path"]) for row in rows_of("errors.csv", ";")] == [
        ("4", "filed_on"),
        ("4", "applicant.is_job_seeker"),
        ("4", "applicant.department"),
    ]


def test_names_alone_leave_days_and_truth_values_as_batch_has_them() -> None:
    rows = [{"Dépôt": "2026-04-06", "Devis": "true"}, {"Dépôt": "06/04/2026", "Devis": "oui"}]
    write("csv", rows)
    Path("names.json").write_text('{"Dépôt": "filed_on", "Devis": "quote.provided"}', "utf-8")

    assert main(["batch", "in.csv", "out.csv", "--errors", "errors.csv", "--rename", "names.json"]) == 0

    assert [row["problems"] for row in rows_of("out.csv")] == [None, "unreadable"]
    assert [row["path"] for row in rows_of("errors.csv")] == ["filed_on", "quote.provided"]


def test_objects_of_a_line_are_read_too_and_what_is_wrong_with_them_is_told() -> None:
    lines = [
        {"Dépôt": "06/04/2026", "applicant": {"department": 33.0}, "quote": {"provided": "non"}},
        {"filed_on": "06/04/2026", "applicant": {"departement": 33, "department": 1}, "quote": ["oui"]},
        {"Dépôt": "06/04/2026", "filed_on": "07/04/2026"},
        {"Dépôt": ["06/04/2026"]},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines) + '{"Dépôt": "06/04/2026", "Dépôt": null}\n[]\n'
    Path("in.jsonl").write_text(text, "utf-8")

    decide_file("in.jsonl", "out.jsonl", "errors.csv", notation=FRENCH)

    assert [row["reasons"] for row in rows_of("out.jsonl")] == ["quote_provided", "", "", "", "", ""]
    assert [(row["row"], row["path"], row["code"]) for row in rows_of("errors.csv")] == [
        ("2", "applicant.department", "unreadable"),
        ("2", "applicant.departement", "unknown_key"),
        ("2", "quote", "wrong_type"),
        ("3", "filed_on", "duplicate_key"),
        ("4", "filed_on", "unreadable"),
        ("5", "filed_on", "duplicate_key"),
        ("6", None, "wrong_type"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "options", "fr", "en"),
    [
        ("in.csv", "Dépôt\n", {"names": {"Depot": "filed_on"}}, "il n’y a pas de colonne 'Depot'", "no column 'Depot'"),
        ("in.csv", "x\n", {"names": {"x": "filled_on"}}, "'filled_on' n’est pas", "'filled_on' is no fact"),
        ("in.jsonl", "{}\n", {"names": {"x": "filled_on"}}, "'filled_on' n’est pas", "'filled_on' is no fact"),
        ("in.csv", "filed_on\n", {"dates": "%d/%m/%y"}, "attendu\u00a0: %d, %m et %Y", "expected %d, %m and %Y"),
        ("in.csv", "filed_on\n", {"separator": ";;"}, "attendu\u00a0: un seul signe", "expected a single sign"),
        ("in.csv", "filed_on\n", {"separator": "a"}, "attendu\u00a0: un seul signe", "expected a single sign"),
        ("in.csv", "filed_on\n", {"encoding": "latin-99"}, "attendu\u00a0: un codage", "expected one such as cp1252"),
        ("in.csv", "filed_on,\x98\n", {"encoding": "cp932"}, "n’est pas en cp932", "is not cp932"),
        ("in.csv", "filed_on,x\n", {"separator": ";"}, "par des virgules", "separated by commas"),
        ("in.csv", "Filed-on,quote.provided\n", {}, "nommez-la 'filed_on'", "rename it to 'filed_on'"),
        ("in.csv", "x,y\n", {}, "aucune colonne ne porte", "no column is named by the path of a fact"),
        ("in.jsonl", '{}\n{"starts_on": 1}\n', {}, "ligne 2\u00a0: la clé 'starts_on'", "row 2: key 'starts_on'"),
    ],
)
def test_what_cannot_be_used_is_refused(name: str, content: str, options: dict[str, Any], fr: str, en: str) -> None:
    Path(name).write_bytes(content.encode("utf-8" if "\x98" not in content else "latin-1"))

    of_csv = {key: option for key, option in options.items() if key in ("separator", "encoding")}
    written = {key: option for key, option in options.items() if key not in of_csv}
    with pytest.raises(CleaError) as refused:
        decide_file(name, "out.csv", notation=Notation(**written) if written else None, **of_csv)

    assert fr in refused.value.text("fr")
    assert en in refused.value.text("en")
    assert not Path("out.csv").exists()


@pytest.mark.parametrize(
    ("file", "option", "said"),
    [
        (None, "--rename", "cannot read 'given.json': No such file or directory"),
        ("{", "--rename", NAMES),
        ("[]", "--rename", NAMES),
        ('{"x": ["filed_on"]}', "--rename", NAMES),
        ("[" * 9999, "--values", VALUES),
        ('{"quote.provided": 1}', "--values", VALUES),
        ('{"quote.provided": {"joint": "oui"}}', "--values", "quote.provided: expected true or false, got 'oui'"),
        ('{"quote.provide": {}}', "--values", "'quote.provide' is no fact; did you mean 'quote.provided'?"),
    ],
)  # fmt: skip
def test_a_bad_file_of_an_option_is_one_sentence(
    file: str | None, option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("csv", [{"quote.provided": "true"}])
    if file is not None:
        Path("given.json").write_text(file, "utf-8")

    assert main(["batch", "in.csv", "out.csv", option, "given.json", "--lang", "en"]) == 2

    assert capsys.readouterr() == ("", f"clea-eligibility: {said}\n")


def test_words_for_days_are_days_in_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    path = "applicant.identity_document.valid_until"
    write("csv", [{path: "sans fin"}, {path: "2026-04-06"}])
    Path("given.json").write_text(json.dumps({path: {"Sans fin": "9999-12-31"}}), "utf-8")

    assert main(["batch", "in.csv", "out.parquet", "--values", "given.json"]) == 0

    assert capsys.readouterr().err == ""
    assert [row[path] for row in rows_of("out.parquet")] == [date(9999, 12, 31), date(2026, 4, 6)]


def test_a_separator_in_the_quotes_of_a_single_name_separates_nothing() -> None:
    Path("in.csv").write_text('"Ouvert, ou non"\ntrue\n', "utf-8")

    assert decide_file("in.csv", "out.csv", notation=Notation({"Ouvert, ou non": "filing_open"})) == Tally(1, 0)


def test_tabs_separate_cells_that_are_read_and_written() -> None:
    Path("in.csv").write_text('filing_open\tx\nfalse\t"a\t""b"""\ntrue\t"c\n', "utf-8")

    assert main(["batch", "in.csv", "out.csv", "--separator", "\\t"]) == 0

    assert [(row["x"], row["outcome"]) for row in rows_of("out.csv", "\t")] == [
        ('a\t"b"', "ineligible"),
        ("c\n", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "cp1252"])
def test_a_file_may_be_encoded_otherwise(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clea_eligibility.frames.files._csv.BYTES", 30)
    lines = "filing_open,né à\n" + "".join(f"true,é{number}\n" for number in range(20))
    Path("in.csv").write_text(lines, encoding)

    decide_file("in.csv", "out.csv", encoding=encoding)

    assert [row["né à"] for row in rows_of("out.csv")] == [f"é{number}" for number in range(20)]


# What is no fact


@pytest.mark.parametrize("source", FORMS)
@pytest.mark.parametrize("target", FORMS)
@pytest.mark.parametrize("name", ["Filed_on", "filed_on"])
def test_what_is_ignored_passes_and_is_no_fact(source: str, target: str, name: str) -> None:
    write(source, [{"quote.provided": True, name: "soon"}])
    options = ["--ignore", name, "--ignore", "x"]

    assert main(["batch", f"in.{source}", f"out.{target}", "--errors", "errors.csv", *options]) == 0

    (row,) = rows_of(f"out.{target}")
    assert (row["outcome"], row[name]) == ("undetermined", "soon")
    assert "filed_on" in row["missing"].split(";")
    assert rows_of("errors.csv") == []


def test_a_column_of_what_is_unread_is_told_as_facts_from_left_it() -> None:
    write("csv", [{"quote.provided": "true", "unread": "filed_on: soon"}])

    assert decide_file("in.csv", "out.csv", "errors.csv").bad == 1
    assert [(row["path"], row["code"]) for row in rows_of("errors.csv")] == [("filed_on", "unreadable")]


def test_a_key_may_be_named_like_a_fact_that_the_line_states() -> None:
    Path("in.jsonl").write_text('{"evaluation": {"starts_on": "2026-04-27"}, "starts_on": "27/04"}\n', "utf-8")

    assert decide_file("in.jsonl", "out.jsonl") == Tally(1, 0)


# Lines of JSON, read at once or one by one

LINES = [
    '{"filing_open": false, "id": 7}',
    '{"filing_open": true, "filed_on": "2026-04-06", "note": "é \\" \\u00e9 {", "id": "x{y"}',
    '{"id": -1.5e3, "note": [1, "a", null], "filed_on": null}',
    '{"note": {"a": 1, "b": "}"}, "quote": {}}',
    '{"applicant": {"department": "33", "identity_document": {"kind": "passport"}}, "quote": null}',
    '{"applicant": {"is_job_seeker": false, "department": "75"}, "id": true}',
    '{"applicant.department": "75", "quote.provided": false}',
    '{"a\\"b": 1, "n°": 2, "filing_open": false}',
    '{"quote":{"provided":false,"from_evaluator":true},"id":12345678901234567890}',
    '{"filed_on": "2026-04-06 ", "filing_open": true}',
    '{"filing_open": "true"}',
    '{"quote": {"provided": false, "provided": true}}',
    '{"x": 01, "filing_open": true}',
    '{"x": "\x7f", "y": 1.50, "quote": {"provided": true}}',
    '{"evaluation": {"stage": "final", "unknown": 1}}',
    "{}",
]  # fmt: skip
REASONS_OF_LINES = [
    "filing_open", "", "", "", "", "job_seeker;lives_in_region", "lives_in_region;quote_provided", "filing_open",
    "quote_provided", "", "", "", "", "", "", "",
]  # fmt: skip
PROBLEMS_OF_LINES = [*[""] * 9, "not_a_date", "wrong_type", "duplicate_key", "not_json", "", "unknown_key", ""]


@pytest.mark.parametrize("start", range(0, len(LINES), 3))
@pytest.mark.parametrize("target", ["jsonl", "csv"])
def test_lines_say_the_same_in_whatever_company_they_are(start: int, target: str) -> None:
    turned = LINES[start:] + LINES[:start]
    Path("in.jsonl").write_text("\n".join(turned * 3), "utf-8")

    decide_file("in.jsonl", f"out.{target}")

    rows = rows_of(f"out.{target}")
    for name, wanted in (("reasons", REASONS_OF_LINES), ("problems", PROBLEMS_OF_LINES)):
        assert [row[name] or "" for row in rows] == (wanted[start:] + wanted[:start]) * 3
    if target == "jsonl":
        written = Path("out.jsonl").read_text("utf-8").split("\n")
        for line, out in zip(turned, written, strict=False):
            assert out.startswith("{" if line[:5] in ('{"x":', "{}") and "01" in line else line[:-1])
    else:
        one = next(row for row in rows if row["y"] is not None)
        assert (one["x"], one["y"]) == ("\x7f", "1.5")
        assert {row["id"] for row in rows} == {None, "7", "x{y", "-1500.0", "true", "12345678901234567890"}


def test_lines_alike_are_not_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clea_eligibility.frames.files._json_lines._SAMPLE", 3)
    read: list[object] = []

    def note(value: object) -> bool:
        read.append(value)
        return True

    monkeypatch.setattr("clea_eligibility.frames.files._json_lines._is_json", note)
    Path("in.jsonl").write_text("\n".join(LINES[place] for place in (0, 1, 3, 1, 3, 0, 13)), "utf-8")

    decide_file("in.jsonl", "out.jsonl")

    assert [value for value in read if isinstance(value, dict)] == [
        {"x": "\x7f", "y": 1.5, "quote": {"provided": True}}
    ]


@pytest.mark.no_cover
def test_lines_are_read_alike_at_once_and_one_by_one_with_words_too(monkeypatch: pytest.MonkeyPatch) -> None:
    @cache
    def planned(*schema: tuple[str, pl.DataType]) -> Any:
        return decider(pl.Schema(schema), GUIDE, ())

    decider = _deciding._Decider
    monkeypatch.setattr(_deciding, "_Decider", lambda schema, *_: planned(*schema.items()))
    chance = Random(1)  # noqa: S311
    notation = evolve(FRENCH, names={"Dépôt": "filed_on", "Dpt": "applicant.department"})
    theirs = {path: name for name, path in notation.names.items()}
    odd: list[Any] = [
        None,
        "",
        1,
        0,
        33.0,
        1.5,
        True,
        "é",
        'a"b',
        "\\",
        "{",
        [1],
        {},
        10**25,
        "33,0",
        " oui ",
        "06/04/2026",
    ]
    at_once = 0
    for place in range(60):
        of_truths: Any = chance.choice([bool, int, {True: "oui", False: "non"}.get])
        of_numbers: Any = chance.choice([str, int, float])
        lines = []
        for row in chance.choices(aimed_rows(200, mistakes=0.1), k=8):
            written = {
                path: chance.choice(odd)
                if chance.random() < 0.01
                else f"{value:%d/%m/%Y}"
                if isinstance(value, date)
                else of_truths(value)
                if isinstance(value, bool)
                else of_numbers(value)
                if isinstance(value, str) and value.isdigit()
                else value
                for path, value in row.items()
            }
            line: dict[str, Any] = (
                {theirs.get(path, path): value for path, value in written.items()} if place % 2 else as_json(written)
            )
            if chance.random() < 0.2:
                line[chance.choice(["id", "filed_on", "quote"])] = chance.choice(odd)
            lines.append(json.dumps(line, ensure_ascii=chance.random() < 0.2))
        Path("in.jsonl").write_text("\n".join(lines), "utf-8")
        found = []
        for sample in (100, 0):
            monkeypatch.setattr("clea_eligibility.frames.files._json_lines._SAMPLE", sample)
            target = ["jsonl", "csv"][place % 4 // 2]
            tally = decide_file("in.jsonl", f"out.{target}", "errors.csv", notation=notation)
            found.append((tally, Path(f"out.{target}").read_bytes(), Path("errors.csv").read_bytes()))
        assert found[0] == found[1], lines
        at_once += tally.rows - tally.bad
    assert at_once > 100


def test_lines_alike_are_read_at_once_whatever_the_options_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("clea_eligibility.frames.files._json_lines.JsonLines._carefully", fail)
    lines = [{"x": None, "Dpt": 33}, {"x": 1.0, "Dpt": 1}, {"x": True, "Dpt": None}]
    nested = {"x": None, "quote": {"from_evaluator": "non"}}
    write("jsonl", ROWS)
    Path("nested.jsonl").write_text(json.dumps(nested), "utf-8")
    Path("others.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    Path("none.jsonl").write_text('{"id": 1}\n' * 2, "utf-8")

    decide_file("in.jsonl", "out.jsonl", "errors.csv", notation=FRENCH)
    decide_file("others.jsonl", "others.out.jsonl", notation=FRENCH)
    decide_file("nested.jsonl", "nested.out.jsonl", notation=FRENCH)

    assert [row["problems"] for row in rows_of("out.jsonl")] == PROBLEMS
    assert [(row["path"], row["code"], row["message"]) for row in rows_of("errors.csv")] == TOLD
    found = [(row["reasons"], row["problems"]) for row in rows_of("others.out.jsonl")]
    assert found == [("", ""), ("", "unreadable"), ("", "")]
    assert [row["reasons"] for row in rows_of("nested.out.jsonl")] == ["quote_from_evaluator"]
    assert decide_file("none.jsonl", "none.out.jsonl", notation=FRENCH) == Tally(2, 0)


def test_a_key_named_like_what_is_unread_is_refused() -> None:
    Path("in.jsonl").write_text('{"filing_open": true, "unread": 1}\n', "utf-8")

    with pytest.raises(CleaError, match="row 1: key 'unread' is one that the decision adds: rename yours"):
        decide_file("in.jsonl", "out.jsonl", notation=Notation())
