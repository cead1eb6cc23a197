"""What deciding a table costs on each engine, against the same rules by hand and against OpenFisca-Core.

``python benchmarks/frames.py --rows 1000000 --openfisca PYTHON``, where ``PYTHON`` is an interpreter that has
``openfisca-core``. Whatever is compared is first checked to agree, then run in turns within one process; seconds are
medians, ratios the median of those of each turn: of processor time, which means the same on a busy machine. Peak
memory is that of a fresh process. Results are kept in ``benchmarks/results/frames.json``, by name and number of rows.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

import baseline_duckdb
import baseline_polars
import duckdb
import numpy
import pandas
import polars
import pyarrow.parquet
from baseline_polars import NAMES
from population import population

from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.frames import decide_frame

RESULTS = Path(__file__).parent / "results" / "frames.json"
BRIEF = ["outcome", "amount"]
THREADS = cpu_count() or 1


Times = list[tuple[float, float]]
"""Seconds and processor seconds of each turn."""


class Budget(NamedTuple):
    """How long to measure an engine, and in how many turns at the least."""

    seconds: float
    turns: int


class Case(NamedTuple):
    """One way to decide a table: its name, the case that it is compared with, whether texts are written, the run."""

    name: str
    against: str | None
    text: bool
    run: Callable[[Any], object]


class Engine(NamedTuple):
    """How an engine loads a Parquet file, and its cases."""

    load: Callable[[Path], Any]
    cases: tuple[Case, ...]


def to_parquet(decide: Callable[[polars.LazyFrame], polars.LazyFrame]) -> Callable[[Path], object]:
    """Decide a file without ever holding it."""

    def run(path: Path) -> None:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            decide(polars.scan_parquet(path)).sink_parquet(Path(folder) / "out.parquet")

    return run


def a_duckdb(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a database in memory that holds the table."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    connection.execute(f"CREATE TABLE dossiers AS SELECT * FROM '{path}'")
    return connection


def by_hand(connection: duckdb.DuckDBPyConnection) -> Any:
    """The SQL written by hand."""
    return baseline_duckdb.decide_baseline(connection, "dossiers")


def by_rules(connection: duckdb.DuckDBPyConnection) -> Any:
    """The SQL made from the rules."""
    return decide_frame(connection.table("dossiers"))


HAND, LIBRARY = "by hand", "decide_frame"
ENGINES: Mapping[str, Engine] = {
    "Polars": Engine(
        polars.read_parquet,
        (
            Case(HAND, None, True, baseline_polars.decide_baseline),
            Case(LIBRARY, HAND, True, decide_frame),
            Case(
                f"{HAND}, brief",
                None,
                False,
                lambda frame: baseline_polars.decide_lazily(frame.lazy()).select(BRIEF).collect(),
            ),
            Case(
                f"{LIBRARY}, brief",
                f"{HAND}, brief",
                False,
                lambda frame: decide_frame(frame.lazy()).select(BRIEF).collect(),
            ),
            Case(f"{LIBRARY}, findings", HAND, True, lambda frame: decide_frame(frame, findings=True)),
        ),
    ),
    "Polars, file to file": Engine(
        lambda path: path,
        (
            Case(HAND, None, True, to_parquet(baseline_polars.decide_lazily)),
            Case(LIBRARY, HAND, True, to_parquet(decide_frame)),
        ),
    ),
    "DuckDB": Engine(
        a_duckdb,
        (
            Case(HAND, None, True, lambda connection: by_hand(connection).to_arrow_table()),
            Case(LIBRARY, HAND, True, lambda connection: by_rules(connection).to_arrow_table()),
            Case(f"{HAND}, brief", None, False, lambda connection: by_hand(connection).select(*BRIEF).to_arrow_table()),
            Case(
                f"{LIBRARY}, brief",
                f"{HAND}, brief",
                False,
                lambda connection: by_rules(connection).select(*BRIEF).to_arrow_table(),
            ),
        ),
    ),
    "PyArrow": Engine(pyarrow.parquet.read_table, (Case(LIBRARY, None, True, decide_frame),)),
    "pandas": Engine(pandas.read_parquet, (Case(LIBRARY, None, True, decide_frame),)),
}


def check(path: Path) -> None:
    """Raise :class:`AssertionError` unless every engine gives the columns that the Polars baseline does."""
    rows = polars.read_parquet(path).head(100_000).with_row_index("row")
    expected = baseline_polars.decide_baseline(rows)
    with duckdb.connect() as connection:
        connection.register("dossiers", rows.to_arrow())
        baseline = connection.sql(baseline_duckdb.query("dossiers", also=["row"]))
        found: dict[str, Any] = {
            "Polars": decide_frame(rows),
            "DuckDB by hand": polars.DataFrame(baseline.to_arrow_table()).sort("row"),
            "DuckDB": polars.DataFrame(by_rules(connection).to_arrow_table()).sort("row"),
            "PyArrow": polars.from_arrow(decide_frame(rows.to_arrow())),
            "pandas": polars.from_pandas(decide_frame(rows.to_pandas())),
        }
    for engine, frame in found.items():
        for name in NAMES:
            wrong = frame[name].ne_missing(expected[name]).sum()
            assert not wrong, f"{engine}: {name} differs on {wrong} rows"  # noqa: S101


def measured(cases: Mapping[str, Callable[[], tuple[float, float]]], budget: Budget) -> dict[str, Times]:
    """Seconds and processor seconds of each case, run in turns until the time is up, and often enough."""
    found: dict[str, Times] = {name: [] for name in cases}
    next(iter(cases.values()))()  # not counted: whatever comes first also warms up
    start = perf_counter()
    turns = 0
    while turns < budget.turns or perf_counter() - start < budget.seconds:
        for name, run in cases.items():
            found[name].append(run())
        turns += 1
    return found


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds and processor seconds of one run."""
    start, processor = perf_counter(), process_time()
    run()
    return perf_counter() - start, process_time() - processor


