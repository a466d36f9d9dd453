"""Lists of villages as counties have them: read, checked, stored, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from minzheng_core.cli import main
from minzheng_core.errors import CallError, InputError, OutputError
from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.registries.place_names import load_gazetteer, standardise

if TYPE_CHECKING:
    from pathlib import Path

VILLAGES = """code,name,streetCode,provinceCode,cityCode,areaCode
360732204204,"白石村委会",360732204,36,3607,360732
360732100005,"背街居委会",360732100,36,3607,360732
360732206202,"龙砂村村委会",360732206,36,3607,360732
"""
STREETS = """code,name,areaCode,provinceCode,cityCode
360732400,"兴国县工业园",360732,36,3607
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_layout_of_the_national_list_is_read_and_stored(tmp_path: Path) -> None:
    files = [written(tmp_path, "v.csv", VILLAGES), written(tmp_path, "s.csv", STREETS)]
    loaded = load_gazetteer(files, edition="2023-06-30")
    assert (loaded.villages, loaded.townships, loaded.left_out) == (3, 1, 0)
    assert [f.finding.code for f in loaded.findings] == ["PG207"]
    loaded.gazetteer.save(tmp_path / "own.gaz")
    opened = Gazetteer.open(tmp_path / "own.gaz")
    assert (opened.edition, opened.source) == ("2023-06-30", "v.csv、s.csv")
    assert opened.villages("360732") == loaded.gazetteer.villages("360732")
    assert opened.townships("360732") == {"360732400": "兴国县工业园"}
    assert opened.counties() == ("360732",)
    assert "360732" in opened
    assert "360733" not in opened


def test_a_workbook_without_codes_is_placed_by_county_and_township(tmp_path: Path) -> None:
    path = tmp_path / "村名录.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            [("名称", "乡镇"), ("白石村", "杰村公社"), ("某某村", "不知乡"), ("", "")]
        ):
            sheet.write_row(row, 0, cells)
    loaded = load_gazetteer(path, county="360732")
    assert loaded.gazetteer.villages("360732") == (
        Village("360732000", "", "某某村"),
        Village("360732204", "", "白石村"),
    )
    assert [f.finding.code for f in loaded.findings] == ["PG211", "PG201"]
    answer = standardise("兴国县杰村乡白石大队", gazetteer=loaded.gazetteer)
    assert (answer.name, answer.code) == ("江西省赣州市兴国县杰村乡白石村", "")


def test_what_is_wrong_with_rows_is_told(tmp_path: Path) -> None:
    text = (
        "代码,名称\n360732204204,白石村\n360732204204,黑石村\n36073220,短村\n999999001001,远村\n"
        "360732100009,长shan村委会\n360732100010,\n,无处村\n"
    )
    loaded = load_gazetteer(written(tmp_path, "坏.csv", text))
    codes = {f.finding.code for f in loaded.findings}
    assert codes == {"PG201", "PG202", "PG203", "PG204", "PG205", "PG206", "PG208"}
    assert loaded.left_out == 3
    row = next(f for f in loaded.findings if f.finding.code == "PG202")
    assert (row.file, row.row, row.finding.actual) == ("坏.csv", 4, "36073220")
    for finding in loaded.findings:
        assert finding.finding.sentence("en")


def test_what_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="PG220"):
        Gazetteer.open(written(tmp_path, "x.csv", VILLAGES))
    with pytest.raises(InputError, match="PG220"):
        Gazetteer.open(tmp_path / "none.gaz")
    with pytest.raises(InputError, match="PG221"):
        load_gazetteer(written(tmp_path, "y.csv", "代码,名称\n360732,兴国县\n3607,赣州市\n"))


