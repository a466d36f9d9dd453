"""Two rivers of one name: the Regulations are of well-known ones, so nothing is wrong with them."""

from __future__ import annotations

import pytest

from minzheng_core.findings import Severity
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.naming import NameIndex, existing_conflicts, propose
from minzheng_core.registries.place_names.naming.duplicates import existing_findings
from minzheng_core.registries.place_names.naming.known import KnownName

RIVER = PlaceKind.NATURAL_FEATURE


def rivers(*names: tuple[str, str]) -> NameIndex:
    return NameIndex.of(
        KnownName(name=name, kind=RIVER, division=code, key=str(at))
        for at, (name, code) in enumerate(names)
    )


@pytest.mark.parametrize(("name", "code"), [("小河", "PN401"), ("萧河", "PN403")])
def test_a_river_called_as_another_is_told_and_no_fault(name: str, code: str) -> None:
    found = propose(name, kind="河流", county="610981", known=rivers(("小河", "610981105")))
    told = [finding for finding in found if finding.code in {"PN401", "PN402", "PN403"}]
    assert [(f.code, f.level) for f in told] == [(code, Severity.NOTICE)]
    assert "知名" in str(told[0])


def test_two_rivers_of_one_name_are_no_names_to_be_changed() -> None:
    index = rivers(("小河", "610981105"), ("小河", "610981101"))
    (found,) = existing_findings(list(existing_conflicts(index)))
    assert (found.code, found.level) == ("PN411", Severity.NOTICE)
