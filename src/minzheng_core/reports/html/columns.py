"""The part of the HTML report that tells how each column of the files was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reading.mapping import ArchiveMapping, mask_digits
from minzheng_core.reading.recognition.parts import parts_of
from minzheng_core.reports.html.tables import paragraph, section, table
from minzheng_core.reports.labels import field_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reading.mapping import ColumnMapping
    from minzheng_core.reading.notes import ReadingNote
    from minzheng_core.reports.html.tables import Cell

SHEETS_NAMED = 6
"""Sheets that are named above a table; there may be one for every year."""
BESIDE = 3
"""Columns that are told on one line."""
_NAME_AND_NUMBER, _DAY_AND_MORE = "IN192", "IN124"
"""The remarks on columns with two data in one cell."""
AS_IT_IS = "（未识别，照抄）"


def columns_section(result: CleanResult) -> str:
    """What each column was taken for, once for all sheets that have the same columns."""
    if not result.recipe.mapping:
        return ""
    labels = field_labels(result.spec)
    parted = {
        (place, note.values["heading"]): note
        for place, note in result.remarks
        if note.code in {_NAME_AND_NUMBER, _DAY_AND_MORE}
    }
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for sheet in ArchiveMapping.from_json(result.recipe.mapping).sheets:
        dates = parts_of(sheet)
        place = f"{sheet.file} {sheet.sheet}".strip()
        read = tuple(
            (
                _heading(column),
                _both(column.field, told, labels)
                if (told := parted.get((place, column.heading)))
                else labels.get(column.field or "", _joined(dates.get(at), labels)),
            )
            for at, column in enumerate(sheet.columns)
        )
        groups.setdefault(read, []).append(place)
    parts = []
    for read, places in groups.items():
        more = f" 等 {len(places)} 张表" if len(places) > SHEETS_NAMED else ""
        parts.append(paragraph("、".join(places[:SHEETS_NAMED]) + more + "："))
        beside = min(BESIDE, len(read))
        lines: list[list[Cell]] = [
            [cell for pair in read[at : at + beside] for cell in pair]
            for at in range(0, len(read), beside)
        ]
        lines[-1] += [""] * (2 * beside - len(lines[-1]))
        parts.append(table(["列标题", "读成"] * beside, lines))
    note = "读错的列，用 minzheng columns --save 存下列对照，改好以后重新清洗。"
    return section("各列读成什么", *parts, paragraph(note, "note"))


def _heading(column: ColumnMapping) -> str:
    return mask_digits(" ".join(column.heading.split())) or f"（{column.column} 列）"


def _both(field: str | None, note: ReadingNote, labels: Mapping[str, str]) -> str:
    """The words for a column with two data in one cell, of which *note* tells."""
    if note.code == _DAY_AND_MORE:
        return f"{labels.get(field or '', '')} + {note.values['label']}"
    person = (field or "").removesuffix("id_number").removesuffix("name")
    return " + ".join(labels.get(person + base, base) for base in ("name", "id_number"))


def _joined(date: str | None, labels: Mapping[str, str]) -> str:
    """What is said of a column that is no field: month and day of a *date* go to that."""
    return AS_IT_IS if date is None else f"并入{labels.get(date, date)}"
