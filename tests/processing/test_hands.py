"""Other processes do what they are asked, with what they were told to load, and are gone when stopped."""

from __future__ import annotations

import os
import time

import pytest

from minzheng_core.processing import hands
from minzheng_core.processing.hands import (
    Hand,
    HandLost,
    beside,
    hands_back,
    hands_kept,
    hands_taken,
)

_LOADED = "'fractions' in __import__('sys').modules"


@pytest.mark.parametrize("modules", [(), ("fractions",)])
def test_a_hand_loads_what_it_will_be_asked_for(modules: tuple[str, ...]) -> None:
    hand = Hand.started(*modules)
    try:
        assert hand.ask(eval, _LOADED) is bool(modules)
    finally:
        hand.stop()
    assert not hand.runs


def test_what_goes_wrong_there_is_raised_here() -> None:
    hand = Hand.started()
    try:
        with pytest.raises(ZeroDivisionError):
            hand.ask(divmod, 1, 0)
        assert hand.ask(divmod, 7, 2) == (3, 1)
    finally:
        hand.stop()


def test_a_new_hand_for_a_worn_one_loads_the_same() -> None:
    with hands_kept(1, "fractions"):
        old = hands_taken(1)
        hands_back(old, worn=True)
        assert hands._spare != old
        assert hands._spare[0].ask(eval, _LOADED) is True
    assert not hands._spare


@pytest.mark.parametrize("count", [0, 1])
def test_what_is_done_beside_is_done_by_another_process_where_there_is_one(count: int) -> None:
    with hands_kept(count, "fractions"), beside() as aside:
        first, second = aside(os.getpid), aside(divmod, 7, 2)
        assert (first.result() == os.getpid()) is (count == 0)
        assert second.result() == (3, 1)


def test_what_is_done_beside_is_stopped_when_nobody_waits_for_it() -> None:
    """Neither there nor here, instead of the process that was stopped, and the next is not begun."""
    asked = []

    def give_up() -> None:
        with beside() as aside:
            asked.extend((aside(time.sleep, 60), aside(time.sleep, 60)))
            raise KeyError

    with hands_kept(1):
        with pytest.raises(KeyError):
            give_up()
        assert not hands._spare
    begun, next_one = asked
    assert begun.cancelled() or isinstance(begun.exception(), HandLost)
    assert next_one.cancelled()
