"""Rule sets drawn at random: ``decide`` and ``decide_frame`` against the plain interpreter; the interpreter itself
against trying every dossier.

``pytest --drawn=25000 tests/test_drawn_rule_sets.py`` draws more rule sets than the suite does.
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import polars as pl
import pytest
from drawn import draw_dossier, draw_rule_set
from framing import SCHEMA, table_of
from interpreter import Interpretation
from making import codes, paths

from clea_eligibility import CleaError, Dossier, RuleSet, decide
from clea_eligibility.facts import FACTS
from clea_eligibility.frames import decide_frame

pytestmark = pytest.mark.no_cover  # which makes them quicker: the hand-written tests reach every branch

CHUNKS = 10
DOSSIERS = 40
Said = dict[str, Any]
"""What a decision says, by what it is about."""

FAILED_ONCE: tuple[int, ...] = ()


@pytest.mark.parametrize("seed", FAILED_ONCE)
def test_rule_sets_that_failed_once_are_decided_as_the_interpreter_does(seed: int) -> None:
    rules, dossiers = drawn(seed)

    wanted = [expected(dossier, rules) for dossier in dossiers]

    assert not list(differences(rules, dossiers, wanted))
    assert not list(frame_differences(rules, dossiers, wanted))


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_drawn_rule_sets_are_decided_as_the_interpreter_does(chunk: int, request: pytest.FixtureRequest) -> None:
    count = request.config.getoption("--drawn") // CHUNKS
    failed: dict[int, str] = {}
    refused = refused_by_frames = 0
    seeds = iter(range(chunk * 1_000_000, (chunk + 1) * 1_000_000))
    accepted = 0
    while accepted < count:
        seed = next(seeds)
        try:
            rules, dossiers = drawn(seed)
        except CleaError:
            refused += 1
            continue
        accepted += 1
        wanted = [expected(dossier, rules) for dossier in dossiers]
        found = list(differences(rules, dossiers, wanted))
        try:
            found += frame_differences(rules, dossiers, wanted)
        except CleaError:
            refused_by_frames += 1
        if found:
            failed[seed] = found[0]

    shown = "\n".join(f"{seed}: {difference}" for seed, difference in list(failed.items())[:5])
    assert not failed, f"{len(failed)} rule sets of {count}: {list(failed)[:50]}\n{shown}"
    assert refused < count / 2
    assert refused_by_frames < count / 4


def drawn(seed: int) -> tuple[RuleSet, list[Dossier]]:
    """The rule set and the dossiers of a seed; raises ``CleaError`` where ``RuleSet`` refuses the rules."""
    random = Random(seed)  # noqa: S311
    rules = draw_rule_set(random)
    return rules, [draw_dossier(random, rules) for _ in range(DOSSIERS)]


def differences(rules: RuleSet, dossiers: list[Dossier], wanted: list[Said]) -> Iterator[str]:
    """Where ``decide`` says something else than the interpreter: what, and of which dossier."""
    for dossier, what in zip(dossiers, wanted, strict=True):
        try:
            found = said(dossier, rules)
        except Exception as error:
            yield f"{error!r} raised for {dossier}"
        else:
            yield from _different(found, what, dossier)


def frame_differences(rules: RuleSet, dossiers: list[Dossier], wanted: list[Said]) -> Iterator[str]:
    """The same of ``decide_frame``, on a Polars frame; raises ``CleaError`` where it refuses the rules."""
    rows = [{fact.path: fact.of(dossier) for fact in FACTS} for dossier in dossiers]
    decided = decide_frame(table_of(rows), rules, findings=True).select(pl.exclude(*SCHEMA))
    for row, dossier, what in zip(decided.iter_rows(named=True), dossiers, wanted, strict=True):
        yield from _different({f"column {name}": row[name] for name in row}, in_columns(what), dossier)


def _different(found: Said, wanted: Said, dossier: Dossier) -> Iterator[str]:
    for about, what in found.items():
        if what != wanted[about]:
            yield f"{about} is {what!r}, not {wanted[about]!r}, of {dossier}"


def said(dossier: Dossier, rules: RuleSet) -> Said:
    decision = decide(dossier, rules)
    return {
        "statuses": {finding.rule.code: str(finding.status) for finding in decision.findings},
        "outcome": decision.outcome,
        "amount": decision.amount,
        "possible amounts": list(decision.possible_amounts),
        "reasons": codes(decision.reasons),
        "presumed": codes(decision.presumed),
        "missing": paths(decision.missing),
        "contested": codes(decision.contested),
        "between": [code for finding in decision.findings for code in codes(finding.between)],
        "documents only": decision.documents_only,
    }


def expected(dossier: Dossier, rules: RuleSet) -> Said:
    specified = Interpretation(dossier, rules)
    return {
        "statuses": specified.statuses,
        "outcome": specified.outcome,
        "amount": specified.amount,
        "possible amounts": specified.possible_amounts,
        "reasons": codes(specified.of_status("violated")),
        "presumed": codes(specified.of_status("presumed")),
        "missing": specified.missing,
        "contested": specified.contested,
        "between": specified.between if "dates_compatible" in specified.statuses else [],
        "documents only": specified.documents_only,
    }


def in_columns(wanted: Mapping[str, Any]) -> Said:
    """What a decision says, as the columns of a frame do."""
    columns = {
        "outcome": wanted["outcome"],
        "amount": wanted["amount"],
        "problems": "",
        "documents_only": wanted["documents only"],
        **{name: ";".join(wanted[name]) for name in ("reasons", "presumed", "contested", "missing")},
        "possible_amounts": ";".join(map(str, wanted["possible amounts"])),
        **{f"finding.{code}": status for code, status in wanted["statuses"].items()},
    }
    return {f"column {name}": value for name, value in columns.items()}
