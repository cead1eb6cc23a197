"""The tables and sections of these pages that are made from the rules, as Markdown."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from cases import Case, cases, days_decided, mark, said_day, what_is_said
from words import in_words, noun, value_in_words

from clea_eligibility import FACTS, GUIDE, Fact, Rule, RuleSet
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.explain.rules import notation, sentence_on
from clea_eligibility.rules import ALWAYS
from clea_eligibility.text import Language, Text, euros
from clea_eligibility.wire import PROBLEM_CODES

REGISTER = Path(__file__).parent.parent / "statements.md"
"""The register of the page's statements."""

_GROUPS = MappingProxyType(
    {"criterion": Text("Critères", "criterion"), "document": Text("Pièces du dossier", "document")}
)
_BASES = MappingProxyType(
    {"stated": "stated by the page", "implied": "implied by the page", "changed": "changed; not the page's"}
)
_NOBODY = "decided by nobody"
_THE_RULE = Text("la règle", "the rule")
_TARIFF_HEADS = (Text("Certification", "Certification"), Text("Évaluation", "Evaluation"), Text("Montant", "Amount"))
_ARTICLE = re.compile(r"^(?:the |le |la |l')")


def rules_page(rules: RuleSet = GUIDE) -> str:
    """Every rule, a section each."""
    return "\n".join(_section(rule, rules) for rule in rules.rules)


def _section(rule: Rule, rules: RuleSet) -> str:
    sentence = sentence_on(rule, "en")
    group, basis = _GROUPS[rule.group].en, _BASES[rule.basis]
    lines = [
        f"(rule-{rule.code})=",
        f"## {rule.label('en')}",
        "",
        f"`{rule.code}` · {group} · {basis} · {', '.join(rule.statements)}",
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


def rules_in_french(rules: RuleSet = GUIDE) -> str:
    """Every rule in one line: what it requires, and the statements that it rests on."""
    parts = []
    for group, title in _GROUPS.items():
        rows = [
            [f"[{rule.label('fr')}](#rule-{rule.code})", sentence_on(rule, "fr") or rule.label("fr"), _rests_on(rule)]
            for rule in rules.rules
            if rule.group == group
        ]
        parts += [f"### {title.fr}", "", *_table(["Règle", "Ce qu'elle exige", "Énoncés"], rows), ""]
    return "\n".join(parts)


def _rests_on(rule: Rule) -> str:
    return ", ".join(rule.statements) + " (déduite)" * (rule.basis == "implied")


def tariff_table(lang: Language, rules: RuleSet = GUIDE) -> str:
    """The flat amounts."""
    rows = [
        [value_in_words(rate.kind, lang), value_in_words(rate.stage, lang), euros(rate.euros, lang)]
        for rate in rules.tariff.rates
    ]
    return "\n".join(_table([head.say(lang) for head in _TARIFF_HEADS], rows))


def facts_table() -> str:
    """Every fact that a dossier may state."""
    rows = [[f"`{fact.path}`<br>{_type_in_words(fact)}", fact.question("en"), fact.answered_by] for fact in FACTS]
    return "\n".join(_table(["fact", "question", "answered by"], rows))


def _type_in_words(fact: Fact) -> str:
    if fact.type == "enum":
        return " · ".join(f"`{value}`" for value in fact.values)
    return {"date": "date", "bool": "true or false", "str": "department code"}[fact.type]


def problem_codes_table() -> str:
    """The codes that problems with a dossier may have."""
    return "\n".join(_table(["code", "meaning"], [[f"`{code}`", meaning] for code, meaning in PROBLEM_CODES.items()]))


def undecided_table() -> str:
    """The statements of the register that nobody decides, with the reason."""
    register = REGISTER.read_text(encoding="utf-8").split("\n## Register\n")[1].split("\n## ")[0]
    lines = [line for line in register.splitlines() if line.startswith("| S")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    undecided = [
        [number, said, re.sub(f"^{_NOBODY}[^:]*: ", "", why)]
        for number, _, said, _, why in rows
        if why.startswith(_NOBODY)
    ]
    return "\n".join(_table(["", "what the page says", "why no rule decides it"], undecided))


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
    remarks = any(row[-1] for row in rows)
    return "\n".join(_table([*heads, ""] if remarks else heads, rows if remarks else [row[:-1] for row in rows]))
