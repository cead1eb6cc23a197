"""The command ``batch``: files that cannot be used are refused by name, and nothing is ever left half written."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from clea_eligibility import CleaError
from clea_eligibility.batch import decide_file
from clea_eligibility.batch.writing import Writer
from clea_eligibility.cli import main

QUOTES = "a cell has quotes that do not enclose it; inside of a cell, a quote is written twice"
GOOD = "filing_open,x\ntrue,1\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, content: str | bytes = GOOD) -> str:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def put_parquet(**columns: Any) -> str:
    pl.DataFrame(columns).write_parquet("in.parquet")
    return "in.parquet"


def names(folder: str = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def refused(capsys: Capture, *arguments: str) -> str:
    """What is said of a command that must be refused, and must leave every file as it was."""
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert main(["batch", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
    return said.err.removeprefix("clea-eligibility: ").removesuffix("\n")


# What is done


def test_a_good_file_is_decided_without_a_word(capsys: Capture) -> None:
    assert main(["batch", put("in.csv"), "out.JSONL"]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("out.JSONL").read_text("utf-8").startswith('{"filing_open":true,"x":"1","outcome":"undetermined"')


def test_bad_rows_are_counted_on_standard_error(capsys: Capture) -> None:
    put("in.csv", "filing_open,quote.provid\ntrue,\nyes,\n")
    assert main(["batch", "in.csv", "out.csv", "--errors", "errors.csv"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "clea-eligibility: column 'quote.provid' is no fact; did you mean 'quote.provided'?",
        "clea-eligibility: 1 of 2 rows could not be decided: see their 'problems'",
    ]
    assert Path("errors.csv").read_text("utf-8") == (
        "row,path,code,message\n3,filing_open,wrong_type,\"expected true or false, got 'yes'\"\n"
    )


def test_what_stood_there_before_is_replaced_through_links_too() -> None:
    Path("decisions").mkdir()
    put("decisions/out.csv", "old")
    Path("out.csv").symlink_to("decisions/out.csv")
    assert main(["batch", put("in.csv"), "out.csv"]) == 0
    assert Path("out.csv").is_symlink()
    assert Path("decisions/out.csv").read_text("utf-8").startswith("filing_open,x,outcome")
    assert names("decisions") == ["out.csv"]


def test_on_a_terminal_progress_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, clock = Terminal(), iter([100.0, 102.5])
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("clea_eligibility.cli.monotonic", lambda: next(clock))
    put("in.jsonl", "{}\n" * 5_000)
    assert main(["batch", "in.jsonl", "out.jsonl"]) == 0
    assert terminal.getvalue() == "\r5,000 rows, 2,000 rows/s \n"


# What is refused


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("in.xlsx", "out.csv", "'in.xlsx' has no known format; expected .parquet, .csv, .jsonl or .ndjson"),
        ("in.csv", "out.json", "'out.json' has no known format; expected .parquet, .csv, .jsonl or .ndjson"),
        ("-", "out.csv", "'-' has no known format; expected .parquet, .csv, .jsonl or .ndjson"),
        ("missing.csv", "out.csv", "cannot read 'missing.csv': No such file or directory"),
        ("missing.jsonl", "out.jsonl", "cannot read 'missing.jsonl': No such file or directory"),
        ("folder.csv", "out.csv", "cannot read 'folder.csv': Is a directory"),
        ("in.csv", "in.csv", "'in.csv' and 'in.csv' are the same file"),
        ("in.csv", "./folder.csv/../in.csv", "'in.csv' and 'folder.csv/../in.csv' are the same file"),
        ("in.csv", "hard.csv", "'in.csv' and 'hard.csv' are the same file"),
        ("in.csv", "folder.csv", "cannot write 'folder.csv': it is a folder"),
        ("in.csv", "nowhere/out.csv", "cannot write 'nowhere/out.csv': No such file or directory"),
        ("column.csv", "out.csv", "column 'amount' is one that the decision adds: rename yours"),
        ("keys.jsonl", "out.jsonl", "'keys.jsonl', row 2: key 'outcome' is one that the decision adds: rename yours"),
        ("keys.jsonl", "out.csv", "'keys.jsonl', row 2: key 'outcome' is one that the decision adds: rename yours"),
        ("twice.csv", "out.csv", "column 'filing_open' is there 2 times\ncolumn '' is there 3 times"),
        ("empty.csv", "out.csv", "'empty.csv' has no header: a first line that names its columns"),
        ("semicolons.csv", "out.csv", "the cells of 'semicolons.csv' are separated by semicolons; expected commas"),
        ("latin.csv", "out.csv", "'latin.csv' is not UTF-8: invalid continuation byte"),
        ("header.csv", "out.csv", "cannot read the header of 'header.csv': unexpected end of data"),
        ("quotes.csv", "out.csv", f"'quotes.csv': in row 2 or below, {QUOTES}"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(source: str, target: str, message: str, capsys: Capture) -> None:
    Path("folder.csv").mkdir()
    os.link(put("in.csv"), "hard.csv")
    put("column.csv", "filing_open,amount\n")
    put("keys.jsonl", '{}\n{"outcome": 1}\n')
    put("twice.csv", "filing_open,x,filing_open,,,\n")
    put("empty.csv", "")
    put("semicolons.csv", "filing_open;x\ntrue;1\n")
    put("latin.csv", "filing_open,x\ntrue,é\n".encode("latin-1"))
    put("header.csv", '"filing_open')
    put("quotes.csv", 'filing_open,x\ntrue,1"2\n,"3\n')
    assert refused(capsys, source, target) == message


def test_wrong_types_in_parquet_are_refused_all_at_once(capsys: Capture) -> None:
    put_parquet(filed_on=[20260302, None], filing_open=["true", ""], problems=[0, 1])
    assert refused(capsys, "in.parquet", "out.csv") == (
        "column 'problems' is one that the decision adds: rename yours\n"
        "column 'filed_on': expected dates without a time, found Int64\n"
        "column 'filing_open': expected truth values, found String"
    )


def test_what_is_no_parquet_is_refused(capsys: Capture) -> None:
    assert refused(capsys, put("in.parquet", b"PAR1" * 9), "out.csv").startswith("cannot read 'in.parquet': ")


def test_what_breaks_off_in_the_middle_is_refused(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    put("out.csv", "old")
    monkeypatch.setattr("clea_eligibility.batch.csv_files.BYTES", 20)
    monkeypatch.setattr("clea_eligibility.batch.csv_files._LONGEST", 100)
    put("in.csv", GOOD * 5 + '"' + "true,1\n" * 50)
    assert refused(capsys, "in.csv", "out.csv") == "'in.csv': quotes are opened and never closed"


def test_errors_need_a_file_of_their_own(capsys: Capture) -> None:
    put("in.csv")
    assert refused(capsys, "in.csv", "out.csv", "--errors", "out.csv") == "'out.csv' and 'out.csv' are the same file"
    assert refused(capsys, "in.csv", "out.csv", "--errors", "in.csv") == "'in.csv' and 'in.csv' are the same file"
    assert refused(capsys, "in.csv", "out.csv", "--errors", "nowhere/errors.csv").startswith("cannot write 'nowhere/")
    assert "'errors.txt' has no known format" in refused(capsys, "in.csv", "out.csv", "--errors", "errors.txt")


def test_what_a_format_cannot_hold_is_refused(capsys: Capture) -> None:
    put_parquet(filing_open=[True] * 3, tags=[["a"]] * 3)
    put("out.csv", "old")
    assert refused(capsys, "in.parquet", "out.csv").startswith("cannot write 'out.csv': ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clea_eligibility.batch.json_lines.ROWS", 2)
    monkeypatch.setattr(Path, "touch", lambda path, **_: path.symlink_to("/dev/full"))
    put("in.jsonl", '{"x": 1}\n' * 20)
    with pytest.raises(CleaError, match=r"^cannot write 'out\.jsonl': "):
        decide_file("in.jsonl", "out.jsonl")
    assert names() == ["in.jsonl"]


def test_without_the_extra_it_says_what_to_install(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("clea_eligibility.batch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    assert refused(capsys, put("in.csv"), "out.csv") == (
        "batch needs polars, which is not installed: pip install 'clea-eligibility[batch]'"
    )


# Interruptions


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_whatever_happens_in_the_middle_nothing_is_left_half_written(stop: type[BaseException]) -> None:
    put("out.parquet", "old")

    def interrupt(rows: int) -> None:
        assert len(list(Path().glob(".*.part"))) == 2, rows
        raise stop

    with pytest.raises(stop):
        decide_file(put("in.csv"), "out.parquet", "errors.csv", progress=interrupt)
    assert names() == ["in.csv", "out.parquet"]
    assert Path("out.parquet").read_text("utf-8") == "old"


def test_an_interruption_that_polars_notices_first_is_one_all_the_same() -> None:
    def interrupted(_: pl.LazyFrame, __: Path) -> None:
        raise KeyboardInterrupt

    def write() -> None:
        frame = pl.DataFrame({"x": [1]})
        with Writer(Path("out.csv"), Path("part"), frame.schema, interrupted) as writer:
            for _ in range(9):
                writer.write(frame)

    with pytest.raises(KeyboardInterrupt):
        write()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_process_that_is_stopped_tidies_up(number: signal.Signals, code: int) -> None:
    put("out.jsonl", "old")
    os.mkfifo("in.jsonl")
    command = [sys.executable, "-m", "clea_eligibility", "batch", "in.jsonl", "out.jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        with open("in.jsonl", "wb") as pipe:  # noqa: PTH123 - opens once the process has opened its end
            pipe.write(b'{"filing_open": true}\n' * 10)
            pipe.flush()
            assert list(Path().glob(".out.jsonl.*.part"))
            process.send_signal(number)
            assert process.wait(60) == code
        assert process.communicate() == (b"", b"")
    assert names() == ["in.jsonl", "out.jsonl"]
    assert Path("out.jsonl").read_text("utf-8") == "old"


def test_to_be_told_to_end_is_to_be_interrupted(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    handler = signal.getsignal(signal.SIGINT)
    for number in (signal.SIGINT, signal.SIGTERM):
        monkeypatch.setattr(
            "clea_eligibility.batch.decide_file", lambda *_, number=number, **__: signal.raise_signal(number)
        )
        if number == signal.SIGINT:
            assert main(["batch", "in.csv", "out.csv"]) == 130
        else:
            with pytest.raises(SystemExit, match="143"):
                main(["batch", "in.csv", "out.csv"])
    assert signal.getsignal(signal.SIGINT) == handler
    assert capsys.readouterr() == ("", "")
