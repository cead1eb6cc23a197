"""Files of dossiers: the verdicts of ``decide`` from every format into every other, bad rows, what passes through."""

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from framing import COLUMNS, PATHS, aimed_rows, as_json, expected, table_of

from clea_eligibility import GUIDE
from clea_eligibility.frames.files import Tally, decide_file

FORMATS = ["parquet", "csv", "jsonl"]
every_target = pytest.mark.parametrize("target", FORMATS)
Row = Mapping[str, Any]


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of a few rows, and reads of a few lines."""
    for module in ("_slices", "_csv", "_json_lines"):
        monkeypatch.setattr(f"clea_eligibility.frames.files.{module}.ROWS", 70)
    monkeypatch.setattr("clea_eligibility.frames.files._slices._AHEAD", 150)
    for module in ("_csv", "_json_lines"):
        monkeypatch.setattr(f"clea_eligibility.frames.files.{module}.BYTES", 40_000)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file, as their format has them."""
    if path.suffix == ".parquet":
        return pl.read_parquet(path).to_dicts()
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(file)]
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def decisions_of(path: Path) -> pl.DataFrame:
    """The columns that deciding adds to a file."""
    found = pl.DataFrame([{name: row[name] for name in COLUMNS} for row in rows_of(path)], infer_schema_length=None)
    texts = [name for name in COLUMNS if name not in ("amount", "documents_only")]
    return found.with_columns(
        pl.col("amount").cast(pl.Int64), pl.col(texts).exclude("outcome").cast(pl.String).fill_null("")
    )


def decided(folder: Path, name: str, content: str | bytes, target: str = "out.jsonl") -> list[dict[str, Any]]:
    """What becomes of a file with this content."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    decide_file(folder / name, folder / target)
    return rows_of(folder / target)


def problems(folder: Path, name: str, content: str | bytes) -> list[str]:
    """The ``problems`` of each row of a file with this content."""
    return [row["problems"] for row in decided(folder, name, content)]


# The verdicts

# Text that is none, in CSV, is unknown: there no department is an empty text.
ROWS = [row | {"applicant.department": row["applicant.department"] or None} for row in aimed_rows(240, 3, 0.2)]
EXPECTED = expected(ROWS).select(COLUMNS)


def written(folder: Path, form: str) -> Path:
    """The rows as a file, each with its number and a remark."""
    path = folder / f"in.{form.removeprefix('nested.')}"
    table = table_of(ROWS).with_columns(number=pl.int_range(pl.len()), remark=pl.lit('a "b", c'))
    match form:
        case "parquet":
            table.write_parquet(path, row_group_size=100)
        case "csv":
            table.write_csv(path)
        case "nested.jsonl":
            lines = (json.dumps({"number": number, **as_json(row)}) + "\n" for number, row in enumerate(ROWS))
            path.write_text("".join(lines), "utf-8")
        case _:
            table.write_ndjson(path)
    return path


@every_target
@pytest.mark.parametrize("source", [*FORMATS, "nested.jsonl"])
@pytest.mark.usefixtures("small_slices")
def test_every_row_is_decided_as_decide_would(source: str, target: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{target}"
    seen: list[int] = []

    tally = decide_file(written(tmp_path, source), out, progress=seen.append)

    assert decisions_of(out).equals(EXPECTED)
    assert tally == Tally(240, EXPECTED.filter(pl.col("problems") != "").height)
    assert [int(row["number"]) for row in rows_of(out)] == list(range(240))
    assert seen[-1] == 240
    assert seen == sorted(seen)
    assert len(seen) >= 4


def test_other_rules_decide_otherwise(tmp_path: Path) -> None:
    source, clear_days = written(tmp_path, "csv"), GUIDE.read(filed_three_weeks_before="clear_days")

    decide_file(source, tmp_path / "out.csv", rules=clear_days)

    assert decisions_of(tmp_path / "out.csv").equals(expected(ROWS, clear_days).select(COLUMNS))


# Bad cells in CSV


BAD_CELLS = [
    ("filed_on", "2026-13-45", "not_a_date"),
    ("filed_on", "2026-02-29", "not_a_date"),
    ("filed_on", "20260302", "not_a_date"),
    ("filed_on", "2026-03-02T00:00:00", "not_a_date"),
    ("filed_on", "2026-3-2", "not_a_date"),
    ("filed_on", " 2026-03-02", "not_a_date"),
    ("filed_on", "0000-01-01", "not_a_date"),
    ("filed_on", "02/03/2026", "not_a_date"),
    ("filed_on", "٢٠٢٦-٠٣-٠٢", "not_a_date"),
    ("filed_on", "1899-12-31", "out_of_range"),
    ("filing_open", "oui", "wrong_type"),
    ("filing_open", "True", "wrong_type"),
    ("filing_open", "1", "wrong_type"),
    ("filing_open", "false ", "wrong_type"),
    ("evaluation.stage", "prealable", "unknown_value"),
    ("evaluation.stage", "Initial", "unknown_value"),
    ("evaluation.stage", '""""', "unknown_value"),
]


