"""The writing of names: what may be changed without loss (姓名的书写规范).

The written characters stay: only separators, spaces inside Han names, invisible characters,
private-use code points of old tables, radicals copied for ideographs and full-width Latin letters
are put right.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from minzheng_core.reference.name_variants import compound_surnames, radicals
from minzheng_core.values.gb18030 import correct
from minzheng_core.values.writing import applied

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.values.base import Normalised
    from minzheng_core.values.writing import Steps

HAN = "〇㐀-䶿一-鿿\U00020000-\U000323af"
"""The ideographs, as the inside of a character class."""

UNRESOLVED = "?？□■▢◻〓*＊×✕�〇○◯\ue000-\uf8ff\U000f0000-\U0010ffff⿰-⿿"
"""Signs that stand for a character which could not be typed."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e01ef]"
)
_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_RADICAL = re.compile("[\u2e80-\u2fd5]")
_FULLWIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_QUOTES = "'\"‘’“”`´＇＂"
_QUOTED = re.compile(
    rf"^\s*[{_QUOTES}][\s{_QUOTES}]*|(?<![\s{_QUOTES}])\s*[{_QUOTES}][\s{_QUOTES}]*$"
)
_SPACES = re.compile(r"[\s\u2800\u3164\uffa0]+")
_DOTS = "•‧・･．.⋅∙●・‧᛫ㆍᐧ⸱․﹒◦⸳ꞏ\u0387"
_KNOWN = f"{HAN}{UNRESOLVED}"
_SEPARATOR = re.compile(
    rf"(?<=[{_KNOWN}])\s*[{re.escape(_DOTS)}]\s*(?=[{_KNOWN}])|"
    rf"(?<=[A-Za-z])\s*[{re.escape(_DOTS.replace('.', '').replace('．', ''))}]\s*(?=[A-Za-z])"
)
_AROUND_SEPARATOR = re.compile(r" *· *")
_BETWEEN = re.compile(rf"(?<=[{_KNOWN}（(]) (?=[{_KNOWN}（）()])|(?<=[）)]) (?=[{_KNOWN}（(])")
_HAN_PARTS = re.compile(rf"[{_KNOWN}]+(?: [{_KNOWN}]+)+")


def _compatibility(text: str) -> str:
    return _COMPATIBILITY.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)


def _radical(text: str) -> str:
    table = radicals()
    return _RADICAL.sub(lambda m: table.get(m[0], m[0]), text)


def _fullwidth(text: str) -> str:
    return _FULLWIDTH.sub(lambda m: chr(ord(m[0]) - 0xFEE0), text)


def _separator(text: str) -> str:
    return _SEPARATOR.sub("·", text)


def _one_person(parts: list[str]) -> bool:
    """Whether parts between spaces are one short name that was spread out (李　明)."""
    letters = sum(map(len, parts))
    if letters > 4:
        return False
    whole_before = letters == 4 and len(parts) == 2 and len(parts[0]) > 1
    return not whole_before or parts[0][:2] in compound_surnames()


BESIDE = "[男女夫妻寡鳏亡殁]|[男女]方|丈夫|妻子|已?故|已?死亡|离异|离婚|丧偶|未婚|初婚|再婚|二婚|复婚|(?:现役|复员|退伍|转业)?军人|现役|台胞|侨胞|华侨"
"""What may stand behind a whole name, after a blank, and is no part of it (张三 男)."""

_BESIDE = re.compile(BESIDE)


def _spaces(text: str) -> str:
    text = _AROUND_SEPARATOR.sub("·", _SPACES.sub(" ", text).strip())
    if " " not in text:
        return text
    name, _, last = text.rpartition(" ")
    if _BESIDE.fullmatch(last) and len(name.rpartition(" ")[2]) > 1:  # 张 胜 男 is one name
        return f"{_spaces(name)} {last}"
    match = _HAN_PARTS.match(text)
    if match is None or _one_person(match[0].split(" ")):
        return _BETWEEN.sub("", text)
    return text


_STEPS: Steps = {
    "name.gb18030-2022": correct,
    "name.invisible": lambda text: _INVISIBLE.sub("", text),
    "name.quotes": lambda text: _QUOTED.sub("", text) or text,
    "name.radical": _radical,
    "name.compatibility": _compatibility,
    "name.fullwidth": _fullwidth,
    "name.separator": _separator,
    "name.spaces": _spaces,
}

FIXES: tuple[str, ...] = tuple(_STEPS)
"""Names of the fixes; bit *i* of a column's ``fixes`` mask means ``FIXES[i]``."""

PLAIN = "[一-鿿]{2,4}"
"""Names that no fix can touch, as a regular expression that both Python and Polars read."""

_PLAIN = re.compile(PLAIN)


def normalise(text: str, skip: Collection[str] = ()) -> Normalised:
    r"""*text* after its lossless fixes, without those named in *skip*; stable when repeated.

    >>> normalise("买买提•吐尔逊").text, normalise("李　明").text, normalise("刘\u2f2d").text
    ('买买提·吐尔逊', '李明', '刘山')
    """
    return applied(text, _STEPS, skip, _PLAIN)
