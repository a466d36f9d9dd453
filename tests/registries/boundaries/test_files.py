"""Tables, GeoJSON, shapefiles and GeoPackages into one set, and real polygons that share their edges."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from attrs import evolve

from minzheng_core.errors import MinzhengError
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.zones import Zone
from minzheng_core.registries.boundaries import check_set
from minzheng_core.registries.boundaries.checks.coverage import coverage_faults
from minzheng_core.registries.boundaries.checks.plane import Plane
from minzheng_core.registries.boundaries.files.reading import read_set
from minzheng_core.registries.boundaries.publish.outputs import GEOJSON, REPORT, TABLE, WORKBOOK
from minzheng_core.testing.synthetic.boundaries.county import PATTERN, make_county
from minzheng_core.testing.synthetic.boundaries.defects import make_defective
from minzheng_core.testing.synthetic.boundaries.files import LINES, MARKERS, write_county

COUNTIES = Path(__file__).parent / "data" / "us_counties.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("county")
    write_county(make_county(2), place)
    return place


def test_what_was_written_is_read_again(folder) -> None:
    made, read = make_county(2), read_set(sorted(folder.iterdir()), county="360732")
    by_code = {line.code: line for line in made.lines}

    assert {m.code: m for m in read.markers} == {m.code: m for m in made.markers}
    assert {line.code: line for line in read.lines} == by_code
    assert read.points == made.points
    assert {u.code for u in read.units} == {u.code for u in made.units}
    for line, shape in zip(read.lines, read.shapes, strict=True):
        known = made.shapes[[x.code for x in made.lines].index(line.code)]
        assert shapely.equals_exact(shape, known, tolerance=1e-9)


def test_a_table_of_points_makes_a_line(tmp_path) -> None:
    rows = [
        "JXDM,点序,X,Y",
        "1234,2,2914300,38634900",
        "1234,1,2914200,38634800",
        "1234,3,2914400,38635000",
    ]
    file = tmp_path / "边界点成果表.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    given = read_set([file], county="360732")
    plane = Plane(114.0)
    (line,) = plane.project(np.array(given.shapes))

    assert shapely.get_coordinates(line) == pytest.approx(
        np.array([(634800, 2914200), (634900, 2914300), (635000, 2914400)]), abs=0.001
    )


def test_a_line_drawn_in_pieces_is_one_line(tmp_path) -> None:
    def piece(*places: tuple[float, float]) -> dict[str, object]:
        geometry = {"type": "LineString", "coordinates": places}
        return {"type": "Feature", "properties": {"JXDM": "1234"}, "geometry": geometry}

    first, second = ((115.0, 26.0), (115.1, 26.0)), ((115.2, 26.1), (115.1, 26.0))
    file = tmp_path / "界线.geojson"
    content = {
        "type": "FeatureCollection",
        "features": [piece(*first), piece(*second), piece(*first)],
    }
    file.write_text(json.dumps(content), encoding="utf-8")

    given = read_set([file], county="360732")

    assert [line.code for line in given.lines] == ["1234"]
    assert shapely.get_coordinates(given.shapes[0]).tolist() == [
        [115.0, 26.0],
        [115.1, 26.0],
        [115.2, 26.1],
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_a_line_drawn_under_its_title_is_that_of_the_code(tmp_path, turned) -> None:
    table, drawing = tmp_path / "界线.csv", tmp_path / "界线.geojson"
    table.write_text("界线代码,界线名称,界线长度\n07320826,甲乙线,10\n", encoding="utf-8")
    shape = {"type": "LineString", "coordinates": [(115.3, 26.3), (115.4, 26.3)]}
    feature = {"type": "Feature", "properties": {"界线名称": "甲乙线"}, "geometry": shape}
    drawing.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")

    given = read_set([drawing, table] if turned else [table, drawing], county="360732")

    assert [(line.code, line.title, line.length) for line in given.lines] == [
        ("07320826", "甲乙线", "10")
    ]
    assert given.shapes[0].length == pytest.approx(0.1)


def test_a_point_of_a_line_that_cannot_be_read_is_told(tmp_path) -> None:
    file = tmp_path / "拐点.csv"
    rows = "1234,1,115.3,26.3\n1234,2,坏,26.31\n1234,3,115.4,26.3\n"
    file.write_text(f"界线代码,点序,经度,纬度\n{rows}", encoding="utf-8")

    given = read_set([file], county="360732")
    told = [(item.key, item.finding.code) for item in check_set(given).found]

    assert len(given.shapes[0].coords) == 2
    assert ("1234第2点", "GC101") in told


def test_a_marker_on_another_datum_is_not_drawn_as_if_on_that_of_the_set() -> None:
    county = make_county(1)
    old = evolve(county.markers[0].position, datum="1954北京坐标系")
    markers = (evolve(county.markers[0], position=old), *county.markers[1:])

    drawn = check_set(evolve(county, markers=markers), patterns=(PATTERN,)).to_geojson()
    places = {
        feature["properties"]["code"]: feature["geometry"]
        for feature in drawn["features"]
        if feature["properties"]["layer"] == "marker"
    }

    assert [code for code, place in places.items() if place is None] == [markers[0].code]


@pytest.mark.parametrize("geometry", [None, {"type": "Point", "coordinates": []}])
def test_a_marker_without_a_place_is_a_marker(tmp_path, geometry) -> None:
    features = [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {"JZBH": "5253001Q", "JZLX": "单立"},
        },
        {"type": "Feature", "geometry": None, "properties": {"JXDM": "5253", "JXMC": "甲乙线"}},
    ]
    file = tmp_path / "界桩.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")

    given = read_set([file], county="360732")

    assert [(marker.code, marker.position.x) for marker in given.markers] == [("5253001Q", None)]
    assert [line.code for line in given.lines] == ["5253"]
    assert given.shapes == (None,)


def test_files_of_which_there_is_a_stream_only_are_named(tmp_path) -> None:
    file = tmp_path / "空.geojson"
    file.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")

    with pytest.raises(MinzhengError, match=r"BL505.*空\.geojson"):
        read_set(iter([file]), county="360732")


def test_eastings_without_prefix_take_the_zone_of_the_call(tmp_path) -> None:
    file = tmp_path / "界桩.csv"
    file.write_text("界桩号,X坐标,Y坐标\n1234001Q,2914211.695,634885.367\n", encoding="utf-8")
    with_zone = check_set(read_set([file], county="360732", zone=Zone(3, 38)))
    without = check_set(read_set([file], county="360732"))

    assert "GC108" not in with_zone.codes()
    assert "GC108" in without.codes()


def _geojson(path, **more) -> Path:
    shape = {"type": "LineString", "coordinates": [[634800.0, 2914200.0], [635000.0, 2914400.0]]}
    feature = {"type": "Feature", "geometry": shape, "properties": {"JXDM": "1234"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature], **more}))
    return path


def test_projected_layers_are_turned_by_their_own_system(tmp_path) -> None:
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
    given = read_set([_geojson(tmp_path / "a.geojson", crs=named)], county="360732")
    again = read_set([_geojson(tmp_path / "b.geojson")], county="360732", epsg=4547)

    assert given.shapes[0].bounds == pytest.approx((115.350, 26.331, 115.352, 26.333), abs=0.002)
    assert again.shapes[0].equals(given.shapes[0])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.geojson", None, "IN101"),
        ("missing.shp", None, "IN101"),
        ("missing.xlsx", None, "IN101"),
        ("a.geojson", "{", "BL504"),
        ("a.geojson", "[]", "BL504"),
        ("a.geojson", '{"type":"FeatureCollection","features":[{"geometry":{"type":"LineString","coordinates":[[1]]}}]}', "BL504"),
        ("a.geojson", '{"type":"FeatureCollection","features":[]}', "BL505"),
        ("a.geojson", '{"type":"FeatureCollection","crs":{"type":"link"},"features":[]}', "BL502"),
        ("a.csv", "项目,金额\n甲,1\n", "IN111"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_used_are_one_clear_error(tmp_path, name, content, code) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(MinzhengError) as caught:
        read_set([path], county="360732")

    assert caught.value.code == code
    assert "…" not in caught.value.sentence() + caught.value.sentence("en")


def test_metres_without_a_system_are_refused(tmp_path) -> None:
    with pytest.raises(MinzhengError) as caught:
        read_set([_geojson(tmp_path / "a.geojson")], county="360732")

    assert caught.value.code == "BL503"


def test_files_on_different_datums_are_refused(tmp_path) -> None:
    old = {"type": "name", "properties": {"name": "EPSG:2383"}}
    files = [_geojson(tmp_path / "a.geojson", crs=old), _geojson(tmp_path / "b.geojson", crs={"type": "name", "properties": {"name": "EPSG:4547"}})]  # fmt: skip
    with pytest.raises(MinzhengError) as caught:
        read_set(files, county="360732")
    alone = read_set(files[:1], county="360732")

    assert caught.value.code == "BL506"
    assert alone.datum is Datum.XIAN80


def _shapefile(path: Path, crs: str | None, **more) -> Path:
    pyogrio = pytest.importorskip("pyogrio")
    line = shapely.to_wkb(shapely.LineString([(634800.0, 2914200.0), (635000.0, 2914400.0)]))
    pyogrio.raw.write(
        str(path), np.array([line], dtype=object), [np.array(["甲乙线"], dtype=object)], ["JXMC"],
        geometry_type="LineString", crs=crs, **more,
    )  # fmt: skip
    return path


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_shapefile_without_its_system_is_one_clear_error(tmp_path) -> None:
    path = _shapefile(tmp_path / "界线.shp", None, encoding="UTF-8")
    with pytest.raises(MinzhengError) as caught:
        read_set([path], county="360732")
    told = read_set([path], county="360732", epsg=4547)

    assert caught.value.code == "BL501"
    assert ".prj" in caught.value.sentence()
    assert told.lines[0].title == "甲乙线"


@pytest.mark.parametrize(("name", "driver"), [("a.shp", "ESRI Shapefile"), ("a.gpkg", "GPKG")])
def test_layers_bring_their_system(tmp_path, name, driver) -> None:
    path = _shapefile(tmp_path / name, "EPSG:4547", driver=driver)
    given = read_set([path], county="360732")

    assert given.lines[0].title == "甲乙线"
    assert given.shapes[0].bounds == pytest.approx((115.350, 26.331, 115.352, 26.333), abs=0.002)


def test_old_shapefiles_in_gbk_are_read(tmp_path) -> None:
    path = _shapefile(tmp_path / "a.shp", "EPSG:4547", encoding="GB18030")
    path.with_suffix(".cpg").unlink(missing_ok=True)

    assert read_set([path], county="360732").lines[0].title == "甲乙线"


def test_a_broken_shapefile_is_one_clear_error(tmp_path) -> None:
    pytest.importorskip("pyogrio")
    path = tmp_path / "a.shp"
    path.write_bytes(b"no shapefile")
    with pytest.raises(MinzhengError) as caught:
        read_set([path], county="360732")

    assert caught.value.code == "BL507"


def test_every_output_is_written_and_tells_the_same(tmp_path) -> None:
    import xml.etree.ElementTree as ET

    import openpyxl
    import polars as pl

    county, _ = make_defective("gap", 1)
    report = check_set(county, patterns=(PATTERN,))
    report.save(tmp_path)
    page = (tmp_path / REPORT).read_text(encoding="utf-8")
    svg = page[page.index("<svg") : page.index("</svg>") + 6]
    layer = json.loads((tmp_path / GEOJSON).read_text(encoding="utf-8"))
    kinds = [f["properties"]["layer"] for f in layer["features"]]
    sheet = openpyxl.load_workbook(tmp_path / WORKBOOK).active

    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 - our own
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert (kinds.count("line"), kinds.count("marker")) == (7, len(county.markers))
    assert kinds.count("finding") == len(report.found) == sheet.max_row - 1
    assert pl.read_csv(tmp_path / TABLE).height == len(report.found)
    assert report.frame()["code"].to_list() == [row[1].value for row in sheet.iter_rows(min_row=2)]


def test_where_one_output_cannot_be_written_the_older_ones_stay(tmp_path, monkeypatch) -> None:
    report = check_set(make_county(2))
    kept = {name: path.read_bytes() for name, path in report.save(tmp_path / "结果").items()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("minzheng_core.registries.boundaries.publish.outputs.write_workbook", full)
    with pytest.raises(MinzhengError, match="IN302"):
        check_set(make_defective("gap", 1)[0]).save(tmp_path / "结果")

    assert {path.name: path.read_bytes() for path in (tmp_path / "结果").iterdir()} == kept


def test_an_output_of_a_check_can_be_checked_again(tmp_path, folder) -> None:
    report = check_set(read_set(sorted(folder.iterdir()), county="360732"), patterns=(PATTERN,))
    report.save(tmp_path)
    again = read_set([tmp_path / GEOJSON], county="360732")

    assert len(again.lines) == 7
    assert len(again.markers) == len(report.of.markers)


@pytest.fixture(scope="module")
def counties():
    features = json.loads(COUNTIES.read_text(encoding="utf-8"))["features"]
    shapes = np.array([shapely.from_geojson(json.dumps(f["geometry"])) for f in features])
    bounds = shapely.total_bounds(shapes)
    return Plane.about([bounds[0], bounds[2]]).project(shapes)


def test_real_counties_that_share_their_arcs_have_no_fault(counties) -> None:
    assert len(counties) == 14
    assert coverage_faults(counties) == []


def test_one_county_two_metres_off_is_named_with_its_neighbours(counties) -> None:
    moved = counties.copy()
    moved[5] = shapely.transform(moved[5], lambda xy: xy + 2.0)
    neighbours = {
        int(i)
        for i in np.flatnonzero(shapely.touches(counties, counties[5]) & (np.arange(14) != 5))
    }
    faults = coverage_faults(moved)
    named = {i for f in faults for i in (f.first, f.second) if i is not None}

    assert all(5 in {f.first, f.second} for f in faults)
    assert {f.kind for f in faults} >= {"overlap", "gap"}
    assert named - {5} <= neighbours
    assert len(named - {5}) >= len(neighbours) - 1


def test_names_of_the_example_files(folder) -> None:
    assert (folder / MARKERS).exists()
    assert (folder / LINES).exists()
