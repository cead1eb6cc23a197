"""What a rule, a reading of its words and the amounts are."""

from datetime import date
from typing import Literal

import attrs
from attrs import field, frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import CertificationKind, EvaluationStage
from clea_eligibility.errors import Shown
from clea_eligibility.rules._conditions import ALWAYS, Condition, DatesCompatible, paths
from clea_eligibility.text import Language, Text

Group = Literal["criterion", "document"]
Basis = Literal["stated", "implied", "changed"]


def _its_code(rule: "Rule") -> str:
    return rule.code


def _nothing_required() -> Condition:
    raise TypeError("Rule() takes requires=…: the condition that it requires")


@frozen(repr=False)
class Rule:
    """One rule, as data.

    The rule applies where ``applies`` holds, and then requires ``requires``. Where the requirement is unknown
    and ``presumed`` holds, it is presumed to hold. ``basis`` says how firmly the page carries the rule:
    ``stated`` in its words, ``implied`` by them, or ``changed``: not the page's. ``statements`` cite the register of
    the page's statements. ``reading`` names the reading of the page's words that ``requires`` follows, where there is
    more than one. A rule of one's own needs a code, a group and what it requires; its labels are its code.

    >>> from clea_eligibility.rules import Is
    >>> Rule("quote_signed", "document", requires=Is("quote.provided", True)).label("fr")
    'quote_signed'
    """

    code: str
    group: Group
    basis: Basis = "changed"
    statements: tuple[str, ...] = ()
    label_fr: str = field(default=attrs.Factory(_its_code, takes_self=True))
    label_en: str = field(default=attrs.Factory(_its_code, takes_self=True))
    requires: Condition = field(factory=_nothing_required)
    applies: Condition = ALWAYS
    presumed: Condition | None = None
    reading: str | None = None

    def label(self, lang: Language = "fr") -> str:
        """The rule's short name, in French (``fr``) or English (``en``).

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.rule("job_seeker").label("fr")
        'À la recherche d’un emploi'
        """
        return Text(self.label_fr, self.label_en).say(lang)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What decides how the rule stands: when it applies, what it requires, and its presumption if it has one."""
        return (self.applies, self.requires, *([] if self.presumed is None else [self.presumed]))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the rule reads, in the order of a dossier.

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.rule("filing_open").facts
        (Fact('filed_on'), Fact('filing_open'))
        """
        read = {path for condition in self.conditions for path in paths(condition)}
        return tuple(known for known in FACTS if known.path in read)

    @property
    def is_joint(self) -> bool:
        """Whether the rule is about the dates taken together, and so reads no fact of its own."""
        return isinstance(self.requires, DatesCompatible)

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        return f"Rule({self.code!r})"


@frozen(repr=False)
class Reading(Shown):
    """One admissible reading of a rule's words; the first that a rule set lists for a rule is its default.

    Its name stands in the id of a rule set that follows it: no two rules of a rule set have readings of one name.
    """

    rule: str
    name: str
    requires: Condition
    #: What the reading supposes, after "if".
    label: Text | None = field(default=None, eq=False, repr=False)


@frozen(repr=False)
class Attention(Shown):
    """A point that somebody should look at: it stands beside the decision and changes nothing in it."""

    code: str
    #: It is said where all of this surely holds.
    conditions: tuple[Condition, ...]
    text: Text


@frozen(repr=False)
class Source(Shown):
    """What a published rule set transcribes."""

    title: str
    publisher: str
    transcribed_on: date
    """The day on which the page was read."""


@frozen(repr=False)
class Rate(Shown):
    """The flat amount, in whole euros, for one certification and one stage."""

    kind: CertificationKind
    stage: EvaluationStage
    euros: int
    statements: tuple[str, ...] = ()


@frozen(repr=False)
class Tariff(Shown):
    """The flat amounts. A pair that has no rate is not paid for."""

    rates: tuple[Rate, ...]

    def amount(self, kind: CertificationKind, stage: EvaluationStage) -> int | None:
        """Whole euros, or ``None`` where the tariff has no rate.

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.tariff.amount(CertificationKind.SOCLE, EvaluationStage.FINAL)
        250
        """
        return next((rate.euros for rate in self.rates if (rate.kind, rate.stage) == (kind, stage)), None)
