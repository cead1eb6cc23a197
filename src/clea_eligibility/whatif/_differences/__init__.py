"""Every way in which two rule sets can decide differently: found case by case, without trying days."""

from clea_eligibility.whatif._differences.finding import Difference, Differences, differences

__all__ = ["Difference", "Differences", "differences"]
