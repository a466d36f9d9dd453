"""The writing of a domicile before it is read: width, spaces, separators, old characters, extra words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.name_variants import radicals, variants
from minzheng_core.reference.townships import townships
from minzheng_core.values.base import Normalised
from minzheng_core.values.domicile.names import old_stems
from minzheng_core.values.writing import applied_once

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\x00-\x1f]+")
_SEPARATORS = re.compile(
    r"^[^\w(（]+|(?<![^\w)）])[^\w)）]+$"
    r"|(?<=[\u3400-\u9fff])[-‐-―_/\\|,，、.。·•;；:：>→~～'\"“”‘’《》<\[\]【】「」]+(?=[\u3400-\u9fff])"
)
_SEPARATOR = re.compile(r"[^\w()（）]|_")
_WRAPPED = re.compile(
    r"(?:^|(?<=[省州盟市]))\((?![原现今旧老前曾属归户籍本])([\u3400-\u9fff]{1,12}(?:[省州盟市县旗]|(?<!地)区))\)"
    r"(?=[\u3400-\u9fff]|$)"
)
"""A province or a county below one in brackets, as a part of the address: (江西省)兴国县, 江西省(兴国县)长冈乡."""
_WRAPPED_BELOW = re.compile(
    r"(?<=[县市区旗])\((?![原现今属归含即又]|曾[用属名为是]|[旧老前][名称属址]|老家|户[籍口]|本[县市区地]"
    r"|[^()乡镇道]{2,8}?[省市县州盟旗])"
    r"([\u3400-\u9fff]{1,10}?(?:[乡镇场]|街道|公社|办事处|街办|苏木|管理区|开发区|园区)"
    r"[^()]*)(?:\)(?=[\u3400-\u9fff\d]|$)|$)"
)
"""What lies below a county in brackets, from the township on: 兴国县(潋江镇背街), perhaps cut off."""
_OWNER = re.compile(
    r"(?<=[省州盟市县区旗])(?:地方)?国[营有]([\u3400-\u9fff]{1,6}(?:[农林牧渔茶盐]|种|殖|果)场)"
)
"""Whose a farm is, which lists mostly leave out: 国营巴达尔胡农场."""
_LABEL = re.compile(
    r"^[^\w(]*(?:\d{1,2}[.、)]*)?\(?[^\W省市县区镇乡村]{0,8}?"
    r"(?:住址|地址|住所|住地|所在地|登记地|出生地|居住地|常住地|户籍地?|户口[本簿]?|籍贯|身份证|单位|派出所|[男女]方?|夫|妻|注)\)?:"
)
"""The heading of the column or line of a form that an address was copied from, with its colon."""
_NUMBER = re.compile(
    r"^(?:\(?\d{1,2}[.、)]+|\d{6}(?:\d{3}){0,2}[-.,、]?)(?=[\u3400-\u9fff]{2})(?![号栋幢室楼座弄院期级届团师]|部队|信箱)"
)
"""The number of a line, a postcode or the code of a division before the place."""
_WORDS = re.compile(
    r"^(?:\(?(?:本人|现|原|家庭|常住|户籍|户口|暂|祖|籍贯|籍|居住|住|地址|住址|所在地|地)+[)】\]]"
    r"|(?:本人|身份证|通讯|联系|邮寄|(?:工作)?单位|经常|现在|现|原|家庭|常住|户籍|户口[本簿]?|户|暂|祖)*"
    r"(?:住址|住所地|住所|住在|地址|住地|所在地|登记地|出生地|常住地|籍贯|籍地|户籍地|户籍|户口地|户口[本簿]?|居住地|居住在|居住|家住|原籍|祖籍|籍|住|系|在|为|是|:|：)+"
    r"(?:所在地|地址|地|在|为|是)*[:：]?|(?:中国|中华人民共和国)(?!人)|[原现](?=.{2,3}省)"
    r"|(?:[男女]方|老家|[娘婆夫]家)(?=.{2,3}[省市县]|.{2,5}自治))"
)
_ELSEWHERE = re.compile(
    r"^外(?:[省市县区地]|公社)[(:]?(?=[\u3400-\u9fff]{2,8}?(?:[省市县旗州]|自治区|[^地区公]区))"
)
"""That it is elsewhere, before where: 外县（湄潭县永兴公社）."""
_ANCESTRAL = re.compile(
    r"^(?:原籍|祖籍|籍贯)[:：是在]?[\u3400-\u9fff]{2,20}?(?:现在?居?住|现居|现在|迁入|迁来|迁至|落户)"
    r"(?:在|于|到)?[:：]?(?=[\u3400-\u9fff]{2})"
)
"""Where somebody's family came from, before where they live: 原籍广东梅县，现住兴国县."""
_DATE = re.compile(
    r"^(?:(?:19|20)?\d\d年(?!代)(?:\d{1,2}月(?:\d{1,2}[日号])?)?|(?:19|20)\d\d([-./])\d{1,2}(?:\1\d{1,2})?"
    r"|(?:19|20)\d\d[01]\d[0-3]\d)(?:以前|以后|[前后起底初间])?"
    r"(?:[迁转搬]?[入至到往]|[迁转搬住生在于由从自])*[,，、:：;；.。]?(?=[\u3400-\u9fff]{2})(?![号栋幢室楼座弄院期级届])"
)
"""A date that is written before the place: when somebody came to live there."""
# 省省, 县县: the end of a name written twice. 沙市市 and 津市市 are names, 市市中区 and 县县溪镇 begin one.
_NEXT = "中区郊辖直城委府"
_DOUBLED = re.compile(
    rf"省省(?![{_NEXT}庄新母璜第])|县县(?![{_NEXT}功底河溪街前东西联种良园林开经特苗])|区区(?![{_NEXT}村生])"
    rf"|州州(?![{_NEXT}桥河门])|旗旗(?![{_NEXT}下口山杆])|(?<![沙津])市市(?![{_NEXT}东西南北场坪山桥同农良原])"
)
_TWICE = "省省|县县|区区|州州|旗旗|市市"
TOO_SHORT = 4
"""With so many characters after the division a township has been read in full."""
_HEADS = "本现原家常户籍住祖暂地居中系外(0123456789"
_MORE_HEADS = "身份证|登记|出生|通讯|联系|邮寄|工作|单位|经常|[男女]方|老家|[娘婆夫]家"
# Characters of the ends of names that no division's own name holds.
_COMMON = "乡镇村区县街道厂场庄寨屯门东办处组队经济开发技术产业园管会务农渔盐种垦风旅游监狱"

