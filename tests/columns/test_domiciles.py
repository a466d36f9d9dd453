"""The column of addresses equals the value, cell by cell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.columns import domiciles
from minzheng_core.columns.domicile import memory as domicile_memory
from minzheng_core.reference.divisions import divisions
from minzheng_core.values.domicile.domicile import FAULTS, FIXES, Domicile
from minzheng_core.values.domicile.names import stem

_RECORDS = sorted(divisions().all(), key=lambda r: (r.code, r.start))
_PARTS = st.sampled_from(_RECORDS).map(lambda r: r.full_name) | st.sampled_from(
    [r.name for r in _RECORDS]
    + ["潋江镇", "现住", "興國縣", " ", "－", "村3组", "路9号", "美国", "𠀀"]
)
_TOWNS = ["潋江镇", "龙口乡", "方太公社", "城北街道", "乡", "镇", "新乡", "镇江", "景德镇", "镇远"]
_HOUSES = st.sampled_from(
    ["背街村3组", "三湖大队第四生产队", "桥头村一组12号", "将军大道1号", "村"]
)
_DOMICILES = st.tuples(
    st.sampled_from(_RECORDS).map(lambda r: r.full_name) | st.sampled_from(["", "江西兴国"]),
    st.sampled_from(_TOWNS),
    _HOUSES,
).map("".join)


def _slip(text: str, place: int, how: str) -> str:
    place %= max(len(text), 1)
    return text[:place] + how + text[place + (how != text[place : place + 1]) :]


_MISSPELT = st.builds(
    _slip, _DOMICILES, st.integers(0, 12), st.sampled_from(["", "山", "新", "镇"])
)
_DOUBLED = st.builds(
    lambda text, end: text.replace(end, end + end, 1), _DOMICILES, st.sampled_from("省市县区州旗")
)
_MISTAKEN = st.tuples(
    st.sampled_from(["兴县", "兴山县", "国兴县", "兴业县", "山西省兴县", "兴国县"]),
    st.sampled_from([*_TOWNS, "蔚汾镇", "城隍镇"]),
    _HOUSES,
).map("".join)
_KINDLESS = st.tuples(
    st.sampled_from(["", "兴县", "兴国", "江西兴国", "永丰", "龙口", "外县", "外县("]),
    st.sampled_from(["潋江", "高兴", "永丰", "龙口", "长岗", "古龙岗", "高\ue170"]),
    st.sampled_from(
        ["", "合富", "凤凰背街2号", "路3号", "汽车厂", "村", "圩", "街上", "公社", "乡3组"]
    ),
).map("".join)
_AUTONOMOUS = st.builds(
    _slip,
    st.tuples(
        st.sampled_from(["", "云南", "云南省玉溪市", "甘肃", "内蒙古"]),
        st.sampled_from(["元江哈尼族彝族傣族自治县", "东乡族自治县", "鄂温克族自治旗"]),
        st.sampled_from(["", "红河街道", "桥头村3组"]),
    ).map("".join),
    st.integers(0, 20),
    st.sampled_from(["", "山", "族"]),
)
_LIKE_KINDS = st.tuples(
    st.sampled_from(["", "河南省", "江西", "山西省", "甘", "晋", "浙"]),
    st.sampled_from(
        ["", "南阳", "运城", "长治市", "吉安", "南阳地区", "临汾地", "铜川明", "吉安山"]
    ),
    st.sampled_from(["磴县", "沁沁县", "霞县", "宁县", "兴国", "绛县", "西湖区", "成成", "区县"]),
    st.sampled_from(["", "现", "去", "是", "县", "县县"]),
    st.sampled_from(["", "潋江镇", "松村乡", "留下街道", "泗交镇", "代农庄"]),
).map("".join)
_PARTED = st.tuples(
    st.sampled_from(["", "四川省泸州市", "成都市", "湖南省", "广东", "重庆市"]),
    st.sampled_from(["纳溪县", "金牛区", "慈利县", "潮阳", "江北县", "郊区"]),
    st.sampled_from(["", "通滩镇", "盐市口街道", "协合乡", "峡山", "寸滩公社", "城关镇", "开发区"]),
    st.sampled_from(["", "镇", "3组", "红星村"]),
).map("".join)
_OLD = st.tuples(
    st.sampled_from(["", "江西省", "江西", "析西", "湖南", "新疆维吾尔自治匹", "江办"]),
    st.sampled_from(
        [
            *["", "宁都专区", "赣南行政区", "邵阳地区", "赣州地匹", "赣州地成", "赣州地"],
            *["喀什地质", "赣州专署", "宁都", "行署", "专区"],
        ]
    ),
    st.sampled_from(["", "兴国县", "双峰县", "兴国具", "莎车县", "兴圈县", "高兴区", "龙口区公所"]),
    st.sampled_from(["", "长冈乡", "潋江镇", "第三区", "城关区"]),
).map("".join)
_IN_DAXIAN = st.tuples(
    st.sampled_from(["", "四川", "四川省达县地区", "达县地区"]),
    st.sampled_from(["达县", "达县市", "达具", "岳阳"]),
    st.sampled_from(["渡市镇", "河市乡", "渡市", "第区", "市", "石桥镇"]),
).map("".join)
_LETTERED = st.tuples(
    st.sampled_from(["赣", "鲁", "川", "新", "农八师", "甘"]),
    st.sampled_from(["兴国", "临沭县", "巫溪", "石河子市", "甘谷", "143团", "白山", "红星"]),
    st.sampled_from(["", "潋江镇", "大兴公社", "大队", "大队3队", "居委会", "镇"]),
).map("".join)
_PARTS_OF_PROVINCES = st.tuples(
    st.sampled_from(["", "", "江西", "四川省", "湖南"]),
    st.sampled_from(["赣南", "闽西", "川东", "湘西", "鲁西南", "胶东", "桂东", "皖南", "吉东"]),
    st.sampled_from(["", "", "地区", "山区", "行署"]),
    st.sampled_from(["", "兴国", "长汀县", "万县", "凤凰县", "巨野", "贺州", "陵县", "南岸"]),
    st.sampled_from(["", "潋江镇", "新区", "路3号", "茶场", "村", "长汀"]),
).map("".join)
_MISSPELT_IN_PARTS = st.builds(
    _slip, _PARTS_OF_PROVINCES, st.integers(0, 12), st.sampled_from(["", "山", "倡", "皇", "县"])
)
_ELSEWHERE = st.tuples(
    st.sampled_from(["江西", "河北", "香港", "福建省", "四川", "赣州", "苏州", "和平", "雩都县"]),
    st.sampled_from(["长汀", "通州", "九龙", "南城", "涪陵", "城", "", "长汀县"]),
    st.sampled_from(["", "", "经开区", "工业园", "开发区路", "镇", "村", "特区"]),
).map("".join)
_KINDS_OF_REGIONS = ["专区", "地区", "县专区", "县地区", "州专区", "行政区", "专员公署", "市", ""]
_BELOW_REGIONS = st.tuples(
    st.sampled_from(["", "河北省", "湖南", "四川省", "江西", "福建省"]),
    st.sampled_from(["石家庄", "郴", "江津", "宁都", "镇远", "芜湖", "胶", "南平", "天津", "西藏"]),
    st.sampled_from(_KINDS_OF_REGIONS),
    st.sampled_from(["武邑县", "高邑县", "永川县", "石城", "永安县", "安乡县", "兴山县", ""]),
    st.sampled_from(["", "城关公社", "城区街道", "高兴区"]),
).map("".join)
_BELOW_DISTRICTS = st.tuples(
    st.sampled_from(["", "兴国", "兴国县", "江西省于都县", "兴县", "宁都具"]),
    st.sampled_from(["高兴", "城冈", "第三", "12", "城关", "银坑", "小", "开发", "黄陂", ""]),
    st.sampled_from(["区", "区公所", "区委", ""]),
    st.sampled_from(["长冈乡", "长岗公社", "葛坳", "葛坳乡", "小布镇", "不知乡", ""]),
    st.sampled_from(["", "合富村", "背街村3组"]),
).map("".join)
_TEXTS = (
    st.none()
    | _BELOW_DISTRICTS
    | _BELOW_REGIONS
    | _ELSEWHERE
    | _PARTS_OF_PROVINCES
    | _MISSPELT_IN_PARTS
    | _LETTERED
    | _IN_DAXIAN
    | _LIKE_KINDS
    | _PARTED
    | _KINDLESS
    | _AUTONOMOUS
    | _OLD
    | st.lists(_PARTS, max_size=3).map("".join)
    | _DOMICILES
    | _MISSPELT
    | _DOUBLED
    | _MISTAKEN
    | st.text(max_size=12)
)
_YEARS = st.none() | st.integers(1949, 2026)


def _scalar(text: str | None, year: int | None, county: str | None) -> tuple[object, ...]:
    parsed = Domicile.parse(text, on=year, county=county)
    fixes = sum(1 << FIXES.index(fix.name) for fix in parsed.fixes)
    faults = sum(1 << FAULTS.index(finding.code) for finding in parsed.findings)
    value = parsed.value
    if value is None:
        return (None, None, None, None, None, fixes, faults)
    return (
        value.division,
        value.township,
        value.level,
        value.how.value,
        value.name,
        fixes,
        faults,
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(_TEXTS, _YEARS), min_size=1, max_size=8),
    st.sampled_from([None, "360732", "362133", "110105"]),
)
def test_the_column_equals_the_value(
    cells: list[tuple[str | None, int | None]], county: str | None
) -> None:
    frame = domiciles.resolve(
        pl.Series([text for text, _ in cells], dtype=pl.String),
        pl.Series([year for _, year in cells], dtype=pl.Int32),
        county=county,
    )
    assert frame.rows() == [_scalar(text, year, county) for text, year in cells]


def test_dates_years_and_none_may_say_the_day() -> None:
    texts = pl.Series(["江西省兴国县", "江西省兴国县", None])
    by_date = domiciles.resolve(texts, pl.Series([date(1990, 5, 1), None, None]))
    assert by_date["division"].to_list() == ["362133", "360732", None]
    assert domiciles.resolve(texts)["division"].to_list() == ["360732", "360732", None]


def test_equal_cells_get_equal_answers_in_their_own_order() -> None:
    texts = pl.Series(["江西省于都县", "江西省兴国县"] * 3)
    assert domiciles.resolve(texts)["division"].to_list() == ["360731", "360732"] * 3


def test_an_empty_column_gives_an_empty_frame() -> None:
    frame = domiciles.resolve(pl.Series([], dtype=pl.String))
    assert frame.shape == (0, 7)
    assert frame.schema["how"] == pl.Enum([*frame.schema["how"].categories])


def test_the_column_given_is_left_as_it_was() -> None:
    texts = pl.Series(["户籍地：江西省 兴国县", "江西省于都县"])
    domiciles.resolve(texts)
    assert texts.to_list() == ["户籍地：江西省 兴国县", "江西省于都县"]


def test_a_city_that_a_county_shares_its_name_with_is_not_taken_for_it() -> None:
    text, years = "四川万县市万县", range(1982, 1998)
    frame = domiciles.resolve(
        pl.Series([text] * len(years)), pl.Series(list(years), dtype=pl.Int32)
    )
    assert frame.rows() == [_scalar(text, year, None) for year in years]
    assert frame["division"][2] == "512221"


def test_what_was_read_before_is_answered_alike_and_no_more_kept_than_agreed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(domicile_memory, "_REMEMBERED", 20)
    texts = [r.full_name + "城北街道将军大道1号" for r in _RECORDS[100:130]]
    for begin in (0, 12, 6, 12, 18, 0):
        for county in ("360732", None):
            cells = texts[begin : begin + 12]
            frame = domiciles.resolve(pl.Series(cells), pl.Series([1988] * 12), county=county)
            assert frame.rows() == [_scalar(text, 1988, county) for text in cells]
            assert 0 < len(domicile_memory.memory(None, county)) <= 20
    frame = domiciles.resolve(pl.Series(texts))
    assert frame.rows() == [_scalar(text, None, None) for text in texts]
    assert len(domicile_memory.memory(None, None)) <= 20


def test_an_answer_is_kept_for_the_years_for_which_it_holds() -> None:
    texts = [r.full_name + tail for r in _RECORDS[::97] for tail in ("公社", "城北乡一组", "")]
    texts += ["襄阳", "江西赣州赣州", "上犹县", "城北乡"]
    for year in (1990, 1984, 1985, 1985, 2010, 1983, 1999, 2024, 1990):
        for county in ("360732", None):
            frame = domiciles.resolve(
                pl.Series(texts), pl.Series([year] * len(texts)), county=county
            )
            assert frame.rows() == [_scalar(text, year, county) for text in texts]


def test_several_threads_may_ask_at_once() -> None:
    cells = [r.full_name + "公社" for r in _RECORDS[::40]]
    apart = [cells[begin::4] for begin in range(4)]

    def ask(part: list[str]) -> list[tuple[object, ...]]:
        return domiciles.resolve(pl.Series(part), pl.Series([1975] * len(part))).rows()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, apart))
    assert found == [[_scalar(text, 1975, None) for text in part] for part in apart]


def test_a_name_said_twice_is_read_alike() -> None:
    names = {(r.province, n) for r in _RECORDS[::3] for n in (r.name, stem(r.name)) if len(n) > 1}
    cells = [
        (above + name + name + tail, year)
        for province, name in sorted(names)
        for above, tail in ((stem(province), "城北乡"), ("", "城关镇背街村"), (province, ""))
        for year in (1984, 2010)
    ]
    frame = domiciles.resolve(
        pl.Series([text for text, _ in cells]), pl.Series([year for _, year in cells])
    )
    assert frame.rows() == [_scalar(text, year, None) for text, year in cells]


def test_a_text_is_read_alike_in_each_of_its_years() -> None:
    texts, years = ["榆林新乡"] * 3, [1996, 2001, 2008]
    frame = domiciles.resolve(pl.Series(texts), pl.Series(years))
    assert frame.rows() == [
        _scalar(text, year, None) for text, year in zip(texts, years, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("湖南省湘潭和区浏阳县古港镇", "湖南省湘潭地区浏阳县"),
        (
            "云南省红河哈永族彝族自治州屏边苗族自治县白云乡",
            "云南省红河哈尼族彝族自治州屏边苗族自治县",
        ),
        ("黑龙江省松山江地区宾县居仁镇", "黑龙江省松花江地区宾县"),
    ],
)
def test_of_two_forms_of_one_place_the_full_one_is_meant(text: str, name: str) -> None:
    frame = domiciles.resolve(pl.Series([text]), pl.Series([1982]))
    assert frame["name"].to_list() == [name]
    assert frame.rows() == [_scalar(text, 1982, None)]


def test_of_two_districts_that_are_one_today_the_first_is_meant() -> None:
    text = "山西省长治市平区大辛庄镇"
    frame = domiciles.resolve(pl.Series([text]), pl.Series([2016]))
    assert frame["name"].to_list() == ["山西省长治市城区"]
    assert frame.rows() == [_scalar(text, 2016, None)]


def test_what_was_read_before_changes_no_answer() -> None:
    """A full name that a region is called as is read by its letters, and then again in full."""
    texts = ["石柱土家族自治县地区丰都县", "石柱土家族自治县红星农机厂", "九龙长区县德隆乡"]
    one = [Domicile.parse(text, on=2020, county="650104").value for text in texts]
    found = domiciles.resolve(pl.Series(texts), pl.Series([2020] * 3), county="650104")
    assert found["division"].to_list() == [value.division for value in one]
    assert one[1].division == "500240"


def test_names_of_more_than_ten_letters_are_read_in_another_shape_of_a_character() -> None:
    texts = [
        "天津市北辰区天津醫药医疗器械工业园",
        "天津市静海区天津健康産业国际合作示范区",
        "天津市静海区天津健康産业国际合作试验区",
        "内蒙古自治区通辽市科尔沁左翼后旗大青沟国家级自然保护区管理侷",
    ]
    frame = domiciles.resolve(pl.Series(texts), pl.Series([2024] * 4))
    assert frame["township"].to_list() == ["120113402", "120118403", None, "150522404"]
    assert frame.rows() == [_scalar(text, 2024, None) for text in texts]
