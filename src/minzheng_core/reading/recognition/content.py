"""What a column looks like it holds, judged by a sample of its cells: the shares that look like
identity numbers, dates, names, certificates, sexes, domiciles …
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reading.recognition.party_words import party_of_sex
from minzheng_core.schema import FieldKind
from minzheng_core.values.ids.arithmetic import cut_to_15

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SAMPLED = 300
LONGEST = 200
"""Characters of a cell that are looked at: enough for any datum, and a text is none of those known here."""

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_ID = re.compile(r"(?:\d{15}|\d{16,18}|\d{17}[Xx×*]|\d\.\d+[Ee]\+1[4-7])")
_DATE = re.compile(
    r"(?:公元)?(?:\d{2,4}|[一二三四五六七八九〇零○两]{2,4}|民国.{1,4}?)\s*[年./\-－—、．]\s*(?:闰?[\d一二三四五六七八九十正元冬腊]{1,3})"
    r"(?:\s*[月./\-－—、．]\s*(?:[\d一二三四五六七八九十廿卅初]{1,3}\s*[日号]?)?)?(?:\s.*)?|(?:19|20)\d{6}|(?:19|20)\d{4}|[123]\d{4}(?:\.\d+)?"
)
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_CERTIFICATE = re.compile(
    r"(?:B?[JL]\d{6}[-－—–]?\d{4}[-－—–]?\d{4,6})|.*[结离补复婚]?.{0,3}字.{0,3}第?.*\d+.*号?",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 40
"""Characters of a certificate number with the office before it; what is longer has more in it than that."""
_NAME = re.compile(
    r"[\u3400-\u9fff\ue000-\uf8ff\U00020000-\U0003ffff○□?？*]{2,4}(?:[·•・．.‧][\u3400-\u9fff]+)*"
)
_PLACE = re.compile(r".*(?:[省市县区旗州盟]|自治|公社|[乡镇村组社街路]|大队|街道|居委)")
_OFFICE = re.compile(
    r".*(?:政府|登记处|登记所|民政局|民政科|民政所|民政股|公社|革委会|革命委员会|管委会|办事处|[乡镇]|委员会)$"
)
_ETHNIC = re.compile(r".{1,4}族|汉|回|满|壮|苗|畲|瑶|侗|土家|蒙古")
_AGE = re.compile(r"(?:1[4-9]|[2-9]\d)(?:岁|周岁)?")
_BUSINESS = re.compile(
    r"(?:结婚|离婚|补发|补领|撤销|复婚|再婚|出具|补办|初婚).{0,8}|I[ABCD][AB]?|INR", re.IGNORECASE
)


@frozen(kw_only=True)
class Profile:
    """Shares (0 … 1) of a column's filled cells that look like each kind."""

    filled: float
    """Share of cells that are not empty."""
    shares: Mapping[FieldKind, float] = {}
    year: float | None = None
    """Median year of the dates."""
    male: float | None = None
    """Share of identity numbers with a man's digit; ``None`` below three numbers."""
    births: frozenset[str] = frozenset()
    """Birth dates (eight digits) of the identity numbers in the sample."""
    dates: tuple[str, ...] = ()
    """Dates of the sample as eight digits, where they are that plain."""

    def best(self) -> tuple[FieldKind, float] | None:
        """The kind that fits most cells, if any fits four of five."""
        order = [k for k in _PRECEDENCE if self.shares.get(k, 0.0) >= 0.8]
        return (order[0], self.shares[order[0]]) if order else None

    def fits(self, kind: FieldKind) -> float | None:
        """The share of cells that fit *kind*; ``None`` where content says nothing about it."""
        if not self.shares:
            return None
        if kind is FieldKind.EVENT_DATE or kind is FieldKind.BIRTH_DATE:
            return max(self.shares[FieldKind.EVENT_DATE], self.shares[FieldKind.AGE] * 0.5)
        return self.shares.get(kind)


_PRECEDENCE = (
    FieldKind.ID_NUMBER,
    FieldKind.CERTIFICATE_NUMBER,
    FieldKind.EVENT_DATE,
    FieldKind.SEX,
    FieldKind.ETHNICITY,
    FieldKind.BUSINESS_TYPE,
    FieldKind.OFFICE,
    FieldKind.DOMICILE,
    FieldKind.PERSON_NAME,
    FieldKind.AGE,
)


