"""Whether rules can still stand once what they share has a value: the same walk for lines of source and for columns."""

from abc import abstractmethod
from typing import Any

from clea_eligibility.dossier.facts import FLAG_OF, fact
from clea_eligibility.rules._conditions import ALWAYS, NotAfter, Same, Unknown, Unless, nodes, paths
from clea_eligibility.rules._reach import Bound, Reach, Truth, Want, days_of
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._sharing import Shared


class Chances(Reach[Truth]):
    """Whether rules can still stand, where everything that they share has a value, be it to stay unknown.

    Bounds of dates are taken to hold where they still may: the network of all that bind then has to keep them.
    """

    def __init__(self, found: Shared) -> None:
        self.shared = found
        self.settled = found.settled

    @staticmethod
    @abstractmethod
    def negated(truth: Truth) -> Truth:
        """The opposite."""

    @abstractmethod
    def said(self, part: Any, want: bool) -> Truth:
        """Whether a part surely holds, or surely fails, by what is stated or tried."""

    @abstractmethod
    def unknown(self, path: str) -> Truth:
        """Whether a fact has no value, neither stated nor tried."""

    @abstractmethod
    def compared(self, part: NotAfter | Same, want: Want) -> Truth:
        """Whether a comparison that is tried comes out so."""

    @abstractmethod
    def stays(self, path: str) -> Truth:
        """Whether a date that may better stay unknown is to stay so."""

    def falls(self, rule: Rule) -> Truth:
        """Whether a rule cannot stand any more; that is to say violated, where all that it looks at is known."""
        known = all(None not in self.shared.values.get(item, (None,)) for item in self.shared.reads[rule.code])
        looked_at = [
            part
            for whole in (rule.applies, rule.requires)
            for part in nodes(whole)
            if isinstance(part, Unless | Unknown)
        ]
        if known and all(
            path in self.settled or path in self.shared.values for part in looked_at for path in paths(part)
        ):
            return self.all_of(
                *([] if rule.applies == ALWAYS else [self.said(rule.applies, True)]), self.said(rule.requires, False)
            )
        return self.negated(self.stands(rule))

    def binds(self, rule: Rule) -> Truth:
        """Whether the bounds of a rule bind the dates: it surely applies."""
        return self.negated(self(rule.applies, False))

    def can(self, part: Any, want: Want) -> Truth:
        """Whether a part can come to a truth."""
        match part:
            case Bound(of=bound):
                stuck = [self.stuck(of) for of in days_of(bound) if isinstance(of, str)]
                if want is None:
                    return self.any_of(*stuck)
                free = [self.all_of(self.some_unknown(bound), *map(self.negated, stuck))] if want else []
                return self.any_of(self.said(bound, want), *free)
            case NotAfter() | Same() if part in self.shared.comparisons:
                return self.compared(part, want)
            case Unless() | Unknown() if want is None:
                return self.any_of()
            case Unless(inner):
                return self.negated(self.said(inner, True)) if want else self.said(inner, True)
            case Unknown(path) if fact(path).type == "date":
                stays = self.all_of(self.unknown(path), self.stuck(path))
                return stays if want else self.negated(stays)
            case Unknown(path) if path in self.shared.values:
                return self.unknown(path) if want else self.negated(self.unknown(path))
            case Unknown(path):
                return self.unknown(path) if want else self.all_of(*self.free(path))
            case _ if want is None:
                return self.some_unknown(part)
        open_ = [path for path in dict.fromkeys(paths(part)) if path not in self.shared.values]
        tried = [self.negated(self.unknown(path)) for path in dict.fromkeys(paths(part)) if path not in open_]
        free = [truth for path in open_ for truth in self.free(path)]
        unknown = self.any_of(*map(self.unknown, open_))
        return self.any_of(self.said(part, want), self.all_of(unknown, *tried, *free))

    def some_unknown(self, part: Any) -> Truth:
        """Whether some fact that a part reads has no value."""
        return self.any_of(*map(self.unknown, dict.fromkeys(paths(part))))

    def free(self, path: str) -> list[Truth]:
        """Whether a fact can be stated: not where the flag of its object is to stay unknown."""
        flag = FLAG_OF.get(path)
        if flag is None or flag not in self.shared.values:
            return []
        return [self.negated(self.all_of(self.unknown(path), self.unknown(flag)))]

    def stuck(self, path: str) -> Truth:
        """Whether a date is to stay unknown."""
        return self.any_of(
            *([self.stays(path)] if path in self.shared.staying else []),
            *map(self.negated, self.free(path)),
        )
