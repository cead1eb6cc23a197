"""What others may rely on is written down, name by name, in ``public_api.txt``: nothing is gone, nothing slips in.

The promises are those of the API reference and of the ``__all__`` of each room. A line that goes, or changes, breaks
a promise.
``python tests/test_public_api.py`` writes the file anew: read what differs before you keep it.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import FunctionType

import attrs
import pytest

import clea_eligibility
from clea_eligibility.deciding._tables import Tabular

TESTS = Path(__file__).parent
WRITTEN = (TESTS / "public_api.txt").read_text("utf-8").splitlines()
REFERENCE = sorted((TESTS.parent / "docs" / "api").glob("*.md"))
DIRECTIVE = re.compile(r"^\.\. (?P<kind>[\w:]+):: (?P<name>[\w.]+)$")


def offered() -> Iterator[str]:
    """Every name that the package and its rooms offer; what a file lists besides is for other files."""
    yield from (f"clea_eligibility.{one}" for one in clea_eligibility.__all__)
    for module in pkgutil.walk_packages(clea_eligibility.__path__, "clea_eligibility."):
        if module.ispkg and "._" not in module.name:
            yield from (f"{module.name}.{one}" for one in getattr(importlib.import_module(module.name), "__all__", ()))


def documented() -> Iterator[str]:
    """Every name in the API reference, with its module."""
    for page in REFERENCE:
        module = ""
        for line in page.read_text("utf-8").splitlines():
            found = DIRECTIVE.match(line)
            if found is None:
                continue
            name = found["name"]
            if found["kind"] == "currentmodule":
                module = name
            elif found["kind"] != "automodule":
                yield name if name.startswith("clea_eligibility.") else f"{module}.{name}"


def lines_of(path: str) -> Iterator[str]:
    """How a name stands in the file: with its parameters, and a class with its members, too."""
    module, _, name = path.rpartition(".")
    found = getattr(importlib.import_module(module), name)
    if isinstance(found, FunctionType):
        yield path + parameters(found)
    elif isinstance(found, type):
        yield path + (parameters(found) if "__init__" in vars(found) else "")
        yield from (f"{path}.{member}" for member in members(found))
    else:
        yield path


def members(cls: type) -> Iterator[str]:
    """The public members that a class has of its own, in the order of its source; then those of every table."""
    fields = tuple(field.name for field in attrs.fields(cls)) if attrs.has(cls) else ()
    stated = (*fields, *inspect.get_annotations(cls), *vars(cls), *(vars(Tabular) if issubclass(cls, Tabular) else ()))
    for name in dict.fromkeys(stated):
        if name.startswith("_"):
            continue
        member = inspect.getattr_static(cls, name, None)
        if isinstance(member, FunctionType):
            yield name + parameters(member)
        elif not issubclass(cls, Enum) or name in cls.__members__:
            yield name


def parameters(function: object) -> str:
    """The parameters: their names, kinds and whether they have a default; types are for type checkers."""
    found = inspect.signature(function)  # type: ignore[arg-type]
    plain = [
        one.replace(annotation=one.empty, default=one.empty if one.default is one.empty else Ellipsis)
        for one in found.parameters.values()
        if not one.name.startswith("_")
    ]
    return str(found.replace(parameters=plain, return_annotation=found.empty)).replace("=Ellipsis", "=...")


PROMISED = sorted({*offered(), *documented()})


@pytest.mark.parametrize("path", PROMISED)
def test_what_is_promised_is_written_down(path: str) -> None:
    missing = [line for line in lines_of(path) if line not in WRITTEN]

    assert missing == []


def test_what_is_written_down_is_there() -> None:
    promised = [line for path in PROMISED for line in lines_of(path)]

    assert [line for line in WRITTEN if line not in promised] == []
    assert len(WRITTEN) == len(set(WRITTEN))


if __name__ == "__main__":
    lines = dict.fromkeys(line for path in PROMISED for line in lines_of(path))
    (TESTS / "public_api.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
