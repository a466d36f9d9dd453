"""The commands on boundary lines and markers, as a user runs them."""

from __future__ import annotations

import pytest

from minzheng_core.registries.boundaries import lines, markers
from minzheng_core.registries.boundaries.examples import GOOD_LINES, GOOD_MARKERS
from minzheng_core.testing.synthetic.boundaries.county import make_county
from minzheng_core.testing.synthetic.boundaries.defects import make_defective
from minzheng_core.testing.synthetic.boundaries.files import MARKERS, write_county

WHERE = ("--county", "360732", "--pattern", r"县级=\d{8}:4")


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return write_county(make_county(3), tmp_path_factory.mktemp("clean"))


def test_a_clean_county(minzheng, clean) -> None:
    said = minzheng("boundaries", "check", *clean, *WHERE, "--on", "2026-11-26")

    assert said.status == 0
    assert "错误 0、存疑 0、提示 0" in said.out


def test_a_county_with_a_wrong_zone(minzheng, tmp_path) -> None:
    county, expected = make_defective("wrong_zone", 3)
    files = write_county(county, tmp_path / "in")
    said = minzheng("boundaries", "check", *files, *WHERE, "--out", tmp_path / "out")
    english = minzheng("boundaries", "check", *files, *WHERE, "--lang", "en")

    assert said.status == 10
    assert f"[GC110] {expected.keys[0]}" in said.out
    assert "Off by 3.000°" in english.out
    assert len(list((tmp_path / "out").iterdir())) == 4


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("X=2914211.695 Y=38634885.367", "--to", "dms"), "115°21′03.6000″ 26°19′51.6000″"),
        (("115°21′03.6″,26°19′51.6″", "--to", "xy"), "X=2914211.695 Y=38634885.367"),
        (("2914211.695 634885.367", "--zone", "38", "--to", "xy", "--to-zone", "117"), "X=2914557.325 Y=39335357.411"),
        (("115.356152,26.327806", "--from-datum", "gcj02"), "115.351000"),
        (("115.21036,26.19516", "--packed"), "115.35100000 26.33100000"),
    ],
)  # fmt: skip
def test_coordinates_are_converted(minzheng, words, shown) -> None:
    said = minzheng("boundaries", "convert", *words)

    assert said.status == 0
    assert shown in said.out


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("convert", "115.351,26.331", "--from-datum", "xian80", "--to-datum", "cgcs2000"), 2, "GC303"),
        (("convert", "2914211.695 634885.367"), 10, "GC108"),
        (("convert", "1,2", "--to-zone", "12"), 2, "BL510"),
        (("convert", "nothere.csv"), 3, "IN101"),
        (("convert", "1,2", "--from-datum", "独立"), 2, "IN209"),
        (("check", "nothere.csv", "--county", "360732"), 3, "IN101"),
        (("check", "x.csv", "--county", "360732", "--pattern", "县级"), 2, "BL508"),
        (("check", "x.csv", "--county", "360732", "--pattern", "县级=("), 2, "BL508"),
        (("check", "x.csv", "--county", "360732", "--zone", "很远"), 2, "BL510"),
        (("draw", "nothere.csv", "--county", "360732", "--out", "x.svg"), 3, "IN101"),
        (("due", "nothere.db"), 4, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(
    minzheng, monkeypatch, tmp_path, words, status, code
) -> None:
    monkeypatch.chdir(tmp_path)
    for lang in ("zh", "en"):
        said = minzheng("boundaries", *words, "--lang", lang)
        assert said.status == status
        assert code in said.out + said.err
        assert "Traceback" not in said.err


def test_a_datum_is_changed_by_common_points(minzheng, tmp_path) -> None:
    table = tmp_path / "公共点.csv"
    rows = ["原X,原Y,新X,新Y"]
    for x, y in ((2914000, 38634000), (2934000, 38644000), (2924000, 38604000)):
        rows.append(f"{x},{y},{x + 20},{y + 100}")
    table.write_text("\n".join(rows), encoding="utf-8")
    words = (
        "boundaries",
        "convert",
        "X=2915000 Y=38635000",
        "--from-datum",
        "xian80",
        "--to",
        "xy",
    )
    said = minzheng(*words, "--common", table)
    table.write_text("原X,原Y,新X,新Y\n不详,1,2,3\n", encoding="utf-8")
    broken = minzheng(*words, "--common", table)

    assert said.status == 0
    assert "3 个公共点，中误差 0.000 米" in said.out
    assert "X=2915020.000 Y=38635100.000" in said.out
    assert broken.status == 3
    assert "BL512" in broken.err


def test_a_county_that_does_not_exist(minzheng, clean) -> None:
    said = minzheng("boundaries", "check", *clean, "--county", "999999")

    assert said.status == 2
    assert "IN203" in said.err


def test_a_table_is_converted_line_by_line(minzheng, clean, tmp_path) -> None:
    (table,) = (path for path in clean if path.name == MARKERS)
    out = tmp_path / "换算.csv"
    said = minzheng("boundaries", "convert", table, "--to", "dms", "--out", out)
    rows = out.read_text(encoding="utf-8-sig").splitlines()

    assert said.status == 0
    assert len(rows) == len(make_county(3).markers) + 1
    assert all("115°" in row for row in rows[1:])


@pytest.mark.parametrize("name", ["图.svg", "图.html"])
def test_a_picture_is_drawn(minzheng, clean, tmp_path, name) -> None:
    said = minzheng("boundaries", "draw", *clean, *WHERE, "--out", tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")

    assert said.status == 0
    assert text.count("<polyline") == 7
    assert "兴国泰和线" in text


def test_what_is_due_in_a_store(minzheng, tmp_path) -> None:
    from minzheng_core.ledger import Book
    from minzheng_core.stores import open_store

    store = open_store(str(tmp_path / "登记.db"))
    of_lines = Book.open(lines.REGISTRY, store, county="360732")
    of_lines.register(GOOD_LINES[0], by="王某")
    of_markers = Book.open(markers.REGISTRY, store, county="360732")
    key = of_markers.register(GOOD_MARKERS[0], by="王某").key
    found = {"condition.found_at": "2029-03-01 08:00", "condition.description": "断裂"}
    of_markers.act("report_damaged", key, found, by="托管人")
    store.close()

    early = minzheng(
        "boundaries", "due", tmp_path / "登记.db", "--on", "2024-01-01", "--ahead", "0"
    )
    late = minzheng(
        "boundaries", "due", tmp_path / "登记.db", "--on", "2029-06-01", "--repair-days", "30"
    )

    assert "2028-12-31  联合检查  甲乙线" in late.out
    assert "2029-03-31  损坏  5253165Q" in late.out
    assert late.status == 10
    assert early.status == 0
    assert "联合检查" not in early.out


def test_a_store_without_boundary_books(minzheng, tmp_path) -> None:
    from minzheng_core.stores import open_store

    open_store(str(tmp_path / "空.db")).close()
    said = minzheng("boundaries", "due", tmp_path / "空.db")

    assert said.status == 2
    assert "BL509" in said.err


def test_each_line_of_a_table_is_converted_on_the_datum_that_it_states(minzheng, tmp_path) -> None:
    table, points, out = (tmp_path / name for name in ("界桩.csv", "公共点.csv", "换算.csv"))
    table.write_text(
        "界桩编号,X,Y,坐标系\n"
        "5253001Q,2914211.695,38634885.367,1980西安坐标系\n"
        "5253002Q,2914211.695,38634885.367,2000国家大地坐标系\n"
        "5253003Q,2914211.695,38634885.367,1954年北京坐标系\n",
        encoding="utf-8",
    )
    points.write_text(
        "原X,原Y,新X,新Y\n2900000,38600000,2900020,38600100\n2930000,38640000,2930020,38640100\n",
        encoding="utf-8",
    )
    said = minzheng("boundaries", "convert", table, "--to", "xy")
    moved = minzheng("boundaries", "convert", table, "--to", "xy", "--from-datum", "xian80",
                     "--common", points, "--out", out)  # fmt: skip
    lines = out.read_text(encoding="utf-8-sig").splitlines()

    assert "X=2914211.695 Y=38634885.367\t1980西安坐标系" in said.out
    assert "X=2914231.695 Y=38634985.367,2000国家大地坐标系," in lines[1]
    assert "X=2914211.695 Y=38634885.367,2000国家大地坐标系," in lines[2]
    assert "GC303" in lines[3]
    assert moved.status == 10


@pytest.mark.parametrize(
    "words",
    [
        ("boundaries", "due", "登记.db", "--ahead", "-1"),
        ("boundaries", "due", "登记.db", "--repair-days", "-90"),
        ("boundaries", "draw", "界桩.xlsx", *WHERE, "--epsg", "0", "--out", "图.svg"),
        ("verify", "登记.db", "--most", "-1"),
    ],
)
def test_a_number_of_things_is_not_negative(minzheng, words) -> None:
    said = minzheng(*words)

    assert said.status == 2
    assert "IN209" in said.err
    assert "整数" in said.err
