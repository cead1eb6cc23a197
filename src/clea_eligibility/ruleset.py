"""What a rule, a reading, a tariff and a rule set are."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import attrs
from attrs import field, frozen

from clea_eligibility.conditions import ALWAYS, Condition, DatesCompatible, Is, OneOf, check, conjuncts
from clea_eligibility.errors import CleaError, did_you_mean, shown
from clea_eligibility.facts import Language, known_language
from clea_eligibility.models import CertificationKind, EvaluationStage

if TYPE_CHECKING:
    from clea_eligibility.whatif.differences import Difference

Group = Literal["criterion", "document"]
Basis = Literal["stated", "implied"]


@frozen(repr=False)
class Rule:
    """One rule of the page, as data.

    The rule applies where ``applies`` holds, and then requires ``requires``. Where the requirement is unknown
    and ``presumed`` holds, it is presumed to hold. ``basis`` says how firmly the page carries the rule:
    ``stated`` in its words or ``implied`` by them. ``statements`` cite the register of the page's statements.
    ``reading`` names the reading of the page's words that ``requires`` follows, where there is more than one.
    """

    code: str
    group: Group
    basis: Basis
    statements: tuple[str, ...]
    label_fr: str
    label_en: str
    requires: Condition
    applies: Condition = ALWAYS
    presumed: Condition | None = None
    reading: str | None = None

    def label(self, lang: Language = "en") -> str:
        """The rule's short name, in French (``fr``) or English (``en``).

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.rule("job_seeker").label("fr")
        "À la recherche d'un emploi"
        """
        return self.label_fr if known_language(lang) == "fr" else self.label_en

    def __repr__(self) -> str:
        return f"Rule({self.code!r})"


@frozen
class Reading:
    """One admissible reading of a rule's words; the first that a rule set lists for a rule is its default."""

    rule: str
    name: str
    requires: Condition


@frozen
class Rate:
    """The flat amount, in whole euros, for one certification and one stage."""

    kind: CertificationKind
    stage: EvaluationStage
    euros: int
    statements: tuple[str, ...] = ()


@frozen
class Tariff:
    """The flat amounts. A pair that has no rate is not paid for."""

    rates: tuple[Rate, ...]

    def amount(self, kind: CertificationKind, stage: EvaluationStage) -> int | None:
        """Whole euros, or ``None`` where the tariff has no rate.

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.tariff.amount(CertificationKind.SOCLE, EvaluationStage.FINAL)
        250
        """
        return next((rate.euros for rate in self.rates if (rate.kind, rate.stage) == (kind, stage)), None)


