"""Questions as they are put to somebody, and what people type for an answer."""

import re
from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact
from clea_eligibility.dossier.models import DEPARTMENTS, CertificationKind, Dossier
from clea_eligibility.errors import CleaError, folded, shown
from clea_eligibility.evidence import department_of
from clea_eligibility.explain._days import papers_ageing
from clea_eligibility.explain._phrases import NAMES
from clea_eligibility.explain._saying import value_said
from clea_eligibility.explain._wordings import CARD_ENDS, CARD_KEYS, Wording
from clea_eligibility.planning._windows import standing_windows
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import LANGUAGES, Language, Text, listed, long_day, quoted, typeset, weekday

QuestionKind = Literal["choice", "date", "text"]
_NOT_OFFERED = (CertificationKind.MANAGEMENT,)
"""Values that are taken, but not offered: the aid does not cover them."""
_OR_LATER = Text("{article} {first} ou après", "{first} or later")
_OR_EARLIER = Text("{article} {last} ou avant", "{last} or earlier")
_FROM_TO = Text(
    "{article} {first} au plus tôt et {article} {last} au plus tard",
    "{first} at the earliest and {last} at the latest",
)
_THEN = Text("Ensuite, il faudrait remplacer {papers}.", "After that, {papers} would have to be replaced.")


@frozen
class Question:
    """One question: what is asked, of which kind, and what it may be answered with."""

    #: The path of the fact, or the name of the record that is asked for in its place.
    key: str
    #: ``choice``, ``date`` or ``text``.
    kind: QuestionKind
    #: The fact; ``None`` where a record is asked for.
    fact: Fact | None
    _wording: Wording
    _values: tuple[Any, ...]
    _dossier: Dossier = field(repr=False)
    _rules: RuleSet = field(repr=False)
    _today: date | None = field(repr=False)

    def text(self, lang: Language = "fr") -> str:
        """What to ask, in French (``fr``) or English (``en``)."""
        asked = self._wording.text
        if self._wording.once is not None:
            path, value, settled = self._wording.once
            asked = settled if FACT_BY_PATH[path].of(self._dossier) == value else asked
        return typeset(asked.say(lang), lang)

    def help(self, lang: Language = "fr") -> str:
        """One line that helps to answer: where the answer stands, an example, and the days that would do."""
        return self._helped(lang, (self._wording.help, self._wording.skip))

    def _helped(self, lang: Language, texts: tuple[Text | None, ...], today: date | None = None) -> str:
        """Some texts, then the days that would do, for a filing from ``today`` on."""
        said = [text.say(lang) for text in texts if text is not None]
        bounds = self._wording.bounds
        first, last = self._bounds(today) if bounds else (None, None)
        if bounds and (first or last):
            said.append(bounds.say(lang, days=_days(first, last, lang, self._wording.article)))
            if last and self.key == "filed_on" and (papers := papers_ageing(self._dossier, self._rules, last, lang)):
                said.append(_THEN.say(lang, papers=papers))
        return typeset(" ".join(said), lang)

    def _bounds(self, today: date | None) -> tuple[date | None, date | None]:
        """The days that would do: neither what the order of two dates says anyhow, nor a filing in the past."""
        found = standing_windows(self._dossier, self._rules, today=today)
        window = found[CARD_ENDS if self.fact is None else self.fact.path]
        if window is None:
            return None, None
        first, last = window.earliest, window.latest
        if self.key == "filed_on" and self._today:
            if last and last < self._today:
                return None, None
            first = first if first and first > self._today else None
        for fact in FACTS:
            if fact.on_or_after == self.key and last == fact.of(self._dossier):
                last = None
        if self.fact and self.fact.on_or_after and first == FACT_BY_PATH[self.fact.on_or_after].of(self._dossier):
            first = None
        return first, last

    def choices(self, lang: Language = "fr") -> tuple[tuple[Any, str], ...]:
        """What is offered, as pairs of a value and its label; nothing unless the kind is ``choice``."""
        said = ((value, value_said(value, lang)) for value in self._values if value not in _NOT_OFFERED)
        return tuple((value, words[0].upper() + words[1:]) for value, words in said)


def _days(earliest: date | None, latest: date | None, lang: Language, article: str) -> str:
    first, last = (day and long_day(day, lang) for day in (earliest, latest))
    words = _OR_EARLIER if first is None else _OR_LATER if last is None else _FROM_TO
    return words.say(lang, first=first, last=last, article=article)


# Reading what people type

