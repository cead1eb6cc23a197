"""Decisions, comparisons, plans and sweeps as a notebook shows them."""

from clea_eligibility.html._markup import Html
from clea_eligibility.html.views import view

__all__ = ["Html", "view"]
