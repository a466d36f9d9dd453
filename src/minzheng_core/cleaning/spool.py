"""Frames set aside while more of them are made: compact, and free of the chunk they came from.

A column that was cut out of a chunk keeps the chunk's text alive; written out and compressed it
takes a fifth of the memory until it is wanted again.
"""

from __future__ import annotations

from io import BytesIO

import polars as pl
from attrs import define, field


@define
class Spool:
    """A growing frame, kept as compressed Arrow messages.

    >>> spool = Spool()
    >>> spool.add(pl.DataFrame({"row": [1], "x": ["b"]}))
    >>> spool.add(pl.DataFrame({"row": [0], "y": ["a"]}))
    >>> spool.take().rows()
    [(0, None, 'a'), (1, 'b', None)]
    """

    _parts: list[bytes] = field(factory=list)

    def add(self, frame: pl.DataFrame) -> None:
        """Set a frame aside."""
        if frame.width:
            buffer = BytesIO()
            frame.write_ipc(buffer, compression="lz4", compat_level=pl.CompatLevel.oldest())
            self._parts.append(buffer.getvalue())

    def take(self) -> pl.DataFrame:
        """Everything set aside as one frame, by ``row``; the spool is empty afterwards."""
        frames = []
        while self._parts:
            frames.append(pl.read_ipc(self._parts.pop(0)))
        if not frames:
            return pl.DataFrame()
        joined = pl.concat(frames, how="diagonal")
        frames.clear()
        if "row" not in joined.columns or joined["row"].is_sorted():
            return joined
        return joined.sort("row", maintain_order=True)