def test_a_cell_that_no_fact_can_be_makes_its_row_bad(tmp_path: Path) -> None:
    paths = ["filed_on", "filing_open", "evaluation.stage"]
    lines = [",".join(cell if path == column else "" for path in paths) for column, cell, _ in BAD_CELLS]
    *bad, good = decided(tmp_path, "in.csv", "\n".join([",".join(paths), *lines, "2026-03-02,true,"]), "out.csv")

    assert [row["problems"] for row in bad] == [code for *_, code in BAD_CELLS]
    assert [row[path] for row, (path, *_) in zip(bad, BAD_CELLS, strict=True)] == [
        cell.replace('""""', '"') for _, cell, _ in BAD_CELLS
    ]
    for row in bad:
        assert [row[name] for name in COLUMNS if name != "problems"] == [None] * 8
    assert (good["outcome"], good["problems"]) == ("undetermined", None)


def test_problems_are_told_in_the_order_of_the_facts(tmp_path: Path) -> None:
    content = "quote.provided,evaluation.ends_on,evaluation.starts_on,filed_on\nno,2026-03-01,2026-03-02,soon\n"

    assert problems(tmp_path, "in.csv", content) == ["not_a_date;wrong_order;wrong_type"]


def test_a_line_of_another_length_than_the_header_is_a_bad_row(tmp_path: Path) -> None:
    content = 'filing_open,evaluation.stage,x\ntrue,final\ntrue,final,"a,b"\ntrue,final,a,b\n\ntrue,final,a,\n'

    assert problems(tmp_path, "in.csv", content) == ["wrong_length", "", "wrong_length", "wrong_length"]


def test_in_a_single_column_an_empty_line_is_an_unknown_fact(tmp_path: Path) -> None:
    rows = decided(tmp_path, "in.csv", "evaluation.stage\nfinal\n\ninitial\n", "out.csv")

    assert [row["evaluation.stage"] for row in rows] == ["final", None, "initial"]


@pytest.mark.parametrize(
    ("ends", "last"),
    [("\n", ""), ("\n", "\n\n\n"), ("\r\n", ""), ("\r\n", "\n\n"), ("\r", ""), ("\r", "\n\n"), ("\r\n", "\r")],
)
def test_lines_end_as_they_do_anywhere(ends: str, last: str, tmp_path: Path) -> None:
    content = ("\ufeffevaluation.stage,filing_open\nfinal,true\ninitial,false" + last).replace("\n", ends)
    rows = decided(tmp_path, "in.csv", content, "out.csv")

    assert [(row["evaluation.stage"], row["filing_open"]) for row in rows] == [("final", "true"), ("initial", "false")]


def test_quoted_cells_may_hold_anything(tmp_path: Path) -> None:
    content = '"filing_open","x,\n""y"""\n"true","1, ""2""\n3"\n"","\n\n"\n'
    rows = decided(tmp_path, "in.csv", content, "out.csv")

    assert [row['x,\n"y"'] for row in rows] == ['1, "2"\n3', "\n\n"]
    assert [row["problems"] for row in rows] == [None, None]


# Quotes that enclose no whole cell. The cells are those of Python's csv module, or the row is bad.

ALIGNED = "id,note,phone,filing_open,quote.provided\n"


