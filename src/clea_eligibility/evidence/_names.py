"""From the name on a quote and the names on record to whether they are one person's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, permutations
from unicodedata import category, normalize

from clea_eligibility.errors import WrongTypeError, shown

_Words = tuple[str, ...]
_Letters = dict[int, str]

_PLAIN: _Letters = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that do not decompose, as French records write them."""
_SPELLED_OUT: _Letters = _PLAIN | str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""The same, and letters that identity documents spell out in their machine-readable zone (ICAO Doc 9303, part 3)."""
_TITLES = (
    "m",
    "mr",
    "mme",
    "mlle",
    "melle",
    "mle",
    "monsieur",
    "madame",
    "mademoiselle",
    "dr",
    "docteur",
    "professeur",
)
_LINKS = ("ne", "nee", "epouse", "epoux", "ep", "epse", "veuve", "veuf", "vve", "dit", "dite")
_NOT_NAMES = frozenset((*_TITLES, *_LINKS))
"""Titles, and what links two family names."""
_SEPARATORS = frozenset("'’‘`´.,;:/()\"“”«»·")
"""Signs between the letters of a name, beside spaces and dashes."""
_READ_AS_LATIN_1 = re.compile(r"[ÃÄÅ][\x80-\xbfŒœŠšŽžŸƒ’‘“”–—]|Â[\x80-\xa0\xad]")
"""A letter of two bytes in UTF-8, read byte by byte."""
_MAY_BE_LATIN_1 = re.compile(r"Ã(?![OES])", re.IGNORECASE)
"""The same, if the second is lost; Portuguese names have ``ÃO``, ``ÃE`` and ``ÃS``."""
_ENCODINGS = ("cp1252", "cp850", "mac_roman")
"""What a file of names may be written in, and read as: Windows, DOS and old Macs."""
_LONGEST_TITLE_NOT_GLUED = 2
_SHORTEST_CUT = 12
"""Letters: a family name that begins like another and is as long may have been cut, by a field of twenty letters."""
_MOST_CHARACTERS = 500
"""The limit for all names together: names are short, and comparing takes its time."""


def same_person(
    quote_name: str | None,
    *,
    birth_family_name: str | None,
    used_family_name: str | None = None,
    given_names: str | Sequence[str] | None,
) -> bool | None:
    """Whether a quote is in the applicant's name (S36): surely (true), surely not (false), or ``None``: look at it.

    Names are compared and forgotten: a dossier holds the answer alone, and no message repeats a name. Sources: the
    general instruction on civil status (1999) for compound names; FranceConnect for the shape of a record.

    Args:
        quote_name: The name as the quote carries it. Where the record has ``None``, here or below, so is the answer.
        birth_family_name: The family name at birth.
        used_family_name: The family name in use; ``None`` if there is none. Where a married name may be missing from
            the record, treat false as ``None``.
        given_names: All of them, as one text or as a list. In one text a comma or else a space separates two names,
            and a hyphen joins a compound one; but before 1999 spaces joined compound names too, so ``Jean Pierre`` may
            stand as ``Jean-Pierre`` on a quote of the same person.

    Raises:
        CleaError: For anything but text.

    A quote carries the birth name or the name in use, and the first given name; more of them do no harm. Case, accents,
    hyphens, apostrophes, spaces and the order do not count, nor do titles.

    >>> record = {"birth_family_name": "LEVEQUE", "used_family_name": "DUPOND", "given_names": "MARIE ANGE JEANNE"}
    >>> same_person("Lévêque Marie-Ange", **record), same_person("Mme Marie-Ange DUPOND née LÉVÊQUE", **record)
    (True, True)

    Another spelling is another name:

    >>> same_person("Marie LEFEVRE", birth_family_name="LEFEBVRE", given_names="Marie")
    False

    So is a family name that begins like the one on record, if it is short enough to be whole.

    Somebody should look where the quote carries only a part of a name, initials, or a name that the record does not
    have; where it carries another given name of the applicant but not the first; where ``Saint`` is abbreviated, words
    are glued or a family name is cut at some twenty letters; where an encoding has damaged a name, on the quote or on
    record, or something else in it is no letter; and where a letter is not Latin or all names together are longer than
    500 characters.

    >>> print(same_person("Jean DUPONT", birth_family_name="Dupont", given_names="Jean-Pierre"))
    None
    >>> print(same_person("J. DUPONT", birth_family_name="Dupont", given_names="Jean"))
    None
    >>> print(same_person("H?l?ne ST MARTIN", birth_family_name="Saint-Martin", given_names="Hélène"))
    None
    """
    if quote_name is None or birth_family_name is None or given_names is None:
        return None
    families = (birth_family_name, *(() if used_family_name is None else (used_family_name,)))
    given = _separate(given_names)
    names = (quote_name, *families, *given)
    for name in names:
        if not isinstance(name, str):
            raise WrongTypeError(f"expected names as text, got {shown(name)}")
    if sum(map(len, names)) > _MOST_CHARACTERS or not all(map(_is_whole, names)) or not all(map(_is_latin, names)):
        return None
    plain, machine_readable = (_compared(quote_name, families, given, letters) for letters in (_PLAIN, _SPELLED_OUT))
    if plain is False and (machine_readable is not False or any(map(_MAY_BE_LATIN_1.search, names))):
        return None
    if plain is False and any(_compared(*read, _PLAIN) for read in _reread(quote_name, families, given)):
        return None
    return plain


def _reread(quote_name: str, families: Sequence[str], given: Sequence[str]) -> Iterator[tuple[str, _Words, _Words]]:
    """The names, had the quote, or the record, been read in another encoding."""
    for encodings in permutations(_ENCODINGS, 2):
        again = partial(_recoded, encodings=encodings)
        yield again(quote_name), tuple(families), tuple(given)
        yield quote_name, tuple(map(again, families)), tuple(map(again, given))


def _recoded(name: str, encodings: tuple[str, str]) -> str:
    read_as, written_in = encodings
    try:
        return name.encode(read_as).decode(written_in)
    except UnicodeError:
        return name


def _separate(given_names: object) -> Sequence[str]:
    if isinstance(given_names, str):
        return given_names.split("," if "," in given_names else None)
    if isinstance(given_names, Sequence):
        return given_names
    raise WrongTypeError(f"expected given names as text or as a list of texts, got {shown(given_names)}")


def _folded(name: str, letters: _Letters = _PLAIN) -> str:
    """Small letters without accents."""
    text = normalize("NFD", normalize("NFKC", name).casefold().translate(letters))
    return "".join(character for character in text if category(character) != "Mn")


def _is_whole(name: str) -> bool:
    """Whether nothing in a name stands where a letter may have been: ``?``, an HTML entity, a digit."""
    return not _READ_AS_LATIN_1.search(name) and all(
        character.isalpha()
        or character.isspace()
        or character in _SEPARATORS
        or category(character) in ("Mn", "Pd", "Cf")
        for character in name
    )


def _is_latin(name: str) -> bool:
    return not any(letter.isalpha() and not letter.isascii() and category(letter) != "Lm" for letter in _folded(name))


def _words(name: str, letters: _Letters) -> _Words:
    return tuple(re.findall("[a-z]+", _folded(name, letters)))


def _compared(quote_name: str, families: Sequence[str], given_names: Sequence[str], letters: _Letters) -> bool | None:
    words = _words(quote_name, letters)
    known = [family for name in families if (family := _words(name, letters))]
    given = [name for given_name in given_names if (name := _words(given_name, letters))]
    if not (known and given):
        return None
    verdict = _verdict(words, known, given)
    return None if verdict is False and _verdict(*_loosely(words, known, given)) is not False else verdict


def _loosely(words: _Words, families: list[_Words], given: list[_Words]) -> tuple[_Words, list[_Words], list[_Words]]:
    """The names, so that abbreviated, glued and cut ones look alike on the quote and on record."""
    words, *names = (tuple(word.replace("saint", "st") for word in name) for name in (words, *families, *given))
    titles = (word for word in _NOT_NAMES if len(word) > _LONGEST_TITLE_NOT_GLUED)
    pieces = {*titles, *chain(*names), *map("".join, names)}
    words = tuple(chain(*(_unglued(word, pieces) for word in words)))
    families, given = names[: len(families)], names[len(families) :]
    for family in families:
        words = _uncut(words, family)
    return words, families, given


def _unglued(word: str, pieces: Iterable[str]) -> _Words:
    """The pieces that make up a word, if pieces alone do; else the word."""
    made_of: dict[int, _Words] = {0: ()}
    for end in range(len(word)):
        if end in made_of:
            for piece in pieces:
                if word.startswith(piece, end):
                    made_of.setdefault(end + len(piece), (*made_of[end], piece))
    return made_of.get(len(word), (word,))


def _uncut(words: _Words, name: _Words) -> _Words:
    """``words`` with the whole ``name`` where its first letters stand, or where a longer one begins with it."""
    letters = "".join(name)
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            run, before = "".join(words[start:end]), "".join(words[start : end - 1])
            is_cut = letters.startswith(run) or (run.startswith(letters) and len(before) < len(letters))
            if is_cut and min(len(run), len(letters)) >= _SHORTEST_CUT:
                return words[:start] + name + words[end:]
    return words


def _verdict(words: _Words, known: list[_Words], given: list[_Words]) -> bool | None:
    first, others = given[0], tuple(chain(*given[1:]))
    verdicts = {_given_names_fit(rest, first, others) for rest in _without_family_name(words, known)}
    if not verdicts:
        return _may_be_a_part(words, tuple(chain(*known)), first + others)
    return True if True in verdicts else None if None in verdicts else False


def _without_family_name(words: _Words, families: Sequence[_Words]) -> Iterator[_Words]:
    """The rest of a name without the family name, wherever that stands; and without both, if it carries both."""
    for family in families:
        for rest in _without(words, family):
            yield rest
            for other in families:
                if other != family:
                    yield from _without(rest, other)


def _without(words: _Words, name: _Words) -> Iterator[_Words]:
    """``words`` less a run of them that spells ``name``, however it is cut: ``le goff`` is ``legoff``."""
    letters = "".join(name)
    for start in range(len(words)):
        end, run = start, ""
        while end < len(words) and len(run) < len(letters):
            run += words[end]
            end += 1
        if run == letters:
            yield words[:start] + words[end:]


def _given_names_fit(rest: _Words, first: _Words, others: _Words) -> bool | None:
    names = first + others
    words = _without_titles(rest, names)
    for length in range(len(first), len(names) + 1):
        for more in _without(words, names[:length]):
            if all(_recalls(word, others) for word in more):
                return True
    initials = "".join(name[0] for name in first)
    return None if not words or initials in words or any(_recalls(word, names) for word in words) else False


def _may_be_a_part(words: _Words, families: _Words, given: _Words) -> bool | None:
    """``None`` if a name without the whole family name consists of parts of the record's names, else false."""
    parts = {*families, *(word[0] for word in families)}
    rest = [word for word in _without_titles(words, given) if word not in parts]
    return None if all(_recalls(word, given) for word in rest) else False


def _without_titles(words: _Words, names: _Words) -> _Words:
    return tuple(word for word in words if word in names or word not in _NOT_NAMES)


def _recalls(word: str, names: _Words) -> bool:
    """Whether a word is one of the names, its initial or a shorter form."""
    return any(name.startswith(word) for name in names)
