"""The same dossier with other values of some of its facts, rebuilt at once."""

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from clea_eligibility.dossier.facts import FACT_BY_PATH, FactPath
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX, Dossier
from clea_eligibility.errors import (
    EXPECTED,
    InvalidDossier,
    Problem,
    Text,
    meant,
    of_type,
    problem,
    said,
    shown_name,
)

__all__ = ["Changes", "Made", "Varying", "changed", "checked", "problems_with"]

Changes: TypeAlias = Mapping[FactPath, Any]
"""Values of facts by path; ``None`` is unknown."""
Made: TypeAlias = tuple[Any, tuple[Problem, ...]]
"""An object, and the problems with it and its parts; if there are any, the object is the present one."""


class Varying:
    """One object of a dossier, of which some facts take other values.

    It puts in all values at once, so that two dates may move past each other's present day. A part that does not vary
    stays the very same object. Every part built is kept, so that a sweep builds each part once for each of its values.

    Args:
        model: The class of the object.
        present: The object; ``None`` if there is none yet.
        paths: The facts of it that vary, by path.
    """

    def __init__(self, model: type, present: Any, paths: Collection[FactPath]) -> None:
        own: dict[str, FactPath] = {}
        inner: dict[str, list[FactPath]] = {}
        for path in paths:
            name, dot, _ = path.removeprefix(PREFIX[model]).partition(".")
            if dot:
                inner.setdefault(name, []).append(path)
            else:
                own[name] = path
        self._model = model
        self._present = present
        self._paths = tuple(paths)
        self._own = own
        kinds = FIELD_TYPES[model]
        self._kept = {name: getattr(present, name, None) for name in kinds}
        self._parts = {name: Varying(kinds[name], self._kept[name], facts) for name, facts in inner.items()}
        self._made: dict[tuple[Any, ...], Made] = {}

    def with_values(self, values: Changes) -> Made:
        """The object in which the varying facts have these values.

        An object that no longer says anything is left out; an empty one that was there before stays. A presence flag
        that was true stays true when the last other fact of its object becomes unknown.
        """
        fields = self._kept | {name: values[path] for name, path in self._own.items()}
        problems: tuple[Problem, ...] = ()
        for name, part in self._parts.items():
            fields[name], inner = part._kept_with_values(values)
            problems += inner
        if self._model is not Dossier and all(value is None for value in fields.values()):
            said_nothing = all(value is None for value in self._kept.values())
            return (self._present if said_nothing else None), problems
        try:
            return self._model(**fields), problems
        except InvalidDossier as refused:
            return self._present, (*refused.problems, *problems)

    def _kept_with_values(self, values: Changes) -> Made:
        key = tuple([values[path] for path in self._paths])
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self.with_values(values)
        return made


def changed(dossier: Dossier, changes: Changes) -> Dossier:
    """The dossier with other values of some facts.

    Raises:
        InvalidDossier: With everything that is wrong with the changes.
        TypeError: For anything but a dossier.
    """
    checked(dossier)
    of_type(changes, Mapping, "changes")
    wrong = tuple(problem for path, value in changes.items() for problem in problems_with(path, value))
    known = [path for path in changes if path in FACT_BY_PATH]
    unsound = {problem.path for problem in wrong}
    sound = {path: None if path in unsound else changes[path] for path in known}
    made, problems = Varying(Dossier, dossier, known).with_values(sound)
    if wrong or problems:
        raise InvalidDossier((*wrong, *problems))
    return made  # type: ignore[no-any-return]


def checked(dossier: Dossier) -> Dossier:
    """The dossier itself.

    Raises:
        TypeError: For anything else.
    """
    of_type(dossier, Dossier)
    return dossier


def problems_with(path: object, value: object) -> tuple[Problem, ...]:
    """The problems with a path, or with this value for its fact, whatever the other facts are."""
    if not isinstance(path, str):
        words = EXPECTED.filled(expected=_A_PATH, got=said(path), hint="")
        return (problem("", "unknown_key", words),)
    if path not in FACT_BY_PATH:
        return (problem(shown_name(path), "unknown_key", _NO_FACT.filled(hint=_hint(path))),)
    holder, dot, name = path.rpartition(".")
    model = next(model for model, prefix in PREFIX.items() if prefix == holder + dot)
    try:
        model(**{name: value})
    except InvalidDossier as refused:
        return refused.problems
    return ()


_A_PATH = Text("le chemin d'une information, en texte", "the path of a fact as text")
_NO_FACT = Text("cette information n'existe pas ; {hint}", "there is no such fact; {hint}")
_MEANT = Text("vouliez-vous dire {near} ?", "did you mean {near}?")
_OR = Text(" ou ", " or ")


def _hint(path: str) -> Text:
    """The facts that end so, or lie there; else the nearest."""
    near = [repr(known) for known in FACT_BY_PATH if known.endswith(f".{path}") or known.startswith(f"{path}.")]
    either = Text(_OR.fr.join(near), _OR.en.join(near))
    return _MEANT.filled(near=either) if near else meant(path, FACT_BY_PATH)
