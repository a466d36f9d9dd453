"""Text of GB 18030 comes out in UTF-8, whichever of two ways it takes: the C library's or the codec's."""

from __future__ import annotations

import platform
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.reading import read_archive
from minzheng_core.reading.files import gbk_converter, transcode
from minzheng_core.reading.files.transcode import Transcoder

from .people import HEADINGS, couples
from .test_text_files import rows_of, text_of

NEVER = 1 << 60
"""So long is no piece: the codec reads it."""

_ODD_BYTES = st.sampled_from(
    [
        *(b"\x81\x30\x81\x30", b"\x95\x32\x82\x36", b"\xe3\x32\x9a\x36", b"\x84\x31\xa4\x37"),
        *(
            b"\xfe\x50",
            b"\xa2\xe3",
            b"\xa6\xd9",
            b"\xd5\xc5",
            b"\x81\x7f",
            b"\xfe\xfe",
            b"\x81\x30",
        ),
        *(b"\x80", b"\xff", b"\x81", b"1", b",", b"\n", b'"'),
    ]
)


WAYS = {"library": (1, 0.0), "codec": (NEVER, 0.0), "whole codec": (NEVER, 2.0)}
"""How long a piece must be for the C library, and how much of it GBK for either of the first two."""


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def transcoder(request, monkeypatch) -> Transcoder:
    for name, value in zip(("_LONG", "_MOST"), request.param, strict=True):
        monkeypatch.setattr(transcode, name, value)
    return Transcoder("gb18030")


def _by_the_codec(piece: bytes) -> tuple[str, tuple[int, ...]]:
    text = piece.decode("gb18030", "replace")
    try:
        piece.decode("gb18030")
    except UnicodeDecodeError:
        return text, tuple(n for n, line in enumerate(text.split("\n")) if "\ufffd" in line)
    return text, ()


@settings(max_examples=500)
@given(st.lists(_ODD_BYTES | st.binary(min_size=1, max_size=2), max_size=12).map(b"".join))
def test_bytes_of_any_kind_are_read_as_gb18030_reads_them(piece) -> None:
    for long, most in WAYS.values():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(transcode, "_LONG", long)
            patch.setattr(transcode, "_MOST", most)
            utf8, bad = Transcoder("gb18030").to_utf8(piece)
        assert (utf8.decode(), bad) == _by_the_codec(piece)


def test_every_character_of_the_standard_is_read(transcoder) -> None:
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(characters), 50_000):
        text = "".join(characters[start : start + 50_000])
        assert transcoder.to_utf8(text.encode("gb18030")) == (text.encode(), ())


def test_every_pair_of_bytes_is_read_as_the_codec_reads_it(transcoder) -> None:
    for pair in map(bytes, product(range(0x80, 0x100), range(0x100))):
        piece = b"x" + pair + b"y\n"
        utf8, bad = transcoder.to_utf8(piece)
        assert (utf8.decode(), bad) == _by_the_codec(piece)


def test_pieces_of_any_length_follow_each_other(transcoder) -> None:
    for length in (10, 100_000, 1, 5_000, 300_000):
        piece = ("张三，\u3400𠮷€\n" * length).encode("gb18030")
        assert transcoder.to_utf8(piece)[0].decode("utf-8").encode("gb18030") == piece


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library may know no GBK")
def test_the_gnu_c_library_is_used() -> None:
    assert gbk_converter.gbk_converter() is not None


@pytest.fixture
def forgotten():
    """What was found out of the C library is found out anew, and forgotten afterwards."""

    def forget() -> None:
        gbk_converter._agrees.cache_clear()
        gbk_converter._library.cache_clear()

    forget()
    yield
    forget()


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("change", [{"A": "B"}, {"丂": "丄"}, {"\ufffd": "中"}])
def test_a_library_that_reads_otherwise_is_not_used(monkeypatch, change) -> None:
    read = gbk_converter.GbkConverter.to_utf8

    def otherwise(self, piece, beyond):
        utf8 = read(self, piece, beyond)
        return utf8 and utf8.decode().translate(str.maketrans(change)).encode()

    monkeypatch.setattr(gbk_converter.GbkConverter, "to_utf8", otherwise)
    assert gbk_converter.gbk_converter() is None


@pytest.mark.usefixtures("forgotten")
def test_without_such_a_library_the_codec_reads(monkeypatch) -> None:
    monkeypatch.setattr(gbk_converter.ctypes, "CDLL", lambda _: object())
    assert gbk_converter.gbk_converter() is None
    monkeypatch.setattr(transcode, "_LONG", 1)
    assert Transcoder("gb18030").to_utf8("张三".encode("gb18030")) == ("张三".encode(), ())


@pytest.mark.parametrize("long", [1, NEVER])
@pytest.mark.parametrize("step", [1, 100, 1 << 18])
def test_rare_characters_and_broken_ones_among_common_ones(
    tmp_path, fields, monkeypatch, step, long
) -> None:
    """Parts of a file that need the whole standard are read by it, the others by the faster codec."""
    monkeypatch.setattr(transcode, "_STEP", step)
    monkeypatch.setattr(transcode, "_LONG", long)
    rows = [[*row] for row in couples(400)]
    rows[200][1] = "邓\U00020b9f玲"  # four bytes
    lines = text_of([HEADINGS, *rows]).encode("gb18030").split(b"\n")
    lines[301] = lines[301].removesuffix(b"\r") + b"\xc4\r"
    path = tmp_path / "档案.csv"
    path.write_bytes(b"\n".join(lines))

    archive = read_archive(path, fields)

    read, (table,) = rows_of(archive), archive.tables
    assert [row for i, row in enumerate(read) if i != 300] == [
        tuple(row) for i, row in enumerate(rows) if i != 300
    ]
    assert [(n.code, n.count) for n in table.notes if n.code == "IN164"] == [("IN164", 1)]
