"""Texts without the name of a division: abroad, troops, other cells, townships of the own county."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reference.townships import townships
from minzheng_core.values.domicile.answer import (
    ABOVE_COUNTY,
    ABROAD,
    AMBIGUOUS,
    ASSUMED,
    INSTITUTION,
    LEVELS,
    MISSPELT,
    REFERRING,
    UNKNOWN,
)
from minzheng_core.values.domicile.districts import district_at, town_below
from minzheng_core.values.domicile.regions import by_letter
from minzheng_core.values.domicile.towns import EVERYWHERE, MARKET, TOWN_LIKE
from minzheng_core.values.domicile.typos import COUNTY_SUFFIX, Spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.values.domicile.answer import Answer
    from minzheng_core.values.domicile.index import DomicileIndex
    from minzheng_core.values.domicile.resolver import Resolver

_MARKET = re.compile(MARKET)
_TELLING_NAME = 3
"""Names of so many letters and their kind are still told with a slip in them."""
_ABROAD = re.compile(
    r"(?:[旅侨定现]居)?(?:"
    r"美国|美利坚|日本|韩国|大韩民国|朝鲜|越南|老挝|缅甸|泰国|柬埔寨|马来西亚|新加坡|菲律宾|印度|印尼|文莱|东帝汶|巴基斯坦|孟加拉"
    r"|尼泊尔|不丹|斯里兰卡|马尔代夫|阿富汗|蒙古国|蒙古人民|外蒙古|俄罗斯|苏联|乌克兰|白俄罗斯|哈萨克斯坦|吉尔吉斯|乌兹别克|塔吉克斯坦"
    r"|土库曼|格鲁吉亚|亚美尼亚|阿塞拜疆|英国|法国|德国|联邦德国|意大利|西班牙|葡萄牙|荷兰|比利时|卢森堡|瑞士|瑞典|挪威|丹麦|芬兰|冰岛"
    r"|奥地利|希腊|波兰|匈牙利|罗马尼亚|保加利亚|捷克|斯洛伐克|斯洛文尼亚|南斯拉夫|塞尔维亚|克罗地亚|阿尔巴尼亚|立陶宛|拉脱维亚|爱沙尼亚"
    r"|摩尔多瓦|爱尔兰|塞浦路斯|马耳他|加拿大|墨西哥|巴拿马|哥斯达黎加|古巴|牙买加|多米尼加|巴西|阿根廷|智利|秘鲁|委内瑞拉|哥伦比亚|厄瓜多尔"
    r"|玻利维亚|乌拉圭|巴拉圭|苏里南|澳大利亚|澳洲|新西兰|斐济|巴布亚新几内亚|萨摩亚|汤加|南非|埃及|尼日利亚|加纳|喀麦隆|刚果|肯尼亚"
    r"|坦桑尼亚|乌干达|卢旺达|安哥拉|赞比亚|津巴布韦|莫桑比克|马达加斯加|毛里求斯|留尼汪|埃塞俄比亚|苏丹|阿尔及利亚|摩洛哥|突尼斯|利比亚"
    r"|利比里亚|塞内加尔|沙特|阿联酋|迪拜|科威特|卡塔尔|约旦|黎巴嫩|伊朗|伊拉克|以色列|土耳其|叙利亚|也门"
    r"|国外|境外|海外|外国|外籍)(?![族语勒村镇乡街屯]|公社|大队|社区|居委|花园)"
)
"""A country, and no township, village or people that is called so: 巴西镇, 也门勒乡, 朝鲜族."""

_NUMERAL = r"[\d〇零一二三四五六七八九十百]"
_TROOPS = re.compile(
    r"(?:中国)?人民解放军|解放军|武警|武装警察|.{0,12}(?:部队|驻军)|.{0,6}(?:生产建设|建设|农业)兵团|兵团"
    rf"|(?:农|工|建工|第)?{_NUMERAL}{{1,3}}师(?![^\d团]{{0,4}}[镇乡村])|{_NUMERAL}{{2,3}}团(?![镇乡村公大])"
)
"""The farms of the corps in Xinjiang are called as its troops: 农八师143团."""
FARMS = re.compile(r".{1,8}?(?:农场|林场|牧场|渔场|茶场|农垦|劳改|劳教|监狱|油田|矿务局)")
"""At the beginning of a text: who has districts of their own, which tell no county."""
_HAMLET = re.compile(
    r"[\u3400-\u9fff]{1,5}(?:[庄莊屯寨堡圩墟集湾灣塆垸沟溝洼窪坪坳冲坝岗窑屋围坑塘峪垭]|(?<![商书旅饭粮药酒货门])[店铺]|(?<![兵军国])营)"
    rf"(?:第?{_NUMERAL}{{1,3}}(?:村民)?(?:组|小组|队|社|户|号))?"
)
"""A whole text that says a settlement by the last word of its name only: 王庄, 三十里铺, 李家营二组."""
_GROUP = re.compile(
    rf"(?:[\u3400-\u9fff]{{1,6}}?(?<![路运输探钻井矿筑程装]))?第?{_NUMERAL}{{1,3}}(?:村民|居民|生产)?(?:小组|小队|组|队|社)"
)
"""A whole text that ends at a group of villagers: 石佛岩3组, 长山二社; 运输二队 is an employer's."""
_NO_TOWNSHIP_BEFORE = tuple("镇乡县市区旗盟省州路街巷弄")
_EMPLOYER = re.compile(r"公司|集团|..[厂矿]|大学|学院|医院|铁路|油田|研究[院所]|设计院|银行")
_OTHER_CELL = re.compile(
    r"[同仝](?:上|前|左|右|下|男方?|女方?|丈?夫|妻子?|新郎|新娘|配偶|对方)(?:地址|住址|户籍地?)?"
    r"|[同仝](?:[村乡镇县队组街社]|公社|大队|社区)?|上同|与?(?:男方|女方|丈夫|妻子|配偶|对方)(?:相同|同)"
)
"""A whole text that says only: as in another cell."""
_OWN_PLACE = re.compile(
    r"(?:[本我]|[当同]地)(?P<kind>省|自治区|地区|专区|市|自治州|州|盟|自治县|县|区|旗|人民公社|公社|街道|办事处|社区"
    r"|民族乡|乡|镇|管理区|生产大队|大队|生产队|队|村委会|村|屯|组|地|处|辖区|[街场集圩墟](?!镇|乡|道|街道))?"
)
"""At the beginning of a text: the county that keeps the archive, or what it lies in."""
_LEVELS_OF_OWN = {
    "省": 1,
    "自治区": 1,
    "地区": 2,
    "专区": 2,
    "自治州": 2,
    "州": 2,
    "盟": 2,
    "市": 2,
}


