"""The tables and sections of these pages that are made from the rules, as Markdown."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from cases import Case, cases, days_decided, mark, said_day, what_is_said
from words import in_words, noun, value_in_words

from clea_eligibility import FACTS, GUIDE, Decision, Fact, Rule, RuleSet, Status, decide
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.explain import deadlines, parts, sentences
from clea_eligibility.explain.rules import notation, sentence_on
from clea_eligibility.rules import ALWAYS
from clea_eligibility.text import Language, Text, euros, full_day, typeset
from clea_eligibility.wire import PROBLEM_CODES, dossier_from_paths

DOCS = Path(__file__).parent.parent
REGISTERS: Mapping[Language, Path] = MappingProxyType({"fr": DOCS / "fr-enonces.md", "en": DOCS / "statements.md"})
"""The register of the page's statements, in both languages."""

ASKED_ABOUT: Mapping[str, object] = MappingProxyType(
    {
        "filed_on": "2026-02-12",
        "filing_open": True,
        "applicant.is_job_seeker": True,
        "applicant.department": "79",
        "applicant.identity_document.kind": "passport",
        "applicant.identity_document.valid_until": "2031-09-09",
        "applicant.proof_of_residence.issued_on": "2026-01-15",
        "certification.kind": "socle",
        "evaluation.stage": "initial",
        "evaluation.starts_on": "2026-03-12",
        "evaluation.ends_on": "2026-03-20",
        "evaluator.department": "87",
        "evaluator.accreditation.certification": "socle",
        "evaluator.accreditation.valid_from": "2025-01-01",
        "evaluator.accreditation.valid_until": "2027-12-31",
        "quote.from_evaluator": True,
        "quote.names_applicant": True,
    }
)
"""The dossier that the questions are about, by path."""

_TITLES = MappingProxyType(
    {
        "criterion": Text("Critères", "The criteria in brief"),
        "document": Text("Pièces du dossier", "The documents in brief"),
    }
)
_BRIEF_HEADS = (
    Text("Règle", "Rule"),
    Text("Ce qu'elle exige", "What it requires"),
    Text("Énoncés", "Statements"),
)
_FACT_HEADS = (Text("Fait", "fact"), Text("Question", "question"), Text("Qui peut répondre", "answered by"))
_ANSWERING: Mapping[str, Text] = MappingProxyType(
    {
        "applicant": Text("la personne qui demande l'aide", "applicant"),
        "evaluator": Text("l'organisme évaluateur", "evaluator"),
        "region": Text("la Région", "region"),
    }
)
_TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "date": Text("date", "date"),
        "bool": Text("oui ou non", "true or false"),
        "str": Text("code de département", "department code"),
    }
)
_IMPLIED = Text("déduite", "implied")
_DEADLINE_HEADS = (
    Text("Début de l'évaluation", "Evaluation starts"),
    Text("Jour sûr", "Safe day"),
    Text("Dernier jour", "Last day"),
)
_BASES = MappingProxyType(
    {"stated": "stated by the page", "implied": "implied by the page", "changed": "changed; not the page's"}
)
_NOBODY: Mapping[Language, str] = MappingProxyType({"fr": "aucune règle", "en": "decided by nobody"})
_UNDECIDED_HEADS = (
    Text("Énoncé", "statement"),
    Text("Ce que dit la page", "what the page says"),
    Text("Pourquoi l'outil n'en décide pas", "why no rule decides it"),
)
_SAME_DOSSIER = Text("Le même dossier", "The same dossier")
_STATED = Text("{fact} : {value}", "{fact}: {value}")
_APART = Text(" ; ", "; ")
_NOT_KNOWN = Text("non précisé", "not stated")
_THE_RULE = Text("règle respectée", "the rule")
_REMARK = Text("remarque", "remark")
_TARIFF_HEADS = (Text("Certification", "Certification"), Text("Évaluation", "Evaluation"), Text("Montant", "Amount"))
_COLUMNS = 5
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ARTICLE = re.compile(r"^(?:the |le |la |l')")


def rules_page(rules: RuleSet = GUIDE) -> str:
    """Every rule, a section each."""
    return "\n".join(_section(rule, rules) for rule in rules.rules)


