"""The Sphinx extension of these pages: what is generated from the rules, links, and French typography."""

import inspect
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, ClassVar, get_args

import attrs
import rulebook
from docutils import nodes
from docutils.parsers.rst import directives
from flowchart import Flowchart
from languages import language_of
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.napoleon import GoogleDocstring
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from clea_eligibility import GUIDE
from clea_eligibility.cli import main
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX
from clea_eligibility.html import calendar_svg
from clea_eligibility.rules import ALWAYS, Condition
from clea_eligibility.text import Language, typeset
from clea_eligibility.wire import dossier_from_json

REGISTERS: Mapping[Language, str] = {"fr": "fr-enonces", "en": "statements"}
"""The pages that number the statements of the Region's page."""
_RULES_IN_FRENCH = "fr-regles"
_RULE_ANCHORS: Mapping[Language, str] = {"fr": "regle-", "en": "rule-"}
"""What the anchor of a rule begins with, before its code."""
_MADE_BY_THE_LIBRARY = (
    *("Comparison", "Difference", "Differences", "Fact", "Point", "Question", "Repair", "Repairs", "Sweep", "Timeline"),
    "Windows",
)
_CITATION = re.compile(r"\bS([1-9][0-9]?)\b")
_RULES = frozenset(rule.code for rule in GUIDE.rules)
_ONLY_RULES = _RULES - set(FACT_BY_PATH)  # filing_open is a fact too
_ANY_CONDITION = re.compile(r" \| ".join(rf"[~\w.]*\b{kind.__name__}" for kind in get_args(Condition)))
_ANY_PATH = re.compile(r"(typing\.)?Literal\['filed_on', 'filing_open'[^]]*\]")
_PATH_TYPE = "clea_eligibility.dossier.facts.FactPath"
_PYTHON = "https://docs.python.org/3/library/"
_ELSEWHERE = {
    "datetime.date": f"{_PYTHON}datetime.html#date-objects",
    "datetime.datetime": f"{_PYTHON}datetime.html#datetime-objects",
    "date": f"{_PYTHON}datetime.html#date-objects",
    "datetime": f"{_PYTHON}datetime.html#datetime-objects",
    "collections.abc.Mapping": f"{_PYTHON}collections.abc.html#collections.abc.Mapping",
    "Mapping": f"{_PYTHON}collections.abc.html#collections.abc.Mapping",
    "collections.abc.Iterable": f"{_PYTHON}collections.abc.html#collections.abc.Iterable",
    "Iterable": f"{_PYTHON}collections.abc.html#collections.abc.Iterable",
    "collections.abc.Collection": f"{_PYTHON}collections.abc.html#collections.abc.Collection",
    "collections.abc.Sequence": f"{_PYTHON}collections.abc.html#collections.abc.Sequence",
    "collections.abc.Iterator": f"{_PYTHON}collections.abc.html#collections.abc.Iterator",
    "collections.abc.Callable": f"{_PYTHON}collections.abc.html#collections.abc.Callable",
    "os.PathLike": f"{_PYTHON}os.html#os.PathLike",
    "ValueError": f"{_PYTHON}exceptions.html#ValueError",
    "OverflowError": f"{_PYTHON}exceptions.html#OverflowError",
    "Exception": f"{_PYTHON}exceptions.html#Exception",
    "TypeError": f"{_PYTHON}exceptions.html#TypeError",
    "enum.StrEnum": f"{_PYTHON}enum.html#enum.StrEnum",
    "StrEnum": f"{_PYTHON}enum.html#enum.StrEnum",
    "pandas.DataFrame": "https://pandas.pydata.org/docs/reference/frame.html",
    "polars.DataFrame": "https://docs.pola.rs/api/python/stable/reference/dataframe/index.html",
    "Any": f"{_PYTHON}typing.html#typing.Any",
    "Literal": f"{_PYTHON}typing.html#typing.Literal",
    "matplotlib.axes._axes.Axes": "https://matplotlib.org/stable/api/_as_gen/matplotlib.axes.Axes.html",
    "SearchStrategy": "https://hypothesis.readthedocs.io/en/latest/reference/strategies.html",
    "hypothesis.strategies.SearchStrategy": "https://hypothesis.readthedocs.io/en/latest/reference/strategies.html",
}


# What is generated


class Generated(SphinxDirective):
    """Markdown made by a function of :mod:`rulebook`: ``{generated} tariff_table en``."""

    required_arguments = 1
    optional_arguments = 3
    option_spec: ClassVar = {"grid": directives.flag}

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in place of the directive; with ``:grid:``, tables stay tables on a phone."""
        name, *others = self.arguments
        made = self.parse_text_to_nodes(getattr(rulebook, name)(*others), allow_section_headings=True)
        return _of_class(made, "grid") if "grid" in self.options else made


class Decided(SphinxDirective):
    """Days written by hand, and how a rule stands on them, decided as the page is built."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar = {"lang": directives.unchanged, "columns": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in place of the directive."""
        lang = self.options.get("lang", "en")
        columns = [name.strip() for name in self.options.get("columns", "").split(",") if name]
        made = self.parse_text_to_nodes(rulebook.decided_table(self.arguments[0], list(self.content), lang, columns))
        return _of_class(made, "grid", *["remarks"] * any("#" in line for line in self.content))


