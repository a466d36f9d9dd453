"""What columns and attributes are called in tables and layers of boundary work (字段别名).

National-style names (``JXDM``, ``JZBH``, ``ZZB``, ``HZB`` …) and the headings of the tables of results;
one list serves for reading tables, for attributes of layers, and for writing.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.registries.boundaries.files.coordinates import BOTH, PARTS
from minzheng_core.registries.boundaries.record import BoundaryPoint, Line, Marker
from minzheng_core.schema import FieldKind, FieldSpec, describe

if TYPE_CHECKING:
    from collections.abc import Mapping

SYNONYMS: dict[str, tuple[str, ...]] = {
    "marker": ("界桩号", "桩号", "界桩编码", "界桩代码", "桩编号", "marker"),
    "line": ("界线编号", "界线编码", "边界线代码", "边界线编号", "line"),
    "title": ("边界线名称", "线名", "name"),
    "point": ("边界点号", "边界点编号", "交会点号", "三交点编号", "点编号", "point"),
    "point_kind": ("点的类型", "点类型"),
    "sequence": ("点序", "顺序", "序", "seq"),
    "position.x": ("X", "X坐标", "纵坐标", "X(m)", "X坐标(m)", "纵坐标(X)", "北坐标", "平面坐标X"),
    "position.y": ("Y", "Y坐标", "横坐标", "Y(m)", "Y坐标(m)", "横坐标(Y)", "东坐标", "平面坐标Y"),
    "position.longitude": ("L", "东经", "大地经度", "经度(L)", "lon", "longitude"),
    "position.latitude": ("B", "北纬", "大地纬度", "纬度(B)", "lat", "latitude"),
    "position.height": (
        "H",
        "高程(m)",
        "高程(H)",
        "高程(米)",
        "海拔",
        "海拔高",
        "海拔高程",
        "大地高",
    ),
    "position.datum": ("坐标系统", "平面坐标系", "大地坐标系", "大地基准", "datum"),
    "position.zone": ("中央子午线", "中央经线", "带号", "投影带", "投影带号", "zone"),
    "position.accuracy": ("点位误差", "中误差"),
    "set_on": (
        "埋设时间",
        "埋设年月",
        "埋设年份",
        "埋桩时间",
        "埋桩日期",
        "立桩时间",
        "立桩日期",
        "竖立时间",
        "设立时间",
        "设立日期",
    ),
    "condition.description": (
        "现状",
        "界桩现状",
        "桩体现状",
        "界桩状况",
        "桩体状况",
        "完好情况",
        "完好状况",
        "保存状况",
        "保存情况",
        "界桩情况",
        "损坏情况",
        "丢失损坏情况",
        "损毁情况",
    ),
    "condition.seen_on": ("巡查时间", "检查日期", "检查时间", "最近巡查日期"),
    "kind": ("界桩类别", "桩型", "类型"),
    "material": ("材质", "桩材质", "材料"),
    "units": ("毗邻单位", "相邻行政区域", "双方", "units"),
    "length": ("长度", "线长"),
    "course": ("走向说明", "边界线走向", "走向"),
    "lines": ("所在界线", "所属界线", "相交界线"),
    "agreement": ("协议书",),
    "managing_basis": ("管理依据",),
    "inspected": ("联检年份", "联合检查年份"),
    **{
        f"place_{i}": (f"所在地{i}", f"所在地{party}方", f"{party}方所在地")
        for i, party in ((1, "甲"), (2, "乙"), (3, "丙"))
    },
    "site": ("位置说明", "界桩位置说明", "地理位置"),
    "managing_unit": ("管理单位", "管护方", "负责管理方"),
    "keeper": ("管护人", "管护员", "看护人"),
}
"""Other headings by field; ``marker``, ``line``, ``point`` stand for the three codes."""
_OBJECT_WORDS = {
    "place": ("", "名称", "位置", "名称位置", "名称及位置"),
    "azimuth": ("方位角", "坐标方位角", "磁方位角"),
    "distance": ("距离", "至界桩距离"),
}
_OBJECTS = {
    f"object_{i}.{part}": tuple(
        f"方位物{number}{word}" for number in (str(i), han) for word in words
    )
    for i, han in ((1, "一"), (2, "二"), (3, "三"))
    for part, words in _OBJECT_WORDS.items()
}
"""The headings of azimuth objects: 方位物1方位角, or 方位物一 above 方位角."""
_OBJECT_COLUMNS = {
    f"object_{i}.{part}": (f"{letter}HFWW{code}",)
    for i, letter in ((1, "Y"), (2, "E"), (3, "S"))
    for part, code in (("place", "WZ"), ("azimuth", "FWJ"), ("distance", "JL"))
}
"""The national-style names of the columns of azimuth objects."""
UNIT_CODE = ("code", "区划代码", "行政区划代码", "XZQDM", "PAC", "adcode", "GEOID", "id")
UNIT_NAME = ("name", "名称", "行政区名称", "XZQMC", "NAME", "政区名称")
"""Attributes of polygons."""
_BOTH = (
    "经纬度", "地理坐标", "平面坐标", "大地坐标", "直角坐标", "界桩坐标", "坐标值", "坐标位置", "点位坐标", "经纬度坐标",
    "XY坐标", "坐标XY", "坐标(X,Y)", "coordinates",
)  # fmt: skip
_PART_WORDS = {"°": "度", "′": "分", "″": "秒"}
_NOT_OF_TABLES = ("measured.", "repair.", "condition.")
"""Parts of a record that the book keeps and no table of results has, but for the fields with synonyms."""
_OWN = {Marker: "marker", Line: "line", BoundaryPoint: "point"}


@frozen
class Column:
    """One column of a table of boundary work: its key, label and the names that it goes by."""

    key: str
    label: str
    national: tuple[str, ...]
    synonyms: tuple[str, ...]

    @property
    def field(self) -> str:
        """The key without dots, as the reader of tables wants it."""
        return self.key.replace(".", "__")


@cache
def columns() -> tuple[Column, ...]:
    """Every column that a table can have: those of markers first.

    >>> by_key = {column.key: column for column in columns()}
    >>> by_key["marker"].national, by_key["position.x"].national, by_key["object_1.azimuth"].national
    (('JZBH',), ('ZZB',), ('YHFWWFWJ',))
    """
    found: dict[str, Column] = {}
    for record in (Marker, Line, BoundaryPoint):
        for line in describe(record):
            path = line["field"]
            if path.startswith(_NOT_OF_TABLES) and path not in SYNONYMS:
                continue
            if (record, path) == (BoundaryPoint, "markers"):
                continue
            key = _OWN[record] if path == "code" else path
            key = "point_kind" if (record, path) == (BoundaryPoint, "kind") else key
            national = _OBJECT_COLUMNS.get(key, tuple(t for t in (line["national"],) if t))
            if key not in found:
                national = tuple(n for n in national if n not in _taken(found))
                found[key] = Column(
                    key, line["label"], national, (*SYNONYMS.get(key, ()), *_OBJECTS.get(key, ()))
                )
    found["sequence"] = Column("sequence", "点序", (), SYNONYMS["sequence"])
    found[BOTH] = Column(BOTH, "坐标", (), _BOTH)
    for key, (axis, mark) in PARTS.items():
        words = (
            ("经度", "东经", "大地经度")
            if axis.endswith("longitude")
            else ("纬度", "北纬", "大地纬度")
        )
        label, *others = (f"{word}{_PART_WORDS[mark]}" for word in words)
        found[key] = Column(key, label, (), tuple(others))
    return tuple(found.values())


def _taken(found: Mapping[str, Column]) -> set[str]:
    return {name for column in found.values() for name in column.national}


@cache
def fields() -> tuple[FieldSpec, ...]:
    """The columns as the reader of tables wants them."""
    return tuple(
        FieldSpec(
            name=column.field, label=column.label, kind=FieldKind.TEXT, national=column.national,
            synonyms=column.synonyms,
        )
        for column in columns()
    )  # fmt: skip


@cache
def _keys() -> dict[str, str]:
    return {
        _plain(name): column.key
        for column in reversed(columns())
        for name in (column.key, column.label, *column.national, *column.synonyms)
    }


def key_of(name: str) -> str | None:
    """The key of a column or attribute; ``None`` where it is not known.

    >>> key_of("jzbh"), key_of("界桩号"), key_of("横坐标(Y)"), key_of("FID")
    ('marker', 'marker', 'position.y', None)
    """
    return _keys().get(_plain(name))


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def national_name(key: str) -> str:
    """The national-style name of a column, else its Chinese label: for writing tables.

    >>> national_name("marker"), national_name("managing_unit")
    ('JZBH', '管护单位')
    """
    column = next(c for c in columns() if c.key == key)
    return column.national[0] if column.national else column.label
