"""What ten megabytes of nonsense cost: the refusal beside ``json.loads`` of the same text, and its size.

``python benchmarks/nonsense.py``. A service refuses what it is sent: at most ``AIM`` times what reading the JSON takes,
and in 64 kB. Processor time, the best of some rounds in turns.
"""

import json
from collections.abc import Mapping
from functools import partial

from timing import best

from clea_eligibility import InvalidDossier
from clea_eligibility.wire import dossier_from_json

AIM = 4
SIZE = 10_000_000
ROUNDS = 3


def nonsense() -> Mapping[str, str]:
    """By name ten megabytes that are JSON and no dossier."""
    kinds = {f"keys of {letter!r}": f'"{letter * 40}%d":1' for letter in ("x", "é", "\U0001f600", "\\u0001")}
    kinds |= {
        "one key again and again": '"quote":1',
        "one key again and again, an object each": '"quote":{"provided":true}',
        "a list of numbers": "1",
        "a list of objects": "{}",
        "a list of NaN": "NaN",
        "a text of brackets": "[",
    }
    return {name: _ten_megabytes(name, one) for name, one in kinds.items()}


def _ten_megabytes(name: str, one: str) -> str:
    if name == "a text of brackets":
        return '{"filed_on":"' + one * SIZE + '"}'
    number = SIZE // (len(one.encode()) + 1)
    items = (one % index for index in range(number)) if "%d" in one else [one] * number
    before, after = "[]" if name.startswith("a list") else "{}"
    return before + ",".join(items) + after


def _refused(text: str) -> int:
    try:
        dossier_from_json(text)
    except InvalidDossier as error:
        return len(json.dumps(error.args))
    raise AssertionError("nonsense was read")


def main() -> None:
    """Print for each kind how many times as long the refusal takes, and how long it is."""
    print(f"times json.loads, aim {AIM}; bytes of the refusal, aim 64,000")
    for name, text in nonsense().items():
        times = best({"read": partial(json.loads, text), "refused": partial(_refused, text)}, ROUNDS)
        print(f"{times['refused'] / times['read']:5.2f}  {_refused(text):6,}  {name}", flush=True)


if __name__ == "__main__":
    main()