class DecidedDossier(SphinxDirective):
    """The dossier that the questions are about, with other facts, decided as the page is built."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in place of the directive."""
        lang = language_of(self.env.docname)
        return self.parse_text_to_nodes(rulebook.decided_dossier(self.arguments[0], list(self.content), lang))


def _of_class(made: list[nodes.Node], *names: str) -> list[nodes.Node]:
    for node in made:
        for table in node.findall(nodes.table):
            table["classes"] += names
    return made


class Calendar(SphinxDirective):
    """The date rules of a dossier on a calendar: ``{calendar} examples/late_by_one_day.json``, for desk and phone."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in place of the directive."""
        dossier = dossier_from_json(Path(self.arguments[0]).read_bytes())
        lang = language_of(self.env.docname)
        wide, narrow = (calendar_svg(dossier, lang=lang, width=width) for width in (720, 340))
        html = f'<figure class="picture"><div class="wide">{wide}</div><div class="narrow">{narrow}</div></figure>'
        return [nodes.raw("", html, format="html")]


class Command(SphinxDirective):
    """A command line of this library with what it prints, run as the page is built."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"lines": directives.nonnegative_int, "quiet": directives.flag, "table": directives.flag}

    def run(self) -> list[nodes.Node]:
        """The nodes that stand in place of the directive."""
        command = self.arguments[0]
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = main(command.split())
        lines = printed.getvalue().rstrip().splitlines()
        kept = self.options.get("lines", len(lines))
        text = "\n".join([f"$ clea-eligibility {command}", *lines[:kept], *(["…"] if kept < len(lines) else [])])
        block = nodes.literal_block(
            text, text, language="console", classes=["wide" if "table" in self.options else "prose"]
        )
        return [block] if "quiet" in self.options else [block, nodes.paragraph("", f"Exit code {code}.")]


# Links: every S9 leads to the register of statements, every rule's code to its section


class Links(SphinxTransform):
    """Turns citations and the codes of rules into links."""

    default_priority = 600

    def apply(self, **_: Any) -> None:
        """Change the document in place."""
        page = self.env.docname
        lang = language_of(page)
        for block in self.document.findall(nodes.literal_block):
            block.rawsource = block.astext().rstrip()  # examples end with an empty line, for Sybil
            _replace(block[0], nodes.Text(block.rawsource))
        if lang == "fr":
            for text in [text for text in self.document.findall(nodes.Text) if not _is_code(text)]:
                _replace(text, nodes.Text(typeset(text.replace("'", "’"), "fr")))
        for text in [text for text in self.document.findall(nodes.Text) if _is_prose(text)]:
            if isinstance(text.parent, nodes.literal):
                if str(text) in (_RULES if page == REGISTERS[lang] else _ONLY_RULES) and page != "rules":
                    label = f"{_RULE_ANCHORS[lang]}{text}"
                    _replace(text.parent, _reference(label, text.parent.deepcopy(), page))
            elif _CITATION.search(str(text)) and not (page == REGISTERS[lang] and _CITATION.fullmatch(str(text))):
                _replace(text, *_with_links(str(text), page))


def _replace(old: nodes.Node, *new: nodes.Node) -> None:
    old.parent.replace(old, list(new))


def _is_code(text: nodes.Text) -> bool:
    return isinstance(text.parent, nodes.literal | nodes.literal_block | nodes.raw)


def _is_prose(text: nodes.Text) -> bool:
    node: Any = text.parent
    while node is not None and not isinstance(node, nodes.document):
        if isinstance(
            node,
            nodes.literal_block
            | nodes.reference
            | addnodes.pending_xref
            | nodes.title
            | addnodes.desc_signature
            | nodes.comment
            | nodes.raw,
        ):
            return False
        node = node.parent
    return True


def _with_links(text: str, page: str) -> Iterator[nodes.Node]:
    end = 0
    for found in _CITATION.finditer(text):
        yield nodes.Text(text[end : found.start()])
        yield _reference(_anchor(found[1], language_of(page)), nodes.inline(found[0], found[0]), page)
        end = found.end()
    yield nodes.Text(text[end:])


def _anchor(number: str, lang: Language) -> str:
    return f"s{number}" if lang == "en" else f"e{number}"


def _reference(label: str, shown: nodes.Node, page: str) -> addnodes.pending_xref:
    return addnodes.pending_xref("", shown, reftype="label", reftarget=label, refdoc=page, refwarn=True)


def name_the_rows(app: Sphinx, document: nodes.document) -> None:
    """Give rows an anchor: ``s9`` in the register of statements, in French ``e9``; ``regle-…`` for a rule in French."""
    page = app.env.docname
    lang = language_of(page)
    for row in document.findall(nodes.row):
        cited = _CITATION.fullmatch(row[0].astext()) if page == REGISTERS[lang] else None
        for name in [_anchor(cited[1], lang)] if cited else _rules_linked(row) if page == _RULES_IN_FRENCH else ():
            row["ids"].append(name)
            app.env.get_domain("std").anonlabels[name] = (page, name)  # type: ignore[attr-defined]


def _rules_linked(row: nodes.row) -> Iterator[str]:
    """The French anchor of the rule whose English section a row links to."""
    for link in row[0].findall(addnodes.pending_xref):
        code = link["reftarget"].removeprefix(_RULE_ANCHORS["en"])
        if code in _RULES:
            yield f"{_RULE_ANCHORS['fr']}{code}"


def resolve(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, shown: nodes.Element
) -> nodes.reference | None:
    """Resolve the links made above, and Python names that are documented in another module than the text's own."""
    if node["reftype"] == "label":
        labels = env.get_domain("std").anonlabels  # type: ignore[attr-defined]
        page, anchor = labels.get(node["reftarget"], (None, None))
        return page and _link(app, node, shown, page, anchor)
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"]
    if target in _ELSEWHERE:
        return nodes.reference("", "", shown, refuri=_ELSEWHERE[target], internal=False)
    owner, _, last = target.rpartition(".")
    for word in (last, owner.rpartition(".")[2]):  # attributes stand in the text of their class
        known = [
            entry
            for name, entry in env.get_domain("py").objects.items()  # type: ignore[attr-defined]
            if name.rpartition(".")[2] == word and not entry.aliased and entry.objtype != "attribute"
        ]
        if len(known) == 1:
            return _link(app, node, shown, known[0].docname, known[0].node_id)
    return None


