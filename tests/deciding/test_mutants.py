"""Every mutant of the page's rules is caught by the hand-written cases alone.

The cases are the tests of a few modules, row by row: they are run again as if the mutant were the guide, until one
fails. A mutant that survives is a case that nobody has written.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from operator import itemgetter
from types import FunctionType, ModuleType
from typing import Any

import attrs
import pytest
import test_boundaries
import test_cases
import test_dates_compatible
import test_decisions
import test_rule_table
import test_rule_values
import test_rules
from mutants import Mutant, mutants_of_the_table, mutants_that_decide_otherwise

from clea_eligibility import GUIDE, CleaError, Decision, Dossier, RuleSet, decide

pytestmark = pytest.mark.no_cover  # which makes them three times as quick: the cases themselves reach every branch
DECISIONS = (test_rules, test_rule_values, test_boundaries, test_dates_compatible, test_cases)
TABLES = (test_rule_table, test_decisions)
Case = Callable[[], None]
"""One hand-written test with one row of its table."""


def cases(modules: Iterable[ModuleType]) -> list[Case]:
    """Every test of the modules with every row of its tables: first all tests with their first row."""
    by_row: list[tuple[int, Case]] = []
    for module in modules:
        for test in _tests(module):
            tables = [_rows(*mark.args) for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
            for row, arguments in enumerate(product(*tables)):
                by_row.append((row, partial(test, **dict(ChainMap(*arguments)))))
    return [case for _, case in sorted(by_row, key=itemgetter(0))]


def _tests(module: ModuleType) -> Iterator[Callable[..., None]]:
    for name, value in vars(module).items():
        if name.startswith("test_") and isinstance(value, FunctionType):
            yield value
        elif name.startswith("Test") and isinstance(value, type):
            yield from (getattr(value(), method) for method in vars(value) if method.startswith("test_"))


def _rows(names: str | tuple[str, ...], rows: Iterable[Any]) -> list[dict[str, Any]]:
    """The arguments that each row of a table stands for."""
    return [dict(zip([names] if isinstance(names, str) else names, _values(names, row), strict=True)) for row in rows]


def _values(names: str | tuple[str, ...], row: Any) -> Iterable[Any]:
    if isinstance(row, type(pytest.param())):
        return tuple(row.values)
    return [row] if isinstance(names, str) else tuple(row)


def survivors(mutants: Iterable[Mutant], modules: Sequence[ModuleType]) -> list[str]:
    """What was changed in the mutants that no case of the modules catches."""
    surviving = []
    trials = cases(modules)
    for mutant in mutants:
        with pytest.MonkeyPatch.context() as patch:
            if stands_in(mutant.rules, modules, patch):
                caught = next((index for index, case in enumerate(trials) if fails(case)), None)
                if caught is None:
                    surviving.append(mutant.change)
                else:
                    trials.insert(0, trials.pop(caught))  # the next mutant is much like this one
    return surviving


def fails(case: Case) -> bool:
    """Whether a case fails; rules may be refused, and a search for a rule that is gone is exhausted."""
    try:
        case()
    except (AssertionError, CleaError, StopIteration):
        return True
    return False


def stands_in(rules: RuleSet | None, modules: Iterable[ModuleType], patch: pytest.MonkeyPatch) -> bool:
    """Let the modules decide by other rules, under the readings that they name; false if there are no such rules."""
    if rules is None:
        return False
    for module in modules:
        patch.setattr(module, "decide", partial(decide_by_default, rules))
        for name, value in list(vars(module).items()):
            if isinstance(value, RuleSet):
                try:
                    patch.setattr(module, name, reread(rules, value))
                except CleaError:
                    return False
    return True


def decide_by_default(default: RuleSet, dossier: Dossier, rules: RuleSet | None = None) -> Decision:
    """``decide`` with another rule set for the guide."""
    return decide(dossier, default if rules is None else rules)


def reread(rules: RuleSet, like: RuleSet) -> RuleSet:
    """The rules under the readings that another rule set follows; themselves where those are the guide's."""
    usual = {rule.code: rule.reading for rule in GUIDE.rules}
    other = {rule.code: rule.reading for rule in like.rules if rule.reading and rule.reading != usual[rule.code]}
    return rules.read(**other) if other else rules


def test_every_mutant_that_decides_otherwise_is_caught_by_a_decision() -> None:
    assert survivors(mutants_that_decide_otherwise(), DECISIONS) == []


def test_every_mutant_of_the_table_and_the_tariff_is_caught() -> None:
    assert survivors(mutants_of_the_table(), TABLES) == []


@pytest.mark.parametrize("modules", [DECISIONS, TABLES])
def test_the_guide_itself_is_caught_by_no_case(modules: tuple[ModuleType, ...]) -> None:
    assert survivors([Mutant("nothing", attrs.evolve(GUIDE))], modules) == ["nothing"]
