"""Frames packed to be set aside or sent to another process: compact, and free of what they were cut from.

A column that was cut out of a chunk keeps the chunk's text alive; written out and compressed it
takes a quarter of the memory until it is wanted again.
"""

from __future__ import annotations

from io import BytesIO

import polars as pl


def packed(frame: pl.DataFrame) -> bytes:
    """A frame as a compressed Arrow file."""
    buffer = BytesIO()
    frame.write_ipc(buffer, compression="lz4")
    return buffer.getvalue()


def unpacked(part: bytes, names: list[str] | None = None) -> pl.DataFrame:
    """The frame of such a file, or some columns of it."""
    return pl.read_ipc(BytesIO(part), columns=names)


def freed(frame: pl.DataFrame) -> pl.DataFrame:
    """The same frame, no longer keeping alive the texts of the frame that it was cut out of."""
    buffer = BytesIO()
    frame.write_ipc(buffer)
    buffer.seek(0)
    return pl.read_ipc(buffer)


def schema_of(part: bytes) -> dict[str, pl.DataType]:
    """The columns of such a file."""
    return pl.read_ipc_schema(BytesIO(part))
