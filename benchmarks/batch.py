"""What deciding a file costs, beside Polars alone copying what was decided: ``batch.py [ROWS [FORMAT …]]``.

Each is a process of its own: time, processor time, and the most memory that it held at once. The copy holds the file
together with its columns of decisions, ready-made; streaming from file to file, it needs what the engine itself needs.
Results are kept in ``benchmarks/results/batch.json``.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

RESULTS = Path(__file__).parent / "results" / "batch.json"
ROWS = 1_000_000
PART = 1_000_000
MIB = 1 << 20
COPY = {
    "parquet": "scan_parquet({0!r}).sink_parquet({1!r})",
    "csv": "scan_csv({0!r}, infer_schema=False).sink_csv({1!r})",
    "jsonl": "scan_ndjson({0!r}).sink_ndjson({1!r})",
}


def make(whole: Path, rows: int) -> None:
    """Write a file of so many rows: a population, over and over again."""
    import polars
    from population import population

    part = whole.with_name("part.parquet")
    if not part.exists():
        population(min(rows, PART)).write_parquet(part)
    frame = polars.scan_parquet([part] * -(-rows // PART))
    if whole.suffix == ".parquet":
        frame.sink_parquet(whole)
    elif whole.suffix == ".csv":
        frame.sink_csv(whole)
    else:
        frame.sink_ndjson(whole)


def run(arguments: Sequence[str]) -> tuple[float, float, float]:
    """Seconds, processor seconds and MiB at most of a Python process; this one must itself be small for that."""
    start = perf_counter()
    process = Popen([sys.executable, *arguments])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise RuntimeError(f"{arguments} failed")
    return perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / MIB


def main(rows: int, forms: Sequence[str]) -> None:
    """Measure, print a table, and keep it."""
    print(f"{f'{rows:,} rows':<30}{'seconds':>9}{'processor':>11}{'times':>7}{'MiB':>8}{'times':>7}")
    found: list[dict[str, Any]] = []
    with TemporaryDirectory() as folder:
        for form in forms:
            source, target, copied = (Path(folder, f"{name}.{form}") for name in ("in", "out", "copy"))
            run([__file__, "make", str(source), str(rows)])
            decided = run(["-m", "clea_eligibility", "batch", str(source), str(target)])
            copy = COPY[form].format(str(target), str(copied))
            alone = run(["-c", f"import polars; polars.{copy}"])
            for what, (seconds, processor, most) in {"copied by Polars": alone, "decided": decided}.items():
                name, ratio, memory = f"{form}, {what}", processor / alone[1], most / alone[2]
                print(f"{name:<30}{seconds:9.1f}{processor:11.1f}{ratio:7.2f}{most:8.0f}{memory:7.2f}", flush=True)
                row = {"name": name, "rows": rows, "seconds": round(seconds, 2), "peak_mib": round(most)}
                if what == "decided":
                    elapsed = round(seconds / alone[0], 2)
                    row |= {"against": "the copy", "ratio": round(ratio, 2), "elapsed_ratio": elapsed}
                found.append(row)
            for path in (source, target, copied):
                path.unlink()
            keep(found)


def keep(found: Sequence[dict[str, Any]]) -> None:
    """Keep what was found beside what other formats, and other numbers of rows, have taken."""
    new = {(row["name"], row["rows"]): row for row in found}
    kept = {(row["name"], row["rows"]): row for row in json.loads(RESULTS.read_text("utf-8"))["results"]}
    RESULTS.write_text(json.dumps({"results": list((kept | new).values())}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, sys.argv[2:] or list(COPY))
