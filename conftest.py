"""Every example in the README, the docs and the docstrings is a test."""

import os
from doctest import ELLIPSIS

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser

os.environ.setdefault("MPLBACKEND", "Agg")  # pictures are drawn without a window

pytest_collect_file = (
    Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
        patterns=["README.md", "docs/*.md", "docs/how-to/*.md"],
    )
    + Sybil(
        parsers=[DocTestParser(optionflags=ELLIPSIS)],
        patterns=["src/*/*.py", "src/*/*/*.py", "src/*/*/*/*.py"],  # "**" is one folder here
        document_types={".py": PythonDocStringDocument},
    )
).pytest()
