"""The arguments that each command takes."""

import argparse
import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NoReturn

from clea_eligibility.cli import _commands
from clea_eligibility.cli import _words as words
from clea_eligibility.cli._terminal import Fault, RefusedError, needs, printable, tell, write
from clea_eligibility.text import LANGUAGES, Language, Text

_SCHEMAS = ("dossier", "decision")
_UNSEEN = 80
"""The width of what is not shown."""


def language_of(argv: Sequence[str]) -> Language:
    """The language that the arguments ask for, wherever they do: an error among them is told in it."""
    pairs = pairwise([*argv, ""])
    asked = [value if word == "--lang" else word.removeprefix("--lang=") for word, value in pairs if "--lang" in word]
    return next((lang for word in reversed(asked) for lang in LANGUAGES if word == lang), LANGUAGES[0])


class _Parser(argparse.ArgumentParser):
    """A parser that writes as the commands do, whatever its output is, and repeats wrong arguments harmlessly."""

    def __init__(self, *, lang: Language, **more: Any) -> None:
        unseen = partial(_FORMATTERS[lang], width=_UNSEEN)  # argparse makes one for each argument
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=unseen, **more)
        self.lang = lang
        self._positionals.title, self._optionals.title = (title.say(lang) for title in words.TITLES)
        self.add_argument("-h", "--help", action="help", help=words.HELP.say(lang))

    def format_usage(self) -> str:
        self.formatter_class = _FORMATTERS[self.lang]  # it looks how wide the terminal is, which takes its time
        return super().format_usage()

    def format_help(self) -> str:
        self.formatter_class = _FORMATTERS[self.lang]
        return super().format_help()

    def print_help(self, file: Any = None) -> None:  # noqa: ARG002
        write(self.format_help().removesuffix("\n"))

    def error(self, message: str) -> NoReturn:
        raise RefusedError(_BadUsage(message, self))


class _French(argparse.HelpFormatter):
    """Help that begins in French."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, words.USAGE.fr if prefix is None else prefix)


_FORMATTERS: Mapping[Language, type[argparse.HelpFormatter]] = MappingProxyType(
    {"fr": _French, "en": argparse.HelpFormatter}
)


class _BadUsage(Fault):
    """What argparse does not understand."""

    def __init__(self, message: str, parser: argparse.ArgumentParser) -> None:
        super().__init__("bad_usage", words.usage_said(message))
        self.parser = parser

    def say(self, lang: Language) -> None:
        said = words.ERROR.say(lang, program=self.parser.prog, said=printable(self.said.say(lang)))
        tell(f"{self.parser.format_usage()}{said}\n")


class _Version(argparse.Action):
    """Prints the version."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        write(f"{parser.prog} {sys.modules[__name__.partition('.')[0]].__version__}")
        parser.exit()


class _Completion(argparse.Action):
    """Prints what a shell runs to complete the command, by shtab, which is imported only then."""

    def __call__(self, asked: Any, _: argparse.Namespace, shell: Any, option: str | None = None) -> None:
        try:
            shtab = import_module("shtab")
        except ModuleNotFoundError as error:
            raise needs(error, f"{option}", "completion") from None
        write(shtab.complete(parser(asked.lang, words.COMMANDS), shell))
        sys.exit()


