"""Files written aside, slice by slice, and given their names when they are whole."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import MappingProxyType

import polars as pl
from polars.io.plugins import register_io_source

from clea_eligibility.batch.slices import name_of, reason
from clea_eligibility.errors import CleaError

Sink = Callable[[pl.LazyFrame, Path], object]


def _lines(frame: pl.LazyFrame, path: Path) -> object:
    return frame.sink_csv(path, include_header=False, quote_style="never")


LINES: Sink = _lines
"""Writes the one column of a frame as lines of text."""
SINKS: Mapping[str, Sink] = MappingProxyType(
    {"Parquet": pl.LazyFrame.sink_parquet, "CSV": pl.LazyFrame.sink_csv, "JSON Lines": pl.LazyFrame.sink_ndjson}
)


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A new file beside ``target``, which takes its place at the end; if anything goes wrong, it vanishes instead."""
    place = target.resolve()
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with _writable(target):
            if place.is_dir():
                raise IsADirectoryError("it is a folder")
            part.touch()
        yield part
        with _writable(target):
            part.replace(place)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CleaError(f"cannot write {name_of(target)}: {reason(error)}") from error


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
        if isinstance(self._failure, Exception):
            raise CleaError(f"cannot write {name_of(self._name)}: {reason(self._failure)}") from self._failure
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
