"""How place names stand in tables: headings seen in lists, gazetteers and exports.

The national names are those of the public service of 国家地名信息库; English headings those of open
lists in the layout of ``code,name``.
"""

from __future__ import annotations

from minzheng_core.schema import FieldKind, FieldSpec

_REPEATED = frozenset(
    (
        *("division", "parent_name", "category", "category_name", "datum"),
        *("approval_authority", "approval_document", "approval_on"),
        *("protection_list", "protection_category", "protection_listed_on"),
    )
)
"""Fields in which 同上 and 〃 stand for the cell above."""


def _field(name: str, label: str, synonyms: str, *national: str) -> FieldSpec:
    return FieldSpec(
        name=name,
        label=label,
        kind=FieldKind.TEXT,
        national=national,
        synonyms=tuple(synonyms.split()),
        repeated=name in _REPEATED,
    )


FIELDS: tuple[FieldSpec, ...] = (
    _field(
        "standard_name",
        "标准名称",
        "标准名称 标准地名 地名 名称 地名名称 自然村名称 自然村 村名 村名称 村社区名称 道路名称 路名 单位名称 name",
        "standard_name",
    ),
    _field("unit_code", "政区代码", "政区代码 区划代码 行政区划代码 统计用区划代码 代码 code"),
    _field("place_code", "地名代码", "地名代码 地名编码 地名库代码", "place_code"),
    _field("division", "所在政区代码", "所在政区代码 所属区划代码 乡级代码 乡镇代码 streetCode street_code", "area"),
    _field(
        "parent_name",
        "所属政区",
        "所属政区 所属乡镇 乡镇 乡镇名称 乡镇名 所在政区 所在乡镇 乡镇街道 镇街 镇街名称 街道 街道名称 所属街道 所在跨行政区",
        "area_name",
    ),
    _field("category", "类别代码", "类别代码 地名类别代码", "place_type_code"),
    _field("category_name", "类别名称", "类别名称 类别 地名类别", "place_type"),
    _field("spelling", "罗马字母拼写", "罗马字母拼写 汉语拼音 拼音 拼写 罗马字母", "roman_alphabet_spelling"),
    _field("minority_script", "民族文字", "民族文字 少数民族文字", "ethnic_minorities_writing"),
    _field("former_names", "历史名称", "历史名称 曾用名 旧名 原名", "old_name"),
    _field("alias", "别名", "别名 俗称 又名"),
    _field("origin", "地名来历", "来历 地名来历 来历含义 来历及含义 地名来历及含义 地名来历含义 由来 地名由来", "place_origin"),
    _field("meaning", "地名含义", "含义 地名含义", "place_meaning"),
    _field("history", "历史沿革", "沿革 历史沿革 地名沿革", "place_history"),
    _field("description", "地理实体描述", "地理实体描述 位置描述 描述 位置 地理位置"),
    _field("longitude", "经度", "经度 东经 坐标经度 坐标东经 地理坐标经度 地理坐标东经 经纬度经度 经纬度东经 lon lng longitude"),
    _field("latitude", "纬度", "纬度 北纬 坐标纬度 坐标北纬 地理坐标纬度 地理坐标北纬 经纬度纬度 经纬度北纬 lat latitude"),
    _field("datum", "坐标系", "坐标系 坐标系统 大地基准"),
    _field("approval_authority", "批准机关", "批准机关 批准单位"),
    _field("approval_document", "批准文号", "批准文号 批准文件"),
    _field("approval_on", "批准日期", "批准日期 批准时间"),
    _field("protection_list", "保护名录", "保护名录 保护名录名称 所在保护名录 列入名录"),
    _field("protection_category", "保护类别", "保护类别 保护名录类别 地名文化遗产类别"),
    _field("protection_listed_on", "列入日期", "列入日期 列入时间 列入保护名录日期"),
    _field("protection_grounds", "列入理由", "列入理由 入选理由"),
    _field("protection_measures", "保护措施", "保护措施"),
    _field("sources", "资料来源", "资料来源 资料来源及出处"),
    _field("remark", "备注", "备注 说明"),
)  # fmt: skip
"""Every field that a list of place names may hold, in the order in which lists are written."""
VILLAGE = _field("village", "行政村", "行政村 行政村名称 村居 村居名称 社区 社区名称 村委会 居委会")
"""What is the name in lists of villages, and stands above it in lists of their settlements."""
LABELS = {field.name: field.label for field in FIELDS}
PATHS = {
    "longitude": "position.longitude",
    "latitude": "position.latitude",
    "datum": "position.datum",
    "approval_authority": "approval.authority",
    "approval_document": "approval.document",
    "approval_on": "approval.on",
    "protection_list": "protection.list_name",
    "protection_category": "protection.category",
    "protection_listed_on": "protection.listed_on",
    "protection_grounds": "protection.grounds",
    "protection_measures": "protection.measures",
}
"""The fields of a list whose path in a record is another one."""
