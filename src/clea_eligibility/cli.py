"""The command line: decide a dossier or a file of them, plan one, list the rules, print the schemas.

Exit codes: 0 eligible, or done; 3 ineligible; 4 undetermined; 2 bad input or bad usage, with every problem on
standard error and nothing on standard output.
"""

import argparse
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from clea_eligibility.errors import CleaError, InvalidDossier
from clea_eligibility.text import LANGUAGES

__all__ = ["main"]

if TYPE_CHECKING:
    from clea_eligibility.dossier.models import Dossier

_BAD_INPUT = 2
_KILLED = 128
_INTERRUPTED = _KILLED + signal.SIGINT
_EXIT_CODES: Mapping[str, int] = MappingProxyType({"eligible": 0, "ineligible": 3, "undetermined": 4})
_STANDARD_INPUT = "-"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that ``argv`` gives, and return its exit code.

    Without ``argv``, run the one that the process was started with, and exit.
    """
    if argv is None:
        sys.exit(main(sys.argv[1:]))
    try:
        try:
            arguments = _parser().parse_args(argv)
        except SystemExit as stopped:  # argparse has helped, or has said what is wrong
            return stopped.code if isinstance(stopped.code, int) else _BAD_INPUT
        code: int = arguments.run(arguments)
        return code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except _CannotWriteError as error:
        return _refuse(f"cannot write to standard output: {error}")


# The commands: what only one of them needs is imported there, so that help comes at once


def _decide(arguments: argparse.Namespace) -> int:
    from clea_eligibility.deciding.decision import decide
    from clea_eligibility.explain import explain
    from clea_eligibility.wire import decision_to_json

    dossier = _dossier(arguments.file)
    if dossier is None:
        return _BAD_INPUT
    decision = decide(dossier)
    if arguments.json:
        _write_json(decision_to_json(decision, indent=2))
    else:
        _write(explain(decision, arguments.lang))
    return _EXIT_CODES[decision.outcome]


def _plan(arguments: argparse.Namespace) -> int:
    from clea_eligibility.evidence import paris_day
    from clea_eligibility.explain._phrases import TODAY_TAKEN
    from clea_eligibility.explain.plans import advise
    from clea_eligibility.text import long_day

    dossier = _dossier(arguments.file)
    if dossier is None:
        return _BAD_INPUT
    today = arguments.from_day
    if today is None:
        today = paris_day(datetime.now(UTC))
        _write(TODAY_TAKEN.say(arguments.lang, day=long_day(today, arguments.lang)) + "\n")
    _write(advise(dossier, arguments.lang, today=today))
    return 0


def _batch(arguments: argparse.Namespace) -> int:
    try:
        from clea_eligibility.frames.files import decide_file
    except ModuleNotFoundError as error:
        return _refuse(f"batch needs {error.name}, which is not installed: pip install 'clea-eligibility[batch]'")
    try:
        with _tidied_up_if_stopped(), _progress() as progress:
            tally = decide_file(arguments.source, arguments.target, arguments.errors, progress=progress)
    except CleaError as error:
        return _refuse(*str(error).split("\n"))
    bad = [f"{tally.bad:,} of {tally.rows:,} rows could not be decided: see their 'problems'"] if tally.bad else []
    for line in (*tally.notes, *bad):
        _say(line)
    return 0


def _rules(arguments: argparse.Namespace) -> int:
    from clea_eligibility.editions import GUIDE
    from clea_eligibility.explain.rules import list_rules, rules_to_dict

    if arguments.json:
        _write_json(_json(rules_to_dict(GUIDE)))
    else:
        _write(list_rules(GUIDE, arguments.lang))
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    from clea_eligibility.wire import decision_schema, dossier_schema

    _write_json(_json(dossier_schema() if arguments.of == "dossier" else decision_schema()))
    return 0


# While a file is decided


@contextmanager
def _progress() -> Iterator[Callable[[int], None] | None]:
    """On a terminal, something that shows how many rows are done, and how many a second."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    start = monotonic()

    def show(rows: int) -> None:
        rate = rows / max(monotonic() - start, 1e-3)
        _tell(f"\r{rows:,} rows, {rate:,.0f} rows/s ")

    try:
        yield show
    finally:
        _tell("\n")


@contextmanager
def _tidied_up_if_stopped() -> Iterator[None]:
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


# Reading and writing


def _dossier(file: str) -> "Dossier | None":
    """The dossier in a file; ``None`` where there is none, which has then been said on standard error."""
    from clea_eligibility.wire import dossier_from_json

    name = "standard input" if file == _STANDARD_INPUT else repr(file)
    try:
        return dossier_from_json(_read(file))
    except InvalidDossier as error:
        _refuse(f"{name} is not a valid dossier:", *map(str, error.problems))
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        _refuse(f"cannot read {name}: {getattr(error, 'strerror', None) or error}")
    return None


