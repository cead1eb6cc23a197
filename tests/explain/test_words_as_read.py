"""Every explanation, and every plan of eighty dossiers, as somebody has read them: a guard against drift.

``python tests/explain/test_words_as_read.py`` writes them anew. Read what has changed, aloud, before you keep it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from odd_dossiers import TODAY, odd_dossiers

from clea_eligibility import Dossier, decide
from clea_eligibility.explain import advise, explain
from clea_eligibility.text import LANGUAGES, Language
from clea_eligibility.wire import dossier_from_json

ROOT = Path(__file__).parents[2]


def every_dossier() -> Iterator[tuple[str, Dossier, date]]:
    for example in sorted((ROOT / "examples").glob("*.json")):
        if not example.stem.endswith(".decision"):
            yield example.stem, dossier_from_json(example.read_bytes()), TODAY
    for name, (dossier, today) in odd_dossiers().items():
        yield name, dossier, today


def said(lang: Language) -> Iterator[str]:
    for name, dossier, today in every_dossier():
        advised = advise(dossier, lang, today=today)
        yield f"# {name}\n\n{explain(decide(dossier), lang)}\n\n## {today}\n\n{advised}\n"


def kept(lang: Language) -> Path:
    return Path(__file__).with_name(f"words_as_read.{lang}.md")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_that_nobody_has_read(lang: Language) -> None:
    assert kept(lang).read_text("utf-8") == "\n".join(said(lang))


if __name__ == "__main__":
    for language in LANGUAGES:
        kept(language).write_text("\n".join(said(language)), "utf-8")
