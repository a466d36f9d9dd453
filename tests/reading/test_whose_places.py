"""Addresses, work units and places of origin of two parties: which column is whose, and which is no domicile."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS

MEN, WOMEN = ["张三", "李大力", "王五"], ["赵花", "钱秀英", "孙兰"]
HOMES = ["潋江镇", "江背镇", "高兴镇"]
DAYS = ["1976-04-15", "1976-12-18", "1975-07-12"]


def _fields(tmp_path, columns: list[tuple[str, list[str]]]) -> dict[str, int]:
    """The position of the column of each field."""
    path = tmp_path / "登记.csv"
    frame = pl.DataFrame({str(at): cells for at, (_, cells) in enumerate(columns)})
    body = frame.write_csv(include_header=False)
    path.write_text(",".join(h for h, _ in columns) + "\n" + body, encoding="utf-8")
    (table,) = read_archive(path, FIELDS).tables
    return {name: column.index for name, column in table.mapping.fields.items()}


def test_two_columns_of_each_party_are_not_shared_out_in_their_order(tmp_path) -> None:
    work = ["毛纺厂", "待业", "学校"]
    told = [("男同志", MEN), ("工作单位", work), ("住址", HOMES)]
    told += [("女同志", WOMEN), ("工作单位", work), ("住址", HOMES), ("领证日期", DAYS)]
    fields = _fields(tmp_path, told)
    assert (fields["husband_domicile"], fields["wife_domicile"]) == (2, 5)


def test_where_people_work_is_no_domicile(tmp_path) -> None:
    told = [
        ("男方", MEN),
        ("工作单位", HOMES),
        ("女方", WOMEN),
        ("工作单位", HOMES),
        ("日期", DAYS),
    ]
    assert "husband_domicile" not in _fields(tmp_path, told)


def test_where_people_live_now_comes_before_where_they_are_from(tmp_path) -> None:
    told = [("男方姓名", MEN), ("男方籍贯", HOMES), ("男方现在住址", HOMES)]
    told += [("女方姓名", WOMEN), ("女方籍贯", HOMES), ("女方现在住址", HOMES), ("日期", DAYS)]
    fields = _fields(tmp_path, told)
    assert (fields["husband_domicile"], fields["wife_domicile"]) == (2, 5)


def test_the_heading_above_both_parties_leaves_the_datum_below_it(tmp_path) -> None:
    told = [("离婚当事人/男方姓名", MEN), ("离婚当事人/男方地址", HOMES)]
    told += [("离婚当事人/女方姓名", WOMEN), ("离婚当事人/女方地址", HOMES), ("离婚日期", DAYS)]
    fields = _fields(tmp_path, told)
    assert (fields["husband_domicile"], fields["wife_domicile"]) == (1, 3)


def test_of_a_re_issue_the_applicant_and_the_spouse_are_told_by_their_numbers(tmp_path) -> None:
    men = ["411525196208150013", "411525196208150030", "411525196208150056"]
    women = ["411525196208150021", "411525196208150048", "411525196208150064"]
    told = [
        ("补领人", MEN),
        ("补领人身份证号码", men),
        ("配偶", WOMEN),
        ("配偶身份证号码", women),
        ("补发日期", DAYS),
    ]
    fields = _fields(tmp_path, told)
    assert (fields["husband_name"], fields["wife_name"]) == (0, 2)


@pytest.mark.parametrize(
    "heading", ["共同住址", "双方住址", "夫妻住址", "男女双方住址", "家庭共同住址"]
)
def test_an_address_of_both_is_each_one_s(tmp_path, heading: str) -> None:
    path = tmp_path / "登记.csv"
    path.write_text(
        f"男方,女方,{heading},领证日期\n张三,李红,潋江镇,1974.5.1\n王五,赵花,江背镇,1974.6.1\n",
        encoding="utf-8",
    )
    frame = read_archive(path, FIELDS).tables[0].frame
    assert frame["husband_domicile"].to_list() == frame["wife_domicile"].to_list() == HOMES[:2]


def test_an_empty_heading_beside_one_of_persons_is_the_other_party_s(tmp_path) -> None:
    told = [("结婚人", MEN), ("", WOMEN), ("年龄", ["24", "25", "26"]), ("", ["22", "23", "21"])]
    fields = _fields(tmp_path, [*told, ("证号", ["五1", "五2", "五3"]), ("日期", DAYS)])
    assert (fields["husband_name"], fields["wife_name"]) == (0, 1)
    assert (fields["husband_age"], fields["wife_age"]) == (2, 3)


def test_the_old_number_of_each_counted_person_fills_the_new_one_s_gaps(tmp_path) -> None:
    path = tmp_path / "登记.csv"
    path.write_text(
        "姓名1,旧身份证1,新身份证1,姓名2,旧身份证2,新身份证2,结婚日期\n"
        "张三,362133620815001,,李红,362133650815002,362133196508150020,2001.5.1\n"
        "王五,362133620815003,362133196208150037,赵花,362133650815004,,2001.6.1\n",
        encoding="utf-8",
    )
    frame = read_archive(path, FIELDS).tables[0].frame
    assert frame["husband_id_number"].to_list() == ["362133620815001", "362133196208150037"]
    assert frame["wife_id_number"].to_list() == ["362133196508150020", "362133650815004"]


def test_without_headings_a_place_behind_each_number_is_where_that_person_lives(tmp_path) -> None:
    path = tmp_path / "登记.csv"
    rows = [
        f"{at},{man},男,36213362081500{2 * at + 1},潋江镇,{woman},女,36213365081500{2 * at},{home},1990.5.{at + 1}"
        for at, (man, woman, home) in enumerate(zip(MEN, WOMEN, HOMES, strict=True))
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    frame = read_archive(path, FIELDS).tables[0].frame
    assert frame["husband_domicile"].to_list() == ["潋江镇"] * 3
    assert frame["wife_domicile"].to_list() == HOMES
    assert "office" not in frame.columns
