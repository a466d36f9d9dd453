"""The writing of certificate numbers: what may be changed without loss (证件字号的书写规范)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.values.writing import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from minzheng_core.values.base import Normalised
    from minzheng_core.values.writing import Steps

CANONICAL = "(J|L|BJ|BL)([0-9]{6})-([0-9]{4})-([0-9]{6})"
"""The form since about 2010, as written in the official example J110101-2010-000001."""

LOOSE = "([A-Z]{1,3})-?([0-9]{6})-?((?:19|20)[0-9]{2})-?([0-9]{6})"
"""The same with hyphens missing, after the other fixes; its hyphens are then put in place."""

_WORDS_2003 = "([一-鿿]{0,6}?)(补结|补离|结补|离补|结|离|复|补)"
CANONICAL_2003 = _WORDS_2003 + "字([0-9]{2})(0[3-9]|1[0-9]|2[0-5])([0-9]{5})"
"""The form of 2003-10 until about 2009: place word, act, office, year, serial."""

SCHEME_2003 = _WORDS_2003 + "字(?!19[5-9])([0-9]{2})([01][0-9]|2[0-5]|[5-9][0-9])([0-9]{5})"
"""The same with the years of any register, as numbers given afresh on back-filling have them."""

TRADITIONAL = "結離復複補號證"
"""Traditional forms of the words of the form; place words are left as they are."""

_TWO_OR_FOUR = "((?:19|20)?[0-9]{2})"
_PLACE_AND_ACT = rf"([^\x00-\u4dff\ua000-\U0010ffff结离复补婚撤证字第号年{TRADITIONAL}]{{0,6}})(补结|补离|结|离|复|补)字"
COMMON_LOCAL = (
    rf"(?:\({_TWO_OR_FOUR}年?\)|{_TWO_OR_FOUR}(?:年度?)?)?{_PLACE_AND_ACT}"
    rf"(?:\({_TWO_OR_FOUR}年?\))?第?([0-9]{{1,6}})号?"
)
"""Older forms as most offices wrote them: year, place word, act, year, serial."""

COMMON_YEARLY = (
    rf"{_PLACE_AND_ACT}第?(?:([0-9]{{2}})-([0-9]{{1,6}})"
    rf"|((?:19[5-9]|20[0-2])[0-9])(?:-([0-9]{{1,4}})|([0-9]{{3,4}})))号?"
)
"""Older forms whose number begins with a year or another number: 第88-12号, 1988-12, 1988012."""

COMMON_NUMERALS = rf"{_PLACE_AND_ACT}\(([〇零一二三四五六七八九]{{4}})年?\)第?([〇零一二三四五六七八九十百]{{1,7}})号?"
"""Older forms in Chinese numerals: 结字(一九五二)第十二号."""

_UNTOUCHED = re.compile(f"{CANONICAL}|{COMMON_LOCAL}|{COMMON_YEARLY}|{COMMON_NUMERALS}")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
OPENING, CLOSING = "〔【[｛{「『<《〈﹝", "〕】]｝}」』>》〉﹞"
_BRACKETS = str.maketrans(OPENING + CLOSING, "(" * len(OPENING) + ")" * len(CLOSING))
SPACES = r"[\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202f\u205f-\u2064\u2800\u3000\u3164\ufeff]+"
"""Spaces and invisible characters, none of which belongs into a number."""

DASHES = "[-‐‑‒–—―−─━﹘﹣⁃_~ー¯ˉ]+"
"""Every stroke that is written for a hyphen."""

_SPACES, _DASHES = re.compile(SPACES), re.compile(DASHES)
_QUOTES = "'\"‘’“”`´,，。、;；:："
_LABEL = re.compile(
    r"(?:(?:结婚|离婚|婚姻)?(?:登记)?(?:证书?|证件)?(?:字号|证号|编号|号码|证件号)|证字号)[:：]+(?=.)"
)
_SIMPLIFIED = str.maketrans(TRADITIONAL, "结离复复补号证")
_WORD_OCR = re.compile(r"(?<=[结离复补婚证])[宇孛](?=[第笫苐弟(0-9N№]|$)")
_ORDINAL_OCR = re.compile(r"(?<=字)[笫苐弟](?=[0-9(〇零一二三四五六七八九十百])")
_DIGITS_OCR = re.compile(r"(?<=[第字])(?=[OoIl-]*[0-9])[0-9OoIl-]+(?=号|$)")
"""A serial number in which a reader of pictures took letters for digits: 第97O12号."""
_LOOK_LIKE = str.maketrans("OoIl", "0011")
_ORDINAL_SIGN = re.compile(r"(?:№|(?<![A-Za-z])N[oO0](?:\.:?|:)?)(?=[0-9])")
_YEAR_AND_SERIAL = re.compile(r"(?<![0-9])20[0-2][0-9]-[0-9]{5}(?![0-9])")
"""A hyphen that tells a year of four digits: 2004-00001 is no office 20."""
_MODERN = re.compile(rf"第?(?:证?字)?第?{LOOSE}号?", re.IGNORECASE)
_SEPARATED = re.compile(
    r"第?([A-Za-z]{0,3})[-一./·]{0,2}([0-9]{4,8})[-一./·]{1,2}([0-9]{2,4})[-一./·]{1,2}([0-9]{1,8})号?"
)
_SCHEME = re.compile(
    f"{_WORDS_2003}字?第?(?!19[5-9])([0-9]{{2}})-?([01][0-9]|2[0-5]|[5-9][0-9])-?([0-9]{{5}})号?"
)


def _translation(table: dict[int, int]) -> Callable[[str], str]:
    touched = re.compile(f"[{re.escape(''.join(map(chr, table)))}]")
    return lambda text: text.translate(table) if touched.search(text) else text


def _hyphens(text: str) -> str:
    text = _DASHES.sub("-", text)
    if match := _MODERN.fullmatch(text) or _SEPARATED.fullmatch(text):
        if match[1] or len(match[2]) == 6:
            start, end = match.start(1), match.end(4)
            return f"{text[:start]}{match[1]}{match[2]}-{match[3]}-{match[4]}{text[end:]}"
    elif _SCHEME.fullmatch(text) and "-" in text and not _YEAR_AND_SERIAL.search(text):
        return text.replace("-", "")
    return text


_COUNTED = re.compile(r"第?((?:证?字)?)第?([A-Za-z]{0,3}[0-9]{4,8}-[0-9]{2,4}-[0-9]{1,8})号?")


def _wording(text: str) -> str:
    """Words that the form of the day does not have: 第 and 号 around a number of fixed length."""
    if match := _COUNTED.fullmatch(text):
        return match[2]
    if (match := _SCHEME.fullmatch(text)) and "-" not in text:
        return f"{match[1]}{match[2]}字{match[3]}{match[4]}{match[5]}"
    return _ORDINAL_SIGN.sub("第", text)


def _digits_read(text: str) -> str:
    return _DIGITS_OCR.sub(lambda serial: serial[0].translate(_LOOK_LIKE), text)


def _case(text: str) -> str:
    match = re.fullmatch(r"[A-Za-z]{1,3}[0-9]{4,8}-.*", text)
    return text.upper() if match else text


_STEPS: Steps = {
    "certificate.fullwidth": _translation(_WIDE),
    "certificate.brackets": _translation(_BRACKETS),
    "certificate.spaces": lambda text: _SPACES.sub("", text),
    "certificate.label": lambda text: _LABEL.sub("", text.strip(_QUOTES), count=1),
    "certificate.traditional": _translation(_SIMPLIFIED),
    "certificate.ocr": lambda text: _digits_read(_ORDINAL_OCR.sub("第", _WORD_OCR.sub("字", text))),
    "certificate.hyphens": _hyphens,
    "certificate.wording": _wording,
    "certificate.case": _case,
}

FIXES: tuple[str, ...] = tuple(_STEPS)
"""Names of the fixes; bit *i* of a column's ``fixes`` mask means ``FIXES[i]``."""


def normalise(text: str, skip: Collection[str] = ()) -> Normalised:
    """*text* after its lossless fixes, without those named in *skip*; stable when repeated.

    >>> normalise("j3607322021000123").text, normalise("赣兴结字第010400123号").text
    ('J360732-2021-000123', '赣兴结字010400123')
    >>> normalise("兴结字第97O12号").text, normalise("兴结字第O号").text
    ('兴结字第97012号', '兴结字第O号')
    """
    return applied(text, _STEPS, skip, _UNTOUCHED)
