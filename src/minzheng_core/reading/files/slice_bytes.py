"""What the bytes of delimited text tell before it is parsed: line ends, quotes, cells that may be blank.

NumPy looks at them, so that other threads go on meanwhile.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.extras import require

if TYPE_CHECKING:
    from typing import BinaryIO

BLOCK = 1 << 18
"""Bytes looked at together: few enough that what is noted of them stays near the processor."""


def line_ends(piece: bytes, file: BinaryIO | None = None) -> bytes:
    """*piece* with the line ends of old Macintoshes made those of others; *file* goes on behind it."""
    if file is not None and piece.endswith(b"\r"):
        piece += file.read(1)
    if b"\r" not in piece or not _lone_returns(piece):
        return piece
    return piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _lone_returns(piece: bytes) -> bool:
    """Whether a carriage return stands in *piece* without a line feed behind it."""
    numpy = require("numpy", "archive")
    codes = numpy.frombuffer(piece + b" ", numpy.uint8)
    behind = codes[numpy.flatnonzero(codes == ord("\r")) + 1]
    return bool((behind != ord("\n")).any())


def count(piece: bytes, sign: bytes, stop: int | None = None) -> int:
    """How often *sign*, one byte, is in *piece* before *stop*."""
    numpy = require("numpy", "archive")
    codes = numpy.frombuffer(piece, numpy.uint8)[:stop]
    blocks = (codes[at : at + BLOCK] for at in range(0, len(codes), BLOCK))
    return sum(int(numpy.count_nonzero(block == ord(sign))) for block in blocks)


def quotes_pair(piece: bytes, delimiter: str) -> bool:
    """Whether as many quotes open a field as close one; a half quote disturbs the balance."""
    number, balance = quotes(piece, delimiter)
    return number % 2 == 0 and balance == 0


def quotes(piece: bytes, delimiter: str) -> tuple[int, int]:
    """How many quotes there are but for doubled ones, and how many more open a field than close one."""
    numpy = require("numpy", "archive")
    separator = delimiter.encode()
    codes = numpy.frombuffer(piece, numpy.uint8)
    found = numpy.flatnonzero(codes == ord('"'))
    if (numpy.diff(found) == 1).any():  # doubled inside a field; copying a piece costs as much
        codes = numpy.frombuffer(piece.replace(b'""', b""), numpy.uint8)
        found = numpy.flatnonzero(codes == ord('"'))
    if not len(found):
        return 0, 0
    before, after = codes[found - 1], codes[(found + 1) % len(codes)]
    opening = numpy.isin(before, [ord("\n"), separator[-1]]) | (found == 0)
    closing = numpy.isin(after, [ord("\r"), ord("\n"), separator[0]]) | (found == len(codes) - 1)
    return len(found), int(opening.sum()) - int(closing.sum())


def may_hold_blanks(piece: bytes, delimiter: str) -> bool:
    """Whether a cell of *piece*, UTF-8, may be blank without being empty; where none is, few say yes.

    The few places where a cell begins with a blank or a quote are looked at one by one. To find
    them takes half of what it takes to look at every cell.
    """
    numpy = require("numpy", "archive")
    if not piece.endswith(b"\n"):
        return True
    blank = _blank_cell(delimiter)
    separator = delimiter.encode()
    codes = numpy.frombuffer(piece, numpy.uint8)
    ends, borders = numpy.zeros((2, 256), bool)
    ends[[ord("\r"), ord("\n"), separator[0]]] = True
    borders[[ord("\n"), ord('"'), separator[-1]]] = True
    for start in range(0, len(codes), BLOCK):
        block = codes[start : start + BLOCK]
        first = (block <= ord(" ")) | (block == ord('"')) | (block == 0xC2) | (block == 0xE3)
        at = numpy.flatnonzero(first) + start
        at = at[~ends[codes[at]]]
        at = at[borders[codes[at - 1]]]  # before the first byte stands, as it were, the last one
        if any(blank.match(piece, place) for place in at.tolist()):
            return True
    return False


@cache
def _blank_cell(delimiter: str) -> re.Pattern[bytes]:
    """Blanks, ASCII or not (U+0085, U+00A0, U+1680, U+2000 ... U+205F, U+3000), up to a border."""
    blank = rb"[\0- ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2[\x80\x81].|\xe3\x80\x80"
    separator = re.escape(delimiter.encode())
    return re.compile(rb'"(?:%b)*["\n]|(?:%b)+?(?:["\n]|%b)' % (blank, blank, separator), re.DOTALL)
