"""The bytes of a text file into UTF-8, whatever they hold."""

from __future__ import annotations

import codecs
from contextlib import suppress
from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from attrs import define, field

from minzheng_core.reading.files.gbk_converter import gbk_converter

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.reading.files.gbk_converter import GbkConverter

_STEP = 1 << 16
_LONG = 1 << 20
"""So many bytes are worth a converter."""
_MOST = 0.99
"""Share of the bytes that must be GBK to have the others read one by one."""
_BEYOND_GBK = "minzheng-beyond-gbk"


@define
class Transcoder:
    """Writes the pieces of one text in UTF-8."""

    codec: str
    _converter: GbkConverter | None = field(default=None, init=False)

    def to_utf8(self, piece: bytes) -> tuple[bytes, tuple[int, ...]]:
        """The bytes in UTF-8, and the lines (from 0) that hold bytes which are no text."""
        if self.codec != "gb18030" or not _is_mostly_gbk(piece):
            return _decoded(piece, partial(str, encoding=self.codec), self.codec)
        if len(piece) >= _LONG:
            converter = self._converter = self._converter or gbk_converter()
            if converter and (text := converter.to_utf8(piece, _beyond_gbk)) is not None:
                return text, ()
        # Its codec is faster, too, than that of the whole standard.
        return _decoded(piece, partial(str, encoding="gbk", errors=_BEYOND_GBK), self.codec)


def _is_mostly_gbk(piece: bytes) -> bool:
    """Whether GBK is nearly all that the beginning of *piece* holds, as in files without Tibetan or Yi."""
    part = piece[:_STEP]
    return len(part.decode("gb18030", "ignore").encode("gbk", "ignore")) >= _MOST * len(part)


def _decoded(
    piece: bytes, decode: Callable[[memoryview], str], codec: str
) -> tuple[bytes, tuple[int, ...]]:
    """The same by *decode*, or by *codec* where that finds bytes that are no text.

    Decoded a little at a time, so that what is decoded stays near the processor until it is
    encoded, and giving way in between: a codec holds the interpreter, and another thread that wants
    it back would wait five milliseconds each time before it asked.
    """
    view = memoryview(piece)
    done: list[bytes] = []
    bad: list[int] = []
    start = 0
    while start < len(piece):
        stop = piece.find(b"\n", start + _STEP) + 1 or len(piece)
        part = view[start:stop]
        try:
            text = decode(part)
        except UnicodeDecodeError:
            text = str(part, codec, "replace")
            first = piece.count(b"\n", 0, start)
            bad += (first + n for n, line in enumerate(text.split("\n")) if "\ufffd" in line)
        done.append(text.encode("utf-8", "replace"))
        start = stop
        sleep(0)
    return b"".join(done), tuple(bad)


def _beyond_gbk(piece: bytes, at: int) -> tuple[str, int] | None:
    """The character of GB18030 that stands *at* a place where none of GBK does, and where the next begins."""
    four = piece[at + 1 : at + 2].isdigit()
    end = at + (4 if four else 2)
    with suppress(UnicodeDecodeError):
        return piece[at:end].decode("gb18030"), end
    return None


def _handle(error: UnicodeError) -> tuple[str, int]:
    """The same for the codec of GBK, which stumbled on it."""
    read = None
    if isinstance(error, UnicodeDecodeError):
        read = _beyond_gbk(error.object, error.start)
    if read is None:
        raise error
    return read


codecs.register_error(_BEYOND_GBK, _handle)
