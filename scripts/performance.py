"""Write ``docs/performance.md`` and its picture from what the benchmarks measured: ``benchmarks/results/*.json``.

No number of a measurement is typed: run ``python benchmarks/run.py``, then ``python scripts/performance.py``. A test
holds the page to the results.
"""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "_static" / "performance.svg"
BLUE, ORANGE = "#0072B2", "#E69F00"  # of Okabe and Ito's palette, which colour-blind people can tell apart

TABLES = {
    "frames": (
        "Frames",
        """A whole table at once: `decide_frame`, and the rules by hand for that engine, with the same columns.
        "Brief" is outcome and amount alone; "findings" has the status of each rule besides, which is not done by hand.
        Times in processor time mean the same on a busy machine; elapsed, two cores count.
        The peak is the most memory that the process held, the table included.

        The aim was at most 1.5 times by hand.
        With all columns it is met, by DuckDB with a million rows just so.
        With two columns DuckDB misses it, most with a million rows: a query takes its time to make, for few rows too.

        OpenFisca-Core decides the same rules on complete dossiers, whose facts lie ready as arrays of numbers: all as
        if filed in one month, or each by the parameters of its month.
        "As much" is what it gives: amount and reasons.
        The aim was twice its speed.
        It is met for as much, by month of filing; it is not for everything, nor where one month is enough.
        That is out of reach: by hand in Polars, too, a table takes as long as OpenFisca does in one month.""",
    ),
    "batch": (
        "Files",
        """From a file of dossiers to a file of decisions, and beside it Polars alone, which copies that file: the same
        rows with the columns of the decisions ready-made.
        Each is a process of its own, its start included, with one thread of Polars.

        The aims were at most 3 times the copy for JSON Lines, 2 for CSV and 1.7 for Parquet, in processor time, and 1.3
        times its memory.
        All are met, and memory stays nearly the same with ten times the rows.
        JSON Lines take a third of what Polars holds to copy them, for Polars reads ahead as far as it can.""",
    ),
}
"""Results of other benchmarks, shown where their files are there."""


def main() -> None:
    """Write page and picture."""
    results = measured()
    PAGE.write_text(page(results), encoding="utf-8")
    picture(results["calls"], PICTURE)
    print(f"written: {PAGE.relative_to(ROOT)}, {PICTURE.relative_to(ROOT)}")


def measured() -> dict[str, Any]:
    """All results, by the names of their files."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))}


def page(results: dict[str, Any]) -> str:
    """The page, in Markdown."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: dict[str, Any]) -> Iterator[str]:
    calls = results["calls"]
    known = _times_by_hand(calls)
    yield from INTRODUCTION.format(least=times(min(known)), most=times(max(known))).splitlines()
    yield from _summary(calls)
    yield from ["", "::::{container} picture", "", "```{raw} html", ":file: _static/performance.svg", "```", "", "::::"]
    yield from ["", "## Deciding", "", *_wrapped(DECIDING)]
    yield from _table(
        ["dossier", "`decide`", "by hand", "times by hand", "times by hand, every fact known"],
        [
            [
                row["name"],
                microseconds(row["decide"]),
                microseconds(row["by hand"]),
                times(row["decide"] / row["by hand"]),
                times(row["decide"] / calls["deciding"][0]["by hand"]),
            ]
            for row in calls["deciding"]
        ],
    )
    checked = calls["checked"]
    yield from ["", f"Checked to be equal first: on {checked['every fact known']:,} dossiers that state every fact and"]
    yield f"on {checked['with unknown facts']:,} with unknown facts, two in three near the bounds of the date rules."
    yield from ["", "## Other rule libraries", "", *_wrapped(LIBRARIES)]
    own, plain, by_hand, *others = calls["other libraries"]
    yield from _table(
        ["library", "version", "one dossier", "times `decide`", "many dossiers", "times `decide`"],
        [_compared(row, own) for row in (own, by_hand, *others)],
    )
    yield from ["", *_wrapped(f"Checked to agree first, on up to {checked['other libraries']:,} dossiers. {RANGE}")]
    yield from [
        "",
        *_wrapped(
            IN_THE_WAY.format(
                many=times(own["many"] / by_hand["many"]),
                first=times(_times_by_hand(calls)[1]),
                all=checked["every fact known"],
                some=checked["other libraries"],
                plain=times(plain["many"] / by_hand["many"]),
                quickest=times(_quickest(others, "many")["many"] / own["many"]),
                plainly=times(_quickest(others, "many")["many"] / plain["many"]),
            )
        ),
    ]
    yield from ["", "## Building a dossier", "", *_wrapped(BUILDING)]
    yield from _table(
        ["dossier", "with validation", "without", "times"],
        [
            [row["name"], microseconds(row["own"]), microseconds(row["bare"]), times(row["own"] / row["bare"])]
            for row in calls["building"]
        ],
    )
    yield from ["", "## JSON in, JSON out", "", *_wrapped(JSON)]
    yield from _table(
        ["dossier", "`wire`", "cattrs, bare", "times", "zen-engine through JSON"],
        [
            [
                row["name"],
                microseconds(row["own"]),
                microseconds(row["bare"]),
                times(row["own"] / row["bare"]),
                f"{microseconds(row['zen-engine'])}, {times(row['zen-engine'] / row['own'])}"
                if "zen-engine" in row
                else "–",
            ]
            for row in calls["json"]
        ],
    )
    yield from ["", "## Start-up", "", *_wrapped(START)]
    nothing = calls["import"]["nothing"]
    dependencies = calls["import"]["dependencies"] - nothing
    yield from _table(
        ["a fresh process that", "takes", "beyond an empty one", "times"],
        [
            [
                words,
                f"{calls['import'][name]:.0f}\u00a0ms",
                f"{calls['import'][name] - nothing:.0f}\u00a0ms",
                times((calls["import"][name] - nothing) / dependencies),
            ]
            for name, words in PROCESSES.items()
        ],
    )
    yield from ["", "## Memory", "", *_wrapped(MEMORY)]
    yield from _table(
        ["dossiers", "number", "a dossier", "its decision, beside it"],
        [
            [
                row["name"],
                f"{row['dossiers']:,}",
                f"{row['dossier']:.0f}\u00a0bytes",
                f"{row['decision']:.0f}\u00a0bytes",
            ]
            for row in calls["memory"]
        ],
    )
    for name, (title, words) in TABLES.items():
        if name in results:
            yield from ["", f"## {title}", "", *_wrapped(words), *_rows(results[name])]
    yield from ["", "## The machine, and how to repeat it", "", *_machine(calls["machine"]), "", *REPEAT.splitlines()]


