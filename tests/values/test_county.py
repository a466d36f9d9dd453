"""A county given by its code or its name."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core import Book, open_store
from minzheng_core.cli import main
from minzheng_core.errors import CallError
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.registries import marriage, place_names
from minzheng_core.registries.place_names.standard_table.table import standardise_table
from minzheng_core.values.county import county_code

COUNTIES = [p for p in divisions().in_force(LAST_LIST) if divisions().registers(p.code)]


@given(st.sampled_from(COUNTIES))
def test_every_county_is_known_by_its_full_name(place) -> None:  # type: ignore[no-untyped-def]
    assert county_code(place.full_name) == place.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("赣县区", "360704"),
        ("长春朝阳区", "220104"),
        ("东莞", "441900"),
        (" 兴国县 ", "360732"),
        ("恩施市", "422801"),
        (" 362133", "362133"),
    ],
)
def test_short_names_with_and_without_those_above(text: str, code: str) -> None:
    assert county_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江津县", "500116"),  # 江津区 today
        ("四川江津县", "500116"),
        ("扶余县", "220724"),  # a county twice over: the later one
        ("遵义县", "520321"),  # divided among three districts
        ("上海南市区", "310102"),  # joined to another
    ],
)
def test_a_former_county_is_known_by_its_full_name(text: str, code: str) -> None:
    assert county_code(text) == code


def test_a_former_county_that_a_city_or_several_were_called_is_not_guessed() -> None:
    with pytest.raises(CallError, match=r"IN252.*130604（河北省保定市南市区）、310102"):
        county_code("南市区")
    with pytest.raises(CallError, match="IN203"):
        county_code("酒泉市")  # the city of today, or the county-level one that was part of it


def test_a_command_says_which_county_the_former_one_is_today(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["place-names", "standardise", "团溪镇"]
    main([*words, "--county", "遵义县"])
    said = capsys.readouterr().err
    assert "2016 年以前的县" in said
    assert "播州区" in said
    main([*words, "--county", "播州区"])
    assert "以前的县" not in capsys.readouterr().err


def test_a_name_that_several_have_is_asked_about() -> None:
    with pytest.raises(CallError, match=r"IN252.*110105（北京市朝阳区）、220104"):
        county_code("朝阳区")


@pytest.mark.parametrize("text", ["长冈公社", "住址.csv"])
def test_standardising_does_not_guess_which_county_is_meant(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["place-names", "standardise", text, "--county", "朝阳区"]
    assert main(words) == 2
    assert "110105（北京市朝阳区）" in capsys.readouterr().err

    with pytest.raises(CallError, match="IN252"):
        standardise_table(pl.DataFrame({"住址": ["长冈公社"]}), county="朝阳区")


@pytest.mark.parametrize("text", ["999999", "江西省", "赣州市", "没有这个县", "县", ""])
def test_what_names_no_county_is_refused(text: str) -> None:
    with pytest.raises(CallError, match="IN203"):
        county_code(text)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(CallError, match="IN218"):
        county_code(360732)  # type: ignore[arg-type]


def test_the_codes_to_choose_from_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", "没有.xlsx", "--county", "朝阳区", "--out", "结果"]) == 2
    assert "220104（吉林省长春市朝阳区）" in capsys.readouterr().err


def test_calls_take_the_name_as_they_take_the_code() -> None:
    frame = pl.DataFrame(
        {"登记日期": ["1988.10.1"], "男方姓名": ["张三"], "男方户籍地": ["长冈公社"]}
    )
    by_code = marriage.clean(frame, county="360732")
    by_name = marriage.clean(frame, county="兴国县")
    assert by_name.records.equals(by_code.records)
    assert by_name.summary["county"] == "360732"

    record = marriage.MarriageRecord(registration_date="1988-10-01", business_type="结婚")
    assert marriage.check(record, county="兴国") == marriage.check(record, county="360732")


def test_a_book_made_by_name_is_opened_by_code() -> None:
    store = open_store("memory://")
    Book.open(marriage.REGISTRY, store, county="兴国县")
    assert (
        Book.open(marriage.REGISTRY, store, county="360732").setting.context["county"] == "360732"
    )


def test_standardising_knows_the_reader_s_own_county_by_name() -> None:
    by_code = place_names.standardise("长冈公社", county="360732", on=1980)
    assert place_names.standardise("长冈公社", county="兴国县", on=1980) == by_code
    many = place_names.standardise_many(["长冈公社"], county="兴国县", on=1980)
    assert many.equals(place_names.standardise_many(["长冈公社"], county="360732", on=1980))
    unclear = place_names.standardise("长冈公社", county="朝阳区")
    assert "PG104" in {finding.code for finding in unclear.findings}
