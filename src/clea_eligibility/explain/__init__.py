"""Decisions, plans and rules in words, French and English."""

from clea_eligibility.explain.decisions import Sentence, explain, sentences
from clea_eligibility.explain.plans import advise
from clea_eligibility.explain.rules import list_rules

__all__ = ["Sentence", "advise", "explain", "list_rules", "sentences"]
