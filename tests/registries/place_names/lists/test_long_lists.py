"""What is shared between the rows of a long list makes no difference to any of them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.registries.place_names.kinds import SPELLED_AS
from minzheng_core.registries.place_names.lists import (
    Edition,
    ListRow,
    check_list,
    compare_editions,
)
from minzheng_core.registries.place_names.lists.compared_names import _looks_like
from minzheng_core.registries.place_names.lists.row_findings import ItemFindings, item_findings
from minzheng_core.registries.place_names.naming.duplicates import (
    conflicts_with,
    existing_conflicts,
)
from minzheng_core.registries.place_names.naming.known import NameIndex, known_from_names
from minzheng_core.registries.place_names.naming.sounds import sound_of
from minzheng_core.registries.place_names.spelling import Speller

if TYPE_CHECKING:
    import pytest

COUNTY = "360732"
names = st.tuples(
    st.text("和河平坪白石长曾圩都", min_size=1, max_size=2),
    st.sampled_from(["村", "村委会", "社区", "路", "湾", "镇", "shan村", ""]),
).map("".join)
cells = st.fixed_dictionaries(
    {
        "standard_name": names,
        "unit_code": st.sampled_from(["", "360732107201", "360732107202", "36073210720", "360731107"]),
        "category": st.sampled_from(["", "21610", "27610", "99999", "2161"]),
        "category_name": st.sampled_from(["", "行政村", "街路巷"]),
        "place_code": st.sampled_from(["", "36073210721610000001", "3607"]),
        "division": st.sampled_from(["", "360732107", "36073"]),
        "longitude": st.sampled_from(["", "115.35", "26.3", "乱"]),
        "latitude": st.sampled_from(["", "26.33", "115.2"]),
        "datum": st.sampled_from(["", "CGCS2000"]),
        "approval_on": st.sampled_from(["", "2023-01-05", "2026-13-01"]),
        "former_names": st.sampled_from(["", "乱（x）"]),
    }
)  # fmt: skip
lists = st.lists(cells, min_size=1, max_size=12).map(
    lambda rows: Edition(
        label="例", rows=tuple(ListRow(line=n, cells=c) for n, c in enumerate(rows, start=2))
    )
)


@settings(deadline=None, max_examples=40)
@given(lists)
def test_rows_with_the_same_items_have_the_findings_of_each(edition: Edition) -> None:
    shared = ItemFindings(COUNTY)
    for row in edition:
        assert shared.of(row) == item_findings(row, county=COUNTY)


@settings(deadline=None, max_examples=40)
@given(lists)
def test_a_list_is_spelled_as_its_names_are(edition: Edition) -> None:
    spelled = check_list(edition, county=COUNTY).spelled
    speller = Speller(division=COUNTY)
    for row, text in zip(edition, spelled, strict=True):
        own = speller.spell(row.name, SPELLED_AS[row.kind] if row.kind else None)
        assert text == (own.text if own.confirmed else "")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(names, st.sampled_from(["360732101", "360732102"])), max_size=10))
def test_every_pair_alike_is_found_once(rows: list[tuple[str, str]]) -> None:
    index = NameIndex.of(known_from_names(rows))
    place = {id(name): number for number, name in enumerate(index.names)}
    found = [(place[id(c.name)], place[id(c.other)], c.likeness) for c in existing_conflicts(index)]

    expected = {
        (first, second, conflict.likeness)
        for first, second in combinations(range(len(index.names)), 2)
        for conflict in conflicts_with(index.names[first], index)
        if conflict.other is index.names[second]
    }
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_name_that_is_settled_is_passed_over() -> None:
    rows = [("和平村", "360732101"), ("和平村", "360732102"), ("和平村", "360732103")]
    index = NameIndex.of(known_from_names(rows))
    told: set[int] = set()
    pairs = []
    for conflict in existing_conflicts(index, settled=lambda name: id(name) in told):
        pairs.append((conflict.name.division, conflict.other.division))
        told.add(id(conflict.other))
    assert pairs == [("360732101", "360732102"), ("360732101", "360732103")]


def test_rows_are_not_held_against_each_other_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = {"longitude": "115.3", "latitude": "26.3"}
    rows = [ListRow(line=n, cells={"standard_name": f"和{n}村", **cells}) for n in range(200)]
    asked: list[object] = []
    monkeypatch.setattr(ListRow, "__eq__", lambda one, other: bool(asked.append(other)))

    remarks = check_list(Edition(label="例", rows=tuple(rows)), county=COUNTY).remarks

    assert sum(remark.finding.code == "PN125" for remark in remarks) == 1
    assert len(asked) < len(rows)


@settings(deadline=None, max_examples=60)
@given(st.lists(names, max_size=8, unique=True), st.lists(names, max_size=8, unique=True))
def test_names_like_each_other_are_those_that_a_look_at_every_pair_finds(
    before: list[str], after: list[str]
) -> None:
    def edition(listed: list[str]) -> Edition:
        cells = ({"standard_name": name, "division": "360732107"} for name in listed)
        return Edition(
            label="例", rows=tuple(ListRow(line=n, cells=c) for n, c in enumerate(cells))
        )

    old, new = edition(before), edition(after)
    left = [
        p for p in compare_editions(old, new, near=False).pairs if p.old is None or p.new is None
    ]
    olds = [p.old for p in left if p.old and not p.evidence]
    news = [p.new for p in left if p.new and not p.evidence]
    alike = [(a, b) for a in olds for b in news if _looks_like(a, b, sound_of)]
    alone = {
        (a.name, b.name)
        for a, b in alike
        if sum(x is a for x, _ in alike) == sum(y is b for _, y in alike) == 1
    }

    near = [
        p
        for p in compare_editions(old, new).pairs
        if p.evidence.startswith("同一乡镇里读音") or "一个字" in p.evidence
    ]
    assert {(p.old.name, p.new.name) for p in near if p.old and p.new} == alone
