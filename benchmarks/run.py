"""Measure everything that ``docs/performance.md`` says of speed, and write it to ``results/calls.json``.

Needs the dependency groups ``test`` and ``peers``. Takes some minutes: ``python benchmarks/run.py``, then
``python scripts/performance.py`` writes the page. Another implementation than the library's is checked to agree with it
on every dossier of a sample before it is timed; one that does not agree stops the run.
"""

import json
import os
import platform
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import bare
import imports
import peers
from by_hand import decide_by_hand
from dossiers import known, many, without
from timing import best

from clea_eligibility import GUIDE, Decision, Dossier, decide
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.wire import decision_to_json, dossier_from_json, dossier_to_json

RESULTS = Path(__file__).parent / "results"
PACKAGES = {
    "zen-engine": "zen-engine",
    "zen-engine, expressions alone": "zen-engine",
    "common-expression-language": "common-expression-language",
    "panzi-json-logic": "panzi-json-logic",
    "business-rules": "business-rules",
    "rule-engine": "rule-engine",
    "cel-python": "cel-python",
}
MANY = 6000
CHECKED_BY_PEERS = 1500
UNKNOWN: dict[str, list[FactPath]] = {
    "one fact of the quote": ["quote.from_evaluator"],
    "the stage": ["evaluation.stage"],
    "the first day": ["evaluation.starts_on"],
    "three dates that hang together": ["filed_on", "evaluation.starts_on", "evaluation.ends_on"],
}


def main() -> None:
    """Measure section by section; what was measured is written at the end, whole."""
    print("drawing dossiers", flush=True)
    samples = {unknowns: many(MANY, unknowns=unknowns) for unknowns in (False, True)}
    results: dict[str, Any] = {"machine": machine(), "checked": {}, "aims": AIMS}
    for unknowns, sample in samples.items():
        _agree("by hand", sample, decide, decide_by_hand)
        results["checked"]["with unknown facts" if unknowns else "every fact known"] = len(sample)
    results["checked"]["other libraries"] = CHECKED_BY_PEERS
    for name, section in SECTIONS.items():
        print(name, flush=True)
        results[name] = section(samples)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "calls.json"
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {path.relative_to(Path(__file__).parent.parent)}")


AIMS = {
    "known": 1.2,
    "unknown": 3,
    "peers": 10,
    "peers_many": 6,
    "building": 1.5,
    "json": 1.5,
    "json_peer": 5,
    "import": imports.AIM,
    **{own: aim for (own, _), aim in imports.AIMS.items()},
}
Samples = dict[bool, list[Dossier]]


