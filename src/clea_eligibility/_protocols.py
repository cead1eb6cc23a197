"""How objects answer those who ask them directly: a notebook for their HTML, pydantic for a validator and a schema.

Each function is an attribute of the classes that answer. It imports the room that makes the answer when somebody asks,
and not before: these are the only imports in the library that run against the stream. A package answers in the same
way who asks it for a name: it imports the file that has it.
"""

TYPE_CHECKING = False  # type checkers know better; to import typing takes its time

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def names_when_asked(package: "dict[str, Any]", *homes: str) -> "tuple[Callable[[str], Any], Callable[[], list[str]]]":
    """``__getattr__`` and ``__dir__`` of a package that offers names of its files.

    Args:
        package: The package's ``globals()``.
        homes: Its files that have the names of its ``__all__``, the first to be looked into first.
    """
    own, names = package["__name__"], package["__all__"]

    def getattr_(name: str) -> "Any":
        from importlib import import_module

        if name in names:
            files = (import_module(f"{own}.{home}") for home in homes)
            return package.setdefault(name, next(getattr(file, name) for file in files if hasattr(file, name)))
        raise AttributeError(f"module {own!r} has no attribute {name!r}")

    return getattr_, lambda: [*package, *names]


def shown_in_notebooks(self: "Any") -> str:
    """The object as HTML, in French: ``_repr_html_``. :func:`clea_eligibility.html.view` says it in either language."""
    from clea_eligibility.html import view

    return view(self)


def core_schema(cls: type, *_: object) -> "dict[str, Any]":
    """How pydantic 2 validates and writes a model: ``__get_pydantic_core_schema__``."""
    from clea_eligibility.wire._writing import core_schema_of

    return core_schema_of(cls)


def json_schema(cls: type, *_: object) -> "dict[str, Any]":
    """The JSON Schema that pydantic 2 shows for a model: ``__get_pydantic_json_schema__``."""
    from clea_eligibility.wire._schema import model_schema

    return model_schema(cls)
