"""DuckDB relations: a lazy relation in, a lazy relation out; dates become numbers in SQL."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw

from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.frames._checks import NOTHING, check, kind_of
from clea_eligibility.frames._plan import Plan
from clea_eligibility.frames._steps import chosen, joined, worked_out
from clea_eligibility.frames._vocabulary import FIRST, NO_END, NO_SUCH_VALUE, PREFIX, Move, Moved, codes, column

_KINDS = MappingProxyType({"date": "date", "boolean": "bool", "varchar": "text", "enum": "text", "null": NOTHING})
_TYPES = MappingProxyType({"date": "INTEGER", "bool": "BOOLEAN", "text": "INTEGER"})
_FEW = 8
_DAY_0 = "DATE '1970-01-01'"


def decide_duckdb(relation: Any, make_plan: Callable[[], Plan], outputs: Sequence[str]) -> Any:
    """The relation with the columns of the decisions; nothing is executed."""
    names = list(relation.columns)
    types = dict(zip(names, relation.types, strict=True))
    kinds: dict[str, tuple[str, str]] = {
        known.path: (_kind(types[known.path]), str(types[known.path])) for known in FACTS if known.path in types
    }  # fmt: skip
    check(names, kinds, outputs, case=False)
    plan = make_plan()
    own = [f"{_quoted(name)} AS {PREFIX}in_{place}" for place, name in enumerate(names)]
    facts = [
        f"{_fact(known, kinds.get(known.path, (NOTHING, ''))[0])} AS {column(known.path)}" for known in FACTS
    ]  # fmt: skip
    worked = worked_out(nw.from_native(relation.project(", ".join([*own, *facts]))), plan, _move)
    written = {
        "amount": nw.col(plan.amount),
        **{name: joined(text) for name, text in plan.texts.items()},
        **{name: chosen(choice) for name, choice in plan.choices.items()},
    }
    found = worked.select(
        *(nw.col(f"{PREFIX}in_{place}") for place in range(len(names))),
        *(written[name].alias(f"{PREFIX}out_{place}") for place, name in enumerate(outputs)),
    ).to_native()
    back = [f"{PREFIX}in_{place} AS {_quoted(name)}" for place, name in enumerate(names)]
    added = [f"{PREFIX}out_{place} AS {_quoted(name)}" for place, name in enumerate(outputs)]
    return found.project(", ".join([*back, *added]))


def duckdb_facts(relation: Any) -> tuple[dict[str, list[Any]], int]:
    """The known columns of facts, as lists, and the number of rows; the relation is executed."""
    from clea_eligibility.frames._on_arrow import arrow_facts

    return arrow_facts(relation.to_arrow_table())


def _kind(dtype: Any) -> str:
    return _KINDS.get(dtype.id, "other")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _fact(known: Fact, kind: str) -> str:
    stated, kind_expected = _quoted(known.path), kind_of(known)
    if kind == NOTHING:
        return f"CAST(NULL AS {_TYPES[kind_expected]})"
    if kind == "date":
        # A day that no dossier may speak of is as good as any other such: with infinity nobody can calculate.
        day = f"CAST({stated} - {_DAY_0} AS INTEGER)"
        return f"CASE WHEN {day} BETWEEN {FIRST} AND {NO_END} THEN {day} WHEN {stated} IS NOT NULL THEN {FIRST - 1} END"
    if kind == "bool":
        return stated
    values, stated = codes(known), f"CAST({stated} AS VARCHAR)"
    if len(values) <= _FEW:
        places = " ".join(f"WHEN '{value}' THEN {place}" for place, value in enumerate(values))
        place = f"CASE {stated} {places} ELSE {NO_SUCH_VALUE} END"
    else:
        listed = ", ".join(f"'{value}'" for value in values)
        place = f"coalesce(enum_code(TRY_CAST({stated} AS ENUM({listed})))::INTEGER, {NO_SUCH_VALUE})"
    return f"CASE WHEN {stated} IS NOT NULL THEN {place} END"


def _move(frame: Any, moved: tuple[Moved, ...]) -> Any:
    added = (f"{_moved(column(date.path), date.moves)} AS {date.name}" for date in moved)
    return nw.from_native(frame.to_native().project(", ".join(["*", *added])))


def _moved(day: str, moves: tuple[Move, ...]) -> str:
    for move in moves:
        day = f"({_by_months(day, move.months)} + {move.days})"
        if move.reach:
            back = _by_months(day, -move.reach)
            ends = f"extract(day FROM {_DAY_0} + {back}) = extract(day FROM {_DAY_0} + {day})"
            day = f"(CASE WHEN {ends} THEN {back} ELSE {back} + 1 END)"
    return day


def _by_months(day: str, months: int) -> str:
    if not months:
        return day
    return f"CAST(CAST({_DAY_0} + {day} + INTERVAL ({months}) MONTH AS DATE) - {_DAY_0} AS INTEGER)"
