"""The layouts that the shipped generator writes are read back cell by cell."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.testing.synthetic import make_archive
from minzheng_core.testing.synthetic.layouts import write_csv, write_workbook

ARCHIVE = make_archive(600, seed=11)
SHARED = {
    "证件字号": "certificate_number",
    "登记日期": "registration_date",
    "登记机关": "office",
    "卷号": "volume_number",
}
PERSONAL = {
    "姓名": "name",
    "身份证号": "id_number",
    "出生日期": "birth_date",
    "户籍地址": "domicile",
    "年龄": "age",
}
WANTED = SHARED | {
    word + heading: f"{party}_{name}"
    for word, party in (("男方", "husband"), ("女方", "wife"))
    for heading, name in PERSONAL.items()
}


def plain(column: pl.Series) -> list[str | None]:
    """Cells without the midnight that workbooks add and without blanks-only texts."""
    texts = column.str.strip_suffix(" 00:00:00")
    return [t if t and t.strip() else None for t in texts]


@pytest.mark.parametrize(
    "layout", ["plain", "titled", "numbers", "pairs", "national", "messy", "csv"]
)
def test_every_layout_is_read_back(tmp_path, layout) -> None:
    if layout == "csv":
        places = write_csv(ARCHIVE, path := tmp_path / "a.csv")
    else:
        places = write_workbook(ARCHIVE, path := tmp_path / "a.xlsx", layout)

    archive = read_archive(path, FIELDS)

    frame = pl.concat(
        [t.frame.with_columns(source_sheet=pl.lit(t.sheet)) for t in archive.tables], how="diagonal"
    )
    found = places.join(frame, on=["source_sheet", "source_row"], how="left")
    assert frame.height == ARCHIVE.raw.height
    for heading, name in WANTED.items():
        read, typed = plain(found[name]), plain(ARCHIVE.raw[heading][found["row"].to_list()])
        if layout == "pairs":  # one person a row: what is 同上 there is written in the row above
            typed = [r if t == "同上" else t for r, t in zip(read, typed, strict=True)]
        assert read == typed, heading
