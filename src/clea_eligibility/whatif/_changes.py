"""One other dossier: some facts changed, or the evaluation moved."""

from datetime import date

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import EVALUATION_DATES
from clea_eligibility.dossier.changing import Changes, changed, checked
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import InvalidDossier, Problem, shown


def change(dossier: Dossier, changes: Changes) -> Dossier:
    """The dossier with other values at some paths, all put in at once; ``None`` makes a fact unknown.

    Two dates may move past each other's present day, since only the dossier as a whole has to be one:

    >>> from clea_eligibility import Evaluation
    >>> spring = Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 2)))
    >>> change(spring, {"evaluation.starts_on": date(2026, 9, 1), "evaluation.ends_on": date(2026, 9, 2)})
    Dossier(evaluation=Evaluation(starts_on=datetime.date(2026, 9, 1), ends_on=datetime.date(2026, 9, 2)))

    The presence flags (``provided``, ``held``) stay what they are in any dossier. Stated false, a flag stands, and the
    other facts of its object stay, though no rule asks for them. Made unknown while another fact of its object is
    known, it is true. And it stays true when the last other fact becomes unknown: that the document is there is
    known. Whoever does not know that either makes the flag unknown as well.

    >>> from clea_eligibility import Quote
    >>> signed = Dossier(quote=Quote(names_applicant=True))
    >>> change(signed, {"quote.names_applicant": None})
    Dossier(quote=Quote(provided=True))
    >>> change(signed, {"quote.names_applicant": None, "quote.provided": None})
    Dossier()

    Raises :class:`InvalidDossier` with every problem at once: a path at which there is no fact, a value that its fact
    cannot take (nothing is converted), two dates in the wrong order.

    >>> change(signed, {"filed": date(2026, 9, 1), "evaluation.stage": "finale"})
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: filed: there is no such fact; did you mean 'filed_on'?
    evaluation.stage: got the text 'finale', no member of EvaluationStage; did you mean EvaluationStage.FINAL?
    """
    return changed(dossier, changes)


def postpone(dossier: Dossier, days: int) -> Dossier:
    """The dossier with its evaluation so many days later: first and last session together; earlier, if negative.

    A date that is unknown stays unknown.

    >>> from clea_eligibility import Evaluation
    >>> postpone(Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 1))), 7)
    Dossier(evaluation=Evaluation(starts_on=datetime.date(2026, 4, 8)))

    Raises :class:`InvalidDossier` where a date would leave the years that a dossier may speak of, and
    :class:`TypeError` for anything but a whole number of days.
    """
    if not isinstance(days, int) or isinstance(days, bool):
        raise TypeError(f"days: expected a whole number of days, got {shown(days)}")
    known = {fact.path: fact.of(checked(dossier)) for fact in FACTS if EVALUATION_DATES in fact.levers}
    targets = {path: day.toordinal() + days for path, day in known.items() if day is not None}
    problems = [
        Problem(
            path,
            "out_of_range",
            f"{known[path]} moved by {days:,} days is not between {dates.FIRST_DAY} and {dates.LAST_DAY}",
        )
        for path, target in targets.items()
        if not dates.FIRST_DAY.toordinal() <= target <= dates.LAST_DAY.toordinal()
    ]
    if problems:
        raise InvalidDossier(problems)
    return changed(dossier, {path: date.fromordinal(target) for path, target in targets.items()})
