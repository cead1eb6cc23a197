"""How objects show themselves in a notebook: as HTML, made by a room that is imported only when a notebook asks."""

from typing import Any


def shown_in_notebooks(self: Any) -> str:
    """The object as HTML, in French; :func:`clea_eligibility.html.view` says it in either language.

    A class whose objects notebooks show has this as its ``_repr_html_``. Its import is the only one in the library
    that runs against the stream.
    """
    from clea_eligibility.html import view

    return view(self)
