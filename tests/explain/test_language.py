"""French and English as they are written.

``~`` stands for the no-break space and ``^`` for the narrow one, so that they can be seen.
"""

from datetime import date

import pytest

from clea_eligibility.text import Text, euros, listed, long_day, quoted, typeset


def visible(text: str) -> str:
    """The text with its unbreakable spaces made visible."""
    return text.replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(
    ("day", "fr", "en"),
    [
        (date(2026, 3, 1), "1er mars 2026", "1 March 2026"),
        (date(2026, 8, 2), "2 août 2026", "2 August 2026"),
        (date(2024, 2, 29), "29 février 2024", "29 February 2024"),
        (date(2026, 12, 21), "21 décembre 2026", "21 December 2026"),
    ],
)
def test_a_day_is_written_in_full(day: date, fr: str, en: str) -> None:
    assert (long_day(day, "fr"), long_day(day, "en")) == (fr, en)


def test_typesetting_twice_changes_nothing_more() -> None:
    once = typeset("« Quel jour ? » : 450 € ; oui !", "fr")
    assert visible(once) == "«^Quel jour^?^»~: 450~€^; oui^!"
    assert typeset(once, "fr") == once


def test_amounts_lists_and_quotes_follow_their_language() -> None:
    assert visible(euros(12450, "fr")) == "12^450~€"
    assert euros(12450, "en") == "€12,450"
    assert listed(["a"], Text("et", "and"), "fr") == "a"
    assert listed(["a", "b", "c"], Text("et", "and"), "fr") == "a, b et c"
    assert (visible(quoted("a", "fr")), quoted("a", "en")) == ("«^a^»", '"a"')