@frozen(repr=False)
class RuleSet:
    """Rules, their admissible readings and the tariff, under one name.

    ``id`` names the rule set that decided; :meth:`read` appends the names of other readings to it.

    >>> from clea_eligibility import GUIDE
    >>> GUIDE.read(filed_three_weeks_before="clear_days").id
    'guide-2026+clear_days'

    Raises :class:`CleaError` for a rule set that could not decide: a code used twice, a fact or a value that
    does not exist, an amount missing for a certification that the rules accept. Dates that its rules, or one of its
    readings, could never satisfy are found before its first decision.
    """

    id: str
    rules: tuple[Rule, ...]
    tariff: Tariff
    readings: tuple[Reading, ...] = ()
    _base: str = field(default="", kw_only=True, alias="_base")
    # What the engine made of these rules, kept here so that it lives as long as they do: made on first use,
    # the same whoever makes it, and no part of the rule set's identity.
    _compiled: Any = field(default=None, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not self._base:
            object.__setattr__(self, "_base", self.id)
        codes = [rule.code for rule in self.rules]
        for rule in self.rules:
            if not rule.code.isidentifier() or codes.count(rule.code) > 1:
                raise CleaError(f"rule {shown(rule.code)}: expected a code that is an identifier and used once")
            try:
                _check_rule(rule)
            except CleaError as error:
                raise CleaError(f"rule {rule.code}: {error}") from None
        for reading in self.readings:
            rule = self.rule(reading.rule)
            try:
                _check_reading(reading, rule)
            except CleaError as error:
                raise CleaError(f"reading {reading.name}: {error}") from None
        self._check_tariff()
        self._check_dates_compatible()

    def _check_dates_compatible(self) -> None:
        from clea_eligibility.sharing import needs_dates_compatible

        joint = any(isinstance(rule.requires, DatesCompatible) for rule in self.rules)
        if not joint and needs_dates_compatible(self.rules):
            raise CleaError(
                f"{self.id}: its rules can leave a dossier no way out together, which only a rule that requires "
                "DatesCompatible() can say; add one, such as GUIDE.rule('dates_compatible')"
            )

    def _check_tariff(self) -> None:
        for kind in CertificationKind:
            for stage in EvaluationStage:
                if self.tariff.amount(kind, stage) is None and self._may_accept(kind, stage):
                    raise CleaError(f"tariff: no amount for {kind} {stage}, which the rules accept")

    def _may_accept(self, kind: CertificationKind, stage: EvaluationStage) -> bool:
        stated = {"certification.kind": kind, "evaluation.stage": stage}
        required = [part for rule in self.rules if rule.applies == ALWAYS for part in conjuncts(rule.requires)]
        for condition in required:
            match condition:
                case Is(path, value) if path in stated and stated[path] is not value:
                    return False
                case OneOf(path, values) if path in stated and stated[path] not in values:
                    return False
        return True

    def rule(self, code: str) -> Rule:
        """The rule with this code; raises :class:`CleaError`, with the nearest code, where there is none."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        known = did_you_mean(str(code), [rule.code for rule in self.rules])
        raise CleaError(f"{self.id} has no rule {shown(code)}; {known}")

    def readings_of(self, code: str) -> tuple[Reading, ...]:
        """The admissible readings of a rule, the default first; none where its words mean one thing only."""
        return tuple(reading for reading in self.readings if reading.rule == code)

    def read(self, **readings: str) -> "RuleSet":
        """The same rules under other admissible readings, named by rule code.

        Raises :class:`CleaError` for a rule that does not exist or a reading that it does not have.

        >>> from clea_eligibility import GUIDE
        >>> GUIDE.read(proof_of_residence_recent="counted_backwards")
        RuleSet('guide-2026+counted_backwards')
        >>> GUIDE.read(proof_of_residence_recent="clear_days")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        clea_eligibility.errors.CleaError: proof_of_residence_recent has no reading 'clear_days'; expected one of: ...
        """
        changed = {}
        for code, name in readings.items():
            rule = self.rule(code)
            named = {reading.name: reading for reading in self.readings_of(code)}
            if name not in named:
                raise CleaError(f"{code} has no reading {shown(name)}; {_hint(name, named)}")
            changed[code] = attrs.evolve(rule, requires=named[name].requires, reading=name)
        rules = tuple(changed.get(rule.code, rule) for rule in self.rules)
        defaults = [known[0].name for rule in rules if (known := self.readings_of(rule.code))]
        others = [rule.reading for rule in rules if rule.reading and rule.reading not in defaults]
        return RuleSet(
            id="+".join([self._base, *others]),
            rules=rules,
            tariff=self.tariff,
            readings=self.readings,
            _base=self._base,
        )

    def evolve(
        self,
        *,
        id: str,
        requires: Mapping[str, Condition] = MappingProxyType({}),
        rules: tuple[Rule, ...] | None = None,
        tariff: Tariff | None = None,
        readings: tuple[Reading, ...] | None = None,
    ) -> "RuleSet":
        """Other rules, made from these: what if the page said something else?

        ``requires`` replaces what the named rules require. ``rules``, ``tariff`` and ``readings`` replace the whole;
        where no readings are given, those of rules that are gone or require something else are dropped: they were
        readings of other words.

        >>> from clea_eligibility import GUIDE
        >>> from clea_eligibility.conditions import Day, NotAfter
        >>> two_weeks = NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))
        >>> GUIDE.evolve(id="two-weeks", requires={"filed_three_weeks_before": two_weeks})
        RuleSet('two-weeks')
        """
        for code in requires:
            self.rule(code)
        rules = tuple(
            attrs.evolve(rule, requires=requires[rule.code], reading=None) if rule.code in requires else rule
            for rule in (self.rules if rules is None else rules)
        )
        if readings is None:
            as_read = {rule.code for rule in rules} - set(requires)
            readings = tuple(reading for reading in self.readings if reading.rule in as_read)
        return RuleSet(id=id, rules=rules, tariff=self.tariff if tariff is None else tariff, readings=readings)

    def differs(self, other: "RuleSet") -> "tuple[Difference, ...]":
        """Every way in which these rules and others can decide differently, each with a smallest dossier that shows it.

        First every pair of verdicts (outcome and amount) that differ, then, rule by rule, every pair of statuses; a
        rule that only one of the two has stands nowhere (``None``) in the other. All dossiers count, whatever they
        leave unknown. Nothing is tried out: the conditions tell only so many cases apart. So an empty tuple says that
        the two decide every dossier alike: outcome, amount and the status of every rule. (They may still differ in
        words, in the order of the reasons, in what is contested.)

        >>> from clea_eligibility import GUIDE
        >>> backwards = GUIDE.read(proof_of_residence_recent="counted_backwards")
        >>> *_, last = GUIDE.differs(backwards)
        >>> last.rule, last.before, last.after
        (Rule('proof_of_residence_recent'), <Status.VIOLATED: 'violated'>, <Status.SATISFIED: 'satisfied'>)
        >>> last.witness.filed_on, last.witness.applicant.proof_of_residence
        (datetime.date(2026, 4, 30), ProofOfResidence(provided=True, issued_on=datetime.date(2026, 1, 31)))
        >>> GUIDE.differs(GUIDE.evolve(id="the same"))
        ()

        Raises :class:`CleaError` where unknown dates may push each other on and on: think of two dates that are a month
        apart at the least and thirty days at the most. The page has no such rules.
        """
        from clea_eligibility.whatif.differences import differences  # it stands on the engine, far to the right

        return differences(self, other)

    def __repr__(self) -> str:
        return f"RuleSet({self.id!r})"

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("id", "rules", "tariff", "readings", "_base")}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in {**state, "_compiled": None}.items():
            object.__setattr__(self, name, value)


def _check_rule(rule: Rule) -> None:
    if rule.requires != DatesCompatible():
        check(rule.requires)
    elif rule.applies != ALWAYS or rule.presumed is not None:
        raise CleaError(
            "that dates are compatible is asked of every dossier and never unknown; "
            "expected neither applies nor presumed"
        )
    for condition in (rule.applies, rule.presumed or ALWAYS):
        check(condition)


def _check_reading(reading: Reading, rule: Rule) -> None:
    if rule.requires == DatesCompatible():
        raise CleaError(f"that dates are compatible has one meaning; {rule.code} needs no other")
    check(reading.requires)


def _hint(word: object, known: Mapping[str, Any]) -> str:
    return did_you_mean(str(word), known) if known else "its words have one meaning only"
