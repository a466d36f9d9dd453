"""GBK into UTF-8 by the C library, while other threads go on: Python's codecs hold the interpreter.

Which is used makes no difference to what is read: a C library that does not agree with Python's
codec about every sequence of one or two bytes is not used.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Callable

    Beyond = Callable[[bytes, int], tuple[str, int] | None]
    """Text and place → the character that stands there and where the next begins, if it is one."""

_FAILED = ctypes.c_size_t(-1).value
_NONE = ctypes.c_void_p(-1).value
_GROWTH = 3, 2
"""Two bytes of GBK are at most three of UTF-8, four of GB 18030 at most four."""
_STRAY = "€".encode()
"""What the GNU C library makes of a lone byte 80, which is no GBK; A2E3, which is a euro sign, is rare."""
_LEADS = range(0x81, 0xFF)
_TRAILS = [*range(0x30, 0x3A), *range(0x40, 0x7F), *range(0x80, 0xFF)]
"""Digits follow where a character has four bytes."""


def gbk_converter() -> GbkConverter | None:
    """A converter, where the C library of this machine has one that agrees with Python's codec."""
    return GbkConverter(_library()) if _agrees() else None


@define
class GbkConverter:
    """Converts text piece by piece, in memory that is taken once."""

    _library: ctypes.CDLL
    _handle: int | None = field(init=False)
    _out: ctypes.Array[ctypes.c_char] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._handle = self._library.iconv_open(b"UTF-8", b"GBK")
        self._out = ctypes.create_string_buffer(0)

    @property
    def usable(self) -> bool:
        """Whether the library knows GBK."""
        return self._handle != _NONE

    def __del__(self) -> None:
        if self.usable:
            self._library.iconv_close(self._handle)

    def to_utf8(self, piece: bytes, beyond: Beyond) -> bytes | None:
        """*piece* in UTF-8; ``None`` where it holds something that nobody can read.

        *beyond* reads a sequence that is none of GBK.
        """
        room = len(piece) * _GROWTH[0] // _GROWTH[1] + 8
        if len(self._out) < room:
            self._out = ctypes.create_string_buffer(room)
        self._library.iconv(self._handle, None, None, None, None)
        first = ctypes.cast(ctypes.c_char_p(piece), ctypes.c_void_p).value or 0
        begin = ctypes.addressof(self._out)
        source, left = ctypes.c_void_p(first), ctypes.c_size_t(len(piece))
        target, space = ctypes.c_void_p(begin), ctypes.c_size_t(room)
        pointers = [ctypes.byref(cell) for cell in (source, left, target, space)]
        while self._library.iconv(self._handle, *pointers) == _FAILED:
            read = beyond(piece, len(piece) - left.value)
            if read is None:
                return None
            text, left.value = read[0].encode(), len(piece) - read[1]
            source.value = first + read[1]
            ctypes.memmove(target, text, len(text))
            space.value -= len(text)
            target.value = begin + room - space.value
        length = room - space.value
        # Bytes are looked through by Python with the interpreter held.
        stray = self._library.memmem(self._out, length, _STRAY, len(_STRAY))
        return None if stray else ctypes.string_at(self._out, length)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.iconv_open.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
    library.iconv_open.restype = ctypes.c_void_p
    library.iconv.argtypes = [ctypes.c_void_p] * 5
    library.iconv.restype = ctypes.c_size_t
    library.iconv_close.argtypes = [ctypes.c_void_p]
    library.memmem.argtypes = [ctypes.c_void_p, ctypes.c_size_t] * 2
    library.memmem.restype = ctypes.c_void_p
    return library


@cache
def _agrees() -> bool:
    """Whether the library reads as Python does all that it reads, and refuses the rest."""
    with suppress(OSError, TypeError, AttributeError):  # no such library, or none with iconv
        converter = GbkConverter(_library())
        if not converter.usable:
            return False
        euro = "€".encode("gb18030")
        pairs = [pair for pair in map(bytes, product(_LEADS, _TRAILS)) if pair != euro]
        known = [pair for pair in pairs if len(pair.decode("gbk", "replace")) == 1]
        others = set(pairs).difference(known)
        text = bytes(range(0x80)) + b"".join((*known, *others))
        read = converter.to_utf8(text, lambda _, at: ("\ufffd", at + 2))
        wanted = text[: 0x80 + 2 * len(known)].decode("gbk") + "\ufffd" * len(others)
        return read == wanted.encode()
    return False
