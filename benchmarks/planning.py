"""What the planner costs, and what words cost: the days that would do, one date over all days, the nearest repairs.

Processor time of one call, best of many rounds, in microseconds; beside each, how many decisions of the same dossier
take as long, which is a ratio within one run and so means the same on another machine. Then of every example how many
decisions an explanation takes, and how many explanations a plan; the worst of each stands last.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from timing import best

from clea_eligibility import Dossier, decide
from clea_eligibility.explain import advise, explain
from clea_eligibility.planning import repairs, timeline, windows
from clea_eligibility.wire import dossier_from_dict, dossier_from_json

EXAMPLES = Path(__file__).parent.parent / "examples"
BEFORE = date(2026, 4, 2)
"""Before most examples are filed, so that filing days may still move."""
WINDOWS_AIM, TIMELINE_AIM = 100, 1000
EXPLAIN_AIM, ADVISE_AIM = 100, 10
KNOWN = {
    "filed_on": "2026-03-02",
    "applicant": {
        "is_job_seeker": True,
        "department": "33",
        "identity_document": {"kind": "passport", "valid_until": "2030-06-30"},
        "proof_of_residence": {"issued_on": "2026-01-15"},
    },
    "certification": {"kind": "socle"},
    "evaluation": {"stage": "initial", "starts_on": "2026-04-01", "ends_on": "2026-04-02"},
    "evaluator": {"department": "87", "accreditation": {"valid_from": "2025-01-01", "valid_until": "2027-12-31"}},
    "quote": {"from_evaluator": True, "names_applicant": True},
}
THREE_UNKNOWN = KNOWN | {"filed_on": None, "evaluation": {"stage": "initial"}}
LATE = KNOWN | {"filed_on": "2026-03-14"}


def report(name: str, dossier: Dossier, call: Callable[[], object], aim: float | None = None) -> None:
    """Measure one call and print a line."""
    taken = best({"decide": lambda: decide(dossier), "call": call})
    ratio = taken["call"] / taken["decide"]
    said = f"   (aim: {aim:g} µs)" if aim else ""
    print(f"{name:<66}{taken['call'] * 1e6:8.1f} µs {ratio:7.1f} decisions{said}")


def report_words() -> None:
    """Measure the words on every example, in French, which is dearer to set, and print a line for each."""
    print(f"{'':<34}{'explain/decide':>15}{'advise/explain':>16}{'before filing':>15}")
    worst = [0.0, 0.0, 0.0]
    for file in sorted(EXAMPLES.glob("*.json")):
        if not file.stem.endswith(".decision"):
            dossier = dossier_from_json(file.read_bytes())
            decision, filed = decide(dossier), dossier.filed_on or BEFORE
            taken = best(
                {
                    "decide": lambda dossier=dossier: decide(dossier),  # type: ignore[misc]
                    "explain": lambda decision=decision: explain(decision),  # type: ignore[misc]
                    "advise": lambda dossier=dossier, filed=filed: advise(dossier, today=filed),  # type: ignore[misc]
                    "before": lambda dossier=dossier: advise(dossier, today=BEFORE),  # type: ignore[misc]
                }
            )
            explained = taken["explain"]
            ratios = [explained / taken["decide"], taken["advise"] / explained, taken["before"] / explained]
            worst = [max(pair) for pair in zip(worst, ratios, strict=True)]
            print(f"{file.stem:<34}{ratios[0]:15.1f}{ratios[1]:16.1f}{ratios[2]:15.1f}")
    print(f"{'the worst':<34}{worst[0]:15.1f}{worst[1]:16.1f}{worst[2]:15.1f}")
    print(f"{'aim: at most':<34}{EXPLAIN_AIM:15}{ADVISE_AIM:16}{ADVISE_AIM:15}")


def main() -> None:
    """Measure and print a table."""
    known, open_dates, late = [dossier_from_dict(stated) for stated in (KNOWN, THREE_UNKNOWN, LATE)]
    report("decide, all known", known, lambda: decide(known))
    report("decide, three dates unknown", open_dates, lambda: decide(open_dates))
    report("windows, all known", known, lambda: windows(known))
    report("windows, three dates unknown", open_dates, lambda: windows(open_dates), WINDOWS_AIM)
    for path in windows(known):
        report(f"timeline of {path}, all known", known, lambda path=path: timeline(known, path), TIMELINE_AIM)  # type: ignore[misc]
        report(
            f"timeline of {path}, three unknown",
            open_dates,
            lambda path=path: timeline(open_dates, path),  # type: ignore[misc]
            TIMELINE_AIM,
        )
    report("repairs, filed too late", late, lambda: repairs(late))
    report("repairs, filed too late, from today on", late, lambda: repairs(late, today=date(2026, 3, 14)))
    report_words()


if __name__ == "__main__":
    main()
