"""PySpark: a lazy frame in, a lazy frame out; dates become numbers, so that no session's time zone matters."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw
from pyspark.sql import functions as F  # noqa: N812

from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.frames._checks import NOTHING, check, kind_of
from clea_eligibility.frames._plan import Plan
from clea_eligibility.frames._steps import chosen, joined, worked_out
from clea_eligibility.frames._vocabulary import PREFIX, Move, Moved, codes, column

_KINDS = MappingProxyType({"date": "date", "boolean": "bool", "string": "text", "void": NOTHING})
_TYPES = MappingProxyType({"date": "int", "bool": "boolean", "text": "int"})


def decide_spark(frame: Any, make_plan: Callable[[], Plan], outputs: Sequence[str]) -> Any:
    """The frame with the columns of the decisions; nothing is executed."""
    names = list(frame.columns)
    types = dict(frame.dtypes)
    kinds: dict[str, tuple[str, str]] = {
        known.path: (_KINDS.get(types[known.path], "other"), types[known.path])
        for known in FACTS
        if known.path in types
    }
    check(names, kinds, outputs, case=False)
    plan = make_plan()
    own = [f"{PREFIX}in_{place}" for place in range(len(names))]
    safe = frame.toDF(*own) if names else frame
    facts = [
        _fact(known, kinds.get(known.path, (NOTHING, ""))[0], names, own).alias(column(known.path)) for known in FACTS
    ]
    worked = worked_out(nw.from_native(safe.select("*", *facts)), plan, _move)
    written = {
        "amount": nw.col(plan.amount),
        **{name: joined(text) for name, text in plan.texts.items()},
        **{name: chosen(choice) for name, choice in plan.choices.items()},
    }
    found = worked.select(*map(nw.col, own), *(written[name].alias(name.replace(".", "__")) for name in outputs))
    return found.to_native().toDF(*names, *outputs)


def spark_facts(frame: Any) -> tuple[dict[str, list[Any]], int]:
    """The known columns of facts, as lists, and the number of rows; the frame is executed."""
    rows = frame.collect()
    known = {fact.path for fact in FACTS}
    places = {name: place for place, name in enumerate(frame.columns) if name in known}
    return {path: [row[place] for row in rows] for path, place in places.items()}, len(rows)


def _fact(known: Fact, kind: str, names: Sequence[str], own: Sequence[str]) -> Any:
    if kind == NOTHING:
        return F.lit(None).cast(_TYPES[kind_of(known)])
    stated = F.col(own[names.index(known.path)])
    if kind == "date":
        return F.unix_date(stated)
    if kind == "bool":
        return stated
    places = F.array(*(F.lit(value) for value in codes(known)))
    return (F.array_position(places, stated) - 1).cast("int")


def _move(frame: Any, moved: tuple[Moved, ...]) -> Any:
    added = [_moved(F.col(column(date.path)), date.moves).alias(date.name) for date in moved]
    return nw.from_native(frame.to_native().select("*", *added))


def _moved(day: Any, moves: tuple[Move, ...]) -> Any:
    for move in moves:
        day = _by_months(day, move.months) + move.days
        if move.reach:
            back = _by_months(day, -move.reach)
            day_of_month = (F.dayofmonth(F.date_from_unix_date(of)) for of in (back, day))
            day = F.when(next(day_of_month) == next(day_of_month), back).otherwise(back + 1)
    return day


def _by_months(day: Any, months: int) -> Any:
    return F.unix_date(F.add_months(F.date_from_unix_date(day), months)) if months else day
