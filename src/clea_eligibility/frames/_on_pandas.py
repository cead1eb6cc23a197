"""pandas, whatever its columns are made of: by way of Arrow, where unknown is unknown.

In NumPy columns a comparison with a missing value is false, and so would be the rule; in columns of objects,
``and`` and ``not`` go wrong in other ways. So facts are converted first, to the one type that each can have.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from clea_eligibility.dossier.facts import FACT_BY_PATH, fact
from clea_eligibility.frames._notation import Notation, read_column, renamed
from clea_eligibility.frames._on_arrow import decided_arrays, kind_and_type, listed, type_of
from clea_eligibility.frames._steps import Plan
from clea_eligibility.frames._vocabulary import (
    EPOCH,
    IN_A_ZONE,
    NOTHING,
    OBJECTS,
    OBJECTS_IN_A_ZONE,
    READ,
    UNREAD,
    WITH_TIMES,
    ColumnType,
    Engine,
    check,
    is_part,
    kind_of,
)

_INFERRED = MappingProxyType({"boolean": "bool", "string": "text", "empty": NOTHING})
_TEXT = pd.Series([""]).dtype
"""What pandas makes of text: from version 3 on a type of its own."""
_OWN_TYPES: Mapping[Any, Any] = MappingProxyType(
    {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.string(): _TEXT}
)
_DAYS = np.dtype("datetime64[D]")
_FAR = 2**31 - 1


def _decide(frame: Any, make_plan: Callable[[], Plan], outputs: Sequence[str], ignore: Collection[object]) -> Any:
    """The frame with the columns of the decisions, and its own index."""
    facts = _checked(frame, outputs, ignore)
    decided = frame.copy(deep=False)
    on_arrow = any(isinstance(frame[path].dtype, pd.ArrowDtype) for path in facts)
    for name, values in decided_arrays(facts, len(frame), make_plan(), outputs).items():
        decided[name] = _as_pandas(values, on_arrow)
    return decided


def _facts(frame: Any, ignore: Collection[object]) -> tuple[dict[str, list[Any]], int]:
    return {path: listed(values) for path, values in _checked(frame, (), ignore).items()}, len(frame)


def _checked(frame: Any, outputs: Sequence[str], ignore: Collection[object]) -> dict[str, Any]:
    names = list(frame.columns)
    columns: dict[str, Any] = {path: frame[path] for path in READ if names.count(path) == 1}
    kinds = {path: _kind(values) for path, values in columns.items()}
    nested = nested_in(frame)
    stated = check(
        names, kinds, outputs, is_empty=lambda path: columns[path].isna().all(), nested=nested, ignore=ignore
    )
    return {path: _array(columns[path], type_of(path)) for path in stated}


def nested_in(frame: Any) -> list[Any]:
    """The columns named like a part of a dossier that hold objects of several values."""
    return [name for place, name in enumerate(frame.columns) if is_part(name) and _is_nested(frame.iloc[:, place])]


def _is_nested(values: Any) -> bool:
    if isinstance(values.dtype, pd.ArrowDtype):
        return bool(pa.types.is_nested(values.dtype.pyarrow_dtype))
    return pd.api.types.is_object_dtype(values.dtype) and isinstance(next(iter(values.dropna()), None), Mapping)


def _kind(values: Any) -> ColumnType:
    dtype = values.dtype
    shown = str(dtype)
    if isinstance(dtype, pd.ArrowDtype):
        kind = dtype.pyarrow_dtype
        if pa.types.is_timestamp(kind) and kind.tz is None:
            return _kind_of_moments(values, shown)
        return kind_and_type(pa.array(values, from_pandas=True))
    if isinstance(dtype, pd.CategoricalDtype):
        return _kind(pd.Series(dtype.categories))[0], shown
    if pd.api.types.is_bool_dtype(dtype) and not pd.api.types.is_object_dtype(dtype):
        return "bool", shown
    if isinstance(dtype, pd.StringDtype):
        return "text", shown
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return _kind_of_moments(values, shown)
    if pd.api.types.is_object_dtype(dtype):
        return _kind_of_objects(values)
    return "other", shown


def _kind_of_moments(values: Any, shown: str) -> ColumnType:
    if values.dt.tz is not None:
        return "other", IN_A_ZONE.filled(type=shown)
    stated = values.dropna()
    is_days = (stated == stated.dt.normalize()).all()
    return ("date", shown) if is_days else ("other", WITH_TIMES.filled(type=shown))


def _kind_of_objects(values: Any) -> ColumnType:
    inferred = pd.api.types.infer_dtype(values)
    if inferred not in _INFERRED:
        values = values.dropna()
        inferred = pd.api.types.infer_dtype(values)
    if inferred in _INFERRED:
        return _INFERRED[inferred], OBJECTS.filled(of=inferred)
    by_type = {type(value): value for value in values}
    if not all(isinstance(value, (date, np.datetime64)) for value in by_type.values()):
        return "other", OBJECTS.filled(of=inferred)
    # A moment is a date to Python, and a column of both to pandas one of dates.
    moments = () if by_type.keys() == {date} else values
    if any(getattr(value, "tzinfo", None) is not None for value in moments):
        return "other", OBJECTS.filled(of=OBJECTS_IN_A_ZONE)
    if not all(map(_is_day, moments)):
        return "other", OBJECTS.filled(of=WITH_TIMES.filled(type="datetime"))
    return "date", OBJECTS.filled(of=inferred)


def _is_day(value: Any) -> bool:
    if isinstance(value, np.datetime64):
        return bool(value == value.astype(_DAYS))
    return not any(getattr(value, unit, 0) for unit in ("hour", "minute", "second", "microsecond", "nanosecond"))


def _number_of(value: Any) -> int:
    if isinstance(value, np.datetime64):
        return int(np.clip(value.astype(_DAYS).astype(np.int64), -_FAR, _FAR))
    number: int = value.toordinal() - EPOCH
    return number


def _array(values: Any, kind: Any) -> Any:
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(object)
    if kind == pa.date32() and pd.api.types.is_object_dtype(values.dtype) and {*map(type, values.dropna())} != {date}:
        numbers = [_number_of(value) if known else None for value, known in zip(values, values.notna(), strict=True)]
        return pa.array(numbers, pa.int32()).cast(pa.date32())
    return pa.array(values, from_pandas=True).cast(kind)


def _as_pandas(values: Any, on_arrow: bool) -> Any:
    if on_arrow:
        return pd.arrays.ArrowExtensionArray(values)
    dtype = _OWN_TYPES.get(values.type)
    return values.to_pandas(types_mapper=lambda _: dtype if hasattr(dtype, "__from_arrow__") else None).array


def _read(frame: Any, notation: Notation, ignore: Collection[object]) -> Any:
    dtypes: Mapping[str, Any] = {"date": "datetime64[s]", "bool": "boolean", "text": "string"}
    columns = list(frame.columns)
    made = frame.copy(deep=False)
    made.columns = found = renamed(columns, notation.names, nested_in(frame), ignore)
    unread: list[list[str]] = [[] for _ in range(len(made))]
    for path in FACT_BY_PATH:
        if path in found and path not in ignore:
            stated = made[path].astype(object)
            values = read_column(notation, path, stated.where(stated.notna(), None).tolist(), unread)
            facts = pd.Series(values, index=made.index, dtype=object)
            made[path] = facts.astype(dtypes[kind_of(fact(path))])
    made[UNREAD] = pd.Series([";".join(parts) for parts in unread], index=made.index, dtype="string")
    return made


PANDAS = Engine(_decide, _facts, _read)
