"""pandas, whatever its columns are made of: by way of Arrow, where unknown is unknown.

In NumPy columns a comparison with a missing value is false, and so would be the rule; in columns of objects,
``and`` and ``not`` go wrong in other ways. So facts are converted first, to the one type that each can have.
"""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa

from clea_eligibility.facts import FACT_BY_PATH, FACTS
from clea_eligibility.frames.checks import NOTHING, check, kind_of
from clea_eligibility.frames.on_arrow import decided_arrays
from clea_eligibility.frames.plan import Plan

_DECLARED = MappingProxyType({"date": pa.date32(), "bool": pa.bool_(), "text": pa.string()})
_INFERRED = MappingProxyType({"date": "date", "boolean": "bool", "string": "text", "empty": NOTHING})


def decide_pandas(frame: Any, make_plan: Callable[[], Plan], outputs: Sequence[str]) -> Any:
    """The frame with the columns of the decisions; its index, whatever it is, stays."""
    facts = _checked(frame, outputs)
    plan = make_plan()
    decided = frame.copy(deep=False)
    on_arrow = any(isinstance(frame[path].dtype, pd.ArrowDtype) for path in facts)
    for name, values in decided_arrays(facts, len(frame), plan, outputs).items():
        decided[name] = _as_pandas(values, on_arrow)
    return decided


def pandas_facts(frame: Any) -> tuple[dict[str, list[Any]], int]:
    """The known columns of facts, as lists, and the number of rows."""
    return {path: values.to_pylist() for path, values in _checked(frame, ()).items()}, len(frame)


def _checked(frame: Any, outputs: Sequence[str]) -> dict[str, Any]:
    names = list(frame.columns)
    present = [known for known in FACTS if names.count(known.path) == 1]
    columns: dict[str, Any] = {known.path: frame[known.path] for known in present}
    kinds = {path: _kind_or_nothing(values, kind_of(FACT_BY_PATH[path])) for path, values in columns.items()}
    check(names, kinds, outputs, case=True)
    return {
        known.path: _array(columns[known.path], kind_of(known)) for known in present if kinds[known.path][0] != NOTHING
    }


def _kind_or_nothing(values: Any, expected: str) -> tuple[str, str]:
    """The kind of a column, and its type in words; whatever the type, a column may hold nothing but nulls."""
    kind, shown = _kind(values)
    return (NOTHING if kind != expected and values.isna().all() else kind), shown


def _kind(values: Any) -> tuple[str, str]:
    dtype = values.dtype
    shown = str(dtype)
    if isinstance(dtype, pd.ArrowDtype):
        return _kind_of_arrow(values, dtype.pyarrow_dtype), shown
    if isinstance(dtype, pd.CategoricalDtype):
        return _kind(pd.Series(dtype.categories))[0], shown
    if pd.api.types.is_bool_dtype(dtype) and not pd.api.types.is_object_dtype(dtype):
        return "bool", shown
    if isinstance(dtype, pd.StringDtype):
        return "text", shown
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return _kind_of_moments(values, shown)
    if pd.api.types.is_object_dtype(dtype):
        inferred = pd.api.types.infer_dtype(values, skipna=True)
        if inferred in ("datetime", "datetime64"):
            return _kind_of_objects(values)
        return _INFERRED.get(inferred, "other"), f"objects ({inferred})"
    return "other", shown


def _kind_of_moments(values: Any, shown: str) -> tuple[str, str]:
    if values.dt.tz is not None:
        return "other", f"{shown}, moments in a time zone"
    stated = values.dropna()
    return ("date", shown) if (stated == stated.dt.normalize()).all() else ("other", f"{shown} with times of day")


def _kind_of_objects(values: Any) -> tuple[str, str]:
    moments = list(values.dropna())
    if any(value.tzinfo is not None for value in moments):
        return "other", "objects (moments in a time zone)"
    midnights = all(not (value.hour or value.minute or value.second or value.microsecond) for value in moments)
    return ("date", "objects (midnights)") if midnights else ("other", "objects (datetime, with times of day)")


def _kind_of_arrow(values: Any, kind: Any) -> str:
    if pa.types.is_timestamp(kind) and kind.tz is None:
        return _kind_of_moments(values, "")[0]
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_date(kind):
        return "date"
    if pa.types.is_boolean(kind):
        return "bool"
    return "text" if pa.types.is_string(kind) or pa.types.is_large_string(kind) else "other"


def _array(values: Any, kind: str) -> Any:
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(object)
    return pa.array(values, from_pandas=True).cast(_DECLARED[kind])


def _as_pandas(values: Any, on_arrow: bool) -> Any:
    if on_arrow:
        return pd.arrays.ArrowExtensionArray(values)
    if pa.types.is_integer(values.type):
        return values.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get).array
    return values.to_pandas().array
