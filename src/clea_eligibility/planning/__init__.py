"""What must happen by when: the days that would do, the decisions as one date moves, and the nearest repairs."""

from typing import TYPE_CHECKING

from clea_eligibility._protocols import names_when_asked

if TYPE_CHECKING:
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

if not TYPE_CHECKING:  # pragma: no branch
    # A window takes neither timelines nor repairs.
    __getattr__, __dir__ = names_when_asked(globals(), "_windows", "_timelines", "_repairs")
