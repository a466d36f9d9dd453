"""A frame too long to be held: kept in compressed parts, which are read one after the other."""

from __future__ import annotations

from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakSet

import polars as pl
from attrs import define, field, fields

from minzheng_core.processing.ahead import ahead
from minzheng_core.processing.packing import freed, packed, schema_of, unpacked
from minzheng_core.processing.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


@define(eq=False, repr=False)
class Tally:
    """What is made of every part of a frame, one below the other, by the way (:meth:`Parts.tally`)."""

    make: Callable[[pl.DataFrame], pl.DataFrame]
    columns: frozenset[str]
    _parts: Parts
    _made: pl.DataFrame | None = field(default=None, init=False)

    @property
    def waits(self) -> bool:
        """Whether it is still to be made."""
        return self._made is None

    def take(self, pieces: list[pl.DataFrame]) -> None:
        """Take what was made of all parts."""
        self._made = pl.concat(pieces)

    def drop(self) -> None:
        """Forget it: the parts have changed."""
        self._made = None

    def whole(self) -> pl.DataFrame:
        """All of it; if need be the parts are read once for everything that waits to be made of them."""
        if self._made is None:
            self._parts.make_tallies()
        assert self._made is not None  # noqa: S101 - just made
        return self._made


@define(eq=False, repr=False)
class Parts:
    """A frame ordered by a column ``row``, each part with the rows of one stretch.

    Lines that come later are few; they are put in their place whenever a part is read, and changed
    is what :meth:`edit` says.

    >>> from minzheng_core.processing.packing import packed
    >>> parts = Parts()
    >>> parts.add(packed(pl.DataFrame({"row": [0, 2], "x": ["a", "c"]})), 0)
    >>> parts.add(packed(pl.DataFrame({"row": [3], "y": ["d"]})), 3)
    >>> parts.add_later(pl.DataFrame({"row": [1], "x": ["b"]}))
    >>> [part.rows() for part in parts.each()]
    [[(0, 'a', None), (1, 'b', None), (2, 'c', None)], [(3, None, 'd')]]
    >>> parts.among(pl.Series([1, 3])).height, parts.height
    (2, 4)

    Unpacking takes longer than counting: what is counted of all parts is counted while they are
    read for something else.

    >>> lengths = parts.tally(lambda part: part.select(pl.len()), "row")
    >>> [part.height for part in parts.each("row", "x")], lengths.whole()["len"].to_list()
    ([3, 1], [3, 1])
    """

    schema: dict[str, pl.DataType] = field(factory=dict, init=False)
    """The columns of all parts together, in their order."""
    height: int = field(default=0, init=False)
    _parts: Shelf = field(factory=Shelf, init=False)
    _firsts: list[int] = field(factory=list, init=False)
    _columns: list[frozenset[str]] = field(factory=list, init=False)
    _later: list[pl.DataFrame] = field(factory=list, init=False)
    _dropped: pl.Series | None = field(default=None, init=False)
    _edits: list[Callable[[pl.DataFrame], pl.DataFrame]] = field(factory=list, init=False)
    _tallies: WeakSet[Tally] = field(factory=WeakSet, init=False)
    _whole: pl.DataFrame | None = field(default=None, init=False)

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Self:
        """A frame in one part."""
        parts = cls()
        parts.add(packed(frame), 0)
        return parts

    def __getstate__(self) -> dict[str, Any]:
        """What another process gets: all but what is counted here."""
        names = (field.name for field in fields(type(self)))
        return {name: getattr(self, name) for name in names if name != "_tallies"}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self._tallies = WeakSet()
        for name, value in state.items():
            setattr(self, name, value)

    def add(self, part: bytes, first: int) -> None:
        """Set a packed part aside; its rows begin at *first*, where those of the part before end."""
        schema = schema_of(part)
        self._change()
        self._learn(schema)
        self.height += unpacked(part, ["row"]).height
        self._parts.put(part)
        self._firsts.append(first)
        self._columns.append(frozenset(schema))

    def add_later(self, frame: pl.DataFrame) -> None:
        """Put lines into the parts that are there, below those of the same row."""
        if frame.height:
            self._change()
            self._learn(frame.schema)
            self.height += frame.height
            self._later.append(frame)

    def drop(self, rows: pl.Series) -> None:
        """Leave out all lines of these *rows* that are there, for others to come later."""
        self._change()
        self._dropped = rows
        for part in self._parts:
            there = unpacked(part, ["row"])["row"]
            self.height -= there.filter(there.is_in(rows.implode())).len()

    def _learn(self, schema: Mapping[str, pl.DataType]) -> None:
        """Note the columns of more lines; one that was empty so far takes its type from them."""
        for name, dtype in schema.items():
            if self.schema.get(name, pl.Null) == pl.Null:
                self.schema[name] = dtype

    def edit(self, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
        """Change every part when it is read; *change* must bear to see some columns and lines only."""
        self._change()
        self._edits.append(change)

    def _change(self) -> None:
        for tally in self._tallies:
            tally.drop()

    def order(self, *first: str) -> None:
        """Put these columns, of those that there are, before the others."""
        names = dict.fromkeys((*first, *self.schema))
        self.schema = {name: self.schema[name] for name in names if name in self.schema}

    def tally(self, make: Callable[[pl.DataFrame], pl.DataFrame], *names: str) -> Tally:
        """What *make* makes of every part, made when the parts are next read whole with these columns.

        That is, with all columns or those of *names* that there are; what changes the parts makes
        it wait again, and what nobody keeps is not made.
        """
        tally = Tally(make, frozenset(names or self.schema), self)
        self._tallies.add(tally)
        return tally

    def make_tallies(self) -> None:
        """Read the parts once for everything that waits to be made of them."""
        wanted = frozenset[str]().union(*(tally.columns for tally in self._tallies if tally.waits))
        for _ in self.each(*(name for name in self.schema if name in wanted)):
            pass

    def each(self, *names: str) -> Iterator[pl.DataFrame]:
        """The parts in their order, with all columns or those of *names* that there are."""
        wanted = self._wanted(names)
        missing = self.schema.keys() - {"row", *wanted}
        due = [tally for tally in self._tallies if tally.waits and not tally.columns & missing]
        made: list[list[pl.DataFrame]] = [[] for _ in due]
        for part in self._read(wanted):
            for tally, pieces in zip(due, made, strict=True):
                pieces.append(tally.make(part))
            yield part.select(wanted)
        for tally, pieces in zip(due, made, strict=True):
            tally.take(pieces)

    def _wanted(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if name in self.schema] if names else list(self.schema)

    def _read(self, names: list[str], those: pl.DataFrame | None = None) -> Iterator[pl.DataFrame]:
        """The parts with the columns *names* and ``row``; if given, only the lines that agree with *those*."""
        read = list(dict.fromkeys(["row", *names]))
        asked = repeat(None) if those is None else self._cut(those)
        if self._whole is not None:
            for whole, mine in zip(self._cut(self._whole), asked, strict=False):
                yield _those_of(whole.select(read), mine)
            return
        later = self._cut(self._come_later(read))
        parts = zip(self._parts, self._columns, later, strict=True)
        for (part, have, more), mine in zip(parts, asked, strict=False):
            frame = self._filled(unpacked(part, [n for n in read if n in have]), read)
            if self._dropped is not None:
                frame = frame.filter(~pl.col("row").is_in(self._dropped.implode()))
            frame = _those_of(frame, mine)
            if more.height:
                # The rows are all but in order: sorting takes less than half of the time of merge_sorted.
                both = pl.concat([frame, _those_of(more, mine)])
                frame = both.sort("row", maintain_order=True)
            for change in self._edits:
                frame = change(frame)
            yield frame

    def map(self, make: Callable[[pl.DataFrame], pl.DataFrame], *names: str) -> pl.DataFrame:
        """What *make* makes of every part, one below the other; *names* as for :meth:`each`.

        Each part is unpacked while something is made of the one before it.
        """
        return pl.concat([make(part) for part in ahead(self.each(*names), 1)])

    def among(self, rows: pl.Series, *names: str) -> pl.DataFrame:
        """The lines of these *rows*; *names*, ``row`` among them, as for :meth:`each`."""
        return pl.concat(map(freed, self._those(rows, names)))

    def only(self, those: pl.Series | pl.DataFrame, *names: str) -> Parts:
        """The same lines as :meth:`among`, in parts again; of a frame, those that agree with it in all its columns.

        >>> parts = Parts.of(pl.DataFrame({"row": [0, 0, 1], "x": ["a", "b", "a"]}))
        >>> parts.only(pl.DataFrame({"row": [0, 1], "x": ["b", "b"]})).whole().rows()
        [(0, 'b')]
        """
        parts = Parts()
        for first, part in zip(self._firsts, self._those(those, names), strict=True):
            parts.add(packed(part), first)
        return parts

    def split(self, groups: Sequence[pl.Series]) -> list[Parts]:
        """The lines of each of some groups of rows, all of them read once; a group is one part.

        >>> parts = Parts.of(pl.DataFrame({"row": [0, 1, 2], "x": ["a", "b", "c"]}))
        >>> [group.whole()["x"].to_list() for group in parts.split([pl.Series([2]), pl.Series([0, 2])])]
        [['c'], ['a', 'c']]
        """
        group = pl.DataFrame(
            {"row": pl.concat(groups), "#group": [n for n, rows in enumerate(groups) for _ in rows]}
        ).unique()
        group = group.cast({"row": self.schema["row"]})
        none = pl.DataFrame(schema=self.schema)
        pieces: list[list[pl.DataFrame]] = [[none] for _ in groups]
        for part in self._those(group["row"], ()):
            both = part.join(group, on="row", maintain_order="left")
            for (number,), piece in both.partition_by(
                "#group", as_dict=True, include_key=False
            ).items():
                pieces[number].append(piece)
        return [Parts.of(pl.concat(those)) for those in pieces]

    def _those(
        self, those: pl.Series | pl.DataFrame, names: tuple[str, ...]
    ) -> Iterator[pl.DataFrame]:
        wanted = self._wanted(names)
        asked = those if isinstance(those, pl.DataFrame) else pl.DataFrame({"row": those})
        asked = asked.cast({name: self.schema[name] for name in asked.columns}).unique().sort("row")
        return (part.select(wanted) for part in self._read([*wanted, *asked.columns], asked))

    def whole(self) -> pl.DataFrame:
        """All parts as one frame, which is kept in their place."""
        if self._whole is None:
            self._whole = pl.concat(list(self.each()))
            self._parts, self._later = Shelf(), []
        return self._whole

    def _come_later(self, names: list[str]) -> pl.DataFrame:
        """Some columns of what came later, by row."""
        if not self._later:
            return pl.DataFrame(schema={name: self.schema[name] for name in names})
        frames = [self._filled(frame, names) for frame in self._later]
        return pl.concat(frames).sort("row", maintain_order=True)

    def _cut(self, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """A frame ordered by ``row``, cut where the parts begin."""
        rows = frame["row"]
        starts = rows.search_sorted(pl.Series(self._firsts, dtype=rows.dtype)).to_list()
        for start, end in pairwise([*starts, frame.height]):
            yield frame[start:end]

    def _filled(self, frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
        """The frame with all these columns, empty ones where it has none."""
        have = frame.schema
        return frame.select(
            pl.lit(None, self.schema[name]).alias(name)
            if have.get(name, pl.Null) == pl.Null
            else pl.col(name)
            for name in names
        )


def _those_of(frame: pl.DataFrame, those: pl.DataFrame | None) -> pl.DataFrame:
    """The lines that agree with *those* in all their columns, where given."""
    if those is None:
        return frame
    return frame.join(those, on=those.columns, how="semi", maintain_order="left")
