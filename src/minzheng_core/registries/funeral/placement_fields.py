"""How the place of ashes and bodies stands in old tables: graves, niches, terms (墓穴、格位、年限)."""

from __future__ import annotations

from minzheng_core.registries.funeral.ledger_field import ledger_field, words
from minzheng_core.schema import FieldKind, FieldSpec

_PLACES = (
    "墓穴号 墓位号 格位号 墓号 墓穴编号 格位编号 穴位号 穴位 穴号 位置 墓位编号 墓位 格位 墓穴位置 墓区墓号 墓碑号 墓位编码 安放位号 安葬墓号 安葬位置 "
    "骨灰安放位置 骨灰存放位置 寄存位置 寄存位号 架位号 架号 骨灰架号 灵位号 龛位号 龛号 塔位号"
)
"""Headings for the place of a grave or a niche."""


def _below_place(part: str) -> tuple[str, ...]:
    """A *part* of the place of a grave below a heading for the whole: 墓穴位置 over 区、排、号."""
    return tuple(place + part for place in words(_PLACES))


PLACEMENT: tuple[FieldSpec, ...] = (
    ledger_field(
        "placement_date",
        "安放日期",
        FieldKind.EVENT_DATE,
        "安葬日期 安葬时间 安放时间 下葬日期 入葬日期 骨灰安放日期 骨灰安葬日期 骨灰安放时间 骨灰安葬时间 落葬日期 "
        "落葬时间 下葬时间 入葬时间 入墓日期 入墓时间 埋葬日期 埋葬时间 入土日期 入土时间 进墓日期 进墓时间 落葬日 寄存日期 寄存时间 寄存起始日期 寄存开始日期 骨灰寄存日期 骨灰寄存时间 骨灰存放日期 骨灰存放时间 葬期",
        after_event=True,
    ),
    ledger_field(
        "placement_kind",
        "安放方式",
        FieldKind.CODE,
        "安葬方式 安葬形式 骨灰处理方式 骨灰去向 骨灰安放方式 葬式 骨灰安葬方式 安葬类型 骨灰处置方式 骨灰安置方式",
        code_table="placement_kind",
    ),
    ledger_field(
        "placement_facility",
        "安放设施名称",
        FieldKind.TEXT,
        "安葬地点 安放地点 公墓名称 安放设施 安葬地 陵园 公墓 骨灰堂 骨灰堂名称 墓地 墓地名称 "
        "墓园 墓园名称 陵园名称 安葬公墓 安葬地址 安葬设施 骨灰存放地点 骨灰寄存地点 骨灰安放地点 葬地",
        repeated=True,
    ),
    ledger_field(
        "placement_location", "墓穴或格位编号", FieldKind.TEXT, _PLACES, alone=_below_place("号")
    ),
    ledger_field(
        "placement_zone",
        "墓区",
        FieldKind.TEXT,
        "园区 墓园区 墓区名称 安葬墓区 安葬园区",
        alone=_below_place("区"),
        units=words("墓区 园区 区"),
        repeated=True,
    ),
    ledger_field(
        "placement_row",
        "墓区排号",
        FieldKind.TEXT,
        "排 排号 排数 墓排",
        alone=_below_place("排"),
        units=words("排"),
        repeated=True,
    ),
    ledger_field(
        "placement_area",
        "占地面积（平方米）",
        FieldKind.TEXT,
        "占地面积 墓穴面积 墓位面积 面积",
        repeated=True,
    ),
    ledger_field(
        "placement_capacity",
        "可安放人数",
        FieldKind.INTEGER,
        "穴数 安放人数 单双穴 单双墓 墓型 穴型",
        repeated=True,
    ),
    ledger_field(
        "placement_agreement_number",
        "安放协议编号",
        FieldKind.TEXT,
        "协议编号 合同编号 安葬证号 协议号 合同号 墓穴证号 墓证号 购墓合同号 购墓协议编号",
    ),
    ledger_field(
        "placement_agreement_date",
        "安放协议日期",
        FieldKind.EVENT_DATE,
        "协议日期 合同日期 签订日期 合同签订日期 签约日期 购墓日期 购墓时间",
    ),
    ledger_field(
        "placement_term_years",
        "使用年限",
        FieldKind.INTEGER,
        "年限 使用期限 租期 期限 寄存期限 寄存年限 存放期限 存放年限 安放期限 购买年限",
        repeated=True,
    ),
    ledger_field(
        "placement_renewed_years", "续期年数", FieldKind.INTEGER, "续期 续费年限 续租年限"
    ),
    ledger_field(
        "placement_reserved_name",
        "预留人姓名",
        FieldKind.PERSON_NAME,
        "预留人 合葬人姓名 预留姓名",
        sensitive=True,
    ),
    ledger_field(
        "placement_exception",
        "预留依据",
        FieldKind.CODE,
        "预留理由 例外情形",
        code_table="placement_exception",
    ),
    ledger_field(
        "placement_outsider_reason", "非本区域安葬理由", FieldKind.TEXT, "外来安葬理由 区域外理由"
    ),
)
"""The columns on where somebody was laid to rest, for how long and by what agreement."""
