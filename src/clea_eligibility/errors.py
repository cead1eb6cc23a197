"""The errors of this library, how they show values, and ``Text``: the same words in each ``Language``."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from errno import errorcode
from math import isfinite, isnan
from types import MappingProxyType
from typing import Any, Literal

from attrs import Factory, field, fields, frozen

__all__ = [
    "EXPECTED",
    "LANGUAGES",
    "MOST_PROBLEMS",
    "CleaError",
    "InvalidDossier",
    "Language",
    "Problem",
    "Shown",
    "Text",
    "WrongTypeError",
    "counted",
    "did_you_mean",
    "folded",
    "joined",
    "known_language",
    "lines",
    "look_alike",
    "meant",
    "nearest",
    "of_type",
    "pointer_of",
    "problem",
    "said",
    "shown",
    "shown_name",
    "too_many",
    "way_out",
    "why",
]

Language = Literal["fr", "en"]
#: The languages that this library speaks, the default first.
LANGUAGES: tuple[Language, ...] = ("fr", "en")
MOST_PROBLEMS = 100
"""An error lists no more of them, and counts the rest."""
_LARGEST = 60_000
"""Nor does it list more of them than so many bytes of JSON."""

_LONGEST_SHOWN = 60
_NO_VALUES = MappingProxyType({"NaTType": "NaT", "NAType": "NA"})
"""What pandas writes where there is no value, by the name of its type."""
_PLAIN_MOMENTS = MappingProxyType({"datetime": datetime(1, 1, 1, tzinfo=UTC), "date": date.min})
"""One object of each type. It is also of the types that stand in for these while a clock is frozen."""


class CleaError(ValueError):
    """An error that this library raises on purpose: any but plain :class:`TypeError`."""

    _words: "Text | None" = None

    def __init__(self, *args: object) -> None:
        words = next((arg for arg in args if isinstance(arg, Text)), None)
        super().__init__(*(arg.en if isinstance(arg, Text) else arg for arg in args))
        if words is not None:
            self._words = words

    def text(self, lang: Language = "fr") -> str:
        """What is wrong, in English (``en``) or French (``fr``); in English too where it is for programmers alone."""
        return str(self) if self._words is None else self._words.say(lang)


class WrongTypeError(CleaError, TypeError):
    """A value of a wrong Python type was given to a function."""


def of_type(value: object, kind: type, name: str = "") -> None:
    """Raise :class:`WrongTypeError` if a value, which has a name among the arguments, is not of a type.

    >>> of_type("guide-2026", dict, "rules")
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.WrongTypeError: rules: expected a dict, got 'guide-2026'
    """
    if not isinstance(value, kind):
        what = _WANTED.get(kind.__name__, f"a {kind.__name__}")
        raise WrongTypeError(f"{name and f'{name}: '}expected {what}, got {shown(value)}")


_WANTED = MappingProxyType(
    {
        "Accreditation": "an Accreditation",
        "Dossier": "a Dossier, as wire.dossier_from_dict makes one",
        "RuleSet": "a RuleSet, as GUIDE is one and GUIDE.evolve makes others",
        "Decided": "a decision, as decide makes one",
    }
)


def known_language(lang: str) -> str:
    """``lang``, if this library speaks it.

    Raises:
        CleaError: It does not.
    """
    if lang not in LANGUAGES:
        of_type(lang, str, "lang")
        raise CleaError(f"lang: expected 'fr' or 'en', got {shown(lang)}")
    return lang


NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
_MONTHS_OF_FRENCH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_SPACES = (*((f" {mark}", f"{NARROW_NO_BREAK}{mark}") for mark in ";!?»"), ("« ", f"«{NARROW_NO_BREAK}"))
_SPACES += tuple((f" {mark}", f"{NO_BREAK}{mark}") for mark in ":€")
# A pattern that begins with a character is looked for quickly: what stands before it is looked back at.
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=\w|«|\{)")
_DATE = re.compile(rf" (?=[adfjmnos])(?:(?<=\b\d )|(?<=\b\d\d )|(?<=\b1er ))(?:{_MONTHS_OF_FRENCH})\b(?: \d{{4}}\b)?")


def in_french(text: str) -> str:
    """French with curly apostrophes, and with spaces that never break before and inside its marks and in dates."""
    text = _APOSTROPHE.sub("\u2019", text)
    for plain, set_ in _SPACES:
        text = text.replace(plain, set_)
    return _DATE.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


class Shown:
    """What shows itself as code; attrs would write and compile such a method for each class, in each process."""

    __slots__ = ()

    def __repr__(self: Any) -> str:
        shown = [attribute.name for attribute in fields(type(self)) if attribute.repr]
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


@frozen(repr=False)
class Text(Shown):
    """The same words in both languages, perhaps with ``{blanks}`` to fill.

    French is written here with plain spaces and straight apostrophes, which become what a printer would set.
    """

    fr: str = field(converter=in_french)
    en: str

    def say(self, lang: Language, /, **blanks: object) -> str:
        """The words in one language; where blanks are given, filled with them.

        >>> Text("le {day}", "on {day}").say("fr", day="1er mars")
        'le 1er mars'

        Raises:
            CleaError: The language is not spoken here.
        """
        words = self.fr if known_language(lang) == "fr" else self.en
        return words.format(**blanks) if blanks else words

    def filled(self, **blanks: object) -> "Text":
        r"""The words in both languages, their blanks filled; where a blank is a text, each with its own words.

        >>> Text("reçu : {got}", "got {got}").filled(got=Text("une liste", "a list"))
        Text(fr='reçu\xa0: une liste', en='got a list')
        """
        fr, en = (
            {name: blank.say(lang) if isinstance(blank, Text) else blank for name, blank in blanks.items()}
            for lang in LANGUAGES
        )
        return Text(self.fr.format(**fr), self.en.format(**en))


def joined(*parts: "Text | str") -> Text:
    r"""One text after the other; plain words are the same in both languages.

    >>> joined("33", Text(" : trop", ": too many"))
    Text(fr='33\xa0: trop', en='33: too many')
    """
    texts = [part if isinstance(part, Text) else Text(part, part) for part in parts]
    return Text("".join(text.fr for text in texts), "".join(text.en for text in texts))


def lines(texts: "Iterable[Text]") -> Text:
    """Texts, each on a line of its own."""
    found = tuple(texts)
    return Text("\n".join(text.fr for text in found), "\n".join(text.en for text in found))


def pointer_of(*keys: str) -> str:
    """The RFC 6901 pointer of what stands at these keys, each in the object before.

    A key of more than sixty characters, or one that no file can hold, is left out: the pointer is that of its object.

    >>> pointer_of("applicant", "a/b"), pointer_of()
    ('/applicant/a~1b', '')
    """
    *_, last = keys or ("",)
    if len(last) > _LONGEST_SHOWN or any("\ud800" <= letter <= "\udfff" for letter in last):
        keys = keys[:-1]
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)


@frozen(repr=False)
class Problem(Shown):
    """One thing that is wrong with a dossier.

    >>> wrong = Problem("evaluation.stage", "unknown_value", "unknown value 'prealable'")
    >>> wrong.pointer, wrong.text("en")
    ('/evaluation/stage', "unknown value 'prealable'")
    """

    #: The path of the fact, such as ``evaluation.starts_on``; empty for the dossier as a whole.
    path: str
    #: A stable code for programs: one of :data:`clea_eligibility.wire.PROBLEM_CODES`.
    code: str
    #: An English sentence for people.
    message: str
    #: The RFC 6901 pointer of the place in what was given; of its object, where a key is too long to be repeated.
    pointer: str = Factory(lambda self: pointer_of(*filter(None, self.path.split("."))), takes_self=True)
    #: The same sentence in French.
    french: str = field(default=Factory(lambda self: self.message, takes_self=True), eq=False, repr=False, kw_only=True)

    def text(self, lang: Language = "fr") -> str:
        """The sentence in French (``fr``) or English (``en``); in English it is the ``message``."""
        return Text(self.french, self.message).say(lang)

    def line(self, lang: Language = "fr") -> str:
        """The path and the sentence, in French (``fr``) or English (``en``)."""
        return joined(self.path or "dossier", Text(" : ", ": "), self.text(lang)).say(lang)

    def __str__(self) -> str:
        return self.line("en")


def problem(path: str, code: str, words: Text, pointer: str | None = None) -> Problem:
    """A problem, in both languages; its pointer is that of its path unless another is given."""
    if pointer is None:
        return Problem(path, code, words.en, french=words.fr)
    return Problem(path, code, words.en, pointer, french=words.fr)


def too_many(rest: int) -> Problem:
    """The problem that stands for all those that are not listed.

    >>> too_many(1234).message
    '1,234 more problems'
    """
    others = Text(" autre problème", " more problem") if rest == 1 else Text(" autres problèmes", " more problems")
    return problem("", _TOO_MANY, joined(counted(rest), others))


class InvalidDossier(CleaError):
    """The values given make no dossier.

    Its ``args`` are plain JSON: a queue that keeps errors as JSON, as Celery does, gives the same error back.

    >>> from clea_eligibility import Evaluation
    >>> from datetime import date
    >>> Evaluation(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 2))
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: evaluation.ends_on: 2026-03-02 is before evaluation.starts_on, 2026-03-09
    """

    #: Every reason, not only the first; after a hundred, one of code ``too_many_problems`` counts the rest.
    problems: tuple[Problem, ...]

    def __init__(self, problems: "Iterable[Problem | Mapping[str, str]]") -> None:
        given: object = problems
        if isinstance(given, str):
            raise TypeError(f"InvalidDossier takes problems, not the text {shown(given)}; a CleaError takes text")
        self.problems = _at_most_a_hundred(map(_problem_of, problems))
        super().__init__([_as_json(one) for one in self.problems])

    def __reduce__(self) -> "tuple[type[InvalidDossier], tuple[Any, ...]]":
        return type(self), self.args

    def text(self, lang: Language = "fr") -> str:
        """Every problem on a line, with its path, in French (``fr``) or English (``en``)."""
        return "\n".join(one.line(lang) for one in self.problems)

    def __str__(self) -> str:
        return self.text("en")


_TOO_MANY = "too_many_problems"
_MEMBERS = ("path", "pointer", "code", "message", "french")


def _problem_of(one: object) -> Problem:
    if isinstance(one, Problem):
        return one
    if isinstance(one, Mapping):
        return Problem(**{name: one[name] for name in _MEMBERS if name in one})
    raise TypeError(f"InvalidDossier takes problems, not {shown(one)}")


def _as_json(one: Problem) -> dict[str, str]:
    return {name: getattr(one, name) for name in _MEMBERS}


def _at_most_a_hundred(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first hundred, and one that counts the rest; of others that count, given among them, the counts are added."""
    from json import dumps  # only a mistake pays for the import

    rest = size = 0
    listed: list[Problem] = []
    for one in problems:
        if one.code == _TOO_MANY:
            rest += int(re.sub(r"\D", "", one.message))  # the count comes back from JSON with its sentence alone
        elif len(listed) < MOST_PROBLEMS and size < _LARGEST:
            listed.append(one)
            size += len(dumps(_as_json(one)))
        else:
            rest += 1
    return (*listed, *([too_many(rest)] if rest else []))


