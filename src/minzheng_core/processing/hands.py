"""Other processes of this library that lend a hand (帮手): they do what they are asked and answer.

They are started as programs of their own, not by :mod:`multiprocessing`, so that a script or a
notebook that calls the library needs no ``if __name__ == "__main__"``. A command that knows of much
work starts them while it still loads what it needs itself.

One that ends before it has answered, killed by the system for want of memory, is not missed: this
process does what it was asked, and the answers are the same. On Linux the helping processes offer
themselves to be ended first (:mod:`minzheng_core.processing.hand`).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from attrs import define, field

from minzheng_core.processing.messages import receive, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from typing import BinaryIO

T = TypeVar("T")

SPARING = {
    "_RJEM_MALLOC_CONF": "narenas:1,dirty_decay_ms:300,muzzy_decay_ms:0",
    "MALLOC_TRIM_THRESHOLD_": "16777216",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_ARENA_MAX": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Settings of the environment by which Polars and the C library soon give freed memory back, and NumPy
starts no threads for large matrices, of which there are none."""
_IMPATIENT = 0.0005
"""Seconds after which a thread that waits for the interpreter gets it."""


class HandLost(Exception):  # noqa: N818 - it is no fault of what was asked
    """The other process ended, or had no memory left, before it answered; nothing is known of its work."""


@define(eq=False)
class Hand:
    """One other process, running :mod:`minzheng_core.processing.hand`."""

    _process: subprocess.Popen[bytes]
    _there: BinaryIO
    """What is written here is read by the other process."""
    _back: BinaryIO
    _busy: bool = field(default=False, init=False)

    @classmethod
    def started(cls, *modules: str) -> Self:
        """A new one; it listens once it has loaded *modules*."""
        process = subprocess.Popen(  # noqa: S603 - this library's own program
            [sys.executable, "-m", "minzheng_core.processing.hand", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=SPARING | os.environ | {"POLARS_MAX_THREADS": "1"},
        )
        # Both were asked for.
        there, back = cast("tuple[BinaryIO, BinaryIO]", (process.stdin, process.stdout))
        return cls(process, there, back)

    def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """What *function* gives for *args* there; what it raises there is raised here.

        Raises:
            HandLost: there is no answer, because the process or its memory came to an end.

        """
        self._busy = True
        try:
            send(self._there, (function, args))
            answer = receive(self._back)
        except (EOFError, OSError) as error:
            raise HandLost from error
        self._busy = False
        if isinstance(answer, MemoryError):
            raise HandLost from answer
        if isinstance(answer, Exception):
            raise answer
        return answer

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._there, self._back):
            with suppress(OSError):
                pipe.close()

    @property
    def runs(self) -> bool:
        """Whether it is there."""
        return self._process.poll() is None

    @property
    def is_free(self) -> bool:
        """Whether it is there and waits to be asked."""
        return self.runs and not self._busy


_spare: list[Hand] = []
"""Those that nobody uses."""
_kept: list[tuple[str, ...]] = []
"""For every block of :func:`hands_kept` what is loaded for it."""


@contextmanager
def hands_kept(count: int, *modules: str) -> Iterator[None]:
    """Start *count* now, and keep those that are given back, until the end of the block.

    They load *modules*, which they will be asked for, while nobody asks yet.
    """
    _kept.append(modules)
    try:
        _spare.extend(_started(count, *modules))
        yield
    finally:
        _kept.pop()
        while _spare and not _kept:
            _spare.pop().stop()


def _started(count: int, *modules: str) -> list[Hand]:
    """*count* new ones, fewer where the system has no room for more processes."""
    hands: list[Hand] = []
    with suppress(OSError):
        hands.extend(Hand.started(*modules) for _ in range(count))
    return hands


def hands_taken(count: int) -> list[Hand]:
    """*count* of them, started if need be; to be given back by :func:`hands_back`.

    Fewer where the system has no room for more processes.
    """
    taken = [_spare.pop() for _ in range(min(count, len(_spare)))]
    return taken + _started(count - len(taken))


def hands_back(hands: Iterable[Hand], *, worn: bool = False) -> None:
    """Keep them for the next one where somebody wants that, else end them.

    *Worn* ones, whose work has left them much memory that nobody needs, are replaced by new ones.
    """
    for hand in hands:
        keep = bool(_kept) and hand.is_free
        if keep and not worn:
            _spare.append(hand)
            continue
        hand.stop()
        if keep:
            _spare.extend(_started(1, *_kept[-1]))


@contextmanager
def spare_hands() -> Iterator[list[Hand]]:
    """All that are there already and have nothing to do."""
    hands = hands_taken(len(_spare))
    try:
        yield hands
    finally:
        hands_back(hands)


@contextmanager
def beside() -> Iterator[Callable[..., Future[Any]]]:
    """Have things done meanwhile, one after the other: ``beside(function, *args)`` gives the answer to come.

    They are done by another process where one is there that has nothing to do, else in a thread.
    What is not begun or not finished when the block fails is given up.
    """
    given_up = Event()
    with spare_hands() as hands, ThreadPoolExecutor(max_workers=1) as thread:

        def there(function: Callable[..., Any], *args: Any) -> Any:
            try:
                return hands[0].ask(function, *args)
            except HandLost:
                if given_up.is_set():
                    raise
            return function(*args)

        def have_done(function: Callable[..., Any], *args: Any) -> Future[Any]:
            if hands:
                return thread.submit(there, function, *args)
            return thread.submit(function, *args)

        try:
            yield have_done
        except BaseException:
            given_up.set()
            thread.shutdown(wait=False, cancel_futures=True)
            for hand in hands:
                hand.stop()  # nobody waits for what it is doing
            raise


class Shared(Generic[T]):
    """Pieces of work, of which whoever is free takes the next."""

    def __init__(self, pieces: Iterable[T]) -> None:
        self._pieces = enumerate(pieces)
        self._taking = Lock()

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return self

    def __next__(self) -> tuple[int, T]:
        with self._taking:
            return next(self._pieces)

    def stop(self) -> None:
        """Give out nothing more."""
        with self._taking:
            self._pieces = enumerate(())


@contextmanager
def together(
    hands: Sequence[Hand], shared: Shared[T], work: Callable[[Hand, int, T], None]
) -> Iterator[Iterator[tuple[int, T]]]:
    """Each of *hands* does its share of *shared* by *work*, in a thread; the rest is for this process.

    That rest is what is given: the pieces that this process comes to, and those of a hand that was
    lost over them. Where it is at its end, all is done.
    """
    lost: deque[tuple[int, T]] = deque()

    def serve(hand: Hand) -> None:
        try:
            for number, piece in shared:
                try:
                    work(hand, number, piece)
                except HandLost:
                    lost.append((number, piece))
                    return
        except BaseException:
            shared.stop()
            raise

    def rest() -> Iterator[tuple[int, T]]:
        while True:
            if not lost and (piece := next(shared, None)) is not None:
                yield piece
                continue
            if not lost:
                wait(serving)
            if not lost:
                return
            yield lost.popleft()

    patience = sys.getswitchinterval()
    if hands:
        # Who hands out the next piece must not wait long for a process that is busy itself.
        sys.setswitchinterval(_IMPATIENT)
    try:
        with ThreadPoolExecutor(max_workers=len(hands) or 1) as threads:
            serving = [threads.submit(serve, hand) for hand in hands]
            try:
                yield rest()
            except BaseException:
                for hand in hands:
                    hand.stop()  # nobody wants what it is working on
                raise
            finally:
                shared.stop()
            for served in serving:
                served.result()
    finally:
        sys.setswitchinterval(patience)
