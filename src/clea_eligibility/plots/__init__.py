"""Pictures, with matplotlib: the date rules on a calendar, the outcomes of a sweep, and what rules do to many dossiers.

They draw what was found, and decide nothing. Colours are those of Okabe and Ito; marks, hatches and words say the same
without them. Needs the extra ``plot``.
"""

from clea_eligibility.plots._populations import plot_curve, plot_outcomes, plot_reasons, plot_transitions
from clea_eligibility.plots._sweeps import plot_sweep
from clea_eligibility.plots._timelines import plot_timeline

__all__ = ["plot_curve", "plot_outcomes", "plot_reasons", "plot_sweep", "plot_timeline", "plot_transitions"]