def parser(lang: Language, named: Collection[str]) -> argparse.ArgumentParser:
    """The arguments, explained in a language; of each command that is named."""
    parser = _Parser(prog="clea-eligibility", description=words.DESCRIPTION.say(lang), lang=lang)
    parser.add_argument("--version", action=_Version, nargs=0, help=words.VERSION.say(lang))
    parser.add_argument(
        "--print-completion", action=_Completion, choices=("bash", "zsh", "tcsh"), help=words.COMPLETION.say(lang)
    )
    _add_language(parser, LANGUAGES[0])
    commands = parser.add_subparsers(
        title=words.COMMANDS_TITLE.say(lang), metavar=words.COMMAND.say(lang), required=True
    )

    def command(run: Callable[[argparse.Namespace], int]) -> _Parser | None:
        name = run.__name__.removeprefix("run_")
        summary, description = words.COMMANDS[name]
        added = commands.add_parser(name, help=summary.say(lang), description=description.say(lang), lang=lang)
        if name not in named:
            return None
        added.set_defaults(run=run)
        _add_language(added)
        return added

    if decide := command(_commands.run_decide):
        _add_file(decide, "files", words.FILE, words.A_DOSSIER, nargs="+")
        _add_rules(decide)
        _add_statements(decide)
        _add_flag(decide, "--json", words.JSON)
    if plan := command(_commands.run_plan):
        _add_file(plan, "file", words.FILE, words.THE_DOSSIER)
        _add_day(plan, "--today", words.PLANNED_FROM_DAY, dest="from_day")
        _add_rules(plan)
        _add_statements(plan)
        _add_flag(plan, "--json", words.JSON)
    if ask := command(_commands.run_ask):
        _add_file(ask, "file", words.FILE, words.KNOWN_ALREADY, nargs="?")
        _add_file(ask, "--save", words.FILE, words.SAVE)
        _add_day(ask, "--today", words.FROM_DAY)
    if checklist := command(_commands.run_checklist):
        _add_file(checklist, "file", words.FILE, words.THE_DOSSIER)
        _add_day(checklist, "--today", words.LISTED_ON, dest="from_day")
        _add_rules(checklist)
        _add_flag(checklist, "--html", words.HTML)
    if letter := command(_commands.run_letter):
        _add_file(letter, "file", words.FILE, words.THE_DOSSIER)
        _add_day(letter, "--by", words.BY, required=True)
        _add_rules(letter)
        _add_flag(letter, "--html", words.HTML)
    if deadlines := command(_commands.run_deadlines):
        _add_day(deadlines, "first", words.FIRST_DAY, words.FIRST)
        _add_day(deadlines, "last", words.LAST_DAY, words.LAST)
        form = deadlines.add_mutually_exclusive_group()
        for name, said in words.FORMS.items():
            form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=said.say(lang))
        _add_rules(deadlines)
    if batch := command(_commands.run_batch):
        _add_file(batch, "source", words.IN, words.SOURCE)
        _add_file(batch, "target", words.OUT, words.TARGET)
        _add_file(batch, "--errors", words.FILE, words.ERRORS)
        _add_file(batch, "--rename", words.FILE, words.RENAME)
        _add_file(batch, "--values", words.FILE, words.VALUES)
        for name, (metavar, said, is_list) in words.READING.items():
            action = "append" if is_list else "store"
            batch.add_argument(f"--{name}", action=action, metavar=metavar.say(lang), help=said.say(lang))
        _add_rules(batch)
    if rules := command(_commands.run_rules):
        _add_rules(rules)
        _add_flag(rules, "--json", words.JSON)
    if schema := command(_commands.run_schema):
        schema.add_argument("of", choices=_SCHEMAS, metavar=f"{{{','.join(_SCHEMAS)}}}", help=words.SCHEMA_OF.say(lang))
    return parser


def _add_file(command: _Parser, name: str, metavar: Text, said: Text, **more: Any) -> None:
    """An argument that names a file, which shtab is told in the way that it asks for."""
    lang = command.lang
    argument = command.add_argument(name, metavar=metavar.say(lang), help=said.say(lang), **more)
    setattr(argument, "complete", {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"})  # noqa: B010


def _add_day(command: _Parser, name: str, said: Text, metavar: Text = words.DAY, **more: Any) -> None:
    lang = command.lang
    command.add_argument(name, metavar=metavar.say(lang), type=_day, help=said.say(lang), **more)


def _day(text: str) -> date:
    """A day as the command line takes it; argparse says what is wrong with another."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(words.NO_DAY.en.format(got=repr(text)))


def _add_language(command: _Parser, default: str = argparse.SUPPRESS) -> None:
    """Before the command's name or after it; the later one counts."""
    command.add_argument("--lang", choices=LANGUAGES, default=default, help=words.LANGUAGE.say(command.lang))


def _add_rules(command: _Parser) -> None:
    command.add_argument("--rules", metavar=words.NAME.say(command.lang), help=words.RULES.say(command.lang))


def _add_statements(command: _Parser) -> None:
    command.add_argument("--statements", action=argparse.BooleanOptionalAction, help=words.STATEMENTS.say(command.lang))
    command.set_defaults(statements=False)


def _add_flag(command: _Parser, name: str, said: Text) -> None:
    command.add_argument(name, action="store_true", help=said.say(command.lang))
