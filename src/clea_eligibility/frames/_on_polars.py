"""Polars, eager and lazy: dates are numbers already, months and texts are looked up in tables."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, fact
from clea_eligibility.frames._notation import Notation, read_column, renamed
from clea_eligibility.frames._steps import PART, Plan
from clea_eligibility.frames._vocabulary import (
    EPOCH,
    FIRST,
    NO_SUCH_VALUE,
    NOTHING,
    PREFIX,
    READ,
    UNREAD,
    Engine,
    Moved,
    check,
    codes,
    column,
    days_of,
    kind_of,
)

_FEW = 8
_MOST_BITS = 22
_KINDS: Mapping[Any, str] = MappingProxyType(
    {pl.Null: NOTHING, pl.Date: "date", pl.Boolean: "bool", pl.String: "text", pl.Categorical: "text", pl.Enum: "text"}
)
_TYPES = MappingProxyType({"date": pl.Int32, "bool": pl.Boolean, "text": pl.Int16})


def _decide(frame: Any, make_plan: Callable[[], Plan], outputs: Sequence[str], ignore: Collection[object]) -> Any:
    """The frame with the columns of the decisions; a lazy one stays lazy."""
    lazy = frame.lazy()
    schema = lazy.collect_schema()
    stated = _checked(frame, schema, outputs, ignore)
    plan = make_plan()
    worked = lazy.with_columns(
        _unread(UNREAD in stated),
        *(
            _fact(known, schema[known.path] if known.path in stated else None).alias(column(known.path))
            for known in FACTS
        ),
    )
    numbers = {f"{PREFIX}out_{name}": number for name, number in plan.written(_bit).items()}
    found = plan.worked_out(nw.from_native(worked), partial(_move, stated))
    found = found.with_columns(number.alias(name) for name, number in numbers.items()).to_native()
    decided = found.select(
        *(pl.col(name) for name in schema), *(_written(f"{PREFIX}out_{name}", name, plan) for name in outputs)
    )
    return decided.collect() if isinstance(frame, pl.DataFrame) else decided


def _facts(frame: Any, ignore: Collection[object]) -> tuple[dict[str, list[Any]], int]:
    frame = frame.lazy().collect()
    return {path: _listed(frame[path]) for path in _checked(frame, frame.schema, (), ignore)}, frame.height


def _listed(values: pl.Series) -> list[Any]:
    if values.dtype == pl.Date:
        return days_of(values.to_physical())
    return (values.cast(pl.String) if values.dtype in (pl.Categorical, pl.Enum) else values).to_list()


def _checked(frame: Any, schema: pl.Schema, outputs: Sequence[str], ignore: Collection[object]) -> list[str]:
    found = {path: (_KINDS.get(dtype.base_type(), "other"), str(dtype)) for path, dtype in schema.items()}
    return check(
        schema.names(),
        {path: found[path] for path in READ if path in found},
        outputs,
        is_empty=lambda path: isinstance(frame, pl.DataFrame) and _is_empty(frame[path]),
        nested=[name for name, dtype in schema.items() if dtype.is_nested()],
        ignore=ignore,
    )


def _is_empty(values: pl.Series) -> bool:
    if values.dtype.is_float():
        values = values.fill_nan(None)
    return values.null_count() == len(values)


def _unread(is_stated: bool) -> pl.Expr:
    unread = pl.col(UNREAD).cast(pl.String).fill_null("") != "" if is_stated else pl.lit(value=False)
    return unread.alias(column(UNREAD))


def _fact(known: Fact, dtype: pl.DataType | None) -> pl.Expr:
    kind, stated = kind_of(known), pl.col(known.path)
    if dtype is None:
        return pl.lit(None, _TYPES[kind])
    if kind == "date":
        return stated.to_physical()
    return stated if kind == "bool" else _code(stated if dtype == pl.String else stated.cast(pl.String), codes(known))


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


def _written(number: str, name: str, plan: Plan) -> pl.Expr:
    found, text = pl.col(number), plan.texts.get(name)
    if name in plan.choices:
        found = pl.lit(pl.Series(plan.choices[name].table(), dtype=pl.String)).gather(found)
    elif text is not None and text.has_mask:
        tables = [pl.Series(texts, dtype=pl.String) for texts in text.tables()]
        if len(tables) == 1:
            found = pl.lit(tables[0]).gather(found)
        else:
            write = partial(texts_of, bits=len(text.words), tables=tables)
            found = found.map_batches(write, return_dtype=pl.String, is_elementwise=True)
    return found.alias(name)


def texts_of(masks: pl.Series, bits: int, tables: Sequence[pl.Series]) -> pl.Series:
    """The joined words of every mask: each combination that occurs is written once, however many rows have it."""
    seen = masks.unique()
    parts = (
        table.replace("", None).gather(seen // (1 << PART * place) % (1 << PART)) for place, table in enumerate(tables)
    )
    texts = pl.select(pl.concat_str(*parts, separator=";", ignore_nulls=True)).to_series()
    if bits > _MOST_BITS:
        return masks.replace_strict(seen, texts)
    places = pl.zeros(1 << bits, pl.UInt32, eager=True)
    places = places.scatter(seen, pl.int_range(len(seen), dtype=pl.UInt32, eager=True))
    return texts.gather(places.gather(masks))


def _read(frame: Any, notation: Notation, ignore: Collection[object]) -> Any:
    lazy, types = frame.lazy(), {"date": pl.Date(), "bool": pl.Boolean(), "text": pl.String()}
    before = lazy.collect_schema()
    found = renamed(
        before.names(), notation.names, [name for name, dtype in before.items() if dtype.is_nested()], ignore
    )
    facts = {path: types[kind_of(fact(path))] for path in found if path in FACT_BY_PATH and path not in ignore}
    after = {path: facts.get(path, dtype) for path, dtype in zip(found, before.values(), strict=True)}
    schema = pl.Schema({**after, UNREAD: pl.String()})

    def work(some: pl.DataFrame) -> pl.DataFrame:
        unread: list[list[str]] = [[] for _ in range(some.height)]
        some = some.rename(dict(zip(some.columns, found, strict=True)))
        made = [
            pl.Series(path, read_column(notation, path, some[path].to_list(), unread), facts[path])
            for path in FACT_BY_PATH
            if path in facts and (facts[path] == pl.String() or some[path].dtype != facts[path])
        ]
        return some.with_columns(*made, pl.Series(UNREAD, [";".join(parts) for parts in unread], pl.String()))

    if isinstance(frame, pl.DataFrame):
        return work(frame)
    return frame.map_batches(work, schema=schema, projection_pushdown=False, streamable=True)


POLARS = Engine(_decide, _facts, _read)
