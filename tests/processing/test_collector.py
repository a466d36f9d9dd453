"""The collector is left off for the block alone, and has no more to search after it than before."""

from __future__ import annotations

import gc

from minzheng_core.processing.collector import no_collector


def test_what_came_in_the_block_is_not_searched_at_once() -> None:
    gc.collect()
    with no_collector():
        assert not gc.isenabled()
        many = [[] for _ in range(100_000)]  # type: list[list[int]]
    young = len(gc.get_objects(generation=0)) + len(gc.get_objects(generation=1))
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert young < len(many)


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with no_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
