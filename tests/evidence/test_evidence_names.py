"""The name on a quote and the names on record: examples by hand, and the noise that must not matter."""

import re
from collections.abc import Callable
from functools import partial
from html.entities import codepoint2name
from itertools import permutations
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clea_eligibility import CleaError
from clea_eligibility.evidence import same_person

FRANCECONNECT = {"birth_family_name": "LEVEQUE", "used_family_name": "DUPOND", "given_names": "MARIE ANGE JEANNE"}


@pytest.mark.parametrize(
    "quote_name",
    [
        "Marie-Ange LÉVÊQUE",
        "LEVEQUE marie ange",
        "Lévêque Marie-Ange Jeanne",
        "Marie-Ange DUPOND",
        "Mme Marie-Ange DUPOND",
        "Madame DUPOND, Marie-Ange",
        "Mme DUPOND née LÉVÊQUE Marie-Ange",
        "DUPOND-LEVEQUE Marie Ange",
        "Marieange Dupond",
        "MARIE DUPOND",  # the first of the names, separated by spaces
        "Marie J. Dupond",
        "Jeanne Marie-Ange Dupond",
        "Marie‑Ange\N{NO-BREAK SPACE}Dupond",
        "Ｍａｒｉｅ Ｄｕｐｏｎｄ",
        "Ma\N{SOFT HYPHEN}rie Dupond",
        "Mᵐᵉ Marie Dupond",
        "Melle Marie Dupond",
        "DUPOND vve LEVEQUE Marie",
        "Dr Marie Dupond",
    ],
)
def test_the_quote_of_the_same_person(quote_name: str) -> None:
    assert same_person(quote_name, **FRANCECONNECT) is True


@pytest.mark.parametrize(
    ("quote_name", "family_name", "given_names"),
    [
        ("Thomas d’Artagnan", "D'ARTAGNAN", "Thomas"),
        ("Thomas Dartagnan", "d'Artagnan", "Thomas"),
        ("N'Diaye Awa", "NDIAYE", "Awa"),
        ("Hina ʻĪtaʻeta", "ITA ETA", "Hina"),
        ("Anne LEGOFF", "Le Goff", "Anne"),
        ("Anne LE GOFF", "Legoff", "Anne"),
        ("COEURDELION Zoé", "Cœurdelion", "Zoë"),
        ("Laetitia Strauss", "STRAUẞ", "Lætitia"),
        ("Lukasz Wojcik", "Wójcik", "Łukasz"),
        ("Pierre Jean", "Jean", "Pierre"),  # both are given names
        ("Martin Martin", "MARTIN", "Martin"),
        ("M. Ne Nguyen", "Nguyen", "Ne"),  # no link between two names here
        ("Jean Pierre Dupont", "Dupont", "Jean-Pierre"),
        ("Jean-Pierre Dupont", "Dupont", "Jean Pierre"),
        ("Jeanpierre Dupont", "Dupont", "Jean Pierre Marie"),
        ("Maria Garcia Lopez", "García López", "María"),
    ],
)
def test_the_same_name_written_in_another_way(quote_name: str, family_name: str, given_names: str) -> None:
    assert same_person(quote_name, birth_family_name=family_name, given_names=given_names) is True


@pytest.mark.parametrize(
    ("quote_name", "family_name", "given_names"),
    [
        ("Marie LEFEVRE", "LEFEBVRE", "Marie"),
        ("Marie LEFEBVRE", "Lefèvre", "Marie"),
        ("Marie MARTINEZ", "Martin", "Marie"),
        ("Marie MARTIN", "Martinez", "Marie"),
        ("Paul DUPONT", "Dupont", "Jean Pierre"),
        ("Jeanne DUPONT", "Dupont", "Jean"),
        ("P. DUPONT", "Dupont", "Jean"),
        ("Martin Martin", "Martin", "Jean"),
        ("Jean DUPONT-DURAND", "Durant", "Jean"),
        ("Maria GARCIA PEREZ", "García López", "María"),
        ("Paul GARCIA", "García López", "María"),
        ("Jean de la TOUR", "de la Fontaine", "Jean"),
        ("M. L. DUPUIS", "Lévêque", "Marie"),
        ("Marie ST MARTIN", "Saint-Marcel", "Marie"),
        ("Paul ST MARTIN", "Saint-Martin", "Marie"),
        ("Marie MARTINEZ-DURAND", "Martin", "Paul"),
        ("MARIEMARTINEZ", "Martin", "Marie"),  # glued, but there is more than the names on record
        ("Paul DE LA ROCHEFOUCAULD", "de la Rochefoucauld-Montmorency", "Marie"),
        ("Marie VANDENBROUC", "Vandenbrouck", "Marie"),  # eleven letters: too short to have been cut
    ],
)
def test_the_quote_of_another_person(quote_name: str, family_name: str, given_names: str) -> None:
    assert same_person(quote_name, birth_family_name=family_name, given_names=given_names) is False


