"""The command line: decide dossiers or a file of them, plan one, list the rules, print the schemas.

Exit codes: 0 eligible, or done; 3 ineligible; 4 undetermined; 2 bad input or bad usage, with every problem on
standard error and nothing on standard output. Of several dossiers, 3 counts before 4, and 4 before 0.
"""

import argparse
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from clea_eligibility.errors import CleaError, InvalidDossier, Problem
from clea_eligibility.text import LANGUAGES, Language, Text, typeset

__all__ = ["main"]

if TYPE_CHECKING:
    from clea_eligibility.dossier.models import Dossier
    from clea_eligibility.explain.papers import Sheet
    from clea_eligibility.interview import Interview, Question
    from clea_eligibility.planning import Window
    from clea_eligibility.rules._conditions import Value
    from clea_eligibility.rules._ruleset import RuleSet

_BAD_INPUT = 2
_KILLED = 128
_INTERRUPTED = _KILLED + signal.SIGINT
_EXIT_CODES: Mapping[str, int] = MappingProxyType({"eligible": 0, "ineligible": 3, "undetermined": 4})
_SEVERAL = ("ineligible", "undetermined", "eligible")
"""The outcome of several dossiers is the first of these that one of them has."""
_STANDARD_INPUT = "-"
_LARGEST = 1_000_000
"""More bytes than this are no dossier: one takes less than two thousand."""
_STATEMENTS = False
"""Whether words have the numbers of the page's statements, unless an option says otherwise."""
_PLANNED_FROM = Text(
    fr="Plan à partir d’aujourd’hui, {day} à Paris.",
    en="Planned from today, {day} in Paris.",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that ``argv`` gives, and return its exit code.

    Without ``argv``, run the one that the process was started with, and exit.
    """
    if argv is None:
        sys.exit(main(sys.argv[1:]))
    try:
        try:
            arguments = _parser().parse_args(argv)
        except SystemExit:  # argparse has helped
            return 0
        code: int = arguments.run(arguments)
        return code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except _RefusedError as refused:
        faults = refused.faults
    except _CannotWriteError as error:
        _say(f"cannot write to standard output: {error}")
        return _BAD_INPUT
    except CleaError as error:
        faults = (_Fault("not_usable", str(error)),)
    if "--json" in argv:
        _tell(f"{_problems_as_json(faults)}\n")
    else:
        for fault in faults:
            fault.say()
    return _BAD_INPUT


# The commands: what only one of them needs is imported there, so that help comes at once


def _decide(arguments: argparse.Namespace) -> int:
    from clea_eligibility.deciding.decision import decide

    rules = _rule_set(arguments)
    decisions = [decide(dossier, rules) for dossier in _dossiers(arguments.files)]
    named = list(zip(arguments.files, decisions, strict=True))
    if arguments.json:
        from clea_eligibility.wire import decision_to_dict, decision_to_json

        lines = [_json({"file": _unicode(file), **decision_to_dict(decision)}, None) for file, decision in named]
        _write_json(decision_to_json(decisions[0], indent=2) if len(lines) == 1 else "\n".join(lines))
    else:
        from clea_eligibility.explain import explain

        texts = [(file, explain(decision, arguments.lang, statements=arguments.statements)) for file, decision in named]
        under_names = (f"==> {_printable(file)} <==\n\n{text}" for file, text in texts)
        _write(texts[0][1] if len(texts) == 1 else "\n\n".join(under_names))
    outcomes = {decision.outcome for decision in decisions}
    return next(_EXIT_CODES[outcome] for outcome in _SEVERAL if outcome in outcomes)


def _plan(arguments: argparse.Namespace) -> int:
    rules = _rule_set(arguments)
    (dossier,) = _dossiers([arguments.file])
    today = arguments.from_day or _day_in_paris()
    if arguments.json:
        _write_json(_json(_plan_as_data(dossier, rules, today)))
        return 0
    from clea_eligibility.explain._saying import value_said
    from clea_eligibility.explain.plans import advise

    advice = advise(dossier, arguments.lang, today=today, rules=rules, statements=arguments.statements)
    day = value_said(today, arguments.lang)
    _write(advice if arguments.from_day else f"{_PLANNED_FROM.say(arguments.lang, day=day)}\n\n{advice}")
    return 0


def _checklist(arguments: argparse.Namespace) -> int:
    from clea_eligibility.explain.papers import checklist_sheet

    rules = _rule_set(arguments)
    (dossier,) = _dossiers([arguments.file])
    today = arguments.from_day or _day_in_paris()
    _write_sheet(checklist_sheet(dossier, arguments.lang, today=today, rules=rules), arguments)
    return 0


def _letter(arguments: argparse.Namespace) -> int:
    from clea_eligibility.deciding.decision import decide
    from clea_eligibility.explain.papers import letter_sheet

    rules = _rule_set(arguments)
    (dossier,) = _dossiers([arguments.file])
    _write_sheet(letter_sheet(decide(dossier, rules), arguments.lang, by=arguments.by), arguments)
    return 0


def _write_sheet(sheet: "Sheet", arguments: argparse.Namespace) -> None:
    if arguments.html:
        from clea_eligibility.html._sheets import printable

        _write(printable(sheet, arguments.lang), encoding="utf-8")  # as the page says
    else:
        _write(str(sheet))


def _deadlines(arguments: argparse.Namespace) -> int:
    from clea_eligibility.explain.deadlines import deadlines

    found = deadlines(arguments.first, arguments.last, arguments.lang, rules=_rule_set(arguments))
    if arguments.form == "ics":
        _write(found.to_icalendar().removesuffix("\n"), encoding="utf-8")
    else:
        _write(found.to_csv().removesuffix("\n") if arguments.form == "csv" else str(found))
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from clea_eligibility.dossier.models import Dossier
    from clea_eligibility.explain import explain
    from clea_eligibility.interview import Interview

    (dossier,) = [Dossier()] if arguments.file is None else _dossiers([arguments.file])
    interview = Interview(dossier, today=arguments.today or _day_in_paris())
    lang, save = arguments.lang, arguments.save
    _write(typeset(_ASK_HINT.say(lang), lang))
    with _tidied_up_if_stopped():
        try:
            while (question := interview.question) is not None:
                _write(_asked(question, interview.at_most, lang))
                interview = _answered(interview, input("> ").strip(), lang)
        except EOFError:  # nobody answers any more: what is known is decided
            _write("")
        except (KeyboardInterrupt, SystemExit):
            _write("")
            _save(interview.dossier, save, lang)
            raise
    _write(f"\n{explain(interview.decision, lang)}")
    return _save(interview.dossier, save, lang) or _EXIT_CODES[interview.decision.outcome]


def _batch(arguments: argparse.Namespace) -> int:
    try:
        from clea_eligibility.frames.files import decide_file
    except ModuleNotFoundError as error:
        raise _needs(error, "batch", "batch") from None
    rules = _rule_set(arguments)
    with _tidied_up_if_stopped(), _progress() as progress:
        tally = decide_file(arguments.source, arguments.target, arguments.errors, rules=rules, progress=progress)
    bad = [f"{tally.bad:,} of {tally.rows:,} rows could not be decided: see their 'problems'"] if tally.bad else []
    for line in (*tally.notes, *bad):
        _say(line)
    return 0


def _rules(arguments: argparse.Namespace) -> int:
    from clea_eligibility.explain.rules import list_rules, rules_to_dict

    rules = _rule_set(arguments)
    if arguments.json:
        _write_json(_json(rules_to_dict(rules)))
    else:
        _write(list_rules(rules, arguments.lang))
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    from clea_eligibility.wire import decision_schema, dossier_schema

    _write_json(_json(dossier_schema() if arguments.of == "dossier" else decision_schema()))
    return 0


# While somebody is asked

_ASK_HINT = Text(
    "Répondez par un numéro ou par un mot. « ? » : aide ; « retour » : question précédente ; Entrée : je ne sais pas.",
    'Answer with a number or a word. "?" helps, "back" returns to the question before, Enter: I do not know.',
)
_ASK_LEFT = Text("(au plus {count})", "(at most {count})")
_SAVED = Text("Réponses enregistrées dans {file}.", "The answers are saved in {file}.")
_NOT_SAVED = Text("Impossible d'enregistrer dans {file} : {why}", "Cannot save to {file}: {why}")


def _asked(question: "Question", at_most: int, lang: Language) -> str:
    """A question as a terminal shows it, with its choices by number."""
    choices = [f"  {number}. {label}" for number, (_, label) in enumerate(question.choices(lang), 1)]
    bounds = [question.help(lang)] if question.kind == "date" else []  # which days would do, before one is typed
    return "\n".join(["", f"{question.text(lang)} {_ASK_LEFT.say(lang, count=at_most)}", *bounds, *choices])


def _answered(interview: "Interview", typed: str, lang: Language) -> "Interview":
    """The interview after what was typed; the same one after a call for help, or a wrong answer."""
    from clea_eligibility.interview import InvalidAnswer

    if typed.casefold() in ("retour", "back"):
        return interview.back()
    if not typed:
        return interview.skip()
    if typed == "?":
        _write(interview.question.help(lang))  # type: ignore[union-attr]
        return interview
    try:
        return interview.answer(typed)
    except InvalidAnswer as refused:
        _write(refused.text(lang))
        return interview


def _save(dossier: "Dossier", file: str | None, lang: Language) -> int:
    """Save a dossier, whole or not at all, and say so; nothing where no file is named."""
    from clea_eligibility.wire import dossier_to_json

    if file is None:
        return 0
    half = Path(f"{file}.part")
    try:
        half.write_text(dossier_to_json(dossier, indent=2) + "\n", "utf-8")
        half.replace(file)
    except (OSError, ValueError) as error:
        half.unlink(missing_ok=True)
        _say(_NOT_SAVED.say(lang, file=file, why=getattr(error, "strerror", None) or error))
        return _BAD_INPUT
    _write(_SAVED.say(lang, file=_printable(file)))
    return 0


def _rule_set(arguments: argparse.Namespace) -> "RuleSet":
    from clea_eligibility.editions import GUIDE, rule_set

    return GUIDE if arguments.rules is None else rule_set(arguments.rules)


def _day_in_paris() -> date:
    """The day that it is in Paris, by the clock."""
    from datetime import UTC, datetime

    from clea_eligibility.dossier.dates import paris_day

    return paris_day(datetime.now(UTC))


def _plan_as_data(dossier: "Dossier", rules: "RuleSet", today: date) -> dict[str, Any]:
    """What a plan says, for programs."""
    from clea_eligibility.deciding.decision import decide
    from clea_eligibility.planning import Window, repairs, windows
    from clea_eligibility.wire import decision_to_dict

    def as_data(change: "Window | Value | None") -> Any:
        if isinstance(change, Window):
            return {
                "earliest": change.earliest and str(change.earliest),
                "latest": change.latest and str(change.latest),
            }
        return change

    found = repairs(dossier, rules, today=today)
    return {
        "today": today.isoformat(),
        "decision": decision_to_dict(decide(dossier, rules)),
        "windows": {path: as_data(window) for path, window in windows(dossier, rules, today=today).items()},
        "repairs": [
            {
                "actors": list(repair.actors),
                "changes": {path: as_data(change) for path, change in repair.changes.items()},
            }
            for repair in found
        ],
        "beyond_repair": [finding.rule.code for finding in found.beyond_repair],
    }


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


def _dossiers(files: Sequence[str]) -> "list[Dossier]":
    """The dossiers in files; raises :class:`_RefusedError` with what is wrong with each file."""
    from clea_eligibility.wire import dossier_from_json

    dossiers: list[Dossier] = []
    faults: list[_Fault] = []
    for file in files:
        name = "standard input" if file == _STANDARD_INPUT else repr(file)
        its_name = _unicode(file) if len(files) > 1 else None
        try:
            content = _read(file)
            if len(content) > _LARGEST:
                said = f"{name} is too large for a dossier: more than {_LARGEST:,} bytes; batch decides a file of many"
                faults.append(_Fault("too_large", said, file=its_name))
            else:
                dossiers.append(dossier_from_json(content))
        except InvalidDossier as error:
            faults.append(_Fault("not_a_dossier", f"{name} is not a valid dossier:", error.problems, file=its_name))
        except (OSError, ValueError) as error:  # ValueError: a path that no file can have
            said = f"cannot read {name}: {getattr(error, 'strerror', None) or error}"
            faults.append(_Fault("unreadable", said, file=its_name))
    if faults:
        raise _RefusedError(*faults)
    return dossiers


def _read(file: str) -> bytes | str:
    """What a file holds, or a little more of it than a dossier may."""
    if file != _STANDARD_INPUT:
        with Path(file).open("rb") as opened:
            return opened.read(_LARGEST + 1)
    if sys.stdin is None:
        raise OSError("it is closed")
    content: bytes | str = getattr(sys.stdin, "buffer", sys.stdin).read(_LARGEST + 1)
    return content


def _json(data: Mapping[str, Any], indent: int | None = 2) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=indent)


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


def _unicode(name: str) -> str:
    """The name of a file as JSON can hold it, whatever bytes it is made of."""
    return name.encode(errors="backslashreplace").decode()


# Refusals


class _Fault:
    """One thing that cannot be used, and why."""

    def __init__(self, code: str, said: str, problems: Iterable[Problem] = (), *, file: str | None = None) -> None:
        self.said = said
        self.problems = tuple(problems)
        self.file = file
        self.as_problems = self.problems or (Problem("", code, said),)

    def say(self) -> None:
        """Say it on standard error."""
        _say(*self.said.split("\n"), *map(str, self.problems))


class _RefusedError(Exception):
    """What was given cannot be used."""

    def __init__(self, *faults: _Fault) -> None:
        super().__init__()
        self.faults = faults


def _needs(error: ModuleNotFoundError, what: str, extra: str) -> _RefusedError:
    said = f"{what} needs {error.name}, which is not installed: pip install 'clea-eligibility[{extra}]'"
    return _RefusedError(_Fault("not_installed", said))


def _problems_as_json(faults: Iterable[_Fault]) -> str:
    """Every problem on one line of letters that any terminal has; with its file where there are several."""
    import json

    problems = [
        {
            **({} if fault.file is None else {"file": fault.file}),
            "path": problem.path,
            "pointer": _pointer(problem),
            "code": problem.code,
            "message": problem.message,
        }
        for fault in faults
        for problem in fault.as_problems
    ]
    return json.dumps({"problems": problems})


def _pointer(problem: Problem) -> str:
    """The JSON Pointer (RFC 6901) of a problem's place in what was given."""
    escaped = problem.path.replace("~", "~0").replace("/", "~1")
    made = "".join(f"/{key}" for key in escaped.split(".") if key)
    return getattr(problem, "pointer", made)


# The arguments


class _Parser(argparse.ArgumentParser):
    """A parser that writes as the commands do, whatever its output is, and repeats wrong arguments harmlessly."""

    def print_help(self, file: Any = None) -> None:  # noqa: ARG002
        _write(self.format_help().removesuffix("\n"))

    def error(self, message: str) -> NoReturn:
        raise _RefusedError(_BadUsage(message, self))


class _BadUsage(_Fault):
    """What argparse does not understand."""

    def __init__(self, message: str, parser: argparse.ArgumentParser) -> None:
        super().__init__("bad_usage", message)
        self.parser = parser

    def say(self) -> None:
        _tell(f"{self.parser.format_usage()}{self.parser.prog}: error: {_printable(self.said)}\n")


class _Version(argparse.Action):
    """Prints the version."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        _write(f"{parser.prog} {sys.modules[__name__.partition('.')[0]].__version__}")
        parser.exit()


class _Completion(argparse.Action):
    """Prints what a shell runs to complete the command, by shtab, which is imported only then."""

    def __call__(
        self, parser: argparse.ArgumentParser, _: argparse.Namespace, shell: Any, option: str | None = None
    ) -> NoReturn:
        try:
            shtab = import_module("shtab")
        except ModuleNotFoundError as error:
            raise _needs(error, f"{option}", "completion") from None
        _write(shtab.complete(parser, shell))
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="clea-eligibility",
        description="Decide whether a dossier meets the published criteria of the Région Nouvelle-Aquitaine's aid "
        "towards a CléA certification. The Region alone decides on the aid.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.add_argument(
        "--print-completion",
        action=_Completion,
        choices=("bash", "zsh", "tcsh"),
        help="print what makes a shell complete this command, and exit; needs the extra 'completion'",
    )
    _add_language(parser, "fr")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(run: Callable[[argparse.Namespace], int], summary: str, description: str) -> argparse.ArgumentParser:
        name = run.__name__.removeprefix("_")
        added = commands.add_parser(name, help=summary, description=description, allow_abbrev=False)
        added.set_defaults(run=run)
        _add_language(added)
        return added

    decide = command(
        _decide,
        "decide a dossier or several, in words or as JSON",
        "Decide a dossier, or several. Exit code: 0 eligible, 3 ineligible, 4 undetermined, 2 bad input; of several, 2 "
        "if any is bad, else 3, else 4. JSON of several is one object a line, which names its file.",
    )
    _add_file(decide, "files", "FILE", "a dossier, as JSON; '-' reads standard input", nargs="+")
    _add_rules(decide)
    _add_statements(decide)
    _add_json(decide)

    plan = command(
        _plan,
        "say what would mend a dossier, and which days would do",
        "Say what would mend a dossier, who can do it, and the days that each date may take, from today on.",
    )
    _add_file(plan, "file", "FILE", "the dossier, as JSON; '-' reads standard input")
    plan.add_argument(
        "--today",
        dest="from_day",
        metavar="DATE",
        type=_day,
        help="plan nothing before this day (default: the day in Paris, by the clock, which is then said)",
    )
    _add_rules(plan)
    _add_statements(plan)
    _add_json(plan)

    ask = command(
        _ask,
        "ask what is needed, question by question, and decide",
        "Ask, question by question, what is still needed to decide a dossier, then decide it. Exit code: as decide; "
        "Ctrl-C ends the interview, and with --save keeps what was answered.",
    )
    ask.add_argument("file", metavar="FILE", nargs="?", help="what is known already: a dossier as JSON")
    ask.add_argument("--save", metavar="FILE", help="where the answers go, as a dossier to be taken up again")
    ask.add_argument("--today", metavar="DAY", type=_day, help="the day from which '27 April' is looked for")
    checklist = command(
        _checklist,
        "list the papers to gather, and the day by which the dossier must be complete",
        "List what an applicant has to gather: each paper, the days that it must bear, who supplies it, and the day by "
        "which the dossier must be complete.",
    )
    _add_file(checklist, "file", "FILE", "the dossier, as JSON; '-' reads standard input")
    checklist.add_argument(
        "--today",
        dest="from_day",
        metavar="DATE",
        type=_day,
        help="the day on which the list is made (default: the day in Paris, by the clock)",
    )
    _add_rules(checklist)
    _add_html(checklist)

    letter = command(
        _letter,
        "draft a request for the documents that are missing",
        "Draft a letter that asks for the documents that are missing or will not do. An officer edits and signs it: it "
        "has blanks for names, and is no decision.",
    )
    _add_file(letter, "file", "FILE", "the dossier, as JSON; '-' reads standard input")
    letter.add_argument(
        "--by", metavar="DATE", type=_day, required=True, help="the day by which the dossier is to be complete"
    )
    _add_rules(letter)
    _add_html(letter)

    deadlines = command(
        _deadlines,
        "list the last days to file for evaluations that start in a range of days",
        "List, for each day on which an evaluation could start, the last day to file a complete dossier, and the one "
        "that is safe however the page is read.",
    )
    deadlines.add_argument("first", metavar="FIRST", type=_day, help="the first day on which an evaluation could start")
    deadlines.add_argument("last", metavar="LAST", type=_day, help="the last such day")
    form = deadlines.add_mutually_exclusive_group()
    for name, said in (("csv", "CSV"), ("ics", "a calendar, iCalendar")):
        form.add_argument(
            f"--{name}", dest="form", action="store_const", const=name, help=f"print {said} instead of text"
        )
    _add_rules(deadlines)

    batch = command(
        _batch,
        "decide a file of dossiers: Parquet, CSV or JSON Lines",
        "Decide every dossier of a file, and write what it holds and the decisions into another. The ends "
        "of their names tell the formats: .parquet, .csv, .jsonl or .ndjson. Columns are named by the paths of facts, "
        "others pass through; a line of JSON holds a dossier, or facts by path. Rows that no dossier could be are "
        "written without an outcome but with their problems, and counted on standard error. Needs the extra 'batch'.",
    )
    _add_file(batch, "source", "IN", "the dossiers")
    _add_file(batch, "target", "OUT", "where the decisions go; replaced once they are complete")
    _add_file(
        batch,
        "--errors",
        "FILE",
        "where every problem goes: row (counted as one sees IN: the header of a CSV file is row 1), path, code, "
        "message; formats as above",
    )
    _add_rules(batch)

    rules = command(
        _rules,
        "list the rules, with the statements of the page that they rest on",
        "List the rules: what each requires, when it is presumed, its other readings; then the amounts.",
    )
    _add_rules(rules)
    _add_json(rules)

    schema = command(
        _schema, "print the JSON Schema of dossiers or of decisions", "Print a JSON Schema (draft 2020-12)."
    )
    schema.add_argument("of", choices=("dossier", "decision"), help="what the schema describes")
    return parser


def _add_file(command: argparse.ArgumentParser, name: str, metavar: str, said: str, **more: Any) -> None:
    """An argument that names a file, which shtab is told in the way that it asks for."""
    argument = command.add_argument(name, metavar=metavar, help=said, **more)
    setattr(argument, "complete", {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"})  # noqa: B010


def _day(text: str) -> date:
    """A day as the command line takes it; argparse says what is wrong with another."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"expected a day that exists, written YYYY-MM-DD, got {text!r}")


def _add_language(command: argparse.ArgumentParser, default: str = argparse.SUPPRESS) -> None:
    """Before the command's name or after it; the later one counts."""
    command.add_argument("--lang", choices=LANGUAGES, default=default, help="the language of the text (default: fr)")


def _add_rules(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--rules",
        metavar="NAME",
        help="the rules: an edition, with readings after '+', such as guide-2026+clear_days (default: the newest)",
    )


def _add_statements(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--statements",
        action=argparse.BooleanOptionalAction,
        default=_STATEMENTS,
        help=f"whether words have the numbers of the page's statements (default: {'yes' if _STATEMENTS else 'no'})",
    )


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON instead of text; refusals are JSON as well")


def _add_html(command: argparse.ArgumentParser) -> None:
    command.add_argument("--html", action="store_true", help="print a web page that fits a sheet of A4 instead of text")