def aligned(folder: Path, *lines: str) -> list[tuple[Any, ...]]:
    """Note, phone and quote.provided of each row, and its problems."""
    rows = decided(folder, "in.csv", ALIGNED + "".join(f"{line}\n" for line in lines), "out.csv")
    return [tuple(row[name] for name in ("note", "phone", "quote.provided", "problems")) for row in rows]


def test_a_quote_in_a_cell_that_is_not_quoted_is_a_letter(tmp_path: Path) -> None:
    assert aligned(tmp_path, '1,écran 15",06,,true', '2,Centre "Le Phare" Pau,,true,false', '3,a"",,,"true"') == [
        ('écran 15"', "06", "true", None),
        ('Centre "Le Phare" Pau', None, "false", None),
        ('a""', None, "true", None),
    ]


def test_a_comma_in_such_a_cell_ends_it(tmp_path: Path) -> None:
    assert aligned(tmp_path, '1,Centre "Le Phare, Pau",,true,false', '2,"Le Phare, Pau",,true,false') == [
        ('Centre "Le Phare', ' Pau"', "true", "wrong_length"),
        ("Le Phare, Pau", None, "false", None),
    ]


def test_a_row_that_is_short_because_of_one_is_bad_too(tmp_path: Path) -> None:
    assert [row[-1] for row in aligned(tmp_path, '1,"a, b",,true', '2,"a" b, c,,true', "3,a,,true,true")] == [
        "wrong_length",
        "wrong_length",
        None,
    ]


