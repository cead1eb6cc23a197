"""What if: another dossier, many others, or other rules, asked of the same ``decide``."""

from clea_eligibility.dossier.changing import Changes
from clea_eligibility.dossier.dates import days
from clea_eligibility.whatif._comparisons import ChangedFact, ChangedFinding, Comparison, change, compare, postpone
from clea_eligibility.whatif._differences import Difference, Differences, differences
from clea_eligibility.whatif._sweeps import Point, Sweep, sweep

__all__ = [
    "ChangedFact",
    "ChangedFinding",
    "Changes",
    "Comparison",
    "Difference",
    "Differences",
    "Point",
    "Sweep",
    "change",
    "compare",
    "days",
    "differences",
    "postpone",
    "sweep",
]
