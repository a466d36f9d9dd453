"""Townships and villages below a county: shapes, sounds, kinds, one name in several places."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.columns.domiciles import resolve
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.reference.overlay import Overlay
from minzheng_core.reference.townships import TownshipRecord, townships
from minzheng_core.registries.place_names import standardise, standardise_many
from minzheng_core.values.domicile import Domicile
from minzheng_core.values.domicile.local_names import Likeness
from minzheng_core.values.domicile.local_places import local_places
from tests.registries.place_names.standardising.conftest import found


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("江西省赣州市兴国县杰村乡白石村委会", "360732204204", "exact"),
        ("兴国县杰村公社白石大队第三生产队", "360732204204", "kind"),
        ("兴国县城冈镇白石村", "360732107216", "kind"),
        ("江西兴国敛江镇背街12号", "360732100005", "kind"),
        ("兴国县埠头乡龙沙村", "360732206202", "sound"),
        ("兴国县里坳村", "360732108210", "variant"),
        ("江西興國縣江背鎮長山村", "360732101207", "kind"),
        ("兴国县长shan村", "360732101207", "unreadable"),
        ("兴国潋江背街", "360732100005", "kind"),
    ],
)
def test_a_village_is_found_however_it_is_written(text: str, code: str, why: str) -> None:
    answer = found(text)
    assert (answer.code, answer.best.reasons[-1].how if answer.best else "") == (code, why)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江西省兴国县古龙冈镇", "360732102"),
        ("江西省兴国县古龙岗镇", "360732102"),
        ("⻄安市雁塔区", "610113"),
        ("江西省興國縣古龍崗公社", "360732102"),
        ("兴国县隆坪乡", "360732208"),
        ("兴国县龙坪乡", "360732208"),
        ("兴国潋江", "360732100"),
        ("东莞市虎门镇", "441900121"),
        ("江西省兴国县潋江镇", "360732100"),
    ],
)
def test_shapes_sounds_and_short_forms_of_a_township(text: str, code: str) -> None:
    assert standardise(text).code == code


def test_one_name_in_two_townships_is_left_to_a_person() -> None:
    answer = found("兴国县白石村")
    assert answer.code == "360732"
    assert [c.code for c in answer.candidates] == ["360732107216", "360732204204"]
    assert [f.code for f in answer.findings] == ["PG122"]
    assert all(c.reasons for c in answer.candidates)


def test_a_village_that_lies_elsewhere_is_a_candidate_only() -> None:
    answer = found("兴国县潋江镇长山村")
    assert (answer.code, answer.candidates[0].code) == ("360732100", "360732101207")
    assert "PG123" in {f.code for f in answer.findings}


def test_a_name_that_townships_elsewhere_have_is_no_slip() -> None:
    answer = standardise("江西省兴国县东升乡")
    assert answer.code == "360732"
    assert "PG113" in {f.code for f in answer.findings}


def test_an_overlay_knows_a_commune_that_no_list_has() -> None:
    own = TownshipRecord("", "老营盘公社", "360732", end=1984, successors=("兴江乡",))
    answer = standardise("兴国县老营盘公社", on=1980, overlay=Overlay(townships=(own,)))
    assert answer.name == "江西省赣州地区兴国县老营盘公社"


def test_a_township_whose_code_was_given_again_keeps_its_own_name() -> None:
    answer = standardise("广东省茂名市电白县水东镇", on=2012)
    assert (answer.code, answer.name) == ("440904117", "广东省茂名市电白县水东镇")
    assert answer.best is not None
    assert answer.best.name_today == "广东省茂名市电白区水东街道"


def test_every_list_of_townships_can_be_searched_for_slips() -> None:
    for county in townships().counties():
        found = local_places((county,)).read("无山乡东风村")
        assert found.written == "无山乡"
        assert all(town.how is not Likeness.EXACT for town in found.towns)


def test_a_short_township_and_its_village_are_read_as_far_as_they_go() -> None:
    """春荣镇 was a township of another code; a village begins like 张相公屯 itself."""
    book = Gazetteer.of(
        [
            Village("621026113", "621026113206", "王台村委会"),
            Village("621026101", "621026101209", "王台村委会"),
            Village("211404205", "211404205200", "张相公村委会"),
            Village("211404205", "211404205201", "丁家屯村委会"),
        ]
    )
    texts = ["甘肃宁县春荣王台村", "辽宁南票区张相公屯丁家屯村", "辽宁南票区张相公屯村"]

    codes = [standardise(text, on=2023, gazetteer=book).code for text in texts]

    assert codes[:2] == ["621026113206", "211404205201"]
    assert standardise_many(texts, on=2023, gazetteer=book)["code"].to_list() == codes


def test_a_neighbours_township_is_a_candidate_itself_also_in_a_column() -> None:
    answer = standardise("琴江镇", county="360732")
    assert [c.code for c in answer.candidates] == ["360735100", "360732"]
    row = standardise_many(["琴江镇"], county="360732").row(0, named=True)
    assert row["candidates"] == ["360735100", "360732"]


_OWN = Gazetteer.of(
    [
        Village("360732101", "360732101201", "凤凰溪村民委员会"),
        Village("360732101", "360732101203", "徽州溪村民委员会"),
        Village("360732101", "360732101202", "刘家村"),
        Village("360732102", "360732102201", "刘家村委会"),
        Village("360732102", "360732102001", "刘家社区"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"), [("凤凰溪村3组", "360732101201"), ("徽州溪村3组", "360732101203")]
)
def test_a_village_of_the_own_county_goes_before_the_short_name_of_a_far_place(
    text: str, code: str
) -> None:
    answer = standardise(text, county="360732", gazetteer=_OWN)
    assert (answer.code, answer.rest, answer.reason) == (code, "3组", "assumed-county")
    assert [f.code for f in answer.findings] == ["DV208"]
    row = standardise_many([text], county="360732", gazetteer=_OWN).row(0, named=True)
    assert (row["code"], row["findings"]) == (code, ["DV208"])


def test_a_far_county_that_is_written_in_full_goes_before_a_village_of_the_own_one() -> None:
    assert standardise("凤凰县凤凰溪村", county="360732", gazetteer=_OWN).code == "433123"


def test_the_kind_alone_tells_no_village_from_one_of_its_name_in_another_township() -> None:
    answer = standardise("江西省兴国县刘家村", gazetteer=_OWN)
    assert answer.code == "360732"
    assert [c.code for c in answer.candidates] == ["360732101202", "360732102201"]
    assert [f.code for f in answer.findings] == ["PG122"]
    assert standardise("江西省兴国县刘家社区", gazetteer=_OWN).code == "360732102001"
    assert standardise("江西省兴国县江背镇刘家村", gazetteer=_OWN).code == "360732101202"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("兴国县东固乡", "360732", ["PG113"]),
        ("兴国县东固公社", "360732", ["PG113"]),
        ("兴国县东固畲族乡", "360732", ["PG113"]),
        ("兴国县东付乡", "360732202", ["PG110"]),
        ("吉安市青原区东固乡", "360803201", []),
        ("吉安市青原区东固畲族乡", "360803201", []),
        ("北京市通州区于家务乡", "110112209", []),
        ("北京市通州区于加务回族乡", "110112209", ["PG110"]),
    ],
)
def test_a_township_of_nationalities_is_known_without_these(
    text: str, code: str, said: list[str]
) -> None:
    answer = standardise(text)
    assert (answer.code, [f.code for f in answer.findings]) == (code, said)
    many = standardise_many([text]).row(0, named=True)
    assert (many["code"], many["findings"]) == (code, said)


@pytest.mark.parametrize("text", ["兴国县高兴圩", "兴国县高兴墟"])
def test_a_market_is_its_township(text: str) -> None:
    assert standardise(text).code == "360732104"
    assert standardise_many([text])["code"].to_list() == ["360732104"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("兴国县高兴合富村", ["高兴镇"]),
        ("兴国县埠头凤冈石屋组", ["埠头乡"]),
        ("兴国永丰均村", ["永丰镇"]),
        ("兴国县高兴大道12号", ["兴国县"]),
        ("兴国县高兴镇合富村", ["高兴镇"]),
    ],
)
def test_a_township_without_its_kind_before_a_village_is_a_candidate(
    text: str, names: list[str]
) -> None:
    found = standardise(text)

    assert [c.name for c in found.candidates] == names
    told = "PG126" in [f.code for f in found.findings]
    assert told is (found.best is not None and found.best not in found.candidates)


def test_a_committee_of_another_sort_and_spelling_is_a_candidate_only() -> None:
    book = Gazetteer.of([Village("360732100", "360732100212", "洪门村委会")])
    found = standardise("红门居委会", county="360732", gazetteer=book)

    assert found.best is not None
    assert (found.best.name, [c.name for c in found.candidates]) == ("兴国县", ["洪门村委会"])
    assert "PG122" in [f.code for f in found.findings]
    village = standardise("红门村", county="360732", gazetteer=book).best
    assert village is not None
    assert village.name == "洪门村委会"


@pytest.mark.parametrize(("text", "first"), [("潭头村", "002"), ("潭头社区", "001")])
def test_of_a_village_and_a_neighbourhood_of_one_name_the_kind_written_comes_first(
    text: str, first: str
) -> None:
    two = Gazetteer.of(
        [
            Village("360732100", "360732100001", "潭头居委会"),
            Village("360732100", "360732100002", "潭头村委会"),
        ]
    )
    answer = standardise("兴国县潋江镇" + text, gazetteer=two)
    assert answer.candidates[0].code[-3:] == first


@pytest.mark.parametrize("text", ["山西省晋城市城区城区街道", "广东省汕尾市城区城区街道"])
def test_a_township_called_as_its_county_is_not_taken_for_the_county_again(text):
    assert [f.code for f in standardise(text, on=2020).findings] == ["PG113"]


def test_townships_that_begin_with_the_end_of_their_county_are_found() -> None:
    """通道侗族自治县县溪镇: 县县 is no slip there."""
    history, missed = divisions(), []
    for town in townships().all():
        county = history.at(town.county, 2023) if town.in_force(2023) else None
        if county is not None and county.name[-1] == town.name[0]:
            best = standardise(county.full_name + town.name, on=2023).best
            missed += [town.name] if best is None or best.code != town.code else []

    assert missed == []


def test_the_townships_of_the_country_are_found_below_their_counties() -> None:
    """Those called as their county goes on, too: 青县青县农场, 当阳市当阳市林场."""
    history = divisions()
    towns = [t for t in townships().all() if t.in_force(2023) and history.at(t.county, 2023)]
    texts = [f"{history.at(t.county, 2023).full_name}{t.name}" for t in towns]
    found = standardise_many(texts, on=2023)["code"].to_list()
    missed = [text for text, t, code in zip(texts, towns, found, strict=True) if t.code != code]

    assert len(texts) > 40_000
    assert len(missed) < 50  # mostly names that two townships of one county have


def test_a_township_renamed_under_its_code_is_said_to_be() -> None:
    answer = standardise("江苏海安西城街道", on=2023)
    assert answer.name.endswith("胡集街道")
    assert [f.code for f in answer.findings] == ["PG114"]
    assert standardise_many(["江苏海安西城街道"], on=2023)["findings"][0].to_list() == ["PG114"]


SHARED = [
    # 二工街道 and 二工乡 live side by side: a commune became a township, an office is a subdistrict's.
    ("新疆乌鲁木齐市新市区二工公社", ["650104200"]),
    ("新疆乌鲁木齐市新市区二工办事处", ["650104002"]),
    ("新疆乌鲁木齐市新市区二工乡", ["650104200"]),
    ("新疆乌鲁木齐市新市区二工镇", ["650104002", "650104200"]),
    ("新疆乌鲁木齐市新市区二工管理区", ["650104002", "650104200"]),
]


@pytest.mark.parametrize(("text", "codes"), SHARED)
def test_a_name_that_two_townships_share_is_told_by_the_kind_or_not_at_all(
    text: str, codes: list[str]
) -> None:
    found = standardise(text, on=2020)
    one = codes[0] if len(codes) == 1 else "650104"
    assert (found.code, [c.code for c in found.candidates]) == (one, codes)
    assert ("PG112" in {f.code for f in found.findings}) == (len(codes) > 1)
    many = standardise_many([text], on=2020)
    assert many["code"][0] == one
    value = Domicile.parse(text, on=2020).value
    assert value is not None
    told = codes[0] if len(codes) == 1 else None
    assert value.township == resolve(pl.Series([text]), pl.Series([2020]))["township"][0] == told


def test_of_a_township_and_a_town_of_one_name_the_commune_was_rather_the_township() -> None:
    codes = ["410727200", "410727100"]
    assert [c.code for c in standardise("河南省封丘县城关公社").candidates] == codes
    assert standardise_many(["河南省封丘县城关公社"])["candidates"][0].to_list() == codes