def test_a_quote_that_closes_a_cell_too_soon_makes_its_row_bad(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(ALIGNED + '1,"Centre \\"Le Phare\\" Pau",,true,false\n2,ok,,true,false\n', "utf-8")
    decide_file(tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "errors.csv")

    bad, good = rows_of(tmp_path / "out.csv")
    assert (bad["note"], bad["outcome"], bad["problems"]) == ('Centre \\Le Phare\\" Pau"', None, "wrong_length")
    assert (good["outcome"], good["problems"]) == ("ineligible", None)
    message = "a quote closes a cell before its end; inside of a cell, a quote is written twice"
    assert told(tmp_path / "errors.csv") == [(2, "", "wrong_length", message)]


def test_a_quote_that_is_never_closed_makes_its_row_bad(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(ALIGNED + '1,ok,,true,false\n2,"15,06,true,false\n3,ok,,true,""\n', "utf-8")
    decide_file(tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "errors.csv")

    good, bad = rows_of(tmp_path / "out.csv")
    assert (good["outcome"], good["problems"]) == ("ineligible", None)
    assert (bad["note"], bad["problems"]) == ('15,06,true,false\n3,ok,,true,"\n', "wrong_length")
    assert told(tmp_path / "errors.csv") == [(3, "", "wrong_length", "a quote opens a cell and is never closed")]


def test_what_is_empty_in_quotes_stays_so_beside_an_odd_quote(tmp_path: Path) -> None:
    decided(tmp_path, "in.csv", 'filing_open,a,b,c\ntrue,"",,1"\n', "out.csv")

    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[1].startswith('true,"",,"1""",undetermined')


@pytest.mark.usefixtures("small_slices")
def test_odd_quotes_at_the_edge_of_what_is_read_change_nothing(tmp_path: Path) -> None:
    inches = ["" if number % 7 else '"' for number in range(3_000)]
    notes = [f"a\n{'b' * (number % 91)}" for number in range(3_000)]
    lines = [
        f'{number},"{note}""",1{inch},true,false' for number, (note, inch) in enumerate(zip(notes, inches, strict=True))
    ]

    assert aligned(tmp_path, *lines) == [
        (f'{note}"', f"1{inch}", "false", None) for note, inch in zip(notes, inches, strict=True)
    ]


def test_columns_at_the_end_without_name_and_content_are_none(tmp_path: Path) -> None:
    content = 'filing_open,x,,\ntrue,1,,\nfalse,2\nfalse,3,"",\nfalse,4,5,\nfalse,,,,\n\n'
    rows = decided(tmp_path, "in.csv", content, "out.csv")

    assert list(rows[0]) == ["filing_open", "x", *COLUMNS]
    assert [(row["x"], row["problems"]) for row in rows] == [
        ("1", None),
        ("2", None),
        ("3", None),
        ("4", "wrong_length"),
        (None, "wrong_length"),
    ]


# Bad lines of JSON


BAD_LINES = [
    ('{"filed_on": "20260302"}', "not_a_date"),
    ('{"filed_on": "2026-03-02T00:00:00"}', "not_a_date"),
    ('{"filed_on": ""}', "not_a_date"),
    ('{"filed_on": 20260302}', "wrong_type"),
    ('{"filing_open": 1}', "wrong_type"),
    ('{"filing_open": "true"}', "wrong_type"),
    ('{"applicant": {"department": ""}}', "unknown_value"),
    ('{"applicant": {"department": 33}}', "wrong_type"),
    ('{"applicant.department": "\\ud800"}', "unknown_value"),
    ('{"evaluation": {"stage": "é", "starts_on": NaN}}', "unknown_value;not_json"),
    ('{"evaluation": {"start_on": "2026-03-02"}}', "unknown_key"),
    ('{"evaluation": ["final"], "quote": {"provided": {}}}', "wrong_type;wrong_type"),
    ('{"applicant": {"identity_document.kind": "passport"}}', "unknown_key"),
    ('{"evaluation": {"stage": "final"}, "evaluation.starts_on": "2026-03-02"}', "unknown_key"),
    ('{"evaluation": {"stage": "final", "stage": "initial"}}', "duplicate_key"),
    ('{"filed_on": "x", "evaluation": {}, "evaluation": {"stage": "y"}}', "not_a_date;duplicate_key;unknown_value"),
    ('{"evaluation.stage": "y", "evaluation.stage": 1, "filed_on": "x"}', "not_a_date;duplicate_key;wrong_type"),
    ('{"evaluation.starts_on": "2026-03-09", "evaluation.ends_on": "2026-03-02"}', "wrong_order"),
    ('{"id": [{"a": Infinity}], "filed_on": "x"}', "not_a_date;not_json"),
    ("[" * 99_999, "too_deep"),
    ('{"filing_open": true', "not_json"),
    ("filing_open,true", "not_json"),
    ("[true]", "wrong_type"),
    ("null", "wrong_type"),
]


@pytest.mark.parametrize("target", ["jsonl", "csv"])
def test_a_line_that_is_no_dossier_is_a_bad_row(target: str, tmp_path: Path) -> None:
    lines = [part for line, _ in BAD_LINES for part in ('{"filing_open": true}', line)]
    rows = decided(tmp_path, "in.jsonl", "\n".join(lines), f"out.{target}")

    assert not any(row["problems"] for row in rows[::2])
    assert [row["problems"] for row in rows[1::2]] == [codes for _, codes in BAD_LINES]


@pytest.mark.parametrize("target", ["jsonl", "csv"])
def test_what_is_no_fact_may_be_a_hundred_deep(target: str, tmp_path: Path) -> None:
    lines = ['{"id": ' + "[" * depth + "]" * depth + "}" for depth in (9, 99, 100, 99_999)]
    found = [row["problems"] or "" for row in decided(tmp_path, "in.jsonl", "\n".join(lines), f"out.{target}")]

    assert found == ["", "", "too_deep", "too_deep"]


def test_a_line_that_is_not_utf_8_is_a_bad_row(tmp_path: Path) -> None:
    assert problems(tmp_path, "in.jsonl", b'{"name": "\xe9"}\n{"name": "\xc3\xa9"}\n') == ["not_json", ""]


def test_blank_lines_and_a_byte_order_mark_are_no_rows(tmp_path: Path) -> None:
    assert problems(tmp_path, "in.jsonl", '\ufeff{"filing_open": true}\r\n\n \t\r\n{"filing_open": false}') == ["", ""]


@every_target
def test_a_byte_order_mark_may_stand_before_any_line(target: str, tmp_path: Path) -> None:
    content = '\ufeff{"filing_open": false}\n\ufeff{"filing_open": false}\n\ufeff\n\ufeff\ufeff{"filing_open": false}\n'
    rows = decided(tmp_path, "in.jsonl", content, f"out.{target}")

    assert [(row["outcome"] or None, row["problems"] or None) for row in rows] == [
        ("ineligible", None),
        ("ineligible", None),
        (None, "not_json"),
    ]


@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "1" * 25, "1e999", "-1E+400", "12345678901234567890"])
def test_a_number_passes_through_however_long_it_is(number: str, tmp_path: Path) -> None:
    lines = f'{{"id": {number}, "more": {{"é": [{number}, "x"]}}, "filing_open": false}}\n'

    (tmp_path / "in.jsonl").write_text(lines, "utf-8")
    decide_file(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text("utf-8").startswith(lines[:-2] + ', "outcome":"ineligible"')
    (row,) = decided(tmp_path, "in.jsonl", lines, "out.csv")
    assert (row["id"], row["more"], row["outcome"]) == (number, f'{{"é": [{number}, "x"]}}', "ineligible")


def test_a_number_that_is_too_long_for_python_is_no_fact_either(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(f'{{"filed_on": {"9" * 5_000}, "quote": {{"provided": 1e999}}}}', "utf-8")
    decide_file(tmp_path / "in.jsonl", tmp_path / "out.csv", tmp_path / "errors.csv")

    assert told(tmp_path / "errors.csv") == [
        (1, "filed_on", "wrong_type", "expected a day as text, written YYYY-MM-DD, got a huge number"),
        (1, "quote.provided", "wrong_type", "expected true or false, got a huge number"),
    ]


def test_an_object_of_a_line_may_be_null_or_empty(tmp_path: Path) -> None:
    content = '{"evaluation": null, "applicant": {"identity_document": {}}}'

    assert decided(tmp_path, "in.jsonl", content)[0]["outcome"] == "undetermined"


def test_keys_that_are_no_facts_may_be_there_twice(tmp_path: Path) -> None:
    content = '{"x": 1, "x": 2, "evaluation": {"stage": "final"}}\n{"x": 1, "x": 2, "filing_open": null}\n'

    assert problems(tmp_path, "in.jsonl", content) == ["", ""]


# What passes through


def test_from_csv_to_csv_cells_stay_as_they_were(tmp_path: Path) -> None:
    content = 'id,evaluation.stage,when,,filed_on\n007,final, 1e3 ,"",2026-03-02\nTrue,bad,2026-01-01T00:00,,2026-3-2\n'
    decided(tmp_path, "in.csv", content, "out.csv")

    header, *lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert header == 'id,evaluation.stage,when,"",filed_on,' + ",".join(COLUMNS)
    assert lines[0].startswith('007,final, 1e3 ,"",2026-03-02,undetermined,,')
    assert lines[1] == 'True,bad,2026-01-01T00:00,,2026-3-2,,,"","","","",not_a_date;unknown_value,,""'


def test_from_json_lines_to_json_lines_a_line_stays_as_it_was(tmp_path: Path) -> None:
    lines = [
        '{ "é": 1.50, "applicant": {"department": "33"}, "x": [{"y": null}] }',
        "{}",
        "{ }",
        '{"filed_on": 3}',
        "[]",
    ]
    decided(tmp_path, "in.jsonl", "\n".join(lines))

    found = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert found[0].startswith(lines[0].removesuffix("}") + ', "outcome":"undetermined","amount":null,"reasons":"')
    assert found[1].startswith('{"outcome":"undetermined"')
    assert found[2].startswith('{ "outcome":"undetermined"')
    assert found[3].startswith('{"filed_on": 3, "outcome":null,"amount":null,"reasons":""')
    assert found[4].startswith('{"outcome":null')


def test_from_json_lines_to_a_table_other_keys_come_first_and_as_text(tmp_path: Path) -> None:
    lines = (
        '{"id": "a", "filing_open": true, "n": 1.50}\n{"quote": {"provided": 1}, "é": {"x": ["ü"]}, "id": null}\n"x"\n'
    )
    lines += '{"s": "\\ud800"}\n'
    rows = decided(tmp_path, "in.jsonl", lines, "out.parquet")

    assert list(rows[0]) == ["id", "n", "é", "s", *PATHS, *COLUMNS]
    assert [(row["id"], row["n"], row["é"], row["s"]) for row in rows] == [
        ("a", "1.5", None, None),
        (None, None, '{"x": ["ü"]}', None),
        (None, None, None, None),
        (None, None, None, "?"),
    ]
    assert [row["filing_open"] for row in rows] == [True, None, None, None]
    assert [row["problems"] for row in rows] == ["", "wrong_type", "wrong_type", ""]


def test_from_csv_to_parquet_facts_get_their_types(tmp_path: Path) -> None:
    content = "id,filed_on,filing_open,evaluation.stage\n07,2026-03-02,true,final\n8,soon,yes,final\n"
    decided(tmp_path, "in.csv", content, "out.parquet")

    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert frame.schema["filed_on"] == pl.Date
    assert frame.select("id", "filed_on", "filing_open", "evaluation.stage").rows() == [
        ("07", date(2026, 3, 2), True, "final"),
        ("8", None, None, "final"),
    ]


def test_from_parquet_to_parquet_columns_keep_their_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "at": [datetime(2026, 3, 2, 10)],  # noqa: DTZ001
            "evaluation.stage": pl.Series(["final"], dtype=pl.Categorical),
            "n": [1.5],
            "tags": [["a", "b"]],
        }
    )
    frame.write_parquet(tmp_path / "in.parquet")
    decide_file(tmp_path / "in.parquet", tmp_path / "out.parquet")

    found = pl.read_parquet(tmp_path / "out.parquet")
    assert found.select(frame.columns).equals(frame)
    assert found.columns == [*frame.columns, *COLUMNS]


