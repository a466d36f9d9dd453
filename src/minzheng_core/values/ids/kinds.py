"""What kind of number stands in a field for identity numbers, told by its form alone.

Standards: GB 11643-1999 (citizens, 18 digits), GB 11643-1989 (15 digits), 港澳台居民居住证申领发放
办法 (国办发〔2018〕81 号; prefixes 81, 82, 83), the permanent residence card of foreigners with 18
digits (since 2023-12-01) and with 15 characters (before).
"""

from __future__ import annotations

import re
from enum import StrEnum


class IdKind(StrEnum):
    """The kind of a number (证件类别)."""

    CITIZEN18 = "citizen18"
    CITIZEN15 = "citizen15"
    RESIDENCE_PERMIT = "residence_permit"
    FOREIGN_PR18 = "foreign_pr18"
    FOREIGN_PR15 = "foreign_pr15"
    HK_MACAO_PASS = "hk_macao_pass"  # noqa: S105 — a travel pass, not a password
    TAIWAN_PASS = "taiwan_pass"  # noqa: S105
    LOCAL_ID = "local_id"
    PASSPORT = "passport"
    MILITARY = "military"
    MASKED = "masked"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese word for it.

        >>> IdKind.CITIZEN18.label
        '居民身份证'
        """
        return _LABELS[self]

    @property
    def label_en(self) -> str:
        """The English words for it.

        >>> IdKind.HK_MACAO_PASS.label_en
        'mainland travel permit for Hong Kong and Macao residents'
        """
        return _ENGLISH[self]


_LABELS = {
    IdKind.CITIZEN18: "居民身份证",
    IdKind.CITIZEN15: "居民身份证（15 位）",
    IdKind.RESIDENCE_PERMIT: "港澳台居民居住证",
    IdKind.FOREIGN_PR18: "外国人永久居留身份证",
    IdKind.FOREIGN_PR15: "外国人永久居留证（15 位）",
    IdKind.HK_MACAO_PASS: "港澳居民来往内地通行证",
    IdKind.TAIWAN_PASS: "台湾居民来往大陆通行证",
    IdKind.LOCAL_ID: "港澳台居民身份证",
    IdKind.PASSPORT: "护照",
    IdKind.MILITARY: "军人证件",
    IdKind.MASKED: "被遮蔽的号码",
    IdKind.OTHER: "其他",
}

_ENGLISH = {
    IdKind.CITIZEN18: "resident identity card",
    IdKind.CITIZEN15: "resident identity card (15 digits)",
    IdKind.RESIDENCE_PERMIT: "residence permit for Hong Kong, Macao and Taiwan residents",
    IdKind.FOREIGN_PR18: "foreigner's permanent residence card",
    IdKind.FOREIGN_PR15: "foreigner's permanent residence card (15 characters)",
    IdKind.HK_MACAO_PASS: "mainland travel permit for Hong Kong and Macao residents",
    IdKind.TAIWAN_PASS: "mainland travel permit for Taiwan residents",
    IdKind.LOCAL_ID: "identity card of Hong Kong, Macao or Taiwan",
    IdKind.PASSPORT: "passport",
    IdKind.MILITARY: "military document",
    IdKind.MASKED: "masked number",
    IdKind.OTHER: "other",
}

PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71))
    for number in range(first, last + 1)
)
"""First two digits of a citizen's number (GB/T 2260)."""

PERMIT_REGIONS = frozenset(("810000", "820000", "830000"))
"""The only region codes of residence permits: Hong Kong, Macao, Taiwan."""

EIGHTEEN = frozenset((IdKind.CITIZEN18, IdKind.RESIDENCE_PERMIT, IdKind.FOREIGN_PR18))
"""The kinds that share the 18-character structure with date, sequence and check digit."""

JUDGED = EIGHTEEN | {IdKind.CITIZEN15}
"""The kinds whose number can be judged, not only recognised."""

