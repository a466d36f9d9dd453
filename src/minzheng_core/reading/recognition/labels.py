"""The labels of a form: 男方姓名 with the name beside it, ``男方：张三　身份证号：3621…`` in one cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from minzheng_core.reading.mapping import base_name
from minzheng_core.reading.recognition.heading import squeeze
from minzheng_core.reading.recognition.party_words import (
    Party,
    find_party,
    names_third_person,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.headings import FieldIndex

_COLON = re.compile("[：:]")
_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z（）() 　]{1,16}$")
_LONGEST = 14
_ENDS = " \t\r\n　,，;；、。|"
_KIND_OF_PAPER = re.compile("证件?(?:名称|类型|种类|类别)$")
"""A label behind which 身份证, elsewhere a label itself, is a value."""
_PAPER = re.compile("居民身份证|身份证|户口[簿本]|户口")
_BLANK = re.compile("[ 　]+")
_OPEN = frozenset(
    (
        "日期",
        "时间",
        "年月日",
        "姓名",
        "名字",
        "地址",
        "号码",
        "字号",
        "名称",
        "机关",
        "类型",
        "类别",
        "单位",
    )
)
"""Labels that words before them make into others: 填表日期, 介绍人姓名."""
_UNKNOWN = range(2, 9)
"""Characters of a label that names no field."""


@frozen
class Label:
    """A label in a cell; one that only names a party has no ``name``."""

    column: int
    place: float
    """The column, and a little more for the further labels of one cell."""
    name: str
    """The field, without its party where it is one of a person."""
    of_person: bool = False
    party: Party | None = None
    value: str | None = None
    """What stands behind it in the same cell."""
    words: str = ""
    """What it says."""
    known: bool = True
    """Whether it names a field, or a party; else ``name`` is what it says."""


@define
class Labels:
    """Finds the labels of the fields of *index*."""

    index: FieldIndex
    _known: dict[str, tuple[str, bool, Party | None] | None] = field(factory=dict)

    def of_row(self, row: Sequence[str | None]) -> list[Label]:
        """The labels in a row, in order.

        >>> from minzheng_core.reading.recognition.headings import FieldIndex
        >>> from minzheng_core.schema import FieldKind, FieldSpec
        >>> name = {"name": "husband_name", "label": "男方姓名", "kind": FieldKind.PERSON_NAME}
        >>> spec = FieldSpec(**name, party="husband", synonyms=("姓名",))
        >>> labels = Labels(FieldIndex([spec]))
        >>> [(l.column, l.name, l.party, l.value) for l in labels.of_row(["男方：张三", "姓名", "李四"])]
        [(0, 'name', 'husband', '张三'), (1, 'name', None, None)]
        """
        found: list[Label] = []
        papers = False
        for column, cell in enumerate(row):
            if not cell:
                continue
            words = squeeze(cell[:_LONGEST])
            if papers and _PAPER.fullmatch(words):
                continue
            papers = papers or _KIND_OF_PAPER.search(words) is not None
            own = self._in_cell(column, cell)
            if len(words) == 1 and any(label.name for label in found):
                continue  # 男, of 性别
            found += own
        return found

    def _in_cell(self, column: int, cell: str) -> list[Label]:
        if _COLON.search(cell) is None:
            known = self._find(cell) if len(cell) <= _LONGEST else None
            return [Label(column, float(column), *known, words=squeeze(cell))] if known else []
        found: list[tuple[int, int, Label]] = []
        end = 0
        for colon in _COLON.finditer(cell):
            words = _WORDS.search(cell[end : colon.start()])
            text = words[0] if words else ""
            label = self._before_colon(text, alone=not cell[: colon.start() - len(text)].strip())
            if label is not None:
                at, said = label
                found.append((colon.start() - len(text) + at, colon.end(), said))
            end = colon.end()
        labels = []
        for i, (_, begin, said) in enumerate(found):
            until = found[i + 1][0] if i + 1 < len(found) else len(cell)
            value = cell[begin:until].strip(_ENDS)
            place = column + min(i, 99) / 100
            labels.append(evolve(said, column=column, place=place, value=value or None))
        return labels

    def _before_colon(self, text: str, *, alone: bool) -> tuple[int, Label] | None:
        """The label at the end of *text* and where it begins: behind the value of the one before, or of words of its own.

        *alone* where the cell begins with *text*: then nothing stands before the label but what belongs to it.
        """
        starts = [0, *(blank.end() for blank in _BLANK.finditer(text) if blank.end() < len(text))]
        for i, at in enumerate(starts):
            if i and self._spaced_out(text, starts, i, alone=alone):
                continue
            known = self._find(text[at:], named=True)
            if known is not None and not (at and alone and squeeze(text[at:]) in _OPEN):
                return at, Label(0, 0.0, *known, words=squeeze(text[at:]))
        if not alone and len(starts) == 1 and not names_third_person(text):
            for at in range(1, len(text)):
                known = self._find(text[at:], named=True)
                if known is not None and squeeze(text[at:]) not in _OPEN:
                    return at, Label(0, 0.0, *known, words=squeeze(text[at:]))
        spaced = [
            at for i, at in enumerate(starts) if not self._spaced_out(text, starts, i, alone=alone)
        ]
        at = starts[0] if alone or not spaced else spaced[-1]
        words = squeeze(text[at:])
        if (at or alone) and len(words) in _UNKNOWN and not words.isascii():
            return at, Label(0, 0.0, words, words=words, known=False)
        return None

    @staticmethod
    def _spaced_out(text: str, starts: Sequence[int], i: int, *, alone: bool) -> bool:
        """Whether the word that begins at the start *i* goes on one that is written with room between: 申 请 日 期.

        One character behind the label before is its value: 男 民 族.
        """
        ends = [*starts[1:], len(text)]
        single = [len(squeeze(text[a:b])) == 1 for a, b in zip(starts, ends, strict=True)]
        return i > 0 and single[i - 1] and single[i] and (alone or i > 1)

    def _find(self, text: str, *, named: bool = False) -> tuple[str, bool, Party | None] | None:
        """The field (without its party), whether it is a person's, and the party that *text* names.

        A party alone stands for its name where it is *named* with a colon: 男方：张三.
        """
        key = squeeze(text) + (":" if named else "")
        if key not in self._known:
            self._known[key] = self._look(squeeze(text), named=named)
        return self._known[key]

    def _look(self, text: str, *, named: bool) -> tuple[str, bool, Party | None] | None:
        if not text or any(c.isdigit() for c in text):
            return None
        party, rest = find_party(text.casefold())
        if party is not None and not rest:
            return ("name", True, party) if named else ("", False, party)
        if not self.index.knows(text):
            return None
        best = next(iter(self.index.matches(text)), None)
        if best is None or best.score < 0.9:
            return None
        spec = self.index.fields[best.field]
        return base_name(best.field), spec.party is not None, party
