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
    for run, arguments in _TAKEN.items():
        name = run.__name__.removeprefix("run_")
        summary, description = words.COMMANDS[name]
        added = commands.add_parser(name, help=summary.say(lang), description=description.say(lang), lang=lang)
        if name in named:
            added.set_defaults(run=run)
            for add in (_add_language, *arguments):
                add(added)
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


def _add_forms(command: _Parser) -> None:
    """What a table can be, instead of text: one of these."""
    form = command.add_mutually_exclusive_group()
    for name, said in words.FORMS.items():
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=said.say(command.lang))


def _add_reading(command: _Parser) -> None:
    for name, (metavar, said, is_list) in words.READING.items():
        action = "append" if is_list else "store"
        command.add_argument(f"--{name}", action=action, metavar=metavar.say(command.lang), help=said.say(command.lang))


def _add_schemas(command: _Parser) -> None:
    metavar = f"{{{','.join(_SCHEMAS)}}}"
    command.add_argument("of", choices=_SCHEMAS, metavar=metavar, help=words.SCHEMA_OF.say(command.lang))


_THE_DOSSIER = partial(_add_file, name="file", metavar=words.FILE, said=words.THE_DOSSIER)
_AS_JSON = partial(_add_flag, name="--json", said=words.JSON)
_AS_HTML = partial(_add_flag, name="--html", said=words.HTML)
_TAKEN: Mapping[Callable[[argparse.Namespace], int], tuple[Callable[[_Parser], None], ...]] = MappingProxyType(
    {
        _commands.run_decide: (
            partial(_add_file, name="files", metavar=words.FILE, said=words.A_DOSSIER, nargs="+"),
            _add_rules,
            _add_statements,
            _AS_JSON,
        ),
        _commands.run_plan: (
            _THE_DOSSIER,
            partial(_add_day, name="--today", said=words.PLANNED_FROM_DAY, dest="from_day"),
            _add_rules,
            _add_statements,
            _AS_JSON,
        ),
        _commands.run_ask: (
            partial(_add_file, name="file", metavar=words.FILE, said=words.KNOWN_ALREADY, nargs="?"),
            partial(_add_file, name="--save", metavar=words.FILE, said=words.SAVE),
            partial(_add_day, name="--today", said=words.FROM_DAY),
        ),
        _commands.run_checklist: (
            _THE_DOSSIER,
            partial(_add_day, name="--today", said=words.LISTED_ON, dest="from_day"),
            _add_rules,
            _AS_HTML,
        ),
        _commands.run_letter: (
            _THE_DOSSIER,
            partial(_add_day, name="--by", said=words.BY, required=True),
            _add_rules,
            _AS_HTML,
        ),
        _commands.run_deadlines: (
            partial(_add_day, name="first", said=words.FIRST_DAY, metavar=words.FIRST),
            partial(_add_day, name="last", said=words.LAST_DAY, metavar=words.LAST),
            _add_forms,
            _add_rules,
        ),
        _commands.run_batch: (
            partial(_add_file, name="source", metavar=words.IN, said=words.SOURCE),
            partial(_add_file, name="target", metavar=words.OUT, said=words.TARGET),
            partial(_add_file, name="--errors", metavar=words.FILE, said=words.ERRORS),
            partial(_add_file, name="--rename", metavar=words.FILE, said=words.RENAME),
            partial(_add_file, name="--values", metavar=words.FILE, said=words.VALUES),
            _add_reading,
            _add_rules,
        ),
        _commands.run_rules: (_add_rules, _AS_JSON),
        _commands.run_schema: (_add_schemas,),
    }
)
"""The arguments of each command, in the order in which help lists them."""
