"""The command ``batch``: files that cannot be used are refused by name, and nothing is ever left half written."""

import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from stat import S_IMODE
from typing import Any

import polars as pl
import pytest

from clea_eligibility import CleaError
from clea_eligibility.cli import main
from clea_eligibility.frames.files import decide_file
from clea_eligibility.frames.files._writing import Writer

CLOSED = "a quote closes a cell before its end; inside of a cell, a quote is written twice"
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
    assert main(["--lang", "en", "batch", *arguments]) == 2
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
    assert main(["batch", "in.csv", "out.csv", "--errors", "errors.csv", "--lang", "en"]) == 0
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
    monkeypatch.setattr("clea_eligibility.cli._terminal.monotonic", lambda: next(clock))
    put("in.jsonl", "{}\n" * 5_000)
    assert main(["batch", "in.jsonl", "out.jsonl", "--lang", "en"]) == 0
    assert terminal.getvalue() == "\r5,000 rows, 2,000 rows/s \n"


def test_progress_is_shown_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        encoding = "ascii"

        def isatty(self) -> bool:
            return True

    terminal, clock = Terminal(), iter([100.0, 102.5])
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("clea_eligibility.cli._terminal.monotonic", lambda: next(clock))
    put("in.jsonl", "{}\n" * 5_000)
    assert main(["batch", "in.jsonl", "out.jsonl"]) == 0
    assert terminal.getvalue() == "\r5 000 lignes, 2 000 lignes/s \n"  # this terminal knows no narrow spaces


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
        ("twice.csv", "out.csv", "column 'filing_open' is there 2 times\ncolumn '' is there 2 times"),
        ("empty.csv", "out.csv", "'empty.csv' has no header: a first line that names its columns"),
        (
            "semicolons.csv",
            "out.csv",
            (
                "the cells of 'semicolons.csv' are separated by semicolons; say so: separator=';', --separator on the "
                "command line"
            ),
        ),
        (
            "latin.csv",
            "out.csv",
            (
                "'latin.csv' is not UTF-8; say its encoding: for Excel, often cp1252 (encoding=, --encoding on the "
                "command line)"
            ),
        ),
        ("sep.csv", "out.csv", "'sep.csv' begins with 'sep=', a line for spreadsheets: delete it"),
        ("separator.csv", "out.csv", "'separator.csv' begins with 'SEP=;', a line for spreadsheets: delete it"),
        ("unnamed.csv", "out.csv", "'unnamed.csv' has no header: a first line that names its columns"),
        (
            "header.csv",
            "out.csv",
            "cannot read the header of 'header.csv': a quote opens a cell and is never closed",
        ),
        (
            "closed.csv",
            "out.csv",
            f"cannot read the header of 'closed.csv': {CLOSED}",
        ),
        ("caf\udce9.csv", "out.csv", "'caf\\udce9.csv': the name, or that of its folder, is not UTF-8; rename it"),
        ("in.csv", "caf\udce9.csv", "'caf\\udce9.csv': the name, or that of its folder, is not UTF-8; rename it"),
        ("in.csv", "a\0.csv", "'a\\x00.csv' cannot be the name of a file: embedded null byte"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(source: str, target: str, message: str, capsys: Capture) -> None:
    Path("folder.csv").mkdir()
    os.link(put("in.csv"), "hard.csv")
    put("column.csv", "filing_open,amount\n")
    put("keys.jsonl", '{}\n{"outcome": 1}\n')
    put("twice.csv", "filing_open,,filing_open,,x,,\n")
    put("empty.csv", "")
    put("semicolons.csv", "filing_open;x\ntrue;1\n")
    put("latin.csv", "filing_open,x\ntrue,é\n".encode("latin-1"))
    put("sep.csv", "sep=,\nfiling_open,x\ntrue,1\n")
    put("separator.csv", "SEP=;\nfiling_open;x\n")
    put("unnamed.csv", ",,\n1,2,3\n")
    put("header.csv", '"filing_open')
    put("closed.csv", '"filing"_open,x\ntrue,1\n')
    assert refused(capsys, source, target) == message


def test_wrong_types_in_parquet_are_refused_all_at_once(capsys: Capture) -> None:
    put_parquet(filed_on=[20260302, None], filing_open=["true", ""], problems=[0, 1])
    assert refused(capsys, "in.parquet", "out.csv") == (
        "column 'problems' is one that the decision adds: rename yours\n"
        "column 'filed_on': expected dates without a time, found Int64; facts_from reads such columns\n"
        "column 'filing_open': expected truth values, found String; facts_from reads such columns"
    )


def test_what_is_no_parquet_is_refused(capsys: Capture) -> None:
    assert refused(capsys, put("in.parquet", b"PAR1" * 9), "out.csv").startswith("cannot read 'in.parquet': ")


def test_what_breaks_off_in_the_middle_is_refused(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    put("out.csv", "old")
    monkeypatch.setattr("clea_eligibility.frames.files._csv.BYTES", 20)
    monkeypatch.setattr("clea_eligibility.frames.files._csv._LONGEST", 100)
    put("in.csv", GOOD * 5 + '"' + "true,1\n" * 50)
    assert refused(capsys, "in.csv", "out.csv") == "'in.csv', row 11: a quote opens a cell and is never closed"


def test_errors_need_a_file_of_their_own(capsys: Capture) -> None:
    put("in.csv")
    assert refused(capsys, "in.csv", "out.csv", "--errors", "out.csv") == "'out.csv' and 'out.csv' are the same file"
    assert refused(capsys, "in.csv", "out.csv", "--errors", "in.csv") == "'in.csv' and 'in.csv' are the same file"
    assert refused(capsys, "in.csv", "out.csv", "--errors", "nowhere/errors.csv").startswith("cannot write 'nowhere/")
    assert "'errors.txt' has no known format" in refused(capsys, "in.csv", "out.csv", "--errors", "errors.txt")


def test_what_a_format_cannot_hold_is_refused(capsys: Capture) -> None:
    put_parquet(
        filing_open=[True],
        photo=[b"\xff"],
        tags=[["a"]],
        photos=[[b"\xff"]],
        pair=[{"a": 1}],
        taken=[{"photo": b"\xff"}],
        wait=[timedelta(1)],
    )
    put("out.csv", "old")
    way_out = "; drop it, or write .parquet"
    assert refused(capsys, "in.parquet", "out.csv").split("\n") == [
        f"cannot write 'out.csv': CSV cannot hold column {column}{way_out}"
        for column in (
            "'photo', Binary",
            "'tags', List(String)",
            "'photos', List(Binary)",
            "'pair', Struct({'a': Int64})",
            "'taken', Struct({'photo': Binary})",
            "'wait', Duration(time_unit='us')",
        )
    ]
    assert refused(capsys, "in.parquet", "out.jsonl").split("\n") == [
        f"cannot write 'out.jsonl': JSON Lines cannot hold column {column}{way_out}"
        for column in ("'photo', Binary", "'photos', List(Binary)", "'taken', Struct({'photo': Binary})")
    ]
    assert main(["batch", "in.parquet", "out.parquet"]) == 0
    assert pl.read_parquet("out.parquet")["photo"].to_list() == [b"\xff"]


@pytest.mark.parametrize("dtype", [pl.Date(), pl.Datetime("ms"), pl.Datetime("us", "Europe/Paris")])
def test_days_that_text_cannot_name_are_refused_where_they_are_no_facts(dtype: pl.DataType, capsys: Capture) -> None:
    infinity = 2**31 - 1 if dtype == pl.Date else 2**63 - 1
    put_parquet(
        filing_open=[True, None],
        until=pl.Series([None, infinity]).cast(pl.Int32 if dtype == pl.Date else pl.Int64).cast(dtype),
    )
    for target in ("out.csv", "out.jsonl"):
        assert refused(capsys, "in.parquet", target) == (
            "'in.parquet': column 'until' holds days that text cannot name, infinity say; drop it, or write .parquet"
        )
    assert main(["batch", "in.parquet", "out.parquet"]) == 0


def test_a_panic_of_polars_is_a_file_that_cannot_be_used(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(*_: object, **__: object) -> None:
        pl.Series([2**31 - 1], dtype=pl.Int32).cast(pl.Date).to_list()

    put("in.csv")
    with monkeypatch.context() as patched:
        patched.setattr(pl.LazyFrame, "sink_csv", panic)
        assert refused(capsys, "in.csv", "out.csv") == "cannot write 'out.csv': out-of-range date"
    put("in.parquet")
    monkeypatch.setattr("clea_eligibility.frames.files._deciding.ParquetFile", panic)
    assert refused(capsys, "in.parquet", "out.csv") == "cannot read 'in.parquet': out-of-range date"


# What stands at the target


def mode(name: str) -> int:
    return S_IMODE(Path(name).stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="needs modes")
@pytest.mark.parametrize("allowed", [0o600, 0o640, 0o666, 0o755])
def test_the_mode_of_what_is_replaced_is_kept(allowed: int) -> None:
    seen: list[int] = []
    for name in ("out.csv", "errors.csv"):
        Path(put(name, "old")).chmod(allowed)
    decide_file(
        put("in.csv"),
        "out.csv",
        "errors.csv",
        progress=lambda _: seen.extend(mode(str(part)) for part in Path().glob(".*.part")),
    )
    assert Path("out.csv").read_text("utf-8") != "old"
    assert (mode("out.csv"), mode("errors.csv"), seen) == (allowed, allowed, [allowed, allowed])


@pytest.mark.skipif(os.name != "posix", reason="needs modes")
def test_a_new_file_has_the_mode_of_new_files() -> None:
    before = os.umask(0o027)
    try:
        assert main(["batch", put("in.csv"), "out.csv"]) == 0
    finally:
        os.umask(before)
    assert mode("out.csv") == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_what_may_not_be_written_or_is_no_file_is_refused(capsys: Capture) -> None:
    put("in.csv")
    Path(put("read_only.csv")).chmod(0o444)
    os.mkfifo("pipe.csv")
    Path("link.csv").symlink_to("read_only.csv")
    assert refused(capsys, "in.csv", "read_only.csv") == "cannot write 'read_only.csv': it is read-only"
    assert refused(capsys, "in.csv", "link.csv") == "cannot write 'link.csv': it is read-only"
    assert refused(capsys, "in.csv", "pipe.csv") == "cannot write 'pipe.csv': it is no regular file"
    assert refused(capsys, "in.csv", "out.csv", "--errors", "pipe.csv") == (
        "cannot write 'pipe.csv': it is no regular file"
    )
    assert names() == ["in.csv", "link.csv", "pipe.csv", "read_only.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clea_eligibility.frames.files._json_lines.ROWS", 2)
    monkeypatch.setattr(Path, "touch", lambda path, **_: path.symlink_to("/dev/full"))
    put("in.jsonl", '{"x": 1}\n' * 20)
    with pytest.raises(CleaError, match=r"^cannot write 'out\.jsonl': "):
        decide_file("in.jsonl", "out.jsonl")
    assert names() == ["in.jsonl"]


def test_without_the_extra_it_says_what_to_install(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("clea_eligibility.frames.files")]:
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
            "clea_eligibility.frames.files.decide_file", lambda *_, number=number, **__: signal.raise_signal(number)
        )
        if number == signal.SIGINT:
            assert main(["batch", "in.csv", "out.csv"]) == 130
        else:
            with pytest.raises(SystemExit, match="143"):
                main(["batch", "in.csv", "out.csv"])
    assert signal.getsignal(signal.SIGINT) == handler
    assert capsys.readouterr() == ("", "")
