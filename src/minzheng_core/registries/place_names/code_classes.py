"""The classes of numbers in codes of townships and villages (代码的号段).

GB/T 10114 and 统计用区划代码和城乡划分代码编制规则: of a township's three digits 001-099 are subdistricts, 100-199
towns, 200-399 townships; of a village's 001-199 residents' committees, 200-399 villagers'. Other
numbers (parks, farms, virtual units) belong to no class of names. The codes of statistics have
twelve digits at every level.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from minzheng_core.ledger import Entry

_FILLED = 12
FILLING = r"^(?:([0-9]{6})0{6}|([0-9]{9})0{3})$"
"""A code that zeros fill up to twelve digits: in it that of a county, or that of a township."""

_TOWNSHIPS = ((1, 99, ("街道", "街道办事处")), (100, 199, ("镇",)), (200, 399, ("乡", "苏木")))
_VILLAGES = (
    (1, 199, ("社区", "居委会", "居民委员会")),
    (200, 399, ("村", "村委会", "村民委员会")),
)


_VIRTUAL = re.compile(
    "虚拟|^(?:省|自治区|市)?直辖县级(?:行政区划|行政单位|区划)?$|^(?:市辖区|市辖县|县)$"
)
"""Names of units that only statistics have: they hold the place of a level that is not there."""


def is_virtual(name: str) -> bool:
    """Whether a unit is one of statistics only (虚拟社区, 市辖区, 省直辖县级行政区划), and so no place.

    Its number tells nothing: parks have 498 and 598 too.

    >>> is_virtual("江背镇虚拟生活区"), is_virtual("直辖县级"), is_virtual("兴国县")
    (True, True, False)
    """
    return _VIRTUAL.search(name) is not None


def code_column(name: str) -> pl.Expr:
    """A column of codes in plain digits: no blanks, no apostrophe before them, nothing that a number leaves (.0)."""
    import polars as pl

    return pl.col(name).str.normalize("NFKC").str.replace_all(r"\s|^['‘’]|\.0+$", "")


def code_digits(code: str | None) -> str:
    """The digits of a division code as somebody wrote it, at most twelve.

    >>> code_digits("36-0732"), code_digits(None)
    ('360732', '')
    """
    return "".join(c for c in code or "" if c in "0123456789")[:_FILLED]


def plain_code(code: str) -> str:
    """The code of a division without the zeros that statistics fill it up to twelve digits with.

    >>> plain_code("360732217000"), plain_code("360732000000"), plain_code("360732217201")
    ('360732217', '360732', '360732217201')
    """
    if len(code) != _FILLED or not code.isdecimal() or not code.endswith("000"):
        return code
    return code[:6] if code.endswith("000000") else code[:9]


def code_of(entry: Entry | None, path: str = "unit_code") -> str:
    """The code of a record under *path* as :func:`plain_code` writes it, or nothing."""
    return plain_code(str((entry.values.get(path) if entry else "") or "").strip())


def other_class(code: str, name: str) -> str | None:
    """The class of numbers that a name belongs to, where the code is of another one.

    >>> other_class("360732217", "长冈镇"), other_class("360732110", "长冈镇")
    ('100—199', None)
    >>> other_class("360732110203", "背街居委会")
    '001—199'
    """
    classes = {9: _TOWNSHIPS, 12: _VILLAGES}.get(len(code), ())
    if not code[-3:].isdecimal():
        return None
    number = int(code[-3:])
    for first, last, endings in classes:
        if name.endswith(endings):
            known = any(low <= number <= high for low, high, _ in classes)
            return None if first <= number <= last or not known else f"{first:03d}—{last:03d}"
    return None
