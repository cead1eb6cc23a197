"""Pictures, with matplotlib: the date rules of a dossier on a calendar, and the outcomes of a sweep.

They draw what deciding and planning found, and decide nothing. Colours are those of Okabe and Ito; marks, hatches and
words say the same without them. Needs the extra ``plot``.
"""

from clea_eligibility.plots._sweeps import plot_sweep
from clea_eligibility.plots._timelines import plot_timeline

__all__ = ["plot_sweep", "plot_timeline"]
