"""Offices over time: what a text names and when such an office could register."""

import datetime as dt

import pytest

from minzheng_core.reference.offices import (
    office_kind,
    office_period,
    office_periods,
    turning_days,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("潋江公社", "commune"),
        ("潋江人民公社管理委员会", "commune"),
        ("兴国县潋江公社革命委员会", "commune_revolutionary_committee"),
        ("兴国县革命委员会", "revolutionary_committee"),
        ("埠头乡人民委员会", "peoples_committee"),
        ("潋江镇人民政府", "town_government"),
        ("潋江镇政府", "town_government"),
        ("兴国县埠头乡", "township_government"),
        ("潋江镇民政所", "town_government"),
        ("埠头乡婚姻登记处", "township_government"),
        ("章江街道办事处", "subdistrict"),
        ("高兴区公所", "district_office"),
        ("兴国县民政局", "county_bureau"),
        ("兴国县民政局婚姻登记处", "county_bureau"),
        ("兴国县婚姻登记中心", "county_bureau"),
        ("兴国县婚姻登记服务中心", "county_bureau"),
        ("长冈乡社会事务办公室", "township_government"),
        ("兴国县人民政府", "county_government"),
        ("高兴区人民政府", "district_government"),
        ("新乡市民政局", "county_bureau"),
        ("镇江市人民政府", "county_government"),
        ("兴国县人民法院", "court"),
        ("红星大队", "village"),
        ("兴国县", None),
        ("", None),
    ],
)
def test_a_text_names_its_kind_of_office(text, kind):
    assert office_kind(text) == kind


def test_a_commune_in_1988_is_after_its_time():
    period = office_period("commune", dt.date(1988, 5, 1))

    assert not period.covers(dt.date(1988, 5, 1))
    assert period.covers(dt.date(1975, 5, 1))


def test_township_governments_have_a_gap_in_the_years_of_the_communes():
    assert not any(p.covers(dt.date(1970, 1, 1)) for p in office_periods("township_government"))
    assert office_period("township_government", dt.date(1953, 5, 4)).since.year == 1950
    assert office_period("township_government", dt.date(1990, 5, 4)).until is None


def test_towns_and_counties_go_on_through_the_years_of_the_communes():
    for kind in ("town_government", "county_government", "county_bureau"):
        assert office_period(kind, dt.date(1970, 1, 1)).covers(dt.date(1970, 1, 1))


def test_subdistricts_end_with_the_regulations_of_2003():
    last = dt.date(2003, 9, 30)

    assert office_period("subdistrict").covers(last)
    assert not office_period("subdistrict").covers(last + dt.timedelta(1))


def test_a_village_never_registered():
    assert office_period("village", dt.date(1970, 1, 1)) is None


def test_between_two_turning_days_every_kind_has_one_period() -> None:
    turns = turning_days()
    kinds = ("township_government", "commune", "subdistrict", "county_bureau")
    days = [dt.date(1949, 1, 1) + dt.timedelta(n) for n in range(0, 28_000, 3)]
    days += [turn + dt.timedelta(n) for turn in turns[1:] for n in (-1, 0, 1)]

    for day in days:
        reached = max(turn for turn in turns if turn <= day)
        for kind in kinds:
            assert office_period(kind, day) == office_period(kind, reached)
    assert len({office_period("township_government", turn) for turn in turns}) == 2
