"""How place names stand in tables: headings seen in lists, gazetteers and exports.

The national names are those of the public service of 国家地名信息库; English headings those of open
lists in the layout of ``code,name``.
"""

from __future__ import annotations

from minzheng_core.schema import FieldKind, FieldSpec

_KINDS = (
    "道路 路 街巷 街路巷 路街巷 街路 桥梁 桥 隧道 河流 河 湖泊 水库 渠道 山 山峰 山体 岛屿 居民点 居民地 村庄 村落 屯 住宅区 小区 "
    "居民区 住宅小区 楼 楼宇 楼盘 楼院 建筑物 大楼 景点 景区 旅游景区 公园 广场 车站 站 站点 学校 机构 纪念地 遗址 地名实体 地理实体 "
    "政区 行政区 行政区划 区划 乡镇街道"
)
"""Kinds of places by which a list calls its column of names."""
_REPEATED = frozenset(
    (
        *("division", "parent_name", "category", "category_name", "datum"),
        *("approval_authority", "approval_document", "approval_on"),
        *("protection_list", "protection_category", "protection_listed_on"),
        *("protection_grounds", "protection_measures", "named_on", "established", "former_names"),
        *("origin", "meaning", "history", "description", "sources", "remark"),
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
        "标准名称 标准地名 地名 名称 地名名称 自然村名称 自然村 村名 村名称 村社区名称 单位名称 现名 现名称 现用名 现用地名 "
        "规范名称 规范地名 地名全称 全称 中文名称 汉字名称 地名汉字 标准地名名称 地名标准名称 命名名称 拟命名名称 拟用名称 name "
        + " ".join(f"{kind}{word}" for kind in _KINDS.split() for word in ("名称", "名")),
        "standard_name",
    ),
    _field("unit_code", "政区代码", "政区代码 区划代码 行政区划代码 行政区代码 行政代码 统计用区划代码 统计代码 12位代码 代码 编码 code"),
    _field("place_code", "地名代码", "地名代码 地名编码 地名库代码 地名统一代码 地名标识码", "place_code"),
    _field("division", "所在政区代码", "所在政区代码 所属区划代码 乡级代码 乡镇代码 streetCode street_code", "area"),
    _field(
        "parent_name",
        "所属政区",
        "所属政区 所属乡镇 乡镇 乡镇名称 乡镇名 所在政区 所在乡镇 乡镇街道 镇街 镇街名称 街道 街道名称 所属街道 所在跨行政区 所属镇 所属乡 "
        "所属村 隶属 隶属政区 隶属乡镇 隶属关系 上级政区 上级 所在地 所属行政区 所属行政区域 所在镇 所在乡 所在街道 所在镇街 乡(镇) 镇(乡) 乡(镇、街道) 所在行政区",
        "area_name",
    ),
    _field("category", "类别代码", "类别代码 地名类别代码 类型代码 分类代码 地名类型代码", "place_type_code"),
    _field("category_name", "类别名称", "类别名称 类别 地名类别 类型 地名类型 种类 地名种类 分类 地名分类 小类", "place_type"),
    _field("spelling", "罗马字母拼写", "罗马字母拼写 罗马字母拼写形式 汉语拼音 汉语拼音拼写 汉语拼音名 拼音 拼音名称 地名拼音 标准名称拼音 标准地名拼音 "
        "拼音字母 拼写 标准拼写 罗马字母 罗马字 罗马化拼写", "roman_alphabet_spelling"),
    _field("minority_script", "民族文字", "民族文字 少数民族文字", "ethnic_minorities_writing"),
    _field("former_names", "历史名称", "历史名称 历史地名 曾用名 曾用名称 曾用地名 旧名 旧称 旧地名 原名 原名称 原地名 前名 更名前名称", "old_name"),
    _field("alias", "别名", "别名 俗称 俗名 又名 别称 简称 小名"),
    _field("origin", "地名来历", "来历 地名来历 来历含义 来历及含义 地名来历及含义 地名来历含义 由来 由来及含义 地名由来 地名由来含义 地名由来及含义 名称来历 名称由来 得名缘由 得名由来 得名来历 命名缘由 命名由来 命名理由", "place_origin"),
    _field("meaning", "地名含义", "含义 地名含义 名称含义 寓意 地名寓意 名称寓意", "place_meaning"),
    _field("history", "历史沿革", "沿革 历史沿革 地名沿革 演变 历史演变 地名演变", "place_history"),
    _field("description", "地理实体描述", "地理实体描述 位置描述 描述 位置 地理位置 所在位置 所处位置 具体位置 四至 四至范围 起止点 起讫点 起止位置"),
    _field("longitude", "经度", "经度 东经 坐标经度 坐标东经 地理坐标经度 地理坐标东经 经纬度经度 经纬度东经 中心经度 中心点经度 经度坐标 lon lng longitude"),
    _field("latitude", "纬度", "纬度 北纬 坐标纬度 坐标北纬 地理坐标纬度 地理坐标北纬 经纬度纬度 经纬度北纬 中心纬度 中心点纬度 纬度坐标 lat latitude"),
    _field("geometry", "图形", "图形 空间数据 空间图形 图形数据 gdm geojson geometry", "gdm"),
    _field("datum", "坐标系", "坐标系 坐标系统 大地基准"),
    _field("named_on", "命名时间", "命名时间 命名日期 命名年份 命名年月 命名年代 得名时间 定名时间"),
    _field("established", "设立年份", "设立年份 设立时间 设立日期 设立年月"),
    _field("approval_authority", "批准机关", "批准机关 批准单位 批准部门 审批机关 审批单位 审批部门 命名机关 命名单位"),
    _field("approval_document", "批准文号", "批准文号 批准文件 批文 批文号 批复文号 命名文号 命名文件 文号"),
    _field("approval_on", "批准日期", "批准日期 批准时间 批准年月 审批日期 审批时间"),
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
BOTH = _field(
    "coordinates",
    "坐标",
    "坐标 经纬度 地理坐标 坐标经纬度 经纬度坐标 中心坐标 中心点坐标 点位坐标 位置坐标 坐标位置",
)
"""Longitude and latitude in one cell."""
MEASURES = (
    _field("measure_length", "长度", "长度 全长 总长 河长 总长度 河流长度 道路长度 里程"),
    _field("measure_width", "宽度", "宽度 路宽 河宽 平均宽度 红线宽度 道路宽度"),
    _field("measure_height", "海拔", "海拔 海拔高度 高程 主峰海拔 最高海拔 海拔高程 高度"),
    _field("measure_area", "面积", "面积 占地面积 流域面积 水域面积 集水面积 集雨面积 建筑面积"),
    _field("measure_start", "起点", "起点 起点位置 起点名称"),
    _field("measure_source", "源头", "源头 发源地 河源 发源 发源地点"),
    _field("measure_end", "止点", "止点 终点 讫点 止点位置 终点位置"),
    _field("measure_mouth", "汇入", "汇入 河口 汇入河流 注入 注入河流 流入"),
    _field(
        "measure_through",
        "流经",
        "流经 流经地 流经地区 流经乡镇 流经政区 流经区域 途经 途经地 经过乡镇",
    ),
)
"""What lists of rivers, hills and roads have and no record: known, so that the sheet is known for a list."""
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
