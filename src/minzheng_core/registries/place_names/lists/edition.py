"""One edition of a list of place names: rows of text, from a file or from a book (一版名录)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.errors import InputError
from minzheng_core.extras import require_extra
from minzheng_core.reference.townships import stem, townships
from minzheng_core.registries.place_names.archive import FIELDS, PATHS
from minzheng_core.registries.place_names.book import LIVING
from minzheng_core.registries.place_names.kinds import PlaceKind, kind_by_ending, kind_of
from minzheng_core.registries.place_names.naming.known import KnownName
from minzheng_core.registries.place_names.naming.specifics import specific_of, tidy
from minzheng_core.registries.place_names.record import PlaceName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from minzheng_core.ledger import Entry
    from minzheng_core.reading import Archive

_CODES = ("unit_code", "division", "place_code")
FIELD_NAMES = tuple(spec.name for spec in FIELDS)
_KEPT = tuple(name for name in FIELD_NAMES if name != "parent_name")
_VILLAGE_DIGITS = 12


@frozen(kw_only=True)
class ListRow:
    """One name of a list: where it stands and what the list says of it.

    >>> row = ListRow(line=2, cells={"standard_name": "白石村委会", "unit_code": "360732107216"})
    >>> row.name, row.specific, row.township, row.kind.label
    ('白石村委会', '白石', '360732107', '村民委员会')
    """

    line: int
    cells: Mapping[str, str] = field(repr=False)
    key: str = ""
    """The record that the row comes from, where it comes from a book."""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def name(self) -> str:
        """The name, tidied."""
        return tidy(self["standard_name"])

    @property
    def code(self) -> str:
        """The code of the place as a division, digits only; empty where the list has none."""
        return self["unit_code"].strip()

    @property
    def kind(self) -> PlaceKind | None:
        """What the row names: by its category, else by the end of its name."""
        record = PlaceName(
            category=self["category"] or None, category_name=self["category_name"] or None
        )
        return kind_of(record) or kind_by_ending(self.name)

    @property
    def specific(self) -> str:
        """What tells the name from others."""
        return specific_of(self.name, self.kind)

    @property
    def township(self) -> str:
        """The township: nine digits, else its name without kind, else empty."""
        for code in (self["division"].strip(), self.code, self["place_code"].strip()):
            if len(code) >= 9 and code[:9].isdecimal():
                return code[:9]
        return stem(tidy(self["parent_name"])) if self["parent_name"] else ""

    @property
    def place(self) -> str:
        """The township in words, as far as the list or the national list tells."""
        if self["parent_name"]:
            return self["parent_name"]
        found = townships().at(self.township) if self.township.isdecimal() else ()
        return found[-1].name if found else self.township

    def known(self) -> KnownName:
        """The row as a name that others are compared with."""
        division = next(
            (c for c in (self["division"].strip(), self.code) if c[:6].isdecimal() and len(c) >= 6),
            "",
        )
        return KnownName(
            name=self.name, kind=self.kind, division=division, key=self.key, place=self.place
        )


@frozen(kw_only=True)
class Edition:
    """One edition of a list: its rows in their order, and what it is called."""

    label: str
    rows: tuple[ListRow, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ListRow]:
        return iter(self.rows)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that any row has, in the order of lists."""
        held = {name for row in self.rows for name, text in row.cells.items() if text}
        return tuple(name for name in FIELD_NAMES if name in held)


def read_edition(
    path: str | Path, *, county: str = "", label: str = "", encoding: str | None = None
) -> Edition:
    """Read a list of place names from a workbook or a text file of any layout.

    Columns are recognised by their headings (:data:`~..archive.FIELDS`); with *county* only the
    rows whose code begins with it are kept, so that a national list can be given. Rows without a
    name are left out.

    Raises:
        InputError: the file cannot be read (IN1), or no column holds names (PB491).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    from minzheng_core.reading import read_archive

    archive = read_archive(path, FIELDS, encoding=encoding)
    return _edition(archive, county, label=label or Path(path).stem, file=Path(path).name)


def edition_from_frame(frame: Any, *, county: str = "", label: str = "表") -> Edition:
    """A list of place names in a frame, as :func:`read_edition` reads one in a file.

    Raises:
        CallError: not a table (IN208).
        InputError: no column holds names (IN111, PB491), or no rows (IN112).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    from minzheng_core.reading import read_frame

    return _edition(read_frame(frame, FIELDS), county, label=label, file=label)


def _edition(archive: Archive, county: str, *, label: str, file: str) -> Edition:
    rows: list[ListRow] = []
    for table in archive.tables:
        if "standard_name" not in table.frame.columns:
            continue
        frame = _of_county(table.frame, county) if county else table.frame
        kept = [name for name in ("source_row", *FIELD_NAMES) if name in frame.columns]
        for number, *cells in frame.select(kept).iter_rows():
            told = {
                n: str(t).strip() for n, t in zip(kept[1:], cells, strict=True) if t is not None
            }
            row = ListRow(line=int(number), cells=told)
            if row.name:
                rows.append(row)
    if not rows:
        raise InputError("PB491", file=file, county=county or "—")
    return Edition(label=label, rows=tuple(rows))


def _of_county(frame: pl.DataFrame, county: str) -> pl.DataFrame:
    """The rows but for those whose codes all belong to another county.

    A code that is too short, or is none, says nothing of where the place lies.
    """
    import polars as pl

    codes = [pl.col(c).str.strip_chars() for c in _CODES if c in frame.columns]
    if not codes:
        return frame
    told = [code.str.contains(r"^[0-9]{6}").fill_null(value=False) for code in codes]
    here = [code.str.starts_with(county).fill_null(value=False) for code in codes]
    return frame.filter(pl.any_horizontal(here) | ~pl.any_horizontal(told))


def edition_of(entries: Iterable[Entry], *, label: str = "登记簿") -> Edition:
    """The living names of a book as an edition of a list."""
    rows: list[ListRow] = []
    for entry in entries:
        if entry.state not in LIVING or not entry.values.get("standard_name"):
            continue
        cells = {
            name: str(value)
            for name in FIELD_NAMES
            if (value := entry.values.get(PATHS.get(name, name)))
        }
        rows.append(ListRow(line=len(rows) + 1, cells=cells, key=entry.key))
    return Edition(label=label, rows=tuple(rows))


def book_frame(edition: Edition, source: str) -> pl.DataFrame:
    """An edition as a frame that :meth:`Book.load` takes: one record for each row, known by its line.

    The township of a village is told by its code where the list does not name it.
    """
    import polars as pl

    records = []
    for row in edition:
        cells = {PATHS.get(name, name).replace(".", "_"): row[name] or None for name in _KEPT}
        if not cells["division"] and len(row.code) == _VILLAGE_DIGITS:
            cells["division"] = row.code[:9]
        records.append({"source_file": source, "source_row": row.line, **cells})
    return pl.DataFrame(records, infer_schema_length=None)
