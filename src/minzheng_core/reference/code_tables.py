"""Code tables of the register (代码表): what a cell may say, and the standard's code for it.

What a table does not know stays text; nothing is guessed from parts of a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen

from minzheng_core.reference.ethnic_groups import EthnicGroup, ethnic_groups
from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core.reference.overlay import Overlay

TableName = Literal[
    "business_type",
    "death_certificate_form",
    "death_evidence",
    "death_manner",
    "death_place",
    "education",
    "employment",
    "ethnicity",
    "id_type",
    "identity_type",
    "marital_status",
    "nationality",
    "occupation",
    "placement_exception",
    "placement_kind",
    "report_medium",
    "sex",
    "yes_no",
]

_WHOM = (
    *("涉外", "涉港", "涉澳", "涉台", "涉侨", "涉港澳台", "涉华侨", "港澳台", "华侨"),
    *("国内", "内地", "内地居民", "国内居民", "国内公民", "本国公民", "普通"),
)
"""Whose acts an office may keep apart (《婚姻登记条例》第二条: 内地居民、香港居民、澳门居民、台湾居民、华侨、外国人)."""
_OF_TWO_GROUPS = {"土"}
"""土 is as often short for 土家族 as for 土族; a county that knows which puts it into its wording."""
_BLANK = re.compile(r"\s+")
_NUMBERED = re.compile(r"([0-9A-Z]{1,3})[.、\-:_ )|/=]*(.+)")
_NUMBERED_BEHIND = re.compile(r"(.+?)[.、\-:_ (|/=]+([0-9A-Z]{1,3})")


@frozen
class CodeEntry:
    """One line of a code table: code, label, the standard and how sure its code is."""

    table: str
    code: str
    label: str
    standard: str
    confidence: str
    synonyms: tuple[str, ...] = ()


def _key(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).strip("()[]【】").upper()


class CodeTable:
    """One table: look up by what is written.

    >>> entry = code_table("education").lookup("初中毕业")
    >>> entry.code, entry.label, entry.standard
    ('70', '初级中学教育', 'GB/T 4658-2006')
    >>> code_table("education").lookup("读过私塾") is None
    True
    """

    def __init__(self, name: str, entries: Iterable[CodeEntry]) -> None:
        self.name = name
        self.entries = tuple(entries)
        codes: dict[str, CodeEntry] = {}
        words: dict[str, CodeEntry] = {}
        # Entries stand with the newest edition first: its codes win, old labels stay readable.
        for entry in self.entries:
            codes.setdefault(entry.code, entry)
            for word in (entry.label, *entry.synonyms):
                words.setdefault(_key(word), entry)
        width = max(len(code) for code in codes)
        self._codes = codes
        self._words = words
        self._width = width if all(code.isdecimal() for code in codes) else 0

    def knowing(self, wording: Mapping[str, CodeEntry]) -> CodeTable:
        """The same table that takes each of these wordings for the entry beside it.

        >>> table = code_table("marital_status")
        >>> table.knowing({"单身": table.entries[0]}).lookup("单身").label
        '未婚'
        """
        table = CodeTable(self.name, self.entries)
        table._words |= {_key(word): entry for word, entry in wording.items()}
        return table

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def known(self) -> Mapping[str, CodeEntry]:
        """Every accepted writing, codes included, for work on whole columns."""
        return MappingProxyType({**self._words, **self._codes})

    def get(self, code: str) -> CodeEntry | None:
        """The entry of exactly this *code*, newest edition."""
        return self._codes.get(code)

    def lookup(self, text: str | None) -> CodeEntry | None:
        """The entry for a code, a label, a synonym, or code and label together (``1.男``, ``01|汉族``, ``汉族(01)``).

        Case, width and spaces do not matter, nor a leading zero lost to a spreadsheet. ``None``
        where the table does not know the text.
        """
        key = _key(text or "")
        found = self._words.get(key) or self._codes.get(key)
        if found is None and self._width and key.isascii() and key.isdecimal():
            found = self._codes.get(key.zfill(self._width))
        if found is None and (match := _NUMBERED.fullmatch(key)):
            code, label = self.lookup(match[1]), self._words.get(match[2])
            # A number that is no code of the table is that of a list: 2-离婚.
            if label is not None and (code is None or code.code == label.code):
                found = label
        if found is None and (match := _NUMBERED_BEHIND.fullmatch(key)):
            label, code = self._words.get(match[1]), self.lookup(match[2])
            found = label if label is not None and label == code else None
        return found


def _of_whom(entry: CodeEntry) -> CodeEntry:
    """An act of the register that is also known with the people beside it: 涉台结婚登记, 离婚登记（涉外）."""
    acts = [word for word in (entry.label, *entry.synonyms) if "婚" in word]
    said = [form.format(who, act) for act in acts for who in _WHOM for form in ("{}{}", "{1}({0})")]
    return evolve(entry, synonyms=(*entry.synonyms, *said))


def _ethnicity(group: EthnicGroup) -> CodeEntry:
    bare = group.name.removesuffix("族")
    short = () if bare in _OF_TWO_GROUPS else (bare,)
    names = (*short, *group.old_names, *group.likely_names)
    with_suffix = (f"{name}族" for name in names if not name.endswith(("族", "人")))
    return CodeEntry(
        "ethnicity",
        group.code,
        group.name,
        "GB/T 3304-1991",
        "certain",
        (*names, *with_suffix, *filter(None, (group.letters, group.roman))),
    )


@cache
def _tables() -> Mapping[str, CodeTable]:
    entries: dict[str, list[CodeEntry]] = {}
    for table, code, label, synonyms, standard, confidence in rows("code_tables.csv"):
        words = tuple(filter(None, synonyms.split("|")))
        entries.setdefault(table, []).append(
            CodeEntry(table, code, label, standard, confidence, words)
        )
    entries["business_type"] = [_of_whom(entry) for entry in entries["business_type"]]
    entries["ethnicity"] = [_ethnicity(group) for group in ethnic_groups()]
    return MappingProxyType({name: CodeTable(name, found) for name, found in entries.items()})


@lru_cache(maxsize=64)
def _own_table(name: str, overlay: Overlay) -> CodeTable:
    table = _tables()[name]
    own = {word: table.lookup(code) for word, code in overlay.wording.get(name, ())}
    return table.knowing({word: entry for word, entry in own.items() if entry is not None})


def code_table(name: TableName | str, overlay: Overlay | None = None) -> CodeTable:
    """The code table *name*; :data:`TableName` lists them. With the wording of an *overlay*.

    ``business_type``, ``identity_type``: the national marriage system; ``sex`` GB/T 2261.1-2003;
    ``marital_status`` GB/T 2261.2-2003; ``employment`` GB/T 2261.4-2003; ``education``
    GB/T 4658-2006 and the labels of 1984; ``occupation`` GB/T 6565; ``nationality`` GB/T 2659;
    ``ethnicity`` GB/T 3304-1991; ``id_type`` GA/T 517. Those of funerals (``placement_kind``,
    ``death_evidence``, ``death_certificate_form``, ``death_manner``, ``death_place``,
    ``report_medium``, ``placement_exception``) and ``yes_no`` have codes of this library's own:
    no national ones were found.

    Raises ``KeyError`` for a name that is no table.

    >>> code_table("ethnicity").lookup("僮族").label
    '壮族'
    >>> code_table("occupation").lookup("务农").code
    '5'

    Limits: the dictionary of the national system for ``id_type`` is not public; each entry's
    ``confidence`` (certain, likely, unsure) says how well its code is known.
    """
    if overlay is not None and name in overlay.wording:
        return _own_table(name, overlay)
    return _tables()[name]