_OR = Text("ou", "or")
WRONG_ORDER = (
    "La fin serait avant le début. Vérifiez les deux dates, ou revenez en arrière.",
    "The end would be before the beginning. Check both dates, or go back.",
)
_NO_YEAR = (
    "Écrivez aussi l'année, par exemple 27/04/2026.",
    "Write the year, too, such as 27/04/2026.",
)
_NO_DAY = (
    "Écrivez un jour qui existe, tel que 27/04/2026, « 27 avril 2026 » ou 2026-04-27",
    "Write a day that exists, such as 27/04/2026, 27 April 2026 or 2026-04-27",
)
_NO_DATE = (
    (
        "Écrivez la date comme 27/04/2026, « 27 avril 2026 » ou 2026-04-27. Si vous ne connaissez pas le jour, passez "
        "la question."
    ),
    "Write the date like 27/04/2026, 27 April 2026 or 2026-04-27. If you do not know the day, skip the question.",
)
_NO_END_WORDS = frozenset(("sans_fin", "sans_date_de_fin", "illimite", "illimitee", "no_end", "unlimited"))

_TODAY_WORDS = frozenset(("aujourd_hui", "today"))
_YES_WORDS = frozenset(("oui", "o", "yes", "y", "vrai", "true"))
_NO_WORDS = frozenset(("non", "n", "no", "faux", "false"))
_MONTHS: tuple[tuple[str, int], ...] = tuple(
    (folded(long_day(date(2000, month, 2), lang).split()[1]), month) for month in range(1, 13) for lang in LANGUAGES
)
_WEEKDAYS = {
    folded(weekday(date(2024, 1, day), lang)): day - 1  # the first was a Monday
    for day in range(1, 8)
    for lang in LANGUAGES
}
_ARTICLE = re.compile("^(?:la|le|les|l)_")
_FEWEST_LETTERS = 3
_ORDINAL = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?")
_UNPARTED = re.compile("[0-9]{8}")
_SHORT_YEAR = re.compile("[0-9]{2}")
_YEARS_TO_29_FEBRUARY = 9


class InvalidAnswer(CleaError):
    """An answer that the question cannot take; it says why, and what would do, in both languages.

    >>> from clea_eligibility.interview import Interview
    >>> try:
    ...     Interview().skip().answer("perhaps")
    ... except InvalidAnswer as refused:
    ...     print(refused.text("en"))
    'perhaps' is none of the choices: yes or no.
    """

    __module__ = "clea_eligibility.interview"  # where it is offered

    def __init__(self, fr: str, en: str) -> None:
        self._words = Text(fr, en)
        super().__init__(fr, en)

    def __str__(self) -> str:
        return self.text("en")


def read_answer(question: Question, value: object, today: date | None) -> Any:
    if isinstance(value, str):
        if value in question._values:
            return next(known for known in question._values if known == value)
        if question.kind == "text":
            return " ".join(value.split())
        return _choice(question, value) if question.kind == "choice" else _day(question, value, today)
    if question.kind == "date" and dates.is_calendar_day(value):
        return _in_range(question, dates.plain(value))  # type: ignore[arg-type]
    if isinstance(value, bool) and value in question._values:
        return value
    expected = {"choice": "one of the choices", "date": "a date without a time"}.get(question.kind, "")
    raise TypeError(f"{question.key}: expected text{expected and ' or '}{expected}, got {shown(value)}")


def _choice(question: Question, text: str) -> Any:
    """The choice that a number, a value, a label or the beginning of one of its words stands for."""
    offered = question.choices()
    typed = folded(text)
    if typed.isdecimal() and 1 <= int(typed) <= len(offered):
        return offered[int(typed) - 1][0]
    names = {value: _names(value) for value in question._values}
    exact = [value for value in names if typed in names[value]]
    is_long = len(typed) >= _FEWEST_LETTERS
    near = [value for value in names if is_long and any(f"_{typed}" in f"_{name}" for name in names[value])]
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
    fr, en = (listed([value_said(value, lang) for value, _ in offered], _OR, lang) for lang in LANGUAGES)
    raise InvalidAnswer(
        f"{quoted(_shown(text), 'fr')} n'est pas l'une des réponses : {fr}.",
        f"{shown(text)} is none of the choices: {en}.",
    )


def _names(value: object) -> frozenset[str]:
    if isinstance(value, bool):
        return _YES_WORDS if value else _NO_WORDS
    return frozenset((folded(str(value)), *(folded(value_said(value, lang)) for lang in LANGUAGES)))


