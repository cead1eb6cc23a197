"""The rules of the page by hand in Polars, as fast as could be made: what ``decide_frame`` is measured against.

It knows ``GUIDE`` alone, restates it, and gives the same columns. Nothing in the library uses it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

import polars as pl
from dateutil.relativedelta import relativedelta

from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.rules.guide import REGION

col, null = pl.col, pl.lit(None)
DEPARTMENTS = next(fact.values for fact in FACTS if fact.path == "applicant.department")
EPOCH = date(1970, 1, 1)
FIRST, LAST, NO_END = ((day - EPOCH).days for day in (date(1900, 1, 1), date(2199, 12, 31), date(9999, 12, 31)))
REOPENED = (date(2026, 3, 1) - EPOCH).days
CODES = [
    "filing_open",
    "job_seeker",
    "lives_in_region",
    "certification_covered",
    "final_after_unsuccessful_initial",
    "filed_three_weeks_before",
    "evaluator_in_region",
    "evaluator_accredited",
    "accreditation_fits_certification",
    "accreditation_covers_evaluation",
    "identity_document_provided",
    "identity_document_accepted",
    "identity_document_valid",
    "proof_of_residence_provided",
    "proof_of_residence_attests",
    "proof_of_residence_recent",
    "quote_provided",
    "quote_from_evaluator",
    "quote_names_applicant",
    "dates_compatible",
]
PRESUMED = ("filing_open", "final_after_unsuccessful_initial", "accreditation_fits_certification",
            "proof_of_residence_attests")  # fmt: skip
CONTESTED = ("filed_three_weeks_before", "proof_of_residence_recent")


def months_table(months: int) -> pl.Series:
    """The day that each day of three centuries becomes, moved by months."""
    days = (EPOCH + timedelta(day) + relativedelta(months=months) for day in range(FIRST, LAST + 1))
    return pl.Series([(day - EPOCH).days for day in days], dtype=pl.Int32)


LATER, EARLIER = months_table(3), months_table(-3)


def moved(column: str, table: pl.Series) -> pl.Expr:
    """A date, moved by months: looked up."""
    return pl.lit(table).gather((col(column) - FIRST).clip(0, LAST - FIRST))


def codes(column: str, values: Sequence[str]) -> pl.Expr:
    """The place of a text among the values, null where it is none of them."""
    return col(column).cast(pl.Enum(values), strict=False).to_physical()


def code(column: str, values: Sequence[str]) -> pl.Expr:
    """The same for few values: compared with each."""
    chain: Any = pl.when(col(column) == values[0]).then(pl.lit(0, pl.UInt8))
    for place, value in enumerate(values[1:], 1):
        chain = chain.when(col(column) == value).then(pl.lit(place, pl.UInt8))
    code_: pl.Expr = chain.otherwise(pl.lit(None, pl.UInt8))
    return code_


def true(condition: pl.Expr) -> pl.Expr:
    """Whether the condition surely holds."""
    return condition.fill_null(False)


def any_of(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """Whether one of the conditions holds."""
    return reduce(or_, conditions)


def mask(conditions: Sequence[pl.Expr]) -> pl.Expr:
    """A bit for each condition, summed in bytes, then joined."""
    eights = []
    for start in range(0, len(conditions), 8):
        bits = [
            pl.when(condition).then(pl.lit(1 << place, pl.UInt8)).otherwise(pl.lit(0, pl.UInt8))
            for place, condition in enumerate(conditions[start : start + 8])
        ]
        eights.append(reduce(or_, bits).cast(pl.UInt32) * (1 << start))
    return reduce(or_, eights)


def text(conditions: Sequence[pl.Expr], words: Sequence[str]) -> pl.Expr:
    """The words whose conditions hold, joined: worked out once for each combination that occurs."""
    size = 1 << len(words)
    parts = [words[start : start + 10] for start in range(0, len(words), 10)]
    tables = [
        pl.Series([";".join(w for bit, w in enumerate(part) if m >> bit & 1) or None for m in range(1 << len(part))])
        for part in parts
    ]

    def words_of(masks: pl.Series) -> pl.Series:
        seen = masks.unique()
        joined = pl.concat_str(
            *(table.gather(seen // (1 << 10 * place) & (1 << 10) - 1) for place, table in enumerate(tables)),
            separator=";",
            ignore_nulls=True,
        )
        places = pl.int_range(len(seen), dtype=pl.UInt32, eager=True)
        index = pl.zeros(size, pl.UInt32, eager=True).scatter(seen, places)
        return pl.select(joined).to_series().gather(index.gather(masks))

    if len(words) <= 10:
        return pl.lit(tables[0].fill_null("")).gather(mask(conditions))
    return mask(conditions).map_batches(words_of, return_dtype=pl.String, is_elementwise=True)


# Short names for the facts, in the order of a dossier
F, OPEN, SEEKER, DEP, ID, ID_KIND, WORK, ID_END, PROOF, ISSUED, MAIN, KIND, STAGE, START, END, BEFORE, EV_DEP, HELD, FITS, FROM, UNTIL, QUOTE, BY, NAMED = (  # noqa: E501
    fact.path for fact in FACTS
)  # fmt: skip
DATES = (F, ID_END, ISSUED, START, END, FROM, UNTIL)
TEXTS = {
    DEP: codes(DEP, DEPARTMENTS),
    EV_DEP: codes(EV_DEP, DEPARTMENTS),
    **{
        fact.path: code(fact.path, fact.values) for fact in FACTS if fact.type == "enum"
    },
}  # fmt: skip
FLAGS = {
    ID: (ID_KIND, WORK, ID_END),
    PROOF: (ISSUED, MAIN),
    HELD: (FITS, FROM, UNTIL),
    QUOTE: (BY, NAMED),
}


def known(column: str) -> pl.Expr:
    """Whether the dossier states the fact."""
    return col(f"raw {column}" if column in TEXTS else column).is_not_null()


def facts() -> list[pl.Expr]:
    """Days as numbers, texts as the places of their values."""
    days = [col(path).to_physical() for path in DATES]
    raw = [col(path).alias(f"raw {path}") for path in TEXTS]
    return [*days, *(place.alias(path) for path, place in TEXTS.items()), *raw]


def flags() -> list[pl.Expr]:
    """Presence flags settled, departments and months looked up."""
    region = pl.lit(pl.Series([value in REGION for value in DEPARTMENTS]))
    return [
        *(
            pl.when(col(flag).is_null() & any_of(map(known, others))).then(True).otherwise(col(flag)).alias(flag)
            for flag, others in FLAGS.items()
        ),
        region.gather(col(DEP)).alias("here"),
        region.gather(col(EV_DEP)).alias("evaluated here"),
        moved(ISSUED, LATER).alias("too old on"),
        moved(F, EARLIER).alias("three months before"),
    ]


def problems() -> list[tuple[pl.Expr, str]]:
    """What makes a row impossible, in the order of the facts."""
    found: list[tuple[pl.Expr, str]] = []

    def out(path: str) -> pl.Expr:
        outside = (col(path) < FIRST) | (col(path) > LAST)
        return true(outside & (col(path) != NO_END)) if path in (ID_END, UNTIL) else true(outside)

    for fact in FACTS:
        if fact.path in DATES:
            found.append((out(fact.path), "out_of_range"))
        if fact.on_or_after:
            order = true(col(fact.path) < col(fact.on_or_after))
            found.append((order & ~out(fact.path) & ~out(fact.on_or_after), "wrong_order"))
        if fact.path in TEXTS:
            found.append((known(fact.path) & col(fact.path).is_null(), "unknown_value"))
    return found


def conditions() -> dict[str, pl.Expr]:
    """What each rule requires; null is unknown."""
    passport_or_card = col(ID_KIND) <= 1
    return {
        "filing_open": col(OPEN),
        "job_seeker": col(SEEKER),
        "lives_in_region": col("here"),
        "certification_covered": col(KIND) <= 1,
        "final_after_unsuccessful_initial": col(BEFORE) == 1,
        "filed_three_weeks_before": col(F) + 21 <= col(START),
        "evaluator_in_region": col("evaluated here"),
        "evaluator_accredited": col(HELD),
        "accreditation_fits_certification": (col(FITS) <= 1) & (col(FITS) == col(KIND)),
        "accreditation_covers_evaluation": (col(FROM) <= col(START)) & (col(END) <= col(UNTIL)),
        "identity_document_provided": col(ID),
        "identity_document_accepted": passport_or_card | ((col(ID_KIND) == 2) & col(WORK)),
        "identity_document_valid": col(F) <= col(ID_END),
        "proof_of_residence_provided": col(PROOF),
        "proof_of_residence_attests": col(MAIN),
        "proof_of_residence_recent": (col(ISSUED) <= col(F)) & (col(F) < col("too old on")),
        "quote_provided": col(QUOTE),
        "quote_from_evaluator": col(BY),
        "quote_names_applicant": col(NAMED),
        "clear_days": col(F) + 22 <= col(START),
        "anniversary_included": (col(ISSUED) <= col(F)) & (col(F) <= col("too old on")),
        "counted_backwards": (col(ISSUED) <= col(F)) & (col("three months before") < col(ISSUED)),
    }  # fmt: skip


REREAD = {
    "clear_days": "filed_three_weeks_before",
    "anniversary_included": "proof_of_residence_recent",
    "counted_backwards": "proof_of_residence_recent",
}
ABSENT = {
    "identity_document_accepted": ID,
    "identity_document_valid": ID,
    "proof_of_residence_attests": PROOF,
    "proof_of_residence_recent": PROOF,
    "quote_from_evaluator": QUOTE,
    "quote_names_applicant": QUOTE,
    "accreditation_fits_certification": HELD,
    "accreditation_covers_evaluation": HELD,
}


def statuses() -> list[pl.Expr]:
    """Of each rule and reading: violated, unknown, presumed, and whether it binds the dates."""
    final = col(STAGE) == 1
    found = []
    for name, holds in conditions().items():
        rule = REREAD.get(name, name)
        applies = [col(ABSENT[rule]).fill_null(True)] if rule in ABSENT else []
        violated, unknown = [~holds, *applies], [holds.is_null(), *applies]
        if name == "final_after_unsuccessful_initial":
            violated.append(final)
            unknown = [final.is_null(), ~true(holds)]
            found.append((holds.is_null() & true(final)).alias(f"presumed {name}"))
        if name == "filing_open":
            found.append((holds.is_null() & true(col(F) >= REOPENED)).alias(f"presumed {name}"))
            unknown.append(~true(col(F) >= REOPENED))
        if name == "proof_of_residence_attests":
            found.append((holds.is_null() & applies[0]).alias(f"presumed {name}"))
            unknown = [pl.lit(False)]
        if name == "accreditation_fits_certification":
            found.append((holds.is_null() & applies[0] & col(FITS).is_null()).alias(f"presumed {name}"))
            unknown.append(col(FITS).is_not_null())
        found.append(true(reduce(lambda left, right: left & right, violated)).alias(f"violated {name}"))
        found.append(true(reduce(lambda left, right: left & right, unknown)).alias(f"unknown {name}"))
    return found


def incompatible(weeks: str, days: int, recent: str) -> pl.Expr:
    """The bounds that pass through an unknown date: each pushes a known one beyond another."""

    def binds(name: str) -> pl.Expr:
        rule = REREAD.get(name, name)
        applies = col(ABSENT[rule]).fill_null(True) if rule in ABSENT else pl.lit(True)
        return applies & ~col(f"violated {name}")

    def late(earlier: str, days: int, later: str) -> pl.Expr:
        return true(col(earlier) + days > col(later))

    proof, covers, valid = map(binds, (recent, "accreditation_covers_evaluation", "identity_document_valid"))
    in_time = ~col(f"violated {weeks}")
    proof_in_time = proof & in_time
    return (
        (proof_in_time & (late(ISSUED, days, START) | late(ISSUED, days, END)))
        | (proof_in_time & covers & late(ISSUED, days, UNTIL))
        | (proof & valid & late(ISSUED, 0, ID_END))
        | (in_time & late(F, days, END))
        | (in_time & covers & late(F, days, UNTIL))
        | (covers & (late(FROM, 0, END) | late(START, 0, UNTIL)))
    )


def joint() -> list[pl.Expr]:
    """Whether dates cannot meet, under the page's readings and each other one."""
    weeks, recent = CONTESTED
    return [
        incompatible(weeks, 21, recent).alias("violated dates_compatible"),
        incompatible("clear_days", 22, recent).alias("joint clear_days"),
        incompatible(weeks, 21, "anniversary_included").alias("joint anniversary_included"),
        incompatible(weeks, 21, "counted_backwards").alias("joint counted_backwards"),
    ]


