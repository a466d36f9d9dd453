"""How the sheet of questions is laid out: what the writer puts there and the reader finds again."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

QUESTION_SHEET = "待核"
GUIDE_SHEET = "说明"
SOURCE_SHEET = "原表标注"
GAP_SHEET = "缺口"
COUNT_SHEET = "统计"
LIST_SHEET = "候选值"


class Choice(StrEnum):
    """What a person can decide (决定)."""

    TAKE = "采用候选"
    ENTER = "填写"
    KEEP = "维持原文"
    DEFER = "无法确定"


@frozen(eq=False)
class Column:
    """One column of the sheet of questions: heading, width in characters."""

    heading: str
    width: float


NUMBER = Column("序号", 5)
SOURCE = Column("来源", 15)
DATE = Column("登记日期", 11)
CERTIFICATE = Column("证件字号", 20)
PEOPLE = Column("当事人", 9)
ITEM = Column("项目", 10)
CURRENT = Column("现值\n（未采用的按原文）", 20)
WRITTEN = Column("清洗前原文", 15)
PROBLEM = Column("问题与建议", 38)
EVIDENCE = Column("证据", 38)
CANDIDATE = Column("候选", 20)
DECISION = Column("决定", 9)
VALUE = Column("填写值", 20)
WHICH = Column("所指行", 18)
REMARK = Column("备注", 14)
QUESTION = Column("问题编号", 10)
RUN = Column("批次", 10)

COLUMNS = (
    NUMBER, SOURCE, DATE, CERTIFICATE, PEOPLE, ITEM, CURRENT, WRITTEN, PROBLEM, EVIDENCE,
    CANDIDATE, DECISION, VALUE, WHICH, REMARK, QUESTION, RUN,
)  # fmt: skip
HIDDEN = (QUESTION, RUN)
ANSWERS = (CANDIDATE, DECISION, VALUE, WHICH, REMARK)


def at(column: Column) -> int:
    """The position of a column, from 0."""
    return COLUMNS.index(column)
