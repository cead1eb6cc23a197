"""The language of each page, and which pages say the same in both."""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.text import Language

PARTNERS: Mapping[str, str] = MappingProxyType(
    {
        "fr": "index",
        "fr-app": "app",
        "fr-dates": "dates",
        "fr-decision": "decision",
        "fr-enonces": "statements",
        "fr-faits": "facts",
        "fr-limites": "limits",
        "fr-papiers": "papers",
        "fr-questions": "questions",
        "fr-regles": "rules",
    }
)
"""The French pages, and the English page of the same content."""


def language_of(page: str) -> Language:
    """The language of a page, by its name."""
    return "fr" if page in PARTNERS else "en"
