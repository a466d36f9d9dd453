"""In which encoding a text file is written: byte order mark, then UTF-8, then Big5, then GB18030.

GB 18030-2022 contains GBK and GB 2312, so that one codec reads every Chinese archive that is not
Unicode. Pure ASCII is valid UTF-8. A file is read in slices; memory stays small.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

SLICE = 1 << 20
_SAMPLE = 1 << 16
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")
_TELLING = 4
"""Chinese characters of a line that tell its encoding; two (联通) may be both."""
_LINES = 1000
"""Lines, taken evenly, that tell which of two encodings most are in."""
_LOOKS, _STRIDE = 500, 1 << 13
"""So many lines of a slice are asked whether they are in the other encoding; one of so many bytes."""
TOLERATED = 0.002
"""Share of characters that may be broken before the encoding itself is taken for wrong: fields
that were cut in the middle of a character are common, mojibake breaks many times more."""
_STRAY = 4
"""So many zero bytes make no binary of a file, however short it is."""
_CONTROLS = bytes({*range(1, 32), 127} - set(b"\t\n\v\f\r"))
_ONE_IN = 20
"""A control character in so many bytes makes a binary of a file."""
_SINGLE = b",\t\r\n0123456789;|"
"""Characters of every table that UTF-16 writes with a zero byte."""


@frozen
class Encoding:
    """Name of the codec, length of the byte order mark, whether every byte was seen to be valid."""

    name: str
    bom: int = 0
    proven: bool = False


def detect_encoding(path: Path, wanted: str | None = None) -> Encoding:
    """The encoding of the text file at *path*; *wanted* is what the caller says it is.

    Raises:
        InputError: no encoding reads it (IN109), it is binary (IN110), there is no such codec
            (IN119).

    """
    with path.open("rb") as file:
        head = file.read(SLICE)
    marked = _by_mark(head)
    if wanted is not None:
        name = _codec(wanted)
        same = marked is not None and marked.name[:6] == name[:6]
        encoding = marked if marked is not None and same else Encoding(name)
    elif marked is not None:
        encoding = marked
    elif (wide := _by_zeros(head)) is not None:
        encoding = wide
    elif _is_utf8(path):
        encoding = Encoding("utf-8", proven=True)
    else:
        # A file most of whose lines are UTF-8 is damaged UTF-8; else it is the national standard.
        name = "utf-8" if _mostly_utf8(head) else "big5" if _is_big5(head) else "gb18030"
        encoding = Encoding(name)
    if not encoding.name.startswith("utf-16") and _is_binary(head):
        raise InputError("IN110", file=path.name)
    if _broken(head[encoding.bom :], encoding.name) > TOLERATED:
        raise InputError(
            "IN109", file=path.name, encoding=encoding.name, line=first_bad_line(path, encoding)
        )
    if encoding.name == "gb18030" and (line := first_utf8_line(head)) is not None:
        raise InputError("IN109", file=path.name, encoding=encoding.name, line=line + 1)
    return encoding


def first_utf8_line(piece: bytes) -> int | None:
    r"""The first line (from 0) of a text in GB18030 that is UTF-8: files of both get joined.

    Read as GB18030 such a line is valid and means nothing: 登记日期 becomes 鐧昏鏃ユ湡. A line of
    four characters that is valid UTF-8 throughout, most of them common ones, is no GB18030.

    >>> first_utf8_line("登记机关\n".encode("gb18030") + "潋江镇政府\n".encode())
    1
    """
    if len(piece) > SLICE and not _any_utf8_line(piece):
        return None
    start = 0
    while (match := _UTF8_RUN.search(piece, start)) is not None:
        left = piece.rfind(b"\n", 0, match.start()) + 1
        right = piece.find(b"\n", match.end())
        right = len(piece) if right < 0 else right
        if _is_utf8_line(piece[left:right]):
            return piece.count(b"\n", 0, left)
        start = right
    return None


def _any_utf8_line(piece: bytes) -> bool:
    """Whether one of some lines of a long text, taken evenly, is UTF-8: joined files come in blocks."""
    step = max(1, min(_STRIDE, len(piece) // _LOOKS))
    for offset in range(0, len(piece), step):
        left = piece.find(b"\n", offset) + 1
        right = piece.find(b"\n", left)
        if _is_utf8_line(piece[left : right if right >= 0 else len(piece)]):
            return True
    return False


def _is_utf8_line(line: bytes) -> bool:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    chars = sum(c > "\u2e7f" for c in text)
    return chars >= _TELLING and _share(text, _common("gb2312", 0xB0, 0xD7)) > 0.5


def first_bad_line(path: Path, encoding: Encoding) -> int:
    """The number of the first line that holds an invalid byte; 0 where all are valid."""
    decoder = codecs.getincrementaldecoder(encoding.name)()
    lines = 1
    with path.open("rb") as file:
        file.seek(encoding.bom)
        while True:
            piece = file.read(SLICE)
            try:
                lines += decoder.decode(piece, final=not piece).count("\n")
            except UnicodeDecodeError as error:
                before = error.object[: error.start]
                return lines + before.decode(encoding.name, "replace").count("\n")
            if not piece:
                return 0


def _codec(name: str) -> str:
    try:
        codec = codecs.lookup(name).name
        bytes(4).decode(codec)  # some codecs are no text encodings
    except (LookupError, ValueError) as error:
        raise InputError("IN119", encoding=name) from error
    # GBK and GB 2312 are subsets; the larger one also reads what was typed beyond them.
    return {"gbk": "gb18030", "gb2312": "gb18030", "utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(
        codec, codec
    )


def _by_mark(head: bytes) -> Encoding | None:
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8", 3)
    if head.startswith(codecs.BOM_UTF16_LE):
        return Encoding("utf-16-le", 2)
    if head.startswith(codecs.BOM_UTF16_BE):
        return Encoding("utf-16-be", 2)
    if head.startswith(b"\x84\x31\x95\x33"):
        return Encoding("gb18030", 4)
    return None


def _by_zeros(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: commas, digits and line ends have one zero byte, always on one side.

    Where most of them stand without, a zero is a stray byte; some are half of a character (上, 不).
    """
    sample = head[: 1 << 16]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    single = sum(map(sample.count, _SINGLE))
    big = sum(sample.count(bytes((0, byte))) for byte in _SINGLE)
    little = sum(sample.count(bytes((byte, 0))) for byte in _SINGLE)
    zeros = sample.count(b"\0")
    for name, hits, odd in (("utf-16-le", little, sample[1::2]), ("utf-16-be", big, sample[0::2])):
        if hits * 5 > single and odd.count(b"\0") > 0.9 * zeros and zeros > len(sample) // 100:
            text = head[: len(head) & ~1].decode(name, "replace")
            if text.count("\ufffd") < len(text) * TOLERATED:
                return Encoding(name)
    return None


