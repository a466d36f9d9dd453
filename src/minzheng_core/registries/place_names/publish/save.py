"""Everything that an edition is published as, written into one folder."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.errors import MissingExtra
from minzheng_core.extras import require_extra
from minzheng_core.outputs import whole_files
from minzheng_core.reference.county_codes import lineage
from minzheng_core.reference.divisions import divisions
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.publish.entries import printable, published
from minzheng_core.registries.place_names.publish.geojson import geojson
from minzheng_core.registries.place_names.publish.page import dictionary_page, list_page
from minzheng_core.registries.place_names.publish.picture import draw
from minzheng_core.registries.place_names.publish.workbook import write_workbook
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from minzheng_core.geodesy.datums import Datum
    from minzheng_core.registries.place_names.lists import Edition
    from minzheng_core.registries.place_names.publish.entries import Published
    from minzheng_core.registries.place_names.spelling import ReadingList

WORKBOOK, PAGE, DICTIONARY = "标准地名录.xlsx", "标准地名录.html", "地名词典.html"
GEOJSON, PICTURE = "地名.geojson", "地名图.png"
FILES = (WORKBOOK, PAGE, DICTIONARY, GEOJSON, PICTURE)
"""Everything that a publication may consist of."""


@frozen(kw_only=True)
class PublishedFiles:
    """What was written: files, names, those without a spelling, and those on the map.

    ``unplaced`` are the names whose coordinates gave no point, ``misspelt`` those whose spelling on
    record breaks the rules and is not printed, ``withheld`` those with dates, coordinates or codes
    that cannot be right and are not printed; each with the reason.
    """

    files: tuple[str, ...]
    names: int
    unspelled: int
    mapped: int
    drawn: bool
    unplaced: tuple[tuple[str, str], ...] = ()
    misspelt: tuple[tuple[str, str], ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()
    unprinted: tuple[tuple[str, str], ...] = ()
    """Names that are none as they are written, so that they stand nowhere but among what is open."""


def publish(
    edition: Edition,
    folder: Path,
    *,
    county: str,
    title: str = "",
    on: date | None = None,
    datum: Datum | None = None,
    font: Path | None = None,
    readings: ReadingList | None = None,
    tones: bool = True,
) -> PublishedFiles:
    """Write an edition as workbook, printable page, dictionary, GeoJSON and map: all of them, or none.

    Args:
        edition: the list.
        folder: where; made where it is not there.
        county: the county's code, for the title and the readings.
        title: of the list; the county's name and 标准地名录 where not given.
        on: the date that is printed, today where not given.
        datum: that of coordinates whose row does not name one.
        font: a font file with Chinese characters for the map.
        readings: the county's own readings, above everything national.
        tones: whether the spellings are printed with tones (1984 rules, item 9) or all without.

    Raises:
        CallError: no such county (IN203).
        OutputError: something cannot be written (IN302 to IN304).
        MissingExtra: the extra ``archive`` is not installed (IN002). Without the extra ``plot``
            there is no map.

    """
    require_extra("archive")
    county = county_code(county)
    day = on or date.today()
    where, short = _county(edition, county)
    heading = title or f"{short}标准地名录"
    listed = published(edition, county=county, datum=datum, readings=readings, tones=tones)
    entries = printable(listed)
    with whole_files(folder, FILES) as aside:
        mapped = sum(entry.point is not None for entry in entries)
        located = mapped or any(entry.outline.shape for entry in entries)
        image = _drawn(entries, aside / PICTURE, f"{short}地名图", font) if located else ""
        page = list_page(entries, title=heading, county=where, on=day, picture=image, tones=tones)
        dictionary = dictionary_page(entries, title=f"{heading}·词典条目", county=where, on=day)
        texts = {PAGE: page, DICTIONARY: dictionary}
        if located:
            texts[GEOJSON] = geojson(entries)
        for name, text in texts.items():
            (aside / name).write_text(text, encoding="utf-8", newline="\n")
        write_workbook(aside / WORKBOOK, listed, title=heading, county=where, on=day, tones=tones)
    return PublishedFiles(
        files=(WORKBOOK, *texts, *((PICTURE,) if image else ())),
        names=len(entries),
        unprinted=tuple((entry.name, entry.unprintable) for entry in listed if entry.unprintable),
        unspelled=sum(not (entry.spelling or entry.misspelt) for entry in entries),
        mapped=mapped,
        drawn=bool(image),
        unplaced=tuple((entry.name, entry.unplaced) for entry in entries if entry.unplaced),
        misspelt=tuple((entry.name, entry.misspelt) for entry in entries if entry.misspelt),
        withheld=tuple(
            (entry.name, why) for entry in entries for why in dict.fromkeys(entry.withheld.values())
        ),
    )


def _county(edition: Edition, county: str) -> tuple[str, str]:
    """The county's name with those above it, and alone: as its own record has it, else the national list.

    Where it became a city, its book has the name and a code that no list knows yet.
    """
    known = divisions()
    records = known.records(county)
    whole, short = (records[-1].full_name, records[-1].name) if records else (county, county)
    own = lineage(county) | {county}
    named = {
        row.name
        for row in edition
        if row.kind is PlaceKind.COUNTY_DIVISION and row.code
        if row.code in own or (row.key and row.code not in known)
    }
    now = named.pop() if len(named) == 1 else short
    return whole.removesuffix(short) + now, now


def _drawn(entries: Sequence[Published], path: Path, title: str, font: Path | None) -> str:
    """The map that was drawn, as a page holds it; empty where there is none or the extra is missing."""
    try:
        drawn = draw(entries, path, title=title, font=font) > 0
    except MissingExtra:
        drawn = False
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}" if drawn else ""