@every_target
def test_a_day_that_no_calendar_has_makes_its_row_bad(target: str, tmp_path: Path) -> None:
    days = [2**31 - 1, -(2**31) + 1, 2_932_897, -719_163, 20_000, None]  # infinities, the years 10000 and 0, 2024-10-04
    series = pl.Series(days, dtype=pl.Int32).cast(pl.Date)
    stage = ["final", "prealable", "final", "final", "final", "final"]
    frame = pl.DataFrame({"filed_on": series, "evaluator.accreditation.valid_until": series, "evaluation.stage": stage})
    frame.write_parquet(tmp_path / "in.parquet")
    decide_file(tmp_path / "in.parquet", tmp_path / f"out.{target}", tmp_path / "errors.csv")

    written = tmp_path / f"out.{target}"
    table = pl.read_parquet(written) if target == "parquet" else pl.DataFrame(rows_of(written), infer_schema_length=9)
    assert [found or "" for found in table["problems"]] == [
        "out_of_range;out_of_range",
        "out_of_range;unknown_value;out_of_range",
        "out_of_range;out_of_range",
        "out_of_range;out_of_range",
        "",
        "",
    ]
    message = "the day is not between 1900-01-01 and 2199-12-31"
    assert told(tmp_path / "errors.csv")[2:5] == [
        (2, "filed_on", "out_of_range", message),
        (2, *TOLD[1]),
        (2, "evaluator.accreditation.valid_until", "out_of_range", message),
    ]
    if target == "parquet":
        assert table["filed_on"].to_physical().to_list() == days
    else:
        assert table["filed_on"].to_list() == [None, None, None, None, "2024-10-04", None]


