"""Every explanation and every plan of the examples, as somebody has read them: a guard against drift, no expectation.

``python tests/explain/test_words_as_read.py`` writes them anew. Read what has changed, aloud, before you keep it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clea_eligibility import decide
from clea_eligibility.explain import advise, explain
from clea_eligibility.text import LANGUAGES, Language
from clea_eligibility.wire import dossier_from_json

TODAY = date(2026, 4, 4)
ROOT = Path(__file__).parents[2]


def said(lang: Language) -> Iterator[str]:
    for example in sorted((ROOT / "examples").glob("*.json")):
        if not example.stem.endswith(".decision"):
            dossier = dossier_from_json(example.read_bytes())
            yield f"# {example.stem}\n\n{explain(decide(dossier), lang)}\n\n## …\n\n{advise(dossier, lang, today=TODAY)}\n"


def kept(lang: Language) -> Path:
    return Path(__file__).with_name(f"words_as_read.{lang}.md")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_that_nobody_has_read(lang: Language) -> None:
    assert kept(lang).read_text("utf-8") == "\n".join(said(lang))


if __name__ == "__main__":
    for language in LANGUAGES:
        kept(language).write_text("\n".join(said(language)), "utf-8")
