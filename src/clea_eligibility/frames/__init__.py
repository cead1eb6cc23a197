"""Whole tables of dossiers: the same rules on data frames, in SQL and on a cluster."""

from clea_eligibility.frames.deciding import decide_frame

__all__ = ["decide_frame"]
