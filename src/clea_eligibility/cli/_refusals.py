"""What is said where something that was given cannot be used."""

from collections.abc import Iterable

from clea_eligibility.cli import _words as words
from clea_eligibility.cli._terminal import say
from clea_eligibility.errors import Problem, problem
from clea_eligibility.text import Language, Text


class Fault:
    """One thing that cannot be used, and why."""

    def __init__(self, code: str, said: Text, problems: Iterable[Problem] = (), *, file: str | None = None) -> None:
        self.said = said
        self.problems = tuple(problems)
        self.file = file
        self.as_problems = self.problems or (problem("", code, said),)

    def say(self, lang: Language) -> None:
        """Say it on standard error."""
        say(lang, *self.said.say(lang).split("\n"), *(problem.line(lang) for problem in self.problems))


class RefusedError(Exception):
    """What was given cannot be used."""

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
