"""An edition out of a file or a frame: columns recognised, codes tidied, rows of other counties apart."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from minzheng_core.errors import InputError
from minzheng_core.extras import require_extra
from minzheng_core.reference.county_codes import lineage
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import TODAY, townships
from minzheng_core.registries.place_names.archive import BOTH, FIELDS, MEASURES, VILLAGE
from minzheng_core.registries.place_names.code_classes import FILLING, code_column
from minzheng_core.registries.place_names.coordinates import in_two_cells
from minzheng_core.registries.place_names.group_headings import filled_down
from minzheng_core.registries.place_names.lists.edition import FIELD_NAMES, Edition, ListRow
from minzheng_core.registries.place_names.lists.noted_names import (
    moved_names,
    nameless_sheets,
    without_former_name,
)
from minzheng_core.registries.place_names.lists.sheet_kinds import (
    kind_of_list,
    kinds_taken,
    with_kind,
)
from minzheng_core.registries.place_names.naming.specifics import tidy
from minzheng_core.registries.place_names.two_levels import Levels, with_own_columns
from minzheng_core.registries.place_names.unread_columns import not_taken, unread_columns
from minzheng_core.values.county import county_code
from minzheng_core.values.placeholders import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from minzheng_core.reading import Archive, Table
    from minzheng_core.reading.notes import ReadingNote

_CODES = ("unit_code", "division", "place_code", "category")
_OF_COUNTY = ("unit_code", "division", "place_code")
_TOTAL = re.compile(r"[（(]?(?:合|小|总|共)计[)）]?[：:]?[0-9]*[个条处]?")
"""What the row of a sum is called; it is no place."""
_OF_SETTLEMENTS = re.compile("自然村|居民点")
_SETTLEMENT = "自然村"
_OF_VILLAGES = "(?:委员会|村委会|居委会|社区)$"
_DIVISION_CODE = r"^(?:[0-9]{6}|[0-9]{9}|[0-9]{12})$"
_TOWNSHIP_DIGITS = 9
_CODE_ABOVE = "^([0-9]{6}(?:[0-9]{3})??)(?:000)*$"
_GROUPED = ("parent_name", "division")
_LEVELS = Levels(code="unit_code", name="standard_name", town_code="division", town="parent_name")
_YES_AND_NO: dict[str, str | None] = {
    **dict.fromkeys(("是", "有", "√", "✓", "列入", "已列入"), "地名保护名录"),
    **dict.fromkeys(("否", "不是", "非", "未列入", "没有列入", "不列入"), None),
}
"""What a column 保护名录 says where it names no list."""
_KNOWN = {*FIELD_NAMES, VILLAGE.name, BOTH.name, "source_row"}


def read_edition(
    path: str | Path,
    *,
    county: str = "",
    label: str = "",
    sheets: Sequence[str] | None = None,
    encoding: str | None = None,
) -> Edition:
    """Read a list of place names from a workbook or a text file of any layout.

    Columns are recognised by their headings (:data:`~..archive.FIELDS`). Codes lose blanks,
    full-width digits and the zeros that statistics fill them up with; those of 6, 9 or 12 digits
    under 地名代码 are taken for the division codes that they are; 同上 and 〃 are written out; rows of sums (合计) are left out; a township that stands on the first row of its group only is filled down.
    With *county* a place without a code lies in the township of that county that the list names, and a list of a wider area is cut to the county: of a table most of whose coded rows
    lie elsewhere only the rows of the county are kept, so that a national list can be given. In a
    list of the county itself a row with another county's code stays: it is a fault to be found.
    Without *sheets* every sheet that has a column of names is read, as one list.

    Raises:
        CallError: no such county (IN203).
        InputError: the file cannot be read (IN1), no column holds names (PB491), or no row lies in
            the county (PB497).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    from minzheng_core.reading import read_archive

    if county:
        county = county_code(county)
    archive = read_archive(
        path, (*FIELDS, VILLAGE, BOTH, *MEASURES), sheets=sheets, encoding=encoding
    )
    return _edition(archive, county, label=label or Path(path).stem, file=Path(path).name)


