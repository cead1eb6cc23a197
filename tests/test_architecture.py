"""How the library is built: imports flow one way, nothing reads the world, and the page is data."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import clea_eligibility

SOURCE = Path(clea_eligibility.__file__).parent
PACKAGE = "clea_eligibility"

# A module imports from the lines above its own, and from no other module of its own line.
ROOMS = [
    ["errors", "text", "_protocols"],
    ["dossier"],
    ["rules"],
    ["editions"],
    ["deciding"],
    ["wire", "planning"],
    ["explain", "frames"],
    ["interview"],
    ["whatif"],
    ["plots", "html"],
    ["cli"],
    ["__main__"],
]
"""A room imports from itself, and from the rows above it."""
BESIDE = {
    "evidence": {"errors", "text", "dossier"},
    "testing": {"errors", "text", "dossier", "rules", "editions", "deciding"},
}
"""These stand beside: they use the rooms named, and no room uses them but the interview, which asks for records."""
WITHIN_A_ROW = {"text": {"errors"}, "interview": {"evidence"}}
ALLOWED = BESIDE | {
    name: {earlier for row in ROOMS[:height] for earlier in row} | WITHIN_A_ROW.get(name, set())
    for height, row in enumerate(ROOMS)
    for name in row
}

# A notebook asks an object for its HTML, and pydantic for a validator; the object, when it is asked, the room that
# makes it.
FROM_THE_RIGHT = {"_protocols": {"html", "wire"}}

MODULES = {path.relative_to(SOURCE): ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
each_module = pytest.mark.parametrize("path", MODULES, ids=str)


def name_of(path: Path) -> str:
    """The room of a module, or the module that stands alone."""
    return path.parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    """The full name of a module."""
    return ".".join((PACKAGE, *path.with_suffix("").parts)).removesuffix(".__init__")


NAMES = {module_of(path) for path in MODULES}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, wherever the import stands: in a function and for type checking too."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(str(module), names):
                whole = [f"{module}.{alias.name}" for alias in names]
                yield from (name if name in NAMES else module for name in whole)


def named(tree: ast.AST) -> set[str]:
    """Every name that the code imports, calls or takes from an object."""
    names = set(imported(tree))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="today", value=value) if id(node) not in called and "date" not in ast.unparse(
                value
            ):
                pass  # a day that was given; the clock's is called for
            case ast.Call(ast.Name(name)) | ast.Attribute(attr=name) | ast.alias(name):
                names.add(name)
    return names


@each_module
def test_imports_flow_one_way(path: Path) -> None:
    name = name_of(path)
    own = {module.split(".")[1] for module in imported(MODULES[path]) if module.startswith(f"{PACKAGE}.")}
    if name == "__init__":
        return

    assert name in ALLOWED, f"{name} has no place yet: give it one in ROOMS"
    assert own - {name} <= ALLOWED[name] | FROM_THE_RIGHT.get(name, set())
    assert PACKAGE not in imported(MODULES[path])


def test_no_file_imports_itself_by_way_of_others() -> None:
    ahead = {
        module_of(path): {name for name in imported(tree) if name in NAMES and name != PACKAGE}
        for path, tree in MODULES.items()
        if name_of(path) not in {"__init__", *FROM_THE_RIGHT}
    }

    TopologicalSorter(ahead).prepare()  # which raises CycleError, with the circle


@each_module
def test_a_public_file_says_what_it_offers(path: Path) -> None:
    is_private = any(part.startswith("_") for part in path.parts)

    assert is_private or any(
        isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__" for node in MODULES[path].body
    )


def test_the_package_offers_what_the_contract_names() -> None:
    assert set(clea_eligibility.__all__) >= {
        "Dossier",
        "Applicant",
        "IdentityDocument",
        "ProofOfResidence",
        "Certification",
        "Evaluation",
        "Evaluator",
        "Accreditation",
        "Quote",
        "IdentityDocumentKind",
        "CertificationKind",
        "EvaluationStage",
        "InitialOutcome",
        "decide",
        "Decision",
        "Eligible",
        "Ineligible",
        "Undetermined",
        "Finding",
        "Status",
        "GUIDE",
        "Rule",
        "RuleSet",
        "CleaError",
        "InvalidDossier",
    }
    assert all(hasattr(clea_eligibility, name) for name in clea_eligibility.__all__)


def test_no_module_hides_a_name_that_the_package_offers() -> None:
    assert not {name_of(path) for path in MODULES} & set(clea_eligibility.__all__)


def test_importing_the_library_loads_nothing_that_deciding_does_not_need() -> None:
    loaded = "import clea_eligibility, sys; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()

    assert PACKAGE in modules
    assert not {"cattrs", "json", "argparse", "zoneinfo", "html", "matplotlib"} & set(modules)
    assert not {f"{PACKAGE}.{name}" for name in ("html", "plots", "planning", "whatif", "explain")} & set(modules)


@each_module
def test_a_module_says_in_one_sentence_what_it_is(path: Path) -> None:
    first_line, _, rest = (ast.get_docstring(MODULES[path]) or "").partition("\n")

    assert first_line.endswith(".")
    assert ". " not in first_line
    assert rest == "" or rest.startswith("\n")


CLOCK_NETWORK_AND_ENVIRONMENT = {
    "now",
    "today",
    "utcnow",
    "time",
    "perf_counter",
    "monotonic",
    "random",
    "environ",
    "getenv",
    "socket",
    "http",
    "urllib",
    "urllib.request",
    "requests",
    "subprocess",
}
LOGS = {"logging", "getLogger", "syslog", "print", "stdout", "stderr"}
FILES = {"open", "pathlib", "read_text", "read_bytes", "write_text", "write_bytes", "tempfile", "shutil", "os", "io"}
OPENS_FILES = {"__main__", "cli", "files"}
READS_THE_CLOCK = {"cli"}
"""It shows progress on a terminal, and plans from today on where no day is given."""


@each_module
def test_nothing_reads_a_clock_the_network_or_the_environment(path: Path) -> None:
    allowed = {"time", "monotonic", "now"} if name_of(path) in READS_THE_CLOCK else set()

    assert named(MODULES[path]) & CLOCK_NETWORK_AND_ENVIRONMENT <= allowed


@each_module
def test_nothing_is_logged(path: Path) -> None:
    assert name_of(path) == "cli" or not named(MODULES[path]) & LOGS


@each_module
def test_only_the_command_line_reads_files(path: Path) -> None:
    assert name_of(path) in OPENS_FILES or "files" in path.parts or not named(MODULES[path]) & FILES


@each_module
def test_calendar_arithmetic_stands_in_one_module(path: Path) -> None:
    # Differences of days are constants of the code that the compiler writes.
    if path.name == "dates.py":
        return
    allowed = {"timedelta"} if path.name == "_expressions.py" else set()

    assert named(MODULES[path]) & {"timedelta", "relativedelta", "dateutil.relativedelta"} <= allowed


@each_module
def test_no_module_keeps_anything_that_changes(path: Path) -> None:
    changeable = [
        ast.unparse(node)
        for node in MODULES[path].body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.List | ast.Dict | ast.Set)
        if not ast.unparse(node).startswith("__all__ = ")
    ]

    assert not changeable
    assert not [node for node in ast.walk(MODULES[path]) if isinstance(node, ast.Global)]
    functions = [node for node in ast.walk(MODULES[path]) if isinstance(node, ast.FunctionDef)]
    kept = [node for node in functions if "cache" in map(ast.unparse, node.decorator_list)]
    assert not [node.name for node in kept if ast.unparse(node.args)]  # else a constant, made when first asked for
    assert "lru_cache" not in named(MODULES[path])


def test_the_page_is_data() -> None:
    code = (ast.Lambda, ast.If, ast.IfExp, ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Match, ast.Compare)

    assert not [ast.unparse(node) for node in ast.walk(MODULES[Path("rules/guide.py")]) if isinstance(node, code)]


def test_conditions_are_data() -> None:
    tree = MODULES[Path("rules/_conditions.py")]

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
    assert not named(tree) & {"eval", "exec", "compile", "Callable"}
