"""同上 and 〃 are written out from the row above, where nothing else can be meant."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import frames as reading_frames
from minzheng_core.reading import read_archive, read_frame
from minzheng_core.reading.rows.part_dittos import completed
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.schema import FieldKind


def _table(fields, **columns):
    (table,) = read_frame(pl.DataFrame(columns), fields).tables
    return table, table.frame


def test_dates_offices_and_marks_follow_the_row_above(fields) -> None:
    table, frame = _table(
        fields,
        登记日期=["1985-10-01", "同上", "〃", "1985-10-03", "（同上）"],
        登记机关=["潋江公社", '"', "江背公社", "同前", "〃"],
        男方姓名=["张三", "李四", "王五", "赵六", "孙七"],
        男方户口所在地=["兴国县江背镇", "〃", "兴国县高兴镇", "同上", "兴国县"],
        女方户口所在地=["兴国县", "同上", "〃", "于都县", "同上"],
    )
    assert frame["registration_date"].to_list() == [*["1985-10-01"] * 3, *["1985-10-03"] * 2]
    assert frame["office"].to_list() == [*["潋江公社"] * 2, *["江背公社"] * 3]
    assert frame["husband_domicile"].to_list()[:2] == ["兴国县江背镇"] * 2
    # In the second column the words may mean the other spouse, and a mark below them means whatever they mean.
    assert frame["husband_domicile"][3] == "兴国县高兴镇"
    assert frame["wife_domicile"].to_list() == ["兴国县", "同上", "同上", "于都县", "同上"]
    (note,) = [note for note in table.notes if note.code == "IN175"]
    assert note.rows == (3, 4, 5, 6)


def test_a_ditto_below_nothing_and_dittos_for_names_and_numbers_stay(fields) -> None:
    table, frame = _table(
        fields,
        登记日期=["〃", None, "同上", "1985-10-01"],
        男方姓名=["张三", "同上", "〃", "赵六"],
        男方身份证号=["362133620815001", "同上", "〃", None],
    )
    assert frame["registration_date"].to_list() == ["〃", None, "同上", "1985-10-01"]
    assert frame["husband_name"].to_list() == ["张三", "同上", "〃", "赵六"]
    assert frame["husband_id_number"].to_list() == ["362133620815001", "同上", "〃", None]
    assert "IN175" not in {note.code for note in table.notes}


def test_signs_of_dittos_within_a_cell_are_text(fields) -> None:
    _, frame = _table(
        fields,
        登记日期=["1985-10-01", "1985-10-02", "同上"],
        登记机关=["同上乡人民政府", "“潋江”公社", "〃"],
        男方姓名=["张三", "李四", "王五"],
    )
    assert frame["office"].to_list() == ["同上乡人民政府", "“潋江”公社", "“潋江”公社"]
    assert frame["registration_date"].to_list() == ["1985-10-01", "1985-10-02", "1985-10-02"]


def test_dittos_run_on_through_the_pieces_of_a_long_table(fields, monkeypatch) -> None:
    monkeypatch.setattr(reading_frames, "BATCH_ROWS", 2)
    _, frame = _table(
        fields,
        登记日期=["1985-10-01", "同上", "同上", "〃", "〃", None, "〃"],
        男方姓名=list("甲乙丙丁戊己庚"),
    )
    assert frame["registration_date"].to_list() == [*["1985-10-01"] * 5, None, "〃"]


def test_in_a_table_of_one_person_a_row_the_words_mean_the_row_above(fields) -> None:
    _, frame = _table(
        fields,
        登记日期=["1985-10-01", "同上"] * 3,
        姓名=["张三", "陈一", "李四", "陈二", "王五", "陈三"],
        性别=["男", "女"] * 3,
        户口所在地=["兴国县", "同上", "于都县", "同上", "赣县", "同上"],
    )
    assert frame["wife_domicile"].to_list() == ["兴国县", "于都县", "赣县"]


def test_dittos_in_the_other_order_the_old_character_and_between_dashes(fields) -> None:
    _, frame = _table(
        fields,
        登记日期=["1985-10-01", "上同", "仝上", "同", "—〃—"],
        登记机关=["潋江公社", "同上行", "々", "上同乡政府", "仝乐公社"],
        男方姓名=["张三", "李四", "王五", "赵六", "孙七"],
    )
    assert frame["registration_date"].to_list() == ["1985-10-01"] * 5
    assert frame["office"].to_list() == [*["潋江公社"] * 3, "上同乡政府", "仝乐公社"]


def test_a_sign_in_a_part_of_a_domicile_is_followed_and_a_word_may_mean_the_spouse() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1986-01-05", "1986-01-06"],
            "男方姓名": ["张三", "李四"],
            "女方姓名": ["甲某", "乙某"],
            "男方县": ["兴国", "〃"],
            "女方乡镇": ["长冈", "同"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_domicile_county"].to_list() == ["兴国", "兴国"]
    assert table.frame["wife_domicile_township"].to_list() == ["长冈", "同"]


def test_other_signs_for_a_ditto(fields) -> None:
    _, frame = _table(
        fields,
        登记日期=["1985-10-01", "''", ",,", "、、", "〞"],
        男方姓名=["张三", "李四", "王五", "赵六", "孙七"],
        女方姓名=["甲某", "乙某", "丙某", "丁某", "戊某"],
    )
    assert frame["registration_date"].to_list() == ["1985-10-01"] * 5


def test_a_mark_beside_text_stands_for_the_part_of_the_cell_above_that_is_not_written_again(
    fields,
) -> None:
    table, frame = _table(
        fields,
        登记日期=["80.1.3", "〃〃13", "〃2.1", "〃.〃.9", "同上"],
        结婚证字号=["埠字8001", "〃02", "〃03", "〃", "埠字第9号"],
        登记机关=["兴国县高兴乡", "〃新溪乡", "〃", "〃", "兴国县〃"],
        男方姓名=["张三", "李四", "〃二毛", "王五", "孙七"],
        男方户口所在地=["埠头公社垓上大队", "〃枫林大队", "〃程水大队3队", "枫林公社〃", "〃垓上"],
    )
    assert frame["registration_date"].to_list() == [
        "80.1.3",
        "80.1.13",
        "80.2.1",
        "80.2.9",
        "80.2.9",
    ]
    # A whole mark is no number of its own, and below it nothing is known of the one above.
    assert frame["certificate_number"].to_list()[:4] == ["埠字8001", "埠字8002", "埠字8003", "〃"]
    assert frame["office"].to_list() == ["兴国县高兴乡", *["兴国县新溪乡"] * 4]
    assert frame["husband_name"][2] == "〃二毛"
    assert frame["husband_domicile"].to_list() == [
        "埠头公社垓上大队",
        "埠头公社枫林大队",
        "埠头公社程水大队3队",
        "枫林公社程水大队3队",
        "〃垓上",
    ]
    (note,) = [note for note in table.notes if note.code == "IN175"]
    assert note.rows == (3, 4, 5, 6)


def test_marks_of_a_part_are_seen_in_text_files_and_across_pieces(
    fields, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(reading_frames, "BATCH_ROWS", 2)
    rows = [
        "登记日期,登记机关,男方姓名",
        "80.1.3,兴国县高兴乡,张三",
        "〃〃5,兴国县〃,李四",
        "80.〃.9,〃新溪乡,王五",
    ]
    path = tmp_path / "1980.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    (table,) = read_archive([path], fields).tables
    assert table.frame["registration_date"].to_list() == ["80.1.3", "80.1.5", "80.1.9"]
    assert table.frame["office"].to_list() == ["兴国县高兴乡", "兴国县高兴乡", "兴国县新溪乡"]


@pytest.mark.parametrize(
    ("cell", "above", "kind"),
    [
        ("〃5月", "80.1.3", FieldKind.EVENT_DATE),
        ("〃13", "1980年1月", FieldKind.EVENT_DATE),
        ("〃2", "第105号", FieldKind.CERTIFICATE_NUMBER),
        ("〃2", "结字", FieldKind.CERTIFICATE_NUMBER),
        ("〃垓上", "埠头公社枫林大队", FieldKind.DOMICILE),
        ("〃枫林大队", "枫林大队", FieldKind.DOMICILE),
        ("〃长冈乡", "新村乡市集镇", FieldKind.DOMICILE),
        ("〃二毛", "张大毛", FieldKind.PERSON_NAME),
    ],
)
def test_a_part_that_is_not_clear_stays_as_it_is_written(cell, above, kind) -> None:
    assert completed(cell, above, kind) is None


@pytest.mark.parametrize(
    "mark", ["〃", "''", "’’", "，，", "、、", ",,", "„", "′", "〞", "″", "—〃—"]
)
def test_every_sign_is_followed_in_a_text_file_as_in_a_table(tmp_path, mark) -> None:
    rows = [("1985-10-01", "潋江公社", "张三"), (mark, mark, "李四")]
    frame = pl.DataFrame(rows, schema=["登记日期", "登记机关", "男方姓名"], orient="row")
    for separator in ",\t":
        frame.write_csv(tmp_path / "档案.csv", separator=separator)
        (table,) = read_archive(tmp_path / "档案.csv", FIELDS).tables
        assert table.frame["registration_date"].to_list() == ["1985-10-01"] * 2
        assert table.frame["office"].to_list() == ["潋江公社"] * 2


def test_the_same_day_is_that_of_the_row_above() -> None:
    days = ["1980年3月5日", "同日", "同年同月同日", "〃", "1980年3月7日", "同日"]
    frame = pl.DataFrame(
        {
            "登记日期": days,
            "男方姓名": ["张三"] * 6,
            "女方姓名": ["李四"] * 6,
            "登记机关": ["同日"] * 6,
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["registration_date"].to_list() == ["1980年3月5日"] * 4 + ["1980年3月7日"] * 2
    assert set(table.frame["office"]) == {"同日"}, "only of days"


def test_in_the_first_row_the_words_mean_the_other_spouse(fields) -> None:
    table, frame = _table(
        fields,
        登记日期=["1978-10-01", "1978-10-02", "1978-10-03"],
        男方姓名=["张三", "李四", "王五"],
        女方姓名=["陈一", "陈二", "陈三"],
        男方户口所在地=["团溪公社", "三岔公社", "西坪公社"],
        女方户口所在地=["同上", "西坪公社", "（同上）"],
    )
    assert frame["wife_domicile"].to_list() == ["团溪公社", "西坪公社", "西坪公社"]
    (note,) = [note for note in table.notes if note.code == "IN268"]
    assert note.rows == (2,)


@pytest.mark.parametrize("piece", [1, 2, 100])
def test_a_spouse_s_ditto_of_a_ditto_is_what_that_one_means(fields, monkeypatch, piece) -> None:
    monkeypatch.setattr(reading_frames, "BATCH_ROWS", piece)
    _, frame = _table(
        fields,
        登记日期=["1978-10-01", "1978-10-02", "1978-10-03", "1978-10-04"],
        男方姓名=["张三", "李四", "王五", "赵六"],
        女方姓名=["陈一", "陈二", "陈三", "陈四"],
        男方户口所在地=["团溪公社", "同上", "西坪公社", "同上"],
        女方户口所在地=["同上", "（同上）", "三岔公社", "同上"],
    )
    assert frame["husband_domicile"].to_list() == ["团溪公社"] * 2 + ["西坪公社"] * 2
    assert frame["wife_domicile"].to_list() == ["团溪公社"] * 2 + ["三岔公社", "西坪公社"]


def test_the_words_are_followed_where_both_cells_say_the_same(fields) -> None:
    _, frame = _table(
        fields,
        登记日期=["1978-10-01", "1978-10-02", "1978-10-03"],
        男方姓名=["张三", "李四", "王五"],
        女方姓名=["陈一", "陈二", "陈三"],
        男方户口所在地=["团溪公社", "三岔公社", "西坪公社"],
        女方户口所在地=["三岔公社", "同上", "同上"],
    )
    assert frame["wife_domicile"].to_list() == ["三岔公社", "三岔公社", "同上"]


def test_below_a_first_row_that_names_a_place_the_words_stay_open(tmp_path) -> None:
    path = tmp_path / "登记.csv"
    rows = [f"1978-10-0{at},张{at},陈{at},潋江镇,江背镇" for at in range(1, 4)]
    rows.append("1978-10-05,王五,赵花,高兴镇,同上")
    path.write_text(
        "登记日期,男方姓名,女方姓名,男方住址,女方住址\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    frame = read_archive(path, FIELDS).tables[0].frame
    assert frame["wife_domicile"].to_list() == ["江背镇"] * 3 + ["同上"]
