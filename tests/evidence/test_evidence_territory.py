"""Postal codes and commune codes to departments: on every commune of the official list."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clea_eligibility import FACTS, CleaError
from clea_eligibility.evidence import department_of

REGION = {"16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"}
DEPARTMENTS = next(fact.values for fact in FACTS if fact.path == "applicant.department")

Table = dict[str, dict[str, set[str]]]
"""Departments by kind and code."""


def official_list() -> Table:
    table: Table = defaultdict(lambda: defaultdict(set))
    for line in (Path(__file__).parent / "data" / "communes.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, department, *ranges = line.split()
            for code in (code for codes in ranges for code in every_code(codes)):
                table[kind][code].add(department)
    return table


def every_code(codes: str) -> Iterator[str]:
    first, _, last = codes.partition("-")
    for number in range(int(first[2:]), int((last or first)[2:]) + 1):
        yield f"{first[:2]}{number:03}"


LIST = official_list()


def test_the_list_is_whole() -> None:
    in_region = [code for code, departments in LIST["commune"].items() if departments <= REGION]
    postal_codes = [code for code, departments in LIST["postal"].items() if departments & REGION]
    assert (len(LIST["commune"]), len(in_region), len(postal_codes)) == (34_969, 4_293, 661)
    assert all(len(LIST[kind][code]) == 1 for kind in ("commune", "part", "former") for code in LIST[kind])


def test_every_commune_gives_its_department() -> None:
    wrong = {code for code, of in LIST["commune"].items() if {department_of(commune=code)} != of}
    assert wrong == set()


def test_every_part_of_a_commune_gives_its_department_of_today() -> None:
    wrong = {code for code, of in LIST["part"].items() if {department_of(commune=code)} != of}
    assert wrong == set()


def test_every_code_that_left_use_gives_todays_department_but_for_departments_that_were_split() -> None:
    split = {"20": None, "75": "75", "78": "78"}
    for code, of in LIST["former"].items():
        found = department_of(commune=code)
        if {found} != of:
            assert code[:2] in split
            assert found == split[code[:2]]
            assert not of & REGION


@pytest.mark.parametrize(("code", "department"), [("97123", "977"), ("97127", "978"), ("97124", "971")])
def test_the_islands_that_left_guadeloupe_give_the_department_of_today(code: str, department: str) -> None:
    assert department_of(commune=code) == department


def test_the_postal_codes_that_look_like_their_old_codes_stay_in_guadeloupe() -> None:
    assert department_of(postal_code="97123") == department_of(postal_code="97127") == "971"


def test_every_postal_code_is_right_about_the_region_or_silent() -> None:
    for code, of in LIST["postal"].items():
        found = department_of(postal_code=code)
        assert found is None or {found in REGION} == {department in REGION for department in of}, code


def test_only_two_postal_codes_of_the_list_are_silent() -> None:
    assert [code for code in sorted(LIST["postal"]) if department_of(postal_code=code) is None] == ["37120", "37160"]


def test_any_other_postal_code_gives_its_department_or_one_of_those_that_share_it() -> None:
    for code in LIST["postal"].keys() - {"37120", "37160"}:
        assert department_of(postal_code=code) in LIST["postal"][code], code


@pytest.mark.parametrize(
    ("code", "department"),
    [
        ("01000", "01"),
        ("09000", "09"),
        ("33077", "33"),  # Bordeaux CEDEX
        ("87032", "87"),  # Limoges CEDEX
        ("49300", "49"),  # Cholet
        ("33220", "33"),  # also two communes of Dordogne
        ("75012", "75"),
        ("92800", "92"),
        ("20000", "2A"),
        ("20190", "2A"),
        ("20200", "2B"),
        ("20620", "2B"),
        ("20303", "2A"),  # hospital of Ajaccio
        ("20401", "2B"),  # Bastia CEDEX
        ("20700", "2A"),  # Ajaccio CEDEX
        ("97110", "971"),
        ("97133", "977"),
        ("97150", "978"),
        ("97200", "972"),
        ("97300", "973"),
        ("97400", "974"),
        ("97500", "975"),
        ("97600", "976"),
        ("98413", "984"),
        ("98600", "986"),
        ("98714", "987"),
        ("98799", "989"),
        ("98800", "988"),
        ("98000", "99"),  # Monaco
        ("98099", "99"),
    ],
)
def test_a_postal_code_gives_its_department(code: str, department: str) -> None:
    assert department_of(postal_code=code) == department


@pytest.mark.parametrize(
    "code", ["37160", "37120", "00100", "00000", "20500", "20999", "96000", "97000", "97900", "98100", "98500", "99138"]
)
def test_a_postal_code_that_cannot_tell_is_silent(code: str) -> None:
    assert department_of(postal_code=code) is None


@pytest.mark.parametrize(
    ("code", "department"),
    [
        ("33063", "33"),
        ("86042", "86"),  # Buxeuil, postal code 37160
        ("37080", "37"),  # Descartes, postal code 37160
        ("24335", "24"),  # postal code 33220
        ("79224", "49"),  # Le Puy-Saint-Bonnet, in Cholet
        ("49099", "49"),
        ("75056", "75"),
        ("75112", "75"),
        ("13201", "13"),
        ("01001", "01"),
        ("2A004", "2A"),
        ("2B033", "2B"),
        ("97105", "971"),
        ("97411", "974"),
        ("97701", "977"),
        ("98735", "987"),
        ("99138", "99"),  # Monaco
        ("99134", "99"),  # Spain
        ("44060", "49"),  # in Ingrandes-le-Fresne-sur-Loire
        ("49144", "44"),  # in Vallons-de-l'Erdre
    ],
)
def test_a_commune_code_gives_the_department_of_its_territory(code: str, department: str) -> None:
    assert department_of(commune=code) == department


@pytest.mark.parametrize("code", ["99100", "20004", "00000", "96001", "97001", "98000"])
def test_a_commune_code_of_no_department_is_silent(code: str) -> None:
    assert department_of(commune=code) is None


@given(st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_any_five_digits_give_a_department_or_nothing(code: str) -> None:
    for found in (department_of(postal_code=code), department_of(commune=code)):
        assert found is None or found in DEPARTMENTS


NO_CODES = [
    "",
    "75",
    "1000",
    "330000",
    "33 000",
    "33000 ",
    " 33000",
    "33000\n",
    "FR-33",
    "٣٣٠٠٠",
    "2a004",
    "2C004",
    "A2004",
]


@pytest.mark.parametrize("code", [*NO_CODES, "2A004"])
def test_what_is_no_postal_code_is_refused(code: str) -> None:
    with pytest.raises(CleaError, match=r"^postal_code: expected five digits, such as '33000' or '01000', got '"):
        department_of(postal_code=code)


@pytest.mark.parametrize("code", NO_CODES)
def test_what_is_no_commune_code_is_refused(code: str) -> None:
    with pytest.raises(CleaError, match=r"^commune: expected the five characters of an INSEE code, such as '33063' or"):
        department_of(commune=code)


@pytest.mark.parametrize("code", [33000, 1000, True, b"33000", ["33000"], 33000.0])
def test_a_code_that_is_no_text_is_refused(code: Any) -> None:
    with pytest.raises(CleaError, match=r"^postal_code: "):
        department_of(postal_code=code)
    with pytest.raises(CleaError, match=r"^commune: "):
        department_of(commune=code)


@pytest.mark.parametrize("codes", [{}, {"postal_code": "33000", "commune": "33063"}])
def test_one_code_is_given_and_not_two(codes: dict[str, Any]) -> None:
    with pytest.raises(CleaError, match=r"^expected a postal_code or a commune: one of the two$"):
        department_of(**codes)


@pytest.mark.parametrize("codes", [{"postal_code": None}, {"commune": None}])
def test_what_a_record_does_not_have_is_unknown(codes: dict[str, Any]) -> None:
    assert department_of(**codes) is None
