"""An archive that is cleaned for a county that it is not of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.testing.synthetic import make_archive

if TYPE_CHECKING:
    from minzheng_core.reading import ReadingNote


@pytest.fixture(scope="module")
def raw() -> pl.DataFrame:
    return make_archive(300, seed=5).raw


def doubted(raw: pl.DataFrame, county: str) -> ReadingNote | None:
    remarks = marriage.clean(raw, county=county, link=False).remarks
    return next((note for _, note in remarks if note.code == "IN162"), None)


@pytest.mark.parametrize("county", ["360731", "110101"])
def test_the_county_that_most_records_are_of_is_named(raw: pl.DataFrame, county: str) -> None:
    note = doubted(raw, county)
    assert note is not None
    assert note.values["county"].startswith(county)
    assert note.values["other"] == "360732（江西省赣州市兴国县）"


@pytest.mark.parametrize("county", ["360732", "362133"])
def test_the_right_county_is_not_doubted_under_any_of_its_codes(
    raw: pl.DataFrame, county: str
) -> None:
    assert doubted(raw, county) is None


def test_domiciles_tell_where_there_are_no_numbers(raw: pl.DataFrame) -> None:
    places = {"男方户籍地址": "江西省兴国县潋江镇", "女方户籍地址": None}
    numbers = dict.fromkeys(("男方身份证号", "女方身份证号"))
    written = raw.with_columns(**{k: pl.lit(v, pl.String) for k, v in (places | numbers).items()})
    silent = written.with_columns(男方户籍地址=pl.lit(None, pl.String))
    assert doubted(written, "360731") is not None
    assert doubted(written, "360732") is None
    assert doubted(silent, "360731") is None


def test_a_few_records_tell_nothing(raw: pl.DataFrame) -> None:
    assert doubted(raw.head(15), "360731") is None
