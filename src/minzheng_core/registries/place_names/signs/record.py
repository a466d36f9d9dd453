"""The record of one sign that shows a place name, with its patrols and defects (地名标志).

References: 《地名管理条例》(国务院令第 753 号, 2022) 第十九条、第二十条、第三十八条; GB 17733-2008.

Limitations: no public text gives an official form of patrol records; these items are the library's
own and a county adds what its form asks in ``remark``.
"""

from __future__ import annotations

from minzheng_core.registries.place_names.record import Position
from minzheng_core.schema.record import part, record, text

DEFECTS = (
    "缺失",
    "破损",
    "字迹不清",
    "被遮挡",
    "汉字错误",
    "拼写错误",
    "位置不当",
    "擅自设置",
    "其他",
)
"""The words for defects that are counted; other words are kept as they are."""


@record
class PlaceSign:
    """One sign.

    >>> PlaceSign(sign_number="JP-0012", text_shown="红军大道").defect is None
    True
    """

    sign_number: str | None = text("标志编号")
    place: str | None = text("地名记录")
    kind: str | None = text("标志类型", standard="GB 17733-2008")
    location: str | None = text("设置位置")
    position: Position = part("位置：", Position)
    text_shown: str | None = text("标志上的汉字")
    spelling_shown: str | None = text("标志上的拼写")
    script_shown: str | None = text("标志上的民族文字")
    erected_on: str | None = text("设置日期")
    erected_by: str | None = text("设置单位")
    patrol_months: str | None = text("巡查间隔（月）")
    patrolled_on: str | None = text("最近巡查日期")
    patrol_result: str | None = text("巡查结果")
    defect: str | None = text("缺陷")
    defect_found_on: str | None = text("发现日期")
    rectify_by: str | None = text("整改期限")
    rectified_on: str | None = text("整改日期")
    photo: str | None = text("照片编号")
    remark: str | None = text("备注")
