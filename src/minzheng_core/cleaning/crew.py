"""Chunks cleaned by several processes, given back in their order.

The processes are started as programs of their own, not by :mod:`multiprocessing`, so that a script
or a notebook that calls the library needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Self

from attrs import define, field

from minzheng_core.cleaning.messages import receive, send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from minzheng_core.cleaning.numbers import Witnesses
    from minzheng_core.cleaning.recipe import Recipe
    from minzheng_core.cleaning.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay

RETURNING = {
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:100,muzzy_decay_ms:0",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_ARENA_MAX": "1",
}
"""Settings of the environment by which Polars and the C library soon give freed memory back."""

LARGE = 2 << 20
"""Bytes from which files are worth several processes at once."""
_IMPATIENT = 0.0005
"""Seconds after which a thread that waits for the interpreter gets it."""
_ahead: list[subprocess.Popen[bytes]] = []
"""Started by :func:`started_ahead` and not yet taken by a crew."""


def are_large(files: Sequence[str | Path]) -> bool:
    """Whether *files* are worth several processes; one that is not there is told of elsewhere."""
    return sum(path.stat().st_size for path in map(Path, files) if path.is_file()) > LARGE


@contextmanager
def started_ahead(workers: int) -> Iterator[None]:
    """Start the others of the next crew while this process is still loading the library.

    Those that no crew has taken by the end of the block are ended.
    """
    try:
        _ahead.extend(_started() for _ in range(workers - 1))
        yield
    finally:
        while _ahead:
            _stop(_ahead.pop())


@define
class Crew:
    """Those who clean chunks: this process and, with more than one of *workers*, others beside it.

    A context manager. The others are started when a second chunk comes, since most archives have
    only one, or before by :meth:`start`; the answers do not depend on how many there are.
    """

    workers: int = 1
    _work: tuple[Any, ...] = field(default=(), init=False)
    _members: list[subprocess.Popen[bytes]] = field(factory=list, init=False)
    _briefing: Thread | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """Let the others go: what comes after cleaning needs the memory."""
        for member in self._members:
            _stop(member)
        self._members.clear()

    def start(self) -> None:
        """Start the others now, so that they are ready when the first chunk has been read."""
        if not self._members:
            others = range(self.workers - 1)
            self._members += [_ahead.pop() if _ahead else _started() for _ in others]

    def brief(self, spec: ArchiveSpec, recipe: Recipe, overlay: Overlay | None) -> None:
        """Say what is to be done with the chunks that come."""
        self._work = spec, recipe, overlay
        if self._members:
            # They listen once they have loaded the library; the archive is opened meanwhile.
            self._briefing = Thread(target=self._tell, daemon=True)
            self._briefing.start()

    def _tell(self) -> None:
        with suppress(OSError, ValueError):  # one that has ended is missed when its answer is due
            for member in self._members:
                send(_stdin(member), self._work)

    def clean(
        self, chunks: Iterable[pl.DataFrame], beyond: Witnesses | None = None
    ) -> Iterator[tuple[int, dict[str, bytes]]]:
        """Height and packed frames of every chunk, in order; *beyond* as for one chunk."""
        from minzheng_core.cleaning.worker import cleaned

        rest = iter(chunks)
        first = list(islice(rest, 2))
        if len(first) > 1 and self.workers > 1 and not self._members:
            self.start()
            self.brief(*self._work)
        if self._briefing:
            self._briefing.join()
        shared = _Shared(chain(first, rest))
        with _served(self._members, shared, beyond):
            for at, chunk in shared:
                shared.done[at] = chunk.height, cleaned(chunk, self._work, beyond)
                yield from shared.finished()
        yield from shared.finished()


class _Shared:
    """The chunks, which whoever is free takes next, and what became of them."""

    def __init__(self, chunks: Iterator[pl.DataFrame]) -> None:
        self._chunks = enumerate(chunks)
        self._taking = Lock()
        self._given = 0
        self.done: dict[int, tuple[int, dict[str, bytes]]] = {}

    def __iter__(self) -> Iterator[tuple[int, pl.DataFrame]]:
        return self

    def __next__(self) -> tuple[int, pl.DataFrame]:
        with self._taking:
            return next(self._chunks)

    def stop(self) -> None:
        """Give out nothing more."""
        with self._taking:
            self._chunks = enumerate(())

    def finished(self) -> Iterator[tuple[int, dict[str, bytes]]]:
        """What is done and has nothing undone before it."""
        while self._given in self.done:
            yield self.done.pop(self._given)
            self._given += 1


@contextmanager
def _served(
    members: list[subprocess.Popen[bytes]], shared: _Shared, beyond: Witnesses | None
) -> Iterator[None]:
    """Each of *members* takes chunks inside the block; at its end all have answered."""

    def serve(member: subprocess.Popen[bytes]) -> None:
        from minzheng_core.cleaning.spool import packed

        try:
            for at, chunk in shared:
                send(_stdin(member), (packed(chunk), beyond))
                shared.done[at] = chunk.height, _answer(member)
        finally:
            shared.stop()

    patience = sys.getswitchinterval()
    if members:
        # Who hands out the next chunk must not wait long for a process that is busy cleaning.
        sys.setswitchinterval(_IMPATIENT)
    try:
        with ThreadPoolExecutor(max_workers=len(members) or 1) as threads:
            serving = [threads.submit(serve, member) for member in members]
            try:
                yield
            except BaseException:
                for member in members:
                    member.kill()  # nobody wants what it is working on
                raise
            finally:
                shared.stop()
            for served in serving:
                served.result()
    finally:
        sys.setswitchinterval(patience)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "minzheng_core.cleaning.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=RETURNING | os.environ | {"POLARS_MAX_THREADS": "1"},
    )


def _stdin(member: subprocess.Popen[bytes]) -> Any:
    return member.stdin


def _answer(member: subprocess.Popen[bytes]) -> dict[str, bytes]:
    answer = receive(member.stdout)  # type: ignore[arg-type]
    if isinstance(answer, Exception):
        raise answer
    frames: dict[str, bytes] = answer
    return frames


def _stop(member: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        _stdin(member).close()
    member.kill()
    member.wait()
    if member.stdout:
        member.stdout.close()