_OWN_SEAT = re.compile("城[关内里厢]|[镇街场集圩墟]上|[圩墟]场|县(?:城|(?=..)(?![内外级]))")
"""At the beginning of a text: the seat of the archive's county, a market town, or what is the county's (县农机厂)."""
_ELSEWHERE = re.compile("外(?:[省市县区地]|公社)")
"""At the beginning of a text: said not to be of the archive's county, whatever the township is called."""
_OTHER_COUNTY = re.compile(
    r"[^\W县市旗州镇乡村]{2,6}(?:县|自治[县旗])"
    r"|[^\W县市旗州镇乡村]{2,3}(?<!城)市(?!场)(?=[^\W县市]{2,}?(?:[镇乡区]|公社|街道))"
)
"""At the beginning of a text: a county or city, though no list has it (蒙化县, 云林县)."""


def own_place(text: str) -> re.Match[str] | None:
    """The match of 本县, 本乡, 当地 … at the beginning of *text*; 本溪 and 当涂 are names.

    >>> [own_place(text)[0] for text in ("本县潋江镇", "当地")], own_place("本溪市")
    (['本县', '当地'], None)
    """
    found = _OWN_PLACE.match(text)
    return found if found and (found["kind"] or found[0] not in "本我") else None


def headless(found: Resolver, text: str, year: int, county: str | None) -> tuple[Answer, str, int]:
    """The answer, the township and where the rest begins of a *text* that names no division."""
    home = found.context(county, year)
    own = home is not None and (
        found.index.town(home, text) or names_township(found.index, home, text)
    )
    if not own and _ABROAD.match(text):
        return found.settled(None, ABROAD), "", 0
    if _OTHER_CELL.fullmatch(text):
        return found.settled(None, REFERRING), "", 0
    if not own and _TROOPS.match(text):
        return found.settled(None, INSTITUTION), "", 0
    if not own and _ELSEWHERE.match(text):
        return found.settled(None, UNKNOWN), "", 0
    if not own and (called := by_letter(found.reader, text)):
        return found.read(text, *called, year, county)[:3]
    if home is not None:
        return at_home(found, text, year, home)
    if match := TOWN_LIKE.match(text):
        fault = INSTITUTION if FARMS.match(text) else UNKNOWN
        counties = townships(found.overlay).counties_with(match[0])
        known = [u for code in counties for u in found.index.by_code.get(code, ())[-1:]]
        choices = dict.fromkeys(v for u in known for v in found.index.carry(u, year).units)
        return found.settled(None, fault, tuple(choices)), "", 0
    return found.settled(None, INSTITUTION if FARMS.match(text) else UNKNOWN), "", 0


