"""A slice of a file of dossiers: its facts as columns, and the rows that no column of facts can hold."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
from attrs import field, frozen

from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import InvalidDossier, Problem
from clea_eligibility.wire import dossier_from_dict

ROWS = 100_000
"""How many rows are decided at once, at most: what a slice costs by itself no longer counts, and it is small."""
BYTES = 1 << 24
"""How much text is read at once."""
Problems = Mapping[int, Sequence[Problem]]
"""By the place of a row, what is wrong with it."""

FACT_TYPES: Mapping[str, pl.DataType] = MappingProxyType(
    {fact.path: {"date": pl.Date(), "bool": pl.Boolean()}.get(fact.type, pl.String()) for fact in FACTS}
)
"""What a column of facts holds, by its path."""


@frozen
class Slice:
    """Some rows of a file.

    ``frame`` has a column for every fact, and the others of the file; ``written`` what is to be written of them;
    ``rows`` their numbers, as somebody who opens the file counts; ``refused`` the rows of which ``frame`` does not say
    all that was stated, because it was nothing that the column of the fact can hold.
    """

    frame: pl.DataFrame
    written: pl.DataFrame
    rows: Sequence[int]
    refused: Problems = field(factory=dict)


def name_of(path: Path) -> str:
    """A file as a message names it."""
    return repr(str(path))


def reason(error: BaseException) -> str:
    """Why a file could not be read or written, on one line."""
    return str(getattr(error, "strerror", None) or error).partition("\n")[0]


def problems_of(stated: Any, read: Callable[[Any], Dossier] = dossier_from_dict) -> tuple[Problem, ...]:
    """What is wrong with what should be a dossier; nothing, if it is one."""
    try:
        read(stated)
    except InvalidDossier as refused:
        return refused.problems
    return ()


def with_facts(raw: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """The frame with a column of its own type for every fact, null where ``raw`` has none.

    In ``raw`` days are text, and truth values too unless they are truth values. With the frame come the places of the
    rows where a text is no day written YYYY-MM-DD, or neither ``true`` nor ``false``: there, the fact is null as well.
    """
    frame = raw.with_columns(_read(known, raw.schema.get(known.path)).alias(known.path) for known in FACTS)
    stated = [path for path in FACT_TYPES if path in raw.columns]
    lost = (raw[path].is_not_null() & frame[path].is_null() for path in stated)
    return frame, pl.select(pl.any_horizontal(pl.lit(False), *lost)).to_series().arg_true().to_list()


def _read(known: Fact, dtype: pl.DataType | None) -> pl.Expr:
    if dtype is None:
        return pl.lit(None, FACT_TYPES[known.path])
    cell = pl.col(known.path)
    if known.type == "date":
        # Polars knows a year 0, a dossier does not.
        is_iso = cell.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$") & ~cell.str.starts_with("0000")
        return pl.when(is_iso).then(cell).str.to_date("%Y-%m-%d", strict=False)
    if known.type == "bool" and dtype == pl.String:
        return pl.when(cell == "true").then(True).when(cell == "false").then(False)
    return cell
