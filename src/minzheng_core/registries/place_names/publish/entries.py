"""The names of an edition as they are published: one entry each, in the order of the list (标准地名录)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings import Severity
from minzheng_core.geodesy import gcj02
from minzheng_core.geodesy.datums import Datum
from minzheng_core.registries.place_names.coordinates import position_of
from minzheng_core.registries.place_names.former_names import read_former_names
from minzheng_core.registries.place_names.kinds import SPELLED_AS
from minzheng_core.registries.place_names.spelling import check_spelling, spell
from minzheng_core.registries.place_names.spelling.plain import plain_spelling
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.place_names.lists import Edition, ListRow

OTHERS = "其他"
_FOR_MAPS = (Datum.CGCS2000, Datum.WGS84)


@frozen(kw_only=True)
class Published:
    """One name as it is printed; ``point`` is longitude and latitude on CGCS2000, where it can be told."""

    row: ListRow
    spelling: str
    section: str
    point: tuple[float, float] | None
    unplaced: str = ""
    """Why coordinates that are there gave no point."""
    misspelt: str = ""
    """What is wrong with the spelling that the record has; it is printed as it stands there."""

    @property
    def name(self) -> str:
        """The standard name."""
        return self.row.name

    @property
    def kind(self) -> str:
        """What it names, in words."""
        return self.row["category_name"] or (self.row.kind.label if self.row.kind else "")

    @property
    def code(self) -> str:
        """The place code, else the code of the division."""
        return self.row["place_code"] or self.row.code


_TOWNSHIP_DIGITS = 9


def published(edition: Edition, *, county: str = "", datum: Datum | None = None) -> list[Published]:
    """The entries of an edition, by township and code, then by spelling.

    A township is called as the edition itself calls it, else as the national list does.
    A name without a spelling is spelled where every reading is attested, and left without
    otherwise; one that breaks the rules is printed, for the record may know better, and told. Points count on CGCS2000 and WGS 84, which agree; GCJ-02 is turned back (to about a
    metre); coordinates of other datums, or of none where *datum* does not tell it, are left out.
    """
    found = []
    towns = {row.code: row.name for row in edition if len(row.code) == _TOWNSHIP_DIGITS}
    for row in edition:
        point, unplaced = placed(row, datum)
        found.append(
            Published(
                row=row,
                spelling=row["spelling"] or _spelled(row, county),
                section=row["parent_name"] or towns.get(row.township) or row.place or OTHERS,
                point=point,
                unplaced=unplaced,
                misspelt=_misspelt(row, county),
            )
        )
    return sorted(
        found,
        key=lambda e: (e.section == OTHERS, e.row.township, e.row.code, plain_spelling(e.spelling)),
    )


def _division(row: ListRow, county: str) -> str:
    return row.township if row.township.isdecimal() else county


def _spelled(row: ListRow, county: str) -> str:
    kind = SPELLED_AS[row.kind] if row.kind else None
    spelled = spell(row.name, kind=kind, division=_division(row, county))
    return spelled.text if spelled.confirmed and kind else ""


def _misspelt(row: ListRow, county: str) -> str:
    if not row["spelling"] or row.kind is None:
        return ""
    judged = check_spelling(
        row.name, row["spelling"], kind=SPELLED_AS[row.kind], division=_division(row, county)
    )
    return "；".join(f.sentence() for f in judged.findings if f.severity is Severity.ERROR)


def placed(row: ListRow, datum: Datum | None = None) -> tuple[tuple[float, float] | None, str]:
    """Longitude and latitude of a row on CGCS2000, or why they cannot be told.

    A point is not turned round: latitude in the column of longitudes is for somebody to correct.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> cells = {"longitude": "115°22′12″", "latitude": "26.35", "datum": "CGCS2000"}
    >>> placed(ListRow(line=1, cells=cells))
    ((115.37, 26.35), '')
    >>> placed(ListRow(line=1, cells={"longitude": "115.37", "latitude": "26.35"}))
    (None, '没有写明坐标系')
    """
    if not (row["longitude"] or row["latitude"]):
        return None, ""
    told = Datum.named(row["datum"]) if row["datum"] else datum
    found = position_of(row["longitude"], row["latitude"], told)
    grave = [f for f in found.findings if f.code == "GC107" or f.severity.value != "notice"]
    if found.value is None or grave:
        return None, "；".join(f.sentence() for f in grave or found.findings)
    if told is None:
        return None, f"不认识坐标系“{row['datum'][:10]}”" if row["datum"] else "没有写明坐标系"
    north, east = found.value.geodetic
    if told is Datum.GCJ02:
        north, east = gcj02.undone(north, east)
    elif told not in _FOR_MAPS:
        return None, f"{told.label}坐标要先转换"
    return (round(east, 6), round(north, 6)), ""


def sections(entries: Iterable[Published]) -> dict[str, list[Published]]:
    """Entries by the township they stand under, in their order."""
    found: dict[str, list[Published]] = {}
    for entry in entries:
        found.setdefault(entry.section, []).append(entry)
    return found


def dictionary_entry(entry: Published) -> str:
    """The article of a place-name dictionary (地名词典条目), of what the record says.

    >>> from minzheng_core.registries.place_names.lists import Edition, ListRow
    >>> cells = {"standard_name": "和顺村", "unit_code": "360732107201", "former_names": "和顺大队（1958—1984）",
    ...          "origin": "村前有和顺桥", "spelling": "Héshùn Cūn"}
    >>> dictionary_entry(published(Edition(label="", rows=(ListRow(line=1, cells=cells),)))[0])
    '【和顺村】Héshùn Cūn　村（行政村）。在城岗镇。曾名和顺大队（1958—1984年）。村前有和顺桥。'
    """
    row = entry.row
    head = f"【{entry.name}】{entry.spelling}" + (
        f"（{row['minority_script']}）" if row["minority_script"] else ""
    )
    where = f"在{entry.section}" if entry.section not in {OTHERS, entry.name} else ""
    alias = f"又名{row['alias']}" if row["alias"] else ""
    texts = (
        entry.kind,
        where,
        row["description"],
        alias,
        _former(row),
        row["origin"],
        row["meaning"],
        row["history"],
    )
    said = "".join(_sentence(text) for text in dict.fromkeys(texts) if text)
    approval = (
        f"{_day(row['approval_on'])}{row['approval_authority']}批准"
        if row["approval_on"] and row["approval_authority"]
        else ""
    )
    return f"{head}　{said}{_sentence(approval) if approval else ''}".rstrip("　")


def _day(text: str) -> str:
    """A date as it is written in a sentence; as it stands where it cannot be read."""
    value = PartialDate.parse(text).value
    return value.show() if value else text


def _former(row: ListRow) -> str:
    names, _ = read_former_names(row["former_names"])
    if not names:
        return f"曾名{row['former_names']}" if row["former_names"] else ""
    spans = [
        f"{n.name}（{n.since or ''}—{n.until or ''}年）" if n.since or n.until else n.name
        for n in names
    ]
    return f"曾名{'、'.join(spans)}"


def _sentence(text: str) -> str:
    plain = text.strip().rstrip("。；;")
    return f"{plain}。" if plain else ""
