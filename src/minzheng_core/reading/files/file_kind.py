"""What a file really is: judged by its first bytes, with one clear error for each that is no table."""

from __future__ import annotations

import re
import stat
import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

from minzheng_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class FileKind(StrEnum):
    """The form in which a file holds its tables."""

    XLSX = "xlsx"
    """Office Open XML workbook (.xlsx, .xlsm), ISO/IEC 29500."""
    BINARY = "binary"
    """BIFF workbook (.xls, .et), binary OOXML (.xlsb) or OpenDocument (.ods)."""
    MARKUP = "markup"
    """HTML tables or a 2003 XML workbook, as old systems export them under the name .xls."""
    TEXT = "text"
    """Delimited text."""


EXTENSIONS = {
    ".xlsx": FileKind.XLSX,
    ".xlsm": FileKind.XLSX,
    ".xltx": FileKind.XLSX,
    ".xls": FileKind.BINARY,
    ".xlt": FileKind.BINARY,
    ".et": FileKind.BINARY,
    ".xlsb": FileKind.BINARY,
    ".ods": FileKind.BINARY,
    ".htm": FileKind.MARKUP,
    ".html": FileKind.MARKUP,
    ".xml": FileKind.MARKUP,
    ".csv": FileKind.TEXT,
    ".tsv": FileKind.TEXT,
    ".tab": FileKind.TEXT,
    ".txt": FileKind.TEXT,
    "": FileKind.TEXT,
}

LARGE = 256 << 20
"""Bytes of an unpacked part below which it does no harm."""
MOST_PACKED = 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
FILE_PASS = re.compile(
    rb"\x09\x08(?:\x08\x00\x00\x05\x05\x00.{4}|\x10\x00\x00\x06\x05\x00.{12})(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
"""The record of a password behind the one that begins a BIFF workbook ([MS-XLS] 2.4.117)."""
UNMISTAKABLE = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"))
"""How files begin that are text at their beginning, and no table begins so."""
FOREIGN = (
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"AT&TFORM", "DjVu"),
    (b"SQLite format 3", "SQLite"),
    (b"\x00\x01\x00\x00Standard", "Access"),
    (b"PAR1", "Parquet"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)


def file_kind(path: Path) -> FileKind:
    """The kind of the file at *path*.

    Raises:
        InputError: not found (IN101), empty (IN102), a directory (IN103), no permission (IN104),
            an unknown extension (IN105), no table (IN106), encrypted (IN107), damaged (IN108),
            unreadable (IN118), unpacked too large (IN121).

    """
    head = _head(path)
    if head.startswith(OLE):
        return _ole(path)
    if head.startswith(b"PK"):
        return _zip(path)
    if head.startswith(BIFF):
        return FileKind.BINARY
    for magic, found in UNMISTAKABLE if _printable(head) else (*UNMISTAKABLE, *FOREIGN):
        if head.startswith(magic):
            raise InputError("IN106", file=path.name, found=found)
    return _text(path, head)


def _head(path: Path) -> bytes:
    name = path.name
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError("IN103", file=name)
        if not stat.S_ISREG(mode):
            # A pipe cannot be read from its beginning again, and some devices never end.
            raise InputError("IN106", file=name, found="管道或设备（不是存下来的文件）")
        with path.open("rb") as file:
            head = file.read(4096)
            if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00") and not file.read(1):
                raise InputError("IN102", file=name)
    except FileNotFoundError as error:
        raise InputError("IN101", file=name) from error
    except PermissionError as error:
        raise InputError("IN104", file=name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError("IN118", file=name, reason=reason) from error
    return head


def _ole(path: Path) -> FileKind:
    content = path.read_bytes()
    encrypted = _stream(content, "EncryptedPackage") or _stream(content, "EncryptionInfo")
    if encrypted or FILE_PASS.search(content):
        raise InputError("IN107", file=path.name)
    if _stream(content, "Workbook") or _stream(content, "Book"):
        return FileKind.BINARY
    if _stream(content, "WordDocument"):
        raise InputError("IN106", file=path.name, found="Word")
    if _stream(content, "PowerPoint Document"):
        raise InputError("IN106", file=path.name, found="PowerPoint")
    # Without its directory nothing can be said: the end of the file is missing.
    raise InputError("IN108", file=path.name)


def _stream(content: bytes, name: str) -> bool:
    return (name + "\0").encode("utf-16-le") in content


def _zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise InputError("IN107", file=path.name)
            _refuse_bomb(path, archive.infolist())
            if "META-INF/manifest.xml" in names and "content.xml" in names:
                if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise InputError("IN107", file=path.name)
                if b"spreadsheet" not in _mimetype(archive, names):
                    raise InputError("IN106", file=path.name, found="OpenDocument")
                return FileKind.BINARY
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise InputError("IN108", file=path.name) from error
    if "xl/workbook.bin" in names:
        return FileKind.BINARY
    if any(name.startswith("xl/") for name in names):
        return FileKind.XLSX
    for folder, found in (("word/", "Word"), ("ppt/", "PowerPoint")):
        if any(name.startswith(folder) for name in names):
            raise InputError("IN106", file=path.name, found=found)
    raise InputError("IN106", file=path.name, found="ZIP")


def _refuse_bomb(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a file that would fill the memory: real sheets are packed ten or thirty times at most."""
    for part in parts:
        packed = max(part.compress_size, 1)
        if part.file_size > LARGE and part.file_size > MOST_PACKED * packed:
            raise InputError("IN121", file=path.name, size=part.file_size >> 20)


def _mimetype(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    return archive.read("mimetype") if "mimetype" in names else b"spreadsheet"


def _printable(head: bytes) -> bool:
    """Whether nothing in *head* is a control character: text that only begins like a magic number."""
    return not any(byte < 32 and byte not in b"\t\r\n" for byte in head)


def _text(path: Path, head: bytes) -> FileKind:
    extension = path.suffix.lower()
    if extension not in EXTENSIONS:
        raise InputError("IN105", file=path.name, extension=extension)
    for encoding in ("utf-8-sig", "utf-16"):
        start = head.decode(encoding, "ignore").lstrip().lower()
        if start.startswith("<") and any(
            mark in start for mark in ("<table", "<workbook", "<html", "<!doctype html")
        ):
            return FileKind.MARKUP
    if EXTENSIONS[extension] in (FileKind.XLSX, FileKind.BINARY) and not _printable(head):
        raise InputError("IN108", file=path.name)
    return FileKind.TEXT
