"""What must happen by when: the days that would do, the decisions as one date moves, and the nearest repairs."""

from clea_eligibility.planning._repairs import Repair, Repairs, repairs
from clea_eligibility.planning._timelines import Span, Timeline, timeline
from clea_eligibility.planning._windows import RuleWindow, Window, Windows, rule_windows, safe_windows, windows

__all__ = [
    "Repair",
    "Repairs",
    "RuleWindow",
    "Span",
    "Timeline",
    "Window",
    "Windows",
    "repairs",
    "rule_windows",
    "safe_windows",
    "timeline",
    "windows",
]