def results(engine: str, path: Path, rows: int, budget: Budget) -> Iterator[dict[str, Any]]:
    """Measure the cases of one engine."""
    load, cases = ENGINES[engine]
    data = load(path)
    found = measured({case.name: partial(timed, partial(case.run, data)) for case in cases}, budget)
    del data
    for case in cases:
        command = [sys.executable, __file__, "--peak", engine, case.name, str(path)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        against = (case.against, found[case.against]) if case.against else None
        yield result(f"{engine}: ", rows, case.name, found[case.name], against) | {
            "text": case.text,
            **json.loads(printed),
        }


def result(group: str, rows: int, name: str, times: Times, against: tuple[str, Times] | None) -> dict[str, Any]:
    """Medians, and the medians of the ratios turn by turn: of processor time, and of time elapsed."""
    found: dict[str, Any] = {"name": f"{group}{name}", "rows": rows, "turns": len(times)}
    for place, measure in enumerate(("", "processor_")):
        found[f"{measure}seconds"] = round(median(taken[place] for taken in times), 3)
    found |= {"against": None, "ratio": None, "elapsed_ratio": None}
    if against is not None:
        other, theirs = against
        elapsed, processor = (
            round(median(a[place] / b[place] for a, b in zip(times, theirs, strict=True)), 2) for place in range(2)
        )
        found |= {"against": other, "ratio": processor, "elapsed_ratio": elapsed}
    return found


def peak(engine: str, name: str, path: Path) -> None:
    """Print, in a fresh process, what the loaded table takes and the most that was ever taken, in MiB."""
    load, cases = ENGINES[engine]
    data = load(path)
    loaded = mebibytes("VmRSS")
    next(case for case in cases if case.name == name).run(data)
    print(json.dumps({"data_mib": loaded, "peak_mib": mebibytes("VmHWM")}))


def mebibytes(measure: str) -> int:
    """The memory of this process, as Linux tells it: what ``getrusage`` tells includes that of the parent."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(measure)) // 1024


# OpenFisca


def openfisca(python: str, rows: int, budget: Budget) -> Iterator[dict[str, Any]]:
    """Measure OpenFisca-Core and ``decide_frame`` on complete dossiers, decided alike."""
    frame = population(rows, unknown=0)
    frame = frame.filter(decide_frame(frame)["problems"] == "")
    facts = {fact.path: _array(frame[fact.path], fact.type) for fact in FACTS}
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "facts.npz", Path(folder) / "found.npz"
        numpy.savez(given, **facts)
        script = Path(__file__).with_name("openfisca_rules.py")
        worker = subprocess.Popen(
            [python, str(script), str(given), str(found)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert worker.stdin is not None and worker.stdout is not None  # noqa: S101, PT018
        worker.stdout.readline()
        _check_openfisca(frame, numpy.load(found))

        def ask(question: str) -> tuple[float, float]:
            worker.stdin.write(f"{question}\n")  # type: ignore[union-attr]
            worker.stdin.flush()  # type: ignore[union-attr]
            seconds, processor = worker.stdout.readline().split()  # type: ignore[union-attr]
            return float(seconds), float(processor)

        brief = ["outcome", "amount", "reasons"]
        cases: dict[str, Callable[[], tuple[float, float]]] = {
            "one month": lambda: ask("one"),
            "month of filing": lambda: ask("monthly"),
            LIBRARY: partial(timed, lambda: decide_frame(frame)),
            f"{LIBRARY}, as much": partial(timed, lambda: decide_frame(frame.lazy()).select(brief).collect()),
        }
        times = measured(cases, budget)
        worker.stdin.close()
        worker.wait()
    for name, taken in times.items():
        group = "Polars, complete dossiers: " if LIBRARY in name else "OpenFisca-Core: "
        against = None if name == "one month" else ("one month", times["one month"])
        yield result(group, rows, name, taken, against) | {"text": LIBRARY in name}


def _array(column: polars.Series, kind: str) -> Any:
    if kind == "date":
        return column.to_numpy().astype("datetime64[D]")
    if kind == "bool":
        return column.to_numpy()
    if kind == "str":  # OpenFisca compares numbers much faster than texts; Corsica is no part of the region
        return column.replace({"2A": "201", "2B": "202"}).cast(polars.Int32).to_numpy()
    values = next(fact.values for fact in FACTS if fact.path == column.name)
    return column.cast(polars.Enum(values)).to_physical().cast(polars.UInt8).to_numpy()


def _check_openfisca(frame: polars.DataFrame, found: Any) -> None:
    decided = decide_frame(frame)
    assert (decided["amount"].to_numpy() == found["amounts"]).all(), "amounts differ"  # noqa: S101
    masks, places = numpy.unique(found["violated"], return_inverse=True)
    texts = [";".join(code for bit, code in enumerate(found["rules"]) if mask >> bit & 1) for mask in masks]
    assert (numpy.array(texts)[places] == decided["reasons"].to_numpy()).all(), "reasons differ"  # noqa: S101


# All together


def machine() -> dict[str, Any]:
    """What it all ran on."""
    packages = ("polars", "duckdb", "pandas", "pyarrow", "narwhals", "numpy")
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": cpu_count(),
        **{package: version(package) for package in packages},
    }


def keep(found: list[dict[str, Any]], rows: int) -> None:
    """Write the results, in the place of those of the same names and number of rows."""
    stored = json.loads(RESULTS.read_text(encoding="utf-8"))["results"] if RESULTS.exists() else []
    fresh = {(result["name"], result["rows"]) for result in found}
    kept = [result for result in stored if (result["name"], result["rows"]) not in fresh]
    RESULTS.parent.mkdir(exist_ok=True)
    written = {"machine": machine(), "rows": rows, "results": [*kept, *found]}
    RESULTS.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, print a table and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=60, help="how long to measure each engine")
    parser.add_argument("--turns", type=int, default=3, help="how often at the least")
    parser.add_argument("--engines", nargs="*", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--openfisca", metavar="PYTHON", help="an interpreter that has openfisca-core")
    parser.add_argument("--peak", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        engine, name, path = options.peak
        peak(engine, name, Path(path))
        return
    budget = Budget(options.seconds, options.turns)
    found: list[dict[str, Any]] = []

    def report(results: Iterator[dict[str, Any]]) -> None:
        for result in results:
            found.append(result)
            compared = (
                "{ratio:7.2f} ×, elapsed {elapsed_ratio:5.2f} × {against}".format(**result) if result["against"] else ""
            )
            memory = f"{result['data_mib']:7} → {result['peak_mib']:5} MiB" if "peak_mib" in result else " " * 22
            print(f"{result['name']:<46}{result['seconds']:8.3f} s {memory} {compared}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossiers.parquet"
        population(options.rows).write_parquet(path)
        check(path)
        for engine in options.engines:
            report(results(engine, path, options.rows, budget))
        if options.openfisca:
            report(openfisca(options.openfisca, options.rows, budget))
    keep(found, options.rows)


if __name__ == "__main__":
    main()
