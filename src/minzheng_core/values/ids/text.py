"""The writing of identity numbers: what may be changed without loss, and what is no number at all.

Every fix keeps all digits and letters that carry meaning. Letters written for digits are *not*
fixed here: that is a guess, see :func:`reading_of`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from minzheng_core.values.base import Normalised
from minzheng_core.values.ids.arithmetic import check_fits, core_15
from minzheng_core.values.ids.kinds import looks_like_number
from minzheng_core.values.writing import applied

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.values.writing import Steps

CANONICAL = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
"""What most cells hold already."""

MASK_SYMBOLS = r"*×✕xX·•●○■□▇█?_#.…-"
_MASKED = re.compile(
    rf"(?=.*[0-9])[0-9]*(?:[{re.escape(MASK_SYMBOLS)}]{{2,}}[0-9]*)+[0-9X]?", re.DOTALL
)

_INVISIBLE = re.compile(
    r"[\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffc]+"
)
_APOSTROPHES = "'‘’‛`´′ʼ"
_LABEL = re.compile(
    r"(?:(?:[男女]方?|本人|当事人|中国|公民|居民|临时|有效|第?[一二]代)*"
    r"(?:(?:身份|证件|公民|社会保障)(?:证件?|号码|号)*(?:号码|编码|编号|码|号)?|号码|证号|编号)"
    r"|(?:ID|id|Id)(?:[ _.]?(?:CARD|card|Card))?(?:[ _.]?(?:NO|No|no))?|(?:NO|No|no)\.?|№|号)"
    r"[:;=.,、#\-]*(?=.*[0-9])"
)
_OPENING = '"“”„〝『「【[({<《〈〔=:;,.,。、·#' + _APOSTROPHES
_CLOSING = '"“”„〞』」】])}>》〉〕:;,.,。、·!|' + _APOSTROPHES
_PAIRS = {")": "(", "]": "[", "}": "{"}
_SHORTEST_PAIR = 33
_SHORT, _LONG, _BETWEEN = "([0-9]{15})", "([0-9]{17}[0-9Xx])", "[^0-9A-Za-z]*"
_PAIRS_OF_NUMBERS = tuple(
    re.compile(_BETWEEN + one + _BETWEEN + other + _BETWEEN)
    for one, other in ((_SHORT, _LONG), (_LONG, _SHORT), (_LONG, _LONG))
)
_SPREADSHEET = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0*)?")
_EXACT_POWER = re.compile(r"([0-9])\.([0-9]{14})[Ee]\+?14")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]*)?[Ee]\+?[0-9]{1,2}")
_BREAK = r"[-‐‑‒–—―−_.·•/\\~]{1,2}"
_BREAKS = re.compile(rf"(?<=[0-9A-Za-z]){_BREAK}(?=[0-9A-Za-z×✕✖╳ХхΧχⅩⅹ*])")
_X_LOOKALIKES = frozenset("×✕✖✗✘╳⨯❌ХхΧχⅩⅹ*乂メ")
_OTHER_KIND = re.compile(r"[A-Za-z]{1,3}[0-9]{5,12}(?:\([A-Za-z0-9]\)|[A-Za-z])?")

_LETTERS = str.maketrans(
    "OoQDdUОоΟο〇零○◯Il|!iLⅠ丨ZzSsBβbGqgA",
    "0" * 14 + "1" * 8 + "22" + "55" + "88" + "66" + "99" + "4",
)


def reading_of(text: str) -> str | None:
    """*text* with the digits that its letters look like; ``None`` where one looks like none.

    >>> reading_of("36213319620815O01O")
    '362133196208150010'
    """
    head, tail = (text[:17], text[17:]) if len(text) == 18 and text[17] == "X" else (text, "")
    reading = head.translate(_LETTERS) + tail
    return reading if reading.removesuffix(tail).isdecimal() and reading.isascii() else None


def _fullwidth(text: str) -> str:
    if text.isascii():
        return text
    return "".join(map(_narrow, text))


def _narrow(character: str) -> str:
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    if character > "\x7f" and character.isdecimal():
        return str(unicodedata.decimal(character))
    return character


def _whitespace(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _apostrophe(text: str) -> str:
    return text.strip(_APOSTROPHES) if len(text) > 1 else text


def _label(text: str) -> str:
    """Drop labels, quotes and brackets around a number; text without digits only loses brackets."""
    if "0" <= text[:1] <= "9" and (text[-1].isalnum() or text[-1] in "*×✕)"):
        return text
    start = text.lstrip(_OPENING)
    if match := _LABEL.match(start):
        start = start[match.end() :].lstrip(_OPENING)
    while start and start[-1] in _CLOSING:
        opening = _PAIRS.get(start[-1])
        if opening and start.count(opening) >= start.count(start[-1]):
            break
        start = start[:-1]
    return start or text


def _both_forms(text: str) -> str:
    """The 18 characters, where a number stands in both its forms, or the same one twice."""
    if len(text) < _SHORTEST_PAIR:
        return text
    for pattern in _PAIRS_OF_NUMBERS:
        if (match := pattern.fullmatch(text)) is None:
            continue
        short, long = sorted((match[1].upper(), match[2].upper()), key=len)
        if short in {long, core_15(long)} and check_fits(long):
            return long
    return text


def _spreadsheet(text: str) -> str:
    if (match := _EXACT_POWER.fullmatch(text)) is not None:
        return match[1] + match[2]
    if "." not in text and "," not in text:
        return text
    match = _SPREADSHEET.fullmatch(text)
    return match[1].replace(",", "") if match else text


def _hyphens(text: str) -> str:
    if text.isalnum() or is_scientific(text):
        return text
    joined = _BREAKS.sub("", text)
    digits = sum(character.isdecimal() for character in joined)
    return joined if 13 <= len(joined) <= 20 and digits >= 13 else text


def _x_lookalike(text: str) -> str:
    if len(text) == 18 and text[17] in _X_LOOKALIKES and text[:17].isalnum():
        return text[:17] + "X"
    return text


def _case(text: str) -> str:
    if len(text) == 18 and text[17] == "x" and text[16].isalnum():
        return text if _MASKED.fullmatch(text) else text[:17] + "X"
    return text.upper() if _OTHER_KIND.fullmatch(text) else text


_STEPS: Steps = {
    "id.fullwidth": _fullwidth,
    "id.whitespace": _whitespace,
    "id.apostrophe": _apostrophe,
    "id.label": _label,
    "id.both-forms": _both_forms,
    "id.spreadsheet-number": _spreadsheet,
    "id.hyphens": _hyphens,
    "id.x-lookalike": _x_lookalike,
    "id.case": _case,
}

FIXES: tuple[str, ...] = tuple(_STEPS)
"""Names of the fixes; bit *i* of a column's ``fixes`` mask means ``FIXES[i]``."""


