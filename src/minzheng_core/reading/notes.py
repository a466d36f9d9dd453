"""What the reader did to a table beside reading it: skipped, filled, joined, could not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from minzheng_core.findings import Severity, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN_ROWS = 20
"""How many row numbers a note spells out; the count is always complete."""


@frozen
class ReadingNote:
    """One remark on how a file or sheet was read (读档说明), with a stable code.

    ``rows`` are row numbers as a spreadsheet shows them, ``count`` how many there were in all.

    >>> print(ReadingNote("IN151", rows=(41, 81), count=2).sentence("en"))
    2 repeated heading rows were left out: rows 41, 81
    """

    code: str
    rows: tuple[int, ...] = ()
    count: int = 0
    values: dict[str, Any] = field(factory=dict, hash=False)

    @property
    def severity(self) -> Severity:
        """The strength of the evidence."""
        return catalogue()[self.code].severity

    def sentence(self, lang: str = "zh") -> str:
        """The remark as a sentence, in Chinese (``zh``) or English (``en``)."""
        shown = self.rows[:SHOWN_ROWS]
        comma = "、" if lang == "zh" else ", "
        rows = comma.join(map(str, shown)) + ("…" if self.count > len(shown) else "")
        return catalogue()[self.code].sentence(lang, rows=rows, count=self.count, **self.values)

    def __str__(self) -> str:
        return f"[{self.code}] {self.sentence()}"


def sentences(remarks: Iterable[tuple[str, ReadingNote]], lang: str = "zh") -> tuple[str, ...]:
    """Remarks as sentences, each after the file and sheet that it is about."""
    colon = "：" if lang == "zh" else ": "
    return tuple(f"{place}{colon if place else ''}{note.sentence(lang)}" for place, note in remarks)


@define
class NoteBook:
    """Collects remarks while a table is read; those that say the same of several rows are added up.

    >>> book = NoteBook()
    >>> book.add("IN151", rows=[3]); book.add("IN151", rows=[9])
    >>> [(n.code, n.rows, n.count) for n in book.notes]
    [('IN151', (3, 9), 2)]
    """

    _notes: dict[tuple[str, str], ReadingNote] = field(factory=dict)

    def add(
        self, code: str, *, rows: list[int] | None = None, count: int = 0, **values: Any
    ) -> None:
        """Add a remark; without *count* it counts its *rows*."""
        key = (code, repr(sorted(values.items())))
        more = tuple(rows or ())
        total = count or len(more)
        if (old := self._notes.get(key)) is not None and total:
            more, total = old.rows + more, old.count + total
        self._notes[key] = ReadingNote(code, more[: SHOWN_ROWS * 50], total, values)

    @property
    def notes(self) -> tuple[ReadingNote, ...]:
        """All remarks in order of their codes."""
        return tuple(sorted(self._notes.values(), key=lambda note: note.code))
