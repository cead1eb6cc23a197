"""What the planner costs: the days that would do, one date over all days, and the nearest repairs.

Processor time of one call, best of many rounds, in microseconds; beside each, how many decisions of the same dossier
take as long, which is a ratio within one run and so means the same on another machine.
"""

from collections.abc import Callable
from datetime import date
from time import process_time

from clea_eligibility import Dossier, decide
from clea_eligibility.planning import repairs, timeline, windows
from clea_eligibility.wire import dossier_from_dict

ROUNDS, CALLS = 15, 100
WINDOWS_AIM, TIMELINE_AIM = 100, 1000
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


def microseconds(call: Callable[[], object]) -> float:
    """The processor time of one call."""
    call()
    best = min(_processor_time(call) for _ in range(ROUNDS))
    return best / CALLS * 1e6


def _processor_time(call: Callable[[], object]) -> float:
    start = process_time()
    for _ in range(CALLS):
        call()
    return process_time() - start


def report(name: str, dossier: Dossier, call: Callable[[], object], aim: float | None = None) -> None:
    """Measure one call and print a line."""
    one, decision = microseconds(call), microseconds(lambda: decide(dossier))
    print(f"{name:<66}{one:8.1f} µs {one / decision:7.1f} decisions{f'   (aim: {aim:g} µs)' if aim else ''}")


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


if __name__ == "__main__":
    main()
