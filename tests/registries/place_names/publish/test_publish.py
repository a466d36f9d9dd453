"""A list is published: nothing invented, nothing unescaped, points only where their datum is known."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core import CallError
from minzheng_core.geodesy import gcj02
from minzheng_core.geodesy.datums import Datum
from minzheng_core.registries.place_names import ReadingList
from minzheng_core.registries.place_names.lists import Edition, ListRow
from minzheng_core.registries.place_names.publish import (
    dictionary_entry,
    geojson,
    publish,
    published,
)
from minzheng_core.registries.place_names.publish.picture import Taken, _shifts
from minzheng_core.registries.place_names.publish.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 26)
POINT = {"longitude": "115.37", "latitude": "26.35"}


def edition(*cells: dict[str, str]) -> Edition:
    return Edition(label="", rows=tuple(ListRow(line=i, cells=c) for i, c in enumerate(cells)))


@pytest.fixture
def names() -> Edition:
    return edition(
        {"standard_name": "和顺村", "unit_code": "360732107201", "spelling": "Héshùn Cūn", **POINT,
         "datum": "CGCS2000", "meaning": "取和<顺>之意", "approval_on": "2026-04-01"},
        {"standard_name": "石浒村", "unit_code": "360732107202"},
        {"standard_name": "安定村", "unit_code": "360732204201", **POINT},
        {"standard_name": "太平村", "unit_code": "360732204202", **POINT, "datum": "西安80"},
        {"standard_name": "幸福村"},
    )  # fmt: skip


RIVER = {"type": "LineString", "coordinates": [[115.35, 26.33], [115.36, 26.34]]}


@given(
    st.sampled_from(["LineString", "MultiPoint"]),
    st.lists(st.tuples(st.floats(73.5, 135), st.floats(3.5, 53.5)), min_size=1, max_size=5),
    st.sampled_from(["CGCS2000", "WGS84"]),
)
def test_an_outline_is_published_as_it_is_on_record(
    kind: str, places: list[tuple[float, float]], datum: str
) -> None:
    told = {"type": kind, "coordinates": [*map(list, places)]}
    river = {"standard_name": "潋江", "geometry": json.dumps(told), "datum": datum, **POINT}
    (feature,) = json.loads(geojson(published(edition(river))))["features"]

    assert feature["geometry"]["type"] == kind
    for was, now in zip(places, feature["geometry"]["coordinates"], strict=True):
        assert now == pytest.approx(was, abs=1e-6)
    assert feature["properties"]["point"] == [115.37, 26.35]


@pytest.mark.parametrize(
    ("text", "datum", "why"),
    [
        ("沿潋江", "CGCS2000", "不是 GeoJSON"),
        ('{"type": "Circle", "coordinates": [115.3, 26.3]}', "CGCS2000", "不是 GeoJSON"),
        ('{"type": "LineString", "coordinates": [[26.33, 115.35]]}', "CGCS2000", "不在中国范围"),
        ('{"type": "LineString", "coordinates": []}', "CGCS2000", "不在中国范围"),
        (json.dumps(RIVER), "西安80", "要先转换"),
        (json.dumps(RIVER), "", "没有写明坐标系"),
    ],
)
def test_an_outline_that_cannot_be_published_is_said_why(text: str, datum: str, why: str) -> None:
    (entry,) = published(edition({"standard_name": "潋江", "geometry": text, "datum": datum}))

    assert json.loads(geojson([entry]))["features"] == []
    assert any(why in doubt for doubt in entry.doubts())


def test_everything_is_written(names: Edition, tmp_path: Path) -> None:
    done = publish(names, tmp_path / "出", county="360732", on=DAY)

    assert (done.names, done.unspelled, done.mapped, done.drawn) == (5, 1, 1, True)
    assert {path.name for path in (tmp_path / "出").iterdir()} == set(done.files)
    page = (tmp_path / "出" / "标准地名录.html").read_text(encoding="utf-8")
    assert "兴国县标准地名录" in page
    assert "城岗镇（2）" in page
    assert "data:image/png;base64," in page
    assert "<script" not in page
    assert "http" not in page
    words = (tmp_path / "出" / "地名词典.html").read_text(encoding="utf-8")
    assert "取和&lt;顺&gt;之意" in words
    sheet = openpyxl.load_workbook(tmp_path / "出" / "标准地名录.xlsx")["标准地名录"]
    assert [cell.value for cell in sheet["A"]][1:] == [
        "和顺村",
        "石浒村",
        "安定村",
        "太平村",
        "幸福村",
    ]


def test_a_reading_that_nobody_attests_is_not_printed(names: Edition) -> None:
    spelled = {entry.name: entry.spelling for entry in published(names, county="360732")}

    assert spelled["石浒村"] == ""
    assert spelled["安定村"] == "Āndìng Cūn"


def test_points_count_only_with_a_datum(names: Edition) -> None:
    told = json.loads(geojson(published(names)))
    assert [f["properties"]["standard_name"] for f in told["features"]] == ["和顺村"]
    assert told["features"][0]["geometry"]["coordinates"] == [115.37, 26.35]

    told = json.loads(geojson(published(names, datum=Datum.WGS84)))
    assert [f["properties"]["standard_name"] for f in told["features"]] == ["和顺村", "安定村"]
    north, east = gcj02.displaced(26.35, 115.37)
    shifted = edition(
        {
            "standard_name": "和顺村",
            "longitude": str(east),
            "latitude": str(north),
            "datum": "GCJ-02",
        }
    )
    point = published(shifted)[0].point
    assert point == pytest.approx((115.37, 26.35), abs=1e-5)
    told = json.loads(geojson(published(shifted)))
    assert told["datum"] == Datum.CGCS2000.label, "what the coordinates in the file are on"
    assert told["features"][0]["properties"]["recorded_datum"] == "GCJ-02"


def test_a_wide_list_is_printed_on_as_many_pages_as_it_takes_to_be_read(tmp_path: Path) -> None:
    told = dict.fromkeys(("description", "origin", "meaning", "history"), "位于县城东北")
    wide = edition({"standard_name": "和顺村", "remark": "无", "sources": "地名普查"} | told)
    pages = []
    for number, listed in enumerate((wide, edition({"standard_name": "和顺村"}))):
        path = tmp_path / f"{number}.xlsx"
        write_workbook(path, published(listed), title="录", county="兴国县", on=date(2026, 1, 1))
        sheet = openpyxl.load_workbook(path)["标准地名录"]
        pages.append((sheet.page_setup.fitToWidth or 1, sheet.print_title_cols))
    assert pages == [(2, "$A:$A"), (1, None)]


def test_an_article_says_what_the_record_says(names: Edition) -> None:
    first, *_, last = published(names, county="360732")

    assert dictionary_entry(first) == "【和顺村】Héshùn Cūn　村（行政村）。在城岗镇。取和<顺>之意。"
    assert dictionary_entry(last).startswith("【幸福村】")
    assert "在其他" not in dictionary_entry(last)


def test_an_empty_list_is_published_too(tmp_path: Path) -> None:
    done = publish(edition(), tmp_path, county="360732", on=DAY)

    assert (done.names, done.drawn) == (0, False)


@pytest.mark.parametrize(
    ("code", "name", "heading"),
    [
        ("360732", "兴国县", "兴国县标准地名录"),
        ("360732", "潋江县", "潋江县标准地名录"),
        ("360799", "兴国市", "兴国市标准地名录"),
        ("360700", "赣州市", "兴国县标准地名录"),
    ],
)
def test_a_county_is_called_as_its_own_record_has_it(
    code: str, name: str, heading: str, tmp_path: Path
) -> None:
    """A book knows the city that its county became before the national list does."""
    cells = {"standard_name": name, "unit_code": code, "category_name": "市"}
    book = Edition(label="", rows=(ListRow(line=1, cells=cells, key="C1"),))

    publish(book, tmp_path, county="360732", on=DAY)

    assert f"<h1>{heading}</h1>" in (tmp_path / "标准地名录.html").read_text(encoding="utf-8")


def test_a_county_that_never_was_is_a_wrong_call(names: Edition, tmp_path: Path) -> None:
    with pytest.raises(CallError, match="IN203"):
        publish(names, tmp_path, county="999999")


def test_why_coordinates_are_not_on_the_map_is_said(names: Edition, tmp_path: Path) -> None:
    more = edition(
        {"standard_name": "狮子山", "longitude": "Y=38634885.367", "latitude": "X=2914211.695",
         "datum": "CGCS2000"},
        {"standard_name": "颠倒村", "longitude": "26.35", "latitude": "115.37", "datum": "CGCS2000"},
        {"standard_name": "不详村", "longitude": "115°75′", "latitude": "26.35", "datum": "CGCS2000"},
        {"standard_name": "半个村", "longitude": "115.37", "datum": "CGCS2000"},
    )  # fmt: skip
    both = Edition(label="", rows=(*names.rows, *more.rows))

    done = publish(both, tmp_path / "出", county="360732", on=DAY)

    assert {name for name, _ in done.unplaced} == {"安定村", "太平村", "颠倒村", "不详村", "半个村"}
    assert done.mapped == 2, "metres of a zone are on the map too"
    sheet = openpyxl.load_workbook(tmp_path / "出" / "标准地名录.xlsx")["待核"]
    assert {cell.value for cell in sheet["A"]} >= {"石浒村", "颠倒村"}


def test_metres_of_a_zone_and_degrees_are_one_place() -> None:
    metres = {"longitude": "38634885.367", "latitude": "2914211.695"}
    degrees = {"longitude": "115-21-03.6", "latitude": "26°19′51.6″"}
    found = published(
        edition(*({"standard_name": n, **c, "datum": "CGCS2000"} for n, c in zip("甲乙", (metres, degrees), strict=True)))
    )  # fmt: skip

    first, second = (entry.point for entry in found)
    assert first == pytest.approx(second, abs=2e-6)


def test_a_township_does_not_lie_in_itself() -> None:
    cells = {"standard_name": "城岗镇", "unit_code": "360732107", "category_name": "乡级行政区"}
    more = {"approval_on": "2023-05-06", "approval_authority": "江西省人民政府"}

    (entry,) = published(edition(cells | more), county="360732")

    assert dictionary_entry(entry) == (
        "【城岗镇】Chénggǎng Zhèn　乡级行政区。2023年5月6日江西省人民政府批准。"
    )


def test_a_recorded_spelling_that_breaks_the_rules_is_not_printed_and_told(tmp_path: Path) -> None:
    names = edition(
        {
            "standard_name": "曾田村委会",
            "spelling": "CengTian Cunweihui",
            "unit_code": "360732204201",
        },
        {
            "standard_name": "白石村委会",
            "spelling": "Baishi Cunweihui",
            "unit_code": "360732204204",
        },
        {"standard_name": "红军路", "spelling": "Hongjun Road", "parent_name": "潋江镇"},
    )

    done = publish(names, tmp_path / "出", county="360732", on=DAY)

    assert {name for name, _ in done.misspelt} == {"曾田村委会", "红军路"}
    assert done.unspelled == 0
    book = openpyxl.load_workbook(tmp_path / "出" / "标准地名录.xlsx")
    printed = {row[0].value: row[1].value for row in book["标准地名录"].iter_rows()}
    assert printed["曾田村委会"] == printed["红军路"] == "〔待核〕"
    assert any("Zengtian" in str(cell.value) for cell in book["待核"]["C"])
    for name in ("标准地名录.html", "地名词典.html"):
        page = (tmp_path / "出" / name).read_text(encoding="utf-8")
        assert "Road" not in page
        assert "〔待核〕" in page


def test_one_column_has_one_style_of_tones(tmp_path: Path) -> None:
    names = edition(
        {"standard_name": "和顺村", "unit_code": "360732107201", "spelling": "Héshùn Cūn"},
        {"standard_name": "安定村", "unit_code": "360732204201", "spelling": "ANDING CUN"},
        {"standard_name": "太平村", "unit_code": "360732204202"},
        {"standard_name": "石浒村", "unit_code": "360732107202", "spelling": "Shihu Cun"},
        {"standard_name": "石浒村", "unit_code": "360732107203", "spelling": "Shíxǔ Cūn"},
    )

    toned = [entry.spelling for entry in published(names, county="360732")]
    plain = [entry.spelling for entry in published(names, county="360732", tones=False)]

    assert toned == ["Héshùn Cūn", "", "Shíxǔ Cūn", "Āndìng Cūn", "Tàipíng Cūn"]
    assert plain == ["Heshun Cun", "Shihu Cun", "Shixu Cun", "Anding Cun", "Taiping Cun"]
    publish(names, tmp_path / "出", county="360732", on=DAY, tones=False)
    sheet = openpyxl.load_workbook(tmp_path / "出" / "标准地名录.xlsx")["标准地名录"]
    assert sheet["B1"].value == "罗马字母拼写（不标声调）"


def test_a_village_in_one_word_is_printed_as_the_others_and_told() -> None:
    names = edition(
        {"standard_name": "白石村", "unit_code": "360732107216", "spelling": "Baishicun"}
    )

    (entry,) = published(names, county="360732")

    assert entry.spelling == "Báishí Cūn"
    assert "Baishicun" in "".join(entry.doubts())


def test_the_readings_of_the_county_settle_what_nobody_attests() -> None:
    own = ReadingList.of({"石浒": "shí hǔ"})
    names = edition(
        {"standard_name": "石浒村", "unit_code": "360732107202", "spelling": "Shihu Cun"}
    )

    (entry,) = published(names, county="360732", readings=own)

    assert (entry.spelling, entry.doubts()) == ("Shíhǔ Cūn", [])


def test_what_cannot_be_right_is_not_printed(tmp_path: Path) -> None:
    names = edition(
        {"standard_name": "红军路", "category_name": "街路巷", "approval_on": "2026-13-45",
         "approval_authority": "兴国县人民政府", "longitude": "999", "latitude": "99",
         "datum": "CGCS2000", "place_code": "3607322172130000000"},
        {"standard_name": "和平村", "unit_code": "3607322042", "longitude": "26.3",
         "latitude": "115.4", "datum": "CGCS2000"},
        {"standard_name": "幸福村", "unit_code": "360732204209", "longitude": "115.4", "latitude": "26.3"},
    )  # fmt: skip

    done = publish(names, tmp_path / "出", county="360732", on=DAY)

    book = openpyxl.load_workbook(tmp_path / "出" / "标准地名录.xlsx")
    cells = {str(cell.value) for row in book["标准地名录"].iter_rows() for cell in row}
    wrong = {"2026-13-45", "999", "99", "3607322172130000000", "3607322042"}
    assert not cells & wrong
    assert {"115.4", "26.3"} <= cells, "coordinates without a datum are what the record says"
    reasons = "".join(str(cell.value) for cell in book["待核"]["C"])
    assert all(text in reasons for text in wrong)
    assert {name for name, _ in done.withheld} == {"红军路", "和平村"}
    assert "2026-13-45" not in (tmp_path / "出" / "地名词典.html").read_text(encoding="utf-8")


def test_a_category_written_as_a_code_is_printed_as_its_name() -> None:
    (entry,) = published(
        edition({"standard_name": "长冈村", "category_name": "21610", "unit_code": "360732217200"}),
        county="360732",
    )

    assert "21610" not in dictionary_entry(entry)
    assert entry.kind == "行政村"


def test_a_township_is_one_section_where_name_and_code_tell_that_it_is_one() -> None:
    names = edition(
        {"standard_name": "甲村", "unit_code": "360732102201", "parent_name": "古龙冈镇"},
        {"standard_name": "乙村", "unit_code": "360732102202", "parent_name": "古龙岗镇"},
        {"standard_name": "丙村", "parent_name": "古龙冈"},
        {"standard_name": "古龙岗镇", "unit_code": "360732102"},
        {"standard_name": "丁村", "unit_code": "360732102203", "parent_name": "杰村乡"},
        {"standard_name": "戊村", "unit_code": "360732205"},
    )

    found = {entry.name: entry.section for entry in published(names, county="360732")}

    assert {found[n] for n in ("甲村", "乙村", "丙村", "古龙岗镇")} == {"古龙岗镇"}
    assert found["丁村"] == "杰村乡", "name and code disagree"
    assert found["戊村"] == "社富乡", "a village with the code of a township is not that township"


def test_a_name_in_no_standard_characters_is_told() -> None:
    rows = ("興国村", "高\ue170村", "长shan村", "和平村")
    entries = published(
        edition(*({"standard_name": n, "category_name": "行政村"} for n in rows)), county="360732"
    )
    told = {entry.name: [why for why in entry.doubts() if "名称" in why] for entry in entries}

    assert "应为“兴”" in "".join(told["興国村"])
    assert "U+E170" in "".join(told["高\ue170村"])
    assert "shan" in "".join(told["长shan村"])
    assert told["和平村"] == []


def test_a_name_of_unknown_kind_is_not_said_to_have_a_doubtful_reading() -> None:
    (entry,) = published(edition({"standard_name": "和顺坎下"}), county="360732")

    assert entry.spelling == ""
    assert "看不出类别" in entry.doubt


def test_what_is_no_name_is_printed_nowhere_but_among_what_is_open(tmp_path: Path) -> None:
    names = edition(
        *(
            {
                "standard_name": n,
                "category_name": "行政村",
                "longitude": "115.3",
                "latitude": "26.3",
            }
            for n in ("长shan村", "高\ue170村", "坑" * 40, "和平村")
        )
    )

    done = publish(names, tmp_path, county="360732", datum=Datum.CGCS2000)

    assert done.names == 1
    assert len(done.unprinted) == 3
    for file in ("标准地名录.html", "地名词典.html", "地名.geojson"):
        text = (tmp_path / file).read_text("utf-8")
        assert "和平村" in text
        assert "shan" not in text
        assert "\ue170" not in text
    book = openpyxl.load_workbook(tmp_path / "标准地名录.xlsx")
    assert [row[0].value for row in book["标准地名录"].iter_rows(min_row=2)] == ["和平村"]
    assert "长shan村" in {row[0].value for row in book["待核"].iter_rows(min_row=2)}


@given(
    st.lists(st.tuples(*[st.integers(-80, 160)] * 2, *[st.integers(1, 120)] * 2), max_size=12),
    st.tuples(*[st.integers(-80, 160)] * 2, *[st.integers(1, 120)] * 2),
)
def test_a_box_touches_what_a_look_at_every_box_finds(
    laid: list[tuple[int, int, int, int]], asked: tuple[int, int, int, int]
) -> None:
    boxes = [(x, y, x + width, y + height) for x, y, width, height in laid]
    x, y, width, height = asked
    own = (x, y, x + width, y + height)
    expected = any(
        own[0] < box[2] and box[0] < own[2] and own[1] < box[3] and box[1] < own[3] for box in boxes
    )

    assert Taken(boxes).touches(own) is expected


def test_labels_stay_within_the_map() -> None:
    pytest.importorskip("matplotlib")
    from matplotlib.figure import Figure

    axes = Figure(figsize=(9, 9), dpi=150).add_axes((0.08, 0.08, 0.88, 0.84))
    points = [(115.3, 26.3), (115.6, 26.4)]
    axes.scatter([x for x, _ in points], [y for _, y in points])
    axes.set_xlim(115.2, 115.7)
    axes.set_ylim(26.2, 26.5)

    near, long = _shifts(axes, points, ["和平", "很长的名称" * 40])

    assert near is not None
    assert long is None, "there is no room for it within the frame"