def _shown(text: str) -> str:
    return shown(text)[1:-1] if shown(text).endswith(("'", '"')) else shown(text)


def _day(question: Question, text: str, today: date | None) -> date:
    """The day that a person writes, day first; a year first is ISO."""
    typed = folded(text)
    if typed in _NO_END_WORDS and _may_have_no_end(question):
        return dates.NO_END
    if typed in _TODAY_WORDS and today is not None:
        return today
    parts = [part for part in typed.split("_") if part]
    said = _WEEKDAYS.get(parts[0]) if parts else None
    if said is not None:
        del parts[0]
    if len(parts) == 1 and _UNPARTED.fullmatch(parts[0]):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) == 3 and parts[0].isdecimal() and len(parts[0]) == 4:
        parts.reverse()
    elif len(parts) > 1 and _month(parts[0]) and not parts[0].isdecimal():
        parts[:2] = parts[1::-1]  # April 27
    number = _ORDINAL.fullmatch(parts[0]) if parts else None
    month = _month(parts[1]) if len(parts) in (2, 3) else None
    if number is None or month is None:
        raise InvalidAnswer(*_NO_DATE)
    if len(parts) == 3:
        found = _on(f"20{parts[2]}" if _SHORT_YEAR.fullmatch(parts[2]) else parts[2], month, int(number[1]))
    elif today is None:
        raise InvalidAnswer(*_NO_YEAR)
    else:
        years = range(today.year, today.year + _YEARS_TO_29_FEBRUARY)
        found = next((day for year in years if (day := _on(str(year), month, int(number[1]))) and day >= today), None)
    if found is None:
        raise InvalidAnswer(*(f"{words}." for words in _NO_DAY))
    if said not in (None, found.weekday()):
        fr, en = ((long_day(found, lang), weekday(found, lang)) for lang in LANGUAGES)
        raise InvalidAnswer(
            f"Le {fr[0]} n'est pas ce jour de la semaine, mais un {fr[1]}. Vérifiez la date.",
            f"{en[0]} is not that day of the week but a {en[1]}. Check the date.",
        )
    return _in_range(question, found)


def _month(word: str) -> int | None:
    """The month of a number, or of a name in either language, of which the end may be missing."""
    if re.fullmatch("[0-9]{1,2}", word):
        return int(word)
    months = {month for name, month in _MONTHS if len(word) >= _FEWEST_LETTERS and name.startswith(word)}
    return months.pop() if len(months) == 1 else None


def _on(year: str, month: int, day: int) -> date | None:
    """A day by its numbers; ``None`` where there is none."""
    try:
        return dates.day_of_text(f"{year}-{month:02}-{day:02}")
    except ValueError:
        return None


def _may_have_no_end(question: Question) -> bool:
    return question.fact.may_have_no_end if question.fact else question.key == CARD_KEYS[0]


def _in_range(question: Question, day: date) -> date:
    if dates.FIRST_DAY <= day <= dates.LAST_DAY or (day == dates.NO_END and _may_have_no_end(question)):
        return day
    fr, en = ([long_day(end, lang) for end in (dates.FIRST_DAY, dates.LAST_DAY)] for lang in LANGUAGES)
    raise InvalidAnswer(f"{_NO_DAY[0]}, du {fr[0]} au {fr[1]}.", f"{_NO_DAY[1]}, from {en[0]} to {en[1]}.")


def read_department(key: str, text: str) -> str | None:
    """The department of a code, which may be its own, or of its name."""
    code = "".join(text.split()).upper()
    if code in DEPARTMENTS:
        return code
    named = _DEPARTMENT_NAMED.get(_without_article(text))
    if named is not None:
        return named
    try:
        return department_of(commune=code) if key.endswith(".commune") else department_of(postal_code=code)
    except CleaError:
        code_fr, code_en = ("", "") if key.endswith(".commune") else ("le code postal, ou ", "the postal code, or ")
        raise InvalidAnswer(
            f"{quoted(_shown(text), 'fr')} n'est pas reconnu : les noms de communes ne le sont pas. Écrivez {code_fr}"
            "le numéro ou le nom du département.",
            f"{shown(text)} is not recognised: names of towns are not. Write {code_en}the number or the name of the "
            "department.",
        ) from None


def _without_article(name: str) -> str:
    return _ARTICLE.sub("", folded(name))


_DEPARTMENT_NAMED = {
    _without_article(place.say(lang).partition(" (")[0]): code for code, place in NAMES.items() for lang in LANGUAGES
} | {"etranger": "99"}
