"""How hard Hypothesis tries, and what coverage does not count.

Every run tries the same examples, or many fresh ones with ``--hypothesis-profile=deep``.
"""

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper

import pytest
from french import english_in
from hypothesis import settings

from clea_eligibility import CleaError, InvalidDossier

settings.register_profile("suite", derandomize=True, deadline=None, max_examples=200, print_blob=True)
settings.register_profile("deep", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("suite")


@contextmanager
def uncounted(test: pytest.Item) -> Iterator[None]:
    """Run a search, or a test that is marked ``no_cover``, without any tracer: tests by hand reach every branch.

    pytest-cov does so too, but lets fixtures be traced, and pauses only one of the two tracers that it starts in a
    worker of pytest-xdist.
    """
    tracer = sys.gettrace()
    is_search = getattr(getattr(test, "obj", None), "is_hypothesis_test", False)
    uncounts = is_search or test.get_closest_marker("no_cover") is not None
    if uncounts:
        sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
        if uncounts:
            forget()


def forget() -> None:
    """What the library made once, uncounted, it makes again for the next test, which may be the one that counts it."""
    for name in [name for name in sys.modules if name.startswith("clea_eligibility")]:
        for value in list(vars(sys.modules[name]).values()):
            if isinstance(value, _lru_cache_wrapper):
                value.cache_clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    with uncounted(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    with uncounted(pyfuncitem):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Whatever a test makes the library refuse, it refuses in French too."""
    told: set[str] = set()
    begin = CleaError.__init__

    def tell(error: CleaError, *args: object) -> None:
        begin(error, *args)
        parts = error.problems if isinstance(error, InvalidDossier) else [error]
        told.update(part.text("fr") for part in parts if part.text("fr") != part.text("en"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CleaError, "__init__", tell)
        result = yield
    english = {text: words for text in told if (words := english_in(text))}
    assert not english, f"{item.nodeid} is refused with English words in French: {english}"
    return result


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many rows the engines are compared on, and how many rule sets and pictures are drawn: few, more on demand.

    Continuous integration compares 100,000 rows.
    """
    parser.addoption("--frame-rows", type=int, default=5_000)
    parser.addoption("--drawn", type=int, default=500)
    parser.addoption("--pictures", type=int, default=60)
