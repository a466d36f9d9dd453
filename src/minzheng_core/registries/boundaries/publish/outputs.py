"""What a check leaves: a page with the picture, a workbook, a table and GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from minzheng_core.extras import require_extra
from minzheng_core.outputs import whole_files
from minzheng_core.reference.divisions import divisions
from minzheng_core.registries.boundaries.checks.located import KINDS, Located
from minzheng_core.registries.boundaries.checks.prepared import read_place
from minzheng_core.registries.boundaries.publish.maps import picture, ranked
from minzheng_core.reports.html.style import CSS
from minzheng_core.reports.html.tables import code, paragraph, section, short, table, tag
from minzheng_core.reports.workbook.new import new_workbook
from minzheng_core.values.point import CHINA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from minzheng_core.registries.boundaries.checks.report import SetReport
    from minzheng_core.values.marker_code import LinePattern

REPORT, WORKBOOK, TABLE, GEOJSON = (
    "界线核查报告.html",
    "界线核查.xlsx",
    "findings.csv",
    "boundaries.geojson",
)
COLUMNS = (
    "severity",
    "code",
    "kind",
    "key",
    "row",
    "source",
    "field",
    "sentence",
    "others",
    "lon",
    "lat",
    "basis",
)
HEADINGS = (
    "等级",
    "代码",
    "对象",
    "编号或名称",
    "第几条",
    "出处",
    "项目",
    "问题",
    "涉及",
    "经度",
    "纬度",
    "依据",
)
_WIDTHS = (6, 8, 7, 18, 7, 34, 16, 60, 34, 12, 12, 44)


def lines_of(report: SetReport, lang: str = "zh") -> list[tuple[Any, ...]]:
    """One line per finding, most serious first, in the order of :data:`COLUMNS`."""
    return [
        (
            str(item.severity), item.finding.code, item.kind, item.key,
            None if item.row is None else item.row + 1, report.of.source(item.kind, item.row),
            item.finding.field,
            item.verdict(lang), "、".join(item.others), item.lon, item.lat,
            item.finding.entry.basis,
        )
        for item in ranked(report)
    ]  # fmt: skip


def frame_of(report: SetReport, lang: str = "zh") -> pl.DataFrame:
    """The findings as a frame."""
    require_extra("archive")
    import polars as pl

    types = [pl.String] * 4 + [pl.Int64] + [pl.String] * 4 + [pl.Float64] * 2 + [pl.String]
    return pl.DataFrame(
        lines_of(report, lang), schema=dict(zip(COLUMNS, types, strict=True)), orient="row"
    )


def geojson_of(report: SetReport) -> dict[str, Any]:
    """Lines, markers and findings as a collection of features in longitude and latitude (RFC 7946).

    ``layer`` tells which is which; coordinates are on the set's datum, named in the collection. A marker that has
    no place on it is a feature without geometry.
    """
    given = report.of
    features = [
        _feature(shape, "line", {"code": line.code, "title": line.title})
        for line, shape in zip(given.lines, given.shapes, strict=True)
        if shape is not None
        and not shapely.is_empty(shape)
        and np.isfinite(shapely.get_coordinates(shape)).all()
    ]
    for marker in given.markers:
        point, _ = read_place(marker, given.datum, CHINA)
        place = None if point is None else shapely.Point(point.lon, point.lat)
        features.append(_feature(place, "marker", {"code": marker.code, "kind": marker.kind}))
    features += [_finding_feature(item) for item in ranked(report)]
    return {"type": "FeatureCollection", "datum": given.datum.label, "features": features}


def _finding_feature(item: Located) -> dict[str, Any]:
    shape = item.shape
    if shape is None and item.lon is not None:
        shape = shapely.Point(item.lon, item.lat)
    return _feature(
        shape,
        "finding",
        {
            "severity": str(item.severity), "code": item.finding.code, "kind": item.kind,
            "key": item.key, "sentence": item.sentence(), "sentence_en": item.sentence("en"),
        },
    )  # fmt: skip


def _feature(shape: Any, layer: str, values: Mapping[str, Any]) -> dict[str, Any]:
    geometry = None
    if shape is not None:
        rounded = shapely.transform(shape, lambda xy: np.round(xy, 8))
        geometry = json.loads(shapely.to_geojson(rounded))
    return {"type": "Feature", "geometry": geometry, "properties": {"layer": layer, **values}}


def page(
    report: SetReport, patterns: Sequence[LinePattern] = (), *, only: Sequence[str] = ()
) -> str:
    """The report as one page: counts, the picture, every finding; no network, no script."""
    counts = report.counts()
    cards = "".join(
        f'<div class="card {name}"><b>{number:,}</b><span>{label}</span></div>'
        for name, number, label in (
            ("", len(report.of.lines), "条界线"), ("", len(report.of.markers), "座界桩"),
            ("error", counts["error"], "处错误"), ("suspect", counts["suspect"], "处存疑"),
        )
    )  # fmt: skip
    found = [
        (
            number, tag(str(item.severity), item.severity.label), KINDS[item.kind],
            short(item.key or "—"), code(item.finding.code), item.sentence(), item.finding.entry.advice_zh,
        )
        for number, item in enumerate(ranked(report), 1)
    ]  # fmt: skip
    listed = (
        table(("图上序号", "等级", "对象", "编号或名称", "代码", "问题", "怎么办"), found)
        if found
        else paragraph("没有发现问题。")
    )
    wide = CSS.replace("max-width:900px", "max-width:1180px")
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>界线核查报告</title><style>{wide}</style></head><body>\n"
        f"<h1>界线与界桩核查报告</h1>"
        + paragraph(
            f"{_county_in_words(report.of.county)}，{report.of.datum.label}；提示 {counts['notice']:,} 处。",
            "sub",
        )
        + f'<div class="cards">{cards}</div>'
        + section(
            "图",
            picture(report, patterns, only=only),
            paragraph("圆圈内的数字是下表的序号；鼠标停在上面看说明。", "note"),
        )
        + section("问题", listed)
        + "\n</body></html>\n"
    )


def _county_in_words(code: str) -> str:
    """The county with its code, as the top of the page says it."""
    own = divisions().records(code)
    return f"{own[-1].full_name}（{code}）" if own else code


def write_workbook(report: SetReport, path: Path) -> None:
    """The findings as a workbook with filters."""
    with new_workbook(path) as (book, styles):
        sheet = book.add_worksheet("问题")
        for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, styles.head)
        for number, (line, item) in enumerate(
            zip(lines_of(report), ranked(report), strict=True), 1
        ):
            shown = (item.severity.label, line[1], KINDS[item.kind], *line[3:])
            for column, value in enumerate(shown):
                style = styles.of(str(item.severity)) if column == 0 else styles.text
                if value is None:
                    sheet.write_blank(number, column, None, style)
                else:
                    sheet.write_string(number, column, str(value), style)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(report.found), 1), len(HEADINGS) - 1)


def save(
    report: SetReport, directory: str | Path, patterns: Sequence[LinePattern] = ()
) -> dict[str, Path]:
    """Write every output into a folder, all or none, and say where; see :meth:`SetReport.save`."""
    require_extra("archive")
    folder, names = Path(directory), (REPORT, WORKBOOK, TABLE, GEOJSON)
    with whole_files(folder, names) as aside:
        (aside / REPORT).write_text(page(report, patterns), encoding="utf-8", newline="\n")
        write_workbook(report, aside / WORKBOOK)
        frame_of(report).write_csv(aside / TABLE, include_bom=True)
        text = json.dumps(geojson_of(report), ensure_ascii=False)
        (aside / GEOJSON).write_text(text + "\n", encoding="utf-8")
    return {name: folder / name for name in names}
