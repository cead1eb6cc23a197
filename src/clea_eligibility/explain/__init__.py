"""Decisions, plans and rules in words, French and English."""

from clea_eligibility.explain.deadlines import Deadline, Deadlines, deadlines
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
