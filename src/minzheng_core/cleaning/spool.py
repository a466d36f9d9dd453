"""Frames set aside while more of them are made: compact, and free of the chunk they came from.

A column that was cut out of a chunk keeps the chunk's text alive; written out and compressed it
takes a fifth of the memory until it is wanted again.
"""

from __future__ import annotations

from io import BytesIO

import polars as pl
from attrs import define, field

from minzheng_core.cleaning.status import Status, is_status


@define
class Spool:
    """A growing frame, kept as compressed Arrow messages.

    >>> spool = Spool()
    >>> spool.add(pl.DataFrame({"row": [1], "x": ["b"]}))
    >>> spool.add(pl.DataFrame({"row": [0], "y": ["a"]}))
    >>> spool.peek("row").rows()
    [(1,), (0,)]
    >>> spool.take().rows()
    [(0, None, 'a'), (1, 'b', None)]
    """

    _parts: list[bytes] = field(factory=list)

    def add(self, frame: pl.DataFrame) -> None:
        """Set a frame aside."""
        if frame.width:
            self._parts.append(packed(compact(frame)))

    def add_packed(self, part: bytes) -> None:
        """Set a frame aside that was packed already."""
        self._parts.append(part)

    def peek(self, *names: str) -> pl.DataFrame:
        """Those of some columns that there are; the spool keeps them."""
        parts = []
        for part in self._parts:
            frame = unpacked(part)
            parts.append(frame.select(name for name in names if name in frame.columns))
        return pl.concat(parts, how="diagonal") if parts else pl.DataFrame()

    def take(self) -> pl.DataFrame:
        """Everything set aside as one frame, by ``row``; the spool is empty afterwards."""
        frames = []
        while self._parts:
            frames.append(unpacked(self._parts.pop(0)))
        if not frames:
            return pl.DataFrame()
        joined = pl.concat(frames, how="diagonal")
        frames.clear()
        if "row" not in joined.columns or joined["row"].is_sorted():
            return joined
        order = joined.select(pl.arg_sort_by("row", maintain_order=True)).to_series()
        columns = joined.get_columns()
        del joined
        # Column by column, so that the frame is not held twice.
        return pl.DataFrame([columns.pop(0).gather(order) for _ in range(len(columns))])


def packed(frame: pl.DataFrame) -> bytes:
    """A frame as compressed Arrow messages."""
    buffer = BytesIO()
    frame.write_ipc_stream(buffer, compression="zstd")
    return buffer.getvalue()


def unpacked(part: bytes) -> pl.DataFrame:
    """The frame of such messages."""
    return pl.read_ipc_stream(BytesIO(part))


STATUS = pl.Enum([status.value for status in Status])
"""The type of the columns ``…_status``."""
_WORDS = frozenset({"severity", "part", "step", "evidence"})


def compact(frame: pl.DataFrame) -> pl.DataFrame:
    """Statuses as an enumeration and words that repeat as categories: a tenth of the memory."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(
        pl.col(name).cast(pl.Categorical if name in _WORDS else STATUS)
        for name in texts
        if name in _WORDS or is_status(name, frame.columns)
    )
