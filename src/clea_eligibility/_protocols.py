"""How objects answer those who ask them directly: a notebook for their HTML, pydantic for a validator and a schema.

Each function is an attribute of the classes that answer. It imports the room that makes the answer when somebody asks,
and not before: these are the only imports in the library that run against the stream.
"""

from typing import Any


def shown_in_notebooks(self: Any) -> str:
    """The object as HTML, in French: ``_repr_html_``. :func:`clea_eligibility.html.view` says it in either language."""
    from clea_eligibility.html import view

    return view(self)


def core_schema(cls: type, *_: object) -> dict[str, Any]:
    """How pydantic 2 validates and writes a model: ``__get_pydantic_core_schema__``."""
    from clea_eligibility.wire._validating import core_schema_of

    return core_schema_of(cls)


def json_schema(cls: type, *_: object) -> dict[str, Any]:
    """The JSON Schema that pydantic 2 shows for a model: ``__get_pydantic_json_schema__``."""
    from clea_eligibility.wire._schema import model_schema

    return model_schema(cls)
