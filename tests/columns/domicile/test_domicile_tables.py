"""What whole columns are looked up in says the same as the names, records and lists it is made of."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from minzheng_core.columns import domiciles
from minzheng_core.columns.domicile.chains import names_of
from minzheng_core.columns.domicile.letters import Letters, Lookup
from minzheng_core.columns.domicile.plain import plain_answers
from minzheng_core.columns.domicile.slips import SlipFinder, Spots
from minzheng_core.columns.domicile.townships import CountyCodes, town_names
from minzheng_core.columns.domicile.years import NONE, SEVERAL, CarryTable
from minzheng_core.reference.divisions import DivisionRecord, divisions
from minzheng_core.reference.overlay import Overlay
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import TownshipRecord, townships
from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.reading import Reader
from minzheng_core.values.domicile.typos import Spellings

_LETTERS = "山水州县市区兴新国东西镇"
_RECORDS = [r for r in divisions().all() if r.level == "county"]


def test_no_two_names_share_a_digest() -> None:
    towns = town_names()
    names = list({*domicile_index().forms, *towns["name"].to_list(), *towns["stem"].to_list()})
    assert np.unique(Letters(pl.Series(names)).whole()).size == len(names)


def test_parts_of_texts_have_the_digests_of_their_letters() -> None:
    letters = Letters(pl.Series(["江西省兴国县", "兴国", "𠀀兴国"]))
    rows, places = np.array([0, 1, 2]), np.array([3, 0, 1])
    assert np.unique(letters.part(rows, places, 2)).size == 1
    assert letters.at(rows, np.array([5, 5, 2])).tolist() == [ord("县"), 0, ord("国")]


def test_a_lookup_finds_the_first_of_equal_digests_and_nothing_else() -> None:
    digests = np.array([5, 7 << 60, 5, 9], dtype=np.uint64)
    assert Lookup(digests).find(np.array([5, 7 << 60, 8], dtype=np.uint64)).tolist() == [0, 1, -1]


def test_the_names_of_a_full_name_are_found_one_after_the_other() -> None:
    scanner = plain_answers(None).units.scanner
    heads = scanner.scan(Letters(pl.Series(["江西省赣州市兴国县潋江镇", "江西省赣州市"])))
    found = [[scanner.names[n] for n in of if n >= 0] for of in names_of(heads.chains).T]
    assert found == [["江西省", "赣州市", "兴国县"], ["江西省", "赣州市"]]
    assert heads.sure.all()
    assert heads.complete.tolist() == [False, True]


def test_a_district_within_the_name_of_its_city_is_found_as_in_one_text() -> None:
    scanner, reader = plain_answers(None).units.scanner, Reader(domicile_index())
    cities = [r.name for r in divisions().all() if r.level == "prefecture" and r.name[-1] == "市"]
    texts = [
        city + tail
        for city in dict.fromkeys(cities)
        for tail in ("中区大观园街道", "北区", "中级法院", "南城县", "东宁县", "城区", "郊区")
    ]
    heads = scanner.scan(Letters(pl.Series(texts)))
    found = [[scanner.names[n] for n in of if n >= 0] for of in names_of(heads.chains).T]
    for text, names, sure in zip(texts, found, heads.sure.tolist(), strict=True):
        if sure and names and text.startswith(names[0]) and names[0][-1] == "市":
            within = reader.in_city(text, len(names[0]), names[0])
            assert not within or names[1:] == [within]
    assert ["济南市", "市中区"] in found
    assert ["济南市", "市北区"] not in found


def test_the_ways_of_writing_townships_are_those_of_the_list() -> None:
    known = townships()
    told = town_names().group_by("county").agg(pl.struct("name", "stem").alias("forms"))
    forms = {county: {(f["name"], f["stem"]) for f in of} for county, of in told.iter_rows()}
    for county in known.counties():
        names = {name for _, name, _ in known.names_of(county) if name}
        assert forms.get(county, set()) == {(name, stem(name)) for name in names}
    # A column knows a name without its kind by the beginning of the name.
    assert town_names().select(pl.col("name").str.starts_with(pl.col("stem")).all()).item()


def test_an_overlay_adds_its_townships_for_columns_too() -> None:
    own = TownshipRecord("", "老营盘公社", "360732", short_forms=("老营",))
    coded = TownshipRecord("360732999", "茶园乡", "360732", short_forms=("茶园", "茶"))
    overlay = Overlay(townships=(own, coded))
    texts = [
        "江西省兴国县老营盘公社",
        "江西省兴国县茶园公社",
        "江西省兴国县潋江镇",
        "江西省兴国县茶村",
    ]
    frame = domiciles.resolve(pl.Series(texts), overlay=overlay)
    values = [Domicile.parse(text, overlay=overlay).value for text in texts]
    assert frame["township"].to_list() == [v.township for v in values if v]
    assert frame["township"][1] == "360732999"


@pytest.mark.parametrize("size", [20, 28, 41, 57])
@pytest.mark.parametrize(
    "above",
    [
        "新疆维吾尔自治区巴音郭楞蒙古自治州焉耆回族自治县",
        "新疆焉耆",
        "新疆焉耆县新疆焉耆回族自治县",
    ],
)
def test_a_long_name_in_an_overlay_is_found_however_far_it_reaches(size: int, above: str) -> None:
    name = f"中国{'甲乙丙丁' * 15}"[: size - 1] + "乡"
    overlay = Overlay(townships=(TownshipRecord("652826998", name, "652826"),))
    texts = [above + name + "一村", above + name[:-1], above + name[:2], above + "中国村一组"]
    frame = domiciles.resolve(pl.Series(texts), overlay=overlay)
    values = [Domicile.parse(text, overlay=overlay).value for text in texts]
    assert frame["township"].to_list() == [v and v.township for v in values]


def test_a_name_in_an_overlay_that_nobody_writes_does_no_harm() -> None:
    overlay = Overlay(townships=(TownshipRecord("360732999", "甲" * 70, "360732"),))
    frame = domiciles.resolve(pl.Series(["江西省兴国县潋江镇", "兴国甲甲村"]), overlay=overlay)
    assert frame["division"].to_list() == ["360732", "360732"]


def test_two_threads_that_look_up_codes_at_once_find_their_own() -> None:
    both = Barrier(2)

    class Code:
        """A code that is read when the other thread reads one as well."""

        def __init__(self, code: int) -> None:
            self.code = code

        def __int__(self) -> int:
            both.wait(timeout=10)
            return self.code

    listed = [[Code(360732)], [Code(360731)]]
    codes = CountyCodes(SimpleNamespace(records=listed, town_codes=listed.__getitem__))
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(codes.pairs, [np.array([0]), np.array([1])]))
    of, found = codes.pairs(np.array([0, 1]))
    assert (of.tolist(), found.tolist()) == ([0, 1], [360732, 360731])


def _damaged(text: str, rnd: random.Random) -> str:
    """*text* with one letter exchanged, left out, too many or in its neighbour's place."""
    place = rnd.randrange(len(text))
    before, char, after = text[:place], text[place], text[place + 1 :]
    return rnd.choice(
        [
            before + rnd.choice(_LETTERS) + after,
            before + after,
            before + char + rnd.choice(char + _LETTERS) + after,
            before + after[:1] + char + after[1:],
        ]
    )


