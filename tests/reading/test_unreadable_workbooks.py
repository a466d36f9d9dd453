"""What is no workbook, or a broken or forbidden one, is refused with a code of its own."""

from __future__ import annotations

import errno
import os
import struct
import zipfile
from pathlib import Path

import pytest
import xlwt

from minzheng_core.errors import InputError
from minzheng_core.reading import read_archive

from .book_writers import WRITERS
from .people import HEADINGS, couples

ROWS = couples(30)


def zipped(name: str, content: bytes = b"x") -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "IN102"),
        ("a.xlsx", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "IN106"),
        ("a.xls", b"%PDF-1.4\nabc\n", "IN106"),
        ("a.xlsx", zipped("word/document.xml"), "IN106"),
        ("a.xlsx", zipped("a.txt"), "IN106"),
        ("a.xlsx", OLE + "EncryptedPackage\0".encode("utf-16-le"), "IN107"),
        ("a.doc", OLE + "WordDocument\0".encode("utf-16-le"), "IN106"),
        ("a.xls", OLE, "IN108"),
        ("a.xlsx", zipped("xl/workbook.xml", b"<x/>")[:-30], "IN108"),
        ("a.xlsx", zipped("xl/workbook.xml", b"<x/>"), "IN108"),
        ("a.xlsx", b"\x01\x02\x03\x04" * 100, "IN108"),
        ("a.pdf", b"text", "IN105"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "IN106"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_own_code(
    tmp_path, fields, name, content, code
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InputError) as caught:
        read_archive(path, fields)

    assert caught.value.code == code
    assert name in caught.value.sentence("zh")
    assert "…" not in caught.value.sentence("en")


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.csv"])
def test_a_text_with_its_layout_in_it_is_called_rtf(tmp_path, fields, name) -> None:
    path = tmp_path / name
    path.write_bytes(rb"{\rtf1\ansi text}")

    with pytest.raises(InputError) as caught:
        read_archive(path, fields)

    assert caught.value.sentence("en") == f"[IN106] The file “{name}” holds no table but RTF"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(("write", "extension"), WRITERS)
def test_a_truncated_workbook_is_damaged_not_a_traceback(
    tmp_path, fields, write, extension, share
) -> None:
    path = tmp_path / f"a{extension}"
    write(path, [HEADINGS, *ROWS])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])

    assert outcome(path, fields) in {"IN108", "IN102", "IN111", "read"}


def outcome(path: Path, fields) -> str:
    """The code of the error, or that the file was read."""
    try:
        return "read" if read_archive(path, fields).tables[0].frame.height else ""
    except InputError as error:
        return error.code


def test_missing_files_folders_and_forbidden_files(tmp_path, fields) -> None:
    for path, code in ((tmp_path / "无.csv", "IN101"), (tmp_path, "IN103")):
        with pytest.raises(InputError) as caught:
            read_archive(path, fields)
        assert caught.value.code == code
    with pytest.raises(InputError) as caught:
        read_archive([], fields)
    assert caught.value.code == "IN117"


def test_a_forbidden_file_says_so(tmp_path, fields, monkeypatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x")

    def forbidden(self, *args, **options):
        # As the system says it; the superuser of a test run may read everything.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(InputError) as caught:
        read_archive(path, fields)

    assert caught.value.code == "IN104"


@pytest.mark.parametrize("write_protected", [b"", struct.pack("<HH", 0x86, 0)])
def test_an_old_workbook_with_a_password_is_not_called_damaged(
    tmp_path, fields, monkeypatch, write_protected
) -> None:
    plain = xlwt.Workbook.get_biff_data

    def locked(book: xlwt.Workbook) -> bytes:
        content = plain(book)
        end = 4 + struct.unpack("<H", content[2:4])[0]
        key = struct.pack("<HH6s", 0x2F, 54, b"\x01\0\x01\0\x01\0") + bytes(48)
        return content[:end] + write_protected + key + content[end:]

    monkeypatch.setattr(xlwt.Workbook, "get_biff_data", locked)
    book = xlwt.Workbook()
    book.add_sheet("登记").write(0, 0, "男方姓名")
    book.save(str(tmp_path / "a.xls"))
    with pytest.raises(InputError) as caught:
        read_archive(tmp_path / "a.xls", fields)
    assert caught.value.code == "IN107"
