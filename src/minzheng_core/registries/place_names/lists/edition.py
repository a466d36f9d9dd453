"""One edition of a list of place names: rows of text, from a file or from a book (一版名录)."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.reference.county_codes import lineage
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.archive import FIELDS, PATHS
from minzheng_core.registries.place_names.book import LIVING
from minzheng_core.registries.place_names.code_classes import plain_code
from minzheng_core.registries.place_names.kinds import (
    SEATS,
    SPELLED_AS,
    PlaceKind,
    codes_known_by,
    kind_by_ending,
    kind_of,
)
from minzheng_core.registries.place_names.naming.known import KnownName
from minzheng_core.registries.place_names.naming.specifics import specific_of, tidy
from minzheng_core.registries.place_names.place_code import PlaceCode
from minzheng_core.registries.place_names.record import PlaceName
from minzheng_core.registries.place_names.spelling.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minzheng_core.ledger import Entry
    from minzheng_core.reading.notes import ReadingNote

_TOLD, _COUNTY_DIGITS, _TOWN_DIGITS = 20, 6, 9
_NO_TOWNSHIP = "000"
"""What stands for the township in the code of a place that lies in no one of them, as a county does."""
_KNOWN_BY_ENDING = SEATS | {PlaceKind.TOWNSHIP, PlaceKind.COUNTY_DIVISION}
FIELD_NAMES = tuple(spec.name for spec in FIELDS)


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
    sheet: str = ""
    """The sheet, where the list stands on several."""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @cached_property
    def name(self) -> str:
        """The name, tidied."""
        return tidy(self["standard_name"])

    @property
    def brief(self) -> str:
        """The name as it is told to a person: cut where it is longer than a name can be."""
        return self.name[:_TOLD] + ("…" if len(self.name) > _TOLD else "")

    @cached_property
    def code(self) -> str:
        """The code of the place as a division, digits only; empty where the list has none."""
        return plain_code(self["unit_code"].strip())

    @cached_property
    def kind(self) -> PlaceKind | None:
        """What the row names: by its category, that in its place code, else by the end of its name.

        A county with its own code is one whatever its name ends in: 旬阳市.
        """
        if self._kind_told is None and self._is_county:
            return PlaceKind.COUNTY_DIVISION
        return self._kind_told or kind_by_ending(self.name)

    @property
    def _is_county(self) -> bool:
        """Whether the code is that of a county called so."""
        records = divisions().records(self.code) if len(self.code) == _COUNTY_DIGITS else ()
        return any(record.name == self.name for record in records)

    @cached_property
    def _kind_told(self) -> PlaceKind | None:
        """What the category says that it names, or the one in the place code."""
        category = self["category"]
        if not category and not self["category_name"] and self["place_code"]:
            code = PlaceCode.parse(self["place_code"]).value
            category = code.category if code else ""
        return _kind_said(category, self["category_name"])

    @cached_property
    def spelled_as(self) -> Kind | None:
        """The kind by which the name is spelled: what its category says, else what its end tells."""
        said = Kind.parse(self["category_name"])
        if said and self._kind_told in {None, PlaceKind.of_spelled(said)}:
            return said
        return SPELLED_AS[self.kind] if self.kind else None

    @property
    def judged_as(self) -> Kind | None:
        """The kind by which a given spelling is judged; ``None`` where only the end of the name tells one.

        So many settlements are called as streets are (上街) that no spelling is wrong by that. Divisions
        and committees are known by how they end.
        """
        told = self._kind_told or self["category_name"] or self.kind in _KNOWN_BY_ENDING
        return self.spelled_as if told else None

    @cached_property
    def specific(self) -> str:
        """What tells the name from others."""
        return specific_of(self.name, self.kind)

    @cached_property
    def township(self) -> str:
        """The township: nine digits, else its name without kind, else empty."""
        for code in (plain_code(self["division"].strip()), self.code, self["place_code"].strip()):
            if len(code) >= 9 and code[:9].isdecimal() and code[6:9] != _NO_TOWNSHIP:
                return code[:9]
        return stem(tidy(self["parent_name"])) if self["parent_name"] else ""

    @cached_property
    def township_of_birth(self) -> bool:
        """Whether its place code alone tells the township: that of the day when it was given."""
        told = (plain_code(self[name].strip()) for name in ("division", "unit_code"))
        return bool(self["place_code"].strip()) and not any(
            len(code) >= _TOWN_DIGITS for code in told
        )

    @cached_property
    def place(self) -> str:
        """The township in words, as far as the list or the national list tells; of a township nothing."""
        if self["parent_name"]:
            return self["parent_name"]
        if self.township and self.township == self.code:
            return ""
        found = townships().at(self.township) if self.township.isdecimal() else ()
        return found[-1].name if found else self.township

    @property
    def town_name(self) -> str:
        """The township in words without its kind; empty where nothing tells it."""
        return stem(tidy(self.place)) if self.place else ""

    @property
    def where(self) -> str:
        """The line as a clerk finds it, with the sheet where there are several."""
        return f"{self.sheet} {self.line}" if self.sheet else str(self.line)

    def of_county(self) -> str:
        """The county that the codes of the row begin with; empty where none tells."""
        told = (self[name].strip()[:6] for name in ("unit_code", "division", "place_code"))
        return next((code for code in told if len(code) == 6 and code.isdecimal()), "")

    def known(self, county: str = "") -> KnownName:
        """The row as a name that others are compared with; without a code it lies in *county*."""
        codes = codes_known_by(self.kind, self["division"].strip(), self.code)
        told = (code for code in codes if code and code[:6].isdecimal() and len(code) >= 6)
        division = next(told, county)
        return KnownName(
            name=self.name, kind=self.kind, division=division, key=self.key, place=self.place
        )


@lru_cache(maxsize=1024)
def _kind_said(category: str, words: str) -> PlaceKind | None:
    """What a category says, by code and in words; a list has few of them."""
    return kind_of(PlaceName(category=category or None, category_name=words or None))


@frozen(kw_only=True)
class Edition:
    """One edition of a list: its rows in their order, and what it is called."""

    label: str
    rows: tuple[ListRow, ...] = field(repr=False)
    nameless: tuple[ListRow, ...] = field(default=(), repr=False)
    """Rows of the list that hold something but no name; they are not among its rows."""
    elsewhere: int = 0
    """How many rows of a list of a wider area were passed over as lying in other counties."""
    division_codes: int = 0
    """How many rows had the code of a division in the column of place codes."""
    remarks: tuple[tuple[str, ReadingNote], ...] = field(default=(), repr=False)
    """What reading the file did beside reading, with file and sheet: rows left out, columns nobody knows."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ListRow]:
        return iter(self.rows)

    def within(self, county: str) -> tuple[Edition, tuple[ListRow, ...]]:
        """The list without the rows whose codes are those of another county, and those rows.

        A code of the county from before a change is its own; without any code a row is the county's.
        In the county's own book so is the code that its record was given since.
        """
        own = lineage(county) | {county, ""}
        own |= {row.code for row in self.rows if row.key and len(row.code) == _COUNTY_DIGITS}
        out = tuple(row for row in self.rows if row.of_county() not in own)
        return evolve(self, rows=tuple(row for row in self.rows if row.of_county() in own)), out

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that any row has, in the order of lists."""
        held = {name for row in self.rows for name, text in row.cells.items() if text}
        return tuple(name for name in FIELD_NAMES if name in held)


def edition_of(
    entries: Iterable[Entry], *, label: str = "登记簿", states: frozenset[str] | None = LIVING
) -> Edition:
    """The names of a book as an edition of a list: the living ones, or those of other *states*.

    ``None`` stands for all states.
    """
    rows: list[ListRow] = []
    for entry in entries:
        if states is not None and entry.state not in states:
            continue
        if not entry.values.get("standard_name"):
            continue
        cells = {
            name: str(value)
            for name in FIELD_NAMES
            if (value := entry.values.get(PATHS.get(name, name)))
        }
        rows.append(ListRow(line=len(rows) + 1, cells=cells, key=entry.key))
    return Edition(label=label, rows=tuple(rows))
