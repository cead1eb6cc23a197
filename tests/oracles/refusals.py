"""What reading JSON finds wrong, in the short form in which tests write it down."""

from collections.abc import Callable
from typing import Any

import pytest

from clea_eligibility import InvalidDossier, Problem
from clea_eligibility.wire import dossier_from_dict, dossier_from_json


def refused(data: Any) -> list[tuple[str, str]]:
    """The path and code of every problem with parsed JSON."""
    return [(problem.path, problem.code) for problem in problems_of(dossier_from_dict, data)]


def refused_text(text: Any) -> list[tuple[str, str]]:
    """The path and code of every problem with a text."""
    return [(problem.path, problem.code) for problem in problems_of(dossier_from_json, text)]


def problems_of(read: Callable[[Any], object], data: Any) -> tuple[Problem, ...]:
    """Every problem for which ``read`` refuses this."""
    with pytest.raises(InvalidDossier) as caught:
        read(data)
    return caught.value.problems


def only_message(data: Any) -> str:
    """What is said of parsed JSON that has one problem."""
    (problem,) = problems_of(dossier_from_dict, data)
    return problem.message


def nested(path: str, value: object) -> Any:
    """``value`` at ``path``, in objects of its own."""
    for name in reversed(path.split(".")):
        value = {name: value}
    return value
