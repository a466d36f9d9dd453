"""The kind of a place (地名类别): it decides whether specific and generic are written apart."""

from __future__ import annotations

from enum import StrEnum

from minzheng_core.errors import CallError, require_text
from minzheng_core.reference.place_spelling import place_generics


class Kind(StrEnum):
    """What a name names, as far as the spelling asks (地名类别).

    >>> Kind.read("镇"), Kind.read("22200").label, Kind.read("river").value
    (<Kind.DIVISION: 'division'>, '居民点', 'natural')
    """

    DIVISION = "division"
    """行政区域: province to township, subdistricts and areas like them."""
    VILLAGE = "village"
    """村、社区: the area of a village or residents' committee, and the committee itself."""
    SETTLEMENT = "settlement"
    """居民点: natural villages and market towns; specific and generic are joined."""
    STREET = "street"
    """街路巷."""
    NATURAL = "natural"
    """自然地理实体: waters and land forms."""
    FACILITY = "facility"
    """交通、水利等设施: bridges, stations, reservoirs."""
    STATION = "station"
    """车站、地铁站, also where the name leaves 站 out: 西直门 is named after a gate and is none."""
    SIGHT = "sight"
    """纪念地、旅游景点."""
    BUILDING = "building"
    """建筑物、住宅区."""
    INSTITUTION = "institution"
    """单位."""

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]

    @classmethod
    def read(cls, asked: str | Kind) -> Kind:
        """The kind that a word or a category code names.

        Takes the value itself, a Chinese category word (镇, 自然村, 行政村, 道路, 河流, 桥, 公园 …),
        its English counterpart, or a category code of GB/T 18521 (the attribute part of five
        digits, or its beginning).

        Raises:
            CallError: a word that is none of these (PS301), no text at all (IN218).

        """
        require_text(asked, "地名类别")
        found = cls.parse(asked)
        if found is None:
            raise CallError("PS301", kind=asked[:20])
        return found

    @classmethod
    def parse(cls, words: str | Kind) -> Kind | None:
        """The kind that a word or a category code names; ``None`` where it names none.

        >>> Kind.parse("湖泊"), Kind.parse("铁塔上的字")
        (<Kind.NATURAL: 'natural'>, None)
        """
        word = words.strip().lower()
        if word.isdecimal():
            return next((kind for head, kind in _CODES if word.startswith(head)), None)
        return _WORDS.get(word) or _of_generic(word)


def _of_generic(word: str) -> Kind | None:
    """The kind of places that a generic of the table makes: 群岛, 山口."""
    classes = place_generics()[word].classes if word in place_generics() else frozenset()
    return next((kind for kind in Kind if kind.value in classes), None)


_LABELS = {
    Kind.DIVISION: "行政区域",
    Kind.VILLAGE: "村和社区",
    Kind.SETTLEMENT: "居民点",
    Kind.STREET: "街路巷",
    Kind.NATURAL: "自然地理实体",
    Kind.FACILITY: "交通水利等设施",
    Kind.STATION: "车站",
    Kind.SIGHT: "纪念地、旅游景点",
    Kind.BUILDING: "建筑物",
    Kind.INSTITUTION: "单位",
}
_CODES = (
    ("11", Kind.NATURAL),
    ("12", Kind.NATURAL),
    ("13", Kind.NATURAL),
    ("216", Kind.VILLAGE),
    ("218", Kind.STREET),
    ("21", Kind.DIVISION),
    ("22", Kind.SETTLEMENT),
    ("23", Kind.FACILITY),
    ("24", Kind.FACILITY),
    ("25", Kind.SIGHT),
    ("26", Kind.BUILDING),
    ("276", Kind.VILLAGE),
    ("27", Kind.INSTITUTION),
)
_SPOKEN = {
    Kind.DIVISION: (
        "行政区域 行政区划 政区 省 自治区 市 直辖市 地级市 县级市 地区 自治州 盟 州 县 自治县 区 市辖区 旗 自治旗 "
        "镇 建制镇 乡 乡镇 民族乡 街道 街道办事处 苏木 开发区 农场 非行政区域 province prefecture city county "
        "district banner town township subdistrict county_division"
    ),
    Kind.VILLAGE: (
        "村和社区 村 行政村 社区 村委会 村民委员会 居委会 居民委员会 嘎查 群众自治组织 "
        "administrative_village community committee village_committee community_committee"
    ),
    Kind.SETTLEMENT: (
        "居民点 自然村 村庄 村镇 自然村镇 集镇 屯 聚落 农村居民点 城镇居民点 居民地 村民小组 "
        "居民小组 自然屯 natural_village hamlet"
    ),
    Kind.STREET: "街路巷 道路 街 路 巷 街巷 胡同 弄 里 大道 大街 road lane alley avenue",
    Kind.NATURAL: (
        "自然地理实体 自然实体 海域 水系 陆地水系 地形 陆地地形 山 山峰 河 河流 江 湖 湖泊 岛 岛屿 海 湾 峡谷 平原 "
        "海岸 岬角 暗礁 涧 溪流 河段 山体 山地 丘陵 盆地 "
        "mountain peak river lake island sea bay natural_feature"
    ),
    Kind.FACILITY: (
        "交通水利等设施 设施 交通运输设施 水利 水利设施 水利电力通信设施 桥 桥梁 水库 渠 港 码头 隧道 机场 公路 铁路 "
        "交通设施 水利电力设施 电力设施 通信设施 通信塔 堰 大坝 拦河坝 堤坝 水闸 渠道 水渠 渡槽 泵站 港口 海堤 轻轨 路口 bridge reservoir canal port airport"
    ),
    Kind.STATION: "车站 站 站名 火车站 高铁站 地铁站 轻轨站 汽车站 客运站",
    Kind.SIGHT: (
        "其他地理实体 other 纪念地、旅游景点 纪念地旅游景点 纪念地 旅游景点 景点 公园 寺 寺庙 塔 遗址 "
        "名胜古迹 名胜 古迹 文物 文物古迹 文物保护单位 古建筑 历史遗迹 风景名胜 宗教场所 道观 门楼 关隘 城门 风景区 风景名胜区 旅游区 旅游度假区 park temple"
    ),
    Kind.BUILDING: "建筑物 大厦 大楼 楼宇 住宅楼 商住楼 楼盘 住宅区 居住区 住宅小区 居民区 小区 residential estate",
    Kind.INSTITUTION: "单位 机关 企业 事业单位 企事业单位 学校 医院 organisation organization company",
}
_WORDS = {
    **{kind.value: kind for kind in Kind},
    **{word: kind for kind, words in _SPOKEN.items() for word in words.split()},
}
