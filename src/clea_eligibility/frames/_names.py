"""Which columns of a frame were surely meant as facts, though none is named so."""

import re
from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType

from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.errors import Text, joined, nearest, said

_MOST_SHOWN = 5
_LONGEST = 80


def _joined(name: str) -> str:
    """The name in small letters, whatever stands between its words a dot."""
    return ".".join(part for part in re.split(r"[\s._-]+", name.casefold()) if part)


def _endings() -> Iterator[tuple[str, str]]:
    """The ends of paths that say which fact is meant, and the paths."""
    last: dict[str, list[str]] = {}
    for path in FACT_BY_PATH:
        names = path.split(".")
        yield from ((_joined(".".join(names[start:])), path) for start in range(max(1, len(names) - 1)))
        last.setdefault(names[-1], []).append(path)
    yield from ((_joined(name), paths[0]) for name, paths in last.items() if "_" in name and len(paths) == 1)


_MEANT = MappingProxyType(dict(_endings()))
_PARTS = MappingProxyType(
    {
        _joined(part): tuple(path for path in FACT_BY_PATH if f".{path}".startswith(prefix) or f".{part}." in path)
        for whole in FACT_BY_PATH
        for depth in range(1, whole.count(".") + 1)
        for part in (whole.split(".")[depth - 1], ".".join(whole.split(".")[:depth]))
        for prefix in [f".{part}."]
    }
)
"""The parts of a dossier, by their last names and by their paths, and the facts in each."""


def is_part(name: object) -> bool:
    """Whether a column is named like a part of a dossier that holds facts."""
    return isinstance(name, str) and _joined(name) in _PARTS


def meant(name: object) -> str | None:
    """The path of the fact that a column was surely meant to be.

    >>> meant("Evaluation_starts-on"), meant("starts_on"), meant("filled_on"), meant("valid_until")
    ('evaluation.starts_on', 'evaluation.starts_on', 'filed_on', None)
    """
    if not isinstance(name, str) or len(name) > _LONGEST:
        return None
    joined = _joined(name)
    if joined in _MEANT:
        return _MEANT[joined]
    return next((path for path in FACT_BY_PATH if _is_one_slip(joined, _joined(path))), None)


def _is_one_slip(word: str, known: str) -> bool:
    """Whether a letter too many, too few, another or two in the wrong order make the one word of the other."""
    if abs(len(word) - len(known)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(word, known, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return len(word) != len(known)
    left, right = word[start:], known[start:]
    swapped = left[1::-1] + left[2:] == right
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def overlooked(names: Iterable[object], nested: Collection[object], ignore: Collection[object]) -> Iterator[Text]:
    """What is wrong with the columns that are no facts: those that were meant to be, or that none is one.

    Args:
        names: The columns of a frame.
        nested: Those that hold objects of several values.
        ignore: Those that are known to be none.
    """
    names = list(names)
    present = {name for name in names if isinstance(name, str) and name in FACT_BY_PATH and name not in ignore}
    found = False
    for name in names:
        if name in present or name in ignore:
            continue
        levels = [level for level in name if isinstance(level, str)] if isinstance(name, tuple) else []
        part = next((level for level in levels if level in FACT_BY_PATH or is_part(level)), None)
        if name in nested and isinstance(name, str) and is_part(name):
            part = name
        if part is not None:
            inside = (part,) if part in FACT_BY_PATH else _PARTS[_joined(part)]
            if not present.issuperset(inside):
                found = True
                yield _A_PART.filled(column=_said(name), inside=repr(inside[0]), ignored=repr(name))
        elif (path := meant(name)) is not None and path not in present:
            found = True
            yield _WAS_MEANT.filled(column=_said(name), path=repr(path), ignored=repr(name))
    if not present and not found:
        near = dict.fromkeys(nearest(name, FACT_BY_PATH) for name in names if isinstance(name, str))
        such = [path for path in near if path is not None] or list(FACT_BY_PATH)
        yield _NO_FACT.filled(names=", ".join(such[:_MOST_SHOWN]))


_A_PART = Text(
    "la colonne {column} porte le nom d'une partie du dossier ; donnez à chaque information une colonne à elle, comme "
    "{inside}, ou passez ignore=({ignored},), --ignore en ligne de commande, si elle n'en est pas une",
    "column {column} is named like a part of a dossier; give each fact a column of its own, such as {inside}, or pass "
    "ignore=({ignored},), --ignore on the command "
    "line, if it is none",
)
_WAS_MEANT = Text(
    "la colonne {column} n'est pas une information ; nommez-la {path}, ou passez ignore=({ignored},), --ignore en "
    "ligne de commande, si elle n'en est pas une",
    "column {column} is no fact; rename it to {path}, or pass ignore=({ignored},), --ignore on the command "
    "line, if it is none",
)
_NO_FACT = Text(
    "aucune colonne ne porte le chemin d'une information ; attendu : des noms comme {names}",
    "no column is named by the path of a fact; expected names such as {names}",
)


def _said(name: object) -> Text:
    return joined(repr(name)[:_LONGEST]) if isinstance(name, tuple) else said(name)
