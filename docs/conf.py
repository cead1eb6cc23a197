"""How the documentation is built: ``sphinx-build -W -n docs docs/_build/html``."""

import os
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))
os.environ["COLUMNS"] = "80"  # the width of the help texts
os.chdir(HERE.parent)  # the command lines in the pages name files as seen from the repository's root

project = "clea-eligibility"
author = "The clea-eligibility team"
copyright = "the clea-eligibility team, MIT licence"  # noqa: A001 - the name that Sphinx reads
version = release = installed_version("clea-eligibility")

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "clea_docs",
    "downloads",
    "whole_pages",
]  # myst_nb brings myst_parser
exclude_patterns = ["_build", "_ext", "_templates"]
nitpicky = True
nitpick_ignore = [
    ("py:mod", "clea_eligibility.deciding._compiler"),  # no part of the API, and still worth naming
    ("py:class", "clea_eligibility.planning._windows._T"),  # a type variable
    ("py:class", "clea_eligibility.errors.Text"),  # the same words in both languages
    ("py:class", "clea_eligibility.rules._rule.Source"),
    ("py:class", "clea_eligibility.explain._wordings.Wording"),  # how a question is asked
]
nitpick_ignore_regex = [("py:class", r"clea_eligibility\.frames\._\w+\.NativeFrame")]  # a type variable

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_fence_as_directive = ["mermaid"]  # as the forges write it, which draw it themselves
myst_heading_anchors = 3
nb_execution_mode = "force"  # notebooks are kept without outputs
nb_execution_raise_on_error = True
nb_execution_timeout = 120  # seconds, for one cell
smartquotes_action = "D"  # dashes; quotation marks stay as they are written

napoleon_google_docstring = napoleon_numpy_docstring = False  # clea_docs asks for it
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
add_module_names = False
toc_object_entries_show_parents = "hide"

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "clea-eligibility"
html_static_path = ["_static"]
html_css_files = ["clea.css"]
html_js_files = [("wide.js", {"defer": "defer"})]
templates_path = ["_templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "version.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {"navigation_with_keys": True}
html_copy_source = False
html_use_index = html_domain_indices = False  # nothing leads there; the reference lists every name
# The library as one web page, where scripts/build_app.py has built it.
html_extra_path = [str(page) for page in [HERE.parent / "dist-app" / "clea.html"] if page.exists()]
html_show_sphinx = False
