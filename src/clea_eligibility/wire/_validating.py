"""The models as fields of pydantic's: read by the strict reader, every problem at its place."""

from typing import Any

from clea_eligibility.dossier.models import PREFIX
from clea_eligibility.errors import InvalidDossier
from clea_eligibility.wire._reading import object_reader
from clea_eligibility.wire._writing import object_writer


def core_schema_of(cls: type) -> dict[str, Any]:
    """A validator and a serializer of a model, in the plain data that pydantic takes for a schema.

    A model is taken as it is, anything else as parsed JSON.
    """
    read, holders = object_reader(cls), PREFIX[cls].count(".")

    def validate(value: object) -> object:
        if type(value) is cls:
            return value
        try:
            return read(value, cls)
        except InvalidDossier as refused:
            from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError  # it is there: it asked

            details = [
                InitErrorDetails(
                    type=PydanticCustomError(problem.code, "{message}", {"message": problem.message}),
                    loc=_keys(problem.pointer)[holders:],
                    input=value,
                )
                for problem in refused.problems
            ]
        raise ValidationError.from_exception_data(cls.__name__, details)

    return {
        "type": "function-plain",
        "function": {"type": "no-info", "function": validate},
        "serialization": {"type": "function-plain", "function": object_writer(cls)},
    }


def _keys(pointer: str) -> tuple[str, ...]:
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:])
