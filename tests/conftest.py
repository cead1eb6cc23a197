"""How hard Hypothesis tries: the same examples in every run, or many fresh ones with ``--hypothesis-profile=deep``."""

import pytest
from hypothesis import settings

settings.register_profile("suite", derandomize=True, deadline=None, max_examples=200, print_blob=True)
settings.register_profile("deep", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many rows the engines are compared on: few in the suite, 100,000 in continuous integration."""
    parser.addoption("--frame-rows", type=int, default=5_000)
