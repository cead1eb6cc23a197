"""Make ``tests/evidence/data/communes.txt``: every commune of France and every postal code, by department.

The data are those of the npm package ``@etalab/decoupage-administratif``, version 6.0.0 (communes on 1 January 2026)::

    npm pack @etalab/decoupage-administratif@6.0.0
    tar -xzf etalab-decoupage-administratif-6.0.0.tgz
    python scripts/communes.py package tests/evidence/data/communes.txt
"""

import json
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PACKAGE = "@etalab/decoupage-administratif"
VERSION = "6.0.0"

HEADER = f"""\
# Communes of France and postal codes, by department, on 1 January 2026. Made by scripts/communes.py from the npm
# package {PACKAGE} {VERSION}.
# Data: official geographic code (INSEE) and postal codes (La Poste), Licence Ouverte.
#
# commune: communes · part: associated and delegated communes, municipal districts · former: codes that left use,
# with today's department · postal: postal codes. 01001-01002 are consecutive codes.
"""


def main() -> None:
    """Read the unpacked package at the first argument, write the table to the second."""
    package, target = map(Path, sys.argv[1:])
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if version != VERSION:
        sys.exit(f"expected {PACKAGE} {VERSION}, got {version}")
    communes = json.loads((package / "data" / "communes.json").read_text(encoding="utf-8"))
    target.write_text(HEADER + "\n".join(lines(communes)) + "\n", encoding="utf-8")


def lines(communes: list[dict[str, Any]]) -> Iterable[str]:
    """The table: kind, department and codes on each line."""
    table: dict[tuple[str, str], set[str]] = defaultdict(set)
    seen: set[str] = set()
    for kind, found in kinds(communes).items():
        for department, code in found:
            if kind == "postal" or code not in seen:
                table[kind, department].add(code)
        seen.update(code for _, code in found)
    for (kind, department), codes in sorted(table.items()):
        for line in textwrap.wrap(" ".join(ranges(sorted(codes))), 104):
            yield f"{kind} {department} {line}"


def kinds(communes: list[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Department and code, by kind; what comes first says what a code is today."""
    current = [commune for commune in communes if commune["type"] == "commune-actuelle"]
    return {
        "commune": [(commune["departement"], commune["code"]) for commune in current],
        "part": [(commune["departement"], commune["code"]) for commune in communes],
        "former": [(commune["departement"], code) for commune in communes for code in commune.get("anciensCodes", ())],
        "postal": [(commune["departement"], code) for commune in communes for code in commune.get("codesPostaux", ())],
    }


def ranges(codes: list[str]) -> list[str]:
    """Consecutive codes as a range, first and last in."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and code[:2] == runs[-1][-1][:2] and int(code[2:]) == int(runs[-1][-1][2:]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


if __name__ == "__main__":
    main()