def test_the_commands_load_and_use_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, stored = written(tmp_path, "v.csv", VILLAGES), tmp_path / "own.gaz"
    assert main(["place-names", "load", str(source), "--out", str(stored)]) == 0
    assert "3" in capsys.readouterr().out
    command = ["place-names", "standardise", "兴国县杰村公社白石大队", "--gazetteer", str(stored)]
    assert main(command) == 0
    assert "360732204204" in capsys.readouterr().out
    assert main(["place-names", "standardise", "鼓楼区", "--on", "1990"]) == 10
    assert main(["place-names", "load", str(tmp_path / "none.csv"), "--out", str(stored)]) != 0


def test_a_township_written_once_for_its_group_is_that_of_every_row(tmp_path):
    file = tmp_path / "名录.csv"
    rows = "潋江镇,白石村\n,高陂村\n,泗望村\n江背镇,白石村\n,泗望村\n,泗望村\n"
    file.write_text(f"乡镇,村名\n{rows}", encoding="utf-8")

    loaded = load_gazetteer(file, county="360732")

    assert {v.township for v in loaded.gazetteer.villages("360732")} == {"360732100", "360732101"}
    assert loaded.villages == 5
    assert [f.finding.code for f in loaded.findings] == ["PG209", "PG210", "PG201"]
    assert [f.row for f in loaded.findings if f.finding.code == "PG210"] == [7]


def test_a_township_that_the_county_has_not_is_told_once(tmp_path):
    file = tmp_path / "名录.csv"
    file.write_text("乡镇,村名\n潋江镇,白石村\n没有镇,高陂村\n没有镇,泗望村\n", encoding="utf-8")

    loaded = load_gazetteer(file, county="360732")

    assert loaded.villages == 3
    assert [(f.finding.code, f.row) for f in loaded.findings] == [("PG211", 3), ("PG201", 0)]


def test_full_width_and_spaced_codes_are_read(tmp_path):
    file = tmp_path / "名录.csv"
    file.write_text("代码,名称\n３６０７３２１００ ２０１,和顺村委会\n", encoding="utf-8")

    (village,) = load_gazetteer(file).gazetteer.villages("360732")

    assert village.code == "360732100201"


def test_a_gazetteer_that_cannot_be_written_is_said_so(tmp_path):
    with pytest.raises(OutputError, match="IN304"):
        Gazetteer.of([]).save(tmp_path / "missing" / "own.gaz")
    (tmp_path / "folder.gaz").mkdir()
    with pytest.raises(OutputError, match="IN30"):
        Gazetteer.of([]).save(tmp_path / "folder.gaz")


@pytest.mark.parametrize(
    "heads", ["地名名称,政区代码", "标准地名,区划代码（12位）", "村社区名称,代码"]
)
def test_the_headings_of_a_list_that_is_looked_through_are_read(tmp_path, heads):
    file = written(tmp_path, "名录.csv", f"{heads}\n高\ue170村,360732102206\n")
    loaded = load_gazetteer(file)

    assert loaded.villages == 1
    assert [(f.finding.code, f.finding.actual) for f in loaded.findings] == [
        ("PG206", "高U+E170 村")
    ]


def test_a_code_of_another_township_than_the_row_says_is_told(tmp_path: Path) -> None:
    text = """代码,名称,所属乡镇
360732100201,背街村,潋江镇
360732100202,合富村,高兴镇
360732104203,和顺村,高兴乡
360732104204,安定村,不知乡
"""
    loaded = load_gazetteer(written(tmp_path, "v.csv", text))
    assert [(f.row, f.finding.code) for f in loaded.findings] == [(3, "PG212")]
    assert "潋江镇" in loaded.findings[0].finding.sentence()
    assert loaded.left_out == 0


def test_a_county_that_there_never_was_is_a_wrong_call(tmp_path):
    file = tmp_path / "villages.csv"
    file.write_text("名称,乡镇\n和平村,江背镇\n", encoding="utf-8")

    with pytest.raises(CallError, match="IN203"):
        load_gazetteer(file, county="999999")


