"""东莞、中山、儋州、嘉峪关: cities that register people themselves stand where a county is asked for."""

from __future__ import annotations

import polars as pl
import pytest
from attrs import evolve

from minzheng_core.cleaning.evidence.row import at_home
from minzheng_core.columns import domiciles
from minzheng_core.errors import CallError
from minzheng_core.reference.county_codes import lineage, require_county
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.ids.arithmetic import check_digit
from tests.cleaning.archives import ON, clean_rows, codes, recipe

DONGGUAN = "441900"
CITIES = {
    DONGGUAN: ("广东省东莞市", "虎门镇", "441900121"),
    "442000": ("广东省中山市", "横栏镇", "442000110"),
    "460400": ("海南省儋州市", "那大镇", "460400100"),
    "620200": ("甘肃省嘉峪关市", "文殊镇", "620201102"),
}


def _number(region: str, birth: str, order: str) -> str:
    return region + birth + order + (check_digit(region + birth + order) or "")


def test_they_are_those_that_have_no_counties_on_the_newest_list() -> None:
    registers = divisions().registers
    higher = {r.code for r in divisions().in_force(LAST_LIST) if r.level != "county"}
    assert {code for code in higher if registers(code)} == set(CITIES)
    assert registers("362133")
    for code in ("360700", "460300", "440000", "999999", ""):
        assert not registers(code)
        with pytest.raises(CallError, match="IN203"):
            require_county(code)


@pytest.mark.parametrize("code", CITIES)
def test_townships_alone_lie_in_the_city(code: str) -> None:
    name, town, town_code = CITIES[code]
    texts = [town, f"{town}一村", f"{name}{town}"]
    frame = domiciles.resolve(pl.Series(texts), pl.Series([2020] * 3), county=code)
    assert frame["name"].to_list() == [name] * 3
    assert frame["township"].to_list() == [town_code] * 3
    assert frame["faults"].to_list()[2] == 0
    values = [Domicile.parse(text, on=2020, county=code).value for text in texts]
    assert [value and value.township for value in values] == [town_code] * 3


def test_people_have_numbers_of_the_city_and_of_the_county_that_it_was() -> None:
    assert lineage(DONGGUAN) == {"441900", "441901", "442502", "442527"}
    assert "441900" in lineage("442527")
    assert {"442129", "460003", "469003"} < lineage("460400")
    assert at_home("442527", DONGGUAN, county=DONGGUAN, on=ON)
    assert not at_home("441909", DONGGUAN, county=DONGGUAN, on=ON)


def test_an_archive_of_the_city_is_cleaned_like_one_of_a_county() -> None:
    row = {
        "registration_date": "2005-05-20",
        "husband_name": "陈大文",
        "husband_id_number": _number("442527", "19800203", "011"),
        "husband_birth_date": "1980-02-03",
        "husband_domicile": "虎门镇北栅村",
        "wife_name": "黄小妹",
        "wife_id_number": _number("441900", "19810304", "022"),
        "wife_birth_date": "1981-03-04",
        "wife_domicile": "广东省东莞市长安镇",
    }
    result = clean_rows([row], by=evolve(recipe(), county=DONGGUAN))
    assert codes(result, "husband_domicile") == {"DV208"}
    assert not codes(result, "wife_domicile")
    assert not codes(result, "husband_id_number") | codes(result, "wife_id_number")
