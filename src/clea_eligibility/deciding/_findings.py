"""How one rule stands for one dossier."""

from enum import StrEnum

from attrs import frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.rules._rule import Rule


class Status(StrEnum):
    """How one rule stands."""

    NOT_APPLICABLE = "not_applicable"
    SATISFIED = "satisfied"
    VIOLATED = "violated"
    PRESUMED = "presumed"
    UNKNOWN = "unknown"


@frozen(repr=False)
class Finding:
    """How one rule stands for one dossier.

    ``between`` is empty but for a violated ``dates_compatible``: a smallest set of date rules that no choice of
    the unknown dates can satisfy together.
    """

    rule: Rule
    status: Status
    between: tuple[Rule, ...] = ()

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        between = f", between={[rule.code for rule in self.between]}" if self.between else ""
        return f"Finding({self.rule.code!r}, {str(self.status)!r}{between})"