def _is_binary(head: bytes) -> bool:
    """Whether there are too many zeros, or too many characters that no text has, for a text.

    Of bytes at random one in nine is such a character; of those of a text a few, where a cell came
    from a terminal.
    """
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return head.count(b"\0") > max(_STRAY, len(head) // 100) or controls > max(
        _STRAY, len(head) // _ONE_IN
    )


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(SLICE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _mostly_utf8(head: bytes) -> bool:
    """Whether most lines with Chinese are UTF-8: files of both kinds get joined by accident."""
    sound = lines = 0
    whole = head.split(b"\n")[:-1] or [head]
    for line in whole[:: max(1, len(whole) // _LINES)]:
        if not line.isascii():
            lines += 1
            with suppress(UnicodeDecodeError):
                line.decode("utf-8")
                sound += 1
    return sound * 2 > lines


def _is_big5(head: bytes) -> bool:
    """Whether a text is Big5: read so its characters are common ones, read as GB18030 they are not."""
    piece = head[:_SAMPLE].rpartition(b"\n")[0] or head[:_SAMPLE]
    try:
        taiwan = piece.decode("big5")
    except UnicodeDecodeError:
        return False
    common_big5, common_gb = _common("big5", 0xA4, 0xC6), _common("gb2312", 0xB0, 0xD7)
    mainland = piece.decode("gb18030", "replace")
    return _share(taiwan, common_big5) > 0.9 and _share(mainland, common_gb) < 0.6


@cache
def _common(codec: str, first: int, last: int) -> frozenset[str]:
    """The characters in common use: the first level of a character set."""
    pairs = (bytes((a, b)) for a in range(first, last + 1) for b in range(0x40, 0xFF))
    return frozenset(pair.decode(codec, "ignore") for pair in pairs)


def _share(text: str, common: frozenset[str]) -> float:
    """The share of the Chinese characters of *text* that are common."""
    chars = [c for c in text if c > "\u2e7f"]
    return sum(map(common.__contains__, chars)) / len(chars) if chars else 0.0


def _broken(head: bytes, name: str) -> float:
    """The share of non-ASCII characters of *head* that are no text in this encoding."""
    text = codecs.getincrementaldecoder(name)("replace").decode(head)
    wide = len(text) - len(text.encode("ascii", "ignore"))
    bad = text.count("\ufffd")
    return bad / wide if wide > bad or bad > 1 else 0.0
