"""The commands.

What only one of them needs is imported there, so that help comes at once.
"""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from clea_eligibility.cli import _words as words
from clea_eligibility.cli._terminal import (
    BAD_INPUT,
    LARGEST,
    STANDARD_INPUT,
    Fault,
    RefusedError,
    as_json,
    needs,
    printable,
    progress,
    read,
    say,
    tidied_up_if_stopped,
    unicode_name,
    write,
    write_json,
)
from clea_eligibility.errors import InvalidDossier, counted, joined, why
from clea_eligibility.text import Language

if TYPE_CHECKING:
    from clea_eligibility.dossier.models import Dossier
    from clea_eligibility.explain.papers import Sheet
    from clea_eligibility.frames import Notation
    from clea_eligibility.interview import Interview, Question
    from clea_eligibility.planning import Window
    from clea_eligibility.rules._conditions import Value
    from clea_eligibility.rules._ruleset import RuleSet

_EXIT_CODES: Mapping[str, int] = MappingProxyType({"eligible": 0, "ineligible": 3, "undetermined": 4})
_SEVERAL = ("ineligible", "undetermined", "eligible")
"""The outcome of several dossiers is the first of these that one of them has."""


def run_decide(arguments: argparse.Namespace) -> int:
    from clea_eligibility.deciding.decision import decide

    rules = _rule_set(arguments)
    decisions = [decide(dossier, rules) for dossier in _dossiers(arguments.files)]
    named = list(zip(arguments.files, decisions, strict=True))
    if arguments.json:
        from clea_eligibility.wire import decision_to_dict, decision_to_json

        lines = [as_json({"file": unicode_name(file), **decision_to_dict(decision)}, None) for file, decision in named]
        write_json(decision_to_json(decisions[0], indent=2) if len(lines) == 1 else "\n".join(lines))
    else:
        from clea_eligibility.explain import explain

        texts = [(file, explain(decision, arguments.lang, statements=arguments.statements)) for file, decision in named]
        under_names = (f"==> {printable(file)} <==\n\n{text}" for file, text in texts)
        write(texts[0][1] if len(texts) == 1 else "\n\n".join(under_names))
    outcomes = {decision.outcome for decision in decisions}
    return next(_EXIT_CODES[outcome] for outcome in _SEVERAL if outcome in outcomes)


def run_plan(arguments: argparse.Namespace) -> int:
    rules = _rule_set(arguments)
    (dossier,) = _dossiers([arguments.file])
    today = arguments.from_day or day_in_paris()
    if arguments.json:
        write_json(as_json(_plan_as_data(dossier, rules, today)))
        return 0
    from clea_eligibility.explain._saying import value_said
    from clea_eligibility.explain.plans import advise

    advice = advise(dossier, arguments.lang, today=today, rules=rules, statements=arguments.statements)
    day = value_said(today, arguments.lang)
    write(advice if arguments.from_day else f"{words.PLANNED_FROM.say(arguments.lang, day=day)}\n\n{advice}")
    return 0


def run_checklist(arguments: argparse.Namespace) -> int:
    from clea_eligibility.explain.papers import checklist_sheet

    rules = _rule_set(arguments)
    (dossier,) = _dossiers([arguments.file])
    today = arguments.from_day or day_in_paris()
    _write_sheet(checklist_sheet(dossier, arguments.lang, today=today, rules=rules), arguments)
    return 0


def run_letter(arguments: argparse.Namespace) -> int:
    from clea_eligibility.deciding.decision import decide
    from clea_eligibility.explain.papers import letter_sheet

    rules = _rule_set(arguments)
    (dossier,) = _dossiers([arguments.file])
    _write_sheet(letter_sheet(decide(dossier, rules), arguments.lang, by=arguments.by), arguments)
    return 0


def _write_sheet(sheet: "Sheet", arguments: argparse.Namespace) -> None:
    if arguments.html:
        from clea_eligibility.html import _markup

        write(_markup.printable(sheet, arguments.lang), encoding="utf-8")  # as the page says
    else:
        write(str(sheet))


