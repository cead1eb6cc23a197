"""The arguments that each command takes."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any, NoReturn

from clea_eligibility.cli import _commands
from clea_eligibility.cli._refusals import Fault, RefusedError, needs
from clea_eligibility.cli._terminal import printable, tell, write
from clea_eligibility.text import LANGUAGES

_STATEMENTS = False
"""Whether words have the numbers of the page's statements, unless an option says otherwise."""


class _Parser(argparse.ArgumentParser):
    """A parser that writes as the commands do, whatever its output is, and repeats wrong arguments harmlessly."""

    def print_help(self, file: Any = None) -> None:  # noqa: ARG002
        write(self.format_help().removesuffix("\n"))

    def error(self, message: str) -> NoReturn:
        raise RefusedError(_BadUsage(message, self))


class _BadUsage(Fault):
    """What argparse does not understand."""

    def __init__(self, message: str, parser: argparse.ArgumentParser) -> None:
        super().__init__("bad_usage", message)
        self.parser = parser

    def say(self) -> None:
        tell(f"{self.parser.format_usage()}{self.parser.prog}: error: {printable(self.said)}\n")


class _Version(argparse.Action):
    """Prints the version."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        write(f"{parser.prog} {sys.modules[__name__.partition('.')[0]].__version__}")
        parser.exit()


class _Completion(argparse.Action):
    """Prints what a shell runs to complete the command, by shtab, which is imported only then."""

    def __call__(
        self, parser: argparse.ArgumentParser, _: argparse.Namespace, shell: Any, option: str | None = None
    ) -> NoReturn:
        try:
            shtab = import_module("shtab")
        except ModuleNotFoundError as error:
            raise needs(error, f"{option}", "completion") from None
        write(shtab.complete(parser, shell))
        parser.exit()


def parser() -> argparse.ArgumentParser:
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
        name = run.__name__.removeprefix("run_")
        added = commands.add_parser(name, help=summary, description=description, allow_abbrev=False)
        added.set_defaults(run=run)
        _add_language(added)
        return added

    decide = command(
        _commands.run_decide,
        "decide a dossier or several, in words or as JSON",
        "Decide a dossier, or several. Exit code: 0 eligible, 3 ineligible, 4 undetermined, 2 bad input; of several, 2 "
        "if any is bad, else 3, else 4. JSON of several is one object a line, which names its file.",
    )
    _add_file(decide, "files", "FILE", "a dossier, as JSON; '-' reads standard input", nargs="+")
    _add_rules(decide)
    _add_statements(decide)
    _add_json(decide)

    plan = command(
        _commands.run_plan,
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
        _commands.run_ask,
        "ask what is needed, question by question, and decide",
        "Ask, question by question, what is still needed to decide a dossier, then decide it. Exit code: as decide; "
        "Ctrl-C ends the interview, and with --save keeps what was answered.",
    )
    ask.add_argument("file", metavar="FILE", nargs="?", help="what is known already: a dossier as JSON")
    ask.add_argument("--save", metavar="FILE", help="where the answers go, as a dossier to be taken up again")
    ask.add_argument("--today", metavar="DAY", type=_day, help="the day from which '27 April' is looked for")
    checklist = command(
        _commands.run_checklist,
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
        _commands.run_letter,
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
        _commands.run_deadlines,
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
        _commands.run_batch,
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
        _commands.run_rules,
        "list the rules, with the statements of the page that they rest on",
        "List the rules: what each requires, when it is presumed, its other readings; then the amounts.",
    )
    _add_rules(rules)
    _add_json(rules)

    schema = command(
        _commands.run_schema,
        "print the JSON Schema of dossiers or of decisions",
        "Print a JSON Schema (draft 2020-12).",
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
