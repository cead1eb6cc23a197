"""A bounded search for an input that breaks a reader or the command line: ``python tests/fuzz.py 1000000``.

Half of the inputs are grown, from the words of the vocabulary and from any others; half are examples with some of
their bytes changed. Reading one raises nothing but ``InvalidDossier``, whose problems show no control character, and a
dossier that is read is decided and written back. The command line, which takes one input in a hundred, ends with
0, 3 or 4, or says on standard error what is wrong and ends with 2. Then as many files of each form that ``batch``
reads, a hundred thousand at most: see ``fuzz_files.py``. A seed, after the number of inputs, makes another search;
forms after it, of ``json``, ``csv``, ``jsonl`` and ``parquet``, are searched alone.
"""

import contextlib
import io
import json
import random
import sys
import unicodedata
from pathlib import Path
from typing import Any

from fuzz_files import FORMS
from fuzz_files import search as search_files

from clea_eligibility import FACTS, InvalidDossier, decide
from clea_eligibility.cli import main
from clea_eligibility.wire import decision_to_json, dossier_from_json, dossier_to_json

EXAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent.parent / "examples").glob("*.json"))]
NAMES = sorted({name for fact in FACTS for name in fact.path.split(".")})
VALUES = sorted({value for fact in FACTS for value in fact.values})
DAYS = ["2026-03-02", "2026-02-30", "1900-01-01", "1899-12-31", "2199-12-31", "9999-12-31", "20260302", "2026-W10-1"]
ODD = ["", "\x00", "\x1b[31m", "\x9b", "\u202e", "\ud800", "é" * 3, "x" * 500, "NaN", "0", "٣", "2026-03-0٢"]
TOKENS = [b"{", b"}", b"[", b"]", b'"', b":", b",", b"\\", b"\x00", b"\xff", b"null", b"NaN", b"1e999", b"\\ud800"]
COMMANDS = ["decide", "plan", "rules", "schema", "dossier", "decision", "--json", "--lang", "fr", "en", "--today"]
SHOWN_BY_CLI = 100
"""One input in so many goes through the command line as well: it takes a hundred times as long."""
MOST_FILES = 100_000
OUTCOMES = {0, 3, 4}
BAD_INPUT = 2


def value(chance: random.Random, depth: int) -> Any:
    """Something that JSON can say, most often something that a fact could be."""
    kind = chance.randrange(10 if depth else 8)
    if kind < 6:
        return chance.choice([*DAYS, *VALUES, *ODD, None, True, False])
    if kind == 6:
        return chance.choice([0, 1, -1, 1.5, 10**400, float("nan"), float("inf")])
    if kind == 7:
        return chance.choice([[], {}, [[]], [{}]])
    return grown(chance, depth - 1) if kind == 8 else [value(chance, depth - 1)]


def grown(chance: random.Random, depth: int = 4) -> dict[str, Any]:
    """An object whose keys are names of the vocabulary, for the most part."""
    names = chance.choices([*NAMES, *ODD], k=chance.randrange(6))
    return {
        name: grown(chance, depth - 1) if depth and chance.random() < 0.4 else value(chance, depth) for name in names
    }


def stated(chance: random.Random) -> dict[str, Any]:
    """A dossier of the right shape, of which many values are wrong."""
    found: dict[str, Any] = {}
    for fact in chance.sample(FACTS, chance.randrange(len(FACTS))):
        *holders, name = fact.path.split(".")
        holder = found
        for part in holders:
            holder = holder.setdefault(part, {})
        fitting: dict[str, list[Any]] = {"date": DAYS[:1] * 20 + DAYS, "bool": [True, False] * 10 + [1]}
        values = fitting.get(fact.type, [*fact.values, None])
        holder[name] = chance.choice(values) if chance.random() < 0.98 else value(chance, 2)
    return found


def changed(chance: random.Random) -> bytes:
    """An example, some of whose bytes are gone, stand twice, or are others."""
    text = bytearray(chance.choice(EXAMPLES))
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = start + chance.randrange(12)
        text[start:end] = chance.choice(
            [b"", text[start:end] * 2, chance.choice(TOKENS), bytes([chance.randrange(256)])]
        )
    return bytes(text)


def inputs(chance: random.Random) -> str | bytes:
    """One input."""
    kind = chance.randrange(4)
    if kind < 2:
        return changed(chance)
    return json.dumps(grown(chance) if kind == 2 else stated(chance), ensure_ascii=chance.random() < 0.5)


def assert_read(text: str | bytes) -> str:
    """Read an input, decide it and write it back; the outcome, or ``refused``."""
    try:
        dossier = dossier_from_json(text)
    except InvalidDossier as refused:
        assert_harmless("; ".join(map(str, refused.problems)))
        return "refused"
    assert dossier_from_json(dossier_to_json(dossier)) == dossier
    decision = decide(dossier)
    json.loads(decision_to_json(decision))
    return decision.outcome


def assert_harmless(text: str) -> None:
    """Nothing that a terminal obeys: no control character, and none that turns the direction of writing."""
    assert not [
        letter for letter in text if unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\u202e\u2066"
    ], text


def assert_commanded(arguments: list[str], text: str | bytes) -> None:
    """Run the command line on an input."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    output, errors = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(raw))
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            code = main(arguments)
    finally:
        sys.stdin = before
    assert code in OUTCOMES | {BAD_INPUT}, code
    if code == BAD_INPUT:
        assert output.getvalue() == ""
        assert errors.getvalue()
        for line in errors.getvalue().splitlines():
            assert_harmless(line)


def arguments(chance: random.Random) -> list[str]:
    """A command, sensible for the most part."""
    if chance.random() < 0.7:
        return [chance.choice(["decide", "plan"]), "-", *chance.choice([[], ["--lang", "en"]])]
    return chance.choices([*COMMANDS, "-", *DAYS, *ODD], k=chance.randrange(5))


def search(number: int, seed: int) -> dict[str, int]:
    """Try so many inputs; how often each outcome occurred. The input that breaks something is shown."""
    chance = random.Random(seed)  # noqa: S311
    outcomes: dict[str, int] = {}
    for index in range(number):
        text = inputs(chance)
        command = arguments(chance) if index % SHOWN_BY_CLI == 0 else None
        try:
            outcome = assert_read(text)
            if command is not None:
                assert_commanded(command, text)
        except BaseException:
            print(f"input {index} of seed {seed}: {text!r}, command {command}")
            raise
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return outcomes


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    number, seed = int(given.get(0, "100000")), int(given.get(1, "0"))
    for form in sys.argv[3:] or ["json", *FORMS]:
        found = search(number, seed) if form == "json" else search_files(form, min(number, MOST_FILES), seed)
        print(form, found, flush=True)
