"""A column of an archive may be called what cleaning calls a column of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.own_names import own_names
from minzheng_core.reading import ArchiveMapping, read_archive
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.spec import spec

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2025, 1, 1)
TABLE = {
    "登记日期": ["1988-01-01", "1989-02-03"],
    "男方姓名": ["张三", "王六"],
    "男方身份证号": ["362133196208150010", "362133196208150037"],
    "女方姓名": ["李四", "李六"],
    "女方身份证号": ["362133640302002", "362133640302004"],
}
OWN = sorted(own_names(spec()) - {field.name for field in spec().fields})


def test_columns_are_kept_whatever_their_headings() -> None:
    odd = [*OWN, "#year", "#filled", "c0", "source_row_2", "person_note"]
    cells = {heading: [f"甲{i}", f"乙{i}"] for i, heading in enumerate(odd)}
    plain = marriage.clean(pl.DataFrame(TABLE), county="360732", on=ON, link=False).records
    records = marriage.clean(
        pl.DataFrame(TABLE | cells), county="360732", on=ON, link=False
    ).records
    others = records.drop(plain.columns)
    assert sorted(column.to_list() for column in others) == sorted(cells.values())
    assert records.select(plain.columns).equals(plain)


def test_clean_records_can_be_cleaned_again(tmp_path: Path) -> None:
    first = marriage.clean(pl.DataFrame(TABLE), county="360732", on=ON)
    out = first.save(tmp_path / "一")
    again = marriage.clean(out / "records.csv", county="360732", on=ON)
    for name in ("registration_date", "husband_name", "husband_id_number", "wife_id_number"):
        assert again.records[name].to_list() == first.records[name].to_list()
    assert again.records["source_file"].to_list() == ["records.csv"] * 2
    assert again.save(tmp_path / "二").is_dir()


def test_a_field_taken_away_in_the_mapping_is_not_read_by_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    pl.DataFrame(TABLE).rename({"女方姓名": "wife_name"}).write_csv(path)
    text = read_archive(path, spec().fields).mapping.to_json()
    mapping = ArchiveMapping.from_json(text.replace('"field": "wife_name"', '"field": null'))
    records = marriage.clean(path, county="360732", on=ON, mapping=mapping).records
    assert records["wife_name"].null_count() == records.height
    assert records["wife_name_2"].to_list() == TABLE["女方姓名"]


def test_persons_keep_their_other_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "登记日期,姓名,性别,身份证号,person_note,情形,情形（第二行）\n"
        "1988-01-01,张三,男,362133196208150010,甲,乙,丙\n"
        "1988-01-01,李四,女,362133640302002,丁,戊,己\n",
        encoding="utf-8",
    )
    (table,) = read_archive(path, spec().fields).tables
    cells = set(table.frame.row(0))
    assert {"张三", "李四", "甲", "乙", "丙", "丁", "戊", "己"} <= cells
