"""How facts stand in columns: those of a frame, and those that the rules are worked out on.

Engines differ in what they call a date and in what they compare, so each first turns its columns into these, under
names of our own without dots: truth values stay what they are, a date becomes a number of days, and a text the place
of its value in :func:`codes`, or :data:`NO_SUCH_VALUE`. Null is unknown.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from attrs import frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, fact
from clea_eligibility.errors import CleaError, Text, joined, lines, nearest, said
from clea_eligibility.rules._conditions import Value

PREFIX = "clea__"
"""What the names of our own columns begin with, while we work."""
NO_SUCH_VALUE = -1
BEYOND = object()
"""Stands for a day that tables can hold, infinity included, and Python cannot."""
EPOCH = date(1970, 1, 1).toordinal()
"""Day 0."""
FIRST, LAST, NO_END = (day.toordinal() - EPOCH for day in (dates.FIRST_DAY, dates.LAST_DAY, dates.NO_END))


UNREAD = "unread"
"""The column of text that says what of a row could not be read, if anything."""
NOTHING = "nothing"
"""The type of a column that is null throughout."""
_EXPECTED: Mapping[str, Text] = MappingProxyType(
    {
        "date": Text("des dates sans heure", "dates without a time"),
        "bool": Text("des valeurs vrai ou faux", "truth values"),
        "text": Text("du texte", "text"),
    }
)
_CODES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        kind: tuple(dict.fromkeys(value for known in FACTS if known.python_type is kind for value in known.values))
        for kind in {known.python_type for known in FACTS}
    }
)


READ = (*FACT_BY_PATH, UNREAD)


class Engine(NamedTuple):
    """What one library of tables does with a frame of its own."""

    #: Adds the columns of decisions.
    decide: Callable[..., Any]
    #: The columns of facts, as lists, and the number of rows.
    facts: Callable[..., tuple[dict[str, list[Any]], int]]
    #: Makes facts of what stands in its columns.
    read: Callable[..., Any]


def codes(known: Fact) -> tuple[str, ...]:
    """Every value that facts of this type may take; the place of a value is its code."""
    return _CODES[known.python_type]


def code(path: str, value: Value) -> int:
    return codes(fact(path)).index(str(value))


def kind_of(known: Fact) -> str:
    return known.type if known.type in ("date", "bool") else "text"


def column(path: str) -> str:
    return PREFIX + path.replace(".", "__")


@frozen
class Move:
    """One step from a day to another, counted in ordinals.

    ``months`` moves by months, ``days`` by days after that; then, if ``reach`` is not 0, it is the earliest day that,
    moved by so many months, is on or after the one reached.
    """

    months: int = 0
    days: int = 0
    reach: int = 0

    def of(self, ordinal: int) -> int:
        moved = dates.add_months(ordinal, self.months) + self.days
        return dates.earliest_after(moved, self.reach, 0) if self.reach else moved

    def of_all(self, days: Sequence[int]) -> Sequence[int]:
        """What many days become, none before the one ahead of it."""
        table = dates.moved_days(self.months, days[0], days[-1])
        moved = table if isinstance(days, range) else [table[day - days[0]] for day in days]
        if self.days:
            moved = [day + self.days for day in moved]
        if not self.reach:
            return moved
        table = dates.earliest_days(self.reach, moved[0], moved[-1])
        return [table[day - moved[0]] for day in moved]


@frozen
class Moved:
    """A date fact after some moves that take more than an addition: a column of its own."""

    path: str
    moves: tuple[Move, ...]
    name: str

    def table(self) -> list[int]:
        """The ordinal that each day from FIRST to LAST becomes, and at the end what NO_END becomes."""
        days: Sequence[int] = range(dates.FIRST_DAY.toordinal(), dates.LAST_DAY.toordinal() + 1)
        for move in self.moves:
            days = move.of_all(days)
        return [*days, self.of(dates.NO_END.toordinal())]

    def of(self, ordinal: int) -> int:
        for move in self.moves:
            ordinal = move.of(ordinal)
        return ordinal


def days_of(numbers: Iterable[int | None]) -> list[Any]:
    """The days of these numbers, counted from :data:`EPOCH`; :data:`BEYOND` for one that Python's calendar lacks."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return [
        number if number is None else date.fromordinal(EPOCH + number) if first <= EPOCH + number <= last else BEYOND
        for number in numbers
    ]


