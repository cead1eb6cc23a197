"""Files of dossiers to files of decisions, larger than memory: Parquet, CSV and JSON Lines."""

from clea_eligibility.frames.files._deciding import Tally, decide_file

__all__ = ["Tally", "decide_file"]
