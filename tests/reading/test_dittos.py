"""同上 and 〃 are written out from the row above, where nothing else can be meant."""

from __future__ import annotations

import polars as pl

from minzheng_core.reading import frames as reading_frames
from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS


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
    # The words may mean the other spouse, and a mark below them means whatever they mean.
    assert frame["husband_domicile"][3] == "同上"
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
