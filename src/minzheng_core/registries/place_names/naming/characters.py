"""The characters of a name: in the national script, standard, common (条例第九条第一款第三项)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.findings import Finding, Severity
from minzheng_core.reference.name_variants import variants
from minzheng_core.reference.standard_characters import character_level

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 30
"""No standard name is longer in characters; a longer text is a sentence."""
COMMON_LEVEL = 2
"""Characters of the first two levels are not rare; a policy of this library, not of a law."""
_RUNS = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+|[0-9０-９]+|.", re.DOTALL)
"""Letters and digits that stand together are one fault."""
NO_NAME = frozenset({"PN213", "PN214", "PN218"})
"""What no name in Chinese characters has, new or old: it was written by somebody who could not write it, or is none."""
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_DIGITS = re.compile(r"[0-9０-９]")


def character_findings(name: str, *, new: bool) -> list[Finding]:
    """What is to be said of the characters of a name, once for each character; signs together.

    A name that exists is judged more mildly: it was given under the rules of its day.

    >>> [str(f) for f in character_findings("里垇村", new=True)]
    ['[PN211] “垇”不在《通用规范汉字表》中，属生僻字']
    >>> [str(f) for f in character_findings("长shan村（旧）", new=False)]
    ['[PN214] 名称里有拉丁字母“shan”', '[PN216] 名称里有符号“（）”']
    """
    found = list(_each(name))
    if len(name) > LONGEST:
        found.append(
            Finding("PN218", field="standard_name", expected=str(LONGEST), actual=str(len(name)))
        )
    return [f if new else _milder(f) for f in found]


def _each(name: str) -> Iterator[Finding]:
    signs = ""
    for run in dict.fromkeys(_RUNS.findall(name)):
        finding = _one(run)
        if finding and finding.code == "PN216":
            signs += run
        elif finding:
            yield finding
    if signs:
        yield _finding("PN216", signs)


@lru_cache(maxsize=16_384)
def _one(character: str) -> Finding | None:
    """What is to be said of one character, or of letters or digits that stand together."""
    if _LATIN.match(character):
        return _finding("PN214", character)
    if _DIGITS.match(character):
        return _finding("PN215", character)
    category = unicodedata.category(character)
    if category in {"Co", "Cn", "Cs", "Cc", "Cf"}:
        return _finding("PN213", f"U+{ord(character):04X}")
    if character == "〇":
        return _finding("PN215", character)
    if not _is_han(character):
        return _finding("PN216", character)
    usual = unicodedata.normalize("NFKC", character)
    if usual != character:
        return _finding("PN217", character, usual)
    level = character_level(character)
    if level is None:
        variant = variants().get(character)
        if variant and character_level(variant.key):
            return _finding("PN217", character, variant.key)
        return _finding("PN211", character)
    return _finding("PN212", character) if level > COMMON_LEVEL else None


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK") or "\u2e80" <= character <= "\u2fdf"


def _finding(code: str, actual: str, expected: str | None = None) -> Finding:
    return Finding(code, field="standard_name", expected=expected, actual=actual)


def _milder(finding: Finding) -> Finding:
    """The same on a name that exists: what cannot be printed stays in doubt, the rest is noted."""
    unreadable = finding.code in NO_NAME
    level = Severity.SUSPECT if unreadable else Severity.NOTICE
    return evolve(finding, level=level)
