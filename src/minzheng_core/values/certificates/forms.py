"""The grammar of certificate numbers in their three eras (证件字号的三代格式).

Since about 2010 ``J360732-2021-000123``; from 2003-10 ``赣兴结字010400123``; before that whatever an
office wrote: ``(88)潋结字第12号``, ``兴离字（一九九二）第七号``, ``兴结字第123号`` or only a number.
"""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import evolve, frozen

from minzheng_core.values.certificates.writing import SCHEME_2003
from minzheng_core.values.numerals import CHARACTERS, to_digits


class Era(StrEnum):
    """Which of the three generations of forms a number follows."""

    MODERN = "modern"
    """``J`` + division code + year + six digits, since about 2010."""
    SCHEME_2003 = "scheme-2003"
    """Place word, act, office, year and serial, from 2003-10 until about 2009."""
    LOCAL = "local"
    """The office's own form, 1950 until 2003-09."""
    UNPARSED = "unparsed"
    """None of them; the text is kept."""


PROVINCE = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]"
"""First two digits of a division code (GB/T 2260), as a regular expression."""

ACT_OF_PREFIX = {"J": "结", "L": "离", "BJ": "补结", "BL": "补离"}
"""What the letters of the present form stand for."""

BUSINESS_TYPES: dict[str, frozenset[str]] = {
    "结": frozenset({"IA"}),
    "复": frozenset({"IA"}),
    "离": frozenset({"IB"}),
    "补结": frozenset({"ICA"}),
    "补离": frozenset({"ICB"}),
    "补": frozenset({"ICA", "ICB"}),
    "撤": frozenset({"ID"}),
    "婚": frozenset({"IA", "IB", "ICA", "ICB"}),
}
"""The business types that an act word can mean; 补 and 婚 leave it open."""


@frozen(kw_only=True)
class CertificateParts:
    """What can be told apart in a certificate number; ``None`` where it says nothing."""

    era: Era
    prefix: str | None = None
    place: str | None = None
    act: str | None = None
    code: str | None = None
    office_number: str | None = None
    year: int | None = None
    serial: int | None = None
    suffix: str | None = None
    year_text: str | None = None
    serial_text: str | None = None
    year_inferred: bool = False
    year_open: bool = False
    """The inferred year may be a serial as well, with a number below it: 87-2."""


_MODERN = re.compile(r"([A-Z]{0,3})([0-9]{4,8})-([0-9]{2,4})-([0-9]{1,8})")
_UNBROKEN = re.compile(f"(?:{PROVINCE})[0-9]{{4}}(?:19|20)[0-9]{{8}}")
_SCHEME = re.compile(SCHEME_2003)

_ACTS = (
    ("补结", "补(?:发|领|办|证)?(?:结婚|婚结|结)|(?:结婚|婚结|结)补(?:发|领|办|证)?"),
    ("补离", "补(?:发|领|办|证)?(?:离婚|婚离|离)|(?:离婚|婚离|离)补(?:发|领|办|证)?"),
    ("撤", "撤销?(?:婚姻?)?(?:决定?)?"),
    ("复", "恢复结婚|复婚|复结|结复|复"),
    ("结", "结婚|婚结|结"),
    ("离", "离婚|婚离|离"),
    ("补", "补(?:发|领|办|证)?"),
    ("婚", "婚姻?"),
)
_ACT = re.compile("|".join(f"({pattern})" for _, pattern in _ACTS))
_NUMERAL = f"[{CHARACTERS}]"
_BRACKETED = rf"\((?:(?:19|20)?[0-9]{{2}}|{_NUMERAL}{{2,4}})年?度?\)(?:年度?)?"
_YEAR = rf"{_BRACKETED}|(?:19|20)?[0-9]{{2}}(?:年度?)?(?=[一-鿿(])(?![年号]|[之附][0-9一二三四五六七八九十])|{_NUMERAL}{{2,4}}年度?"
_LATE_YEAR = rf"{_BRACKETED}|(?:19|20)?[0-9]{{2}}(?:年度?|(?=第))|{_NUMERAL}{{2,4}}年度?"
_SUFFIX = (
    rf"(?:[-/][0-9]{{1,6}})+|\(?[之附补](?:[0-9]{{1,3}}|{_NUMERAL}{{1,3}})\)?|-?[A-Za-z甲乙丙丁]"
)
_LOCAL = re.compile(
    rf"(?P<y1>{_YEAR}|[0-9]{{2,4}}年)?(?P<place>[一-鿿]{{0,12}}?)(?P<y2>{_YEAR})?"
    rf"(?P<act>{'|'.join(pattern for _, pattern in _ACTS)})?(?P<y3>{_YEAR})?证?(?P<word>字)?"
    rf"(?P<y4>{_LATE_YEAR})?(?P<ordinal>第)?(?P<y5>{_BRACKETED})?"
    rf"(?P<serial>[0-9]{{1,12}}|{_NUMERAL}{{1,9}})?(?P<s1>{_SUFFIX})?(?:号|(?<=第)号)?(?P<s2>{_SUFFIX})?(?P<y6>{_BRACKETED})?"
)
_EMBEDDED = re.compile("(19[5-9][0-9]|20[0-2][0-9])([0-9]{3,})")