def test_a_village_alone_in_its_row_is_a_village_and_no_heading(tmp_path) -> None:
    file = tmp_path / "村.csv"
    rows = "城关镇,东关村,\n,西关村,\n,南关社区居委会,\n盐官镇,盐官村,\n,高楼村委会,\n"
    file.write_text(f"乡镇,村名,小组\n{rows}", encoding="utf-8")

    loaded = load_gazetteer(file, county="621226")

    assert (loaded.villages, loaded.left_out) == (5, 0)
    assert [v.name for v in loaded.gazetteer.villages("621226101")] == ["盐官村", "高楼村委会"]


def test_rows_that_reading_leaves_out_are_told(tmp_path) -> None:
    file = tmp_path / "村.csv"
    file.write_text("乡镇,村名,小组\n城关镇,东关村,\n盐官镇,,\n,盐官村,\n", encoding="utf-8")

    remarks = load_gazetteer(file, county="621226").remarks

    assert [note.code for _, note in remarks] == ["IN193"]


def test_only_places_that_people_live_in_are_taken_from_a_list_of_all_places(tmp_path) -> None:
    rows = """地名,地名类别,所在乡镇
潋江镇,镇,潋江镇
背街社区,社区,潋江镇
白石村委会,村民委员会,杰村乡
上坑,自然村,杰村乡
兴江小区,住宅小区,潋江镇
凌家圩,说不清,潋江镇
潋江,河流,潋江镇
和平桥,桥梁,潋江镇
兴国站,火车站,潋江镇
将军大道,道路,潋江镇
兴国中学,学校,潋江镇
"""
    loaded = load_gazetteer(written(tmp_path, "地名.csv", rows), county="360732")

    names = {village.name for village in loaded.gazetteer.villages("360732")}
    assert names == {"背街社区", "白石村委会", "上坑", "兴江小区", "凌家圩"}
    assert loaded.left_out == 6
    told = [f.finding for f in loaded.findings if f.finding.code == "PG213"]
    assert [finding.actual for finding in told] == ["6"]


def test_a_code_of_a_division_tells_more_than_a_category(tmp_path) -> None:
    rows = """代码,名称,类别
360732204,杰村乡,乡
360732204204,白石村委会,111
360732204205,和平桥村委会,桥
360732204,杰村大桥,桥
"""
    loaded = load_gazetteer(written(tmp_path, "村.csv", rows), county="360732")

    names = {village.name for village in loaded.gazetteer.villages("360732")}
    assert names == {"白石村委会", "和平桥村委会"}
    assert loaded.gazetteer.townships("360732") == {"360732204": "杰村乡"}
    assert loaded.left_out == 1


def test_an_export_of_the_national_database_is_read(tmp_path) -> None:
    rows = """place_code,standard_name,place_type,place_type_code,area_name,area
36073220422200000012,上坑,农村居民点,22200,兴国县,360732204
36073220421610000003,白石村,行政村,21610,兴国县,360732204
36073220412200000001,杰村河,河流,12200,兴国县,360732204
"""
    loaded = load_gazetteer(written(tmp_path, "导出.csv", rows))

    assert loaded.gazetteer.villages("360732") == (
        Village("360732204", "", "上坑"),
        Village("360732204", "", "白石村"),
    )
    assert loaded.left_out == 1
    found = standardise("兴国县杰村乡白石村", gazetteer=loaded.gazetteer).best
    assert (found.level, found.name) == ("village", "白石村")


def test_a_place_code_tells_the_township_where_the_row_names_none(tmp_path) -> None:
    rows = """地名代码,标准名称,类别,所在乡镇
36073220422200000012,上坑,自然村,
36073220422200000013,下坑,自然村,长冈乡
"""
    loaded = load_gazetteer(written(tmp_path, "村.csv", rows), county="360732")

    assert loaded.gazetteer.villages("360732") == (
        Village("360732204", "", "上坑"),
        Village("360732217", "", "下坑"),
    )
