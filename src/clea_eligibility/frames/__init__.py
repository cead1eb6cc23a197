"""Whole tables of dossiers: the same rules on data frames, in SQL and on a cluster."""

from clea_eligibility.frames._deciding import decide_frame
from clea_eligibility.frames._reforms import compare_rules, transitions
from clea_eligibility.frames._rows import dossiers_to_frame, frame_to_dossiers

__all__ = ["compare_rules", "decide_frame", "dossiers_to_frame", "frame_to_dossiers", "transitions"]
