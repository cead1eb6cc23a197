"""Decisions, comparisons, plans and sweeps as a notebook shows them."""