EXPECTED = Text("attendu\u00a0: {expected}\u202f; reçu\u00a0: {got}{hint}", "expected {expected}, got {got}{hint}")
"""What is said of a value of a wrong type."""


def shown(value: object) -> str:
    """``value`` as an English error message shows it: short, on one line, with nothing that a terminal obeys.

    >>> shown("2026-02-30"), shown(None), shown([1, 2])
    ("'2026-02-30'", 'null', 'a list')
    >>> shown(float("nan"))
    'NaN (not a number)'
    """
    return said(value).en


def said(value: object) -> Text:
    """The same as :func:`shown`, in both languages."""
    if value is None:
        return joined("null")
    if value is True or value is False:
        return joined("true" if value else "false")
    if isinstance(value, str):
        if len(value) > _LONGEST_SHOWN:
            size = joined(" (", counted(len(value)), Text(" caractères)", " characters)"))
            return joined(f"{str.__repr__(value[:_LONGEST_SHOWN])}…", size)
        return joined(str.__repr__(value))
    if isinstance(value, int):
        return joined(_NUMBER, str(int(value))) if value.bit_length() < 64 else _HUGE_NUMBER
    if isinstance(value, float):
        if isnan(value):
            return Text("NaN (qui n’est pas un nombre)", "NaN (not a number)")
        return joined(_NUMBER, str(float(value))) if isfinite(value) else _HUGE_NUMBER
    if isinstance(value, dict):
        return Text("un objet", "an object")
    if isinstance(value, list):
        return Text("une liste", "a list")
    name = type(value).__name__
    if name in _NO_VALUES:
        return joined(_NO_VALUES[name])
    return joined(Text("une valeur de type ", "a "), shown_name(_type_said(value)))


