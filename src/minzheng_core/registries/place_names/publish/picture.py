"""A map of the names that have coordinates: points, courses, outlines and labels, for the office alone.

A map that is published needs the review of the authorities (《地图管理条例》, 国务院令第 664 号, 第十五条);
the picture says so.
"""

from __future__ import annotations

import math
import warnings
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any

from minzheng_core.extras import require_extra
from minzheng_core.registries.place_names.naming.specifics import without_committee
from minzheng_core.registries.place_names.publish.map_shapes import anchor, draw_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from minzheng_core.registries.place_names.publish.entries import Published

FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
         "Microsoft YaHei", "SimHei", "PingFang SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")  # fmt: skip
_INCHES, _DPI, _POINTS = 9, 150, 7
NOTE = "内部示意图，CGCS2000；未经地图审核不得公开，不作划界依据"
_LEADING = 1.15
"""A Chinese character with its room is so much higher than its size."""
_KM_PER_DEGREE = 111.32


def draw(entries: Sequence[Published], path: Path, *, title: str, font: Path | None = None) -> int:
    """Draw the entries that have a point, a course or an outline into an image; how many there were.

    Nothing is drawn without any.

    The ending of *path* tells the format (``.png``, ``.svg``, ``.pdf``). *font* is a font file with
    Chinese characters; without one, an installed font is looked for, and where there is none the
    labels are the numbers of the entries. A label for which there is no room is left out.

    Raises:
        MissingExtra: the extra ``plot`` is not installed (IN002).

    """
    require_extra("plot")
    placed = [(entry, place) for entry in entries if (place := anchor(entry))]
    if not placed:
        return 0
    shown = [entry for entry, _ in placed]
    from matplotlib.figure import Figure

    face = _face(font)
    places = [place for _, place in placed]
    points = [entry.point for entry in shown if entry.point]
    figure = Figure(figsize=(_INCHES, _INCHES), dpi=_DPI)
    axes = figure.add_axes((0.08, 0.08, 0.88, 0.84))
    draw_shapes(axes, shown)
    if points:
        east, north = zip(*points, strict=True)
        axes.scatter(east, north, s=14, color="#1F4E78", zorder=3)
    middle = (axes.dataLim.y0 + axes.dataLim.y1) / 2
    axes.set_aspect(1 / math.cos(math.radians(middle)))
    axes.margins(0.12)
    axes.ticklabel_format(useOffset=False)
    axes.tick_params(labelsize=_POINTS)
    axes.grid(color="#DDDDDD", linewidth=0.5)
    axes.apply_aspect()
    texts = [without_committee(e.name) if face else str(n) for n, e in enumerate(shown, start=1)]
    shifts = _shifts(axes, places, texts)
    for (x, y), text, shift in zip(places, texts, shifts, strict=True):
        if shift is not None:
            axes.annotate(
                text, (x, y), xytext=shift, textcoords="offset points", fontsize=_POINTS,
                fontproperties=face,
            )  # fmt: skip
    if face:
        large, small = face.copy(), face.copy()
        large.set_size(13)
        axes.set_title(title, fontproperties=large)
        left_out = sum(shift is None for shift in shifts)
        crowded = f"；{left_out} 处太密，没有标名称" if left_out else ""
        axes.set_xlabel(NOTE + crowded, fontproperties=small, color="#555555", loc="left")
    _scale(axes, middle)
    with warnings.catch_warnings():
        # A character that the font lacks is drawn as a box; matplotlib also warns of it.
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)
        figure.savefig(path, bbox_inches="tight")
    return len(shown)


def _shifts(
    axes: Any, points: Sequence[tuple[float, float]], texts: Sequence[str]
) -> list[tuple[float, float] | None]:
    """Where each label goes beside its point, in points of print; ``None`` where there is no room.

    Four places around the point are tried; the first that touches no label, no point and no edge of
    the map is taken.
    """
    frame = axes.bbox
    pixels = _DPI / 72
    height = _POINTS * _LEADING * pixels
    spots = [(float(x), float(y)) for x, y in axes.transData.transform(list(points))]
    taken = Taken((x - 3, y - 3, x + 3, y + 3) for x, y in spots)
    found: list[tuple[float, float] | None] = []
    for (x, y), text in zip(spots, texts, strict=True):
        width = _POINTS * pixels * sum(0.6 if c.isascii() else 1 for c in text)
        tries = (
            (4, 2), (-4 - width / pixels, 2), (4, -2 - _POINTS), (-4 - width / pixels, -2 - _POINTS),
        )  # fmt: skip
        for shift in tries:
            left, low = x + shift[0] * pixels, y + shift[1] * pixels
            box = (left, low, left + width, low + height)
            inside = frame.x0 <= box[0] and box[2] <= frame.x1
            if inside and not taken.touches(box):
                taken.add(box)
                found.append(shift)
                break
        else:
            found.append(None)
    return found


Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge."""
_CELL = 50.0
"""Pixels of a cell of the sheet: about a short label."""


class Taken:
    """What is taken of a sheet, kept by its cells, so that a box is held against its surroundings only.

    >>> taken = Taken([(0, 0, 10, 10)])
    >>> taken.touches((9, 9, 20, 20)), taken.touches((10, 0, 20, 10))
    (True, False)
    """

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._in: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Take the place of a box."""
        for cell in self._cells(box):
            self._in[cell].append(box)

    def touches(self, box: Box) -> bool:
        """Whether something lies there."""
        left, low, right, high = box
        return any(
            left < other[2] and other[0] < right and low < other[3] and other[1] < high
            for cell in self._cells(box)
            for other in self._in.get(cell, ())
        )

    @staticmethod
    def _cells(box: Box) -> Iterator[tuple[int, int]]:
        left, low, right, high = (math.floor(edge / _CELL) for edge in box)
        return product(range(left, right + 1), range(low, high + 1))


def _face(font: Path | None) -> Any:
    """A font that has Chinese characters; ``None`` where there is none."""
    from matplotlib import font_manager

    if font is not None:
        return font_manager.FontProperties(fname=str(font), size=_POINTS)
    installed = {face.name for face in font_manager.fontManager.ttflist}
    name = next((name for name in FONTS if name in installed), None)
    return font_manager.FontProperties(family=name, size=_POINTS) if name else None


def _scale(axes: Any, latitude: float) -> None:
    """A bar of a round number of kilometres at the lower right."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    km = _KM_PER_DEGREE * math.cos(math.radians(latitude))
    wanted = (east - west) * km / 4
    unit = 10 ** math.floor(math.log10(wanted)) if wanted > 0 else 1
    length = max(n for n in (1, 2, 5) if n * unit <= wanted or n == 1) * unit
    right, low = east - (east - west) * 0.04, south + (north - south) * 0.03
    axes.plot([right - length / km, right], [low, low], color="#222222", linewidth=2, zorder=4)
    axes.annotate(
        f"{length:g} km", (right - length / km / 2, low), xytext=(0, 4), ha="center",
        textcoords="offset points", fontsize=7,
    )  # fmt: skip
