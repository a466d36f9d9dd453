"""A column that a table has instead of another one is read as that one, and a remark says so."""

from __future__ import annotations

import polars as pl

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS as MARRIAGE


def test_a_present_address_stands_for_the_domicile_that_no_column_has() -> None:
    cells = {
        "男方姓名": ["张三"],
        "男方现住址": ["杨村"],
        "女方姓名": ["李四"],
        "女方现住址": ["李村"],
    }
    (table,) = read_frame(pl.DataFrame(cells), MARRIAGE).tables
    assert {"husband_domicile", "wife_domicile"} <= table.mapping.fields.keys()
    assert [n.values["heading"] for n in table.notes if n.code == "IN146"] == [
        "男方现住址",
        "女方现住址",
    ]
    for own in ("男方户籍地", "男方县"):
        (table,) = read_frame(pl.DataFrame({**cells, own: ["江村"]}), MARRIAGE).tables
        assert {"husband_address_now", "wife_domicile"} <= table.mapping.fields.keys()


def test_a_present_address_stands_for_the_domicile_of_persons_too() -> None:
    cells = {"姓名": ["张三", "李四"], "性别": ["男", "女"], "现住址": ["杨村", "李村"]}
    (table,) = read_frame(pl.DataFrame(cells), MARRIAGE).tables
    assert "person_domicile" in table.mapping.fields
