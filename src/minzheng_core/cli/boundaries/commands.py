"""Commands on boundary lines and markers: check, draw, convert, due."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.cli.books.access import books_of, store_at
from minzheng_core.cli.files import is_table, save_text
from minzheng_core.cli.sentences import Sentences
from minzheng_core.cli.speech import level_of, print_findings
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError, InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from minzheng_core.geodesy.datums import Datum
    from minzheng_core.geodesy.helmert import Similarity
    from minzheng_core.geodesy.zones import Zone
    from minzheng_core.registries.boundaries import CountySet
    from minzheng_core.registries.boundaries.due import Due
    from minzheng_core.values.base import Parsed
    from minzheng_core.values.marker_code import LinePattern
    from minzheng_core.values.point import Point
    from minzheng_core.values.point_text import Frame

SHOWN = 40
"""Findings shown on a screen; the report has all of them."""
BOOKS = ("boundary_lines", "boundary_markers", "boundary_disputes")
_SENTENCES = Sentences(
    zh={
        "counts": "{lines} 条界线、{markers} 座界桩、{points} 个边界点、{units} 个政区面：错误 {error}、存疑 {suspect}、提示 {notice}。",
        "more": "  ……另有 {more} 处，见报告",
        "unread": "没有认出、没有用的列：{columns}",
        "sound": "没有发现错误和存疑。",
        "saved": "结果：{directory}（先看《{report}》）",
        "hint": "加 --out 目录 写出报告、图和表。",
        "drawn": "已画到 {file}",
        "due": "截至 {on}，共 {count} 项，其中逾期 {over} 项。",
        "none": "没有到期的事项。",
        "wrote": "{count} 个坐标写到 {file}",
    },
    en={
        "counts": "{lines} lines, {markers} markers, {points} points, {units} polygons: {error} errors, {suspect} suspect, {notice} notices.",
        "more": "  … {more} more in the report",
        "unread": "Columns not recognised and not used: {columns}",
        "sound": "No errors and no doubts.",
        "saved": "Results: {directory} (begin with {report})",
        "hint": "Add --out FOLDER for report, map and tables.",
        "drawn": "Drawn to {file}",
        "due": "As of {on}: {count} tasks, {over} overdue.",
        "none": "Nothing is due.",
        "wrote": "{count} coordinates written to {file}",
    },
)


def check(options: argparse.Namespace) -> int:
    """Check a county's set; 10 where something cannot be true."""
    from minzheng_core.registries.boundaries import Tolerance, check_set
    from minzheng_core.registries.boundaries.publish.maps import ranked
    from minzheng_core.registries.boundaries.publish.outputs import REPORT, save

    say = partial(_SENTENCES.say, options.lang)
    patterns = patterns_of(options.pattern)
    given = _set_of(options)
    tolerance = Tolerance(metres=options.tolerance, scale=options.scale, error=options.error)
    report = check_set(
        given, on=options.on, tolerance=tolerance, patterns=patterns, gap_width=options.gap,
        report_hours=options.report_hours,
    )  # fmt: skip
    for item in ranked(report)[:SHOWN]:
        level = level_of(item.severity, options.lang)
        print(
            f"{level} [{item.finding.code}] {item.key or given.county}  {item.sentence(options.lang)}"
        )
    if len(report.found) > SHOWN:
        print(say("more", more=len(report.found) - SHOWN))
    sizes = {n: len(getattr(given, n)) for n in ("lines", "markers", "points", "units")}
    counts = report.counts()
    print(say("counts", **sizes, **counts))
    for unread in given.unread:
        print(say("unread", columns=unread))
    if report.sound:
        print(say("sound"))
    if options.out:
        save(report, options.out, patterns)
        print(say("saved", directory=options.out, report=REPORT))
    else:
        print(say("hint"))
    return TOLD if counts["error"] else 0


