"""The classes of numbers in codes of townships and villages (代码的号段).

GB/T 10114 and 统计用区划代码和城乡划分代码编制规则: of a township's three digits 001-099 are subdistricts, 100-199
towns, 200-399 townships; of a village's 001-199 residents' committees, 200-399 villagers'. Other
numbers (parks, farms, virtual units) belong to no class of names.
"""

from __future__ import annotations

_TOWNSHIPS = ((1, 99, ("街道", "街道办事处")), (100, 199, ("镇",)), (200, 399, ("乡", "苏木")))
_VILLAGES = (
    (1, 199, ("社区", "居委会", "居民委员会")),
    (200, 399, ("村", "村委会", "村民委员会")),
)


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