def test_a_column_of_nothing_is_unknown_whatever_its_type(tmp_path: Path) -> None:
    empty = {"filed_on": pl.Int64, "filing_open": pl.Float64, "evaluation.stage": pl.Null, "quote.provided": pl.String}
    frame = pl.DataFrame({name: pl.Series([None, None], dtype=dtype) for name, dtype in empty.items()})
    frame.with_columns(pl.lit(float("nan")).alias("filing_open")).write_parquet(tmp_path / "in.parquet")

    assert decide_file(tmp_path / "in.parquet", tmp_path / "out.parquet") == Tally(2, 0)
    assert pl.read_parquet(tmp_path / "out.parquet").schema["filed_on"] == pl.Date


@pytest.mark.parametrize(
    ("name", "target"), [("in.csv", "csv"), ("in.csv", "parquet"), ("in.jsonl", "csv"), ("in.parquet", "jsonl")]
)
def test_of_no_rows_there_is_a_file_without_rows(name: str, target: str, tmp_path: Path) -> None:
    if name == "in.parquet":
        pl.DataFrame({"filing_open": [True]}).clear().write_parquet(tmp_path / name)
    else:
        (tmp_path / name).write_text("filing_open,x\n" if name == "in.csv" else "", "utf-8")

    assert decide_file(tmp_path / name, tmp_path / f"out.{target}").rows == 0
    assert rows_of(tmp_path / f"out.{target}") == []
    if target == "csv":
        assert (
            (tmp_path / "out.csv")
            .read_text("utf-8")
            .endswith("outcome,amount,reasons,presumed,contested,missing,problems,documents_only,possible_amounts\n")
        )


