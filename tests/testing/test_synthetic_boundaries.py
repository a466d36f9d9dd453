"""Each defect put into the synthetic county is found and named; on the clean one there is nothing."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from minzheng_core.registries.boundaries import check_set
from minzheng_core.testing.synthetic.boundaries.county import PATTERN, make_county
from minzheng_core.testing.synthetic.boundaries.defects import DEFECTS, make_defective

ON = date(2026, 11, 26)
FOLLOWING = {"open_end": {"BL311"}, "three_way": {"BL311"}}
"""What else a defect rightly shows: the recorded three-way point contradicts the line's end."""


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_clean_county_has_no_error_and_no_doubt(seed) -> None:
    report = check_set(make_county(seed), on=ON, patterns=(PATTERN,))

    assert report.found == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", DEFECTS)
def test_each_defect_is_found_and_named_by_its_cause(name, seed) -> None:
    county, expected = make_defective(name, seed)
    report = check_set(county, on=ON, patterns=(PATTERN,))
    serious = [item for item in report.found if item.severity != "notice"]
    hits = [
        item
        for item in serious
        if item.finding.code == expected.code and (not expected.keys or item.key in expected.keys)
    ]
    others = {i.finding.code for i in serious if i.finding.code != expected.code}

    assert hits
    assert others <= FOLLOWING.get(name, set())
    assert all(item.lon is not None for item in hits)


def test_the_neighbour_and_the_markers_nearby_are_named_with_a_gap() -> None:
    county, expected = make_defective("gap", 1)
    report = check_set(county, on=ON, patterns=(PATTERN,))
    (gap,) = [item for item in report.found if item.finding.code == "BL322"]

    assert {gap.key, gap.others[0]} == set(expected.keys)
    assert gap.shape is not None
    assert 1 < float(gap.finding.expected) < 5


def test_the_same_seed_is_the_same_county() -> None:
    one, two = make_county(5), make_county(5)

    assert one.markers == two.markers
    assert one.lines == two.lines


@pytest.mark.parametrize(
    ("first", "second", "seed"),
    [
        ("other_datum", "swapped_numbers", 1),
        ("other_datum", "web_map", 1),
        ("other_datum", "packed", 1),
        ("other_datum", "out_of_order", 2),
        ("packed", "wrong_course", 1),
        ("other_line", "wrong_course", 1),
        ("swapped_numbers", "wrong_course", 1),
    ],
)
def test_one_defect_of_a_line_does_not_hide_another(first, second, seed) -> None:
    county, one = DEFECTS[first].inject(make_county(seed), Random(seed))
    county, other = DEFECTS[second].inject(county, Random(seed + 50))
    found = check_set(county, on=ON, patterns=(PATTERN,)).found

    assert {key[:8] for key in one.keys} == {key[:8] for key in other.keys}
    for expected in (one, other):
        keys = {item.key for item in found if item.finding.code == expected.code}
        assert keys & set(expected.keys)
