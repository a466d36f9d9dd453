"""The law and the standards behind findings, each named once with what is cited of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BETWEEN = re.compile(r"；|、(?=《|G[AB]/?T? )")
_NAME = re.compile(r"《[^》]*》|G[AB](?:/T)? [\d.]+(?:-\d{4})?|[^：（]+(?=：)")
_STATE = "中华人民共和国"


def cited(bases: Iterable[str]) -> list[str]:
    """Each law or standard of *bases* with the parts that are cited, in the order of the names.

    >>> cited(["《婚姻法》（1950年）第四条；《民法典》第一千零四十七条", "《民法典》第一千零八十三条"])
    ['《婚姻法》：1950年第四条', '《民法典》：第一千零四十七条；第一千零八十三条']
    >>> cited(["GB 11643-1999", "GB 11643-1999 第 4 章（校验码）", "婚姻登记工作规范"])
    ['GB 11643-1999：第 4 章（校验码）', '婚姻登记工作规范']
    """
    found: dict[str, dict[str, None]] = {}
    for basis in sorted(set(bases) - {""}):
        for item in _BETWEEN.split(basis):
            match = _NAME.match(item)
            name = match[0].replace(f"《{_STATE}", "《") if match else item
            said = item[match.end() :].strip(" ：") if match else ""
            part = re.sub(r"^（([^（）]*)）", r"\1", said)
            found.setdefault(name, {}).update({part: None} if part else {})
    return [
        name + ("：" + "；".join(parts) if parts else "") for name, parts in sorted(found.items())
    ]
