"""What a frame must look like before any work is done: names that are free, types that facts can have."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from clea_eligibility.dossier.facts import FACT_BY_PATH, Fact
from clea_eligibility.errors import CleaError, shown
from clea_eligibility.frames._vocabulary import PREFIX

EXPECTED: Mapping[str, str] = MappingProxyType(
    {"date": "dates without a time", "bool": "truth values", "enum": "text", "str": "text"}
)
NOTHING = "nothing"
"""The type of a column that is null throughout."""


def check(names: Sequence[object], found: Mapping[str, tuple[str, str]], added: Iterable[str], *, case: bool) -> None:
    """Raise :class:`CleaError` with everything that is wrong with a frame.

    ``names`` are its columns, ``found`` the kind and the type of those that are facts, ``added`` the columns to come;
    without ``case``, names that differ in capitals alone are the same.
    """
    problems = []
    taken = {_folded(name, case): name for name in added}
    for name, times in Counter(_folded(name, case) for name in names).items():
        if name in taken:
            problems.append(f"column {taken[name]!r} is one that the decision adds: rename yours")
        if isinstance(name, str) and name.casefold().startswith(PREFIX):
            problems.append(f"column {shown(name)}: names that begin with {PREFIX!r} are used while deciding")
        if times > 1 and name in {_folded(path, case) for path in FACT_BY_PATH}:
            problems.append(f"column {shown(name)} is there {times} times")
    for path, (kind, shown_type) in found.items():
        expected = kind_of(FACT_BY_PATH[path])
        if kind not in (expected, NOTHING):
            problems.append(f"column {path!r}: expected {EXPECTED[FACT_BY_PATH[path].type]}, found {shown_type}")
    if problems:
        raise CleaError("\n".join(problems))


def kind_of(known: Fact) -> str:
    """``date``, ``bool`` or ``text``."""
    return known.type if known.type in ("date", "bool") else "text"


def _folded(name: object, case: bool) -> object:
    return name.casefold() if isinstance(name, str) and not case else name
