"""What the bytes of delimited text tell before it is parsed: line ends and quotes.

NumPy does the looking, so that other threads can go on meanwhile. What the cells may hold is found by
:mod:`.slice_look`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import BinaryIO

    from numpy.typing import NDArray

    Positions = NDArray[np.intp]

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
    codes = np.frombuffer(piece + b" ", np.uint8)
    behind = codes[np.flatnonzero(codes == ord("\r")) + 1]
    return bool((behind != ord("\n")).any())


def count(piece: bytes, sign: bytes, stop: int | None = None) -> int:
    """How often *sign*, one byte, is in *piece* before *stop*."""
    codes = np.frombuffer(piece, np.uint8)[:stop]
    blocks = (codes[at : at + BLOCK] for at in range(0, len(codes), BLOCK))
    return sum(int(np.count_nonzero(block == ord(sign))) for block in blocks)


def quotes_pair(piece: bytes, delimiter: str, found: Positions | None = None) -> bool:
    """Whether as many quotes open a field as close one; a half quote disturbs the balance."""
    number, balance = quotes(piece, delimiter, found)
    return number % 2 == 0 and balance == 0


def quotes(piece: bytes, delimiter: str, found: Positions | None = None) -> tuple[int, int]:
    """How many quotes there are but for doubled ones, and how many more open a field than close one.

    *found* are the positions of all quotes, where they are known.
    """
    separator = delimiter.encode()
    codes = np.frombuffer(piece, np.uint8)
    if found is None:
        found = np.flatnonzero(codes == ord('"'))
    if (np.diff(found) == 1).any():  # doubled inside a field; copying a piece costs as much
        codes = np.frombuffer(piece.replace(b'""', b""), np.uint8)
        found = np.flatnonzero(codes == ord('"'))
    if not len(found):
        return 0, 0
    before, after = codes[found - 1], codes[(found + 1) % len(codes)]
    opening = np.isin(before, [ord("\n"), separator[-1]]) | (found == 0)
    closing = np.isin(after, [ord("\r"), ord("\n"), separator[0]]) | (found == len(codes) - 1)
    return len(found), int(opening.sum()) - int(closing.sum())


_FORMULA = re.compile(rb'(?<![^,;\t|\r\n])(?:="([^"\r\n]*)"|"=""([^"\r\n]*)""")(?=[,;\t|\r\n]|\Z)')


def without_formulas(piece: bytes) -> bytes:
    r"""*piece* with ``="0012"`` as ``"0012"``: so programs write texts that a spreadsheet is to take for texts.

    >>> without_formulas(b'="0012",="x,y",a="b"')
    b'"0012","x,y",a="b"'
    """
    # One byte is sought many times as fast as two, and another thread has the interpreter sooner.
    if b"=" not in piece or b'="' not in piece:
        return piece
    return _FORMULA.sub(rb'"\1\2"', piece)