def at_home(found: Resolver, text: str, year: int, home: int) -> tuple[Answer, str, int]:
    """A township or village of the archive's county, or one that may be its neighbour's."""
    index = found.index
    if own := own_place(text):
        return _own(found, home, text, year, own)
    town, begins = town_below(index, home, text, 0)
    if town or district_at(index, home, text):
        return found.settled(home, ASSUMED), town, begins
    if (size := _banner_in_short(index, home, text)) > 0:
        return found.settled(home, ASSUMED), index.town(home, text, size), size
    if (size := _own_misspelt(found, home, text, year)) > 0:
        return found.settled(home, MISSPELT), index.town(home, text, size), size
    if other := _OTHER_COUNTY.match(text):
        own_town = index.town(home, text, other.end())
        return found.settled(None, UNKNOWN, (home,) if own_town else ()), "", 0
    if not TOWN_LIKE.match(text):
        named = names_township(index, home, text) or _market_town(index, home, text)
        if named or _OWN_SEAT.match(text) or _settlement(text):
            return found.settled(home, ASSUMED), "", 0
        return found.settled(None, INSTITUTION if FARMS.match(text) else UNKNOWN), "", 0
    prefecture = index.parent(home)
    near = index.counties_of(prefecture, year) if prefecture is not None else ()
    others = tuple(u for u in near if u != home and index.town(u, text))
    if others and not text.startswith(EVERYWHERE):
        # 城关镇 is the seat of any county, and the own one may have had it though it is listed no more.
        return found.settled(prefecture, AMBIGUOUS, (home, *others)), "", 0
    return found.settled(home, ASSUMED), "", 0


def _market_town(index: DomicileIndex, home: int, text: str) -> bool:
    """Whether the whole *text* is the market of a township of *home*, or its street: 高兴街上."""
    market = _MARKET.search(text)
    return market is not None and 0 < index.town_without_kind(home, text, 0) == market.start()


def _settlement(text: str) -> bool:
    """Whether the whole *text* is a settlement by its last word, or a group of one."""
    if _HAMLET.fullmatch(text):
        return True
    return _GROUP.fullmatch(text) is not None and _EMPLOYER.search(text) is None


def _banner_in_short(index: DomicileIndex, home: int, text: str) -> int:
    """How many letters of *text* are the own banner by the first of its name (莫旗), 0 if none are."""
    name = index.records[home].name
    return 2 if name[-1] == "旗" and len(name) > 2 and text[:2] == name[0] + "旗" else 0


def _own_misspelt(found: Resolver, home: int, text: str, year: int) -> int:
    """How many letters of *text* stand for the own county's name with a slip in it, 0 if none do.

    Not where another county of the same prefecture may be meant as well.
    """
    index = found.index
    names = [
        name
        for name in index.forms_of(home)
        if len(name) >= _TELLING_NAME and name[-1] in COUNTY_SUFFIX
    ]
    sizes = [slip.size for slip in Spellings(names).near(text) if not slip.weak]
    if not sizes:
        return 0
    prefecture = index.parent(home)
    near = index.counties_of(prefecture, year) if prefecture is not None else ()
    others = Spellings(index.records[unit].name for unit in near if unit != home)
    return 0 if others.near(text) else sizes[0]


def names_township(
    index: DomicileIndex, unit: int, text: str, start: int = 0, *, but: Iterable[int] = ()
) -> bool:
    """Whether a township of *unit*, and none of *but*, is named at *start* without its kind.

    高兴合富 names one, 高兴路 a road; what an employer is called says nothing (东风汽车公司).
    """
    end = index.town_without_kind(unit, text, start)
    return (
        end > start
        and not text.startswith(_NO_TOWNSHIP_BEFORE, end)
        and _EMPLOYER.search(text, end) is None
        and all(index.town_without_kind(other, text, start) == start for other in but)
    )


def _own(
    found: Resolver, home: int, text: str, year: int, own: re.Match[str]
) -> tuple[Answer, str, int]:
    """本县, 本市 …: the archive's county or what it lies in, and the township that follows."""
    level = _LEVELS_OF_OWN.get(own["kind"], 3)
    if own["kind"] == "市" and found.index.records[home].name.endswith("市"):
        level = 3
    above = [u for u in found.path(home) if LEVELS[found.index.records[u].level] <= level]
    town = found.index.town(home, text, own.end())
    if above and above[0] != home and not town:
        return _below_own(found, home, above[0], text, own.end(), year=year) or (
            found.settled(above[0], ASSUMED | ABOVE_COUNTY),
            "",
            own.end(),
        )
    return found.settled(home, ASSUMED), town, own.end()


def _below_own(
    found: Resolver, home: int, above: int, text: str, start: int, *, year: int
) -> tuple[Answer, str, int] | None:
    """What is named at *start* below the archive's own province or prefecture (本市章贡区)."""
    head, end = found.reader.read(text[start:])
    if head is None:
        return None
    answer, town, end, _ = found.read(text[start:], head, end, year, found.index.records[home].code)
    if answer.unit is None or above not in found.path(answer.unit):
        return None
    return answer, town, start + end