_TOWN = "[乡镇]|公社|街道"
_AFTER_TOWN = re.compile(rf"(?:{_TOWN})(.)")
# With these in what follows, a name of a division or of a township may go on there.
_GOING_ON = "省市县区旗州盟乡镇道处场社木部心所狱管级办筹)）"


@cache
def _old_characters() -> dict[int, str]:
    """Traditional and variant characters to those that stand in names of divisions."""
    named = set("".join((*(r.name for r in divisions().all()), *old_stems().values())))
    known = named | set(_COMMON)
    return {
        ord(v.char): v.key
        for v in variants().values()
        if v.kind in {"traditional", "variant", "merged", "radical"}
        and v.key in known
        and v.char not in known
    }


@cache
def untidy_pattern() -> str:
    """Finds every text that may need a fix, in one quick scan; for Python's and Rust's engines."""
    old = "".join(char for char in map(chr, sorted(_old_characters())) if char.isalpha())
    blanks = r"\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u206f\u3000\ufeff"
    return rf"^(?:[{_HEADS}]|{_MORE_HEADS})|[省州盟市县区旗](?:\(|(?:地方)?国[营有])|{_TWICE}|[{blanks}\u2e80-\u303f\uf900-\ufaff\uff00-\uffef\xb7→\-_/\\|,.•;:>~'\"\[{old}]"


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(f"[{_HEADS}]|{_MORE_HEADS}")


@cache
def _untidy() -> re.Pattern[str]:
    return re.compile(untidy_pattern())


def is_tidy(text: str) -> bool:
    """Whether :func:`normalise_domicile` leaves *text* as it is, as far as one look can tell."""
    return _untidy().search(text) is None


@cache
def _radicals() -> dict[int, str]:
    """Radicals, which are no letters, to the characters of their shape."""
    return {ord(char): key for char, key in radicals().items()}


def _width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_radicals())


def _spaces(text: str) -> str:
    return _SPACES.sub("", text)


def _label(text: str) -> str:
    return _LABEL.sub("", text, count=1) if ":" in text else text


