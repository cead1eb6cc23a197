"""A question, as it is put to somebody."""

from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from clea_eligibility.dossier.facts import FACT_BY_PATH, Fact
from clea_eligibility.dossier.models import CertificationKind, Dossier
from clea_eligibility.explain._saying import value_said
from clea_eligibility.explain._wordings import CARD_ENDS, Wording
from clea_eligibility.planning import Window, windows
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language, Text, long_day, typeset

QuestionKind = Literal["choice", "date", "text"]
_NOT_OFFERED = (CertificationKind.MANAGEMENT,)
"""Values that are taken, but not offered: the aid does not cover them."""
_OR_LATER = Text("{first} ou après", "{first} or later")
_OR_EARLIER = Text("{last} ou avant", "{last} or earlier")
_FROM_TO = Text("{first} au plus tôt et {last} au plus tard", "{first} at the earliest and {last} at the latest")


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
        said = self._wording.help.say(lang)
        if self._wording.bounds is not None:
            window = windows(self._dossier, self._rules)[CARD_ENDS if self.fact is None else self.fact.path]
            if window is not None and (window.earliest or window.latest) and not self._is_past(window):
                days = _days(window.earliest, window.latest, lang)
                said = f"{said} {self._wording.bounds.say(lang, days=days)}"
        return typeset(said, lang)

    def _is_past(self, window: Window) -> bool:
        """Whether these are days of a filing, and all lie before today."""
        is_filing = self.fact is not None and self.fact.path == "filed_on"
        if not is_filing or self._today is None or window.latest is None:
            return False
        return window.latest < self._today

    def choices(self, lang: Language = "fr") -> tuple[tuple[Any, str], ...]:
        """What is offered, as pairs of a value and its label; nothing unless the kind is ``choice``."""
        said = ((value, value_said(value, lang)) for value in self._values if value not in _NOT_OFFERED)
        return tuple((value, words[0].upper() + words[1:]) for value, words in said)


def _days(earliest: date | None, latest: date | None, lang: Language) -> str:
    first, last = (day and long_day(day, lang) for day in (earliest, latest))
    words = _OR_EARLIER if first is None else _OR_LATER if last is None else _FROM_TO
    return words.say(lang, first=first, last=last)
