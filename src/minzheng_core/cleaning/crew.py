"""Chunks cleaned by several processes, given back in their order.

The processes are started as programs of their own, not by :mod:`multiprocessing`, so that a script
or a notebook that calls the library needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Self

from attrs import define, field

from minzheng_core.cleaning.chunk import clean_chunk
from minzheng_core.cleaning.spool import packed
from minzheng_core.cleaning.worker import receive, send, settled_frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

    from minzheng_core.cleaning.numbers import Witnesses
    from minzheng_core.cleaning.recipe import Recipe
    from minzheng_core.cleaning.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay


@define
class Crew:
    """Those who clean chunks: this process alone, or *workers* others beside it.

    A context manager. The others are started when a second chunk comes, since most archives have
    only one; the answers do not depend on how many there are.
    """

    spec: ArchiveSpec
    recipe: Recipe
    overlay: Overlay | None
    workers: int
    _members: list[subprocess.Popen[bytes]] = field(factory=list, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for member in self._members:
            _stop(member)

    def clean(
        self, chunks: Iterable[pl.DataFrame], beyond: Witnesses | None = None
    ) -> Iterator[tuple[int, dict[str, bytes]]]:
        """Height and packed frames of every chunk, in order; *beyond* as for one chunk."""
        rest = iter(chunks)
        start = list(islice(rest, 2))
        if self.workers < 2 or (len(start) < 2 and not self._members):
            for chunk in chain(start, rest):
                part = clean_chunk(
                    chunk, self.recipe, self.spec, overlay=self.overlay, beyond=beyond
                )
                yield chunk.height, settled_frames(part, final=beyond is not None)
            return
        if not self._members:
            work = (self.spec, self.recipe, self.overlay)
            self._members += [_start(work) for _ in range(self.workers)]
        busy: deque[tuple[int, subprocess.Popen[bytes]]] = deque()
        idle = list(self._members)
        for chunk in chain(start, rest):
            if not idle:
                height, member = busy.popleft()
                yield height, _answer(member)
                idle.append(member)
            member = idle.pop()
            send(_stdin(member), (packed(chunk), beyond))
            busy.append((chunk.height, member))
        while busy:
            height, member = busy.popleft()
            yield height, _answer(member)


def _start(work: tuple[Any, ...]) -> subprocess.Popen[bytes]:
    member = subprocess.Popen(
        [sys.executable, "-m", "minzheng_core.cleaning.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"POLARS_MAX_THREADS": "1"},
    )
    send(_stdin(member), work)
    return member


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