def why(error: BaseException) -> Text:
    """Why a file cannot be read or written, on one line: what the system says, or another library.

    >>> import errno
    >>> why(FileNotFoundError(errno.ENOENT, "No such file or directory")).fr
    'ce fichier ou ce répertoire n’existe pas'
    """
    if error.args and isinstance(error.args[0], Text):
        return error.args[0]
    words = str(getattr(error, "strerror", None) or error).partition("\n")[0]
    name = errorcode.get(getattr(error, "errno", None) or 0)
    name = words if words in _SYSTEM else name
    return Text(_SYSTEM[name], words) if name in _SYSTEM else _QUOTED.filled(words=words)


_QUOTED = Text("« {words} » (message d'origine)", "{words}")
_SYSTEM: Mapping[str | None, str] = MappingProxyType(
    {
        "EACCES": "l'accès est refusé",
        "EEXIST": "ce fichier existe déjà",
        "EFBIG": "le fichier serait trop grand",
        "EIO": "une lecture ou une écriture a échoué",
        "EISDIR": "c'est un répertoire",
        "ELOOP": "trop de liens se suivent",
        "ENAMETOOLONG": "le nom est trop long",
        "ENODEV": "cet appareil n'existe pas",
        "ENOENT": "ce fichier ou ce répertoire n'existe pas",
        "ENOSPC": "il n'y a plus de place sur le disque",
        "ENOTDIR": "un élément du chemin n'est pas un répertoire",
        "EPERM": "cette opération n'est pas permise",
        "EROFS": "le disque est en lecture seule",
        "embedded null byte": "le nom contient un octet nul",
    }
)
"""What the system says of files, in French, by the names of its errors; and what Python says of names."""


