"""PyArrow tables: columns become typed arrays first, which is also the way of pandas."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, fact
from clea_eligibility.frames._notation import Notation, read_column, renamed
from clea_eligibility.frames._steps import PART, Plan
from clea_eligibility.frames._vocabulary import (
    EPOCH,
    FIRST,
    NO_SUCH_VALUE,
    READ,
    UNREAD,
    WITH_TIMES,
    ColumnType,
    Engine,
    Moved,
    check,
    codes,
    column,
    days_of,
    kind_of,
)

TYPES: Mapping[str, Any] = MappingProxyType({"date": pa.date32(), "bool": pa.bool_(), "text": pa.string()})
"""What an array of facts holds, by the kind of the facts."""
_WORK_TYPES = MappingProxyType({"date": pa.int32(), "bool": pa.bool_(), "text": pa.int32()})


def _decide(table: Any, make_plan: Callable[[], Plan], outputs: Sequence[str], ignore: Collection[object]) -> Any:
    facts = _checked(table, outputs, ignore)
    for name, array in decided_arrays(facts, table.num_rows, make_plan(), outputs).items():
        table = table.append_column(name, array)
    return table


def _facts(table: Any, ignore: Collection[object]) -> tuple[dict[str, list[Any]], int]:
    return {path: listed(values) for path, values in _checked(table, (), ignore).items()}, table.num_rows


def listed(values: Any) -> list[Any]:
    """The values of a typed column of facts."""
    if pa.types.is_date(values.type):
        return days_of(values.cast(pa.int32()).to_pylist())
    found: list[Any] = values.to_pylist()
    return found


def kind_and_type(values: Any) -> ColumnType:
    """The kind of facts that an array, or a chunked one, can hold, and its type in words."""
    kind = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    if pa.types.is_date(kind):
        try:
            values.cast(pa.date32())
        except pa.ArrowInvalid:  # dates of 64 bits count milliseconds
            return "other", WITH_TIMES.filled(type=kind)
        return "date", str(values.type)
    if pa.types.is_boolean(kind):
        return "bool", str(values.type)
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    return "text" if is_text else "other", str(values.type)


def _checked(table: Any, outputs: Sequence[str], ignore: Collection[object]) -> dict[str, Any]:
    at = {path: table.schema.get_field_index(path) for path in READ}
    columns = {path: table.column(place) for path, place in at.items() if place >= 0}
    kinds = {path: kind_and_type(values) for path, values in columns.items()}
    nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    stated = check(
        table.column_names,
        kinds,
        outputs,
        is_empty=lambda path: _is_empty(columns[path]),
        nested=nested,
        ignore=ignore,
    )
    return {path: columns[path].cast(type_of(path)) for path in stated}


def decided_arrays(facts: Mapping[str, Any], rows: int, plan: Plan, outputs: Sequence[str]) -> dict[str, Any]:
    columns = {column(known.path): _worked(known, facts.get(known.path), rows) for known in FACTS}
    unread = facts.get(UNREAD, pa.nulls(rows, pa.string()))
    work = pa.table({**columns, column(UNREAD): pc.not_equal(pc.fill_null(unread, ""), "")})
    found = plan.worked_out(nw.from_native(work, eager_only=True), _move)
    numbers = found.select(number.alias(name) for name, number in plan.written(_bit).items()).to_native()
    return {name: _written(numbers[name], name, plan) for name in outputs}


def type_of(path: str) -> Any:
    return TYPES[kind_of(FACT_BY_PATH[path])] if path in FACT_BY_PATH else pa.string()


def _is_empty(values: Any) -> bool:
    if values.null_count == len(values):
        return True
    floating = pa.types.is_floating(values.type)
    return floating and bool(pc.all(pc.is_null(values, nan_is_null=True), min_count=0).as_py())


def _worked(known: Fact, stated: Any, rows: int) -> Any:
    if stated is None:
        return pa.nulls(rows, _WORK_TYPES[kind_of(known)])
    match kind_of(known):
        case "date":
            return stated.cast(pa.int32())
        case "bool":
            return stated
        case _:
            place = pc.index_in(stated, value_set=pa.array(codes(known), pa.string()))
            found = pc.fill_null(place, NO_SUCH_VALUE)
            return pc.if_else(pc.is_null(stated), pa.scalar(None, pa.int32()), found)


def _move(frame: Any, moved: tuple[Moved, ...]) -> Any:
    table = frame.to_native()
    for date in moved:
        stated = table[column(date.path)]
        if stated.null_count == len(stated):
            table = table.append_column(date.name, stated)
            continue
        days = pc.subtract(pa.array(date.table(), pa.int32()), EPOCH)
        place = pc.subtract(stated, FIRST)
        place = pc.max_element_wise(place, 0, skip_nulls=False)
        place = pc.min_element_wise(place, len(days) - 1, skip_nulls=False)
        table = table.append_column(date.name, pc.take(days, place))
    return nw.from_native(table, eager_only=True)


def _bit(truth: nw.Expr, number: nw.Expr) -> nw.Expr:
    return truth.cast(nw.UInt8) * number


def _written(numbers: Any, name: str, plan: Plan) -> Any:
    if name in plan.choices:
        return pc.take(pa.array(plan.choices[name].table(), pa.string()), numbers)
    text = plan.texts.get(name)
    return _joined(numbers, text.tables()) if text is not None and text.has_mask else numbers


def _joined(masks: Any, tables: list[list[str]]) -> Any:
    """The text of every row: each combination that occurs is written once, however many rows have it."""
    encoded = pc.dictionary_encode(masks.combine_chunks())
    found = pa.repeat(pa.scalar("", pa.string()), len(encoded.dictionary))
    for number, texts in enumerate(tables):
        shifted = pc.shift_right(encoded.dictionary.cast(pa.int64()), number * PART)
        more = pc.take(pa.array(texts, pa.string()), pc.bit_wise_and(shifted, len(texts) - 1))
        # Not null_handling="skip": some versions of PyArrow lose the rows where every part is null.
        both = pc.binary_join_element_wise(found, more, ";")
        found = pc.if_else(pc.equal(found, ""), more, pc.if_else(pc.equal(more, ""), found, both))
    return pc.take(found, encoded.indices)


def _read(table: Any, notation: Notation, ignore: Collection[object]) -> Any:
    nested = [of.name for of in table.schema if pa.types.is_nested(of.type)]
    table = table.rename_columns(renamed(table.column_names, notation.names, nested, ignore))
    unread: list[list[str]] = [[] for _ in range(table.num_rows)]
    for path in FACT_BY_PATH:
        if path in table.column_names and path not in ignore:
            place = table.column_names.index(path)
            if table.schema.field(place).type != type_of(path) or kind_of(fact(path)) == "text":
                values = read_column(notation, path, table.column(place).to_pylist(), unread)
                table = table.set_column(place, path, pa.array(values, type_of(path)))
    return table.append_column(UNREAD, pa.array([";".join(parts) for parts in unread], pa.string()))


ARROW = Engine(_decide, _facts, _read)