def _section(rule: Rule, rules: RuleSet) -> str:
    sentence = sentence_on(rule, "en")
    basis = _BASES[rule.basis]
    lines = [
        f"(rule-{rule.code})=",
        f"## {rule.label('en')}",
        "",
        f"`{rule.code}` · {rule.group} · {basis} · {', '.join(rule.statements)}",
        "",
        *([sentence, ""] if sentence is not None else []),
        f"**Requires:** {in_words(rule.requires, 'en')}.<br>",
        f"`{notation(rule.requires)}`",
        "",
    ]
    if rule.applies != ALWAYS:
        words = in_words(rule.applies, "en")
        when = words if words.startswith("unless") else f"when {words}"
        lines += [f"**Applies** {when}.<br>", f"`{notation(rule.applies)}`", ""]
    if rule.presumed is not None:
        when = "whenever it is unknown" if rule.presumed == ALWAYS else f"when {in_words(rule.presumed, 'en')}"
        lines += [f"**Presumed** {when}.", ""]
    others = [reading for reading in rules.readings_of(rule.code) if reading.name != rule.reading]
    if others:
        lines += [f"**Read** as `{rule.reading}`. Other admissible [readings](readings.md):", ""]
        lines += [f"- `{reading.name}`: {in_words(reading.requires, 'en')}." for reading in others]
        lines += [""]
    lines += ["{.grid}", *_cases_table(rule, rules), ""]  # a table on a phone, too
    said = what_is_said(rule, rules)
    if said:
        lines += ["Where it is not met, the library says, for instance:", "", f"> {said}", ""]
    return "\n".join(lines)


def _cases_table(rule: Rule, rules: RuleSet) -> list[str]:
    facts, found = cases(rule, rules)
    columns = _reading_names(rule, rules) or [_THE_RULE.en]
    rows = []
    for case in found:
        statuses = case.statuses if len(case.statuses) == len(columns) else case.statuses * len(columns)
        rows.append([*(_cell(case, fact) for fact in facts), *(mark(status, "en") for status in statuses)])
    return _table([*(_head(fact, "en") for fact in facts), *columns], rows)


def _cell(case: Case, fact: Fact) -> str:
    said = case.said.get(fact.path, "")
    return f"**{said}**" if case.moved == fact.path else said


def _head(fact: Fact, lang: Language) -> str:
    return _ARTICLE.sub("", noun(fact.path, lang))


def _reading_names(rule: Rule, rules: RuleSet) -> list[str]:
    """As they stand over columns: a narrow one may break them after an underscore."""
    return [f"`{reading.name}`".replace("_", "_\u200b") for reading in rules.readings_of(rule.code)]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *(f"| {' | '.join(row)} |" for row in rows)]


def rules_in_brief(lang: Language, rules: RuleSet = GUIDE) -> str:
    """Every rule in one line: what it requires, and the statements that it rests on."""
    heads = [head.say(lang) for head in _BRIEF_HEADS]
    parts = []
    for group, title in _TITLES.items():
        rows = [
            [
                f"[{rule.label(lang)}](#rule-{rule.code})",
                sentence_on(rule, lang) or rule.label(lang),
                _rests_on(rule, lang),
            ]
            for rule in rules.rules
            if rule.group == group
        ]
        parts += [f"## {title.say(lang)}", "", *_table(heads, rows), ""]
    return "\n".join(parts)


def deadlines_table(lang: Language, first: str, last: str) -> str:
    """For each day on which an evaluation could start, the safe and the last day to file."""
    heads = [head.say(lang) for head in _DEADLINE_HEADS]
    found = deadlines(date.fromisoformat(first), date.fromisoformat(last), lang)
    rows = [[full_day(day, lang) for day in (row.starts_on, row.safe, row.last) if day] for row in found]
    return "\n".join(_table(heads, rows))


def _rests_on(rule: Rule, lang: Language) -> str:
    return ", ".join(rule.statements) + (f" ({_IMPLIED.say(lang)})" if rule.basis == "implied" else "")


def tariff_table(lang: Language, rules: RuleSet = GUIDE) -> str:
    """The flat amounts."""
    rows = [
        [value_in_words(rate.kind, lang), value_in_words(rate.stage, lang), euros(rate.euros, lang)]
        for rate in rules.tariff.rates
    ]
    return "\n".join(_table([head.say(lang) for head in _TARIFF_HEADS], rows))


def facts_table(lang: Language) -> str:
    """Every fact that a dossier may state."""
    rows = [
        [f"`{fact.path}`<br>{_type_in_words(fact, lang)}", fact.question(lang), _ANSWERING[fact.answered_by].say(lang)]
        for fact in FACTS
    ]
    return "\n".join(_table([head.say(lang) for head in _FACT_HEADS], rows))


