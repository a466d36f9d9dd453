"""Chunks cleaned by several processes, given back in their order.

The processes are started as programs of their own, not by :mod:`multiprocessing`, so that a script
or a notebook that calls the library needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from minzheng_core.cleaning.chunk import clean_chunk
from minzheng_core.cleaning.spool import packed
from minzheng_core.cleaning.worker import receive, send, settled_frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

    from minzheng_core.cleaning.recipe import Recipe
    from minzheng_core.cleaning.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay


def cleaned_chunks(
    chunks: Iterable[pl.DataFrame],
    spec: ArchiveSpec,
    recipe: Recipe,
    overlay: Overlay | None,
    workers: int,
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Height and packed frames of every chunk, in order.

    The first chunk is cleaned here, since most archives have only one; *workers* other processes
    take the rest, one chunk ahead each. The answer does not depend on how many there are.
    """
    waiting = iter(chunks)
    first = next(waiting, None)
    second = next(waiting, None)
    if first is None:
        return
    if second is None or workers < 2:
        for chunk in (first, second, *()) if second is not None else (first,):
            yield chunk.height, settled_frames(clean_chunk(chunk, recipe, spec, overlay=overlay))
        for chunk in waiting:
            yield chunk.height, settled_frames(clean_chunk(chunk, recipe, spec, overlay=overlay))
        return
    crew = [_start((spec, recipe, overlay)) for _ in range(workers)]
    busy: deque[tuple[int, subprocess.Popen[bytes]]] = deque()
    idle = list(crew)
    try:
        for chunk in _chained(first, second, waiting):
            if not idle:
                height, member = busy.popleft()
                yield height, _answer(member)
                idle.append(member)
            member = idle.pop()
            send(_stdin(member), packed(chunk))
            busy.append((chunk.height, member))
        while busy:
            height, member = busy.popleft()
            yield height, _answer(member)
    finally:
        for member in crew:
            _stop(member)


def _chained(
    first: pl.DataFrame, second: pl.DataFrame, rest: Iterator[pl.DataFrame]
) -> Iterator[pl.DataFrame]:
    yield first
    yield second
    yield from rest


def _start(work: tuple[Any, ...]) -> subprocess.Popen[bytes]:
    member = subprocess.Popen(
        [sys.executable, "-m", "minzheng_core.cleaning.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
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
