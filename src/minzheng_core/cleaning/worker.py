"""A process that cleans chunks for another one: ``python -m minzheng_core.cleaning.worker``.

It is started by :mod:`minzheng_core.cleaning.crew` and speaks over its standard input and output:
pickled messages with their length in front. It ends when its input ends.
"""

from __future__ import annotations

import pickle
import signal
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from minzheng_core.cleaning.chunk import FRAMES, clean_chunk
from minzheng_core.cleaning.collector import no_collector
from minzheng_core.cleaning.spool import compact, packed, unpacked

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk import Cleaned

_LENGTH = 8


def send(stream: BinaryIO, message: Any) -> None:
    """Write one message."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "little"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one message; ``EOFError`` where the other side is gone."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        raise EOFError
    size = int.from_bytes(head, "little")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - both ends are this library, on one machine


def settled_frames(part: Cleaned, *, final: bool = False) -> dict[str, bytes]:
    """The frames of a chunk without its waiting records, packed, and the raw waiting ones.

    In a *final* look no record waits any longer.
    """
    import polars as pl

    settled = ~pl.col("row").is_in(part.waiting["row"].implode())
    if final:
        settled = pl.lit(value=True)
    frames = {name: packed(compact(getattr(part, name).filter(settled))) for name in FRAMES}
    return frames | {"waiting": packed(part.waiting)}


def main() -> None:
    """Clean every chunk that comes in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    with no_collector():
        try:
            spec, recipe, overlay = receive(source)
            while True:
                raw, beyond = receive(source)
                try:
                    part = clean_chunk(unpacked(raw), recipe, spec, overlay=overlay, beyond=beyond)
                    answer: Any = settled_frames(part, final=beyond is not None)
                except Exception as error:  # noqa: BLE001 - the other side raises it
                    answer = error
                send(sink, answer)
        except EOFError:
            return


if __name__ == "__main__":
    main()
