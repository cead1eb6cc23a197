"""How pydantic, which asks a class itself, is told how to read, write and describe the models."""

from typing import Any


def core_schema(cls: type, *_: object) -> dict[str, Any]:
    """How pydantic 2 validates and writes a model: ``__get_pydantic_core_schema__``."""
    from clea_eligibility.wire._validating import core_schema_of

    return core_schema_of(cls)


def json_schema(cls: type, *_: object) -> dict[str, Any]:
    """The JSON Schema that pydantic 2 shows for a model: ``__get_pydantic_json_schema__``."""
    from clea_eligibility.wire._schema import model_schema

    return model_schema(cls)
