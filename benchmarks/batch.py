"""What deciding a file costs, beside a process in which Polars alone copies it: ``batch.py [ROWS [FORMAT …]]``.

Each is a process of its own: time, processor time, rows a second, and the most memory that it held at once. What the
copy needs, streaming from file to file, is what the engine itself needs.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory
from time import perf_counter

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
    """Measure and print a table."""
    print(f"{f'{rows:,} rows':<30}{'seconds':>9}{'processor':>11}{'rows/s':>12}{'MiB':>8}")
    with TemporaryDirectory() as folder:
        for form in forms:
            source, target = Path(folder, f"in.{form}"), Path(folder, f"out.{form}")
            run([__file__, "make", str(source), str(rows)])
            copy = COPY[form].format(str(source), str(target))
            commands = {
                "copied by Polars": ["-c", f"import polars; polars.{copy}"],
                "decided": ["-m", "clea_eligibility", "batch", str(source), str(target)],
            }
            for what, arguments in commands.items():
                seconds, processor, most = run(arguments)
                name = f"{form}, {what}"
                print(f"{name:<30}{seconds:9.1f}{processor:11.1f}{rows / seconds:12,.0f}{most:8.0f}", flush=True)
            source.unlink()
            target.unlink()


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, sys.argv[2:] or list(COPY))
