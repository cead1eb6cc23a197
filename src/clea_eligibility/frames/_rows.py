"""From dossiers to the rows of a frame, and back."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Literal

import narwhals.stable.v2 as nw
from attrs import evolve

from clea_eligibility.dossier.dates import FIRST_DAY, LAST_DAY
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import InvalidDossier, Problem, Text, problem, said
from clea_eligibility.frames._deciding import facts_of
from clea_eligibility.frames._vocabulary import BEYOND, UNREAD
from clea_eligibility.wire import dossier_from_dict

_ORDER = tuple(FACT_BY_PATH)


def dossiers_to_frame(dossiers: Iterable[Dossier], backend: Literal["polars", "pandas", "pyarrow"] = "polars") -> Any:
    """A table of dossiers: a row for each, a column for each fact, null where it is unknown.

    Dates are dates, truth values truth values, and the values of enums text, on the library that ``backend`` names.

    >>> from clea_eligibility import Quote
    >>> frame = dossiers_to_frame([Dossier(), Dossier(quote=Quote(names_applicant=True))])
    >>> frame.shape, frame["quote.provided"].to_list()
    ((2, 24), [None, True])
    """
    dossiers = list(dossiers)
    values: dict[str, list[Any]] = {fact.path: [_plain(fact.of(dossier)) for dossier in dossiers] for fact in FACTS}
    types = {"date": nw.Date(), "bool": nw.Boolean(), "enum": nw.String(), "str": nw.String()}
    if backend == "pandas":
        return _pandas(values)
    schema: dict[str, Any] = {fact.path: types[fact.type] for fact in FACTS}
    return nw.from_dict(values, schema, backend=backend).to_native()


def frame_to_dossiers(frame: Any, *, ignore: Collection[object] = ()) -> list[Dossier]:
    """The dossiers that the rows of a frame state: any frame that ``decide_frame`` takes, columns as it wants them.

    A lazy frame is executed. Raises :class:`CleaError` for a column of the wrong type and :class:`InvalidDossier` for
    rows that no dossier could be, with every problem and its row, counted from 0.

    >>> import polars as pl
    >>> frame_to_dossiers(pl.DataFrame({"evaluation.stage": ["final", "prealable"]}))
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: evaluation.stage: row 1: unknown value 'prealable'; did you mean 'initial'?
    """
    columns, count = facts_of(frame, ignore)
    dossiers: list[Dossier] = []
    problems: list[Problem] = []
    for row in range(count):
        try:
            dossiers.append(read_row({path: values[row] for path, values in columns.items()}))
        except InvalidDossier as refused:
            problems += (
                evolve(wrong, message=f"row {row}: {wrong.message}", french=f"ligne {row}\u00a0: {wrong.french}")
                for wrong in refused.problems
            )
    if problems:
        raise InvalidDossier(problems)
    return dossiers


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _pandas(values: Mapping[str, list[Any]]) -> Any:
    import pandas as pd

    dtypes: Mapping[str, Any] = {"date": "datetime64[s]", "bool": "boolean", "enum": "string", "str": "string"}
    # As objects: NO_END is beyond what pandas' default unit can hold.
    return pd.DataFrame(
        {fact.path: pd.Series(values[fact.path], dtype=object).astype(dtypes[fact.type]) for fact in FACTS}
    )


_NOT_BETWEEN = Text("le jour n'est pas entre {first} et {last}", "the day is not between {first} and {last}").filled(
    first=FIRST_DAY, last=LAST_DAY
)
_UNREAD = Text("{got} n'a pas pu être lu", "{got} could not be read")


def read_row(row: Mapping[str, Any]) -> Dossier:
    """The dossier that a row states; raises :class:`InvalidDossier` with everything that is wrong with it."""
    problems = [problem(path, "out_of_range", _NOT_BETWEEN) for path, value in row.items() if value is BEYOND]
    known = {path: None if value is BEYOND else value for path, value in row.items() if path in FACT_BY_PATH}
    problems += unread_problems(row.get(UNREAD))
    try:
        dossier = dossier_from_dict(stated(known))
    except InvalidDossier as refused:
        problems += refused.problems
    if problems:
        problems.sort(key=lambda problem: _place(problem.path))
        raise InvalidDossier(problems)
    return dossier


def unread_problems(unread: object) -> list[Problem]:
    """A problem for each value that the column ``unread`` says of a row."""
    return [problem(path, "unreadable", _UNREAD.filled(got=said(value))) for path, value in unread_values(unread)]


def unread_values(said: object) -> list[tuple[str, str]]:
    """What the column ``unread`` says of a row: paths, and the values that could not be read, in the order of facts."""
    if not isinstance(said, str) or not said:
        return []
    parts = re.split(rf";(?=(?:{'|'.join(map(re.escape, _ORDER))}): )", said)
    found = ((path, value) for path, _, value in (part.partition(": ") for part in parts))
    pairs = [
        (path, value) if path in FACT_BY_PATH else ("", part) for (path, value), part in zip(found, parts, strict=True)
    ]
    return sorted(pairs, key=lambda pair: _place(pair[0]))


def _place(path: str) -> int:
    return _ORDER.index(path) if path else len(_ORDER)


def stated(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as parsed JSON: nested, without what is unknown."""
    stated: dict[str, Any] = {}
    for path, value in row.items():
        if value is not None:
            *way, name = path.split(".")
            place = stated
            for step in way:
                place = place.setdefault(step, {})
            place[name] = value.isoformat() if isinstance(value, date) else value
    return stated
