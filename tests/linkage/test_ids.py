"""Names of clusters: what comes later renames nothing."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.linkage.ids import record_keys, stable_ids


def _label(groups: list[int]) -> np.ndarray:
    first: dict[int, int] = {}
    return np.array([first.setdefault(group, i) for i, group in enumerate(groups)], dtype=np.int64)


def _keys(count: int, start: int = 0) -> list[str]:
    return [f"f-{row}" for row in range(start, start + count)]


GROUPS = st.lists(st.integers(0, 5), min_size=1, max_size=10)


@given(GROUPS, GROUPS, st.booleans())
def test_added_records_rename_no_cluster(old: list[int], new: list[int], first: bool) -> None:
    before = stable_ids(pl.Series(_keys(len(old))), _label(old))
    previous = pl.DataFrame({"key": _keys(len(old)), "id": before})
    # The new records may stand before or after the old ones, and join their clusters.
    order = (new + old) if first else (old + new)
    keys = (
        _keys(len(new), 100) + _keys(len(old)) if first else _keys(len(old)) + _keys(len(new), 100)
    )

    after = stable_ids(pl.Series(keys), _label(order), previous)

    known = dict(zip(keys, after.to_list(), strict=True))
    assert [known[key] for key in _keys(len(old))] == before.to_list()


@given(GROUPS, GROUPS)
def test_one_name_for_one_cluster(old: list[int], new: list[int]) -> None:
    size = min(len(old), len(new))
    keys = pl.Series(_keys(size))
    previous = pl.DataFrame({"key": keys, "id": stable_ids(keys, _label(old[:size]))})

    label = _label(new[:size])
    names = stable_ids(keys, label, previous)

    # Whatever was torn apart or put together, names and clusters are one to one.
    assert pl.DataFrame({"n": names, "c": label}).unique().height == len(set(label.tolist()))
    assert names.n_unique() == len(set(label.tolist()))


def test_a_torn_cluster_keeps_its_name_with_its_founder() -> None:
    previous = pl.DataFrame({"key": ["f-0", "f-1", "f-2"], "id": ["f-0"] * 3})

    names = stable_ids(pl.Series(["f-0", "f-1", "f-2"]), np.array([0, 1, 1]), previous)

    assert names[0] == "f-0"
    assert names[1] == names[2] != "f-0"


def test_keys_tell_files_and_sheets_apart() -> None:
    frame = pl.DataFrame(
        {
            "source_file": ["甲.csv", "甲.csv", "乙.csv"],
            "source_sheet": ["", "一", ""],
            "source_row": [2, 2, 2],
        }
    )

    assert record_keys(frame).n_unique() == 3
    assert record_keys(frame.drop("source_sheet")).to_list() == ["0", "1", "2"]


def test_a_sheet_that_is_not_there_is_none_called_none() -> None:
    sheets = [None, "None", ""]
    frame = pl.DataFrame(
        {"source_file": ["甲.csv"] * 3, "source_sheet": sheets, "source_row": [2, 2, 2]}
    )

    none, called, empty = record_keys(frame)

    assert none == empty != called
