"""How the names of divisions are written: full, short, without suffix, with the autonomous forms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from minzheng_core.reference.name_variants import mapping
from minzheng_core.reference.tables import rows

_PEOPLES_LONG = (
    "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬"
    "|锡伯|塔吉克|裕固|保安|独龙|鄂伦春|鄂温克|普米|阿昌|德昂"
)
_PEOPLES_SHORT = "回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京|各"
PEOPLES = rf"(?:(?:{_PEOPLES_LONG})族?|(?:{_PEOPLES_SHORT})族)"

_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:{PEOPLES})+自治([区州县旗])")
_AUTONOMOUS_BARE = re.compile(r"(.{2,}?)族?自治([区州县旗])")
_PLAIN = re.compile(r"(.{2,}?)(?:特别行政区|行政区|林区|特区|矿区|地区|专区|省|市|州|盟|县|区|旗)")

_WING = re.compile(r"(.).+([左右])翼([前中后])旗")
"""A banner of one of the two wings: 科尔沁左翼中旗, which everybody calls 科左中旗."""

# Of these nothing is left that names a place once the last character is gone.
_OFFICES = ("专署", "行署", "专员公署", "行政公署")
"""What governed a prefecture that was no level of its own (地区、专区)."""
GENERIC = frozenset(
    {
        "郊区",
        "城区",
        "市区",
        "新区",
        "矿区",
        "东区",
        "西区",
        "南区",
        "北区",
        "中区",
        "市郊区",
        "市中区",
    }
    | {f"{place}{side}区" for place in "城桥路" for side in "东西南北中关"}
    | {"西市区", "新市区", "南市区", "北市区", "新城区", "老城区"}
)

# Places beyond the mainland that stand in for all of it, but for those that something on the mainland
# is called as or sounds like (桃园县 is 桃源县).
_IN_HONG_KONG = "香港 香港岛 港岛 九龙 新界 香港屯门 湾仔区 九龙城区 深水埗区 观塘区 黄大仙区 油尖旺区 葵青区 荃湾区 屯门区 元朗区"
_IN_TAIWAN = (
    "台北市 台北县 新北市 桃园市 台中市 台中县 台南市 台南县 高雄市 高雄县 基隆市 新竹市 新竹县 嘉义市 嘉义县 苗栗县 "
    "彰化县 南投县 云林县 屏东县 花莲县 台东县 澎湖县"
)
# Names in daily use that no rule yields from the official one.
ALIASES = {
    "内蒙古自治区": ("内蒙",),
    "北京市": ("北平市",),
    "广西壮族自治区": ("广西省", "广西僮族自治区"),
    "新疆维吾尔自治区": ("新疆省",),
    "宁夏回族自治区": ("宁夏省",),
    "西藏自治区": ("西藏地方",),
    "黑龙江省": ("黑龙江", "黑省"),
    "香港特别行政区": tuple(_IN_HONG_KONG.split()),
    "澳门特别行政区": ("澳门",),
    "台湾省": tuple(_IN_TAIWAN.split()),
    "呼伦贝尔盟": ("呼盟",),
    "锡林郭勒盟": ("锡盟",),
    "哲里木盟": ("哲盟",),
    "昭乌达盟": ("昭盟",),
    "伊克昭盟": ("伊盟",),
    "乌兰察布盟": ("乌盟",),
    "巴彦淖尔盟": ("巴盟",),
    "阿拉善盟": ("阿盟",),
    "前郭尔罗斯蒙古族自治县": ("前郭县", "前郭"),
    "杜尔伯特蒙古族自治县": ("杜蒙县", "杜蒙"),
    "喀喇沁左翼蒙古族自治县": ("喀左县", "喀左"),
    "莫力达瓦达斡尔族自治旗": ("莫旗",),
    "土默特左旗": ("土左旗",),
    "土默特右旗": ("土右旗",),
    "巴林左旗": ("巴左旗",),
    "巴林右旗": ("巴右旗",),
    "阿鲁科尔沁旗": ("阿旗",),
    "克什克腾旗": ("克旗",),
    "翁牛特旗": ("翁旗",),
    "喀喇沁旗": ("喀旗",),
    "陈巴尔虎旗": ("陈旗",),
    "太仆寺旗": ("太旗",),
    "准格尔旗": ("准旗",),
    "达拉特旗": ("达旗",),
    "鄂托克旗": ("鄂旗",),
    "伊金霍洛旗": ("伊旗",),
    "杭锦后旗": ("杭后旗", "杭后"),
    "额济纳旗": ("额旗",),
    "新巴尔虎左旗": ("新左旗",),
    "新巴尔虎右旗": ("新右旗",),
    "苏尼特左旗": ("苏左旗", "东苏旗"),
    "苏尼特右旗": ("苏右旗", "西苏旗"),
    "东乌珠穆沁旗": ("东乌旗",),
    "西乌珠穆沁旗": ("西乌旗",),
    "阿拉善左旗": ("阿左旗",),
    "阿拉善右旗": ("阿右旗",),
    "乌拉特前旗": ("乌前旗",),
    "乌拉特中旗": ("乌中旗",),
    "乌拉特后旗": ("乌后旗",),
    "鄂托克前旗": ("鄂前旗",),
    "达尔罕茂明安联合旗": ("达茂联合旗", "达茂旗"),
    "巴音郭楞蒙古自治州": ("巴州",),
    "博尔塔拉蒙古自治州": ("博州",),
    "克孜勒苏柯尔克孜自治州": ("克州",),
    "昌吉回族自治州": ("昌州",),
    "伊犁哈萨克自治州": ("伊州",),
    "神农架林区": ("神农架",),
    "浦东新区": ("浦东",),
    "杨陵区": ("杨凌示范区", "杨凌区", "杨凌"),
    "乌鲁木齐市": ("乌市",),
    "呼和浩特市": ("呼市",),
    "哈尔滨市": ("哈市",),
    "齐齐哈尔市": ("齐市",),
    "塔什库尔干塔吉克自治县": ("塔县",),
    "和布克赛尔蒙古自治县": ("和丰县",),
}


_LETTERED = (
    "京北京 津天津 冀河北 晋山西 蒙内蒙古 辽辽宁 吉吉林 黑黑龙江 沪上海 苏江苏 浙浙江 皖安徽 闽福建 赣江西 鲁山东 豫河南 "
    "鄂湖北 湘湖南 粤广东 桂广西 琼海南 渝重庆 川四川 蜀四川 贵贵州 黔贵州 云云南 滇云南 藏西藏 陕陕西 秦陕西 甘甘肃 "
    "陇甘肃 青青海 宁宁夏 新新疆"
)
LETTERS_OF_PROVINCES = {entry[0]: entry[1:] for entry in _LETTERED.split()}
"""The one letter by which a province is called, and its short name."""

_SIDES = ("东南", "西南", "东北", "西北", "中南", *"东西南北中")
_OTHER_PARTS = "胶东山东 关中陕西 南疆新疆 北疆新疆 东疆新疆"  # Named after a river, passes or the province's other letter.
PARTS_OF_PROVINCES = {
    letter + side: province
    for letter, province in LETTERS_OF_PROVINCES.items()
    if letter not in "京津沪黑云贵新"
    for side in _SIDES
    if letter + side[0] not in LETTERS_OF_PROVINCES.values()
} | {entry[:2]: entry[2:] for entry in _OTHER_PARTS.split()}
"""Parts of provinces as people call them, which are none of the divisions, and the province: 赣南, 鲁西南.

