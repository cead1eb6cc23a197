"""Timing calls against each other: ratios within one run, which mean the same on another machine."""

from collections.abc import Callable, Mapping
from time import process_time

ROUNDS = 15
SECONDS = 0.02
"""How long one measurement takes, at least: long beside the resolution of the clock."""


def best(calls: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The processor time of one call of each, in seconds: the best of many rounds.

    The calls take turns, so that a slow spell of the machine strikes all of them alike.
    """
    repeats = {name: _enough(call) for name, call in calls.items()}
    times = {name: float("inf") for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name] = min(times[name], _processor_time(call, repeats[name]) / repeats[name])
    return times


def _enough(call: Callable[[], object]) -> int:
    repeats = 1
    while (taken := _processor_time(call, repeats)) < SECONDS:
        repeats *= 2 if taken < SECONDS / 8 else 1 + round(SECONDS / taken)
    return repeats


def _processor_time(call: Callable[[], object], repeats: int) -> float:
    start = process_time()
    for _ in range(repeats):
        call()
    return process_time() - start
