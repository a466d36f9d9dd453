"""Where packed frames wait: the first ones in memory, those of a long run in a file without a name.

Nobody else can open the file, and it is gone when the process ends, however it ends: what stands in
it is as personal as the records themselves.
"""

from __future__ import annotations

import tempfile
import weakref
from threading import Lock
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

IN_MEMORY = 8 << 20
"""Bytes of one frame that wait in memory."""


@define(eq=False, repr=False)
class Shelf:
    """Pieces of bytes in the order in which they were put there.

    Where no file can be made or the disk is full, all of them wait in memory. Threads may read at
    the same time.

    >>> shelf = Shelf()
    >>> shelf.put(b"one"); shelf.put(b"two")
    >>> list(shelf)
    [b'one', b'two']
    """

    _pieces: list[bytes | tuple[int, int]] = field(factory=list, init=False)
    _size: int = field(default=0, init=False)
    _file: BinaryIO | None = field(default=None, init=False)
    _reading: Lock = field(factory=Lock, init=False)

    def __reduce__(self) -> tuple[Callable[[tuple[bytes, ...]], Shelf], tuple[tuple[bytes, ...]]]:
        """Another process gets the pieces, wherever they wait here."""
        return _shelf_of, (tuple(self),)

    def put(self, piece: bytes) -> None:
        """Add a piece."""
        self._pieces.append(self._written(piece) or piece)
        self._size += len(piece)

    def __iter__(self) -> Iterator[bytes]:
        for piece in tuple(self._pieces):
            yield piece if isinstance(piece, bytes) else self._read(*piece)

    def __len__(self) -> int:
        return len(self._pieces)

    def _written(self, piece: bytes) -> tuple[int, int] | None:
        """Where in the file a piece stands that has no room in memory."""
        if self._size + len(piece) <= IN_MEMORY:
            return None
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            with self._reading:
                start = self._file.seek(0, 2)
                self._file.write(piece)
                self._file.flush()
        except OSError:
            return None
        return start, len(piece)

    def _read(self, start: int, size: int) -> bytes:
        assert self._file is not None  # noqa: S101 - the piece was written into it
        with self._reading:
            self._file.seek(start)
            return self._file.read(size)


def _shelf_of(pieces: Iterable[bytes]) -> Shelf:
    shelf = Shelf()
    for piece in pieces:
        shelf.put(piece)
    return shelf