def _compared(row: dict[str, Any], own: dict[str, Any]) -> list[str]:
    """A row of the table of libraries: one dossier over and over, and many different ones."""
    if "seconds" not in row:
        return [row["name"], "–", "not installed", "–", "–", "–"]
    measured = [cell for key in ("seconds", "many") for cell in (microseconds(row[key]), times(row[key] / own[key]))]
    return [_NAMES.get(row["name"], row["name"]), row.get("version", ""), *measured]


def _quickest(others: Sequence[dict[str, Any]], key: str) -> dict[str, Any]:
    return min((row for row in others if key in row), key=lambda row: row[key])


def _summary(calls: dict[str, Any]) -> Iterator[str]:
    aims, hand = calls["aims"], calls["deciding"][0]["by hand"]
    unknown = [row for row in calls["deciding"] if "unknown" in row["name"]]
    own, _, _, *others = calls["other libraries"]
    hot, many = _quickest(others, "seconds"), _quickest(others, "many")
    through_json = next(row for row in calls["json"] if "zen-engine" in row)
    nothing = calls["import"]["nothing"]
    imported = (calls["import"]["clea_eligibility"] - nothing) / (calls["import"]["dependencies"] - nothing)
    rows = [
        (
            "deciding and reading a dossier that states every fact",
            f"at most {aims['known']:g} times by hand",
            max(_times_by_hand(calls)),
            aims["known"],
        ),
        (
            f"one dossier over and over, beside the quickest other rule library ({hot['name']})",
            f"{aims['peers']:g} times faster",
            hot["seconds"] / own["seconds"],
            -aims["peers"],
        ),
        (
            f"many different dossiers, beside the quickest other rule library ({many['name']})",
            f"{aims['peers_many']:g} times faster",
            many["many"] / own["many"],
            -aims["peers_many"],
        ),
        (
            "deciding with unknown facts, the dates together included",
            f"at most {aims['unknown']:g} times by hand with every fact known",
            max(row["decide"] / hand for row in unknown),
            aims["unknown"],
        ),
        (
            "building a dossier",
            f"at most {aims['building']:g} times without validation",
            max(row["own"] / row["bare"] for row in calls["building"]),
            aims["building"],
        ),
        (
            "JSON to JSON",
            f"at most {aims['json']:g} times bare cattrs",
            max(row["own"] / row["bare"] for row in calls["json"]),
            aims["json"],
        ),
        (
            "JSON to JSON beside zen-engine",
            f"{aims['json_peer']:g} times faster",
            through_json["zen-engine"] / through_json["own"],
            -aims["json_peer"],
        ),
        (
            "importing the library",
            f"at most {aims['import']:g} times its dependencies",
            imported,
            aims["import"],
        ),
        *(
            (
                f"a process that {PROCESSES[own]}",
                f"at most {aims[own]:g} times one that {PROCESSES[others]}",
                calls["import"][own] / calls["import"][others],
                aims[own],
            )
            for own, others in STARTED.items()
        ),
    ]
    yield from _table(
        ["work", "aim", "measured", ""],
        [
            [work, aim, times(value), "✓" if value <= bound or (bound < 0 and value >= -bound) else "missed"]
            for work, aim, value, bound in rows
        ],
    )


