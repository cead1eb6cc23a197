"""French and English as they are written: long dates, amounts, lists, and the spaces that never break."""

from collections.abc import Mapping, Sequence
from datetime import date

from clea_eligibility.errors import LANGUAGES, NARROW_NO_BREAK, NO_BREAK, Language, Text, in_french, known_language

__all__ = [
    "LANGUAGES",
    "NARROW_NO_BREAK",
    "NO_BREAK",
    "Language",
    "Text",
    "euros",
    "full_day",
    "in_french",
    "known_language",
    "listed",
    "long_day",
    "number",
    "quoted",
    "short_day",
    "typeset",
    "weekday",
]


def _words(fr: str, en: str) -> Mapping[str, list[str]]:
    return {"fr": fr.split(), "en": en.split()}


_MONTHS = _words(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "January February March April May June July August September October November December",
)
_SHORT_MONTHS = _words(
    "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)


def long_day(day: date, lang: Language) -> str:
    """A day in full.

    >>> long_day(date(2026, 3, 1), "fr"), long_day(date(2026, 3, 1), "en")
    ('1er mars 2026', '1 March 2026')
    """
    return _day(day, _MONTHS, lang)


_WEEKDAYS = _words(
    "lundi mardi mercredi jeudi vendredi samedi dimanche", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)


def weekday(day: date, lang: Language) -> str:
    """The name of a day of the week.

    >>> weekday(date(2026, 3, 1), "fr"), weekday(date(2026, 3, 1), "en")
    ('dimanche', 'Sunday')
    """
    return _WEEKDAYS[known_language(lang)][day.weekday()]


def full_day(day: date, lang: Language) -> str:
    """A day in full, with its weekday.

    >>> full_day(date(2026, 3, 1), "fr"), full_day(date(2026, 3, 2), "en")
    ('dimanche 1er mars 2026', 'Monday 2 March 2026')
    """
    return f"{weekday(day, lang)} {long_day(day, lang)}"


def short_day(day: date, lang: Language) -> str:
    """A day where there is little room.

    >>> short_day(date(2026, 4, 1), "fr"), short_day(date(2026, 4, 1), "en")
    ('1er avr. 2026', '1 Apr 2026')
    """
    return _day(day, _SHORT_MONTHS, lang)


def _day(day: date, months: Mapping[str, list[str]], lang: Language) -> str:
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{number} {months[known_language(lang)][day.month - 1]} {day.year}"


def number(count: int, lang: Language) -> str:
    r"""A whole number, its thousands apart.

    >>> number(12345, "en"), ascii(number(12345, "fr"))
    ('12,345', "'12\\u202f345'")
    """
    grouped = f"{count:,}"
    return grouped if known_language(lang) == "en" else grouped.replace(",", NARROW_NO_BREAK)


def euros(amount: int, lang: Language) -> str:
    r"""A whole number of euros.

    >>> euros(1450, "en"), ascii(euros(450, "fr"))
    ('€1,450', "'450\\xa0\\u20ac'")
    """
    grouped = number(amount, lang)
    return f"{grouped}{NO_BREAK}€" if lang == "fr" else f"€{grouped}"


def quoted(words: str, lang: Language) -> str:
    """Words between the quotation marks of the language."""
    return f"«{NARROW_NO_BREAK}{words}{NARROW_NO_BREAK}»" if known_language(lang) == "fr" else f'"{words}"'


def listed(items: Sequence[str], last: Text, lang: Language) -> str:
    """Items as a sentence lists them: at least one, with ``last`` before the last of several.

    >>> listed(["a", "b", "c"], Text("et", "and"), "en")
    'a, b and c'
    """
    *first, end = items
    return f"{', '.join(first)} {last.say(lang)} {end}" if first else end


def typeset(text: str, lang: Language) -> str:
    r"""The text with the unbreakable spaces of the language: none in English.

    In French a narrow one stands before ``;``, ``!`` and ``?`` and inside quotation marks, a wide one before ``:`` and
    ``€`` and inside dates; apostrophes are curly. Text that has them already stays as it is.

    >>> typeset("Quel jour ?", "fr")
    'Quel jour\u202f?'
    """
    return text if known_language(lang) == "en" else in_french(text)
