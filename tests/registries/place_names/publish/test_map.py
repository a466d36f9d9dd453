"""What the map shows: points, courses and outlines, each with its name where there is room."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from minzheng_core.registries.place_names.lists import Edition, ListRow
from minzheng_core.registries.place_names.publish import publish
from minzheng_core.registries.place_names.publish.entries import published
from minzheng_core.registries.place_names.publish.map_shapes import anchor
from minzheng_core.registries.place_names.publish.picture import draw

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.registries.place_names.publish.entries import Published


def place(name: str, kind: str, shape: object, **cells: str) -> ListRow:
    told = {"standard_name": name, "category_name": kind, "datum": "CGCS2000", **cells}
    return ListRow(line=1, cells={**told, "geometry": json.dumps(shape)})


RIVER = place(
    "旬河",
    "河流",
    {"type": "LineString", "coordinates": [[109.2, 33.0], [109.3, 33.0], [109.4, 33.0]]},
)
HILL = place(
    "羊山",
    "山",
    {
        "type": "Polygon",
        "coordinates": [
            [[109.5, 32.9], [109.6, 32.9], [109.6, 33.0], [109.5, 33.0], [109.5, 32.9]]
        ],
    },
)


def entries(*rows: ListRow) -> list[Published]:
    return list(published(Edition(label="", rows=rows)))


def test_a_name_without_a_point_stands_on_its_course_or_within_its_outline() -> None:
    river, hill = entries(RIVER, HILL)
    assert anchor(river) == pytest.approx((109.3, 33.0))
    assert anchor(hill) == pytest.approx((109.55, 32.95))


def test_courses_and_outlines_are_drawn_without_any_point(tmp_path: Path) -> None:
    done = publish(Edition(label="", rows=(RIVER, HILL)), tmp_path / "出", county="610981")
    assert (done.mapped, done.drawn) == (0, True)
    assert "地名图.png" in done.files
    image = tmp_path / "图.svg"
    assert draw(entries(RIVER, HILL), image, title="图") == 2
    # Natural features are drawn in one colour: a course, an outline and its area.
    assert image.read_text(encoding="utf-8").lower().count("#2e75b6") >= 3


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "LineString", "coordinates": [[109.2, 33.0]]},
        {"type": "Polygon", "coordinates": [[[109.2, 33.0], [109.3, 33.0]]]},
        {"type": "MultiLineString", "coordinates": [[], [[109.2, 33.0], [109.3, 33.1]]]},
        {"type": "MultiPoint", "coordinates": [[109.2, 33.0], [109.3, 33.1]]},
    ],
)
def test_no_shape_stops_the_map(shape: object, tmp_path: Path) -> None:
    told = entries(place("旬河", "河流", shape), RIVER)
    assert draw(told, tmp_path / "图.png", title="图") >= 1