def _times_by_hand(calls: dict[str, Any]) -> list[float]:
    """How `decide` compares where every fact is known: one dossier, many, and many beside other libraries."""
    own, _, by_hand, *_ = calls["other libraries"]
    known = [row["decide"] / row["by hand"] for row in calls["deciding"] if "unknown" not in row["name"]]
    return [*known, own["many"] / by_hand["many"]]


def microseconds(seconds: float) -> str:
    """A duration, in microseconds, as people read it."""
    value = seconds * 1e6
    return f"{value:,.0f}\u00a0µs" if value >= 100 else f"{value:.1f}\u00a0µs"


def times(ratio: float) -> str:
    """A ratio, as people read it."""
    return f"{ratio:,.0f}\u00a0×" if ratio >= 20 else f"{ratio:.{1 if ratio >= 5 else 2}f}\u00a0×"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield "{.grid}"  # on a phone, too: numbers mean nothing without their headings
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' if place == 0 else '---:' for place in range(len(head)))}|"
    yield from (f"| {' | '.join(cell or '' for cell in row)} |" for row in rows)


def _rows(table: dict[str, Any]) -> Iterator[str]:
    """A table of another benchmark: rows, seconds, and where they are there the ratio and the peak."""
    yield from _table(
        ["", "rows", "takes", "in processor time", "elapsed", "peak"],
        [
            [
                row["name"],
                f"{row.get('rows', table.get('rows')):,}",
                f"{row['seconds']:.2f}\u00a0s" if row.get("seconds") is not None else "–",
                f"{times(row['ratio'])} {row['against']}" if row.get("ratio") is not None else "–",
                times(row["elapsed_ratio"]) if row.get("elapsed_ratio") is not None else "–",
                f"{row['peak_mib']:,.0f}\u00a0MiB" if row.get("peak_mib") is not None else "–",
            ]
            for row in table["results"]
        ],
    )


def _machine(machine: dict[str, Any]) -> Iterator[str]:
    packages = ", ".join(f"{name} {number or 'not installed'}" for name, number in machine["packages"].items())
    yield from _wrapped(
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}; {machine['python']}; {packages}."
        f"\nWhile calls were measured, {machine['load']:.0f} processes shared these cores."
    )


def _wrapped(text: str) -> list[str]:
    """The text, a sentence a line."""
    return [line.strip() for line in text.strip().splitlines()]


INTRODUCTION = """\
# Performance: what was measured

One decision, with every reason and presumption, costs less than rule engines take for a bare verdict, and {least} to
{most} what a careful person's own code takes, according to the dossiers.
Every number on this page was measured, and a script wrote it here."""

ALT = (
    "Dots for the time that decide, the rules by hand and other rule libraries take for a dossier, on a log scale: "
    "one dossier over and over, and many different ones"
)

_NAMES = {"decide": "clea-eligibility, `decide`", "by hand": "the rules by hand"}

DECIDING = """
`decide`, then reading outcome, amount, reasons, presumptions, missing facts and contested rules.
Beside it `benchmarks/by_hand.py`: the same rules in one long function, with the same findings, for these rules alone.
One dossier over and over finds everything in the processor's caches; thousands of different ones do not,
and most of these stand at the bounds of the rules, where other readings have to be asked.
"""

LIBRARIES = """
The same rules written for other libraries (`benchmarks/peers.py`): the codes of the violated rules, and the amount.
That is all that they are asked: what is missing, presumed or contested they do not say, so every fact is known.
The facts lie ready in the form that each wants; `decide` is timed with everything that it says.
The many dossiers are different ones, most of them at the bounds of the rules.
"""

IN_THE_WAY = """
On many dossiers `decide` takes {many} what the rules by hand take, and the quickest other library {quickest} what
`decide` takes.
Timed on all {all:,} dossiers and beside the rules by hand alone, that was {first} ([above](#deciding)).
Here it is timed on {some:,} of them, in turn with every other library; the summary takes the worse of the two.
Two things stand in the way: near the bounds of two rules it asks their other readings (without these it would be
{plain} and {plainly}), and different dossiers do not stay in the processor's caches, as one does.
None of the other libraries asks another reading, and the rules by hand ask it within the two rules that it concerns.
Generated code for these two rules could do so too; `decide` does it for any rule set, and is the clearer for it.
zen-engine has threads of its own: what it takes varies with what else the machine does.
"""