def test_the_slips_found_for_a_column_are_those_found_for_each_text() -> None:
    rnd = random.Random(5)
    names = list(domicile_index().forms)
    texts = [_damaged(rnd.choice(names), rnd) + rnd.choice(["", "李家村"]) for _ in range(3000)]
    rows = np.arange(len(texts))
    everywhere, one_scope = np.ones((len(names), 1), dtype=np.bool_), rows[:, None] * 0
    finder = SlipFinder(names, everywhere)
    slips = finder.find(Spots(Letters(pl.Series(texts)), rows, rows * 0, one_scope))
    told = zip(slips.at.tolist(), slips.names.tolist(), slips.sizes.tolist(), strict=True)
    judged = zip(slips.alike.tolist(), slips.weak.tolist(), strict=True)
    found: dict[int, list[tuple[str, int, bool, bool]]] = {}
    for (at, name, size), (alike, weak) in zip(told, judged, strict=True):
        found.setdefault(at, []).append((names[name], size, alike, weak))
    spellings = Spellings(names)
    for at, text in enumerate(texts):
        wanted = [(s.name, s.size, s.alike, s.weak) for s in spellings.slips(text)]
        assert sorted(found.get(at, [])) == sorted(wanted), text


def test_damaged_names_of_the_whole_country_read_alike_in_columns_and_alone() -> None:
    rnd = random.Random(7)
    known = townships()
    texts = []
    for record in _RECORDS:
        towns = known.of_county(record.code)
        shortly = record.province[:2] + record.name
        above = rnd.choice([record.full_name, record.province + record.name, shortly])
        tail = rnd.choice([rnd.choice(towns).name if towns else "", "城关镇南街", "新建路1号", ""])
        texts.append(_damaged(above, rnd) + tail)
    years = [rnd.randint(1975, 2025) for _ in texts]
    for county in (None, "360732"):
        _assert_equal(texts, years, county)


