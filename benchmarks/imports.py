"""What ``import clea_eligibility`` costs, as a ratio to importing attrs and dateutil's relativedelta.

Bytecode is cached, as in an installed package. Whole processes, in turn, so that a slow spell of the machine
strikes all of them alike; medians, in milliseconds.
"""

import os
import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 41
AIM = 1.7
STATEMENTS = {
    "nothing": "pass",
    "dependencies": "import attrs; from dateutil.relativedelta import relativedelta",
    "clea_eligibility": "import clea_eligibility",
    "first decision": "from clea_eligibility import Dossier, decide; decide(Dossier())",
}


def milliseconds(statement: str) -> float:
    """Time one fresh interpreter that runs ``statement``."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, env=environment)
    return (perf_counter() - start) * 1000


def measured(rounds: int = ROUNDS) -> dict[str, float]:
    """The median of each, in milliseconds."""
    for statement in STATEMENTS.values():
        milliseconds(statement)  # the first one fills the caches
    times: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for _ in range(rounds):
        for name, statement in STATEMENTS.items():
            times[name].append(milliseconds(statement))
    return {name: median(taken) for name, taken in times.items()}


def main() -> None:
    """Measure, print a table and the ratio."""
    medians = measured()
    for name, value in medians.items():
        print(f"{name:<18}{value:7.1f} ms")
    own = {name: value - medians["nothing"] for name, value in medians.items()}
    print(f"process, whole:   {medians['clea_eligibility'] / medians['dependencies']:.2f} times the dependencies")
    print(f"import alone:     {own['clea_eligibility'] / own['dependencies']:.2f} times the dependencies (aim: {AIM})")


if __name__ == "__main__":
    main()
