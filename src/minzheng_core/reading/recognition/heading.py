"""A column heading taken apart: whose datum it is and which, however the words are put together.

Party (男方, 新郎, husband …) and datum (姓名, 身份证号 …) are found in whatever order, punctuation, line
breaks and bracketed units, in simplified or traditional characters (登記日期).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reading.recognition.asked import answered
from minzheng_core.reading.recognition.groups import NUMBER
from minzheng_core.reading.recognition.party_words import (
    Party,
    find_party,
    find_position,
    names_a_party,
    names_third_person,
)
from minzheng_core.reference.name_variants import mapping

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_BRACKETS = re.compile(r"[(（\[{<【〔《「][^()（）\[\]{}<>【】〔〕《》「」]*[)）\]}>】〕》」]")
_EXPLANATION = 8
"""Characters in brackets that are rather a sentence than a word of the heading."""
_OF_AN_EXPLANATION = re.compile("者(?![的姓])|户口[簿本]")
"""Words of such a sentence that name nobody: 与户口簿不一致者."""
_NUMBERING = re.compile(rf"(?:^|(?<=/)){NUMBER}")
_ENCLOSED = re.compile(r"\s*[\[【〔《「<]([^\[\]<>【】〔〕《》「」]+)[\]】〕》」>]\s*")
_TO_BE_FILLED = re.compile(r"\(?(?:必填项?|必录项?|选填项?|不可为?空|可为?空)\)?")
_OF_ALL = re.compile(
    r"^(?:的(?=.)|(?:(?:申请|当事|结婚|离婚|登记|领证|补领)+人|基本(?:情况|信息|资料)|情况|信息|资料)(?=..))+"
)
"""What a heading over several columns says beside the party: 男方基本情况, 申请人（女方）."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 1_000
"""Characters that are looked at: cells of a megabyte are no headings, but stand where headings are looked for."""
_INDEX = {
    "序号",
    "序",
    "编号",
    "行号",
    "no",
    "id",
    "xh",
    "项次",
    "顺序号",
    "序列号",
    "seq",
    "index",
}

_OF_AN_ACT = re.compile(
    r"^(原|补[领发办]|换[领发]|撤销|离婚|结婚)(?:结婚|婚姻)?(?:登记)?(?:情况|信息|资料|内容|记录)?/"
)
"""The heading of a group of columns that are all of one act: 原登记情况 above 登记日期."""
_SPREAD = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@frozen
class Heading:
    """A heading taken apart."""

    text: str
    squeezed: str
    """Everything but letters, digits and Chinese characters removed, in small letters."""
    party: Party | None
    position: int | None
    """1 or 2 where the heading only counts the persons (申请人1, 乙方)."""
    rest: str
    """The datum without its party, brackets included."""
    bare: str
    """The datum without its party and without anything in brackets."""

    @property
    def is_index(self) -> bool:
        """Whether the column only numbers the rows (序号)."""
        return self.squeezed in _INDEX

    @property
    def said(self) -> str:
        """What it says outside brackets; 男方（姓名、身份证号） says in them alone what stands there."""
        return self.bare or (self.rest if self.party else "")


@lru_cache(maxsize=20_000)
def read_heading(text: str) -> Heading:
    r"""Take a heading apart.

    >>> h = read_heading("出生日期\n(公历)（女方）")
    >>> h.party, h.bare
    ('wife', '出生日期')
    >>> read_heading("原登记情况/登记日期").bare, read_heading("何日领证").bare
    ('原登记日期', '领证时间')
    >>> read_heading("husbandIdNumber").rest, read_heading("男方身份證號碼").rest
    ('idnumber', '身份证号码')
    """
    looked_at = text[:_LONGEST].replace("*", "")
    folded = unicodedata.normalize("NFKC", _NUMBERING.sub("", looked_at))
    folded = _SPREAD.sub("", folded).translate(_simplified())
    folded = answered(_TO_BE_FILLED.sub("", folded))
    if enclosed := _ENCLOSED.fullmatch(folded):
        folded = enclosed[1]
    words = _CAMEL.sub("_", _OF_AN_ACT.sub(_act_once, folded)).casefold()
    outside = _BRACKETS.sub(" ", words)
    party, rest = find_party(words)
    _, bare = find_party(outside)
    position = None
    if party is None:
        position, rest = find_position(words)
        _, bare = find_position(outside)
    rest, bare = squeeze(rest), squeeze(bare)
    if party is not None:
        rest, bare = _OF_ALL.sub("", rest), _OF_ALL.sub("", bare)
    return Heading(text, squeeze(words), party, position, rest, bare)


def _act_once(group: re.Match[str]) -> str:
    """The act of a *group* of columns, unless the heading below says it again: 补领情况/补领日期."""
    return "" if group.string.startswith(group[1], group.end()) else group[1]


@cache
def _simplified() -> dict[int, str]:
    """Every traditional character and its like → the simplified one, in which the names are kept."""
    return {ord(char): key for char, key in mapping("traditional", "merged", "variant").items()}


def squeeze(text: str) -> str:
    """Only letters, digits and Chinese characters.

    >>> squeeze("身 份_证：号")
    '身份证号'
    """
    return "".join(filter(str.isalnum, text))


def without_explanations(text: str) -> str:
    """*text* without what it says in brackets of how the column was filled in; what says whose or what stands there, stays.

    >>> without_explanations("男方姓名（以存根为准，与户口簿不一致者另注）"), without_explanations("姓名（介绍人及其家属的姓名）")
    ('男方姓名', '姓名（介绍人及其家属的姓名）')
    """
    return _BRACKETS.sub(lambda said: "" if _explains(said[0][1:-1]) else said[0], text)


def _explains(words: str) -> bool:
    """Whether the *words* of a bracket are a sentence that names neither a party nor anybody else."""
    if len(squeeze(words)) < _EXPLANATION or find_position(words)[0] is not None:
        return False
    plain = _OF_AN_EXPLANATION.sub("", words)
    return not (names_a_party(plain) or names_third_person(plain))


def left_over(names: Iterable[str], known: Collection[str]) -> list[str]:
    """The headings among the *names* of columns that are not *known* and do not only number the rows.

    >>> left_over(["序号", "husband_name", "媒人"], {"husband_name"})
    ['媒人']
    """
    return [name for name in names if name not in known and not read_heading(name).is_index]
