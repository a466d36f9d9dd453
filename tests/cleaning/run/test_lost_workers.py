"""A helping process that the system kills is not missed: its work is done again, byte for byte the same."""

from __future__ import annotations

import os
import signal
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from minzheng_core.cleaning.run import archive
from minzheng_core.processing import hands
from minzheng_core.processing.hands import Hand, HandLost, beside, hands_kept, hands_taken
from minzheng_core.registries import marriage
from minzheng_core.reports.workbook import volumes
from minzheng_core.testing.synthetic import make_archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ON = date(2026, 11, 23)


def killed_when_asked_for(monkeypatch: pytest.MonkeyPatch, name: str) -> list[Hand]:
    """Kill the first process that is asked for the function *name*, while it works."""
    killed: list[Hand] = []
    ask = Hand.ask

    def asked(self: Hand, function: Callable[..., Any], *args: Any) -> Any:
        if function.__name__ == name and not killed:
            killed.append(self)
            self._process.kill()
        return ask(self, function, *args)

    monkeypatch.setattr(Hand, "ask", asked)
    return killed


def saved(folder: Path, workers: int) -> dict[str, bytes]:
    with hands_kept(workers - 1):
        result = marriage.clean(
            make_archive(500, seed=3, error_rate=3).raw, county="360732", on=ON, workers=workers
        )
        return {path.name: path.read_bytes() for path in result.save(folder).iterdir()}


@pytest.mark.parametrize(
    "work", ["take_up", "cleaned_there", "learn", "found_in_all", "write_volume"]
)
def test_what_a_killed_worker_was_at_is_done_again(
    work: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "CHUNK_ROWS", 120)
    monkeypatch.setattr(volumes.volumes, "__kwdefaults__", {"lines": 20})
    alone = saved(tmp_path / "一", workers=1)
    killed = killed_when_asked_for(monkeypatch, work)

    with_a_loss = saved(tmp_path / "二", workers=2)

    assert killed
    assert with_a_loss == alone


def test_when_all_are_killed_this_process_cleans_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "CHUNK_ROWS", 60)
    alone = saved(tmp_path / "一", workers=1)
    asked = []

    def all_killed(self: Hand, function: Callable[..., Any], *_: Any) -> None:
        asked.append(function.__name__)
        self._process.kill()
        self._process.wait()
        raise HandLost

    monkeypatch.setattr(Hand, "ask", all_killed)
    assert saved(tmp_path / "二", workers=3) == alone
    assert asked.count("cleaned_there") >= 2


def test_a_worker_without_memory_is_as_good_as_lost() -> None:
    hand = Hand.started()
    try:
        with pytest.raises(HandLost):
            hand.ask(exec, "raise MemoryError")
    finally:
        hand.stop()


def test_what_was_to_be_done_beside_is_done_here() -> None:
    with hands_kept(1), beside() as aside:
        assert aside(_end_unless, os.getpid()).result() == os.getpid()


def test_no_room_for_more_processes_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(hands.subprocess, "Popen", none)
    with hands_kept(2):
        assert hands_taken(1) == []


def _end_unless(process: int) -> int:
    """The number of the process; any other than *process* is killed."""
    if os.getpid() != process:
        os.kill(os.getpid(), signal.SIGKILL)
    return process