def normalise(text: str, skip: Collection[str] = ()) -> Normalised:
    """*text* after its lossless fixes, without those named in *skip*.

    The result is stable: normalising it again changes nothing.

    >>> normalise(" １１０１０５-19491231-002х").text
    '11010519491231002X'
    >>> [fix.name for fix in normalise("'11010519491231002x").fixes]
    ['id.apostrophe', 'id.case']
    >>> normalise("旧110105491231002 新11010519491231002X").text
    '11010519491231002X'
    """
    if text.isascii() and text.isdigit() and len(text) < _SHORTEST_PAIR:
        return Normalised(text)
    return applied(text, _STEPS, skip, CANONICAL)


def is_scientific(text: str) -> bool:
    """Whether a spreadsheet wrote the number as a power of ten.

    >>> is_scientific("3.62133E+17"), is_scientific("3.62133196208150e+17")
    (True, True)
    """
    return _SCIENTIFIC.fullmatch(text) is not None


def is_masked(text: str) -> bool:
    """Whether digits of *text* are hidden behind runs of mask symbols.

    >>> is_masked("362133********0010"), is_masked("3621331962081500*0")
    (True, False)
    """
    return len(text) >= 8 and _MASKED.fullmatch(text) is not None


_NO_NUMBER = re.compile(
    r"(?:原?档案?|原件|卡片|表|登记表|本人|当时|证件|户口|现|尚|均)*"
    r"(?:无|没有?|未|不详|不祥|不明|不清|不知|未知|不|缺|缺失|空|空白|略|待|暂|遗失|丢失|失落|模糊|看不清|字迹|难以|无法)"
    r"(?:[^0-9A-Za-z]{0,12})"
)
_NO_NUMBER_WORDS = frozenset(("null", "none", "nil", "nan", "nat", "na", "n/a", "unknown"))
_SPREADSHEET_ERRORS = re.compile(r"#[a-z0-9/]+[!?]?")
_COUNTED = ("1234567890" * 4, "0123456789" * 4)
NO_NUMBERS = frozenset(digits[:size] for digits in _COUNTED for size in range(5, 41)) | {
    digit * size for digit in "0123456789" for size in range(1, 41)
}
"""Digits that somebody typed where there is no number: counted up, or all the same."""


def placeholder(text: str) -> str | None:
    """What stands in place of a number, in a few words; ``None`` where there may be a number.

    >>> placeholder("不详"), placeholder("000000000000000000"), placeholder("123456789012345678")
    ('不详', '0…', '123…')
    >>> placeholder("362133196208150010") is None
    True
    """
    if not text:
        return None
    first = text[0]
    if "0" <= first <= "9":
        if text.count(first) == len(text):
            return f"{first}…"
        return f"{text[:3]}…" if text in NO_NUMBERS else None
    if text.lower() in _NO_NUMBER_WORDS or _SPREADSHEET_ERRORS.fullmatch(text.lower()):
        return text[:8]
    if not any(map(str.isalnum, text)):
        return text[:8]
    if len(text) > 1 and text.upper().count(first.upper()) == len(text) and first in "xX×〇○零oO":
        return text[:8]
    return text[:8] if _NO_NUMBER.fullmatch(text) else None


_ONE_NUMBER = r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx×]|[0-9]{15})(?![0-9A-Za-z])"
_NUMBERS = re.compile(_ONE_NUMBER)
_RUN_TOGETHER = re.compile(r"(?:[0-9]{17}[0-9Xx]|[0-9]{15}){2}")


def numbers_in(text: str) -> list[str]:
    """The numbers of 15 or 18 characters that stand in a longer *text*.

    >>> numbers_in("362133196208150010（补）"), len(numbers_in("362133196208150010362133620815002"))
    (['362133196208150010'], 2)
    """
    found = _NUMBERS.findall(text)
    if not found and (match := _RUN_TOGETHER.fullmatch(text)):
        size = 18 if len(match[0]) != 30 else 15
        if len(match[0]) == 33 and not _looks_dated(match[0]):
            size = 15
        found = [match[0][:size], match[0][size:]]
    return found


def _looks_dated(text: str) -> bool:
    return text[6:8] in {"18", "19", "20"} and looks_like_number(text[:18])
