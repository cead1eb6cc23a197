"""The rules of the page by hand in SQL, as fast as could be made: what ``decide_frame`` is measured against on DuckDB.

It knows ``GUIDE`` alone, restates it, and gives the same columns. Nothing in the library uses it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from baseline_polars import ABSENT, CODES, CONTESTED, DATES, DEPARTMENTS, FLAGS, PRESUMED, REREAD

from clea_eligibility.dossier.facts import FACTS, FactPath
from clea_eligibility.rules.guide import REGION

PATHS = [fact.path for fact in FACTS]
NAME = {path: path.replace(".", "_") for path in PATHS}
(
    F, OPEN, SEEKER, DEP, ID, ID_KIND, WORK, ID_END, PROOF, ISSUED, MAIN, KIND, STAGE, START, END, BEFORE,
    EV_DEP, HELD, FITS, FROM, UNTIL, QUOTE, BY, NAMED,
) = NAME.values()  # fmt: skip
FIRST, LAST, NO_END = "DATE '1900-01-01'", "DATE '2199-12-31'", "DATE '9999-12-31'"
PART = 4


def listed(values: Iterable[str]) -> str:
    """Texts as SQL lists them."""
    return ", ".join(f"'{value}'" for value in values)


def all_of(*conditions: str) -> str:
    """Every condition."""
    return " AND ".join(f"({condition})" for condition in conditions)


def any_of(*conditions: str) -> str:
    """One of the conditions."""
    return " OR ".join(f"({condition})" for condition in conditions)


def true(condition: str) -> str:
    """Whether the condition surely holds."""
    return f"(({condition}) IS TRUE)"


def facts() -> dict[str, str]:
    """The facts, presence flags settled."""
    found = {NAME[path]: f'"{path}"' for path in PATHS}
    for flag, others in FLAGS.items():
        stated = any_of(*(f'"{other}" IS NOT NULL' for other in others))
        found[NAME[flag]] = f"""CASE WHEN "{flag}" IS NULL AND ({stated}) THEN true ELSE "{flag}" END"""
    return found


def problems() -> list[tuple[str, str]]:
    """What makes a row impossible, in the order of the facts."""
    found: list[tuple[str, str]] = []

    def out(path: FactPath) -> str:
        outside = f"({NAME[path]} < {FIRST} OR {NAME[path]} > {LAST})"
        return true(f"{outside} AND {NAME[path]} <> {NO_END}" if NAME[path] in (ID_END, UNTIL) else outside)

    for fact in FACTS:
        if fact.path in DATES:
            found.append((out(fact.path), "out_of_range"))
        if fact.on_or_after:
            order = true(f"{NAME[fact.path]} < {NAME[fact.on_or_after]}")
            found.append((f"{order} AND NOT {out(fact.path)} AND NOT {out(fact.on_or_after)}", "wrong_order"))
        if fact.type not in ("date", "bool"):
            values = DEPARTMENTS if NAME[fact.path] in (DEP, EV_DEP) else fact.values
            found.append((true(f"{NAME[fact.path]} NOT IN ({listed(values)})"), "unknown_value"))
    return found


def conditions() -> dict[str, str]:
    """What each rule requires; null is unknown."""
    months = f"CAST({ISSUED} + INTERVAL 3 MONTH AS DATE)"
    before = f"CAST({F} - INTERVAL 3 MONTH AS DATE)"
    return {
        "filing_open": OPEN,
        "job_seeker": SEEKER,
        "lives_in_region": f"{DEP} IN ({listed(REGION)})",
        "certification_covered": f"{KIND} IN ('socle', 'numerique')",
        "final_after_unsuccessful_initial": f"{BEFORE} = 'not_certified'",
        "filed_three_weeks_before": f"{F} + 21 <= {START}",
        "evaluator_in_region": f"{EV_DEP} IN ({listed(REGION)})",
        "evaluator_accredited": HELD,
        "accreditation_fits_certification": f"({FITS} IN ('socle', 'numerique')) AND {FITS} = {KIND}",
        "accreditation_covers_evaluation": f"{FROM} <= {START} AND {END} <= {UNTIL}",
        "identity_document_provided": ID,
        "identity_document_accepted": (
            f"{ID_KIND} IN ('national_identity_card', 'passport') OR ({ID_KIND} = 'residence_permit' AND {WORK})"
        ),
        "identity_document_valid": f"{F} <= {ID_END}",
        "proof_of_residence_provided": PROOF,
        "proof_of_residence_attests": MAIN,
        "proof_of_residence_recent": f"{ISSUED} <= {F} AND {F} < {months}",
        "quote_provided": QUOTE,
        "quote_from_evaluator": BY,
        "quote_names_applicant": NAMED,
        "clear_days": f"{F} + 22 <= {START}",
        "anniversary_included": f"{ISSUED} <= {F} AND {F} <= {months}",
        "counted_backwards": f"{ISSUED} <= {F} AND {before} < {ISSUED}",
    }


def statuses() -> dict[str, str]:
    """Of each rule and reading: violated, unknown, presumed, and whether it binds the dates."""
    found = {}
    for name in conditions():
        rule, holds = REREAD.get(name, name), f"holds_{name}"
        applies = [f"{NAME[ABSENT[rule]]} IS DISTINCT FROM false"] if rule in ABSENT else []
        violated, unknown = [f"{holds} IS FALSE", *applies], [f"{holds} IS NULL", *applies]
        presumed: list[str] = []
        match name:
            case "final_after_unsuccessful_initial":
                presumed = [f"{holds} IS NULL", f"{STAGE} IS NOT DISTINCT FROM 'final'"]
                violated.append(f"{STAGE} IS NOT DISTINCT FROM 'final'")
                unknown = [f"{STAGE} IS NULL", f"{holds} IS NOT TRUE"]
            case "filing_open":
                reopened = true(f"{F} >= DATE '2026-03-01'")
                presumed = [f"{holds} IS NULL", reopened]
                unknown.append(f"NOT {reopened}")
            case "proof_of_residence_attests":
                presumed, unknown = unknown, ["false"]
            case "accreditation_fits_certification":
                presumed = [*unknown, f"{FITS} IS NULL"]
                unknown.append(f"{FITS} IS NOT NULL")
        if presumed:
            found[f"presumed_{name}"] = all_of(*presumed)
        found[f"violated_{name}"] = all_of(*violated)
        found[f"unknown_{name}"] = all_of(*unknown)
    return found


def joint(weeks: str, days: int, recent: str) -> str:
    """The bounds that pass through an unknown date: each pushes a known one beyond another."""

    def binds(name: str) -> str:
        rule = REREAD.get(name, name)
        applies = f"{NAME[ABSENT[rule]]} IS DISTINCT FROM false AND " if rule in ABSENT else ""
        return f"{applies}NOT violated_{name}"

    proof, covers, valid = map(binds, (recent, "accreditation_covers_evaluation", "identity_document_valid"))
    return any_of(
        all_of(proof, f"NOT violated_{weeks}", true(f"{ISSUED} + {days} > {START} OR {ISSUED} + {days} > {END}")),
        all_of(proof, f"NOT violated_{weeks}", covers, true(f"{ISSUED} + {days} > {UNTIL}")),
        all_of(proof, valid, true(f"{ISSUED} > {ID_END}")),
        all_of(f"NOT violated_{weeks}", true(f"{F} + {days} > {END}")),
        all_of(f"NOT violated_{weeks}", covers, true(f"{F} + {days} > {UNTIL}")),
        all_of(covers, true(f"{FROM} > {END} OR {START} > {UNTIL}")),
    )


def outcomes() -> dict[str, str]:
    """What the findings amount to, under the page's readings and each other one."""
    weeks, recent = CONTESTED
    shared = [code for code in CODES[:-1] if code not in CONTESTED]
    return {
        "violated_all": any_of(*(f"violated_{code}" for code in shared)),
        "unknown_all": any_of(*(f"unknown_{code}" for code in shared), f"{KIND} IS NULL", f"{STAGE} IS NULL"),
        "bad": any_of(*(f"problem_{place}" for place in range(len(problems())))),
        "violated_dates_compatible": joint(weeks, 21, recent),
        "joint_clear_days": joint("clear_days", 22, recent),
        "joint_anniversary_included": joint(weeks, 21, "anniversary_included"),
        "joint_counted_backwards": joint(weeks, 21, "counted_backwards"),
    }