def rejudged(name: str) -> pl.Expr:
    """Whether another reading gives another outcome."""
    rule = REREAD[name]
    open_ = col(KIND).is_null() | col(STAGE).is_null()
    others = [code for code in CODES[:-1] if code != rule]
    violated = any_of(col(f"violated {code}") for code in (*others, name)) | col(f"joint {name}")
    unknown = any_of(col(f"unknown {code}") for code in (*others, name)) | open_
    return (violated != col("violated")) | (~violated & (unknown != col("unknown")))


def outcome() -> list[pl.Expr]:
    """What the findings amount to."""
    open_ = col(KIND).is_null() | col(STAGE).is_null()
    return [
        any_of(col(f"violated {code}") for code in CODES).alias("violated"),
        (any_of(col(f"unknown {code}") for code in CODES[:-1]) | open_).alias("unknown"),
        any_of(problem for problem, _ in problems()).alias("bad"),
    ]


def asks() -> dict[str, pl.Expr]:
    """When each fact is asked for, where the dossier is undetermined."""

    def unknown(*rules: str) -> pl.Expr:
        return any_of(col(f"unknown {code}") for code in rules)

    weeks, recent = CONTESTED
    covers, valid = "accreditation_covers_evaluation", "identity_document_valid"
    fits, accepted = "accreditation_fits_certification", "identity_document_accepted"
    permit_open = unknown(accepted) & ((col(ID_KIND) == 2) & col(WORK)).is_null()
    asked = {
        F: unknown("filing_open", weeks, valid, recent),
        OPEN: unknown("filing_open") & col(F).is_not_null(),
        SEEKER: unknown("job_seeker"),
        DEP: unknown("lives_in_region"),
        ID: unknown("identity_document_provided"),
        ID_KIND: unknown(accepted),
        WORK: permit_open,
        ID_END: unknown(valid),
        PROOF: unknown("proof_of_residence_provided"),
        ISSUED: unknown(recent),
        KIND: pl.lit(True),
        STAGE: pl.lit(True),
        START: unknown(weeks, covers),
        END: unknown(covers),
        EV_DEP: unknown("evaluator_in_region"),
        HELD: unknown("evaluator_accredited"),
        FITS: unknown(fits),
        FROM: unknown(covers),
        UNTIL: unknown(covers),
        QUOTE: unknown("quote_provided"),
        BY: unknown("quote_from_evaluator"),
        NAMED: unknown("quote_names_applicant"),
    }
    undetermined = col("unknown") & ~col("violated")
    return {path: col(path).is_null() & asks & undetermined for path, asks in asked.items()}


