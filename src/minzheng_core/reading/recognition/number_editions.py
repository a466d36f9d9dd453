"""Headings of two columns for one person's number: 旧身份证号 and 新身份证号, 15位 and 18位 (GB 11643-1999)."""

from __future__ import annotations

import re
from typing import Literal

_OLD = re.compile(r"旧|老(?!人)|原|第?一代|15位?(?:数字)?")
_NEW = re.compile(r"新(?!郎|娘)|现|第?二代|18位?(?:数字)?")


def edition(heading: str) -> Literal["old", "new"] | None:
    """Which of a person's two numbers the *heading* says; none where it says neither or both.

    >>> edition("男方身份证号（旧15位）"), edition("新郎18位身份证号"), edition("新郎身份证号")
    ('old', 'new', None)
    """
    old, new = _OLD.search(heading) is not None, _NEW.search(heading) is not None
    if old == new:
        return None
    return "old" if old else "new"


def without_edition(heading: str) -> str:
    """The *heading* without the words that say it.

    >>> without_edition("旧身份证号"), without_edition("身份证号18位")
    ('身份证号', '身份证号')
    """
    return _NEW.sub("", _OLD.sub("", heading))
