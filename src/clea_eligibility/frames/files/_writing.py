"""Files written aside, slice by slice, and given their names when they are whole."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from stat import S_IMODE, S_IRUSR, S_ISDIR, S_ISREG, S_IWGRP, S_IWOTH, S_IWUSR
from threading import Thread
from types import MappingProxyType
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from clea_eligibility.errors import CleaError, Text, lines, said, why
from clea_eligibility.frames.files._slices import name_of

Sink = Callable[[pl.LazyFrame, Path], object]


def _lines(frame: pl.LazyFrame, path: Path) -> object:
    return frame.sink_csv(path, include_header=False, quote_style="never")


LINES: Sink = _lines
"""Writes the one column of a frame as lines of text."""


def sink_of(form: str, separator: str) -> Sink:
    if form == "CSV":
        return partial(pl.LazyFrame.sink_csv, separator=separator)
    return pl.LazyFrame.sink_parquet if form == "Parquet" else pl.LazyFrame.sink_ndjson


_ANYBODY_WRITES = S_IWUSR | S_IWGRP | S_IWOTH
_BYTES = (pl.Binary, pl.Object)
_UNTOLD: Mapping[str, tuple[type[pl.DataType], ...]] = MappingProxyType(
    {"Parquet": (), "CSV": (*_BYTES, pl.Duration, pl.List, pl.Array, pl.Struct), "JSON Lines": _BYTES}
)
"""What a format cannot hold. Polars finds out in the middle, or in a panic."""


_CANNOT_WRITE = Text("impossible d'écrire {name} : {why}", "cannot write {name}: {why}")
_CANNOT_HOLD = Text(
    "impossible d'écrire {name} : {form} ne peut pas contenir la colonne {column}, {dtype} ; retirez-la, ou écrivez du "
    ".parquet",
    "cannot write {name}: {form} cannot hold column {column}, {dtype}; drop it, or write .parquet",
)


def refuse_types(target: Path, form: str, schema: pl.Schema) -> None:
    """Raise :class:`CleaError` with every column that a format cannot hold."""
    refused = [
        _CANNOT_HOLD.filled(name=name_of(target), form=form, column=said(name), dtype=dtype)
        for name, dtype in schema.items()
        if _holds(dtype, _UNTOLD[form])
    ]
    if refused:
        raise CleaError(lines(refused))


def _holds(dtype: Any, kinds: tuple[type[pl.DataType], ...]) -> bool:
    if isinstance(dtype, kinds):
        return True
    if isinstance(dtype, pl.Struct):
        return any(_holds(member.dtype, kinds) for member in dtype.fields)
    return isinstance(dtype, pl.List | pl.Array) and _holds(dtype.inner, kinds)


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A new file beside ``target``, which takes its place at the end; if anything goes wrong, it vanishes instead.

    Nobody may read it, or write, who may not do so with the file that is there already.
    """
    with _writable(target):
        place = target.resolve()
        mode = _mode(place)
        part = place.with_name(f".{place.name}.{os.getpid()}.part")
        part.touch(mode=0o666 if mode is None else S_IRUSR | S_IWUSR, exist_ok=False)
    try:
        if mode is not None:
            with _writable(target):
                part.chmod(mode)
        yield part
        with _writable(target):
            part.replace(place)
    finally:
        part.unlink(missing_ok=True)


_A_FOLDER = Text("c'est un répertoire", "it is a folder")
_NO_REGULAR_FILE = Text("ce n'est pas un fichier ordinaire", "it is no regular file")
_READ_ONLY = Text("il est en lecture seule", "it is read-only")


def _mode(place: Path) -> int | None:
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return None
    if S_ISDIR(mode):
        raise IsADirectoryError(_A_FOLDER)
    if not S_ISREG(mode):
        raise OSError(_NO_REGULAR_FILE)
    if not (mode & _ANYBODY_WRITES and os.access(place, os.W_OK)):  # a superuser has access to everything
        raise PermissionError(_READ_ONLY)
    return S_IMODE(mode)


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CleaError(_CANNOT_WRITE.filled(name=name_of(target), why=why(error))) from error


class Writer:
    """Writes frames into a file as they come, in a thread of its own, where Polars asks for one after the other.

    ``name`` is the file that a message speaks of, ``path`` the one that is written.
    """

    def __init__(self, name: Path, path: Path, schema: pl.Schema, sink: Sink) -> None:
        self._name, self._path, self._schema, self._sink = name, path, schema, sink
        # Simple queues, since no signal can leave them locked.
        self._frames: SimpleQueue[pl.DataFrame | None] = SimpleQueue()
        self._room: SimpleQueue[None] = SimpleQueue()
        self._room.put(None)
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._frames.put(None)
        self._thread.join()
        if kind is None:
            self._complain()

    def write(self, frame: pl.DataFrame) -> None:
        """Add rows; raises :class:`CleaError` where rows added before could not be written."""
        self._room.get()
        self._complain()
        self._frames.put(frame)

    def _complain(self) -> None:
        if isinstance(self._failure, Exception | pl.exceptions.PanicException):
            raise CleaError(_CANNOT_WRITE.filled(name=name_of(self._name), why=why(self._failure))) from self._failure
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        first = self._frames.get()  # until then no file is touched: whoever started this may have been interrupted
        try:
            self._sink(register_io_source(lambda *_: self._given(first), schema=self._schema), self._path)
        except BaseException as failure:  # an interruption too, which Polars raises wherever it is at work
            self._failure = failure
            self._room.put(None)

    def _given(self, frame: pl.DataFrame | None) -> Iterator[pl.DataFrame]:  # pragma: no cover - in a thread of Polars
        while frame is not None:
            self._room.put(None)
            yield frame
            frame = self._frames.get()
