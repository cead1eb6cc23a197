"""The register of the page's statements and the code say the same, in both directions."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import clea_eligibility
from clea_eligibility import GUIDE
from clea_eligibility.dossier import models
from clea_eligibility.rules import guide
from clea_eligibility.text import Language, long_day

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "docs" / "statements.md"
CITATION = re.compile(r"\bS([1-9][0-9]*)\b")
CODE = re.compile(r"`([^`]+)`")
IN_FRENCH = ROOT / "docs" / "fr-enonces.md"
KINDS_IN_FRENCH = {
    "critère": "criterion",
    "paramètre": "parameter",
    "pièce": "document",
    "démarche": "step",
    "information": "narrative",
}
KINDS = {"criterion", "parameter", "document", "step", "narrative"}
DECIDES = {"criterion", "parameter", "document"}


def table(heading: str, register: Path = REGISTER) -> list[list[str]]:
    """The rows of the table under a heading of a register."""
    section = register.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


STATEMENTS = {row[0]: row for row in table("Register")}
LIVES = {number: set(CODE.findall(row[4])) for number, row in STATEMENTS.items()}
RULES = {rule.code: set(rule.statements) for rule in GUIDE.rules}


def cited_by_models() -> Iterator[str]:
    """The statements that a model or one of its enumerations cites."""
    for _, cls in inspect.getmembers(models, inspect.isclass):
        if cls.__module__ == models.__name__:
            yield from citations(inspect.getdoc(cls) or "")


def citations(text: str) -> set[str]:
    return {f"S{number}" for number in CITATION.findall(text)}


def test_the_register_lists_forty_statements_in_order() -> None:
    assert list(STATEMENTS) == [f"S{number}" for number in range(1, 41)]
    assert {row[3] for row in STATEMENTS.values()} == KINDS


def test_every_statement_that_decides_is_cited_by_a_rule_a_rate_or_a_model() -> None:
    cited = set().union(*RULES.values(), *(rate.statements for rate in GUIDE.tariff.rates), cited_by_models())
    assert {number for number, row in STATEMENTS.items() if row[3] in DECIDES} <= cited


def test_every_statement_that_decides_nothing_says_why_or_where_it_shows() -> None:
    silent = [number for number, row in STATEMENTS.items() if row[3] not in DECIDES and not row[4]]
    assert silent == []
    assert all(LIVES[number] or "decided by nobody" in row[4] for number, row in STATEMENTS.items())


def test_rules_cite_the_statements_that_the_register_gives_them() -> None:
    deciding = {number for number, row in STATEMENTS.items() if row[3] in DECIDES}
    registered = {code: {number for number in deciding if code in LIVES[number]} for code in RULES}
    assert registered == RULES


def test_rates_cite_the_statement_that_names_their_amount() -> None:
    amounts = {number: int(found[1]) for number, row in STATEMENTS.items() if (found := re.search(r"€(\d+)", row[2]))}
    assert {rate.statements: rate.euros for rate in GUIDE.tariff.rates} == {
        ("S16", number): euros for number, euros in amounts.items()
    }
    assert {number for number in STATEMENTS if "GUIDE.tariff" in LIVES[number]} == {"S16", *amounts}


def test_everything_that_the_register_points_to_exists() -> None:
    assert [name for names in LIVES.values() for name in names if name not in RULES and not exists(name)] == []


def test_pages_name_what_the_rules_transcribe_and_the_day_on_which_it_was_read() -> None:
    assert GUIDE.source is not None
    pages: dict[str, Language] = {"statements": "en", "fr-enonces": "fr", "fr": "fr"}
    for name, lang in pages.items():
        page = " ".join((ROOT / "docs" / f"{name}.md").read_text("utf-8").split())
        assert "Aides individuelles aux certifications CléA" in page
        assert "aides individuelles aux certifications CléA" in GUIDE.source.title
        assert GUIDE.source.publisher in page
        assert long_day(GUIDE.source.transcribed_on, lang) in page


def exists(name: str) -> bool:
    """Whether a dotted name can be found in the library, or among the names of the guide."""
    first, *rest = name.split(".")
    found = getattr(clea_eligibility, first, getattr(guide, first, None))
    return found is not None and (not rest or rest[0] in dir(found))


def test_models_that_the_register_points_to_cite_the_statement_back() -> None:
    classes = {name: cls for name, cls in vars(models).items() if inspect.isclass(cls)}
    missing = [
        (number, name)
        for number, names in LIVES.items()
        for name in names
        if name.split(".")[0] in classes and number not in citations(classes[name.split(".")[0]].__doc__ or "")
    ]
    assert missing == []


def test_every_citation_names_a_statement_of_the_register() -> None:
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    unknown = {
        (str(path.relative_to(ROOT)), number)
        for path in sources
        for number in citations(path.read_text(encoding="utf-8")) - STATEMENTS.keys()
    }
    assert unknown == set()


def test_the_readings_are_those_of_the_guide_in_its_order_the_defaults_first() -> None:
    rows = [(CODE.findall(row[0])[0], CODE.findall(row[1])[0], row[3]) for row in table("Readings")]
    assert rows == [
        (reading.rule, reading.name, "yes" if GUIDE.rule(reading.rule).reading == reading.name else "no")
        for reading in GUIDE.readings
    ]


def test_the_french_register_has_the_same_statements_kinds_and_rules() -> None:
    def facts(row: list[str], kind: str, nobody: str) -> tuple[str, str, str, set[str], bool]:
        return row[0], row[1].strip("()"), kind, set(CODE.findall(row[4])) & RULES.keys(), row[4].startswith(nobody)

    english = [facts(row, row[3], "decided by nobody") for row in STATEMENTS.values()]
    french = [facts(row, KINDS_IN_FRENCH[row[3]], "aucune règle") for row in table("Relevé", IN_FRENCH)]
    banner = {"banner": "bandeau"}

    assert french == [(number, banner.get(section, section), *rest) for number, section, *rest in english]


def test_the_french_register_names_the_same_amounts_and_readings() -> None:
    def amounts(rows: list[list[str]]) -> list[list[str]]:
        return [re.findall(r"\d+(?= €)|(?<=€)\d+", row[2]) for row in rows]

    readings = [(*CODE.findall(" ".join(row[:2])), row[3] == "oui") for row in table("Lectures", IN_FRENCH)]
    english = [(*CODE.findall(" ".join(row[:2])), row[3] == "yes") for row in table("Readings")]
    assert amounts(table("Relevé", IN_FRENCH)) == amounts(table("Register"))
    assert readings == english
    assert len(table("Passages à une seule lecture", IN_FRENCH)) == len(table("Clauses with one reading"))
