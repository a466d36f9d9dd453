"""The picture of a county's lines, markers and findings: SVG, in a page that needs no network.

Drawn without any library, so that it looks the same in every browser and on paper; names are text,
which the reader's own machine has the letters for.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import frozen

from minzheng_core.findings import Severity
from minzheng_core.registries.boundaries.checks.prepared import prepare
from minzheng_core.registries.boundaries.tolerance import Tolerance
from minzheng_core.reports.charts import ERROR, SUSPECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.registries.boundaries.checks.located import Located
    from minzheng_core.registries.boundaries.checks.prepared import Prepared
    from minzheng_core.registries.boundaries.checks.report import SetReport
    from minzheng_core.values.marker_code import LinePattern

Array = Any

WIDTH = 1000.0
MARGIN = 46.0
COLOURS = ("#1F4E78", "#2E7D4F", "#7A4FA3", "#9A6A00", "#00707C", "#A0527A", "#5B6B1F", "#44546A")
"""One for each line, told apart by people who see red and green alike, too."""
NOTICE = "#6B8FB0"
_HUE = {Severity.ERROR: ERROR, Severity.SUSPECT: SUSPECT, Severity.NOTICE: NOTICE}
MOST_LABELS = 60
"""Labels of findings on one picture; the list beside it has all of them."""


@frozen(eq=False)
class _Frame:
    """From the plane to the sheet: scale and offset, north up."""

    west: float
    north: float
    scale: float
    height: float

    @classmethod
    def around(cls, bounds: Array) -> _Frame:
        west, south, east, north = (float(v) for v in bounds)
        across, up = max(east - west, 1.0), max(north - south, 1.0)
        scale = min((WIDTH - 2 * MARGIN) / across, (WIDTH - 2 * MARGIN) / up)
        return cls(
            west - (WIDTH - 2 * MARGIN - across * scale) / 2 / scale,
            north,
            scale,
            up * scale + 2 * MARGIN + 30,
        )

    def at(self, places: Array) -> Array:
        """Places of the plane on the sheet."""
        xy = np.asarray(places, dtype=float).reshape(-1, 2)
        return np.column_stack([
            MARGIN + (xy[:, 0] - self.west) * self.scale,
            MARGIN + (self.north - xy[:, 1]) * self.scale,
        ])  # fmt: skip


def picture(
    report: SetReport, patterns: Sequence[LinePattern] = (), *, only: Sequence[str] = ()
) -> str:
    """Lines, markers and findings as SVG.

    Args:
        report: what was found in a set, with the set.
        patterns: the codes of lines that the county knows.
        only: codes of lines; the picture shows these alone, with what is near them.

    """
    prepared = prepare(report.of, Tolerance(), tuple(patterns))
    chosen = _chosen(prepared, only)
    shapes = [prepared.lines[row] for row in chosen]
    bounds = _bounds(shapes, prepared.places)
    frame = _Frame.around(bounds)
    taken: list[tuple[float, float]] = []
    body = [_lines(prepared, chosen, frame, taken), _markers(prepared, frame, chosen)]
    body += [_findings(report, prepared, frame, bounds, taken), _legend(frame), _scale_bar(frame)]
    title = f"{report.of.county} 界线与界桩"
    return (
        f'<svg viewBox="0 0 {WIDTH:.0f} {frame.height:.0f}" role="img" width="100%" '
        'xmlns="http://www.w3.org/2000/svg" font-family="&quot;Noto Sans CJK SC&quot;,'
        '&quot;Microsoft YaHei&quot;,&quot;SimSun&quot;,sans-serif">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{WIDTH:.0f}" height="{frame.height:.0f}" fill="#FFFFFF"/>'
        f"{''.join(body)}</svg>"
    )


def _chosen(prepared: Prepared, only: Sequence[str]) -> list[int]:
    return [
        row
        for row, line in enumerate(prepared.lines)
        if line is not None
        and not shapely.is_empty(line)
        and (not only or prepared.line_name(row) in only)
    ]


def _bounds(shapes: list[Any], places: Array) -> Array:
    """What the picture shows: the lines, or the markers where there are none."""
    if shapes:
        return shapely.total_bounds(np.array(shapes, dtype=object))
    known = places[np.isfinite(places).all(axis=1)]
    if not len(known):
        return np.array([0.0, 0.0, 1.0, 1.0])
    return np.concatenate([known.min(axis=0) - 500, known.max(axis=0) + 500])


def _lines(
    prepared: Prepared, chosen: list[int], frame: _Frame, taken: list[tuple[float, float]]
) -> str:
    parts = []
    middle = np.mean(
        [shapely.get_coordinates(prepared.lines[r]).mean(axis=0) for r in chosen] or [(0, 0)],
        axis=0,
    )
    for number, row in enumerate(chosen):
        line = prepared.lines[row]
        colour = COLOURS[number % len(COLOURS)]
        thin = shapely.simplify(line, 0.4 / frame.scale)
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in frame.at(shapely.get_coordinates(thin)))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.2" '
            'stroke-linejoin="round"/>'
        )
        ends = frame.at(shapely.get_coordinates(line)[[0, -1]])
        parts += [
            f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="#FFFFFF" '
            'stroke="#222222" stroke-width="1.3"/>'
            for x, y in ends
        ]
        here = shapely.get_coordinates(shapely.line_interpolate_point(line, 0.5, normalized=True))[
            0
        ]
        inward = (middle - here) / max(float(np.hypot(*(middle - here))), 1.0)
        ((x, y),) = frame.at(here + inward * 62 / frame.scale)
        record = prepared.given.lines[row]
        said = record.title or record.code or ""
        taken += [(x + step, y) for step in (-32.0, -12.0, 12.0, 32.0)]
        parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="14" fill="{colour}" font-weight="bold" '
            f'text-anchor="middle" {_HALO}>{escape(said)}</text>'
        )
        if record.title and record.code:
            parts.append(
                f'<text x="{x:.1f}" y="{y + 14:.1f}" font-size="10" fill="{colour}" '
                f'text-anchor="middle" {_HALO}>{escape(record.code)}</text>'
            )
    return "".join(parts)


_HALO = 'paint-order="stroke" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round"'


def _markers(prepared: Prepared, frame: _Frame, chosen: list[int]) -> str:
    parts = []
    shown = set(chosen) if chosen else None
    for number in prepared.numbers:
        row = number[0]
        if (
            shown is not None
            and prepared.line_of[row] >= 0
            and int(prepared.line_of[row]) not in shown
        ):
            continue
        place = prepared.places[row]
        if not np.isfinite(place).all():
            continue
        ((x, y),) = frame.at(place)
        if not (0 <= x <= WIDTH and 0 <= y <= frame.height):
            continue
        code = prepared.codes[row]
        label = (
            f"{code.serial:03d}{'' if code.kind == 'Q' else _letters(prepared, number)}"
            if code
            else prepared.name_of(row)
        )
        shape = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" fill="#FFFFFF" stroke="#222222" stroke-width="1.6"/>'
            if len(number) == 1
            else f'<path d="M{x - 5:.1f},{y + 4:.1f} L{x:.1f},{y - 5:.1f} L{x + 5:.1f},{y + 4:.1f} Z" '
            'fill="#FFFFFF" stroke="#222222" stroke-width="1.6"/>'
        )
        parts.append(
            f"<g><title>{escape(prepared.name_of(row))}</title>{shape}"
            f'<text x="{x + 7:.1f}" y="{y - 5:.1f}" font-size="10.5" fill="#222222" {_HALO}>{escape(label)}</text></g>'
        )
    return "".join(parts)


def _letters(prepared: Prepared, number: tuple[int, ...]) -> str:
    return "".join(sorted(c.kind for row in number if (c := prepared.codes[row])))


def _findings(
    report: SetReport,
    prepared: Prepared,
    frame: _Frame,
    bounds: Array,
    placed: list[tuple[float, float]],
) -> str:
    """Rings around what was found, numbered as in the list; faults of polygons as areas."""
    parts = []
    west, south, east, north = bounds
    reach = 0.05 * max(east - west, north - south)
    for number, item in enumerate(ranked(report), 1):
        if item.lon is None or item.lat is None:
            continue
        x, y = prepared.plane.to_plane(np.array([item.lon]), np.array([item.lat]))
        if not (west - reach <= x[0] <= east + reach and south - reach <= y[0] <= north + reach):
            continue
        hue = _HUE[item.severity]
        ((px, py),) = frame.at(np.array([[x[0], y[0]]]))
        parts.append(
            f"<g><title>{escape(item.key)} [{item.finding.code}] {escape(item.sentence())}</title>"
            f'<circle cx="{px:.1f}" cy="{py:.1f}" r="10" fill="{hue}" fill-opacity="0.18" '
            f'stroke="{hue}" stroke-width="2.4"/></g>'
        )
        if number <= MOST_LABELS:
            lx, ly = _free_place(px, py, placed)
            placed.append((lx, ly))
            parts.append(
                f'<line x1="{px:.1f}" y1="{py:.1f}" x2="{lx:.1f}" y2="{ly:.1f}" stroke="{hue}" stroke-width="1"/>'
                f'<circle cx="{lx:.1f}" cy="{ly:.1f}" r="9" fill="{hue}"/>'
                f'<text x="{lx:.1f}" y="{ly + 4:.1f}" font-size="11" fill="#FFFFFF" font-weight="bold" '
                f'text-anchor="middle" style="fill:#FFFFFF">{number}</text>'
            )
    return "".join(parts)


def _free_place(x: float, y: float, placed: list[tuple[float, float]]) -> tuple[float, float]:
    """A place for a number near a finding where there is none yet."""
    for far in (24.0, 42.0, 60.0, 80.0):
        for angle in np.radians((45, 135, 225, 315, 0, 90, 180, 270)):
            there = x + far * float(np.cos(angle)), y + far * float(np.sin(angle))
            if all(np.hypot(there[0] - a, there[1] - b) > 19 for a, b in placed):
                return there
    return x + 24.0, y - 24.0


def ranked(report: SetReport) -> list[Located]:
    """The findings by severity, then by what they are on; the numbers on the picture."""
    return sorted(report.found, key=lambda item: -item.severity.rank)


def _legend(frame: _Frame) -> str:
    y = frame.height - 16
    entries = (
        ('<circle cx="0" cy="-4" r="4.2" fill="#FFFFFF" stroke="#222222" stroke-width="1.6"/>', "单立界桩"),
        ('<path d="M-5,0 L0,-9 L5,0 Z" fill="#FFFFFF" stroke="#222222" stroke-width="1.6"/>', "同号双立、三立"),
        ('<rect x="-3.5" y="-8" width="7" height="7" fill="#FFFFFF" stroke="#222222"/>', "界线端点"),
        (f'<circle cx="0" cy="-4" r="6" fill="{ERROR}"/>', "错误"),
        (f'<circle cx="0" cy="-4" r="6" fill="{SUSPECT}"/>', "存疑"),
        (f'<circle cx="0" cy="-4" r="6" fill="{NOTICE}"/>', "提示"),
    )  # fmt: skip
    x, parts = MARGIN, []
    for mark, text in entries:
        parts.append(
            f'<g transform="translate({x:.0f},{y:.0f})">{mark}'
            f'<text x="11" y="0" font-size="12" fill="#222222">{text}</text></g>'
        )
        x += 34 + 13 * len(text)
    return "".join(parts)


def _scale_bar(frame: _Frame) -> str:
    """A bar of a round length, and north."""
    wanted = 160 / frame.scale
    unit = 10 ** np.floor(np.log10(wanted))
    length = float(max(m for m in (1, 2, 5) if m * unit <= wanted) * unit)
    width, x, y = length * frame.scale, WIDTH - MARGIN, frame.height - 20
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    top = x - width - 26
    return (
        f'<path d="M{x - width:.1f},{y - 6:.1f} V{y:.1f} H{x:.1f} V{y - 6:.1f}" fill="none" stroke="#222222"/>'
        f'<text x="{x - width / 2:.1f}" y="{y - 5:.1f}" font-size="11" text-anchor="middle" fill="#222222">{text}</text>'
        f'<path d="M{top:.1f},{y:.1f} V{y - 22:.1f} m-4,8 l4,-8 l4,8" fill="none" stroke="#222222" stroke-width="1.5"/>'
        f'<text x="{top - 9:.1f}" y="{y - 12:.1f}" font-size="11" text-anchor="middle" fill="#222222">N</text>'
    )
