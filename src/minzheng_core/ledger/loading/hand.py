"""Another process that makes the rows of a load ready while this one writes those before them.

``python -m minzheng_core.ledger.loading.hand`` is started as a program of its own, so that a script that
loads an archive needs no guard. What it foresees holds as long as nobody else writes into the book;
where somebody does, the rows are made anew where they are written.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import chain, islice
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve, frozen

from minzheng_core.ledger.loading.part import Part
from minzheng_core.ledger.proof.chain import tail_of
from minzheng_core.ledger.revision import Row, Tail
from minzheng_core.processing.messages import receive, send
from minzheng_core.processing.packing import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from minzheng_core.ledger.loading.part import Terms
    from minzheng_core.ledger.setting import Setting
    from minzheng_core.ledger.store import Store

WORTHWHILE = 5_000
"""The chunk from which on starting another process costs less than it saves."""


@frozen(kw_only=True)
class Task:
    """A chunk of clean records with what was found on them; *first* is the place of the first one."""

    chunk: pl.DataFrame
    codes: pl.DataFrame
    first: int

    @property
    def after(self) -> int:
        """How many records of the load are done when this chunk is written."""
        return self.first + self.chunk.height

    def part(self, setting: Setting, terms: Terms) -> Part:
        """The chunk in the terms of the book."""
        return Part.of(setting, self.chunk, terms, self.codes, self.first)


@frozen(kw_only=True)
class Foreseen:
    """The rows of a chunk as they follow on *tail*."""

    tail: Tail
    rows: Sequence[Row]


def along(
    tasks: Iterator[Task], setting: Setting, terms: Terms
) -> Iterator[tuple[Task, Foreseen | None]]:
    """Every task with its rows, where they could be foreseen; each is asked for one ahead.

    The first chunk is made ready here, while the other process starts; a small load needs none.
    """
    head = list(islice(tasks, 2))
    large = len(head) > 1 and head[0].chunk.height >= WORTHWHILE
    work = _portable(setting, terms) if large else None
    if work is None:
        for task in chain(head, tasks):
            yield task, None
        return
    info = setting.store.book(setting.name)
    tail = info.tail if info else Tail()
    with subprocess.Popen(
        [sys.executable, "-m", "minzheng_core.ledger.loading.hand"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as hand:
        try:
            yield from _helped(chain(head, tasks), hand, (setting, terms, work), tail)
        finally:
            hand.kill()
            with suppress(OSError):
                _stdin(hand).close()


def _helped(
    tasks: Iterator[Task],
    hand: subprocess.Popen[bytes],
    given: tuple[Setting, Terms, bytes],
    tail: Tail,
) -> Iterator[tuple[Task, Foreseen | None]]:
    """The tasks with their rows as the other process makes them; without them once it has ended."""
    setting, terms, work = given
    current = next(tasks)
    rows = current.part(setting, terms).rows(setting, tail)
    foreseen = Foreseen(tail=tail, rows=rows)
    _tell(hand, (work, tail_of(rows, tail)))
    for coming in tasks:
        asked = (packed(coming.chunk), packed(coming.codes), coming.first)
        # The other side may still be loading the library; nobody waits for that.
        asking = Thread(target=_tell, args=(hand, asked), daemon=True)
        asking.start()
        yield current, foreseen
        asking.join()
        try:
            answer = receive(hand.stdout)  # type: ignore[arg-type]
        except EOFError:
            for task in chain([coming], tasks):
                yield task, None
            return
        if isinstance(answer, Exception):
            raise answer
        current, foreseen = coming, Foreseen(tail=answer[0], rows=[Row(*row) for row in answer[1]])
    yield current, foreseen


def _tell(hand: subprocess.Popen[bytes], message: Any) -> None:
    """Send a message; one that nobody can read any more has no answer."""
    with suppress(OSError):
        send(_stdin(hand), message)


def _portable(setting: Setting, terms: Terms) -> bytes | None:
    """What the other process must know; ``None`` where it cannot be carried over."""
    try:
        return pickle.dumps((evolve(setting, store=cast("Store", None)), terms))
    except Exception:  # noqa: BLE001 - a vault or registry of the caller's own making
        return None


def _stdin(hand: subprocess.Popen[bytes]) -> Any:
    return hand.stdin


def main() -> None:
    """Make every chunk ready that comes in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError):
        work, tail = receive(source)
        setting, terms = pickle.loads(work)  # noqa: S301 - from the process that started this one
        while True:
            chunk, codes, first = receive(source)
            task = Task(chunk=unpacked(chunk), codes=unpacked(codes), first=first)
            try:
                rows = task.part(setting, terms).rows(setting, tail)
                answer: Any = (tail, [tuple(row) for row in rows])
                tail = tail_of(rows, tail)
            except Exception as error:  # noqa: BLE001 - the other side raises it
                answer = error
            send(sink, answer)


if __name__ == "__main__":
    main()