def run_deadlines(arguments: argparse.Namespace) -> int:
    from clea_eligibility.explain import deadlines

    found = deadlines(arguments.first, arguments.last, arguments.lang, rules=_rule_set(arguments))
    if arguments.form == "ics":
        write(found.to_icalendar().removesuffix("\n"), encoding="utf-8")
    else:
        write(found.to_csv().removesuffix("\n") if arguments.form == "csv" else str(found))
    return 0


def run_ask(arguments: argparse.Namespace) -> int:
    from clea_eligibility.dossier.models import Dossier
    from clea_eligibility.explain import checklist, explain
    from clea_eligibility.interview import Interview
    from clea_eligibility.planning import repairs

    (dossier,) = [Dossier()] if arguments.file is None else _dossiers([arguments.file])
    lang, save = arguments.lang, arguments.save
    today = arguments.today or day_in_paris()
    interview = _settled(Interview(dossier, today=today), lang, save)
    write(f"\n{explain(interview.decision, lang, today=today)}")
    if not repairs(interview.dossier, today=today).beyond_repair:
        write(f"\n{checklist(interview.dossier, lang, today=today)}")
    return _save_answers(interview.dossier, save, lang) or _EXIT_CODES[interview.decision.outcome]


def _settled(interview: "Interview", lang: Language, save: str | None) -> "Interview":
    """The interview once everything is asked, or nobody answers any more; saved as it stands where it is broken off."""
    write(words.ASK_HINT.say(lang))
    with tidied_up_if_stopped():
        try:
            while (question := interview.question) is not None:
                write(_asked(question, interview.at_most, lang))
                interview = _answered(interview, input("> ").strip(), lang)
        except EOFError:  # what is known is decided
            write("")
        except (KeyboardInterrupt, SystemExit):
            write("")
            _save_answers(interview.dossier, save, lang)
            raise
    return interview


def _asked(question: "Question", at_most: int, lang: Language) -> str:
    choices = [f"  {number}. {label}" for number, (_, label) in enumerate(question.choices(lang), 1)]
    bounds = [question.help(lang)] if question.kind == "date" else []  # which days would do, before one is typed
    return "\n".join(["", f"{question.text(lang)} {words.ASK_LEFT.say(lang, count=at_most)}", *bounds, *choices])


def _answered(interview: "Interview", typed: str, lang: Language) -> "Interview":
    """The interview after what was typed; the same one after a call for help, or a wrong answer."""
    from clea_eligibility.interview import InvalidAnswer

    if typed.casefold() in ("retour", "back"):
        return interview.back()
    if not typed:
        return interview.skip()
    if typed == "?":
        write(interview.question.help(lang))  # type: ignore[union-attr]
        return interview
    try:
        return interview.answer(typed)
    except InvalidAnswer as refused:
        write(refused.text(lang))
        return interview


def _save_answers(dossier: "Dossier", file: str | None, lang: Language) -> int:
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
        say(lang, words.NOT_SAVED.filled(file=file, why=why(error)).say(lang))
        return BAD_INPUT
    write(words.SAVED.say(lang, file=printable(file)))
    return 0


def run_batch(arguments: argparse.Namespace) -> int:
    try:
        from clea_eligibility.frames.files import decide_file
    except ModuleNotFoundError as error:
        raise needs(error, "batch", "batch") from None
    rules, notation = _rule_set(arguments), _notation(arguments)
    with tidied_up_if_stopped(), progress(arguments.lang) as show:
        tally = decide_file(
            arguments.source,
            arguments.target,
            arguments.errors,
            rules=rules,
            progress=show,
            separator="," if arguments.separator is None else arguments.separator.replace("\\t", "\t"),
            encoding=arguments.encoding,
            notation=notation,
            ignore=arguments.ignore or (),
        )
    for note in tally.notes:
        say(arguments.lang, note.say(arguments.lang))
    if tally.bad:
        said = words.ONE_BAD_ROW if tally.bad == 1 else words.BAD_ROWS
        say(arguments.lang, said.filled(bad=counted(tally.bad), rows=counted(tally.rows)).say(arguments.lang))
    return 0


