"""The interview in a terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from clea_eligibility.cli import _words as words
from clea_eligibility.cli._terminal import BAD_INPUT, printable, say, tidied_up_if_stopped, write
from clea_eligibility.errors import why
from clea_eligibility.text import Language

if TYPE_CHECKING:
    from clea_eligibility.dossier.models import Dossier
    from clea_eligibility.interview import Interview, Question


def settled(interview: "Interview", lang: Language, save: str | None) -> "Interview":
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
            save_answers(interview.dossier, save, lang)
            raise
    return interview


def _asked(question: "Question", at_most: int, lang: Language) -> str:
    """A question as a terminal shows it, with its choices by number."""
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


def save_answers(dossier: "Dossier", file: str | None, lang: Language) -> int:
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