def _separators(text: str) -> str:
    shorter = text
    if "(" in text:
        shorter = _WRAPPED_BELOW.sub(r"\1", _WRAPPED.sub(r"\1", text))
    return _SEPARATORS.sub("", shorter) if _SEPARATOR.search(shorter) else shorter


def _modern(text: str) -> str:
    return text.translate(_old_characters())


def _words(text: str) -> str:
    if _beginning().match(text) is None:
        return text
    shorter = _NUMBER.sub("", _DATE.sub("", text, count=1), count=1)
    shorter = _elsewhere(_ANCESTRAL.sub("", shorter, count=1))
    shorter = _WORDS.sub("", shorter, count=1)
    # What follows must be a place: 原平市 and 户县 begin with such characters themselves.
    return shorter if len(shorter) > 1 and shorter[0] not in "县市区州省" else text


def _elsewhere(text: str) -> str:
    """*text* without the word that it is elsewhere, and without the bracket around where."""
    named = _ELSEWHERE.sub("", text, count=1)
    return text if named == text else named.removesuffix(")") if "(" in text[:4] else named


@cache
def _called_by_owner() -> frozenset[str]:
    """The names of townships from the owner on, of those whose name has it: 国营博爱农场."""
    owners = ("国营", "国有")
    return frozenset(
        name[name.find(owner) :] for owner in owners for name in townships().names_with(owner)
    )


def _owner(text: str) -> str:
    found = _OWNER.search(text) if "国" in text else None
    if found is None or found[0].removeprefix("地方") in _called_by_owner():
        return text
    return text[: found.start()] + found[1] + text[found.end() :]


def _doubled(text: str) -> str:
    return _DOUBLED.sub(lambda found: found[0][0], text)


_STEPS = {
    "domicile.fullwidth": _width,
    "domicile.spaces": _spaces,
    "domicile.traditional": _modern,
    "domicile.label": _label,
    "domicile.separators": _separators,
    "domicile.words": _words,
    "domicile.owner": _owner,
    "domicile.doubled": _doubled,
}
FIXES = tuple(_STEPS)


def normalise_domicile(text: str, skip: tuple[str, ...] = ()) -> Normalised:
    """Undo what says nothing of the place: full width, spaces, separators, traditional characters,
    ``现住``, the heading of a form, a date, postcode or number before it, and the end of a name written twice.

    >>> normalise_domicile("户籍地：江西省 贛州市－興國縣").text
    '江西省赣州市兴国县'
    >>> normalise_domicile("湖北省省沙市市市郊").text, normalise_domicile("四川省乐山市市中区").text
    ('湖北省沙市市市郊', '四川省乐山市市中区')
    >>> normalise_domicile("1、身份证地址：江西省(兴国县)").text, normalise_domicile("342400江西→兴国").text
    ('江西省兴国县', '江西兴国')
    >>> [normalise_domicile(text).text for text in ("1985年5月迁入江西省兴国县", "原籍广东梅县，现住兴国县")]
    ['江西省兴国县', '兴国县']
    """
    return Normalised(text) if is_tidy(text) else applied_once(text, _STEPS, skip)


def above_village_pattern(names: Iterable[str]) -> str:
    r"""Matches the end of a text that says nothing about divisions, and in group 1 what stays of it.

    That is all down to a township: what follows one never decides between divisions, so texts that
    differ only there are read once. *names* are those of the divisions: 镇江 is not cut. For
    Python's and Rust's engines.

    >>> re.sub(above_village_pattern(["镇江"]), r"\1", "江西省兴国县潋江镇背街村3组")
    '江西省兴国县潋江镇'
    """
    following = "".join(sorted({match[1] for n in names for match in _AFTER_TOWN.finditer(n)}))
    return rf"({_TOWN})[^{_GOING_ON}{following}][^{_GOING_ON}]*$"


def cut_too_short(text: str, end: int) -> bool:
    """Whether what :func:`above_village_pattern` left says too little after the division ends.

    Its last character may belong to the name of a division (新乡, 景德镇): all must be seen.
    """
    return len(text) < end + TOO_SHORT and len(text) < end + town_length(text)


def town_length(text: str) -> int:
    """How long a township at the end of *text* is at least, 0 if none can stand there.

    A shorter one may be the end of the name of a division: 新乡, 景德镇.
    """
    if text.endswith(("乡", "镇")):
        return 3
    return 4 if text.endswith(("公社", "街道")) else 0
