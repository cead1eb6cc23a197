"""Wheel and sdist: pure Python, small, nothing in them that does not belong there, the same bytes in every build."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "clea_eligibility"
LARGEST_WHEEL = 375_000
"""In bytes; the design says what it was to be, and what it is."""


def run(*command: object, cwd: Path = ROOT) -> str:
    return subprocess.run([*map(str, command)], cwd=cwd, check=True, capture_output=True, text=True).stdout


def tracked() -> set[str]:
    return set(run("git", "ls-files").splitlines())


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds of two clean clones, in folders of different names."""
    folders = []
    for name in ("one", "the_other"):
        clone = tmp_path_factory.mktemp(name) / "clone"
        run("git", "clone", "--quiet", ROOT, clone)
        run(sys.executable, "-m", "build", cwd=clone)
        folders.append(clone / "dist")
    return folders


@pytest.fixture(scope="module")
def wheel(builds: list[Path]) -> Path:
    (found,) = builds[0].glob("*.whl")
    return found


@pytest.fixture(scope="module")
def sdist(builds: list[Path]) -> Path:
    (found,) = builds[0].glob("*.tar.gz")
    return found


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_two_builds_give_the_same_bytes(builds: list[Path]) -> None:
    one, the_other = map(digests, builds)

    assert len(one) == 2
    assert one == the_other


def test_the_wheel_is_pure_python(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST_WHEEL


def test_the_wheel_holds_the_package_its_licence_and_its_metadata(wheel: Path) -> None:
    def expected() -> Iterator[str]:
        yield from (path.removeprefix("src/") for path in tracked() if path.startswith("src/"))
        info = f"{'-'.join(wheel.name.split('-')[:2])}.dist-info"
        yield from (
            f"{info}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
        )

    with zipfile.ZipFile(wheel) as archive:
        assert sorted(archive.namelist()) == sorted(expected())


def test_the_sdist_holds_what_the_repository_holds(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert names - tracked() == {"PKG-INFO"}
    assert {name for name in tracked() - names if not name.startswith(".")} == set()


def test_the_tools_of_the_index_accept_them(wheel: Path, sdist: Path) -> None:
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)
    run(sys.executable, "-m", "check_wheel_contents", wheel)


@pytest.mark.parametrize(
    "field",
    ["Name", "Version", "Summary", "Author", "License-Expression", "License-File", "Keywords", "Requires-Python"],
)
def test_the_metadata_are_complete(metadata: Message, field: str) -> None:
    assert metadata[field]


def test_the_page_on_the_index_has_no_link_that_leads_nowhere(metadata: Message) -> None:
    page = metadata.get_payload()

    assert metadata["Description-Content-Type"].startswith("text/markdown")
    assert isinstance(page, str)
    assert "meets the published" in page
    assert "](" not in page.replace("](http", "")


def test_the_page_on_the_index_says_what_the_picture_shows(metadata: Message) -> None:
    page = metadata.get_payload()

    assert isinstance(page, str)
    assert "\n*The date rules of this dossier on a calendar: " in page
    assert "![" not in page