def draw(options: argparse.Namespace) -> int:
    """Draw lines, markers and findings."""
    from minzheng_core.registries.boundaries import check_set
    from minzheng_core.registries.boundaries.publish.maps import picture
    from minzheng_core.registries.boundaries.publish.outputs import page

    patterns = patterns_of(options.pattern)
    report = check_set(_set_of(options), patterns=patterns)
    if options.out.suffix.lower() in {".html", ".htm"}:
        text = page(report, patterns, only=options.line)
    else:
        text = picture(report, patterns, only=options.line) + "\n"
    save_text(options.out, text)
    print(_SENTENCES.say(options.lang, "drawn", file=options.out))
    return 0


def _set_of(options: argparse.Namespace) -> CountySet:
    from minzheng_core.registries.boundaries.files.reading import read_set

    return read_set(
        options.files, county=options.county, datum=options.datum, zone=zone_given(options.zone),
        epsg=options.epsg,
    )  # fmt: skip


def patterns_of(texts: Sequence[str]) -> tuple[LinePattern, ...]:
    r"""The patterns of line codes that a command is given, after the provincial one.

    >>> [(p.level, p.unit) for p in patterns_of([r"县级=\d{8}:4"])]
    [('省级', 2), ('县级', 4)]

    Raises:
        CallError: one that cannot be read (BL508).

    """
    from minzheng_core.values.marker_code import PROVINCIAL, LinePattern

    found = [PROVINCIAL]
    for text in texts:
        match = re.fullmatch(r"([^=]+)=(.+?)(?::(\d+))?", text)
        try:
            if match is None:
                raise CallError("BL508", pattern=text)
            re.compile(match[2])
        except re.error as error:
            raise CallError("BL508", pattern=text) from error
        found.append(LinePattern(level=match[1], pattern=match[2], unit=int(match[3] or 0)))
    return tuple(found)


def zone_given(text: str | None) -> Zone | None:
    """The zone that a command is given.

    Raises:
        CallError: it is none (BL510).

    """
    from minzheng_core.registries.boundaries.facts import zone_of

    if text is None:
        return None
    found = zone_of(text)
    if found is None or not found.in_china:
        raise CallError("BL510", zone=text)
    return found


@frozen
class _Wanted:
    """In which form, datum and zone coordinates are wanted, and by which parameters."""

    form: str
    datum: Datum | None
    zone: Zone | None
    by: Similarity | None = None

    def of(self, point: Point) -> Point:
        """A point on the datum that is wanted; GCJ-02 is taken off unless another one is named."""
        from minzheng_core.geodesy.datums import Datum

        usual = Datum.CGCS2000 if point.datum is Datum.GCJ02 else point.datum
        there = self.datum or usual
        return point.to(there, None if point.datum.agrees(there) else self.by)

    def shown(self, point: Point) -> str:
        """A point as it is wanted."""
        from minzheng_core.values.point import dms

        there = self.of(point)
        if self.form == "xy":
            return there.in_zone(self.zone).show()
        lat, lon = there.geodetic
        return f"{dms(lon, 4)} {dms(lat, 4)}" if self.form == "dms" else f"{lon:.8f} {lat:.8f}"


def convert(options: argparse.Namespace) -> int:
    """Convert coordinates between forms, zones and GCJ-02; 10 where one cannot be read."""
    from minzheng_core.geodesy.datums import Datum
    from minzheng_core.values.point_text import Frame, parse_point

    source, zone = options.from_datum or Datum.CGCS2000, zone_given(options.zone)
    wanted = _Wanted(options.to, options.to_datum, zone_given(options.to_zone))
    if options.common:
        from minzheng_core.cli.boundaries.common_points import parameters_from

        target = options.to_datum or Datum.CGCS2000
        by = parameters_from(options.common, source, target, zone, options.lang)
        wanted = evolve(wanted, datum=target, by=by)
    frame = Frame(datum=source, zone=zone, packed=options.packed)
    wrong = False
    for text in options.points:
        if is_table(text):
            wrong |= _convert_table(Path(text), frame, wanted, options)
            continue
        parsed = parse_point(text, frame)
        shown = wanted.shown(parsed.value) if parsed.value else "—"
        print(f"{text}  →  {shown}")
        print_findings(parsed.findings, options.lang)
        wrong |= parsed.value is None
    return TOLD if wrong else 0


