"""The mapping of columns to fields: shown, saved as JSON, edited by hand, read again."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from attrs import asdict, evolve, field, frozen

from minzheng_core.errors import InputError, json_fault
from minzheng_core.reading.raw import column_letter
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from minzheng_core.schema import FieldSpec

VERSION = 1
PERSON = "person_"
"""Prefix of a field in a table of one person per row: ``person_name`` is the husband's or the wife's."""

_REASONS = {
    "national": ("国家系统字段名", "national field name"),
    "exact": ("名称一致", "same name"),
    "initials": ("拼音", "pinyin"),
    "pinyin": ("拼音", "pinyin"),
    "contained": ("名称相近", "part of the name"),
    "typo": ("疑有错字", "one character off"),
    "content": ("按内容", "by content"),
    "party-only": ("只写了男女方", "only the party is named"),
    "instead": ("没有户籍地等原栏", "no column of its own"),
    "mapping": ("按列对照文件", "by the mapping file"),
    "second": ("同一字段的另一列", "second column for the field"),
    "none": ("", ""),
}
_TITLES = (("列", "标题", "字段", "把握", "依据"), ("col", "heading", "field", "sure", "why"))
_LAYOUTS = {
    "couple": ("一行一对", "a couple a row"),
    "record": ("一行一条", "a record a row"),
    "person": ("一行一人", "a person a row"),
}


@frozen
class ColumnMapping:
    """One column of a sheet and the field it was read as (``None``: kept under its heading)."""

    index: int
    """Position among the columns of the table, from 0."""
    column: str
    """The letter that a spreadsheet shows."""
    heading: str
    field: str | None
    confidence: float = 0.0
    reason: str = "none"


@frozen
class SheetMapping:
    """How one sheet or text file is read."""

    file: str
    sheet: str
    heading_rows: tuple[int, ...]
    """Row numbers of the headings as a spreadsheet shows them; empty where there are none."""
    layout: str
    """``couple``: husband and wife in one row; ``person``: one of them a row; ``record``: a register
    without parties, one record a row."""
    columns: tuple[ColumnMapping, ...]
    encoding: str = ""
    delimiter: str = ""

    @property
    def fields(self) -> dict[str, ColumnMapping]:
        """The columns that were recognised, by field."""
        return {c.field: c for c in self.columns if c.field is not None}

    @property
    def unmapped(self) -> tuple[ColumnMapping, ...]:
        """The columns that are kept under their own heading."""
        return tuple(c for c in self.columns if c.field is None)


@frozen
class ArchiveMapping:
    """The mapping of all sheets of an archive (列对照).

    >>> column = ColumnMapping(0, "A", "男方姓名", "husband_name", 0.98, "exact")
    >>> mapping = ArchiveMapping((SheetMapping("档案.csv", "", (1,), "couple", (column,)),))
    >>> ArchiveMapping.from_json(mapping.to_json()) == mapping
    True
    """

    sheets: tuple[SheetMapping, ...] = field(factory=tuple)

    def to_json(self) -> str:
        """As JSON text that a person can edit; long numbers in headings are masked."""
        document: dict[str, Any] = {"version": VERSION, "sheets": [asdict(s) for s in self.sheets]}
        for sheet in document["sheets"]:
            for column in sheet["columns"]:
                column["heading"] = mask_digits(column["heading"])
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ArchiveMapping:
        """Read what :meth:`to_json` wrote.

        Raises:
            InputError: the text is not in that form (IN115).

        """
        try:
            document = json.loads(text)
            if document["version"] != VERSION:
                raise InputError("IN115", place=json_fault(ValueError("version")))
            return cls(tuple(_sheet(sheet) for sheet in document["sheets"]))
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise InputError("IN115", place=json_fault(error)) from error

    def find(self, file: str, sheet: str, headings: Sequence[str]) -> SheetMapping | None:
        """The mapping for a sheet: by file and sheet, else by the same headings.

        Files of the same name from several folders, and tables on one sheet, are told apart by
        their headings.
        """
        wanted = [mask_digits(h) for h in headings]
        named = [known for known in self.sheets if (known.file, known.sheet) == (file, sheet)]
        alike = (k for k in named or self.sheets if [c.heading for c in k.columns] == wanted)
        return next(alike, named[0] if len(named) == 1 else None)

    def of_text(self, file: str) -> SheetMapping | None:
        """The mapping of the text file called *file*: it has no sheets."""
        return next((s for s in self.sheets if (s.file, s.sheet) == (file, "")), None)

    def resolved(self, fields: Sequence[FieldSpec]) -> ArchiveMapping:
        """The same with the names of *fields*, also where a person wrote their labels (男方姓名).

        Raises:
            InputError: there is no such field (IN116), two columns have the same one (IN126), a
                column stands twice (IN127).

        """
        known = _spellings(fields)
        labels = {f.name: f.label for f in fields}
        sheets = []
        for sheet in self.sheets:
            columns = [evolve(c, field=_known_field(c.field, known)) for c in sheet.columns]
            by_field: dict[str, ColumnMapping] = {}
            by_index: dict[int, ColumnMapping] = {}
            for c in columns:
                if (other := by_index.setdefault(c.index, c)) is not c:
                    both = {"one": _shown(other), "other": _shown(c)}
                    raise InputError("IN127", number=c.index + 1, **both)
                if c.field and (other := by_field.setdefault(c.field, c)) is not c:
                    both = {"one": _shown(other), "other": _shown(c)}
                    raise InputError("IN126", label=labels.get(c.field, c.field), **both)
            sheets.append(evolve(sheet, columns=tuple(columns)))
        return ArchiveMapping(tuple(sheets))

    def unused(self, read: Iterable[SheetMapping]) -> list[SheetMapping]:
        """The sheets of this mapping by which none of those that were *read* was read."""
        found = (self.find(s.file, s.sheet, [c.heading for c in s.columns]) for s in read)
        used = {id(sheet) for sheet in found}
        return [sheet for sheet in self.sheets if id(sheet) not in used]

    def describe(
        self,
        lang: str = "zh",
        labels: Mapping[str, str] | None = None,
        parts_of: Callable[[SheetMapping], Mapping[int, str]] = lambda _: {},
        parted: Mapping[tuple[str, str], Mapping[str, Sequence[str]]] | None = None,
    ) -> str:
        """A table for people: column, heading, field, confidence and reason of every sheet.

        *labels* are the words for the fields, shown beside their names; *parts_of* gives the
        columns whose content goes to the date in another one; *parted* gives, by file and sheet,
        the fields of columns that are divided into several.
        """
        english = lang != "zh"
        lines: list[str] = []
        for sheet in self.sheets:
            own = (parted or {}).get((sheet.file, sheet.sheet), {})
            words = _FieldWords(labels or {}, parts_of(sheet), own, english=english)
            columns = [
                (
                    column.column,
                    mask_digits(" ".join(column.heading.split())) or "—",
                    words.of(at, column.field),
                    f"{column.confidence:.0%}" if column.field else "",
                    _REASONS[column.reason][english],
                )
                for at, column in enumerate(sheet.columns)
            ]
            lines += [_title(sheet, english=english), *_aligned([_TITLES[english], *columns]), ""]
        return "\n".join(lines)


@frozen
class _FieldWords:
    """What the columns of a sheet go to, in words."""

    labels: Mapping[str, str]
    parts: Mapping[int, str]
    """The columns whose content goes to the date in another one → that date."""
    parted: Mapping[str, Sequence[str]]
    """The fields of columns that are parted → those they are parted into."""
    english: bool = field(kw_only=True)

    def of(self, at: int, name: str | None) -> str:
        """The field that the column at a position was read as, where it was."""
        if name is None and (date := self.parts.get(at)) is not None:
            return f"part of {date}" if self.english else f"并入{self.labels.get(date, date)}"
        if name is None:
            return "— (kept as it is)" if self.english else "—（照抄）"
        fields = self.parted.get(name) or (name,)
        return " + ".join(f"{self.labels.get(one, '')} {one}".strip() for one in fields)


def _title(sheet: SheetMapping, *, english: bool) -> str:
    """Which sheet it is, where its headings stand, and what a row of it is."""
    numbers = sheet.heading_rows if any(c.column for c in sheet.columns) else ()
    rows = "、".join(map(str, numbers)) or ("none" if english else "无")
    place = sheet.file + (f" · {sheet.sheet}" if sheet.sheet else "")
    headings = "heading rows" if english else "标题行"
    return f"{place} · {headings} {rows} · {_LAYOUTS[sheet.layout][english]}"


def _aligned(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, each column as wide as its widest cell."""
    widths = [max(map(_cells, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = (text + " " * (w - _cells(text)) for text, w in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def base_name(name: str) -> str:
    """A field's name without its party.

    >>> base_name("husband_id_number"), base_name("wife_name"), base_name("office")
    ('id_number', 'name', 'office')
    """
    return name.removeprefix("husband_").removeprefix("wife_")


def field_kinds(fields: Iterable[FieldSpec]) -> dict[str, FieldKind]:
    """The names of *fields*, and those of one person's in a table of one person a row → their kinds."""
    return {
        name: spec.kind for spec in fields for name in (spec.name, PERSON + base_name(spec.name))
    }


def date_fields(fields: Iterable[FieldSpec]) -> frozenset[str]:
    """The names of the dates among *fields*, and those of one person's in a table of one person a row."""
    dates = {FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE}
    return frozenset(name for name, kind in field_kinds(fields).items() if kind in dates)


def person_fields(fields: Iterable[FieldSpec]) -> set[str]:
    """The names of *fields*, and those of one person's in a table of one person a row."""
    names = {field.name for field in fields}
    return names | {PERSON + base_name(name) for name in names} | {f"{PERSON}sex"}


def mask_digits(text: str) -> str:
    """Runs of six and more digits masked, so that no heading shows an identity number.

    >>> mask_digits("姓名 362133196208151232")
    '姓名 ******************'
    """
    return re.sub(r"\d{6,}[Xx]?", lambda match: "*" * len(match[0]), text)


def with_headings(
    mapping: SheetMapping, file: str, sheet: str, headings: Sequence[str], first_column: int = 0
) -> SheetMapping:
    """A saved mapping laid over a sheet: columns are found by heading, then by position."""
    left = list(mapping.columns)
    columns = []
    for index, heading in enumerate(headings):
        same = [c for c in left if c.heading == mask_digits(heading)]
        column = next((c for c in same if c.index == index), same[0] if same else None)
        if column is not None:
            left.remove(column)
        columns.append(
            ColumnMapping(
                index=index,
                column=column_letter(index + first_column),
                heading=heading,
                field=column.field if column else None,
                confidence=1.0 if column and column.field else 0.0,
                reason="mapping" if column and column.field else "none",
            )
        )
    return evolve(mapping, file=file, sheet=sheet, columns=tuple(columns))


def _spellings(fields: Sequence[FieldSpec]) -> dict[str, str]:
    """What a person may write for a field → its name."""
    known = {f"{PERSON}sex": f"{PERSON}sex"}
    for f in fields:
        known |= dict.fromkeys((f.name, f.label, f"{f.label} {f.name}"), f.name)
    for f in fields:
        person = PERSON + base_name(f.name)
        label = f.label.removeprefix("男方").removeprefix("女方")
        for text in (person, label, f"{label} {person}") if f.party else ():
            known.setdefault(text, person)
    return known


def _known_field(written: str | None, known: Mapping[str, str]) -> str | None:
    import difflib

    text = " ".join((written or "").split())
    if written is None or text in known:
        return known.get(text)
    nearest = difflib.get_close_matches(text, list(known), 1, 0.4)
    raise InputError("IN116", field=written, nearest=nearest[0] if nearest else "—")


def _shown(column: ColumnMapping) -> str:
    """A column as a message names it."""
    return mask_digits(column.heading) or column.column


def _sheet(document: dict[str, Any]) -> SheetMapping:
    if document["layout"] not in _LAYOUTS:
        raise ValueError("layout")
    columns = tuple(
        ColumnMapping(
            index=int(c["index"]),
            column=str(c["column"]),
            heading=str(c["heading"]),
            field=None if c["field"] is None else str(c["field"]),
            confidence=float(c.get("confidence", 1.0)),
            reason=c.get("reason", "mapping") if c.get("reason") in _REASONS else "mapping",
        )
        for c in document["columns"]
    )
    delimiter = str(document.get("delimiter", ""))
    if len(delimiter) > 1 or delimiter in {'"', "\n", "\r"}:
        raise ValueError("delimiter")
    return SheetMapping(
        file=str(document["file"]),
        sheet=str(document["sheet"]),
        heading_rows=tuple(int(row) for row in document["heading_rows"]),
        layout=str(document["layout"]),
        columns=columns,
        encoding=str(document.get("encoding", "")),
        delimiter=delimiter,
    )


def _cells(text: str) -> int:
    """The width of *text* on a screen, Chinese characters counting twice."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