def _type_in_words(fact: Fact, lang: Language) -> str:
    if fact.type == "enum":
        said = dict(fact.choices(lang)) if lang == "fr" else {}  # the codes are English already
        return " · ".join(f"`{value}` ({said[value]})" if value in said else f"`{value}`" for value in fact.values)
    return _TYPES[fact.type].say(lang)


def problem_codes_table() -> str:
    """The codes that problems with a dossier may have."""
    return "\n".join(_table(["code", "meaning"], [[f"`{code}`", meaning] for code, meaning in PROBLEM_CODES.items()]))


def undecided_table(lang: Language) -> str:
    """The statements of the register that nobody decides, with the reason."""
    lines = REGISTERS[lang].read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| S")]
    undecided = [
        [number, said, re.sub(f"^{_NOBODY[lang]}[^:]*: ", "", why)]
        for number, _, said, _, why in (row for row in rows if len(row) == _COLUMNS)
        if why.startswith(_NOBODY[lang])
    ]
    return "\n".join(_table([head.say(lang) for head in _UNDECIDED_HEADS], undecided))


def decided_dossier(expected: str, lines: Sequence[str], lang: Language) -> str:
    """The dossier that the questions are about, with other facts, and what the library says of it.

    Each line states a fact in JSON: ``filed_on = "2026-02-20"``. ``expected`` is the decision by hand, such as
    ``ineligible: filed_three_weeks_before``; it must come out.

    Raises:
        ValueError: Another decision came out.
    """
    changes = {path.strip(): json.loads(value) for path, _, value in (line.partition("=") for line in lines)}
    decision = decide(dossier_from_paths({**ASKED_ABOUT, **changes}))
    found = _in_short(decision)
    if found != expected:
        raise ValueError(f"expected {expected!r}, got {found!r}, of {changes}")
    stated = _APART.say(lang).join(
        _STATED.say(lang, fact=_head(FACT_BY_PATH[path], lang), value=_said(value, lang))
        for path, value in changes.items()
    )
    verdict, *more = parts(decision, lang)[0].lines[:-1]
    reasons = [one.text for one in sentences(decision, lang) if one.status is Status.VIOLATED]
    items = [*reasons, *(fact.question(lang) for fact in decision.missing)]
    first = typeset(_SAME_DOSSIER.say(lang) + (f" ({stated})" if stated else ""), lang)
    return "\n".join([f"> *{first}*<br>", " ".join([f"> **{verdict}**", *more]), *(f">\n> - {item}" for item in items)])


def _in_short(decision: Decision) -> str:
    """A decision in the words of a test: its outcome, and the amount, the reasons or what is missing."""
    codes = [finding.rule.code for finding in decision.reasons] or [fact.path for fact in decision.missing]
    return f"{decision.outcome}: {', '.join(codes) or decision.amount}"


def _said(value: object, lang: Language) -> str:
    """A value as JSON has it, in words."""
    if value is None:
        return _NOT_KNOWN.say(lang)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return said_day(date.fromisoformat(value), lang)
    return value_in_words(value, lang)


def decided_table(code: str, lines: Sequence[str], lang: Language, names: Sequence[str] = ()) -> str:
    """Days written by hand, and how a rule stands on them under each of its readings.

    The first line names the date facts; each other line gives a day for each, then perhaps ``#`` and a remark.
    ``names`` stand over the columns of the readings, in place of their codes.
    """
    rule = GUIDE.rule(code)
    facts = [FACT_BY_PATH[path.strip()] for path in lines[0].split(",")]
    rows = []
    for line in lines[1:]:
        written, _, remark = line.partition("#")
        days = [date.fromisoformat(day.strip()) for day in written.split(",")]
        found = days_decided(rule, GUIDE, dict(zip([fact.path for fact in facts], days, strict=True)))
        rows.append([*(said_day(day, lang) for day in days), *(mark(one, lang) for one in found), remark.strip()])
    heads = [*(_head(fact, lang) for fact in facts), *(names or _reading_names(rule, GUIDE) or [_THE_RULE.say(lang)])]
    if any(row[-1] for row in rows):
        return "\n".join(_table([*heads, _REMARK.say(lang)], rows))
    return "\n".join(_table(heads, [row[:-1] for row in rows]))
