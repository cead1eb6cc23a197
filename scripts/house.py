"""Measure the house: how large the library is, and how its rooms and files lean on each other.

``python scripts/house.py`` prints the table and writes it, with the picture of the rooms, into ``docs/design.md``,
between the markers there. ``--check`` writes nothing, and fails where the page is stale. Nothing of it is typed but
the aims: files are read, not imported.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "clea_eligibility"
PAGE = ROOT / "docs" / "design.md"
CORE = ("errors", "text", "dossier", "rules", "deciding")
"""The ground floor, and the rooms without which nothing is decided."""
DECLARED = ("clea_eligibility._protocols",)
"""The file that may import against the stream: an object that a notebook asks for its HTML, or pydantic for its
schema, asks the room that makes it."""
NO_ROOMS = ("__main__", "_protocols")
"""What the picture leaves out: files that only hand on what is asked of them."""
WHEEL_TESTS = ROOT / "packaging_tests" / "test_distributions.py"
LARGEST_WHEEL = re.compile(r"^LARGEST_WHEEL = ([0-9_]+)$", re.MULTILINE)

Graph = Mapping[str, frozenset[str]]
"""For each file, or each room, those that it imports."""


def main() -> None:
    """Print the table, and write it into the page or check that it stands there."""
    files = trees()
    graph = imports(files)
    made = {"table": table(files, graph), "sizes": sizes_of_rooms(files), "rooms": picture(graph)}
    print(made["table"])
    page = PAGE.read_text(encoding="utf-8")
    fresh = page
    for name, text in made.items():
        begin, end = f"<!-- house: {name} -->\n", f"<!-- house: end of {name} -->"
        before, _, rest = fresh.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            sys.exit(f"{PAGE.relative_to(ROOT)}: expected the markers {begin.strip()} and {end}")
        fresh = f"{before}{begin}\n{text}\n\n{end}{after}"
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(fresh, encoding="utf-8")
    elif fresh != page:
        sys.exit(f"{PAGE.relative_to(ROOT)} is stale: run python scripts/house.py, and commit the page")


# What is measured


def trees() -> dict[str, ast.Module]:
    """Every file of the library, parsed, by the full name of its module."""
    return {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def statements(tree: ast.AST) -> int:
    """How many statements a file has, texts that stand alone apart: docstrings, and those under constants."""
    return sum(isinstance(node, ast.stmt) and not _is_text(node) for node in ast.walk(tree))


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def imports(found: Mapping[str, ast.Module]) -> Graph:
    """What each file imports, in functions and for type checkers too; what stands in a package counts as its file."""
    return {name: frozenset(_imported(tree, found)) - {name, PACKAGE.name} for name, tree in found.items()}


def _imported(tree: ast.AST, files: Iterable[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names if alias.name in files)
            case ast.ImportFrom(str(module), names):
                whole = [f"{module}.{alias.name}" for alias in names]
                yield from (name if name in files else module for name in whole if {name, module} & {*files})


def circles(graph: Graph) -> list[frozenset[str]]:
    """The files that import each other, be it by way of others: sets of two and more, the largest first."""
    ahead = {name: _ahead(name, graph) for name in graph}
    found = {frozenset(other for other in ahead[name] if name in ahead[other]) for name in graph if name in ahead[name]}
    return sorted(found, key=len, reverse=True)


def _ahead(name: str, graph: Graph) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[name])
    while waiting:
        if (other := waiting.pop()) not in seen:
            seen.add(other)
            waiting += graph[other]
    return seen


def floors(graph: Graph) -> list[list[str]]:
    """The names by floors: each stands one above the highest of those that it imports."""
    height: dict[str, int] = {}
    for name in TopologicalSorter(graph).static_order():
        height[name] = 1 + max((height[other] for other in graph[name]), default=-1)
    return [[name for name in graph if height[name] == floor] for floor in range(1 + max(height.values()))]


def is_public(name: str) -> bool:
    """Whether a file has a public name, and so have all folders that it is in."""
    return "._" not in name


def declares_all(tree: ast.Module) -> bool:
    """Whether a file says what it offers."""
    return any(isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__" for node in tree.body)


def rooms_of(graph: Graph) -> Graph:
    """Which rooms each room imports; a file of the package itself is a room of its own."""
    rooms: dict[str, set[str]] = {}
    for name, others in graph.items():
        if name != PACKAGE.name:
            rooms.setdefault(_room(name), set()).update(map(_room, others))
    return {room: frozenset(others - {room}) for room, others in rooms.items()}


def _room(name: str) -> str:
    return name.split(".")[1]


# What is written


def table(files: Mapping[str, ast.Module], graph: Graph) -> str:
    """The measures, in Markdown, beside those from before the rooms and the aims."""
    sizes = {name: statements(tree) for name, tree in files.items()}
    core = sum(size for name, size in sizes.items() if name != PACKAGE.name and _room(name) in CORE)
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py"))
    declared = {**graph, **dict.fromkeys(DECLARED, frozenset())}
    in_circles = [len(circle) for circle in circles(declared)]
    public = [tree for name, tree in files.items() if is_public(name) and sizes[name]]
    (largest_wheel,) = LARGEST_WHEEL.findall(WHEEL_TESTS.read_text(encoding="utf-8"))
    wheel = f"under {int(largest_wheel) // 1000} kB"
    if built := sorted((ROOT / "dist").glob("*.whl")):
        print(f"{built[-1].name}: {built[-1].stat().st_size:,} bytes")
    rows = [
        ("", "before the rooms", "now", "aim"),
        ("---", "---:", "---:", "---:"),
        ("statements, docstrings apart", "6,341", f"{sum(sizes.values()):,}", "5,500"),
        (f"of these {', '.join(CORE[:-1])} and {CORE[-1]}", "1,435", f"{core:,}", "1,350"),
        ("lines", "13,151", f"{lines:,}", "about 11,000"),
        ("names at the top of the package", "42", f"{len(rooms_of(graph))}", "18"),
        ("files", "87", f"{len(files)}", "60"),
        ("floors of imports, file by file", "20", "–" if in_circles else f"{len(floors(declared))}", "14"),
        ("files in the largest circle", "33", f"{max(in_circles, default=0)}", "0"),
        ("public modules with `__all__`", "8", f"{sum(map(declares_all, public))} of {len(public)}", "all"),
        ("wheel, held by `packaging_tests`", "211 kB", wheel, "200 kB"),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def sizes_of_rooms(files: Mapping[str, ast.Module]) -> str:
    """The statements of each room, the largest first."""
    sizes = Counter[str]()
    for name, tree in files.items():
        if name != PACKAGE.name:
            sizes[_room(name)] += statements(tree)
    return ", ".join(f"`{room}` {size:,}" for room, size in sizes.most_common()) + "."


def picture(graph: Graph) -> str:
    """The rooms as a Mermaid flowchart: each points at those that it stands on."""
    declared = {**graph, **dict.fromkeys(DECLARED, frozenset())}
    rooms = {room: others - {*NO_ROOMS} for room, others in rooms_of(declared).items() if room not in NO_ROOMS}
    lines = ["```mermaid", "flowchart TB"]
    for floor in reversed(floors(rooms)):
        for room in floor:
            nearest = sorted(
                other for other in rooms[room] if not any(other in _ahead(between, rooms) for between in rooms[room])
            )
            lines += [f"    {room} --> {other}" for other in nearest] or [f"    {room}"]
    return "\n".join([*lines, "```"])


if __name__ == "__main__":
    main()
