"""What a process costs that decides one dossier, as a ratio to importing what it stands on.

Bytecode is cached, as in an installed package. Whole processes, in turn, so that a slow spell of the machine strikes
all of them alike; medians of what they keep a processor busy, in milliseconds.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

ROUNDS = 41
EXAMPLE = Path(__file__).parents[1] / "examples" / "late_by_one_day.json"
DATES = "from dateutil.relativedelta import relativedelta"
AIM = 1.7
"""Importing the library, to importing its dependencies: both less what a process takes that does nothing."""
COMMANDS = {
    "nothing": ["-c", "pass"],
    "dependencies": ["-c", f"import attrs; {DATES}"],
    "clea_eligibility": ["-c", "import clea_eligibility.deciding.decision"],
    "first decision": ["-c", "from clea_eligibility import Dossier, decide; decide(Dossier())"],
    "and cattrs, json, argparse": ["-c", f"import attrs, cattrs, json, argparse; {DATES}"],
    "clea-eligibility decide": ["-m", "clea_eligibility", "decide", str(EXAMPLE)],
}
AIMS = {("first decision", "dependencies"): 1.6, ("clea-eligibility decide", "and cattrs, json, argparse"): 1.5}
"""The whole process of the first, import included, to that of the second."""


def milliseconds(arguments: list[str]) -> float:
    """How long one fresh interpreter keeps a processor busy."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=False, env=environment, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def measured(rounds: int = ROUNDS) -> dict[str, float]:
    """The median of each, in milliseconds."""
    for arguments in COMMANDS.values():
        milliseconds(arguments)  # the first one fills the caches
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            times[name].append(milliseconds(arguments))
    return {name: median(taken) for name, taken in times.items()}


def main() -> None:
    """Measure, print a table and the ratios."""
    medians = measured()
    for name, value in medians.items():
        print(f"{name:<28}{value:7.1f} ms")
    for (own, others), aim in AIMS.items():
        print(f"{own}: {medians[own] / medians[others]:.2f} times the import of its dependencies (aim: {aim})")
    imported, dependencies = (medians[name] - medians["nothing"] for name in ("clea_eligibility", "dependencies"))
    print(f"import alone: {imported / dependencies:.2f} times its dependencies (aim: {AIM})")


if __name__ == "__main__":
    main()