_TAKEN = Text(
    "la colonne {column} est de celles que l'examen ajoute : renommez la vôtre",
    "column {column} is one that the decision adds: rename yours",
)
_USED = Text(
    "la colonne {column} : les noms qui commencent par {prefix} servent pendant l'examen",
    "column {column}: names that begin with {prefix} are used while deciding",
)
_REPEATED = Text("la colonne {column} figure {times} fois", "column {column} is there {times} times")
ColumnType: TypeAlias = tuple[str, Text | str]
WITH_TIMES = Text("{type}, avec des heures", "{type}, with times of day")
IN_A_ZONE = Text("{type}, des moments d'un fuseau horaire", "{type}, moments in a time zone")
OBJECTS = Text("objets ({of})", "objects ({of})")
OBJECTS_IN_A_ZONE = Text("moments d'un fuseau horaire", "moments in a time zone")
_OF_ANOTHER_TYPE = Text(
    "la colonne {column} : attendu : {expected} ; trouvé : {found} ; {remedy}",
    "column {column}: expected {expected}, found {found}; {remedy}",
)
_READ_IT = Text("facts_from lit de telles colonnes", "facts_from reads such columns")
_CAST = Text("convertissez-la : CAST(… AS {sql})", "convert it: CAST(… AS {sql})")
SQL_TYPES = MappingProxyType({"date": "DATE", "bool": "BOOLEAN", "text": "STRING"})


def check(
    names: Sequence[object],
    found: Mapping[str, ColumnType],
    added: Iterable[str],
    *,
    case: bool = True,
    is_empty: Callable[[str], bool] = lambda _: False,
    nested: Collection[object] = (),
    ignore: Collection[object] = (),
) -> list[str]:
    """Find the columns of a frame that state facts.

    Args:
        names: The columns of the frame.
        found: The kind and the type, in words, of the columns that are named by :data:`READ`.
        added: The columns to come.
        case: Whether names that differ in capitals alone differ; in SQL they do not.
        is_empty: Whether a column is null throughout, so that its type means nothing; by the path of its fact.
        nested: The columns that hold objects of several values.
        ignore: Columns that are no facts, whatever their names are like.

    Returns:
        The names of the columns to be read of which some values are known, as far as that can be told.

    Raises:
        CleaError: Everything that is wrong with the names and the types.
    """
    problems: list[Text] = []
    stated = []
    taken = {_folded(name, case): name for name in added}
    for name, times in Counter(_folded(name, case) for name in names).items():
        if name in taken:
            problems.append(_TAKEN.filled(column=repr(taken[name])))
        if isinstance(name, str) and name.casefold().startswith(PREFIX):
            problems.append(_USED.filled(column=said(name), prefix=repr(PREFIX)))
        if times > 1 and name in {_folded(path, case) for path in FACT_BY_PATH}:
            problems.append(_REPEATED.filled(column=said(name), times=times))
    problems += overlooked(names, nested, ignore)
    for path, (kind, shown_type) in found.items():
        expected = kind_of(FACT_BY_PATH[path]) if path in FACT_BY_PATH else "text"
        if path in ignore:
            continue
        if kind == expected:
            stated.append(path)
        elif kind != NOTHING and not is_empty(path):
            words = {"column": repr(path), "expected": _EXPECTED[expected], "found": shown_type}
            remedy = _READ_IT if case else _CAST.filled(sql=SQL_TYPES[expected])
            problems.append(_OF_ANOTHER_TYPE.filled(**words, remedy=remedy))
    if problems:
        raise CleaError(lines(problems))
    return stated


def _folded(name: object, case: bool) -> object:
    return name.casefold() if isinstance(name, str) and not case else name


# Columns that were surely meant as facts, though none is named so

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
    """What is wrong with the columns that are no facts: those that were meant to be, or that none is one."""
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