@pytest.mark.parametrize(
    ("quote_name", "family_name", "given_names"),
    [
        ("", "Dupont", "Jean"),
        ("M. DUPONT", "Dupont", "Jean"),  # no given name
        ("Jean", "Dupont", "Jean"),  # no family name
        ("J. DUPONT", "Dupont", "Jean"),
        ("J.-P. DUPONT", "Dupont", "Jean-Pierre"),
        ("JP DUPONT", "Dupont", "Jean-Pierre"),
        ("Jean D.", "Dupont", "Jean"),
        ("Alex DUPONT", "Dupont", "Alexandre"),
        ("Jean DUPONT", "Dupont", "Jean-Pierre"),
        ("Jean DUPONT", "Dupont", "Jean Pierre, Marie"),  # the comma says that the space joins
        ("Jean-Marie DUPONT", "Dupont", "Jean Pierre"),
        ("Pierre DUPONT", "Dupont", "Jean Pierre"),  # not the first
        ("Ange-Marie DUPONT", "Dupont", "Marie-Ange"),
        ("Maria GARCIA", "García López", "María"),  # half of the family name
        ("Jean FONTAINE", "de la Fontaine", "Jean"),
        ("Jean DUPONT-DURAND", "Dupont", "Jean"),  # a name in use that is not on record?
        ("Jean DUPONT / Marie DUPONT", "Dupont", "Jean"),  # two people
        ("Jean DUPONT", "Dupont", ""),
        ("Jean DUPONT", "", "Jean"),
        ("Jean MUELLER", "Müller", "Jean"),  # as an identity document spells it
        ("Joerg DUPONT", "Dupont", "Jörg"),
        ("Жан ДЮПОН", "Dupont", "Jean"),
        ("H?l?ne DUPONT", "Dupont", "Hélène"),
        ("H\N{REPLACEMENT CHARACTER}l\N{REPLACEMENT CHARACTER}ne DUPONT", "Dupont", "Hélène"),
        ("HÃ©lÃ¨ne DUPONT", "Dupont", "Hélène"),
        ("Hélène DUPONT", "Dupont", "HÃ©lÃ¨ne"),  # damaged on record
        ("PÃ\N{NO-BREAK SPACE}lma DUPONT", "Dupont", "Pàlma"),
        ("Jean GARCÃA", "García", "Jean"),  # a soft hyphen, lost
        ("JeanÂ\N{NO-BREAK SPACE}DUPONT", "Dupont", "Jean"),
        ("AnaÃŠlle DUPONT", "Dupont", "Anaêlle"),
        ("H&eacute;l&egrave;ne DUPONT", "Dupont", "Hélène"),
        ("Thomas d&#39;Artagnan", "d'Artagnan", "Thomas"),
        ("H_l_ne DUPONT", "Dupont", "Hélène"),
        ("Jean DUP0NT", "Dupont", "Jean"),  # a digit
        ("Marie DUPONT?", "Dupont", "Marie"),  # the end of another name?
        ("Marie ST MARTIN", "Saint-Martin", "Marie"),
        ("Marie SAINT MARTIN", "St-Martin", "Marie"),
        ("Marie STE-FOY", "Sainte-Foy", "Marie"),
        ("Marie de STMARTIN", "de Saint-Martin", "Marie"),
        ("MARIEDUPONT", "Dupont", "Marie"),
        ("DupontMarie", "Dupont", "Marie"),
        ("MmeDupont Marie", "Dupont", "Marie"),
        ("Jean-PierreDUPONT", "Dupont", "Jean-Pierre"),
        ("Marie DE LA ROCHEFOUCAULD-", "de la Rochefoucauld-Montmorency", "Marie"),  # 20 characters
        ("DE LA ROCHEFOUCAULD M Marie", "de la Rochefoucauld-Montmorency", "Marie"),
        ("Marie de la Rochefoucauld-Montmorency", "DE LA ROCHEFOUCAULDMO", "Marie"),  # cut on record
        ("Marie VANDENBROUCK", "Vandenbroucke", "Marie"),
        ("Jean DUPONT", "Дюпон", "Jean"),
        ("Jean DUPONT", "Dupont", "让"),
    ],
)
def test_a_quote_to_look_at(quote_name: str, family_name: str, given_names: str) -> None:
    assert same_person(quote_name, birth_family_name=family_name, given_names=given_names) is None


