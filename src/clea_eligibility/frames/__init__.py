"""Whole tables of dossiers: the same rules on data frames, in SQL and on a cluster."""

from clea_eligibility.frames._deciding import compare_rules, decide_frame, facts_from, transitions
from clea_eligibility.frames._notation import Notation
from clea_eligibility.frames._rows import dossiers_to_frame, frame_problems, frame_to_dossiers, reasons_table

__all__ = [
    "Notation",
    "compare_rules",
    "decide_frame",
    "dossiers_to_frame",
    "facts_from",
    "frame_problems",
    "frame_to_dossiers",
    "reasons_table",
    "transitions",
]
