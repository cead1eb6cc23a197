"""What a notebook shows of an object: HTML, made by a module that is imported only when a notebook asks for it."""

from typing import Any


def shown_in_notebooks(self: Any) -> str:
    """The object as HTML, in French; :func:`clea_eligibility.html.views.view` says it in either language.

    A class whose objects notebooks show has this as its ``_repr_html_``. It stands far left of the view that it asks
    for: the one import in the library that runs against the stream, and so only when it is called.
    """
    from clea_eligibility.html.views import view

    return view(self)