A few are names of divisions as well (湘西, 黔东南, 渝北), and then first of all these.
"""


@lru_cache(maxsize=8192)
def stem(name: str) -> str:
    """The part that names the place: ``恩施土家族苗族自治州`` → ``恩施``, ``兴国县`` → ``兴国``.

    >>> stem("莫力达瓦达斡尔族自治旗"), stem("东乡族自治县"), stem("赣州地区"), stem("赣县")
    ('莫力达瓦', '东乡', '赣州', '赣县')
    """
    match = _autonomous(name) or _PLAIN.fullmatch(name)
    return match[1] if match else name


def _autonomous(name: str) -> re.Match[str] | None:
    if "自治" not in name:
        return None
    return _AUTONOMOUS.fullmatch(name) or _AUTONOMOUS_BARE.fullmatch(name)


@cache
def old_stems() -> dict[str, str]:
    """The parts that name a place → as they were called before the lists begin, in simplified characters.

    Basis: 《简化字总表》(1964) 附录, names that the State Council changed because hardly anybody could
    read them, and a few changes of cities.

    >>> old_stems()["于都"], old_stems()["眉县"]
    ('雩都', '郿县')
    """
    simple = mapping("traditional", "merged")
    return {
        stem(new): stem("".join(simple.get(char, char) for char in old))
        for _, old, new, *_ in rows("old_division_names.csv")
    }


@cache
def old_names() -> frozenset[str]:
    """The full names that went with :func:`old_stems`, in simplified characters.

    >>> {"雩都县", "盩厔县"} <= old_names()
    True
    """
    simple = mapping("traditional", "merged")
    names = (old for _, old, *_ in rows("old_division_names.csv"))
    return frozenset("".join(simple.get(char, char) for char in name) for name in names)


@cache
def _former_provinces() -> dict[str, list[str]]:
    """Provinces → those given up between 1949 and 1955 that they took over, wholly or in part (热河省)."""
    found: dict[str, list[str]] = {}
    for name, _, heirs, *_ in rows("former_provinces.csv"):
        forms = [name]
        if name.endswith("行署"):
            forms += [
                name.replace("行署", kind)
                for kind in ("行政公署", "人民行政公署", "行署区", "行政区")
            ]
        for heir in heirs.split("|"):
            found.setdefault(heir, []).extend(forms)
    return found


@cache
def former_counties() -> dict[str, list[str]]:
    """Counties that took others over before the lists begin → the full names of these, in simplified characters.

    They are read as the names of areas that went to the heirs, and never as slips for counties that
    are called nearly so (崇德县 for 建德县).

    >>> former_counties()["桐乡县"], former_counties()["万荣县"]
    (['崇德县'], ['荣河县', '万泉县'])
    """
    simple = mapping("traditional", "merged")
    found: dict[str, list[str]] = {}
    for _, name, _, heirs, *_ in rows("former_counties.csv"):
        for heir in heirs.split("|"):
            written = "".join(simple.get(char, char) for char in name)
            found.setdefault(heir, []).extend(dict.fromkeys((name, written)))
    return found


@cache
def provinces_before() -> dict[tuple[str, str], tuple[str, ...]]:
    """Divisions of the first list, each with its province → the provinces that they lay in before.

    >>> provinces_before()["天津市", "蓟县"], provinces_before()["广西壮族自治区", "合浦县"]
    (('河北省',), ('广东省',))
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for before, province, name, *_ in rows("county_provinces.csv"):
        found[province, name] = (*found.get((province, name), ()), before)
    return found


