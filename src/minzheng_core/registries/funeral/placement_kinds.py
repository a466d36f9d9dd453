"""Kinds of placement (安放方式) and the groups that guidance and awards speak of.

The groups are those of the guidance of nine ministries of 2016 on land-saving and ecological burial
(《关于推行节地生态安葬的指导意见》). Codes are this library's own; labels and wordings stand in the code
table ``placement_kind``.
"""

from __future__ import annotations

from enum import StrEnum


class Group(StrEnum):
    """What a kind of placement asks of the land."""

    STACKED = "stacked"
    """楼、廊、堂、塔、墙：立体安葬。"""
    SMALL = "small_grave"
    """小型墓。"""
    PLANTED = "planted"
    """树、花、草坪：可降解容器，不建硬质墓穴、不立碑。"""
    NOT_KEPT = "not_kept"
    """江、海、撒散：不保留骨灰。"""
    DEEP = "deep"
    """深埋，不留坟头。"""
    GRAVE = "grave"
    """一般墓葬。"""
    BODY = "body"
    """遗体土葬。"""

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]


_LABELS = {
    Group.STACKED: "立体安葬",
    Group.SMALL: "小型墓",
    Group.PLANTED: "植树、植花、植草",
    Group.NOT_KEPT: "不保留骨灰",
    Group.DEEP: "深埋",
    Group.GRAVE: "一般墓葬",
    Group.BODY: "遗体土葬",
}
GROUPS = {
    "NICHE": Group.STACKED,
    "WALL": Group.STACKED,
    "TOWER": Group.STACKED,
    "CORRIDOR": Group.STACKED,
    "SMALL_GRAVE": Group.SMALL,
    "TREE": Group.PLANTED,
    "FLOWER": Group.PLANTED,
    "LAWN": Group.PLANTED,
    "DEEP": Group.DEEP,
    "RIVER": Group.NOT_KEPT,
    "SEA": Group.NOT_KEPT,
    "SCATTER": Group.NOT_KEPT,
    "GRAVE": Group.GRAVE,
    "BODY": Group.BODY,
}
"""The group of every code of the table ``placement_kind``."""
LAND_SAVING = frozenset(Group) - {Group.GRAVE, Group.BODY}
"""节地生态安葬: every group but ordinary graves and bodies."""


def group_of(kind: str | None) -> Group | None:
    """The group of a kind of placement.

    >>> group_of("RIVER").label, group_of(None)
    ('不保留骨灰', None)
    """
    return GROUPS.get(kind or "")
