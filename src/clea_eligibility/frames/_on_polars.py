"""Polars, eager and lazy: dates are numbers already, months and texts are looked up in tables."""

from collections.abc import Callable, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact
from clea_eligibility.frames._checks import NOTHING, check, kind_of
from clea_eligibility.frames._plan import Choice, Plan, Text
from clea_eligibility.frames._steps import MOST_BITS, joined, mask, place, worked_out
from clea_eligibility.frames._vocabulary import EPOCH, FIRST, NO_SUCH_VALUE, PREFIX, Moved, codes, column, days_of

_FEW = 8
_PART = 10
_MOST_BITS = 22
_TYPES = MappingProxyType({"date": pl.Int32, "bool": pl.Boolean, "text": pl.Int16})


def decide_polars(frame: Any, make_plan: Callable[[], Plan], outputs: Sequence[str]) -> Any:
    """The frame with the columns of the decisions: a ``DataFrame`` for one, a ``LazyFrame`` for one."""
    lazy = frame.lazy()
    schema = lazy.collect_schema()
    kinds = _checked(frame, schema, outputs)
    plan = make_plan()
    worked = lazy.with_columns(
        _fact(known, kinds.get(known.path, NOTHING), schema.get(known.path)).alias(column(known.path))
        for known in FACTS
    )
    stated = [path for path, kind in kinds.items() if kind != NOTHING]
    found = worked_out(nw.from_native(worked), plan, partial(_move, stated))
    masked = {name: f"{PREFIX}mask_{name}" for name, text in plan.texts.items() if 0 < len(text.words) <= MOST_BITS}
    found = found.with_columns(
        *(mask(plan.texts[name], _bit).alias(named) for name, named in masked.items()),
        *(place(choice).alias(f"{PREFIX}place_{name}") for name, choice in plan.choices.items()),
        *(joined(text).alias(f"{PREFIX}text_{name}") for name, text in plan.texts.items() if name not in masked),
    ).to_native()
    written = {
        "amount": pl.col(plan.amount),
        **{
            name: _text(masked[name], text) if name in masked else pl.col(f"{PREFIX}text_{name}")
            for name, text in plan.texts.items()
        },
        **{name: _chosen(f"{PREFIX}place_{name}", choice) for name, choice in plan.choices.items()},
    }
    decided = found.select(*(pl.col(name) for name in schema), *(written[name].alias(name) for name in outputs))
    if not schema:
        decided = decided.head(0)  # of no columns at all, Polars would make one row
    return decided.collect() if isinstance(frame, pl.DataFrame) else decided


def polars_facts(frame: Any) -> tuple[dict[str, list[Any]], int]:
    """The known columns of facts, as lists, and the number of rows."""
    frame = frame.lazy().collect()
    kinds = _checked(frame, frame.schema, ())
    return {path: _listed(frame[path]) for path, kind in kinds.items() if kind != NOTHING}, frame.height


def _listed(values: pl.Series) -> list[Any]:
    if values.dtype == pl.Date:
        return days_of(values.to_physical())
    return (values.cast(pl.String) if values.dtype in (pl.Categorical, pl.Enum) else values).to_list()


def _checked(frame: Any, schema: pl.Schema, outputs: Sequence[str]) -> dict[str, str]:
    kinds: dict[str, str] = {
        known.path: _kind(frame, known.path, schema[known.path]) for known in FACTS if known.path in schema
    }
    check(schema.names(), {path: (kind, str(schema[path])) for path, kind in kinds.items()}, outputs, case=True)
    return kinds


def _kind(frame: Any, path: str, dtype: pl.DataType) -> str:
    if dtype == pl.Null:
        return NOTHING
    kind = {pl.Date: "date", pl.Boolean: "bool", pl.String: "text", pl.Categorical: "text", pl.Enum: "text"}
    found = kind.get(dtype.base_type(), "other")
    if found != kind_of(FACT_BY_PATH[path]) and isinstance(frame, pl.DataFrame) and _is_empty(frame[path]):
        return NOTHING
    return found


def _is_empty(values: pl.Series) -> bool:
    if values.dtype.is_float():
        values = values.fill_nan(None)
    return values.null_count() == len(values)


def _fact(known: Fact, kind: str, dtype: pl.DataType | None) -> pl.Expr:
    if kind == NOTHING:
        return pl.lit(None, _TYPES[kind_of(known)])
    stated = pl.col(known.path)
    if kind == "date":
        return stated.to_physical()
    if kind == "bool":
        return stated
    return _code(stated if dtype == pl.String else stated.cast(pl.String), codes(known))


def _code(text: pl.Expr, values: Sequence[str]) -> pl.Expr:
    none, wrong = pl.lit(None, pl.Int16), pl.lit(NO_SUCH_VALUE, pl.Int16)
    if len(values) > _FEW:
        place = text.cast(pl.Enum(values), strict=False).to_physical().cast(pl.Int16)
        return pl.when(place.is_null() & text.is_not_null()).then(wrong).otherwise(place)
    chain: Any = pl
    for place_of, value in enumerate(values):
        chain = chain.when(text == value).then(pl.lit(place_of, pl.Int16))
    return chain.when(text.is_null()).then(none).otherwise(wrong)  # type: ignore[no-any-return]


def _move(stated: Sequence[str], frame: Any, moved: tuple[Moved, ...]) -> Any:
    found = []
    for date in moved:
        if date.path not in stated:
            found.append(pl.lit(None, pl.Int32).alias(date.name))
            continue
        table = pl.Series(date.table(), dtype=pl.Int32) - EPOCH
        place = (pl.col(column(date.path)) - FIRST).clip(0, len(table) - 1)
        found.append(pl.lit(table).gather(place).alias(date.name))
    return nw.from_native(frame.to_native().with_columns(found))


def _bit(truth: nw.Expr, number: nw.Expr) -> nw.Expr:
    return nw.when(truth).then(number).otherwise(nw.lit(0, nw.UInt8))


def _chosen(name: str, choice: Choice) -> pl.Expr:
    table = pl.Series([*(word for _, word in choice.words), choice.otherwise], dtype=pl.String)
    return pl.lit(table).gather(pl.col(name))


def _text(name: str, text: Text) -> pl.Expr:
    words = [word for _, word in text.words]
    tables = [_table(words[start : start + _PART]) for start in range(0, len(words), _PART)]
    if len(tables) == 1:
        return pl.lit(tables[0].fill_null("")).gather(pl.col(name))
    return pl.col(name).map_batches(
        partial(texts_of, bits=len(words), tables=tables), return_dtype=pl.String, is_elementwise=True
    )


def texts_of(masks: pl.Series, bits: int, tables: Sequence[pl.Series]) -> pl.Series:
    """The joined words of every mask: each combination that occurs is written once, however many rows have it."""
    seen = masks.unique()
    parts = (table.gather(seen // (1 << _PART * place) % (1 << _PART)) for place, table in enumerate(tables))
    texts = pl.select(pl.concat_str(*parts, separator=";", ignore_nulls=True)).to_series()
    if bits > _MOST_BITS:
        return masks.replace_strict(seen, texts)
    places = pl.zeros(1 << bits, pl.UInt32, eager=True)
    places = places.scatter(seen, pl.int_range(len(seen), dtype=pl.UInt32, eager=True))
    return texts.gather(places.gather(masks))


def _table(words: Sequence[str]) -> pl.Series:
    """The text of every combination of these words; null for none."""
    combinations = range(1 << len(words))
    found = (";".join(word for place, word in enumerate(words) if bits >> place & 1) for bits in combinations)
    return pl.Series([text or None for text in found], dtype=pl.String)