def _link(app: Sphinx, node: nodes.Element, shown: nodes.Element, page: str, anchor: str) -> nodes.reference:
    uri = f"{app.builder.get_relative_uri(node['refdoc'], page)}#{anchor}"
    return nodes.reference("", "", shown, refuri=uri, internal=True)


# API pages


def with_sections(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Read the ``Args:``, ``Returns:`` and ``Raises:`` of a docstring.

    Napoleon alone would take "Who can change it: …", of a property, for the name of a type.
    """
    is_value = what in ("attribute", "data", "property")
    lines[:] = GoogleDocstring(lines, app.config, app, "method" if is_value else what, name, obj, options).lines()


def types_of_a_model(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Add to the fields of a model, which its docstring lists, of what type each is."""
    if what == "class" and obj in PREFIX:
        lines += [f":type {field}: {kind.__name__}" for field, kind in FIELD_TYPES[obj].items()]


def readable_signature(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str | None, returns: str | None
) -> tuple[str, str | None] | None:
    """Signatures as one would write them: conditions by one name, defaults as values, nothing private.

    The models take their fields by name: the list in their docstring says more than a signature.
    """
    if inspect.isclass(obj) and obj in PREFIX:
        return "(*, ...)", ""
    if signature is None:
        return None
    if inspect.isclass(obj) and obj.__name__ in _MADE_BY_THE_LIBRARY:
        return "", None
    signature = _ANY_CONDITION.sub("~clea_eligibility.rules.Condition", signature)
    signature = _ANY_PATH.sub(_PATH_TYPE, signature)
    if inspect.isclass(obj) and attrs.has(obj):
        signature = signature.replace("NOTHING", "...")  # a default that is made anew
        for attribute in attrs.fields(obj):
            default = "ALWAYS" if attribute.default == ALWAYS else repr(attribute.default)
            signature = signature.replace(f"attr_dict['{attribute.name}'].default", default)
    return signature.replace("MappingProxyType({})", "{}").replace(repr(GUIDE), "GUIDE"), returns


def readable_types(app: Sphinx, document: nodes.document) -> None:
    """Name the type of a fact's path in the types of attributes, where autodoc writes all twenty-four paths."""
    for noted in document.findall(addnodes.desc_annotation):
        said = [node.astext() for node in noted.children]
        if "'filed_on'" in said:
            first = said.index("'filed_on'")
            name = addnodes.pending_xref("", nodes.Text(_PATH_TYPE.rpartition(".")[2]), reftarget=_PATH_TYPE)
            name.attributes |= {"refdomain": "py", "reftype": "class", "refdoc": app.env.docname}
            noted[first - 2 : said.index("]", first) + 1] = [name]


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_directive("generated", Generated)
    app.add_directive("decided", Decided)
    app.add_directive("decided-dossier", DecidedDossier)
    app.add_directive("command", Command)
    app.add_directive("calendar", Calendar)
    app.add_directive("mermaid", Flowchart)
    app.add_transform(Links)
    app.connect("doctree-read", readable_types)
    app.connect("doctree-read", name_the_rows)
    app.connect("missing-reference", resolve)
    app.connect("autodoc-process-docstring", with_sections)
    app.connect("autodoc-process-docstring", types_of_a_model)
    app.connect("autodoc-process-signature", readable_signature)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