def machine() -> dict[str, Any]:
    """What was measured on: the processor, not its name on any network."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    packages = ["attrs", "cattrs", "python-dateutil", *sorted(set(PACKAGES.values()))]
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "system": platform.system(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": {name: _version(name) for name in packages},
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _agree(
    name: str, sample: Sequence[Dossier], own: Callable[[Dossier], Any], other: Callable[[Dossier], Any]
) -> None:
    for dossier in sample:
        if own(dossier) != other(dossier):
            sys.exit(f"{name} does not agree about {dossier!r}: {other(dossier)!r}, expected {own(dossier)!r}")


def _read(decision: Decision) -> tuple[Any, ...]:
    return (
        decision.outcome,
        decision.amount,
        decision.reasons,
        decision.presumed,
        decision.missing,
        decision.contested,
    )


def _decided(dossiers: Sequence[Dossier], decides: Callable[[Dossier], Decision]) -> Callable[[], None]:
    def call() -> None:
        for dossier in dossiers:
            _read(decides(dossier))

    return call


def _against_hand(cases: dict[str, Sequence[Dossier]]) -> list[dict[str, Any]]:
    """Deciding and reading what was decided, per dossier, beside the function written by hand."""
    calls = {}
    for name, dossiers in cases.items():
        calls[f"{name}/decide"] = _decided(dossiers, decide)
        calls[f"{name}/by hand"] = _decided(dossiers, decide_by_hand)
    times = best(calls)
    return [
        {
            "name": name,
            "dossiers": len(dossiers),
            "decide": times[f"{name}/decide"] / len(dossiers),
            "by hand": times[f"{name}/by hand"] / len(dossiers),
        }
        for name, dossiers in cases.items()
    ]


def deciding(samples: Samples) -> list[dict[str, Any]]:
    """One dossier over and over, and thousands of different ones, with and without unknown facts."""
    return _against_hand(
        {
            "every fact known, one dossier": [known()],
            "every fact known, many dossiers": samples[False],
            **{f"unknown: {name}": [without(*paths)] for name, paths in UNKNOWN.items()},
            "unknown: everything": [Dossier()],
            "unknown: some facts, many dossiers": samples[True],
        }
    )


def others(samples: Samples) -> list[dict[str, Any]]:
    """Other rule libraries: the codes of the violated rules and the amount, all facts known and ready.

    One dossier over and over, and the many different ones on which they were checked.
    """
    sample = samples[False][:: MANY // CHECKED_BY_PEERS]
    plain = GUIDE.evolve(id="without other readings", readings=())
    dossier = known()
    own: dict[str, Callable[[Dossier], Decision]] = {
        "decide": decide,
        "decide, without other readings": lambda one: decide(one, plain),
        "by hand": decide_by_hand,
    }
    rows: list[dict[str, Any]] = [{"name": name} for name in own]
    calls: dict[str, Callable[[], object]] = {name: _decided([dossier], decides) for name, decides in own.items()}
    calls |= {f"{name}/many": _decided(sample, decides) for name, decides in own.items()}
    counts = dict.fromkeys(own, len(sample))
    for call in calls.values():
        call()  # rule sets are compiled on first use
    for name, make in peers.PEERS.items():
        try:
            prepared, decides = make()
        except ImportError as missing:
            rows.append({"name": name, "version": None, "not installed": str(missing)})
            continue
        checked = sample if name != "cel-python" else sample[::10]  # a second for each hundred
        counts[name] = len(checked)
        _agree(name, checked, _verdict, _verdict_of(prepared, decides))
        calls[name] = _each([prepared(peers.flat(dossier))], decides)
        calls[f"{name}/many"] = _each([prepared(peers.flat(one)) for one in checked], decides)
        rows.append({"name": name, "version": _version(PACKAGES[name]), "checked": len(checked)})
    times = best(calls)
    for row in rows:
        if row["name"] in times:
            row["seconds"] = times[row["name"]]
            row["many"] = times[f"{row['name']}/many"] / counts[row["name"]]
    return rows


def _each(prepared: Sequence[Any], decides: Callable[[Any], object]) -> Callable[[], None]:
    def call() -> None:
        for facts in prepared:
            decides(facts)

    return call


def _verdict(dossier: Dossier) -> tuple[int | None, list[str]]:
    decision = decide(dossier)
    return decision.amount, [finding.rule.code for finding in decision.reasons]


def _verdict_of(
    prepared: Callable[[peers.Facts], Any], decides: Callable[[Any], peers.Verdict]
) -> Callable[[Dossier], tuple[int, list[str]]]:
    def verdict(dossier: Dossier) -> tuple[int, list[str]]:
        amount, codes = decides(prepared(peers.flat(dossier)))
        return amount, list(codes)

    return verdict


def _two() -> dict[str, Dossier]:
    return {"every fact known": known(), "three dates unknown": without(*UNKNOWN["three dates that hang together"])}


def building(_: Samples) -> list[dict[str, Any]]:
    """Building a dossier of nine objects, with and without validation."""
    rows = []
    for name, dossier in _two().items():
        builder = bare.values_of(dossier)
        own = builder(lambda cls: cls)
        if own() != dossier:
            sys.exit("another dossier was built")
        times = best({"own": own, "bare": builder(bare.BARE.__getitem__)})
        rows.append({"name": name, **times})
    return rows


def through_json(_: Samples) -> list[dict[str, Any]]:
    """From a dossier as JSON to a decision as JSON."""
    rows = []
    for name, dossier in _two().items():
        text, document = dossier_to_json(dossier), bare.document(decide(dossier))
        if bare.write(document) != decision_to_json(decide(dossier)):
            sys.exit("another decision was written")
        calls: dict[str, Callable[[], object]] = {
            "own": lambda text=text: decision_to_json(decide(dossier_from_json(text))),  # type: ignore[misc]
            "bare": lambda text=text, document=document: (bare.read(text), bare.write(document)),  # type: ignore[misc]
        }
        if name == "every fact known":
            calls |= _zen_through_json(dossier)
        rows.append({"name": name, **best(calls)})
    return rows


def _zen_through_json(dossier: Dossier) -> dict[str, Callable[[], object]]:
    try:
        prepared, decides = peers.zen_engine()
    except ImportError:
        return {}
    text = json.dumps(prepared(peers.flat(dossier)))
    return {"zen-engine": lambda: json.dumps(decides(json.loads(text)))}


def importing(_: Samples) -> dict[str, float]:
    """Whole processes, in milliseconds."""
    return imports.measured()


def memory(samples: Samples) -> list[dict[str, Any]]:
    """What a dossier weighs, built from JSON, and what its decision adds to it."""
    rows = []
    for name, unknowns in {"every fact known": False, "some facts unknown": True}.items():
        texts = [dossier_to_json(dossier) for dossier in samples[unknowns]]
        decide(samples[unknowns][0])
        tracemalloc.start()
        kept = [dossier_from_json(text) for text in texts]
        dossiers, _ = tracemalloc.get_traced_memory()
        decisions = [decide(dossier) for dossier in kept]
        both, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        count = len(decisions)
        rows.append(
            {"name": name, "dossiers": count, "dossier": dossiers / count, "decision": (both - dossiers) / count}
        )
    return rows


SECTIONS: dict[str, Callable[[Samples], Any]] = {
    "deciding": deciding,
    "other libraries": others,
    "building": building,
    "json": through_json,
    "import": importing,
    "memory": memory,
}

if __name__ == "__main__":
    main()