def counted(count: int) -> Text:
    """A whole number, its thousands apart."""
    grouped = f"{count:,}"
    return Text(grouped.replace(",", "\u202f"), grouped)


_NUMBER = Text("le nombre ", "the number ")
_HUGE_NUMBER = Text("un nombre énorme", "a huge number")


def _type_said(value: object) -> str:
    """The name of a type; with that of its package, where neither Python nor this library made it."""
    kind = type(value)
    if isinstance(value, date):
        name = "datetime" if isinstance(value, datetime) else "date"
        if isinstance(_PLAIN_MOMENTS[name], kind):
            return name
    package = str(kind.__module__).partition(".")[0]
    is_known = package in sys.stdlib_module_names or package in ("__main__", __name__.partition(".")[0])
    return kind.__name__ if is_known else f"{package}.{kind.__name__}"


def way_out(value: object, kind: type, *, as_text: bool = False) -> Text:
    """The end of a message about a value of a wrong type: what to state in its place, if that is known.

    Args:
        value: The value that was stated.
        kind: The type that was expected.
        as_text: Whether days are text there, as in JSON.

    >>> way_out(datetime(2026, 3, 2, 9, 30), date).en, way_out(date(2026, 3, 2), date, as_text=True).en
    ('; take its date() if its clock is that of Paris', '; in JSON a day is text: write its isoformat()')
    """
    if type(value).__name__ in _NO_VALUES or (isinstance(value, float) and isnan(value)):
        return Text("\u202f; omettez ce qui est inconnu", "; leave out what is unknown")
    if kind is bool and _type_said(value) in ("numpy.bool", "numpy.bool_"):
        return _TAKE.filled(what="item()", proviso="")
    if not issubclass(kind, date):
        return joined()
    proviso = joined()
    if isinstance(value, datetime) and value.tzinfo is not None:
        what = Text("jour à Paris, evidence.paris_day(…)", "day in Paris, evidence.paris_day(…)")
    elif isinstance(value, datetime):
        what = joined("date()")
        if (value.hour, value.minute, value.second) != (0, 0, 0):
            proviso = Text(" si son horloge est celle de Paris", " if its clock is that of Paris")
    elif _type_said(value) == "numpy.datetime64":
        what = joined('astype("datetime64[D]").item()')
    elif isinstance(value, date):
        what = joined()
    else:
        return joined()
    if as_text:
        what = joined(what, "." if what.en else "", "isoformat()")
    return (_WRITE if as_text else _TAKE).filled(what=what, proviso=proviso)