def test_a_list_of_given_names_says_which_one_is_compound() -> None:
    for given_names, expected in (
        (["Jean", "Pierre"], True),
        (["Jean Pierre"], None),
        (("Jean-Pierre", "Marie"), None),
    ):
        assert same_person("Jean DUPONT", birth_family_name="Dupont", given_names=given_names) is expected


@pytest.mark.parametrize(("length", "expected"), [(500, True), (501, None)])
def test_names_of_more_than_500_characters_are_for_somebody_to_look_at(length: int, expected: bool | None) -> None:
    others = "a" * (length - len("Jean DUPONT" + "Dupont" + "Jean"))
    assert same_person("Jean DUPONT", birth_family_name="Dupont", given_names=["Jean", others]) is expected


def test_a_used_name_alone_is_not_the_birth_name() -> None:
    assert same_person("Marie DUPOND", birth_family_name="LEVEQUE", given_names="Marie") is False


def test_a_used_name_equal_to_the_birth_name_adds_nothing() -> None:
    record = {"birth_family_name": "LEVEQUE", "used_family_name": "Lévêque", "given_names": "Marie"}
    assert same_person("Marie LEVEQUE", **record) is True
    assert same_person("Paul LEVEQUE", **record) is False


NAMES = st.text("abcdeilmnorstu", min_size=2, max_size=6)
ACCENTS = ["", "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING CIRCUMFLEX ACCENT}"]


@st.composite
def noisy(draw: st.DrawFn, words: list[str]) -> str:
    """The words in another case, with other accents and other separators."""

    def letter(plain: str) -> str:
        cased = draw(st.sampled_from([plain, plain.upper()]))
        return normalize("NFC", cased + draw(st.sampled_from(ACCENTS)))

    # No NO-BREAK SPACE: after Â, it may be one that was read as Latin-1.
    separators = st.sampled_from([" ", "-", "’", "'", ", ", "\N{NARROW NO-BREAK SPACE}"])
    return "".join("".join(map(letter, word)) + draw(separators) for word in words)


@given(st.data(), NAMES, st.lists(NAMES, min_size=1, max_size=3), st.booleans())
def test_case_accents_separators_and_order_never_hide_the_same_person(
    data: st.DataObject, family_name: str, given_names: list[str], family_first: bool
) -> None:
    words = [family_name, *given_names] if family_first else [*given_names, family_name]
    quote_name = data.draw(noisy(words))
    assert same_person(quote_name, birth_family_name=family_name, given_names=given_names) is True


@given(st.data(), st.lists(NAMES, min_size=1, max_size=4), NAMES, NAMES, st.lists(NAMES, min_size=1, max_size=3))
def test_case_accents_and_separators_never_change_the_answer(
    data: st.DataObject, quote: list[str], birth: str, used: str, given_names: list[str]
) -> None:
    record = {"birth_family_name": birth, "used_family_name": used}
    plain = same_person(" ".join(quote), **record, given_names=given_names)
    changed = {name: data.draw(noisy([value])) for name, value in record.items()}
    noise = same_person(data.draw(noisy(quote)), **changed, given_names=[data.draw(noisy([n])) for n in given_names])
    assert noise is plain


