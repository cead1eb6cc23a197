"""Tables of dossiers aimed at the boundaries, with unknowns and mistakes, and what ``decide`` says of their rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
from dateutil.relativedelta import relativedelta

from clea_eligibility import GUIDE, Decision, InvalidDossier, RuleSet, decide
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.wire import dossier_from_dict

Row = dict[str, Any]
"""A value for each fact, as frames hold it; ``None`` is unknown."""
PATHS: list[str] = [fact.path for fact in FACTS]
TYPES = {"date": pl.Date, "bool": pl.Boolean, "enum": pl.String, "str": pl.String}
SCHEMA: dict[str, Any] = {fact.path: TYPES[fact.type] for fact in FACTS}
COLUMNS = [
    "outcome",
    "amount",
    "reasons",
    "presumed",
    "contested",
    "missing",
    "problems",
    "documents_only",
    "possible_amounts",
]

FILING_DAYS = [
    date(2026, 2, 28),
    date(2026, 3, 1),
    date(2026, 3, 31),
    date(2024, 2, 29),
    date(2025, 5, 31),
    date(2025, 11, 30),
    date(2199, 12, 1),
    date(1900, 1, 2),
]
LINKS = ["filed_on", "evaluation.starts_on", "evaluation.ends_on", "applicant.proof_of_residence.issued_on"]
NO_END = date(9999, 12, 31)


def aimed_rows(count: int, seed: int = 0, mistakes: float = 0.03) -> list[Row]:
    """Rows whose dates stand on a bound, a day before or after it; then some facts are forgotten, some are wrong."""
    random = Random(seed)  # noqa: S311
    return [_row(random, mistakes) for _ in range(count)]


def _row(random: Random, mistakes: float) -> Row:
    def off(day: date, *days: int) -> date:
        moved = day.toordinal() + random.choice(days) + random.choice((0,) * 12 + (-1, 1, -25))
        return date.fromordinal(min(max(moved, date(1900, 1, 1).toordinal()), date(2199, 12, 31).toordinal()))

    if random.random() < 0.6:
        filed = random.choice(FILING_DAYS)
    else:
        filed = date(2024, 1, 1) + timedelta(random.randrange(1200))
    starts = off(filed, 21, 21, 22, 40, 40)
    ends = max(starts, off(starts, 0, 2))
    valid_from = min(off(starts, 0, -300), starts) if random.random() < 0.9 else off(starts, 0, 20)
    valid_until = max(valid_from, off(ends, 0, 0, 60))
    issued = random.choice((off(filed, 0, -30, -60), off(filed + relativedelta(months=-3), 0, 1, 1, 2)))
    row: Row = {path: _usual(random, path) for path in PATHS}
    row |= {
        "filed_on": filed,
        "applicant.identity_document.valid_until": random.choice((off(filed, 0, 0, 300), NO_END)),
        "applicant.proof_of_residence.issued_on": issued,
        "evaluation.starts_on": starts,
        "evaluation.ends_on": ends,
        "evaluator.accreditation.valid_from": valid_from,
        "evaluator.accreditation.valid_until": NO_END if random.random() < 0.2 else valid_until,
    }
    if random.random() < 0.3:
        row |= dict.fromkeys(random.sample(LINKS, random.randint(1, 3)))
    chance = random.choice((0.0, 0.0, 0.03, 0.1, 0.5))
    row = {path: None if random.random() < chance else value for path, value in row.items()}
    if random.random() < mistakes:
        row |= dict(random.choice(MISTAKES) for _ in range(random.randint(1, 2)))
    return row


MISTAKES: Sequence[tuple[str, Any]] = (
    ("applicant.department", "20"),
    ("applicant.department", ""),
    ("evaluator.department", "2a"),
    ("certification.kind", "Socle"),
    ("evaluation.stage", "prealable"),
    ("applicant.identity_document.kind", "a very long kind of document that does not exist"),
    ("filed_on", date(1899, 12, 31)),
    ("filed_on", date(2200, 1, 1)),
    ("filed_on", date(9999, 12, 31)),
    ("evaluation.starts_on", date(2199, 12, 31)),
    ("evaluation.starts_on", date(1, 1, 1)),
    ("evaluation.ends_on", date(1900, 1, 1)),
    ("evaluator.accreditation.valid_from", date(2199, 12, 31)),
    ("evaluator.accreditation.valid_until", date(9999, 12, 30)),
    ("applicant.identity_document.valid_until", date(1850, 6, 1)),
)


def _usual(random: Random, path: str) -> Any:
    usual = {
        "applicant.department": ("33", "33", "33", "87", "87", "16", "64", "64", "2A"),
        "evaluator.department": ("33", "33", "33", "87", "87", "16", "16", "64", "49"),
        "applicant.identity_document.kind": ("passport", "national_identity_card", "residence_permit") * 4 + ("other",),
        "certification.kind": ("socle",) * 9 + ("numerique",) * 3 + ("management",),
        "evaluator.accreditation.certification": ("socle",) * 9 + ("numerique",) * 3 + ("management",),
        "evaluation.stage": ("initial", "initial", "final"),
        "evaluation.initial_outcome": ("not_certified",) * 9 + ("certified",),
    }
    return random.choice(usual.get(path, (True,) * 59 + (False,)))


def table_of(rows: Sequence[Row]) -> pl.DataFrame:
    """The rows as a Polars frame."""
    return pl.DataFrame({path: [row[path] for row in rows] for path in PATHS}, schema=SCHEMA)


def expected(rows: Iterable[Mapping[str, Any]], rules: RuleSet = GUIDE) -> pl.DataFrame:
    """What ``decide`` says of each row, in the columns that ``decide_frame`` adds, the findings included."""
    names = [*COLUMNS, *(f"finding.{rule.code}" for rule in rules.rules)]
    decided = [_expected(row, rules) for row in rows]
    types = {"amount": pl.Int64, "documents_only": pl.Boolean}
    schema = {name: types.get(name, pl.String) for name in names}
    return pl.DataFrame(decided, schema=schema, orient="row")


def _expected(row: Mapping[str, Any], rules: RuleSet) -> list[Any]:
    try:
        decision: Decision = decide(dossier_from_dict(as_json(row)), rules)
    except InvalidDossier as refused:
        problems = ";".join(problem.code for problem in refused.problems)
        return [None, None, "", "", "", "", problems, None, "", *([None] * len(rules.rules))]
    return [*said_of(decision), *(str(finding.status) for finding in decision.findings)]


def said_of(decision: Decision) -> list[Any]:
    """What stands in ``COLUMNS`` of a row that is decided so."""
    return [
        decision.outcome,
        decision.amount,
        ";".join(finding.rule.code for finding in decision.reasons),
        ";".join(finding.rule.code for finding in decision.presumed),
        ";".join(rule.code for rule in decision.contested),
        ";".join(fact.path for fact in decision.missing),
        "",
        decision.documents_only,
        ";".join(map(str, decision.possible_amounts)),
    ]


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """The dossier of a row, as JSON would have it."""
    dossier: dict[str, Any] = {}
    for path in PATHS:
        value = row.get(path)
        if value is not None:
            *way, name = path.split(".")
            place = dossier
            for step in way:
                place = place.setdefault(step, {})
            place[name] = value.isoformat() if isinstance(value, date) else value
    return dossier


# The same as an office writes it

HEADINGS: Mapping[str, str] = {
    "Déposé le": "filed_on",
    "Dépôt ouvert": "filing_open",
    "Demandeur d’emploi": "applicant.is_job_seeker",
    "Département": "applicant.department",
    "Pièce d’identité": "applicant.identity_document.provided",
    "Nature de la pièce": "applicant.identity_document.kind",
    "Autorise à travailler": "applicant.identity_document.permits_work",
    "Pièce valable jusqu’au": "applicant.identity_document.valid_until",
    "Justificatif de domicile": "applicant.proof_of_residence.provided",
    "Justificatif émis le": "applicant.proof_of_residence.issued_on",
    "Résidence principale": "applicant.proof_of_residence.attests_main_residence",
    "Certification": "certification.kind",
    "Étape": "evaluation.stage",
    "Début": "evaluation.starts_on",
    "Fin": "evaluation.ends_on",
    "Résultat de l’évaluation initiale": "evaluation.initial_outcome",
    "Dpt de l'évaluateur": "evaluator.department",
    "Habilité": "evaluator.accreditation.held",
    "Habilité pour": "evaluator.accreditation.certification",
    "Habilité du": "evaluator.accreditation.valid_from",
    "Habilité au": "evaluator.accreditation.valid_until",
    "Devis": "quote.provided",
    "Devis de l’évaluateur": "quote.from_evaluator",
    "Devis au nom": "quote.names_applicant",
}
_CERTIFICATIONS = {"CléA": "socle", "CléA Numérique": "numerique", "CléA « Management »": "management"}
_WITHOUT_END = {"Sans fin": NO_END, "illimitée": NO_END}
WORDS: Mapping[str, Mapping[Any, Any]] = {
    "applicant.identity_document.kind": {
        "Carte d'identité": "national_identity_card",
        "Passeport": "passport",
        "Titre de séjour": "residence_permit",
        "Autre\\divers": "other",
    },
    "applicant.identity_document.valid_until": _WITHOUT_END,
    "certification.kind": _CERTIFICATIONS,
    "evaluation.stage": {"Initiale": "initial", "FINALE": "final"},
    "evaluation.initial_outcome": {"Certifié": "certified", "Non certifié": "not_certified"},
    "evaluator.accreditation.certification": _CERTIFICATIONS,
    "evaluator.accreditation.valid_until": _WITHOUT_END,
    "quote.provided": {"joint": True, "manquant": False},
}
_GAPS = (None, None, "", " ", "\u00a0\t")
_UNREADABLE: Mapping[str, Sequence[Any]] = {
    "date": ("31/04/2026", "29/02/2026", "06/04/26", "2026-04-06", "6 avril 2026", "00/01/2026"),
    "bool": ("peut-être", "1", "true", "oui ?"),
    "enum": ("inconnu", "socle'", "\\"),
    "str": ("1", "1,0", "Gironde", "033"),
}


def as_written(rows: Sequence[Row], seed: int = 0, slips: float = 0.02) -> tuple[pl.DataFrame, list[str]]:
    """A table of such rows as an office keeps it, and what of each row nobody can read."""
    random = Random(seed)  # noqa: S311
    theirs = {
        path: {ours: [word for word in words if words[word] == ours] for ours in words.values()}
        for path, words in WORDS.items()
    }
    types: dict[str, str] = {fact.path: fact.type for fact in FACTS}
    cells: dict[str, list[Any]] = {name: [] for name in HEADINGS}
    unread = []
    for row in rows:
        lost = []
        slip = random.choice(PATHS) if random.random() < slips else None
        for name, path in HEADINGS.items():
            is_number = path == "evaluator.department"
            if path == slip:
                cell = random.choice((1.0, 20.0, 33.5, 1e16) if is_number else _UNREADABLE[types[path]])
                lost.append((PATHS.index(path), f"{path}: {cell}"))
            elif is_number:
                cell = None if row[path] is None else float(row[path])
            else:
                cell = _written(random, row[path], theirs.get(path, {}))
            cells[name].append(cell)
        unread.append(";".join(said for _, said in sorted(lost)))
    schema = {name: pl.Float64 if path == "evaluator.department" else pl.String for name, path in HEADINGS.items()}
    return pl.DataFrame(cells, schema), unread


def _written(random: Random, value: Any, words: Mapping[Any, Sequence[str]]) -> Any:
    """A cell that says a value: some capitals, spaces around it, gaps of any sort."""
    if value is None:
        return random.choice(_GAPS)
    if value in words:
        text = random.choice(words[value])
    elif isinstance(value, bool):
        text = "oui" if value else "non"
    elif isinstance(value, date):
        text = f"{value:%d/%m/%Y}" if random.random() < 0.8 else f"{value.day}/{value.month}/{value.year}"
    else:
        return random.choice((value, f" {value}\n", f"{value},0" if value.isdigit() and len(value) < 4 else value))
    return random.choice((text, text, text.upper(), text.capitalize(), f"  {text}\u202f"))


def as_decided(rows: Sequence[Row], unread: Sequence[str]) -> pl.DataFrame:
    """``COLUMNS`` of such a table, with ``unread``: a row with something unread is a bad one."""
    bad = [None, None, "", "", "", "", "unreadable", None, ""]
    meant = expected(rows).select(COLUMNS)
    found = [bad if lost else row for lost, row in zip(unread, meant.iter_rows(), strict=True)]
    return pl.DataFrame(found, meant.schema, orient="row").with_columns(unread=pl.Series(unread, dtype=pl.String))