def _notation(arguments: argparse.Namespace) -> "Notation | None":
    from clea_eligibility.frames import Notation

    names = _mapping(arguments.rename, str, '{"Déposé le": "filed_on"}')
    values = _mapping(arguments.values, dict, '{"quote.provided": {"joint": true}}')
    dates, true, false = arguments.dates, arguments.true or (), arguments.false or ()
    if not (names or values or true or false) and dates is None:
        return None
    meant = {path: _stated(path, words) for path, words in values.items()}
    return Notation(names, meant, "%Y-%m-%d" if dates is None else dates, true, false)


def _mapping(file: str | None, kind: type, example: str) -> dict[str, Any]:
    import json

    if file is None:
        return {}
    try:
        found = json.loads(read(file))
    except OSError as error:
        said = words.CANNOT_READ.filled(name=repr(file), why=why(error))
        raise RefusedError(Fault("unreadable", said)) from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, kind) for value in found.values()):
        raise RefusedError(Fault("not_usable", words.NO_MAPPING.filled(name=repr(file), example=example)))
    return found


def _stated(path: str, meant: Mapping[str, Any]) -> dict[str, Any]:
    """What words stand for, of the type of a fact."""
    from clea_eligibility.dossier.facts import fact
    from clea_eligibility.wire import dossier_from_paths

    return {word: fact(path).of(dossier_from_paths({path: ours})) for word, ours in meant.items()}


def run_rules(arguments: argparse.Namespace) -> int:
    from clea_eligibility.explain.rules import list_rules, rules_to_dict

    rules = _rule_set(arguments)
    if arguments.json:
        write_json(as_json(rules_to_dict(rules)))
    else:
        write(list_rules(rules, arguments.lang))
    return 0


def run_schema(arguments: argparse.Namespace) -> int:
    from clea_eligibility.wire import decision_schema, dossier_schema

    write_json(as_json(dossier_schema() if arguments.of == "dossier" else decision_schema()))
    return 0


def _rule_set(arguments: argparse.Namespace) -> "RuleSet":
    from clea_eligibility.editions import GUIDE, rule_set

    return GUIDE if arguments.rules is None else rule_set(arguments.rules)


def _dossiers(files: Sequence[str]) -> "list[Dossier]":
    """The dossiers in files; raises :class:`RefusedError` with what is wrong with each file."""
    from clea_eligibility.wire import dossier_from_json

    dossiers: list[Dossier] = []
    faults: list[Fault] = []
    for file in files:
        name = words.STANDARD_INPUT if file == STANDARD_INPUT else joined(repr(file))
        its_name = unicode_name(file) if len(files) > 1 else None
        try:
            content = read(file)
            if len(content) > LARGEST:
                said = words.TOO_LARGE.filled(name=name, most=counted(LARGEST))
                faults.append(Fault("too_large", said, file=its_name))
            else:
                dossiers.append(dossier_from_json(content))
        except InvalidDossier as error:
            faults.append(Fault("not_a_dossier", words.NOT_A_DOSSIER.filled(name=name), error.problems, file=its_name))
        except (OSError, ValueError) as error:  # ValueError: a path that no file can have
            said = words.CANNOT_READ.filled(name=name, why=why(error))
            faults.append(Fault("unreadable", said, file=its_name))
    if faults:
        raise RefusedError(*faults)
    return dossiers


def day_in_paris() -> date:
    from datetime import UTC, datetime

    from clea_eligibility.dossier.dates import paris_day

    return paris_day(datetime.now(UTC))


def _plan_as_data(dossier: "Dossier", rules: "RuleSet", today: date) -> dict[str, Any]:
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
