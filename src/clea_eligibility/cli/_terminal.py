"""Reading files and writing to any terminal, pipe or file, whatever becomes of them, and saying what cannot be used."""

import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn, TextIO

from clea_eligibility.cli import _words as words
from clea_eligibility.errors import NARROW_NO_BREAK, NO_BREAK, Problem, problem, why
from clea_eligibility.text import Language, Text, number

BAD_INPUT = 2
_KILLED = 128
INTERRUPTED = _KILLED + signal.SIGINT
STANDARD_INPUT = "-"
LARGEST = 1_000_000
"""More bytes than this are no dossier: one takes less than two thousand."""


def read(file: str) -> bytes | str:
    """What a file holds, or a little more of it than a dossier may."""
    if file != STANDARD_INPUT:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST + 1)
    if sys.stdin is None:
        raise OSError(words.CLOSED)
    content: bytes | str = getattr(sys.stdin, "buffer", sys.stdin).read(LARGEST + 1)
    return content


def as_json(data: Mapping[str, Any], indent: int | None = 2) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=indent)


def write_json(text: str) -> None:
    write(text, encoding="utf-8")  # JSON is UTF-8, wherever it goes


class CannotWriteError(Exception):
    """Standard output takes nothing more."""

    def __init__(self, why: Text) -> None:
        super().__init__(why)
        self.why = why


def write(text: str, *, encoding: str | None = None) -> None:
    """Write text to standard output: in the encoding given, else in its own, else, if that lacks letters, in UTF-8."""
    output = sys.stdout
    if output is None or output.closed:
        raise CannotWriteError(words.CLOSED)
    if isinstance(output, io.TextIOWrapper):
        best = encoding or (output.encoding if _has_letters(output.encoding, text) else "utf-8")
        if best != output.encoding:
            output.reconfigure(encoding=best)
    try:
        print(text, flush=True)
    except BrokenPipeError:  # the reader has seen enough
        _let_go(output)
    except OSError as error:
        _let_go(output)
        raise CannotWriteError(why(error)) from error


def _let_go(stream: TextIO) -> None:
    """Send what is left to nowhere: it must not fail once more when Python exits, which would change the exit code."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), stream.fileno())


def _has_letters(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def say(lang: Language, *lines: str) -> None:
    said = words.SAYS.say(lang, program="clea-eligibility", said="\n".join(map(printable, lines)))
    tell(f"{said}\n")


def tell(text: str) -> None:
    """Write text to standard error; where that takes nothing, the exit code has to do."""
    if sys.stderr is not None:
        if not _has_letters(sys.stderr.encoding or "utf-8", text):
            text = text.translate(_TYPED)
        try:
            print(text, end="", file=sys.stderr, flush=True)
        except OSError:
            _let_go(sys.stderr)


_SPACES = (NO_BREAK, NARROW_NO_BREAK)
_TYPED = str.maketrans({**dict.fromkeys(_SPACES, " "), "\u2019": "'"})
"""What a printer sets, as it is typed."""


def printable(text: str) -> str:
    """The text with nothing in it that a terminal would obey."""
    return "".join(
        letter if letter.isprintable() or letter in _SPACES else letter.encode("unicode_escape").decode()
        for letter in text
    )


def unicode_name(name: str) -> str:
    """The name of a file as JSON can hold it, whatever bytes it is made of."""
    return name.encode(errors="backslashreplace").decode()


# What cannot be used


class Fault:
    def __init__(self, code: str, said: Text, problems: Iterable[Problem] = (), *, file: str | None = None) -> None:
        self.said = said
        self.problems = tuple(problems)
        self.file = file
        self.as_problems = self.problems or (problem("", code, said),)

    def say(self, lang: Language) -> None:
        say(lang, *self.said.say(lang).split("\n"), *(problem.line(lang) for problem in self.problems))


class RefusedError(Exception):
    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = faults


def needs(error: ModuleNotFoundError, what: str, extra: str) -> RefusedError:
    said = words.NEEDS.filled(what=what, package=error.name, extra=extra)
    return RefusedError(Fault("not_installed", said))


def problems_as_json(faults: Iterable[Fault]) -> str:
    """Every problem on one line of letters that any terminal has; with its file where there are several."""
    import json

    problems = [
        {
            **({} if fault.file is None else {"file": fault.file}),
            "path": problem.path,
            "pointer": problem.pointer,
            "code": problem.code,
            "message": problem.message,
        }
        for fault in faults
        for problem in fault.as_problems
    ]
    return json.dumps({"problems": problems})


# While a file is decided, or somebody is asked


@contextmanager
def progress(lang: Language) -> Iterator[Callable[[int], None] | None]:
    """On a terminal, something that shows how many rows are done, and how many a second."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    start = monotonic()

    def show(rows: int) -> None:
        rate = rows / max(monotonic() - start, 1e-3)
        tell("\r" + words.ROWS.say(lang, rows=number(rows, lang), rate=number(round(rate), lang)))

    try:
        yield show
    finally:
        tell("\n")


@contextmanager
def tidied_up_if_stopped() -> Iterator[None]:
    """Let a process that is interrupted or told to end tidy up, wherever it is.

    Polars, once imported, takes an interruption for itself: whatever else was going on might never hear of it.
    """

    def stop(number: int, _: object) -> NoReturn:
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(_KILLED + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
