"""How objects show themselves: as code, and in a notebook as HTML, by a room that is imported only when one asks."""

from typing import Any

import attrs


class Shown:
    """What shows itself as code; attrs would write and compile such a method for each class, at each start."""

    __slots__ = ()

    def __repr__(self: Any) -> str:
        shown = [attribute.name for attribute in attrs.fields(type(self)) if attribute.repr]
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def shown_in_notebooks(self: Any) -> str:
    """The object as HTML, in French; :func:`clea_eligibility.html.view` says it in either language.

    A class whose objects notebooks show has this as its ``_repr_html_``. Its import is the only one in the library
    that runs against the stream.
    """
    from clea_eligibility.html import view

    return view(self)