def verdicts() -> dict[str, str]:
    """Whether the dossier is ineligible or undetermined, and so under each other reading."""
    weeks, recent = CONTESTED
    found = {
        "violated": f"violated_all OR violated_{weeks} OR violated_{recent} OR violated_dates_compatible",
        "unknown": f"unknown_all OR unknown_{weeks} OR unknown_{recent}",
    }
    for name, rule in REREAD.items():
        other = recent if rule == weeks else weeks
        found[f"violated_if_{name}"] = f"violated_all OR violated_{name} OR violated_{other} OR joint_{name}"
        found[f"unknown_if_{name}"] = f"unknown_all OR unknown_{name} OR unknown_{other}"
    return found


def asked() -> Mapping[str, str]:
    """When each fact is asked for, where the dossier is undetermined."""

    def unknown(*rules: str) -> str:
        return any_of(*(f"unknown_{code}" for code in rules))

    weeks, recent = CONTESTED
    covers, valid = "accreditation_covers_evaluation", "identity_document_valid"
    accepted = "identity_document_accepted"
    return {
        F: unknown("filing_open", weeks, valid, recent),
        OPEN: f"unknown_filing_open AND {F} IS NOT NULL",
        SEEKER: unknown("job_seeker"),
        DEP: unknown("lives_in_region"),
        ID: unknown("identity_document_provided"),
        ID_KIND: unknown(accepted),
        WORK: f"unknown_{accepted} AND ({ID_KIND} = 'residence_permit' AND {WORK}) IS NULL",
        ID_END: unknown(valid),
        PROOF: unknown("proof_of_residence_provided"),
        ISSUED: unknown(recent),
        KIND: "true",
        STAGE: "true",
        START: unknown(weeks, covers),
        END: unknown(covers),
        EV_DEP: unknown("evaluator_in_region"),
        HELD: unknown("evaluator_accredited"),
        FITS: unknown("accreditation_fits_certification"),
        FROM: unknown(covers),
        UNTIL: unknown(covers),
        QUOTE: unknown("quote_provided"),
        BY: unknown("quote_from_evaluator"),
        NAMED: unknown("quote_names_applicant"),
    }