# The file of errors

TOLD = [
    ("filed_on", "not_a_date", "expected a day that exists, written YYYY-MM-DD, got 'soon'"),
    ("evaluation.stage", "unknown_value", "unknown value 'prealable'; did you mean 'initial'?"),
]  # fmt: skip


def told(path: Path) -> list[tuple[int, str, str, str]]:
    return [(int(row["row"]), row["path"] or "", row["code"], row["message"]) for row in rows_of(path)]


@every_target
def test_every_problem_is_told_with_the_row_of_the_spreadsheet(target: str, tmp_path: Path) -> None:
    errors = tmp_path / f"errors.{target}"
    (tmp_path / "in.csv").write_text(
        "filed_on,evaluation.stage\n2026-03-02,final\n\nsoon,prealable\n,final,x\n", "utf-8"
    )
    decide_file(tmp_path / "in.csv", tmp_path / "out.csv", errors)

    assert told(errors) == [*((4, *one) for one in TOLD), (5, "", "wrong_length", "the line has 3 cells, its header 2")]


def test_every_problem_is_told_with_the_line_of_the_editor(tmp_path: Path) -> None:
    errors = tmp_path / "errors.csv"
    (tmp_path / "in.jsonl").write_text(
        '{}\n\n{"filed_on": "soon", "evaluation": {"stage": "prealable"}}\n[]\n', "utf-8"
    )
    decide_file(tmp_path / "in.jsonl", tmp_path / "out.csv", errors)

    assert told(errors) == [*((3, *one) for one in TOLD), (4, "", "wrong_type", "expected an object, got a list")]


def test_rows_of_parquet_are_counted_from_one(tmp_path: Path) -> None:
    frame = pl.DataFrame({"evaluation.stage": ["final", "prealable"], "filed_on": [None, date(1899, 12, 31)]})
    frame.write_parquet(tmp_path / "in.parquet")
    decide_file(tmp_path / "in.parquet", tmp_path / "out.csv", tmp_path / "errors.csv")

    out_of_range = ("filed_on", "out_of_range", "1899-12-31 is not between 1900-01-01 and 2199-12-31")
    assert told(tmp_path / "errors.csv") == [(2, *out_of_range), (2, *TOLD[1])]


@pytest.mark.usefixtures("small_slices")
def test_rows_are_counted_on_from_slice_to_slice(tmp_path: Path) -> None:
    lines = ["filing_open,x"] + ["true,", "", "no,"] * 200
    (tmp_path / "in.csv").write_text("\n".join(lines), "utf-8")
    decide_file(tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "errors.csv")

    assert [row for row, *_ in told(tmp_path / "errors.csv")] == [4 + 3 * place for place in range(200)]


# Names that may be slips


def notes(folder: Path, name: str, content: str) -> tuple[str, ...]:
    (folder / name).write_text(content, "utf-8")
    return tuple(note.en for note in decide_file(folder / name, folder / "out.jsonl").notes)


def test_lines_may_have_more_keys_than_an_expression_can_hold(tmp_path: Path) -> None:
    lines = [{"filing_open": False, **{f"k{line}_{key}": key for key in range(50)}} for line in range(120)]
    lines.append({"filing_open": False, "k" * 200: 1})
    content = "\n".join(map(json.dumps, lines))

    found = decided(tmp_path, "in.jsonl", content)

    assert [{name: row[name] for name in line} for row, line in zip(found, lines, strict=True)] == lines
    assert {row["reasons"] for row in found} == {"filing_open"}


def test_a_name_that_is_nearly_a_fact_is_noted(tmp_path: Path) -> None:
    assert notes(tmp_path, "in.csv", "filing_open,evaluation.start,evaluations,x\n") == (
        "column 'evaluation.start' is no fact; did you mean 'evaluation.starts_on'?",
    )
    assert notes(tmp_path, "in.jsonl", '{"quote.from_eval": true, "filing_open": true}') == (
        "column 'quote.from_eval' is no fact; did you mean 'quote.from_evaluator'?",
    )