def edition_from_frame(frame: Any, *, county: str = "", label: str = "表") -> Edition:
    """A list of place names in a frame, as :func:`read_edition` reads one in a file.

    Raises:
        CallError: not a table (IN208), no such county (IN203).
        InputError: no column holds names (IN111, PB491), no rows (IN112), none in the county (PB497).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    from minzheng_core.reading import read_frame

    if county:
        county = county_code(county)
    return _edition(
        read_frame(frame, (*FIELDS, VILLAGE, BOTH, *MEASURES)), county, label=label, file=label
    )


def _edition(archive: Archive, county: str, *, label: str, file: str) -> Edition:
    rows: list[ListRow] = []
    nameless: list[ListRow] = []
    noted: list[tuple[str, ReadingNote]] = []
    elsewhere = moved = 0
    kinds: Counter[tuple[str, str]] = Counter()
    frames = [
        (table.sheet, _named(with_own_columns(table.frame, _LEVELS, _KNOWN)), _said(table))
        for table in archive.tables
    ]
    noted += nameless_sheets(
        (sheet, frame.columns) for sheet, frame, _ in frames if "standard_name" not in frame.columns
    )
    frames = [told for told in frames if "standard_name" in told[1].columns]
    unread = tuple(dict.fromkeys(heading for _, frame, _ in frames for heading in _unread(frame)))
    for sheet_name, found, said in frames:
        frame, count = _own_columns(_settlements(_tidied(found), sheet_name))
        frame = _told(_plain(_codes_above(frame)))
        moved += count
        if county:
            whole = frame.height
            frame = _of_county(frame, county)
            elsewhere += whole - frame.height
        kept = [name for name in ("source_row", *FIELD_NAMES, BOTH.name) if name in frame.columns]
        sheet = sheet_name if len(frames) > 1 else ""
        bracketed: list[int] = []
        for number, *cells in frame.select(kept).iter_rows():
            told = {
                n: str(t).strip() for n, t in zip(kept[1:], cells, strict=True) if t is not None
            }
            listed = ListRow(line=int(number), cells=in_two_cells(told), sheet=sheet)
            row = without_former_name(listed)
            bracketed += [row.line] if row is not listed else []
            if _TOTAL.fullmatch(row.name):
                continue
            if row.name:
                rows.append(with_kind(row, said))
                kinds[sheet, said] += rows[-1] is not row
            elif any(told.values()):
                nameless.append(row)
        noted += moved_names(sheet, bracketed)
    noted += kinds_taken(+kinds)
    if not rows and elsewhere:
        raise InputError("PB497", file=file, county=county, count=elsewhere)
    if not rows:
        raise InputError("PB491", file=file)
    return Edition(
        label=label,
        rows=tuple(_in_townships(rows, county) if county else rows),
        nameless=tuple(nameless),
        elsewhere=elsewhere,
        division_codes=moved,
        remarks=(*archive.remarks, *noted, *not_taken(unread)),
    )


def _said(table: Table) -> str:
    """The category that a sheet, its title or the heading of its names says that all of its places are of."""
    heading = table.mapping.fields.get("standard_name")
    return kind_of_list([table.sheet, *table.titles, *([heading.heading] if heading else ())])


def _unread(frame: pl.DataFrame) -> Iterator[str]:
    """The headings of columns that hold something and are no field of a list."""
    labels = {spec.name: spec.label for spec in (VILLAGE, *MEASURES) if spec.name in frame.columns}
    return unread_columns(frame.rename(labels), _KNOWN)


def _in_townships(rows: Sequence[ListRow], county: str) -> Iterator[ListRow]:
    """The rows; one without a code lies in the township of the county that it names, if it is one.

    The list's own townships go before those of today: one of last year has the codes of last year.
    """
    listed = _codes_by_name((r.code, r.name) for r in rows if len(r.code) == _TOWNSHIP_DIGITS)
    present = _codes_by_name((t.code, t.name) for t in townships().of_county(county, TODAY))
    known = present | listed
    for row in rows:
        codes = known.get(tidy(row["parent_name"]), set())
        if row.township.isdecimal() or row.code or len(codes) != 1:
            yield row
        else:
            yield evolve(row, cells={**row.cells, "division": min(codes)})


def _codes_by_name(towns: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The codes of the townships called so, with their kind or without."""
    known: dict[str, set[str]] = {}
    for code, name in towns:
        for form in (name, stem(name)):
            known.setdefault(form, set()).add(code)
    return known


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """A list of villages has their names where one of settlements has what they belong to."""
    if "standard_name" in frame.columns or VILLAGE.name not in frame.columns:
        return frame
    return frame.rename({VILLAGE.name: "standard_name"})


