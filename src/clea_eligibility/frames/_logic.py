"""Kleene's three-valued logic on the columns of a frame, with what is always true or false left out.

A truth is a Python ``bool``, the same for every row, or a Narwhals expression of booleans, null where unknown.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

import narwhals.stable.v2 as nw

Truth: TypeAlias = "nw.Expr | bool"


def all_of(*truths: Truth) -> Truth:
    """Every truth holds; of none at all, true."""
    if any(truth is False for truth in truths):
        return False
    expressions = _expressions(truths)
    return reduce(and_, expressions) if expressions else True


def any_of(*truths: Truth) -> Truth:
    """At least one truth holds."""
    if any(truth is True for truth in truths):
        return True
    expressions = _expressions(truths)
    return reduce(or_, expressions) if expressions else False


def negated(truth: Truth) -> Truth:
    """The opposite; unknown stays unknown."""
    return not truth if isinstance(truth, bool) else ~truth


def surely(truth: Truth) -> Truth:
    """Whether it is true, not false and not unknown."""
    return truth if isinstance(truth, bool) else truth.fill_null(False)


def surely_not(truth: Truth) -> Truth:
    """Whether it is false, not true and not unknown."""
    return surely(negated(truth))


def unknown(truth: Truth) -> Truth:
    """Whether it is neither."""
    return False if isinstance(truth, bool) else truth.is_null()


def as_column(truth: Truth, name: str) -> nw.Expr:
    """The truth as a column of that name."""
    return (nw.lit(truth, nw.Boolean) if isinstance(truth, bool) else truth).alias(name)


def _expressions(truths: Iterable[Truth]) -> list[nw.Expr]:
    return [truth for truth in truths if not isinstance(truth, bool)]
