"""What is set aside comes back as it was, from memory or from a file that nobody else can see."""

from __future__ import annotations

import tempfile
from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from minzheng_core.processing import shelf
from minzheng_core.processing.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

PIECES = [bytes([n]) * (n + 1) for n in range(20)]


def filled() -> Shelf:
    one = Shelf()
    for piece in PIECES:
        one.put(piece)
    return one


@pytest.mark.parametrize("room", [0, 30, 1 << 20])
def test_pieces_come_back_in_their_order(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", room)
    one = filled()

    assert list(one) == PIECES == list(one)


@pytest.mark.parametrize("room", [0, 1 << 20])
def test_another_process_gets_the_pieces(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", room)
    there = deepcopy(filled())

    assert list(there) == PIECES


def test_two_readers_do_not_disturb_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 0)
    one = filled()

    assert list(zip(one, one, strict=True)) == list(zip(PIECES, PIECES, strict=True))


def test_the_file_has_no_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one = filled()

    assert list(tmp_path.iterdir()) == []
    assert list(one) == PIECES


def test_without_a_place_for_a_file_all_waits_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))

    assert list(filled()) == PIECES
