"""Kinds of places as the naming rules tell them apart, and where a name must be the only one.

References: 《地名管理条例》(国务院令第 753 号, 2022) 第三条 (what place names are), 第九条第一款第七项、
第八项 (scope of duplicates and homophones), 第十二条 (who approves).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.errors import CallError, require_text
from minzheng_core.reference.place_categories import place_categories
from minzheng_core.registries.place_names.code_classes import plain_code
from minzheng_core.registries.place_names.spelling.kinds import Kind

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.record import PlaceName


class Scope(StrEnum):
    """Within what area a name must be the only one (重名、同音的范围).

    Basis: 《地名管理条例》(国务院令第 753 号, 2022) 第九条第一款第七项、第八项.

    >>> Scope("county").label
    '同一县级行政区域'
    """

    NATION = "nation"
    PROVINCE = "province"
    COUNTY = "county"
    BUILT_UP_AREA = "built_up_area"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "nation": "全国",
            "province": "同一省级行政区域",
            "county": "同一县级行政区域",
            "built_up_area": "同一建成区",
        }[self.value]


@frozen(kw_only=True)
class Naming:
    """What the Regulations say of one kind: scope, the item it stands in, who approves."""

    scope: Scope | None
    item: str
    approver: str


class PlaceKind(StrEnum):
    """The kind of place that a name belongs to (地名种类), as the rules on naming tell them apart.

    Basis: 《地名管理条例》(国务院令第 753 号, 2022) 第三条.

    >>> PlaceKind("village").label, PlaceKind("street").label
    ('村（行政村）', '街路巷')
    """

    NATURAL_FEATURE = "natural_feature"
    COUNTY_DIVISION = "county_division"
    TOWNSHIP = "township"
    VILLAGE = "village"
    COMMUNITY = "community"
    VILLAGE_COMMITTEE = "village_committee"
    COMMUNITY_COMMITTEE = "community_committee"
    SETTLEMENT = "settlement"
    STREET = "street"
    BUILDING = "building"
    PARK = "park"
    FACILITY = "facility"
    ORGANISATION = "organisation"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]

    @classmethod
    def read(cls, text: str) -> PlaceKind:
        """The kind that a word names, as :meth:`parse` does, for one that must name one.

        Raises:
            CallError: a word that names none (PN192), no text at all (IN218).

        >>> PlaceKind.read("社区"), PlaceKind.read("路").label, PlaceKind.read("21610").label
        (<PlaceKind.COMMUNITY: 'community'>, '街路巷', '村（行政村）')
        """
        require_text(text, "地名种类")
        if kind := cls.parse(text):
            return kind
        raise CallError("PN192", kind=text.strip()[:20], known="、".join(k.label for k in cls))

    @classmethod
    def parse(cls, words: str) -> PlaceKind | None:
        """The kind that a word names; ``None`` where it names none.

        Takes its value, its Chinese word, an everyday one (路, 小区), a category of GB/T 18521 by
        code or name, a word by which names are spelled (河流, 学校), else what ends like a name of
        that kind (其他公路).

        >>> [PlaceKind.parse(word).label for word in ("河流", "桥梁", "学校", "集镇", "寺庙")]
        ['自然地理实体', '设施', '单位', '自然村、居民点', '其他地理实体']
        >>> PlaceKind.parse("甲类") is None
        True
        """
        word = words.strip().removesuffix("类")
        for kind in cls:
            if word in {kind.value, kind.label, *_EVERYDAY.get(kind, ())}:
                return kind
        category = place_categories().at(word) or place_categories().named(word)
        if category and category.kind:
            return cls(category.kind)
        spelled = Kind.parse(word) if not word.isdecimal() else None
        return (spelled and cls.of_spelled(spelled)) or kind_by_ending(word)

    @classmethod
    def of_spelled(cls, kind: Kind) -> PlaceKind | None:
        """The kind that a kind of spelling means; ``None`` for divisions and villages, which are told apart."""
        return _OF_SPELLED.get(kind)

    @property
    def naming(self) -> Naming:
        """What the Regulations say of names of this kind."""
        return _NAMING.get(self, _UNSAID)

    @property
    def rivals(self) -> frozenset[PlaceKind]:
        """The kinds whose names count as the same sort of name: villages beside communities."""
        return next((group for group in _RIVALS if self in group), frozenset({self}))


_LABELS = {
    PlaceKind.NATURAL_FEATURE: "自然地理实体",
    PlaceKind.COUNTY_DIVISION: "县级以上行政区划",
    PlaceKind.TOWNSHIP: "乡镇、街道",
    PlaceKind.VILLAGE: "村（行政村）",
    PlaceKind.COMMUNITY: "社区",
    PlaceKind.VILLAGE_COMMITTEE: "村民委员会",
    PlaceKind.COMMUNITY_COMMITTEE: "居民委员会",
    PlaceKind.SETTLEMENT: "自然村、居民点",
    PlaceKind.STREET: "街路巷",
    PlaceKind.BUILDING: "住宅区、楼宇",
    PlaceKind.PARK: "城市公园、自然保护地",
    PlaceKind.FACILITY: "设施",
    PlaceKind.ORGANISATION: "单位",
    PlaceKind.OTHER: "其他地理实体",
}
_EVERYDAY = {
    PlaceKind.NATURAL_FEATURE: ("山", "河", "湖", "岛", "自然实体"),
    PlaceKind.COUNTY_DIVISION: (
        *("县", "市", "区", "市辖区", "省", "县级市", "地级市", "直辖市", "自治区", "盟"),
        *("旗", "林区", "特区", "县级政区", "县级行政区"),
    ),
    PlaceKind.TOWNSHIP: ("镇", "乡", "街道", "乡镇"),
    PlaceKind.VILLAGE: ("村", "行政村", "嘎查"),
    PlaceKind.VILLAGE_COMMITTEE: ("村委会",),
    PlaceKind.COMMUNITY_COMMITTEE: ("居委会",),
    PlaceKind.SETTLEMENT: ("自然村", "居民点", "集镇", "村庄"),
    PlaceKind.STREET: ("路", "街", "巷", "道路"),
    PlaceKind.BUILDING: ("小区", "住宅区", "楼宇", "大厦", "广场"),
    PlaceKind.PARK: ("公园", "自然保护地", "自然保护区", "风景区", "风景名胜区"),
    PlaceKind.FACILITY: ("桥", "车站", "水库", "国道", "省道", "县道", "乡道"),
}
_AS_PROVINCE_RULES = "按省级人民政府的规定"
_UNSAID = Naming(scope=None, item="", approver=_AS_PROVINCE_RULES)
_SEAT = Naming(scope=Scope.COUNTY, item="第八项", approver=_AS_PROVINCE_RULES)
_NAMING = {
    PlaceKind.NATURAL_FEATURE: Naming(
        scope=Scope.NATION, item="第七项", approver=_AS_PROVINCE_RULES
    ),
    PlaceKind.COUNTY_DIVISION: Naming(
        scope=Scope.NATION, item="第七项", approver="按《行政区划管理条例》"
    ),
    PlaceKind.TOWNSHIP: Naming(
        scope=Scope.PROVINCE, item="第八项", approver="按《行政区划管理条例》（省级人民政府）"
    ),
    PlaceKind.VILLAGE: _SEAT,
    PlaceKind.COMMUNITY: _SEAT,
    PlaceKind.VILLAGE_COMMITTEE: _SEAT,
    PlaceKind.COMMUNITY_COMMITTEE: _SEAT,
    PlaceKind.STREET: Naming(
        scope=Scope.BUILT_UP_AREA, item="第八项", approver="直辖市、市、县人民政府"
    ),
    PlaceKind.BUILDING: Naming(
        scope=Scope.BUILT_UP_AREA,
        item="第八项",
        approver="住房和城乡建设主管部门（先征求地名行政主管部门意见）",
    ),
    PlaceKind.PARK: Naming(scope=None, item="", approver="按国家有关规定"),
    PlaceKind.FACILITY: Naming(
        scope=None, item="第十项", approver="有关主管部门（先征求所在地人民政府意见）"
    ),
}
SPELLED_AS = {
    PlaceKind.NATURAL_FEATURE: Kind.NATURAL,
    PlaceKind.COUNTY_DIVISION: Kind.DIVISION,
    PlaceKind.TOWNSHIP: Kind.DIVISION,
    PlaceKind.VILLAGE: Kind.VILLAGE,
    PlaceKind.COMMUNITY: Kind.VILLAGE,
    PlaceKind.VILLAGE_COMMITTEE: Kind.VILLAGE,
    PlaceKind.COMMUNITY_COMMITTEE: Kind.VILLAGE,
    PlaceKind.SETTLEMENT: Kind.SETTLEMENT,
    PlaceKind.STREET: Kind.STREET,
    PlaceKind.BUILDING: Kind.BUILDING,
    PlaceKind.PARK: Kind.SIGHT,
    PlaceKind.FACILITY: Kind.FACILITY,
    PlaceKind.ORGANISATION: Kind.INSTITUTION,
    PlaceKind.OTHER: Kind.SIGHT,
}
"""The kind by which a name is spelled: the rules of spelling tell fewer kinds apart."""
_OF_SPELLED = {
    Kind.NATURAL: PlaceKind.NATURAL_FEATURE,
    Kind.SETTLEMENT: PlaceKind.SETTLEMENT,
    Kind.STREET: PlaceKind.STREET,
    Kind.BUILDING: PlaceKind.BUILDING,
    Kind.FACILITY: PlaceKind.FACILITY,
    Kind.STATION: PlaceKind.FACILITY,
    Kind.SIGHT: PlaceKind.OTHER,
    Kind.INSTITUTION: PlaceKind.ORGANISATION,
}
UNITS = frozenset({PlaceKind.TOWNSHIP, PlaceKind.COUNTY_DIVISION})
"""Kinds that are known by their own code, not by that of what they lie in, and lie in no township."""
SEATS = frozenset(
    {
        PlaceKind.VILLAGE,
        PlaceKind.COMMUNITY,
        PlaceKind.VILLAGE_COMMITTEE,
        PlaceKind.COMMUNITY_COMMITTEE,
    }
)
"""Villages and communities, as areas and as committees."""
_RIVALS = (SEATS,)
_BY_ENDING = (
    (("自然村", "村民小组"), PlaceKind.SETTLEMENT),
    (("村民委员会", "村委会"), PlaceKind.VILLAGE_COMMITTEE),
    (("居民委员会", "居委会"), PlaceKind.COMMUNITY_COMMITTEE),
    (("社区",), PlaceKind.COMMUNITY),
    (("街道办事处", "街道", "镇", "乡", "苏木"), PlaceKind.TOWNSHIP),
    (("铁路", "高速", "公路", "国道", "省道", "县道"), PlaceKind.FACILITY),
    (("大街", "大道", "街", "路", "巷", "胡同", "弄", "里弄"), PlaceKind.STREET),
    (("小区", "花园", "大厦", "广场", "公寓", "大楼", "花苑", "家园"), PlaceKind.BUILDING),
    (("村",), PlaceKind.VILLAGE),
    (("自治州", "自治旗", "县"), PlaceKind.COUNTY_DIVISION),
    (("公园", "保护区", "风景区", "风景名胜区"), PlaceKind.PARK),
    (("山", "河", "江", "湖", "海", "岛", "峰", "岭", "溪", "水"), PlaceKind.NATURAL_FEATURE),
    (("桥", "站", "水库", "隧道", "机场", "港", "码头"), PlaceKind.FACILITY),
)
_UNIT_KINDS = {2: PlaceKind.COUNTY_DIVISION, 6: PlaceKind.COUNTY_DIVISION, 9: PlaceKind.TOWNSHIP}


_DIGITS = dict.fromkeys(SEATS, 12) | {PlaceKind.TOWNSHIP: 9}


def digits_wanted(kind: PlaceKind | None, code: str) -> int | None:
    """The digits that the code of a township or a village has, where *code* has the number of another level.

    Standards: GB/T 10114.

    >>> digits_wanted(PlaceKind.VILLAGE, "360732217"), digits_wanted(PlaceKind.VILLAGE, "360732217201")
    (12, None)
    """
    wanted = _DIGITS.get(kind) if kind else None
    return wanted if wanted and len(code) in {6, 9, 12} and len(code) != wanted else None


def codes_known_by(
    kind: PlaceKind | None, division: str | None, own: str | None
) -> tuple[str | None, str | None]:
    """The code of the *division* that a place lies in and its *own* one, first the one that it is known by."""
    return (own, division) if kind in UNITS else (division, own)


def kind_said(record: PlaceName) -> PlaceKind | None:
    """The kind of a record by its category, else by the end of its name; its code is not asked."""
    told = _by_code(record) or PlaceKind.parse(record.category_name or "")
    return told or kind_by_ending(record.standard_name or "")


def kind_of(record: PlaceName) -> PlaceKind | None:
    """The kind of a record: by its category, its own division code, its category name.

    ``None`` where nothing tells it; the name itself is not asked (a village may be called 大桥镇).

    >>> from minzheng_core.registries.place_names import PlaceName
    >>> kind_of(PlaceName(standard_name="长冈", category="27610")).label
    '村民委员会'
    >>> kind_of(PlaceName(standard_name="长冈乡", unit_code="360732217")).label
    '乡镇、街道'
    """
    unit = plain_code((record.unit_code or "").strip())
    told = _by_code(record) or _UNIT_KINDS.get(len(unit))
    return told or PlaceKind.parse(record.category_name or "")


def _by_code(record: PlaceName) -> PlaceKind | None:
    """The kind that the code of a record's category tells."""
    category = place_categories().at((record.category or "").strip())
    return PlaceKind(category.kind) if category and category.kind else None


def kind_by_ending(words: str) -> PlaceKind | None:
    """The kind that the end of a name or of a category's name tells; ``None`` where it tells none.

    >>> kind_by_ending("白石村委会"), kind_by_ending("潋江大道"), kind_by_ending("长冈")
    (<PlaceKind.VILLAGE_COMMITTEE: 'village_committee'>, <PlaceKind.STREET: 'street'>, None)
    """
    text = words.strip()
    for endings, kind in _BY_ENDING:
        if text.endswith(endings):
            return kind
    return None