def _settlements(frame: pl.DataFrame, sheet: str) -> pl.DataFrame:
    """A list of settlements, which its sheet or the village above each says, with that as their category.

    What they are is not seen by their names, so many are called as features and streets are (磨石坡, 上街).
    """
    import polars as pl

    if not (_OF_SETTLEMENTS.search(sheet) or VILLAGE.name in frame.columns):
        return frame
    if frame.schema.get("category", pl.Null) != pl.Null or "place_code" in frame.columns:
        return frame
    own = pl.col("category_name") if "category_name" in frame.columns else pl.lit(None, pl.String)
    village = pl.col("standard_name").str.contains(_OF_VILLAGES)
    settled = pl.when(~village).then(pl.lit(_SETTLEMENT))
    return frame.with_columns(pl.coalesce(own, settled).alias("category_name"))


def _tidied(frame: pl.DataFrame) -> pl.DataFrame:
    """Codes in plain digits, and headings of groups on every row."""
    frame = frame.with_columns(code_column(name) for name in _CODES if name in frame.columns)
    return frame.with_columns(
        filled_down(frame[name]) for name in _GROUPED if name in frame.columns and frame.height
    )


def _own_columns(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Division codes that stand in the column of place codes, put in their own; and how many."""
    import polars as pl

    if "place_code" not in frame.columns:
        return frame, 0
    if "unit_code" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("unit_code"))
    unit, place = pl.col("unit_code"), pl.col("place_code")
    misplaced = place.str.contains(_DIVISION_CODE).fill_null(value=False)
    misplaced &= (unit.fill_null("") == "") | (unit == place)
    frame = frame.with_columns(misplaced.alias("misplaced"))
    moved = pl.col("misplaced")
    frame = frame.with_columns(
        pl.when(moved).then(place).otherwise(unit).alias("unit_code"),
        pl.when(moved).then(None).otherwise(place).alias("place_code"),
    )
    return frame.drop("misplaced"), int(frame["misplaced"].sum())


def _codes_above(frame: pl.DataFrame) -> pl.DataFrame:
    """Codes of townships or counties that stand in the column of names (所属乡镇), put in that of the codes."""
    import polars as pl

    if "parent_name" not in frame.columns:
        return frame
    if "division" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("division"))
    code = code_column("parent_name").str.extract(_CODE_ABOVE)
    division = pl.col("division").fill_null("")
    moved = code.is_not_null() & ((division == "") | (division == code))
    return frame.with_columns(
        pl.when(moved).then(code).otherwise("division").alias("division"),
        pl.when(~moved).then("parent_name").alias("parent_name"),
    )


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Division codes without the zeros that statistics fill them up with (360732217000)."""
    import polars as pl

    columns = [pl.col(name) for name in ("unit_code", "division") if name in frame.columns]
    return frame.with_columns(c.str.replace(FILLING, "$1$2") for c in columns)


def _told(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without what is written where nothing is known (无, 不详, —), a name apart.

    A column 保护名录 that only says yes or no says in which list nowhere.
    """
    import polars as pl

    told = [name for name in (*FIELD_NAMES, BOTH.name) if name in frame.columns]
    frame = frame.with_columns(
        pl.when(~pl.col(name).str.contains(PLACEHOLDER)).then(name)
        for name in told
        if name != "standard_name" and frame.schema[name] == pl.String
    )
    if frame.schema.get("protection_list") != pl.String:
        return frame
    listed = pl.col("protection_list").str.strip_chars()
    return frame.with_columns(listed.replace(_YES_AND_NO).alias("protection_list"))


def _of_county(frame: pl.DataFrame, county: str) -> pl.DataFrame:
    """The rows of the county where most of a table lies elsewhere, else the whole table.

    A code that is too short, or is none, says nothing of where the place lies: such rows stay, but
    not those of a list that is another county's.
    """
    import polars as pl

    codes = [pl.col(name) for name in _OF_COUNTY if name in frame.columns]
    if not codes:
        return frame
    own = "|".join(sorted(lineage(county) | {county}))
    told = pl.any_horizontal(c.str.contains(r"^[0-9]{6}").fill_null(value=False) for c in codes)
    here = pl.any_horizontal(c.str.contains(f"^(?:{own})").fill_null(value=False) for c in codes)
    counted = frame.select(here.sum().alias("here"), (told & ~here).sum().alias("elsewhere"))
    here_count, elsewhere = counted.row(0)
    if not here_count and elsewhere * 2 > frame.height:
        return frame.clear()
    return frame.filter(here | ~told) if elsewhere > here_count else frame