def test_columns_equal_values_over_the_whole_country_and_all_years() -> None:
    rnd = random.Random(11)
    known = townships()
    texts, years = [], []
    for record in _RECORDS:
        towns = [*known.of_county(record.code)]
        town = rnd.choice(towns).name if towns else "石桥公社"
        above = rnd.choice(
            [
                record.full_name,
                record.province + record.name,
                record.prefecture + record.name,
                record.province[:2] + record.prefecture[:2] + record.name[:-1],
                record.name,
            ]
        )
        house = rnd.choice(["", "李家村3组", "背街12号", "东方红大队"])
        texts.append(above + rnd.choice([town, stem(town), stem(town) + "公社", ""]) + house)
        years.append(rnd.randint(1975, 2025))
    for county in (None, "360732"):
        _assert_equal(texts, years, county)


@pytest.mark.parametrize(
    ("text", "code"),
    [("吉林镇未县", "220821"), ("黑龙江屯达县", "231281"), ("陕西省府谷谷县", "610822")],
)
def test_a_county_of_which_a_letter_seems_to_belong_to_something_else(text: str, code: str) -> None:
    _assert_equal([text], [2020], "360732")
    assert domiciles.resolve(pl.Series([text]), county="360732")["division"].item() == code


@pytest.mark.parametrize(
    "commune", ["盘龙公社", "盘龙彝族公社", "盘龙彝族人民公社", "盘龙苗族公社"]
)
def test_a_commune_called_like_a_district_far_away_is_that_of_the_own_county(commune: str) -> None:
    texts = [commune, f"{commune}大寨大队", f"{commune}小寨3队"]
    _assert_equal(texts, [1975] * 3, "532622")
    found = domiciles.resolve(pl.Series(texts), pl.Series([1975] * 3), county="532622")
    assert found["township"].to_list() == ["532622203"] * 3


def test_a_region_of_another_province_is_no_slip_for_one_of_this() -> None:
    texts = [
        f"{province}南平专区{below}城关公社"
        for province in ("四川省", "四川", "江西省", "湖南省")
        for below in ("", "石城", "石城县", "永川县")
    ]
    _assert_equal(texts, [1985] * len(texts), None)


def _assert_equal(texts: list[str], years: list[int], county: str | None) -> None:
    frame = domiciles.resolve(pl.Series(texts), pl.Series(years), county=county)
    cells = frame.select("division", "township", "level", "how", "name").rows()
    for text, year, cell in zip(texts, years, cells, strict=True):
        value = Domicile.parse(text, on=year, county=county).value
        assert value is not None
        wanted = (value.division, value.township, value.level, value.how.value, value.name)
        assert cell == wanted, (text, year)


def test_areas_are_followed_for_all_units_as_for_each() -> None:
    rnd = random.Random(13)
    index = domicile_index()
    units = np.arange(len(index.records))
    years = np.array([rnd.randint(1981, 2024) for _ in units])
    found, chosen = CarryTable(index).of(units, years)
    for unit, year, one, was_chosen in zip(
        *(column.tolist() for column in (units, years, found, chosen)), strict=True
    ):
        carried = index.carry(unit, year)
        held = carried.units
        assert (one, was_chosen) == (
            held[0] if len(held) == 1 else SEVERAL if held else NONE,
            carried.chosen,
        )


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("河北省保定地区保定市新区路", 1979),
        ("黑龙江省合江地区佳木斯市东区李家村", 1982),
        ("广东省佛山地区佛山市新城区12号", 1981),
    ],
)
def test_a_quarter_that_many_cities_have_is_no_district_misspelt(text: str, year: int) -> None:
    found = domiciles.resolve(pl.Series([text]), pl.Series([year])).row(0, named=True)
    value = Domicile.parse(text, on=year).value

    assert value is not None
    assert (found["division"], found["how"]) == (value.division, value.how.value)
    assert found["how"] == "full-name"


@pytest.mark.parametrize("letters", [18, 19, 45, 70])
def test_a_division_of_a_name_nobody_writes_stops_nothing(letters: int) -> None:
    name = "某" * (letters - 1) + "县"
    record = DivisionRecord("360799", name, "江西省", "赣州市", "county", 2000, None)
    overlay = Overlay(divisions=(record,))
    texts = [
        "江西省兴国县潋江镇",
        "江西省赣州市" + name + "东村",
        "江西省赣州市辖的的的的的的" + name,
    ]
    found = domiciles.resolve(pl.Series(texts), None, overlay=overlay)
    one = [Domicile.parse(text, overlay=overlay).value for text in texts]
    assert found["division"].to_list() == [value and value.division for value in one]
    assert found["division"][0] == "360732"
