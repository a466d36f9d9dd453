"""One look through the bytes of a slice for all that is asked of them before and after it is parsed.

How many lines and separators there are and where the quotes stand; whether a cell may be blank, a
formula error or a ditto mark. Most slices hold none of these, and then nobody looks at their cells
one by one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field, frozen

from minzheng_core.reading.ditto_marks import DOUBLED, OF_A_PART, SIGNS, WORDS
from minzheng_core.reading.files.slice_bytes import quotes_pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.reading.files.slice_bytes import Positions

BLOCK = 1 << 18
"""Bytes looked at together: few enough that what is noted of them stays near the processor."""
FEW = 10_000
"""Doubtful cells of a slice that are looked at one by one; where there are more, one may be any."""
_NEW_LINE, _RETURN, _TAB, _QUOTE, _HASH, _PARENTHESIS = b'\n\r\t"#('
_LAST_ASCII = ord("-")
"""Blanks, quotes, ``#``, ``(`` and ``-`` do not come behind it."""
_NOT_ASCII = 0x80
_TWO, _SPAN, _THREE, _WIDE = 0xC2, 0xE5 - 0xC2, 0xE0, 0xEF
"""First bytes in UTF-8: of two bytes from ``C2``; of the words and signs below up to ``E5``, and ``EF``."""
_BLANKS = "\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SIGNS = "".join(sign for sign in SIGNS + DOUBLED + WORDS if not sign.isascii())
_TWICE = "".join(sign for sign in DOUBLED if sign.isascii()).encode()
"""Signs of ASCII that are one where two stand together."""
_LEADING = "—－（上前"
"""What may stand before a sign in a ditto."""
_REST = "）行栏列"
"""What may stand behind one, beside the others."""
_MARK = "|".join(OF_A_PART).encode()
_MARK_POINTS = [ord(mark) for mark in OF_A_PART]
_SIGNS_BEGIN = 0xE2
"""The first byte of a mark in UTF-8, or the one after it; Chinese characters begin with higher ones."""
_OF_A_PART = re.compile(
    rb"(?:[0-9.]|[\xe4-\xe9]..) ?(?:%b)|(?:%b) ?[0-9.\xe4-\xe9]" % (_MARK, _MARK), re.DOTALL
)
"""A mark beside a digit or a Chinese character."""
_BLANK = rb"[\0- ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2[\x80\x81].|\xe3\x80\x80"


@frozen(eq=False, kw_only=True)
class Look:
    """What the bytes of a slice tell."""

    lines: int
    """Line ends."""
    separators: int
    """Bytes that are the last one of the separator."""
    quotes: Positions
    """Where the quotes stand."""
    pairs: bool
    """Whether as many quotes open a field as close one."""
    untidy: bool
    """Whether a cell may be blank without being empty, or a formula error."""
    dittos: frozenset[int] | None
    """Positions of the columns in which a cell may be a ditto mark; ``None`` where any may hold one."""


def look(piece: bytes, delimiter: str) -> Look:
    r"""Look through *piece*, whole records in UTF-8.

    >>> seen = look('甲,"乙,丙",1985\n丁,同上,\n'.encode(), ",")
    >>> seen.lines, seen.separators, seen.quotes.tolist(), seen.pairs, seen.untidy, seen.dittos
    (2, 5, [4, 12], True, False, frozenset({1}))
    """
    looker = _Looker(piece, delimiter.encode(), returns=b"\r" in piece)
    looker.look()
    found = np.concatenate(looker.quotes) if looker.quotes else np.zeros(0, np.intp)
    untidy = looker.untidy or b"#" in piece or not piece.endswith(b"\n")
    anywhere = looker.marked and _OF_A_PART.search(piece)
    return Look(
        lines=looker.lines,
        separators=looker.separators,
        quotes=found,
        pairs=quotes_pair(piece, delimiter, found),
        untidy=untidy or looker.quoted_blank(found),
        dittos=None
        if anywhere or looker.written_quote(found) or looker.quoted_commas(found)
        else looker.columns_with_dittos(),
    )


