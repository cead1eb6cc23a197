"""Seen from outside: a worker with processes of its own, and an upgrade between two copies of the package."""

import json
import multiprocessing
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import clea_eligibility
from clea_eligibility import GUIDE_2026, CleaError, Decision, Dossier, RuleSet, decide
from clea_eligibility.editions import rule_set
from clea_eligibility.wire import decision_to_dict, dossier_from_json

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = sorted(path for path in EXAMPLES.glob("*.json") if not path.name.endswith(".decision.json"))
READ = "guide-2026+clear_days"


# A worker, as a task queue starts it


def work(task: tuple[Dossier, RuleSet]) -> tuple[Decision, bool]:
    """What the worker's process does: decide, and say whether the rules are its own published ones."""
    dossier, rules = task
    return decide(dossier, rules), rules in (GUIDE_2026, rule_set(READ)) and rules is rule_set(rules.id)


def test_dossiers_and_decisions_go_to_processes_and_back() -> None:
    tasks = [(dossier_from_json(file.read_bytes()), rules) for file in FILES for rules in (GUIDE_2026, rule_set(READ))]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        done = pool.map(work, tasks)
    assert len(done) == 2 * len(FILES) > 20
    for (dossier, rules), (decision, is_published) in zip(tasks, done, strict=True):
        assert is_published
        assert decision == decide(dossier, rules)
        assert decision.rules is rules
        assert decision.dossier == dossier


# An upgrade


LAST_FIELD = """    names_applicant: bool | None = _fact("""
ONE_MORE = """    signed: bool | None = _fact(
        "Le devis est-il signé ?",
        "Is the quote signed?",
        answered_by="evaluator",
        levers=(QUOTE,),
    )
"""
OLDER = """
import json, pickle, sys
from pathlib import Path
from clea_eligibility import GUIDE_2026, decide
from clea_eligibility.wire import decision_to_dict, dossier_from_json, dossier_to_dict

stored = []
for path in sys.argv[1:]:
    decision = decide(dossier_from_json(Path(path).read_bytes()))
    pickles = [pickle.dumps(it).hex() for it in (decision.dossier, decision, GUIDE_2026)]
    stored.append([dossier_to_dict(decision.dossier), decision_to_dict(decision), pickles])
print(json.dumps(stored))
"""
NEWER = """
import json, pickle, sys
from clea_eligibility import GUIDE_2026, Dossier, Quote, decide
from clea_eligibility.editions import rule_set
from clea_eligibility.wire import decision_to_dict, dossier_from_dict

assert Quote(signed=True).signed
for dossier_as_json, decision_as_json, pickles in json.load(sys.stdin):
    dossier, decision, rules = (pickle.loads(bytes.fromhex(each)) for each in pickles)
    assert rules is decision.rules is GUIDE_2026 is rule_set(decision_as_json["rules"])
    assert dossier == decision.dossier == dossier_from_dict(dossier_as_json)
    assert dossier.quote is None or dossier.quote.signed is None
    assert decision == decide(dossier)
    assert decision_to_dict(decision) == decision_as_json
print(pickle.dumps(Dossier(quote=Quote(signed=True))).hex())
"""


def copied(folder: Path) -> Path:
    package = folder / "clea_eligibility"
    shutil.copytree(Path(clea_eligibility.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    return package


def ran(code: str, folder: Path, *arguments: str, given: str = "") -> str:
    """What a program prints that uses the copy of the package in a folder."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package that knows one fact more."""
    folder = tmp_path_factory.mktemp("newer")
    models = copied(folder) / "dossier" / "models.py"
    before, field, after = models.read_text("utf-8").partition(LAST_FIELD)
    assert field
    models.write_text(before + ONE_MORE + field + after, "utf-8")
    return folder


def test_what_an_older_copy_stored_is_read_by_one_that_knows_a_fact_more(newer: Path, tmp_path: Path) -> None:
    copied(tmp_path)
    stored: list[Any] = json.loads(ran(OLDER, tmp_path, *map(str, FILES)))
    assert [decision["outcome"] for _, decision, _ in stored] == [
        decision_to_dict(decide(dossier_from_json(file.read_bytes())))["outcome"] for file in FILES
    ]
    ran(NEWER, newer, given=json.dumps(stored))


def test_a_fact_that_the_older_copy_does_not_know_is_refused(newer: Path) -> None:
    with pytest.raises(CleaError) as refused:
        pickle.loads(bytes.fromhex(ran(NEWER, newer, given="[]")))
    assert (
        str(refused.value) == "Quote: this version of clea-eligibility knows no fact signed; read it with a newer one"
    )
