"""Former names that stand in brackets behind the name of a list: 新田村（原红星村）."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.registries.place_names.archive import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minzheng_core.reading.notes import ReadingNote
    from minzheng_core.registries.place_names.lists.edition import ListRow

_NOTED = re.compile(
    r"(?P<name>[^()]+)\((?:原名|原称|原为|原|曾用名|曾名|旧名|旧称)[:\s]*(?P<former>[^()]+)\)"
)
_IN_USE = re.compile(r"(?P<name>[^()]+)\((?:现用名?|在用|使用中|正在使用|标准名称?|标准地名)\)")
"""What says of a name only that it is the one in use."""
_PLACES = ("县", "区", "市", "镇", "乡", "街道", "公社")


def without_former_name(row: ListRow) -> ListRow:
    """The row with a former name that stood behind its name among its former names.

    What only says that the name is in use (（现用）) is left out. What was a place above it is left where it stands: 红星村（原属红旗乡） has no other name. The former
    name is one of the list's own if it is of the same kind.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> told = ("新田村（原红星村）", "新田村（曾用名：红星大队）", "红星村（原属红旗乡）", "新田村（原红旗乡）")
    >>> rows = [without_former_name(ListRow(line=1, cells={"standard_name": name})) for name in told]
    >>> [(row.name, row["former_names"]) for row in rows[:2]]
    [('新田村', '红星村'), ('新田村', '红星大队')]
    >>> [row.name for row in rows[2:]]
    ['红星村(原属红旗乡)', '新田村(原红旗乡)']
    >>> without_former_name(ListRow(line=1, cells={"standard_name": "官田圩（现用）"})).name
    '官田圩'
    """
    written = unicodedata.normalize("NFKC", row["standard_name"]).strip()
    if used := _IN_USE.fullmatch(written):
        return evolve(row, cells={**row.cells, "standard_name": used["name"].strip()})
    found = _NOTED.fullmatch(written)
    if found is None:
        return row
    name, former = found["name"].strip(), found["former"].strip()
    above = former.endswith(_PLACES) and not name.endswith(_PLACES)
    if above or former.startswith(("属", "址", "在")):
        return row
    names = "；".join(filter(None, (row["former_names"], former)))
    return evolve(row, cells={**row.cells, "standard_name": name, "former_names": names})


def moved_names(sheet: str, lines: Sequence[int]) -> Iterator[tuple[str, ReadingNote]]:
    """The remark that the names on these lines were written without their brackets (PL118), if any were."""
    from minzheng_core.reading.notes import ReadingNote

    if lines:
        yield sheet, ReadingNote("PL118", rows=tuple(lines), count=len(lines))


def nameless_sheets(
    sheets: Iterable[tuple[str, Sequence[str]]],
) -> Iterator[tuple[str, ReadingNote]]:
    """The remarks that no column of these sheets was known for one of names (PL119), with what was known."""
    from minzheng_core.reading.notes import ReadingNote

    for sheet, columns in sheets:
        known = "、".join(LABELS[name] for name in columns if name in LABELS)
        yield sheet, ReadingNote("PL119", values={"columns": known})
