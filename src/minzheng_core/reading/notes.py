"""What the reader did to a table beside reading it: skipped, filled, joined, could not tell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from minzheng_core.findings import Severity, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN_ROWS = 20
"""How many row numbers a note spells out; the count is always complete."""


_APART = 3
"""So many tables of which the same is said are told one by one."""


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
        each = tuple(dict.fromkeys(self.rows))
        shown = each[:SHOWN_ROWS]
        comma = "、" if lang == "zh" else ", "
        more = len(each) > len(shown) or self.count > len(self.rows)
        rows = comma.join(map(str, shown)) + ("…" if more else "")
        values = {
            name: value[lang] if isinstance(value, dict) else value
            for name, value in self.values.items()
        }
        return catalogue()[self.code].sentence(lang, rows=rows, count=self.count, **values)

    def __str__(self) -> str:
        return f"[{self.code}] {self.sentence()}"


def sentences(remarks: Iterable[tuple[str, ReadingNote]], lang: str = "zh") -> tuple[str, ...]:
    """Remarks as sentences, each after the file and sheet that it is about."""
    colon = "：" if lang == "zh" else ": "
    return tuple(f"{place}{colon if place else ''}{note.sentence(lang)}" for place, note in remarks)


def gathered(
    remarks: Iterable[tuple[str, ReadingNote]], lang: str = "zh"
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The same, what is in doubt first, those that say one thing of many tables in one line each, and what
    it stands for.

    >>> tables = [(f"{year}年.xls", ReadingNote("IN150", count=2)) for year in range(1950, 1955)]
    >>> gathered(tables)[0][0]
    '1950年.xls、1951年.xls、1952年.xls 等 5 张表：跳过列标题以上的 2 行'
    >>> gathered([("登记.xls 龙口", ReadingNote("IN150", count=2)), ("登记.xls 龙口", ReadingNote("IN150", count=1))])
    (('登记.xls 龙口：跳过列标题以上的 3 行', ()),)
    """
    told = sorted(_once(remarks), key=lambda remark: remark[1].severity is Severity.NOTICE)
    words = [note.code + repr(sorted(note.values.items())) for _, note in told]
    said = Counter(words)
    codes = {word: note.code for (_, note), word in zip(told, words, strict=True)}
    often = Counter(codes[word] for word, count in said.items() if count > _APART)
    alike: dict[str, list[tuple[str, ReadingNote]]] = {}
    for (place, note), word in zip(told, words, strict=True):
        own = said[word] > _APART >= often[note.code]
        alike.setdefault(word if own else note.code, []).append((place, note))
    lines: list[tuple[str, tuple[str, ...]]] = []
    for group in alike.values():
        each = sentences(group, lang)
        apart = len(group) <= _APART
        lines += (
            [(sentence, ()) for sentence in each] if apart else [(_together(group, lang), each)]
        )
    return tuple(lines)


def _once(remarks: Iterable[tuple[str, ReadingNote]]) -> list[tuple[str, ReadingNote]]:
    """*remarks* with what is said of several tables of one sheet in the same words added up."""
    books: dict[str, NoteBook] = {}
    order: dict[tuple[str, str], None] = {}
    for place, note in remarks:
        book = books.setdefault(place, NoteBook())
        book.add(note.code, rows=list(note.rows), count=note.count, **note.values)
        order[place, note.code] = None
    said = {place: book.notes for place, book in books.items()}
    return [(place, note) for place, code in order for note in said[place] if note.code == code]


def _together(told: Sequence[tuple[str, ReadingNote]], lang: str) -> str:
    """What is said of several tables, in one sentence."""
    same = {note.sentence(lang) for _, note in told}
    entry = catalogue()[told[0][1].code]
    title = entry.title_zh if lang == "zh" else entry.title_en
    what = same.pop() if len(same) == 1 else title
    comma, colon = ("、", "：") if lang == "zh" else (", ", ": ")
    where = comma.join(list(dict.fromkeys(place for place, _ in told))[:_APART])
    count = len({place for place, _ in told})
    more = f" 等 {count} 张表" if lang == "zh" else f" and others, {count} in all"
    return f"{where}{more if count > _APART else ''}{colon}{what}"


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
