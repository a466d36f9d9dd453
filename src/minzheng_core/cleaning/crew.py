"""Chunks cleaned by several processes, given back in their order.

The processes are started as programs of their own, not by :mod:`multiprocessing`, so that a script
or a notebook that calls the library needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from threading import Thread
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
_ahead: list[subprocess.Popen[bytes]] = []
"""Started by :func:`started_ahead` and not yet taken by a crew."""


def are_large(files: Sequence[str | Path]) -> bool:
    """Whether *files* are worth several processes; one that is not there is told of elsewhere."""
    return sum(path.stat().st_size for path in map(Path, files) if path.is_file()) > LARGE


@contextmanager
def started_ahead(workers: int) -> Iterator[None]:
    """Start the *workers* of the next crew while this process is still loading the library.

    Those that no crew has taken by the end of the block are ended.
    """
    try:
        _ahead.extend(_started() for _ in range(workers if workers > 1 else 0))
        yield
    finally:
        while _ahead:
            _stop(_ahead.pop())


@define
class Crew:
    """Those who clean chunks: this process alone, or *workers* others beside it.

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
        if self.workers > 1 and not self._members:
            self._members += [_ahead.pop() if _ahead else _started() for _ in range(self.workers)]

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
        rest = iter(chunks)
        first = list(islice(rest, 2))
        if len(first) > 1 and not self._members:
            self.start()
            self.brief(*self._work)
        if self._members:
            yield from self._together(chain(first, rest), beyond)
        else:
            yield from self._alone(chain(first, rest), beyond)

    def _alone(
        self, chunks: Iterable[pl.DataFrame], beyond: Witnesses | None
    ) -> Iterator[tuple[int, dict[str, bytes]]]:
        from minzheng_core.cleaning.worker import cleaned

        for chunk in chunks:
            yield chunk.height, cleaned(chunk, self._work, beyond)

    def _together(
        self, chunks: Iterable[pl.DataFrame], beyond: Witnesses | None
    ) -> Iterator[tuple[int, dict[str, bytes]]]:
        from minzheng_core.cleaning.spool import packed

        if self._briefing:
            self._briefing.join()
        busy: deque[tuple[int, subprocess.Popen[bytes]]] = deque()
        idle = deque(self._members)
        for chunk in chunks:
            if not idle:
                height, member = busy.popleft()
                yield height, _answer(member)
                idle.append(member)
            member = idle.popleft()
            send(_stdin(member), (packed(chunk), beyond))
            busy.append((chunk.height, member))
        while busy:
            height, member = busy.popleft()
            yield height, _answer(member)


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
