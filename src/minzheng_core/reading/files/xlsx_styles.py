"""What the styles of an .xlsx file say of its cells: which are struck out, which dates show no day or no year (ISO/IEC 29500-1 §18.8)."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reading.files.xlsx_tags import element, tags

if TYPE_CHECKING:
    from pathlib import Path

_STRIKE = re.compile(r"<strike(?:\s*/|\s+val=\"(?:1|true)\"\s*/?|\s*)>")
_MONTHS_BUILT_IN = {"17", "27", "36", "50", "52", "57"}
"""Formats of a year and a month that need not be written down (§18.8.30): mmm-yy, and yyyy"年"m"月" in Chinese."""
_NO_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""What in a format stands for itself."""
_DAYS_BUILT_IN = {"16", "28", "29", "51", "53", "54", "58"}
"""The same of a month and a day: d-mmm, m"月"d"日"."""
YEAR, MONTH, DAY_OF_YEAR = len("1985"), len("1985-03"), -len("03-05")
"""What is shown of an ISO date: so many characters of it, of its end where negative."""


@frozen
class Looks:
    """Patterns of cells with a value; ``None`` where the workbook has no such style."""

    struck: re.Pattern[bytes] | None = None
    """A cell that is struck out; its row (§18.4.10)."""
    short: re.Pattern[bytes] | None = None
    """A date that is shown without its day or its year; column, row and style."""
    lengths: dict[bytes, int] | None = None
    """By these styles, how much of an ISO date is shown."""


def looks_of(path: Path) -> Looks:
    """What the styles of the workbook at *path* say."""
    with zipfile.ZipFile(path) as archive:
        if "xl/styles.xml" not in archive.namelist():
            return Looks()
        styles = archive.read("xl/styles.xml").decode("utf-8", "replace")
    fonts = re.findall(r"<font>.*?</font>|<font\s*/>", element(styles, "fonts"), re.DOTALL)
    struck = {str(at) for at, font in enumerate(fonts) if _STRIKE.search(font)}
    codes = {tag.get("numFmtId", ""): tag.get("formatCode", "") for tag in tags(styles, "numFmt")}
    formats = tags(element(styles, "cellXfs"), "xf")
    out = [str(at) for at, tag in enumerate(formats) if tag.get("fontId") in struck]
    lengths = {
        str(at).encode(): length
        for at, tag in enumerate(formats)
        if (length := _shown(tag.get("numFmtId", ""), codes)) is not None
    }
    valued = rb"[^>]*(?<!/)><[vif]"
    return Looks(
        _cells(rb'<c r="[A-Z]+(\d+)"(?=[^>]*\bs="(?:%s)")' + valued, [s.encode() for s in out]),
        _cells(rb'<c r="([A-Z]+)(\d+)"(?=[^>]*\bs="(%s)")' + valued, list(lengths)),
        lengths,
    )


def _cells(pattern: bytes, styles: list[bytes]) -> re.Pattern[bytes] | None:
    return re.compile(pattern.replace(b"%s", b"|".join(styles))) if styles else None


def _shown(number: str, codes: dict[str, str]) -> int | None:
    """How much of a date a format shows that shows no day or no year; ``None`` where it shows both, or is none of dates.

    >>> _shown("164", {"164": 'yyyy"年"m"月"'}), _shown("164", {"164": "yyyy/m/d"}), _shown("164", {"164": "yyyy"})
    (7, None, 4)
    >>> _shown("164", {"164": 'm"月"d"日"'}), _shown("28", {})
    (-5, -5)
    """
    if number not in codes:
        if number in _DAYS_BUILT_IN:
            return DAY_OF_YEAR
        return MONTH if number in _MONTHS_BUILT_IN else None
    code = set(_NO_CODE.sub("", codes[number].partition(";")[0]).casefold())
    if not code.isdisjoint("hs0#"):
        return None
    year, month, day = not code.isdisjoint("ye"), "m" in code, "d" in code
    if year:
        return None if day else MONTH if month else YEAR
    return DAY_OF_YEAR if month and day else None