def _recoded(name: str, written_in: str, read_as: str) -> str:
    return name.encode(written_in, errors="replace").decode(read_as, errors="replace")


@pytest.mark.parametrize("quote_name", ["DUPONT HÔLÔNE", "DUPONT HÚLÞNE", "DUPONT HƒLéNE", "DUPONT HÈLËNE"])
def test_a_name_read_as_dos_or_a_mac_wrote_it_is_looked_at(quote_name: str) -> None:
    """``É`` of DOS, of Windows read by DOS, of a Mac, and of Windows read by a Mac."""
    assert same_person(quote_name, birth_family_name="DUPONT", given_names="HÉLÈNE MARIE") is not False
    assert same_person("DUPONT HÉLÈNE", birth_family_name="DUPONT", given_names=quote_name[7:]) is not False
    assert same_person("DUPONT HÔLÔNE", birth_family_name="DUPONT", given_names="JULIE") is False


DAMAGES: list[Callable[[str], str]] = [
    lambda name: name.encode("utf-8").decode("latin-1"),
    lambda name: name.encode("utf-8").decode("cp1252", errors="replace"),
    lambda name: name.encode("ascii", errors="replace").decode(),
    lambda name: name.encode("utf-8").decode("ascii", errors="replace"),
    lambda name: name.encode("ascii", errors="xmlcharrefreplace").decode(),
    lambda name: "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c for c in name),
    lambda name: re.sub("saint", "St", name, flags=re.IGNORECASE),
    lambda name: name.replace(" ", ""),
    *(
        partial(_recoded, written_in=written_in, read_as=read_as)
        for written_in, read_as in permutations(("cp1252", "cp850", "mac_roman"), 2)
    ),
]
FRENCH_NAMES = ["Hélène", "Noël", "Gaëlle", "François", "Élodie", "Bâtiment", "Jérôme-Édouard", "Maëlys", "Œuvrard"]
FAMILY_NAMES = ["Lefèvre", "Saint-Père", "de la Noë", "Müller", "García Ñíguez", "Sainte-Croix-Élysée", "L'Hôpital"]


@given(st.sampled_from(FRENCH_NAMES), st.sampled_from(FAMILY_NAMES), st.sampled_from(DAMAGES), st.booleans())
def test_a_damaged_name_is_never_another_name(
    given_name: str, family_name: str, damage: Callable[[str], str], is_upper: bool
) -> None:
    if is_upper:
        given_name, family_name = given_name.upper(), family_name.upper()
    whole, damaged = f"{given_name} {family_name}", damage(f"{given_name} {family_name}")
    assert same_person(damaged, birth_family_name=family_name, given_names=[given_name]) is not False
    assert same_person(whole, birth_family_name=damage(family_name), given_names=[damage(given_name)]) is not False


@given(st.text(), st.text(), st.none() | st.text(), st.text() | st.lists(st.text()))
def test_any_text_gives_an_answer(quote_name: str, birth: str, used: str | None, given_names: str | list[str]) -> None:
    answer = same_person(quote_name, birth_family_name=birth, used_family_name=used, given_names=given_names)
    assert answer in (True, False, None)


@pytest.mark.parametrize("record", [{"quote_name": None}, {"birth_family_name": None}, {"given_names": None}])
def test_a_record_without_a_name_cannot_tell(record: dict[str, Any]) -> None:
    assert same_person(**{"quote_name": "Marie DUPOND", **FRANCECONNECT, **record}) is None


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"quote_name": 33}, "expected names as text, got the number 33"),
        ({"used_family_name": b"DUPOND"}, "expected names as text, got a bytes"),
        ({"given_names": ["Marie", None]}, "expected names as text, got null"),
        ({"given_names": 33}, "expected given names as text or as a list of texts, got the number 33"),
    ],
)
def test_what_is_no_text_is_refused(record: dict[str, Any], message: str) -> None:
    with pytest.raises(CleaError) as caught:
        same_person(**{"quote_name": "Marie DUPOND", **FRANCECONNECT, **record})
    assert str(caught.value) == message
