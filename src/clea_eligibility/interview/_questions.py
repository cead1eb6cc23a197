"""A question, as it is put to somebody."""

from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact
from clea_eligibility.dossier.models import CertificationKind, Dossier
from clea_eligibility.explain._days import papers_ageing
from clea_eligibility.explain._saying import value_said
from clea_eligibility.explain._wordings import CARD_ENDS, Wording
from clea_eligibility.planning import windows
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language, Text, long_day, typeset

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

    def _helped(self, lang: Language, texts: tuple[Text | None, ...]) -> str:
        """Some texts, then the days that would do."""
        said = [text.say(lang) for text in texts if text is not None]
        bounds = self._wording.bounds
        first, last = (None, None) if bounds is None else self._bounds()
        if bounds is not None and (first or last):
            said.append(bounds.say(lang, days=_days(first, last, lang, self._wording.article)))
            if last and self.key == "filed_on" and (papers := papers_ageing(self._dossier, self._rules, last, lang)):
                said.append(_THEN.say(lang, papers=papers))
        return typeset(" ".join(said), lang)

    def _bounds(self) -> tuple[date | None, date | None]:
        """The days that would do: neither what the order of two dates says anyhow, nor a filing in the past."""
        window = windows(self._dossier, self._rules)[CARD_ENDS if self.fact is None else self.fact.path]
        if window is None:
            return None, None
        first, last = window.earliest, window.latest
        if self.key == "filed_on" and self._today is not None:
            if last is not None and last < self._today:
                return None, None
            first = first if first is not None and first > self._today else None
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