def _read(file: str) -> bytes | str:
    if file != _STANDARD_INPUT:
        return Path(file).read_bytes()
    if sys.stdin is None:
        raise OSError("it is closed")
    content: bytes | str = getattr(sys.stdin, "buffer", sys.stdin).read()
    return content


def _json(data: Mapping[str, Any]) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2)


def _write_json(text: str) -> None:
    _write(text, encoding="utf-8")  # JSON is UTF-8, wherever it goes


class _CannotWriteError(Exception):
    """Standard output takes nothing more; the argument says why."""


def _write(text: str, *, encoding: str | None = None) -> None:
    """Write text to standard output: in the encoding given, else in its own, else, if that lacks letters, in UTF-8."""
    output = sys.stdout
    if output is None or output.closed:
        raise _CannotWriteError("it is closed")
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
        raise _CannotWriteError(error.strerror) from error


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


def _refuse(*lines: str) -> int:
    """Say on standard error what is wrong, and return the exit code for it."""
    _say(*lines)
    return _BAD_INPUT


def _say(*lines: str) -> None:
    _tell("clea-eligibility: " + "\n".join(map(_printable, lines)) + "\n")


def _tell(text: str) -> None:
    """Write text to standard error; where that takes nothing, the exit code has to do."""
    if sys.stderr is not None:
        try:
            print(text, end="", file=sys.stderr, flush=True)
        except OSError:
            _let_go(sys.stderr)


def _printable(text: str) -> str:
    """The text with nothing in it that a terminal would obey."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


# The arguments


class _Parser(argparse.ArgumentParser):
    """A parser that writes as the commands do, whatever its output is, and repeats wrong arguments harmlessly."""

    def print_help(self, file: Any = None) -> None:  # noqa: ARG002
        _write(self.format_help().removesuffix("\n"))

    def error(self, message: str) -> NoReturn:
        _tell(f"{self.format_usage()}{self.prog}: error: {_printable(message)}\n")
        self.exit(_BAD_INPUT)


class _Version(argparse.Action):
    """Prints the version, which is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            _write(f"{parser.prog} {version('clea-eligibility')}")
        except PackageNotFoundError:
            _write(f"{parser.prog}, which is not installed: its version is not known")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="clea-eligibility",
        description="Decide whether a dossier meets the published criteria of the Région Nouvelle-Aquitaine's aid "
        "towards a CléA certification. The Region alone decides on the aid.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(run: Callable[[argparse.Namespace], int], summary: str, description: str) -> argparse.ArgumentParser:
        name = run.__name__.removeprefix("_")
        added = commands.add_parser(name, help=summary, description=description, allow_abbrev=False)
        added.set_defaults(run=run)
        return added

    decide = command(
        _decide,
        "decide one dossier, in words or as JSON",
        "Decide one dossier. Exit code: 0 eligible, 3 ineligible, 4 undetermined, 2 bad input.",
    )
    _add_dossier(decide)
    _add_form(decide)

    plan = command(
        _plan,
        "say what would mend a dossier, and which days would do",
        "Say what would mend a dossier, who can do it, and the days that each date may take.",
    )
    _add_dossier(plan)
    plan.add_argument("--today", dest="from_day", metavar="DAY", type=_day, help="plan nothing before this day")
    _add_language(plan)

    batch = command(
        _batch,
        "decide a file of dossiers: Parquet, CSV or JSON Lines",
        "Decide every dossier of a file, and write what it holds and the decisions into another. The ends "
        "of their names tell the formats: .parquet, .csv, .jsonl or .ndjson. Columns are named by the paths of facts, "
        "others pass through; a line of JSON holds a dossier, or facts by path. Rows that no dossier could be are "
        "written without an outcome but with their problems, and counted on standard error. Needs the extra 'batch'.",
    )
    batch.add_argument("source", metavar="IN", help="the dossiers")
    batch.add_argument("target", metavar="OUT", help="where the decisions go; replaced once they are complete")
    batch.add_argument(
        "--errors",
        metavar="FILE",
        help="where every problem goes: row (counted as one sees IN: the header of a CSV file is row 1), path, code, "
        "message; formats as above",
    )

    rules = command(
        _rules,
        "list the rules, with the statements of the page that they rest on",
        "List the rules: what each requires, when it is presumed, its other readings; then the amounts.",
    )
    _add_form(rules)

    schema = command(
        _schema, "print the JSON Schema of dossiers or of decisions", "Print a JSON Schema (draft 2020-12)."
    )
    schema.add_argument("of", choices=("dossier", "decision"), help="what the schema describes")
    return parser


def _add_dossier(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="the dossier, as JSON; '-' reads standard input")


def _day(text: str) -> date:
    """A day as the command line takes it; argparse says what is wrong with another."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"expected a day that exists, written YYYY-MM-DD, got {text!r}")


def _add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=LANGUAGES, default="fr", help="the language of the text (default: fr)")


def _add_form(command: argparse.ArgumentParser) -> None:
    _add_language(command)
    command.add_argument("--json", action="store_true", help="print JSON instead of text")
