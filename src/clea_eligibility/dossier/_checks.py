"""The checks of a model as it is built: a quick one, generated for each class, and a careful one behind it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_args

import attrs

from clea_eligibility.dossier import dates
from clea_eligibility.errors import (
    EXPECTED,
    InvalidDossier,
    Problem,
    Text,
    folded,
    joined,
    look_alike,
    meant,
    nearest,
    problem,
    said,
    way_out,
)


def type_of(attribute: "attrs.Attribute[Any]") -> type:
    """The type of a field, without ``None``; of a day ``date`` itself, whatever a frozen clock calls by that name."""
    kind: type = next(kind for kind in get_args(attribute.type) if kind is not type(None))
    return type(dates.FIRST_DAY) if issubclass(kind, date) else kind


def known(model: Any) -> list[str]:
    """The fields of an object that are not ``None``."""
    return [attribute.name for attribute in attrs.fields(type(model)) if getattr(model, attribute.name) is not None]


def settler(cls: type, prefix: str, flag: str | None) -> Callable[[Any], None]:
    """The function that checks an object as it is built and settles its presence flag: attrs calls it at the end.

    It is written when the first object of its class is built, and takes its place there.

    The quick check passes a value of just the right type, and a day within the years of dossiers. Of all others the
    careful check decides; it raises :class:`InvalidDossier` with every problem.

    Args:
        cls: The class of the object.
        prefix: The path of its facts up to the last dot.
        flag: The name of its presence flag, if it has one.
    """

    def settle_with_care(model: Any) -> None:
        problems = list(_problems(model, prefix))
        if problems:
            raise InvalidDossier(problems)
        for attribute in attrs.fields(cls):  # keep of subclasses the plain day, or the plain text, alone
            plain = _PLAIN.get(type_of(attribute))
            if plain is not None and getattr(model, attribute.name) is not None:
                object.__setattr__(model, attribute.name, plain(getattr(model, attribute.name)))

    def settle_first(model: Any) -> None:
        names: dict[str, Any] = {
            "settle_with_care": settle_with_care,
            "set_attribute": object.__setattr__,
            "FIRST_DAY": dates.FIRST_DAY,
            "LAST_DAY": dates.LAST_DAY,
        }
        for attribute in attrs.fields(cls):
            names[type_of(attribute).__name__] = type_of(attribute)
            names[f"{attribute.name.upper()}_VALUES"] = attribute.metadata.get("values")
        exec(compile(settling(cls, flag), f"<checks of {cls.__name__}>", "exec"), names)
        cls.__attrs_post_init__ = names["settle"]  # type: ignore[attr-defined]
        names["settle"](model)

    return settle_first


def settling(cls: type, flag: str | None) -> str:
    """The source of the quick check, made from the fields of the class alone.

    >>> from clea_eligibility import Quote
    >>> print(settling(Quote, "provided"))
    def settle(self):
        provided = self.provided
        from_evaluator = self.from_evaluator
        names_applicant = self.names_applicant
        if not (
            (provided is None or provided is True or provided is False)
            and (from_evaluator is None or from_evaluator is True or from_evaluator is False)
            and (names_applicant is None or names_applicant is True or names_applicant is False)
        ):
            settle_with_care(self)
        if provided is None and not (from_evaluator is None and names_applicant is None):
            set_attribute(self, "provided", True)
    <BLANKLINE>
    """
    fields = attrs.fields(cls)
    checks = [f"({attribute.name} is None or {_is_sound(attribute)})" for attribute in fields]
    checks += [f"({name} is None or {earlier} is None or {earlier} <= {name})" for name, earlier in _orders(cls)]
    lines = [
        "def settle(self):",
        *(f"    {attribute.name} = self.{attribute.name}" for attribute in fields),
        "    if not (",
        *(f"        {'and ' if place else ''}{check}" for place, check in enumerate(checks)),
        "    ):",
        "        settle_with_care(self)",
    ]
    if flag:
        others = [f"{attribute.name} is None" for attribute in fields if attribute.name != flag]
        lines += [
            f"    if {flag} is None and not ({' and '.join(others)}):",
            f'        set_attribute(self, "{flag}", True)',
        ]
    return "\n".join(lines) + "\n"


def _is_sound(attribute: "attrs.Attribute[Any]") -> str:
    """Whether a known value is just right, as an expression; false where that is for the careful check to say."""
    name, kind = attribute.name, type_of(attribute)
    if kind is bool:
        return f"{name} is True or {name} is False"
    if issubclass(kind, date):
        return f"(type({name}) is date and FIRST_DAY <= {name} <= LAST_DAY)"
    if "values" in attribute.metadata:
        return f"(type({name}) is {kind.__name__} and {name} in {name.upper()}_VALUES)"
    return f"type({name}) is {kind.__name__}"


def _orders(cls: type) -> Iterator[tuple[str, str]]:
    """The dates that never lie before another of the same object, with that other."""
    for attribute in attrs.fields(cls):
        if "on_or_after" in attribute.metadata:
            yield attribute.name, attribute.metadata["on_or_after"]


_PLAIN: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {type(dates.FIRST_DAY): dates.plain, str: str.__str__}
)
"""Functions that make a value of any subclass a ``date`` or a ``str`` and nothing more."""


def _problems(self: Any, prefix: str) -> Iterator[Problem]:
    sound = set()
    for attribute in attrs.fields(type(self)):
        value = getattr(self, attribute.name)
        if value is None:
            continue
        wrong = _problem(prefix + attribute.name, value, type_of(attribute), attribute.metadata)
        if wrong is None:
            sound.add(attribute.name)
        else:
            yield wrong
    for name, earlier in _orders(type(self)):
        if {name, earlier} <= sound and getattr(self, name) < getattr(self, earlier):
            before = {"day": getattr(self, name), "path": prefix + earlier, "earlier": getattr(self, earlier)}
            yield problem(prefix + name, "wrong_order", _WRONG_ORDER.filled(**before))


_WRONG_ORDER = Text("{day} précède {path}, {earlier}", "{day} is before {path}, {earlier}")
_OUT_OF_RANGE = Text(
    "{day} n’est pas entre {first} et {last}{or_no_end}", "{day} is not between {first} and {last}{or_no_end}"
)
_OR_NO_END = Text(", ni {day} pour dire «\u00a0sans fin\u00a0»", ", nor {day} for no end")
_NO_TIME = Text("une date sans heure", "a date without a time")
_TRUE_OR_FALSE = Text("true ou false", "true or false")


def _problem(path: str, value: Any, kind: type, metadata: Mapping[str, Any]) -> Problem | None:
    if issubclass(kind, date):
        if not dates.is_calendar_day(value):
            return wrong_type(path, _NO_TIME, value, way_out(value, kind))
        may_have_no_end = metadata.get("may_have_no_end", False)
        if dates.FIRST_DAY <= value <= dates.LAST_DAY or (may_have_no_end and value == dates.NO_END):
            return None
        no_end = _OR_NO_END.filled(day=dates.NO_END) if may_have_no_end else ""
        years = {"first": dates.FIRST_DAY, "last": dates.LAST_DAY, "or_no_end": no_end}
        return problem(path, "out_of_range", _OUT_OF_RANGE.filled(day=value, **years))
    if not isinstance(value, kind):
        if issubclass(kind, StrEnum) and isinstance(value, str):
            return _no_member(path, value, kind)
        expected = _TRUE_OR_FALSE if kind is bool else metadata.get("expected", joined(kind.__name__))
        values = metadata.get("values")
        hint = _nearest_code(str(value), values) if values and type(value) is int else what_to_state(path, value, kind)
        return wrong_type(path, expected, value, hint)
    if kind is str and str.__str__(value) not in metadata["values"]:
        hint = _nearest_code(str.__str__(value), metadata["values"])
        words = EXPECTED.filled(expected=metadata["expected"], got=said(value), hint=hint)
        return problem(path, "unknown_value", words)
    return None


_DEPARTMENT_OF = Text(
    "\u202f; d’un code postal, evidence.department_of(postal_code=…) donne le département",
    "; of a postal code, evidence.department_of(postal_code=…) gives the department",
)
_POSTAL_CODE = re.compile(r"\d{4,5}")  # the first zero may be lost
_LONGEST_CODE = 10
_SEMICOLON = Text("\u202f; ", "; ")


def _nearest_code(text: str, codes: Collection[str]) -> Text:
    """The end of a message about what is no department code, if it is clear what was meant."""
    code = text.strip().upper().zfill(2)
    if len(text) < _LONGEST_CODE and _POSTAL_CODE.fullmatch(code):
        return _DEPARTMENT_OF
    found = look_alike(text.upper(), codes.__contains__) or (meant(code, [code]) if code in codes else None)
    return joined() if found is None else joined(_SEMICOLON, found)


def _no_member(path: str, text: str, kind: type[StrEnum]) -> Problem:
    members = {member.value: f"{kind.__name__}.{member.name}" for member in kind}
    near = nearest(text, members)
    hint = (
        only_one(path, text, kind)
        or look_alike(text, members.__contains__)
        or meant(members[near] if near else "", members.values())
    )
    words = Text(
        "reçu le texte {got}, qui n’est pas membre de {kind}\u202f; {hint}",
        "got the text {got}, no member of {kind}; {hint}",
    )
    return problem(path, "wrong_type", words.filled(got=said(text), kind=kind.__name__, hint=hint))


def wrong_type(path: str, expected: Text, value: object, hint: Text, pointer: str | None = None) -> Problem:
    return problem(path, "wrong_type", EXPECTED.filled(expected=expected, got=said(value), hint=hint), pointer)


_ONLY_ONE: Mapping[str, Text] = MappingProxyType(
    {
        "certification.kind": Text(
            "il y a un dossier pour chaque certification (S28)\u00a0: n’en indiquez qu’une ici",
            "there is one dossier for each certification (S28): state one here",
        ),
        "evaluation.stage": Text(
            "il y a un dossier pour chaque type d’évaluation (S29)\u00a0: n’en indiquez qu’un ici",
            "there is one dossier for each kind of evaluation (S29): state one here",
        ),
        "evaluator.accreditation.certification": Text(
            "n’en indiquez qu’une\u202f; de plusieurs habilitations, evidence.merge_accreditations trouve celle "
            "qui décide",
            "state one; of several accreditations, evidence.merge_accreditations finds the one that decides",
        ),
    }
)
"""The advice to somebody who states several values, by the path of the fact."""


def what_to_state(path: str, value: object, kind: type) -> Text:
    """The end of a message about a value of a wrong type: what to state in its place, if that is known."""
    one = only_one(path, value, kind)
    return joined(_SEMICOLON, one) if one else way_out(value, kind)


def only_one(path: str, value: object, kind: type) -> Text | None:
    """The advice if ``value`` states several members of an enum where there is one."""
    if not issubclass(kind, StrEnum) or path not in _ONLY_ONE:
        return None
    if isinstance(value, str):
        words = folded(value).split("_")
        named = {member for member in kind for word in words if word.startswith(member.value)}
        return _ONLY_ONE[path] if len(named) > 1 else None
    return _ONLY_ONE[path] if isinstance(value, (list, tuple, set, frozenset)) and len(value) > 1 else None
