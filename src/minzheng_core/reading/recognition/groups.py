"""Headings that stand over several columns and say whose or what these are: 家属情况 above 姓名, 火化情况 above 时间.

Only a register of one person a record is read so; in one of two parties the heading above names the party.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reading.recognition.party_words import names_third_person

if TYPE_CHECKING:
    from collections.abc import Collection

_TAIL = re.compile(
    "(?:的?(?:基本|个人|身份|有关|相关|主要)*(?:情况|信息|资料|概况|简况|事项|内容|项目|栏目?))+$"
)
"""How such a heading ends, beside what it says: 死者基本情况, 家属信息."""
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
NUMBER = r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[①-⑳])\s*"
"""The number of a heading among others, as a pattern: 一、 （2） ③."""
_NUMBERED = re.compile(f"^{NUMBER}")


@frozen
class Grouped:
    """A heading below another one: what that one says, and the datum itself."""

    group: str
    """Without 情况, 信息 and the like; empty where it says nothing else."""
    datum: str
    said_whole: bool
    """Whether the heading above ended in such a word, so that it surely is one of several columns."""

    @property
    def whole(self) -> str:
        """Both as one: 家属姓名."""
        return self.group + self.datum

    def is_of_another(self, own: Collection[str], others: Collection[str]) -> bool:
        """Whether it is of somebody who is not the person of the record; *own* and *others* are their words."""
        if self.group in own:
            return False
        return self.group in others or names_third_person(self.group)


def grouped(text: str) -> Grouped | None:
    """The parts of a heading that stands below another one; ``None`` where it does not.

    >>> grouped("家属情况/姓名")
    Grouped(group='家属', datum='姓名', said_whole=True)
    >>> grouped("一、逝者基本情况/年龄").whole, grouped("基本信息/年龄").whole, grouped("年龄")
    ('逝者年龄', '年龄', None)
    """
    *above, datum = (part.strip() for part in text.split("/"))
    if not above or not datum:
        return None
    words = _NUMBERED.sub("", _BRACKETED.sub("", above[-1])).replace(" ", "")
    group = _TAIL.sub("", words)
    return Grouped(group, datum, said_whole=group != words)