_TAKE = Text("\u202f; prenez son {what}{proviso}", "; take its {what}{proviso}")
_WRITE = Text(
    "\u202f; en JSON un jour est un texte\u00a0: écrivez son {what}{proviso}",
    "; in JSON a day is text: write its {what}{proviso}",
)


def shown_name(name: str) -> str:
    """A key or a name as a message shows it, in any language: as it is where that is harmless; else quoted, and cut."""
    if name.isprintable() and 0 < len(name) <= _LONGEST_SHOWN:
        return name
    return str.__repr__(name[:_LONGEST_SHOWN]) + "…" * (len(name) > _LONGEST_SHOWN)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was probably meant to be, or ``None``.

    >>> nearest("pasport", ["passport", "residence_permit"])
    'passport'
    """
    if len(word) > _LONGEST_SHOWN:
        return None
    from difflib import get_close_matches  # only a mistake pays for the import

    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold().replace("-", "_"), by_folded, n=1)
    return by_folded[close[0]] if close else None


def folded(word: str) -> str:
    """The word in lower case, without accents, its parts joined by underscores; nothing for a whole text."""
    if len(word) > _LONGEST_SHOWN:
        return ""
    import unicodedata  # only a mistake pays for the import

    letters = [letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter)]
    return "_".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of an English message about an unknown word: the nearest known one, or all when they are few."""
    return meant(word, known).en


def meant(word: str, known: Iterable[str]) -> Text:
    """The same as :func:`did_you_mean`, in both languages.

    >>> meant("passeport", ["passport", "other"]).fr
    "vouliez-vous dire 'passport'\u202f?"
    """
    known = tuple(known)
    found = look_alike(word, known.__contains__)
    if found is not None:
        return found
    near = nearest(word, known)
    if near is not None:
        return _MEANT.filled(word=repr(near))
    return _ONE_OF.filled(words=", ".join(known))


def look_alike(word: str, is_known: Callable[[str], bool]) -> Text | None:
    """The end of a message about a word that is a known one but for signs that look like others, or cannot be seen.

    >>> print(look_alike("s\N{CYRILLIC SMALL LETTER O}cle", {"socle"}.__contains__).en)
    did you mean 'socle'? CYRILLIC SMALL LETTER O (U+043E) is another sign
    """
    if len(word) > _LONGEST_SHOWN or word.isascii():
        return None
    import unicodedata  # only a mistake pays for the import

    plain = unicodedata.normalize("NFKC", word).translate(_LOOK_ALIKE)
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf").strip()
    if not is_known(plain):
        return None
    stranger = next(letter for letter in word if not letter.isascii())
    sign = f"{unicodedata.name(stranger, '?')} (U+{ord(stranger):04X})"
    words = Text("{meant} {sign} est un autre signe", "{meant} {sign} is another sign")
    return words.filled(meant=_MEANT.filled(word=repr(plain)), sign=sign)


_MEANT = Text("vouliez-vous dire {word}\u202f?", "did you mean {word}?")
_ONE_OF = Text("valeurs possibles\u00a0: {words}", "expected one of: {words}")
_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУавеѕіјкмнорсԁһтхуԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχı‐‑‒–—−",
    "ABESIJKMHOPCTXYabesijkmhopcdhtxyqwABEZHIKMNOPTYXabeikvoptuxi------",
)
"""Cyrillic and Greek letters by the Latin ones that they look like, and dashes by the hyphen."""
