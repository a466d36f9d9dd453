"""From what people wrote to the standard name: the day and today, candidates, codes, bad input."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names import standardise, standardise_many
from tests.registries.place_names.standardising.conftest import XINGGUO, cells_of, found

if TYPE_CHECKING:
    from minzheng_core.reference.gazetteer import Gazetteer


def test_the_names_and_codes_are_those_of_the_day_and_of_today() -> None:
    answer = found("兴国县城岗镇白石村", on=1995)
    assert answer.best is not None
    assert answer.name == "江西省赣州地区兴国县城岗乡白石村委会"
    assert answer.best.name_today == "江西省赣州市兴国县城岗镇白石村委会"
    town = standardise("江西省兴国县永丰镇", on=2000).best
    assert town is not None
    assert (town.code, town.code_today) == ("360732207", "360732108")


@pytest.mark.parametrize("text", ["", None, "  ", "，。", "x" * 500, "江西省兴国县潋江镇" * 60])
@pytest.mark.parametrize("county", [None, "360732", "999999", "36073", "县"])
def test_bad_input_gives_findings(text: str | None, county: str | None) -> None:
    answer = found(text, county=county)
    assert answer.findings or county == "360732"
    frame = standardise_many([text], county=county, gazetteer=XINGGUO)
    assert frame["findings"][0].to_list() == [f.code for f in answer.findings]


def test_what_is_written_after_the_place_is_not_shown() -> None:
    assert "12号" not in repr(found("兴国县潋江镇背街12号"))


@pytest.mark.parametrize("gazetteer", [None, XINGGUO], ids=["plain", "gazetteer"])
@pytest.mark.parametrize("county", [None, "360732"])
def test_the_column_equals_the_single_texts(
    county: str | None, gazetteer: Gazetteer | None
) -> None:
    rnd = random.Random(23)
    records = [r for r in divisions().all() if r.level == "county"]
    texts: list[str | None] = [
        "",
        None,
        "鼓楼区",
        "兴国潋江",
        "兴国县长shan村",
        "白石村",
        "x" * 300,
    ]
    texts += ["兴国县白石村", "江西省兴国县城岗乡白石村", "美国", "同上", "潋江镇背街3组"]
    for record in rnd.sample(records, 300):
        towns = townships().of_county(record.code)
        town = rnd.choice(towns).name if towns else "石桥公社"
        text = rnd.choice([record.full_name, record.name]) + town + rnd.choice(["", "东风村"])
        place = rnd.randrange(len(text))
        texts += [text, text[:place] + rnd.choice("山新岗a") + text[place + 1 :]]
    years = [rnd.choice([None, rnd.randint(1975, 2026)]) for _ in texts]
    on = pl.Series(years, dtype=pl.Int32)
    frame = standardise_many(texts, on=on, county=county, gazetteer=gazetteer)
    for text, year, cells in zip(texts, years, frame.rows(), strict=True):
        answer = standardise(text, on=year, county=county, gazetteer=gazetteer)
        assert cells == cells_of(answer), (text, year)


@pytest.mark.parametrize(
    "text",
    [
        "(现住)江西省 兴国县",
        "（户籍所在地）江西兴国县",
        "【原籍】兴国县",
        "(现住址)江西省赣州市兴国县公安局",
    ],
)
def test_a_note_in_brackets_before_the_place_does_not_hide_it(text: str) -> None:
    assert standardise(text).code == "360732"
    assert standardise_many([text])["code"].to_list() == ["360732"]


@pytest.mark.parametrize("text", ["长沙", "恩施", "阿坝", "辽宁辽阳", "四川万县"])
def test_the_best_is_among_the_candidates(text: str) -> None:
    answer = standardise(text)
    assert answer.best in answer.candidates
    assert len(answer.candidates) > 1


@pytest.mark.parametrize(
    ("text", "on"), [("通州区", 1990), ("番禺", 1985), ("江宁区", 1990), ("朝阳区", 1990)]
)
def test_what_is_said_about_a_name_leaves_nothing_open(text: str, on: int) -> None:
    assert not any("…" in str(f) for f in standardise(text, on=on).findings)


@pytest.mark.parametrize(
    ("text", "several"), [("武进县", ["320412", "320411"]), ("南海市", ["440605", "440604"])]
)
def test_a_divided_county_names_all_that_have_a_part(text: str, several: list[str]) -> None:
    said = next(str(f) for f in standardise(text).findings if f.code == "DV206")
    assert all(code in said for code in several)
    assert "DV206" in standardise_many([text])["findings"][0]


def test_what_was_parted_and_is_one_again_is_not_said_to_be_divided() -> None:
    for year, record in ((r.end, r) for r in divisions().all() if r.level == "county"):
        if year is None or len(divisions().current(record.code, year - 1)) > 1:
            continue
        codes = {f.code for f in standardise(record.full_name).findings}
        assert "PG116" not in codes, record.full_name


@pytest.mark.parametrize(
    ("text", "code", "likely"),
    [
        ("福建省长丁县", "350000", "352622"),
        ("陕西延安处川县李家村", "612600", "612622"),
        ("陕北处川县", "", "612622"),
        ("陕北地区处川县", "", "612622"),
        ("河南商兵县", "410000", "412322"),
        ("吉林双阴县", "220000", "220125"),
        ("江西省上饶地区王山县", "362300", "362323"),
    ],
)
def test_counties_one_character_away_are_candidates_where_several_are(
    text: str, code: str, likely: str
) -> None:
    answer = standardise(text, on=1990)
    candidates = [c.code for c in answer.candidates]
    said = [f.code for f in answer.findings]
    assert answer.code == code
    assert likely in candidates
    assert "PG129" in said
    row = standardise_many([text], on=1990).row(0, named=True)
    assert (row["code"] or "", row["findings"]) == (code, said)
    assert row["candidates"] == [c for c in candidates if c != code]


@pytest.mark.parametrize(
    "text", ["江西省城郊开发区", "江西省赣州市章江新区", "赣南客家县", "河南县", "江西省商业小区"]
)
def test_what_is_no_misspelt_county_has_none_for_candidates(text: str) -> None:
    said = [f.code for f in standardise(text).findings]
    assert "PG129" not in said
    assert standardise_many([text])["findings"][0].to_list() == said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1985年江西省兴国县", "362133"),
        ("1985.5.1江西省兴国县", "362133"),
        ("1985-05-01 江西省兴国县", "362133"),
        ("19850501江西兴国县潋江镇", "360732100"),
        ("85年5月迁入江西省兴国县", "362133"),
        ("1985年原江西省兴国县", "362133"),
        ("1985年", ""),
        ("1985.5.1", ""),
    ],
)
def test_a_date_before_the_place_is_no_part_of_it(text: str, code: str) -> None:
    assert standardise(text, on=1985).code == code
    assert (standardise_many([text], on=1985)["code"][0] or "") == code


@pytest.mark.parametrize(
    "text", ["江西省赣州市建设局兴国县分局", "江西省南昌市八一大道兴国县驻昌办"]
)
def test_a_county_in_the_name_of_an_office_or_a_road_is_not_the_place(text: str) -> None:
    assert standardise(text).code in {"360700", "360100"}


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("360732", None, "360732"),
        ("362127", 1985, "362127"),
        ("362133", 2020, "360732"),
        ("360732102", None, "360732102"),
        ("360732204204", None, "360732204204"),
        ("999999", None, ""),
    ],
)
def test_a_code_is_the_place_of_the_code(text: str, on: int | None, code: str) -> None:
    assert found(text, on).code == code


def test_a_county_may_be_given_by_a_longer_code() -> None:
    assert standardise("潋江镇", county="360732000000").code == "360732100"


@pytest.mark.parametrize(("on", "early"), [(1950, True), (0, True), (1981, False), (None, False)])
def test_a_year_before_the_first_list_is_told(on: int | None, early: bool) -> None:
    assert ("PG105" in [f.code for f in standardise("赣州地区兴国县", on=on).findings]) is early
    assert ("PG105" in standardise_many(["赣州地区兴国县"], on=on)["findings"][0]) is early


def test_a_text_that_is_cut_in_a_finding_has_a_mark() -> None:
    (finding,) = standardise("不知哪里的一个很远的地方").findings
    assert str(finding).count("…") == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江西省兴国县兴国县潋江镇", "360732100"),
        ("兴国县江西省兴国县潋江镇", "360732100"),
        ("江西省赣州市兴国县江西省赣州市兴国县潋江镇", "360732100"),
        ("江西省江西省兴国县潋江镇", "360732100"),
        ("江西省赣州市江西省赣州市兴国县潋江镇", "360732100"),
        ("河南省济源市济源市克井镇", "419001100"),
        ("新疆维吾尔自治区喀什地区泽普县泽普县依玛乡", "653124201"),
    ],
)
def test_a_place_that_is_written_twice_is_read_once(text, code):
    """A column of divisions and one of whole addresses were joined."""
    found = standardise(text, on=2020)

    assert (found.best.code, found.findings) == (code, ())
    column = standardise_many([text], on=2020)
    assert (column["code"][0], column["findings"][0].to_list()) == (code, [])


def test_another_county_after_a_county_is_no_repetition():
    found = standardise("江西省兴国县于都县贡江镇", on=2020)

    assert found.best.code == "360732"
    assert [f.code for f in found.findings] == ["PG113"]


@pytest.mark.parametrize(
    "text", ["999999", "342499", "360701", "36073299", "36073210720", "１２３４５６"]
)
@pytest.mark.parametrize("county", [None, "360732"])
def test_digits_that_were_never_a_code_are_no_place(text: str, county: str | None) -> None:
    found = standardise(text, county=county)

    assert (found.best, found.candidates) == (None, ())
    assert [f.code for f in found.findings] == ["PG128"]
    row = standardise_many([text], county=county).row(0, named=True)
    assert (row["code"], row["findings"]) == (None, ["PG128"])


@pytest.mark.parametrize(
    ("text", "code"),
    [("620201", "620200"), ("620201100", "620201100"), ("620201100000", "620201100"), ("342400", "341500")],
)  # fmt: skip
def test_what_lies_in_a_city_without_counties_is_found_by_both_its_codes(
    text: str, code: str
) -> None:
    assert standardise(text).code == code
    assert standardise_many([text])["code"].to_list() == [code]
