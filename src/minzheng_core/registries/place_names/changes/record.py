"""The record of one change of divisions: what, by which document, with what material, how far it is.

References: 《行政区划管理条例》(国务院令第 704 号, 2018) 第六条 to 第十条 (who approves), 第十三条 (the seven
items of an application), 第十五条 (12 months, 6 more), 第十六条 (survey and map), 第十七条 (codes within one
month), 第十八条 (public notice); 《行政区划管理条例实施办法》(民政部令第 65 号, 2019) 第二条 (kinds of change).
"""

from __future__ import annotations

from enum import StrEnum

from minzheng_core.schema.record import record, text


class ChangeKind(StrEnum):
    """What happens to divisions (变更种类)."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    TRANSFER = "transfer"
    RECODE = "recode"
    UPGRADE = "upgrade"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]

    @classmethod
    def read(cls, text: str | None) -> ChangeKind | None:
        """The kind that a word names; ``None`` where it names none.

        >>> ChangeKind.read("更名"), ChangeKind.read("撤县设市"), ChangeKind.read("其他")
        (<ChangeKind.RENAME: 'rename'>, <ChangeKind.UPGRADE: 'upgrade'>, None)
        """
        word = (text or "").strip()
        if word in {kind.value for kind in cls}:
            return cls(word)
        return _WORDS.get(word)


_LABELS = {
    ChangeKind.RENAME: "更名",
    ChangeKind.MERGE: "合并",
    ChangeKind.SPLIT: "拆分",
    ChangeKind.TRANSFER: "划转",
    ChangeKind.RECODE: "改码",
    ChangeKind.UPGRADE: "改变建制",
}
_WORDS = {label: kind for kind, label in _LABELS.items()} | {
    "同名改码": ChangeKind.RECODE,
    "撤并": ChangeKind.MERGE,
    "撤县设市": ChangeKind.UPGRADE,
    "撤县设区": ChangeKind.UPGRADE,
    "撤市设区": ChangeKind.UPGRADE,
    "撤乡设镇": ChangeKind.UPGRADE,
    "乡改镇": ChangeKind.UPGRADE,
    "撤乡并镇": ChangeKind.MERGE,
    "撤镇设街道": ChangeKind.UPGRADE,
    "村改居": ChangeKind.UPGRADE,
    "隶属关系变更": ChangeKind.TRANSFER,
}
GONE = frozenset({"withdrawn", "revoked"})
"""States of the record of a change that is none any more."""
MATERIALS = (
    "application_letter",
    "basic_facts",
    "risk_report",
    "expert_report",
    "consultation",
    "maps",
)
"""What an application must bring (第十三条); the seventh item is what the ministry asks besides."""
AFTERWARDS = ("boundary_survey", "map_updated", "notice_on")
"""What is to be done once it is carried out (第十六条、第十八条)."""


@record
class DivisionChange:
    """One change of divisions with its checklist.

    >>> DivisionChange(title="古龙岗乡改镇", kind="撤乡设镇").evaluated_on is None
    True
    """

    title: str | None = text("变更事项")
    kind: str | None = text("变更种类")
    units: str | None = text("所涉政区记录")
    application_letter: str | None = text("申请书")
    basic_facts: str | None = text("基本情况材料")
    risk_report: str | None = text("风险评估报告")
    expert_report: str | None = text("专家论证报告")
    consultation: str | None = text("征求社会公众等意见的情况")
    maps: str | None = text("变更前的区划图和变更方案示意图")
    other_materials: str | None = text("其他材料")
    applied_on: str | None = text("申请日期")
    authority: str | None = text("批准机关")
    document: str | None = text("批准文号")
    approved_on: str | None = text("批准日期")
    effective_on: str | None = text("生效日期")
    of_divisions: str | None = text("是否行政区划变更")
    codes_needed: str | None = text("是否需要变更区划代码")
    codes_published_on: str | None = text("区划代码公布日期")
    extension_document: str | None = text("延期批准文号")
    completed_on: str | None = text("完成日期")
    boundary_survey: str | None = text("界线勘定")
    map_updated: str | None = text("区划图更新")
    notice_on: str | None = text("向社会公告日期")
    evaluate_by: str | None = text("评估期限")
    evaluated_on: str | None = text("评估日期")
    remark: str | None = text("备注")