def named(columns: Mapping[str, str]) -> str:
    """Columns as a query selects them."""
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())


def text(where: str, conditions: Sequence[str], words: Sequence[str]) -> str:
    """The words whose conditions hold, joined: four at a time, looked up."""
    parts = []
    for start in range(0, len(words), PART):
        some, part = conditions[start : start + PART], words[start : start + PART]
        bits = " + ".join(f"CASE WHEN {condition} THEN {1 << bit} ELSE 0 END" for bit, condition in enumerate(some))
        texts = [";".join(w for bit, w in enumerate(part) if mask >> bit & 1) for mask in range(1 << len(part))]
        parts.append(f"[NULL, {listed(texts[1:])}][{bits} + 1]")
    joined = f"concat_ws(';', {', '.join(parts)})"
    return f"CASE WHEN {where} THEN {joined} ELSE '' END"


def outputs() -> dict[str, str]:
    """The seven columns of a decision."""
    codes = [code for _, code in problems()]
    asks = asked()
    path_of = {name: path for path, name in NAME.items()}
    differs = {
        name: f"(violated <> violated_if_{name} OR (NOT violated AND unknown <> unknown_if_{name}))" for name in REREAD
    }
    contested = [differs["clear_days"], f"({differs['anniversary_included']} OR {differs['counted_backwards']})"]
    bad = [f"problem_{place}" for place in range(len(codes))]
    return {
        "outcome": "CASE WHEN bad THEN NULL WHEN violated THEN 'ineligible' WHEN unknown THEN 'undetermined' "
        "ELSE 'eligible' END",
        "amount": "CASE WHEN bad THEN NULL WHEN violated THEN 0 WHEN unknown THEN NULL "
        f"WHEN {KIND} = 'socle' THEN CASE {STAGE} WHEN 'initial' THEN 450 ELSE 250 END "
        f"ELSE CASE {STAGE} WHEN 'initial' THEN 300 ELSE 150 END END::BIGINT",
        "reasons": text("NOT bad AND violated", [f"violated_{code}" for code in CODES], CODES),
        "presumed": text("NOT bad", [f"presumed_{code}" for code in PRESUMED], PRESUMED),
        "contested": text("NOT bad", contested, CONTESTED),
        "missing": text(
            "NOT bad AND NOT violated AND unknown",
            [f"{name} IS NULL AND ({asks})" for name, asks in asks.items()],
            [path_of[name] for name in asks],
        ),
        "problems": text("bad", bad, codes),
    }


def query(source: str, also: Sequence[str] = ()) -> str:
    """The facts of a table, other columns of it, and the columns of the decisions."""
    stages: Sequence[Mapping[str, str]] = (
        {
            **{f"holds_{name}": condition for name, condition in conditions().items()},
            **{f"problem_{place}": problem for place, (problem, _) in enumerate(problems())},
        },
        statuses(),
        outcomes(),
        verdicts(),
    )
    own = {**{f"in_{NAME[path]}": f'"{path}"' for path in PATHS}, **{name: name for name in also}}
    inner = f"SELECT {named({**own, **facts()})} FROM {source}"
    for stage in stages:
        inner = f"SELECT *, {named(stage)} FROM ({inner})"
    back = ", ".join(f'in_{NAME[path]} AS "{path}"' for path in PATHS)
    return f"SELECT {', '.join([back, *also])}, {named(outputs())} FROM ({inner})"


def decide_baseline(connection: Any, source: str) -> Any:
    """A relation of the facts and the seven columns of a decision."""
    return connection.sql(query(source))
