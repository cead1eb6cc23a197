"""Words of English that French has no use for."""

import re

_ENGLISH = """
and another any are be because been before below but by cannot choice choose closed column could day days did directory
do does each else empty end error exists exit expected fact facts file found four from given got has have help how if in
invalid is it its key leave less line made many mean meant missing more most must name named names neither never no none
nor not nothing number of one only open out read required row rows rule rules same say says see show stands such take
than that the them then there they this those to too true unknown unrecognized use used value values was were what where
which while who with without word write written wrong yes you your
"""
ENGLISH = frozenset(_ENGLISH.split())
"""Words that are not French as well: "message", "page", "type" and "or" are."""
NAMES = frozenset({"true", "other"})
"""Values as JSON writes them."""
NO_WORDS = re.compile(
    r"'[^']*'|«[^»]*»|\"[^\"]*\"|\([^()]*U\+[0-9A-F]+\)|\{[^}]*\}|\[[^\]]*\]|--?[\w-]+|[\w./+-]*[._+/=][\w./+=-]*|"
    r"\b[A-Z][A-Z]+\b"
)
"""What is quoted, paths, options, patterns, and names in capitals."""


def english_in(text: str) -> set[str]:
    """The English words of a text that is to be French."""
    found = re.findall(r"[^\W\d_]+", NO_WORDS.sub(" ", text))
    return {word for word in found if word in ENGLISH - NAMES}
