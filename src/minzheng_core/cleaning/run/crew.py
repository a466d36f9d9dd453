"""Chunks cleaned by several processes, given back in their order."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from itertools import chain, islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Self

from attrs import define, field

from minzheng_core.processing.hands import (
    Hand,
    Shared,
    hands_back,
    hands_kept,
    hands_taken,
    together,
)
from minzheng_core.reading.files.file_labels import size_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
    from minzheng_core.cleaning.plan.work import Work

WEARING = 12
"""Chunks after which it is worth a second to start new processes for the work that follows, and to make the tables of
this one again should they be wanted."""
LARGE = 2 << 20
"""Bytes from which files are worth several processes at once."""


def are_large(files: Sequence[str | Path]) -> bool:
    """Whether *files* are worth several processes; one that cannot be read is told of elsewhere."""
    return sum(size_of(path) or 0 for path in map(Path, files)) > LARGE


def others_kept(count: int) -> AbstractContextManager[None]:
    """Start *count* others now, for the crews of this block; they load what they will be asked for."""
    return hands_kept(count, f"{__package__}.worker")


@define
class Crew:
    """Those who clean chunks: this process and, with more than one of *workers*, others beside it.

    A context manager. The others are started when a second chunk comes, since most archives have
    only one, or before by :meth:`start`; the answers do not depend on how many there are, nor on
    whether one of them is lost on the way.
    """

    workers: int = 1
    _work: Work = field(init=False)
    _members: list[Hand] = field(factory=list, init=False)
    _briefings: dict[Hand, Thread] = field(factory=dict, init=False)
    _done: int = field(default=0, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """Let the others go, and the tables of a long run: what comes after cleaning needs the memory."""
        from minzheng_core.columns.domiciles import forget
        from minzheng_core.processing.freed_memory import trim

        worn, self._done = self._done > WEARING, 0
        hands_back(self._members, worn=worn)
        self._members.clear()
        if worn:
            forget()
            trim()

    @property
    def size(self) -> int:
        """How many there are now, this process among them."""
        return 1 + len(self._members)

    def start(self) -> None:
        """Start the others now, so that they are ready when the first chunk has been read."""
        if not self._members:
            self._members += hands_taken(self.workers - 1)

    def brief(self, work: Work) -> None:
        """Say what is to be done with the chunks that come."""
        self._work = work
        for member in self._members:
            # They listen once they have loaded the library; the archive is opened meanwhile.
            self._briefings[member] = Thread(target=self._tell, args=(member,), daemon=True)
            self._briefings[member].start()

    def _tell(self, member: Hand) -> None:
        from minzheng_core.cleaning.run.worker import take_up

        with suppress(Exception):  # one that has ended is missed when it is asked
            member.ask(take_up, self._work)

    def clean(
        self, chunks: Iterable[pl.DataFrame], beyond: ArchiveKnowledge | None = None
    ) -> Iterator[tuple[int, dict[str, bytes]]]:
        """Height and packed frames of every chunk, in order; *beyond* as for one chunk."""
        from minzheng_core.cleaning.run.worker import cleaned, cleaned_there, learn
        from minzheng_core.processing.packing import packed

        lost = [member for member in self._members if not member.runs]
        self._members = [member for member in self._members if member not in lost]
        hands_back(lost)
        left = iter(chunks)
        # Where there are others already, nobody waits for the second chunk.
        first = list(islice(left, 1 if self._members else 2))
        if len(first) > 1:
            self.start()
            self.brief(self._work)
        shared = Shared(chain(first, left))
        del first  # each chunk goes when it has been cleaned
        done: dict[int, tuple[int, dict[str, bytes]]] = {}
        given = 0
        ready: set[Hand] = set()

        def elsewhere(member: Hand, number: int, chunk: pl.DataFrame) -> None:
            if member not in ready:
                self._briefings[member].join()
                if beyond is not None:
                    member.ask(learn, beyond)
                ready.add(member)
            done[number] = chunk.height, member.ask(cleaned_there, packed(chunk))
            self._done += 1

        with together(self._members, shared, elsewhere) as rest:
            for number, chunk in rest:
                done[number] = chunk.height, cleaned(chunk, self._work, beyond)
                while given in done:
                    yield done.pop(given)
                    given += 1
        yield from (done[number] for number in sorted(done))
