"""Work done ahead is the same work: same items, same errors, and it stops when nobody asks."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.processing.ahead import ahead


@given(st.lists(st.integers()), st.integers(1, 5), st.integers(1, 5))
def test_the_items_are_the_same_through_any_number_of_stages(items, first, second) -> None:
    assert list(ahead(ahead(items, first), second)) == items


def test_an_error_comes_after_the_items_before_it() -> None:
    def made():
        yield 1
        raise ValueError("broken")

    items = ahead(ahead(made(), 2), 2)

    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_what_nobody_asks_for_is_not_made_and_no_thread_stays() -> None:
    made = []

    def numbers():
        for number in range(1000):
            made.append(number)
            yield number

    before = set(threading.enumerate())
    items = ahead(ahead(numbers(), 2), 2)
    assert next(items) == 0
    items.close()
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()
    assert len(made) < 20
