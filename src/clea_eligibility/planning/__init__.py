"""What must happen by when: the days that would do, the decisions as one date moves, and the nearest repairs."""

from clea_eligibility.planning.window import Window, Windows, windows

__all__ = ["Window", "Windows", "windows"]
