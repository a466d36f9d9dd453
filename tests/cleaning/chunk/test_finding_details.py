"""The particulars of findings, told once for many cells, are those of each cell by itself."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.testing.synthetic import make_archive
from minzheng_core.values.domicile.domicile import Domicile

COUNTY = "360732"
TODAY = date(2026, 11, 23)
HEADS = (
    "江西省赣州市兴国县潋江镇",
    "江西省赣州市兴国县均村乡",
    "江西省赣州市兴园县潋江镇",
    "赣州潋江镇",
    "河南新乡",
    "某处乡",
    "甲乙丙丁戊己庚乡",
    "户籍地：江西省 贛州市興國縣长冈乡",
)
ENDS = ("", "背街12号", "背街村3组", "上埂圩的村尾", "下埂圩的村头")


@pytest.mark.parametrize("lines", [["husband_domicile"], ["husband_domicile", "wife_domicile"]])
def test_a_domicile_says_the_same_in_an_archive_as_alone(lines: list[str]) -> None:
    texts = [head + end for head in HEADS for end in ENDS]
    days = [date(year, month, 3) for year, month in ((1990, 2), (1990, 9), (2003, 5), (2016, 7))]
    cells = [(text, day) for text in texts for day in days]
    frame = pl.DataFrame(
        {
            "registration_date": [day.isoformat() for _, day in cells],
            **{line: [text for text, _ in cells] for line in lines},
        }
    )

    found = marriage.clean(frame, county=COUNTY, on=TODAY).findings

    for line in lines:
        told = found.filter((pl.col("field") == line) & pl.col("part").is_not_null())
        alone = {
            (row, finding.code, finding.part, finding.expected, finding.actual)
            for row, (text, day) in enumerate(cells)
            for finding in Domicile.parse(text, on=day, county=COUNTY).findings
        }
        said = set(told.select("row", "code", "part", "expected", "actual").iter_rows())
        assert said
        assert said <= alone
        assert {code for _, code, *_ in said} >= {"DV203", "DV205", "DV208"}


def test_an_archive_names_what_was_meant_in_every_village() -> None:
    raw = make_archive(300, seed=5, error_rate=4).raw

    findings = marriage.clean(raw, county=COUNTY, on=TODAY).findings

    spoken = findings.filter(pl.col("code").is_in(["DV203", "DV204", "DV205"]))
    assert spoken.height
    assert spoken["actual"].null_count() == spoken["expected"].null_count() == 0