_NOTED = re.compile("(.+?)([(][\u3400-\u9fff]{1,6}[)])")
"""A number with a note behind it, which no form has: 第12号(补), 第12号(已离)."""


def _year(text: str | None) -> int | None:
    """The year of a token such as ``(88)``, ``1988年`` or ``(一九八八)``."""
    digits = to_digits((text or "").strip("()年度")) or ""
    if len(digits) == 4:
        return int(digits)
    if len(digits) == 2:
        number = int(digits)
        return 1900 + number if number >= 50 else 2000 + number if number <= 9 else None
    return None


def _inferred(serial: str, suffix: str) -> tuple[int, str, str, bool] | None:
    """Year, serial and suffix where the serial itself begins with the year: 88-12, 198800012.

    And whether the year is open. No series begins with 0, so that ``00`` before a hyphen can only be
    the year 2000; 87-2 and 02-5 may also be numbers with another below them, which the day of the
    record decides.
    """
    if sub := re.fullmatch("[-/]([0-9]+)(.*)", suffix):
        if re.fullmatch("19[5-9][0-9]|20[0-2][0-9]", serial):
            return int(serial), sub[1], sub[2], False
        if re.fullmatch("[05-9][0-9]", serial):
            is_open = serial != "00" and (serial < "10" or len(sub[1]) == 1)
            return int(serial) + (2000 if serial < "10" else 1900), sub[1], sub[2], is_open
    if match := _EMBEDDED.fullmatch(serial):
        return int(match[1]), match[2], suffix, False
    return None


def _local(text: str) -> CertificateParts | None:
    match = _LOCAL.fullmatch(text)
    if match is None:
        return None
    act_text, serial_text = match["act"], match["serial"]
    if act_text is None and (match["place"] or serial_text is None):
        return None
    act = None
    if act_text is not None and (found := _ACT.fullmatch(act_text)) and found.lastindex:
        act = _ACTS[found.lastindex - 1][0]
    if act is not None and not (match["word"] or serial_text):
        return None
    years = [match[name] for name in ("y1", "y2", "y3", "y4", "y5", "y6") if match[name]]
    if len(years) > 1:
        return None
    year_text = years[0] if years else None
    serial = to_digits(serial_text) if serial_text else None
    if serial_text is not None and serial is None:
        return None
    suffix = (match["s1"] or "") + (match["s2"] or "")
    year, inferred, is_open = _year(year_text), False, False
    if year_text is None and serial and (read := _inferred(serial, suffix)):
        year, serial, suffix, is_open = read
        inferred = True
    return CertificateParts(
        era=Era.LOCAL,
        place=match["place"] or None,
        act=act,
        year=year,
        serial=int(serial) if serial else None,
        suffix=suffix or None,
        year_text=year_text,
        serial_text=serial,
        year_inferred=inferred,
        year_open=is_open,
    )


def parts_of(text: str) -> CertificateParts:
    """Take the normalised *text* of a certificate number apart; what a hand noted behind it is its suffix.

    >>> parts_of("J360732-2021-000123").code, parts_of("赣兴结字010400123").office_number
    ('360732', '01')
    >>> (p := parts_of("(88)潋结字第12号")).year, p.place, p.act, p.serial
    (1988, '潋', '结', 12)
    >>> (p := parts_of("兴东结字第87-2号")).year, p.serial, p.year_open
    (1987, 2, True)
    >>> (p := parts_of("兴结字第12号(已离)")).serial, p.suffix
    (12, '(已离)')
    >>> parts_of("政字第2002208号").era.value
    'unparsed'
    """
    parts = _parts_of(text)
    if parts.era is Era.UNPARSED and (noted := _NOTED.fullmatch(text)):
        bare = _parts_of(noted[1])
        if bare.era is not Era.UNPARSED:
            return evolve(bare, suffix=(bare.suffix or "") + noted[2])
    return parts


def _parts_of(text: str) -> CertificateParts:
    if match := _MODERN.fullmatch(text):
        prefix, code, year, serial = match.groups()
    elif _UNBROKEN.fullmatch(text):
        prefix, code, year, serial = "", text[:6], text[6:10], text[10:]
    else:
        if match := _SCHEME.fullmatch(text):
            place, written, office, year, serial = match.groups()
            found = _ACT.fullmatch(written)
            return CertificateParts(
                era=Era.SCHEME_2003,
                place=place or None,
                act=_ACTS[found.lastindex - 1][0] if found and found.lastindex else None,
                office_number=office,
                year=(1900 if year > "49" else 2000) + int(year),
                serial=int(serial),
                year_text=year,
                serial_text=serial,
            )
        return _local(text) or CertificateParts(era=Era.UNPARSED)
    return CertificateParts(
        era=Era.MODERN,
        prefix=prefix or None,
        act=ACT_OF_PREFIX.get(prefix),
        code=code,
        year=int(year) if len(year) == 4 else None,
        serial=int(serial),
        year_text=year,
        serial_text=serial,
    )