RANGE = """
Of these, business-rules notes by itself which rules fail; for the others that list is written into the rules,
or kept by the host.
Left out are experta, durable_rules and clipspy: forward-chaining engines, slower than the quickest here wherever both
were tried."""

BUILDING = """
Nine objects and all their facts, with the values ready.
Without: the same attrs classes, frozen, with slots, with no validator and no presence flag settled.
"""

JSON = """
`dossier_from_json`, `decide`, `decision_to_json`: every key is checked, a key stated twice is refused.
Beside it `json.loads`, a cattrs converter that checks nothing, and `json.dumps`, for the same texts, without deciding.
zen-engine reads the same facts side by side, decides, and writes the codes and the amount.
"""

START = """
Whole processes, with bytecode cached; medians.
The first decision imports the compiler of the rules and runs it, once in the life of a rule set.
The aims for it and for the command, in the table on top, are ratios of whole processes.

Of what the first decision takes beyond the dependencies, nearly two fifths go into 39 attrs classes, whose methods
attrs writes and compiles in each process, and a third into the rules as a function: to find what they share, to write
it, and, three tenths of this third, to compile it.
The rest loads modules, and makes texts and rules.
More could be saved by a file that keeps the function of the guide; that would be a second form of the rules.

The command besides reads JSON through nine functions that cattrs writes, and loads the words of explanations.
"""

PROCESSES = {
    "dependencies": "imports attrs and dateutil's relativedelta",
    "clea_eligibility": "imports clea_eligibility",
    "first decision": "imports it and decides for the first time",
    "and cattrs, json, argparse": "imports attrs, relativedelta, cattrs, json and argparse",
    "clea-eligibility decide": "runs `clea-eligibility decide` on a file",
}
STARTED = {"first decision": "dependencies", "clea-eligibility decide": "and cattrs, json, argparse"}
"""What the aims of start-up compare."""

MEMORY = """
What `tracemalloc` counts for dossiers read from JSON and kept in a list, and for their decisions kept beside them.
Findings and rules are shared by all decisions.
"""

REPEAT = """\
Processor time, the best of many rounds in which all take turns; so ratios hold on another machine, and absolute times
do not. This repeats it all, in some minutes:

```sh
.venv/bin/pip install --group test --group peers --editable .
.venv/bin/python benchmarks/run.py          # measures calls
.venv/bin/python benchmarks/frames.py       # measures tables: --rows 10000000 for ten million, --openfisca PYTHON
POLARS_MAX_THREADS=1 .venv/bin/python benchmarks/batch.py   # measures files
.venv/bin/python scripts/performance.py     # writes this page and its picture
```"""


def picture(calls: dict[str, Any], path: Path) -> None:
    """The time of a dossier, on a logarithmic scale: dots, for bars would begin nowhere, in two shapes and colours."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "performance"
    mpl.rcParams["svg.fonttype"] = "none"  # text stays text
    from matplotlib import pyplot as plt

    rows = [row for row in calls["other libraries"] if "seconds" in row and "readings" not in row["name"]]
    rows.sort(key=lambda row: -row["many"])
    places = range(len(rows))
    figure, axes = plt.subplots(figsize=(5, 0.5 * len(rows) + 1.2), layout="constrained")
    ends = [[row[key] * 1e6 for row in rows] for key in ("seconds", "many")]
    axes.hlines(places, *ends, color="silver", zorder=1)
    for found, colour, marker, words in (
        (ends[0], ORANGE, "o", "one dossier over and over"),
        (ends[1], BLUE, "D", "many different dossiers"),
    ):
        axes.scatter(found, places, color=colour, marker=marker, label=words, zorder=2)
    for place, row in zip(places, rows, strict=True):
        end = max(row["seconds"], row["many"])
        axes.annotate(microseconds(row["many"]), (end * 1e6, place), (8, 0), textcoords="offset points", va="center")
        axes.text(0, place + 0.3, row["name"], transform=axes.get_yaxis_transform())
    axes.set_yticks([])
    axes.set_ylim(-0.5, len(rows))
    axes.set_xscale("log")
    axes.margins(x=0.15)
    axes.grid(axis="x", color="gray", alpha=0.3, zorder=0)
    axes.set_xlabel("microseconds a dossier, logarithmic; numbers: many dossiers")
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.legend(loc="outside upper right", ncols=2, frameon=False)
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    _, opening, rest = drawn.getvalue().partition("<svg")  # stands in the page, which gives its words their colour
    rest = rest.replace("*{", "div.picture *{", 1)  # and keeps its style to itself
    path.write_text(f'{opening} role="img" aria-label="{ALT}"{rest}', encoding="utf-8")
    plt.close(figure)


if __name__ == "__main__":
    main()