@define
class _Looker:
    piece: bytes
    separator: bytes
    returns: bool
    lines: int = 0
    separators: int = 0
    quotes: list[Positions] = field(factory=list)
    untidy: bool = False
    marked: bool = False
    """Whether one of the marks that may stand for a part of a cell is anywhere."""
    dittos: list[int] = field(factory=list)
    """Where the cells begin that are ditto marks."""
    _begun: bool = True
    """Whether a cell begins with the first byte of the next block."""
    _many: bool = False
    _codes: NDArray[np.uint8] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._codes = np.frombuffer(self.piece, np.uint8)

    def look(self) -> None:
        """Block by block, in memory that is taken once."""
        masks, shifted = np.empty((3, BLOCK), bool), np.empty(BLOCK, np.uint8)
        second = _tables()[0]
        kept: list[Positions] = []
        for start in range(0, len(self._codes), BLOCK):
            block = self._codes[start : start + BLOCK]
            size = len(block)
            cells = self._beginnings(block, start, masks[:, :size], shifted[:size])
            at = np.flatnonzero(cells)
            self.marked = self.marked or self._has_mark(
                block, start, masks[0, :size], shifted[:size]
            )
            ascii_or_two = block[at] < _THREE
            # Most of them begin with another character: few second bytes are those of one sought.
            at += start
            kept.append(at[ascii_or_two | second[self._codes.take(at + 1, mode="clip")]])
        if kept:
            self._judge(np.concatenate(kept))

    def columns_with_dittos(self) -> frozenset[int] | None:
        """The positions of their columns; ``None`` where they are many, or behind quotes."""
        before = {self.piece[self.piece.rfind(b"\n", 0, at) + 1 : at] for at in self.dittos}
        if self._many or any(b'"' in text for text in before):
            return None
        return frozenset(text.count(self.separator) for text in before)

    def quoted_blank(self, found: Positions) -> bool:
        """Whether a field may be nothing but quotes around nothing, or begin with a line end or a tab."""
        borders, ends = [_NEW_LINE, _QUOTE, self.separator[-1]], [_NEW_LINE, _RETURN, _QUOTE, _TAB]
        opening = np.isin(self._codes[found - 1], borders) | (found == 0)
        return bool((opening & np.isin(self._codes.take(found + 1, mode="clip"), ends)).any())

    def quoted_commas(self, found: Positions) -> bool:
        """Whether a field may be two commas in quotes, where a comma parts the fields."""
        pairs = found[: len(found) // 2 * 2].reshape(-1, 2)
        inside = self._codes.take(pairs[:, 0] + 1, mode="clip")
        pairs = pairs[(inside == ord(",")) | (inside <= ord(" "))]
        return any(self.piece[start + 1 : end].strip() == b",," for start, end in pairs.tolist())

    def written_quote(self, found: Positions) -> bool:
        """Whether a quote may be written in a cell of which nothing else is seen: three, or two between blanks."""
        if (found[2:] - found[:-2] == 2).any():
            return True
        doubled = found[:-1][found[1:] - found[:-1] == 1]
        around = (self._codes.take(doubled + step, mode="clip") for step in (-1, 2))
        before, behind = ((code <= ord(" ")) | (code >= _NOT_ASCII) for code in around)
        return bool((before & behind).any())

    def _beginnings(
        self,
        block: NDArray[np.uint8],
        start: int,
        masks: NDArray[np.bool_],
        shifted: NDArray[np.uint8],
    ) -> NDArray[np.bool_]:
        """Where cells begin, and with a byte with which what is looked for may begin."""
        borders, other = masks[0], masks[1]
        cells: NDArray[np.bool_] = masks[2]
        np.equal(block, _NEW_LINE, out=borders)
        self.lines += int(np.count_nonzero(borders))
        np.equal(block, self.separator[-1], out=other)
        self.separators += int(np.count_nonzero(other))
        borders |= other
        np.equal(block, _QUOTE, out=other)
        if other.any():
            borders |= other
            self.quotes.append(np.flatnonzero(other) + start)
        np.subtract(block, _TWO, out=shifted)
        np.less_equal(shifted, _SPAN, out=cells)
        cells |= np.equal(block, _WIDE, out=other)
        cells |= np.less_equal(block, _LAST_ASCII, out=other)
        cells[1:] &= borders[:-1]
        cells[0] &= self._begun
        self._begun = bool(borders[-1])
        np.greater(cells, borders, out=cells)  # an empty cell is none of those
        if self.returns:
            np.greater(cells, np.equal(block, _RETURN, out=other), out=cells)
        return cells

    def _has_mark(
        self,
        block: NDArray[np.uint8],
        start: int,
        mask: NDArray[np.bool_],
        shifted: NDArray[np.uint8],
    ) -> bool:
        """Whether one of the marks begins in *block*: few characters begin as they do."""
        np.equal(np.bitwise_or(block, 1, out=shifted), _SIGNS_BEGIN | 1, out=mask)
        return bool(np.isin(self._points(np.flatnonzero(mask) + start), _MARK_POINTS).any())

    def _judge(self, at: Positions) -> None:
        """Look closer at the cells that begin at these places."""
        _, blanks, signs, leading, behind_leading = _tables()
        first, points = self._codes[at], self._points(at)
        wide = first >= _THREE
        ahead = np.where(wide, leading[points], (first == _PARENTHESIS) | (first == _LAST_ASCII))
        blank = np.where(wide, blanks[points], (first <= ord(" ")) | (first == _TWO))
        sign = wide & signs[points]
        twice = np.isin(first, list(_TWICE))
        sign[twice] = first[twice] == self._codes.take(at[twice] + 1, mode="clip")
        if ahead.any():
            behind = at[ahead] + np.where(wide[ahead], 3, 1)
            sign[ahead] = behind_leading[self._points(behind)] | self._ascii(behind)
        self._settle(at[blank].tolist(), at[sign].tolist())

    def _settle(self, blank: list[int], sign: list[int]) -> None:
        empty, ditto = _blank_cell(self.separator), _ditto_cell(self.separator)
        self.untidy = len(blank) > FEW or any(empty.match(self.piece, at) for at in blank)
        self._many = len(blank) + len(sign) > FEW
        if not self._many:
            self.dittos += (at for at in (*blank, *sign) if ditto.match(self.piece, at))

    def _points(self, at: Positions) -> NDArray[np.uint16]:
        """The characters of three bytes at these places; for others any number."""
        one, two, three = (self._codes.take(at + i, mode="clip") for i in range(3))
        points: NDArray[np.uint16] = one.astype(np.uint16) << np.uint16(12)
        points |= (two & np.uint8(63)).astype(np.uint16) << np.uint16(6)
        points |= three & np.uint8(63)
        return points

    def _ascii(self, at: Positions) -> NDArray[np.bool_]:
        """Whether a dash, a quote or a sign that is one of two stands at these places."""
        return np.isin(self._codes.take(at, mode="clip"), [_LAST_ASCII, _QUOTE, *_TWICE])


@cache
def _tables() -> tuple[NDArray[np.bool_], ...]:
    """For each second byte whether it is one of a character below; for each character whether it is
    a blank, a sign, leads one, or may come behind what leads.
    """
    tables = np.zeros((5, 1 << 16), bool)
    for table, signs in zip(
        tables[1:], (_BLANKS, _SIGNS, _LEADING, _LEADING + _SIGNS), strict=True
    ):
        table[[ord(sign) for sign in signs]] = True
        tables[0][[sign.encode()[1] for sign in signs]] = True
    return tuple(tables)


@cache
def _blank_cell(separator: bytes) -> re.Pattern[bytes]:
    """Blanks, ASCII or not (U+0085, U+00A0, U+1680, U+2000 ... U+205F, U+3000), up to a border."""
    border = re.escape(separator)
    return re.compile(rb'(?:%b)+?(?:["\n]|%b)' % (_BLANK, border), re.DOTALL)


@cache
def _ditto_cell(separator: bytes) -> re.Pattern[bytes]:
    """Blanks and what a ditto is made of, in any order, up to a border; no ditto is anything else."""
    signs = "|".join(_SIGNS + _LEADING + _REST).encode()
    border = re.escape(separator)
    return re.compile(
        rb'(?:[()%b-]|%b|%b)+?(?:["\r\n]|%b|\Z)' % (_TWICE, _BLANK, signs, border), re.DOTALL
    )