def outputs() -> list[pl.Expr]:
    """The seven columns of a decision."""
    sound = ~col("bad")
    bad = problems()
    asked = asks()
    state = (
        pl.when(col("bad")).then(pl.lit(3, pl.UInt8)).when(col("violated")).then(pl.lit(0, pl.UInt8))
        .when(col("unknown")).then(pl.lit(1, pl.UInt8)).otherwise(pl.lit(2, pl.UInt8))
    )  # fmt: skip
    pays = col(KIND) * 2 + col(STAGE)
    amounts = pl.lit(pl.Series([450, 250, 300, 150], dtype=pl.Int32)).gather(pays.clip(0, 3))
    return [
        pl.lit(pl.Series(["ineligible", "undetermined", "eligible", None])).gather(state).alias("outcome"),
        pl.when(col("bad")).then(null).when(col("violated")).then(0).when(~col("unknown")).then(amounts)
        .otherwise(null).cast(pl.Int64).alias("amount"),
        text([sound & col(f"violated {code}") for code in CODES], CODES).alias("reasons"),
        text([sound & col(f"presumed {code}") for code in PRESUMED], PRESUMED).alias("presumed"),
        text(
            [
                sound & rejudged("clear_days"),
                sound & (rejudged("anniversary_included") | rejudged("counted_backwards")),
            ],
            CONTESTED,
        ).alias("contested"),
        text([sound & condition for condition in asked.values()], list(asked)).alias("missing"),
        text([condition for condition, _ in bad], [code for _, code in bad]).alias("problems"),
    ]  # fmt: skip


NAMES = ("outcome", "amount", "reasons", "presumed", "contested", "missing", "problems")


def decide_lazily(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The facts, and the seven columns of a decision."""
    worked = frame.select(
        *(col(fact.path) for fact in FACTS), *(col(fact.path).alias(f"in {fact.path}") for fact in FACTS)
    )
    for stage in (facts(), flags(), statuses(), joint(), outcome()):
        worked = worked.with_columns(stage)
    return worked.select(*(col(f"in {fact.path}").alias(fact.path) for fact in FACTS), *outputs())


def decide_baseline(frame: pl.DataFrame) -> pl.DataFrame:
    """The same for a table in memory."""
    return decide_lazily(frame.lazy()).collect()