_FORMS: tuple[tuple[IdKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (IdKind.FOREIGN_PR15, r"(?:.*居留.*?)?[A-Z]{3}[0-9]{12}"),
        (
            IdKind.HK_MACAO_PASS,
            r"[HM][0-9]{8}(?:[0-9]{2})?|.*(?:回乡[证卡]|来往内地通行证).*[0-9].*",
        ),
        (IdKind.TAIWAN_PASS, r"[0-9]{8}|[0-9]{10}(?:\([A-Z]\)|[A-Z])|T[0-9]{8}\(?[A-Z]?\)?"),
        (IdKind.TAIWAN_PASS, r".*(?:台胞证|台湾.{0,8}通行证|来往大陆通行证).*[0-9].*"),
        (
            IdKind.LOCAL_ID,
            r"[A-Z]{1,2}[0-9]{6}\([0-9A]\)|[A-Z][12][0-9]{8}|[1578]/?[0-9]{6}(?:/[0-9]|\([0-9]\))",
        ),
        (IdKind.MILITARY, r".*(?:军官|士兵|文职|警官|军人|士官|义务兵|离休|退休).*[0-9].*"),
        (IdKind.MILITARY, r"[\u4e00-\u9fff]{1,6}字第?[0-9]{3,12}号?"),
        (IdKind.PASSPORT, r".*护照.*[0-9].*|1[45][0-9]{7}"),
        (IdKind.PASSPORT, r"[A-Z]{1,3}[0-9]{5,9}|(?=.*[A-Z])(?=(?:.*[0-9]){5})[A-Z0-9]{7,11}"),
    )
)


def kind_of(text: str) -> IdKind:
    """The kind of a normalised *text*, by form; wrong digits do not change it.

    A number of 9 to 30 characters that are nearly all digits is taken for a citizen's number
    that may be damaged.

    >>> kind_of("362133196208150010").value, kind_of("KAZ110090123105").value
    ('citizen18', 'foreign_pr15')
    >>> kind_of("H12345678").value, kind_of("军字第1234567号").value
    ('hk_macao_pass', 'military')
    """
    plain = text.isascii()
    if not (10 <= len(text) <= 30 and plain and text.isdigit()):
        # The longest form without Chinese characters has fifteen.
        for kind, pattern in () if plain and len(text) > 15 else _FORMS:
            if pattern.fullmatch(text):
                return kind
        if not looks_like_number(text):
            return IdKind.OTHER
    if expected_length(text) == 15:
        return IdKind.CITIZEN15
    return kind_of_18(text)


def kind_of_18(text: str) -> IdKind:
    """Which of the 18-character kinds *text* is, by its first digits.

    >>> kind_of_18("810000199408230021").value
    'residence_permit'
    """
    if text[0] == "9":
        return IdKind.FOREIGN_PR18
    if text[:2] in {"81", "82", "83"}:
        return IdKind.RESIDENCE_PERMIT
    return IdKind.CITIZEN18


def expected_length(text: str) -> int:
    """How long a number that looks like *text* ought to be: 15 or 18.

    A 16-character one is 18 characters long where a century stands after the region code.

    >>> expected_length("36213319608159955"), expected_length("36213362081500")
    (18, 15)
    """
    if len(text) == 16:
        return 18 if text[6:8] in {"19", "20"} else 15
    return 15 if len(text) < 16 else 18


def looks_like_number(text: str) -> bool:
    """Whether *text* is 9 to 30 characters long with at most a few that are not digits."""
    size = len(text)
    if not 9 <= size <= 30:
        return False
    digits = sum("0" <= character <= "9" for character in text)
    return digits >= max(8, size * 3 // 4)


def region_form_fits(kind: IdKind, text: str) -> bool:
    """Whether the first six characters of a number of *kind* can be a region code at all.

    >>> region_form_fits(IdKind.CITIZEN18, "362133"), region_form_fits(IdKind.CITIZEN18, "003213")
    (True, False)
    """
    if kind is IdKind.FOREIGN_PR18:
        return text[1:3] in PROVINCES and text[3:6] != "000"
    if kind is IdKind.RESIDENCE_PERMIT:
        return text[:6] in PERMIT_REGIONS
    return text[:2] in PROVINCES
