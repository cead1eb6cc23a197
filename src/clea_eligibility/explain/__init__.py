"""Decisions, plans and rules in words, French and English."""

from typing import TYPE_CHECKING

from clea_eligibility._protocols import names_when_asked

if TYPE_CHECKING:
    from clea_eligibility.explain._days import Deadline, Deadlines, deadlines
    from clea_eligibility.explain.decisions import Part, Sentence, explain, headline, parts, questions, sentences
    from clea_eligibility.explain.papers import checklist, request_for_documents
    from clea_eligibility.explain.plans import advise
    from clea_eligibility.explain.rules import list_rules

__all__ = [
    "Deadline",
    "Deadlines",
    "Part",
    "Sentence",
    "advise",
    "checklist",
    "deadlines",
    "explain",
    "headline",
    "list_rules",
    "parts",
    "questions",
    "request_for_documents",
    "sentences",
]

if not TYPE_CHECKING:  # pragma: no branch
    # To say a decision takes neither plans nor papers.
    __getattr__, __dir__ = names_when_asked(globals(), "decisions", "rules", "_days", "papers", "plans")