def profile(cells: Sequence[str | None]) -> Profile:
    """Judge a column by at most 300 of its filled cells, taken evenly.

    >>> p = profile(["362133196208151232", "362133620815123", None, "362133197001014321"])
    >>> p.best()
    (<FieldKind.ID_NUMBER: 'id_number'>, 1.0)
    """
    filled = [c for c in cells if c is not None and c.strip()]
    step = max(1, len(filled) // SAMPLED)
    seen = [c[:LONGEST] for c in filled[::step][:SAMPLED]]
    share_filled = len(filled) / len(cells) if cells else 0.0
    if not seen:
        return Profile(filled=share_filled)
    tidy = {c: unicodedata.normalize("NFKC", c).strip().lstrip("'") for c in set(seen)}
    texts = [tidy[c] for c in seen]
    often = Counter(texts)

    def share(fits: Callable[[str], object]) -> float:
        """The share of the cells that *fits* is true of."""
        return sum(count for text, count in often.items() if fits(text)) / len(texts)

    ids = [t for text in texts if _ID.fullmatch(t := re.sub(r"[\s\-]", "", text))]
    dates = [t for t in texts if _DATE.fullmatch(t)]
    shares = {
        FieldKind.ID_NUMBER: len(ids) / len(texts),
        FieldKind.EVENT_DATE: len(dates) / len(texts),
        FieldKind.CERTIFICATE_NUMBER: share(
            lambda t: len(t) <= _LONGEST_NUMBER and _CERTIFICATE.fullmatch(t)
        ),
        FieldKind.PERSON_NAME: share(lambda t: _NAME.fullmatch(t) and begins_like_a_name(t)),
        FieldKind.SEX: share({"男", "女", "男性", "女性"}.__contains__),
        FieldKind.ETHNICITY: share(_ETHNIC.fullmatch),
        FieldKind.DOMICILE: share(lambda t: len(t) >= 3 and _PLACE.match(t)),
        FieldKind.OFFICE: share(lambda t: len(t) >= 3 and _OFFICE.match(t)),
        FieldKind.AGE: share(_AGE.fullmatch),
        FieldKind.BUSINESS_TYPE: share(_BUSINESS.fullmatch),
    }
    years = sorted(int(m[0]) for t in dates if (m := _YEAR.match(t)))
    return Profile(
        filled=share_filled,
        shares=shares,
        year=years[len(years) // 2] if years else None,
        male=male_share(ids),
        births=frozenset(_birth(t) for t in ids),
        dates=tuple(d for t in dates if len(d := _plain_date(t)) == 8),
    )


def begins_like_a_name(text: str) -> bool:
    """Whether *text* begins with one of the surnames that most people have.

    >>> begins_like_a_name("李小村"), begins_like_a_name("潋江镇")
    (True, False)
    """
    return text[:1] in _SURNAMES


def male_share(numbers: Sequence[str]) -> float | None:
    """The share of identity numbers whose sex digit is a man's (GB 11643-1999: odd is male)."""
    digits = [digit for number in numbers if (digit := _sex_digit(number)).isdigit()]
    return sum(int(d) % 2 for d in digits) / len(digits) if len(digits) >= 3 else None


def _sex_digit(number: str) -> str:
    """The digit that tells the sex; empty where there is none, or it was lost with the last three."""
    if len(number) not in {15, 18} or "." in number:
        return ""
    if number.endswith("000") or cut_to_15(number):
        return ""
    return number[16] if len(number) == 18 else number[14]


def sex_of_number(number: str | None) -> str | None:
    """The party that the sex digit of an identity number speaks for; ``None`` where it cannot be read.

    >>> sex_of_number("362133196208151232"), sex_of_number("x")
    ('husband', None)
    """
    text = re.sub(r"[\s\-']", "", unicodedata.normalize("NFKC", number or ""))
    digit = _sex_digit(text) if _ID.fullmatch(text) else ""
    return party_of_sex("男" if int(digit) % 2 else "女") if digit.isdigit() else None


def _birth(number: str) -> str:
    return number[6:14] if len(number) == 18 else "19" + number[6:12]


def _plain_date(text: str) -> str:
    parts: list[str] = re.findall(r"\d+", text)[:3]
    if len(parts) == 1:
        return parts[0]
    return "".join(p.zfill(2) for p in parts) if len(parts) == 3 else ""