@cache
def former_county_names() -> frozenset[str]:
    """The names of :func:`former_counties`."""
    return frozenset(name for names in former_counties().values() for name in names)


@lru_cache(maxsize=8192)
def other_forms(name: str) -> tuple[str, ...]:
    """The ways in which *name* is written besides the full one, longest first.

    >>> other_forms("恩施土家族苗族自治州")
    ('恩施土家族苗族州', '恩施土家族苗族', '恩施自治州', '恩施地区', '恩施州', '恩施')
    >>> other_forms("于都县")
    ('雩都县', '于都', '雩都')
    >>> other_forms("赣州地区")[2:-1]
    ('赣州专员公署', '赣州行政公署', '赣州地区专署', '赣州地区行署', '赣州专区', '赣州专署', '赣州行署')
    >>> other_forms("科尔沁左翼中旗"), other_forms("阿拉善左旗")
    (('科尔沁左翼中', '科左中旗'), ('阿拉善左', '阿左旗'))
    >>> other_forms("郊区"), other_forms("赣县")
    ((), ())
    """
    forms = [*ALIASES.get(name, ()), *_former_provinces().get(name, ())]
    forms += former_counties().get(name, ())
    if wing := _WING.fullmatch(name):
        forms.append("".join(wing.groups()) + "旗")
    if "、" in name:
        forms.append(name.replace("、", ""))
    if match := _autonomous(name):
        short, kind = match[1], match[2]
        forms.append(f"{short}自治{kind}")
        forms.append(name.removesuffix(f"自治{kind}"))
        if kind != "区":
            forms += [short + kind, name.replace("自治", "")]
        if kind == "州" and short not in LETTERS_OF_PROVINCES.values():
            forms.append(short + "地区")
        if len(short) > 1:
            forms.append(short)
    elif name not in GENERIC and (short := stem(name)) != name:
        if name.endswith("地区"):
            forms += [short + kind for kind in ("专区", *_OFFICES)]
            forms += [name + office for office in _OFFICES]
        elif name.endswith(("林区", "特区", "矿区")):
            forms.append(short + "区")
        forms.append(short)
    if old := old_stems().get(stem(name)):
        written = name.replace(stem(name), old, 1)
        forms += [written, *other_forms(written)]
    return tuple(sorted(dict.fromkeys(f for f in forms if f != name), key=len, reverse=True))