def _convert_table(path: Path, frame: Frame, wanted: _Wanted, options: argparse.Namespace) -> bool:
    """A table with its converted coordinates beside what was written; whether some were unreadable."""
    from minzheng_core.extras import require_extra

    require_extra("archive")
    import polars as pl

    rows = list(_points_of(path, frame))
    if not rows:
        raise InputError("BL511", file=path.name)
    table = pl.DataFrame(
        [_converted(name, parsed, wanted, options.lang) for name, parsed in rows],
        schema=dict.fromkeys(("编号", "原文", "结果", "坐标系", "问题"), pl.String),
    )
    if options.out:
        save_text(options.out, "\ufeff" + table.write_csv())
        print(_SENTENCES.say(options.lang, "wrote", count=table.height, file=options.out))
    else:
        print(table.write_csv(separator="\t"), end="")
    return bool(table["结果"].null_count())


def _converted(
    name: str, parsed: Parsed[Point], wanted: _Wanted, lang: str
) -> dict[str, str | None]:
    """A line of the table: a point of another datum than the parameters are for is said so, and not converted."""
    told = [f"{found.code} {found.sentence(lang)}" for found in parsed.findings]
    shown = datum = None
    if parsed.value:
        try:
            shown, datum = wanted.shown(parsed.value), wanted.of(parsed.value).datum.label
        except CallError as error:
            told.append(f"{error.code} {error.sentence(lang)}")
    return {
        "编号": name, "原文": parsed.raw, "结果": shown, "坐标系": datum,
        "问题": "；".join(told) or None,
    }  # fmt: skip


def _points_of(path: Path, frame: Frame) -> Iterator[tuple[str, Parsed[Point]]]:
    from minzheng_core.geodesy.datums import Datum
    from minzheng_core.reading import read_archive
    from minzheng_core.registries.boundaries.facts import zone_of
    from minzheng_core.registries.boundaries.files.aliases import fields
    from minzheng_core.registries.boundaries.files.coordinates import one_axis_a_column
    from minzheng_core.values.point_text import read_point

    for table in read_archive(path, fields()).tables:
        for cells_of_row in table.frame.iter_rows(named=True):
            row = one_axis_a_column(
                {name.replace("__", "."): cell for name, cell in cells_of_row.items() if cell}
            )
            own = evolve(
                frame,
                zone=zone_of(row.get("position.zone")) or frame.zone,
                datum=Datum.named(row.get("position.datum") or "") or frame.datum,
            )
            name = next((row[n] for n in ("marker", "point", "line") if row.get(n)), "")
            for north, east in (("x", "y"), ("latitude", "longitude")):
                cells = row.get(f"position.{north}"), row.get(f"position.{east}")
                if any(cells):
                    yield str(name), read_point(*cells, own)
                    break


def due(options: argparse.Namespace) -> int:
    """List inspections, repairs and disputes due from a store; 10 where something is overdue."""
    from minzheng_core.registries.boundaries.due import due_in

    on = options.on or date.today()
    with store_at(options) as store:
        books = [book for name in BOOKS for book in books_of(store, name, options)]
        if not books:
            raise CallError("BL509")
        tasks = due_in(books, on, ahead=options.ahead, repair_days=options.repair_days)
    say = partial(_SENTENCES.say, options.lang)
    for task in tasks:
        print(_line(task, options.lang))
    over = sum(task.overdue for task in tasks)
    said = say("due", on=on, count=len(tasks), over=over)
    print(said if tasks else say("none"))
    return TOLD if over else 0


def _line(task: Due, lang: str) -> str:
    state = {"zh": ("逾期", "待办"), "en": ("overdue", "due")}[lang][not task.overdue]
    by = str(task.by) if task.by else {"zh": "尽快", "en": "soon"}[lang]
    return "  ".join(t for t in (state, by, task.task, task.name, task.note, task.basis) if t)
