"""Townships that are written otherwise than their lists have them, in many texts at once.

The same as :class:`values.domicile.local_places.LocalPlaces` reads without a gazetteer, where one
township or none can be meant: every writing is compared with all townships of its county together.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import evolve, frozen

from minzheng_core.columns.domicile.letters import mixed, ranges
from minzheng_core.columns.domicile.plain import plain_answers
from minzheng_core.columns.domicile.rows import Rows
from minzheng_core.columns.domicile.slips import both_telling, sound_alike
from minzheng_core.reference.township_names import COMMUNE, COMMUNES_BECAME, PEOPLES_TOWN
from minzheng_core.values.domicile.local_names import (
    UNREADABLE,
    UNREADABLE_PATTERN,
    Likeness,
    shapes,
)
from minzheng_core.values.domicile.local_places import TOWN_READ
from minzheng_core.values.domicile.towns import (
    MARKET,
    SELDOM,
    SORTS,
    STREET_AHEAD,
    TOWN_OF_PEOPLES_WRITTEN,
    TOWN_WRITTEN,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Digests, Flags, Positions
    from minzheng_core.columns.domicile.townships import TownFinder
    from minzheng_core.reference.overlay import Overlay

    Characters = NDArray[np.uint32]

_EXACT, _KIND, _VARIANT, _SOUND, _UNREADABLE, _SLIP = (like.rank for like in Likeness)
_UNLIKE = len(Likeness)
_SIGN = ord(UNREADABLE)
_WIDTH = 10
"""A writing has eight letters before the kind; names of more than nine are not like it."""
_LAST_LETTER = (1 << 16) - 1
_BLOCK = 1 << 15
"""So many writings are compared at once."""

NO_TOWN, SEVERAL = -1, -2


@frozen(eq=False, kw_only=True)
class Several(Rows):
    """Townships that one writing may mean, those of each side by side and the likeliest first."""

    at: Positions
    rows: Positions
    ranks: Positions

    @classmethod
    def of(cls, parts: Sequence[Several]) -> Several:
        """All of *parts* one after the other, each counted from its own beginning in blocks."""
        return cls.joined(
            evolve(part, at=part.at + number * _BLOCK) for number, part in enumerate(parts)
        )


@frozen(eq=False, kw_only=True)
class TownsMeant:
    """The township that each writing means."""

    rows: Positions
    """Rows of :attr:`TownFinder.names`; :data:`NO_TOWN`; :data:`SEVERAL` where it cannot be told."""
    ranks: Positions
    """How alike the writing is: :attr:`Likeness.rank`."""
    written: Flags
    """Whether what stands there reads as a township, known or not."""
    several: Several
    """What the writings may mean that mean several."""


class TownReader:
    """All townships by the letters of their names without kind."""

    def __init__(self, towns: TownFinder) -> None:
        self._codes_of = towns.codes_of
        names = towns.names.with_row_index("row").filter(pl.col("name") != "")
        short = names.filter(pl.col("short") != "").select("county", "town", "name")
        if short.is_duplicated().any():
            names = names.unique(short.columns, keep="first", maintain_order=True)
        names = names.with_columns(pl.col("county").cast(pl.Int64))
        names = names.sort("county", maintain_order=True)
        self._rows = names["row"].cast(pl.Int64).to_numpy()
        self._names, self._stems = names["name"], names["stem"]
        of_peoples = self._names.filter(self._names.str.contains("族", literal=True))
        called = of_peoples.str.replace(PEOPLES_TOWN, "$1$2")
        self._called = pl.concat([self._names, called], rechunk=True)
        """Every name, and as people call it."""
        self._counties, self._first = np.unique(names["county"].to_numpy(), return_index=True)
        self._counts = np.diff(self._first, append=names.height)
        self._sizes = self._stems.str.len_chars().cast(pl.Int64).to_numpy()
        self._letters = _letters(self._stems.to_list())
        self._backwards = _backwards(self._letters, self._sizes)
        self._beginnings = np.sort(_digests(self._letters))
        self._long = _folded(self._stems.filter(pl.Series(self._sizes > _WIDTH)).unique()).implode()
        """The names of which not all letters are looked up at once."""

    def read(self, tails: pl.Series, units: Positions) -> TownsMeant:
        """What stands at the beginning of *tails*, each of which follows the unit beside it."""
        blocks = [slice(at, at + _BLOCK) for at in range(0, max(tails.len(), 1), _BLOCK)]
        parts = [self._read(tails[block], units[block]) for block in blocks]
        return TownsMeant(
            rows=np.concatenate([part.rows for part in parts]),
            ranks=np.concatenate([part.ranks for part in parts]),
            written=np.concatenate([part.written for part in parts]),
            several=Several.of([part.several for part in parts]),
        )

    def is_whole(self, tails: pl.Series) -> pl.Series:
        """Which of *tails* are the name of any township without its kind, in any shape of its characters."""
        beginnings = _digests(_letters(tails.fill_null("").to_list()))
        at = np.searchsorted(self._beginnings, beginnings)
        known = pl.Series(self._beginnings.take(at, mode="clip") == beginnings)
        long = (known & (tails.str.len_chars() > _WIDTH)).arg_true()
        return known.scatter(long, _folded(tails[long]).is_in(self._long))

    def begun(self, tails: pl.Series, units: Positions) -> Flags:
        """Which of *tails* begin with a township of the unit beside them, without its kind, and go on."""
        of, towns = self._of_units(units)
        sizes = tails.str.len_chars().cast(pl.Int64).fill_null(0).to_numpy()
        longer = np.flatnonzero((self._sizes[towns] > 1) & (sizes[of] > self._sizes[towns]))
        of, towns = of[longer], towns[longer]
        pairs = pl.DataFrame({"tail": tails[of], "stem": self._stems[towns]})
        after = pl.col("tail").str.slice(pl.col("stem").str.len_chars())
        goes_on = pl.col("tail").str.starts_with(pl.col("stem")) & ~after.str.contains(
            f"^{STREET_AHEAD}"
        )
        found = np.zeros(units.size, dtype=np.bool_)
        found[of[pairs.select(goes_on).to_series().to_numpy()]] = True
        return found

    def _read(self, tails: pl.Series, units: Positions) -> TownsMeant:
        tails = tails.str.slice(0, TOWN_READ)
        found = _written(tails)
        of, towns = self._of_units(units)
        whole, whole_ranks = self._whole(tails, of, towns)
        is_stem = np.zeros(units.size, dtype=np.bool_)
        is_stem[of[whole]] = True
        market = tails.str.contains(MARKET).to_numpy() & ~is_stem
        if market.any():
            of_market = np.flatnonzero(market[of])
            places = tails.str.replace(MARKET, "")
            found_there, more_ranks = self._whole(places, of[of_market], towns[of_market])
            more = of_market[found_there]
            is_stem[of[more]] = True
            whole = np.concatenate([whole, more])
            whole_ranks = np.concatenate([whole_ranks, more_ranks])
        near = ~is_stem[of]
        like, towns_like, ranks = self._like(found, of[near], towns[near])
        of = np.concatenate([of[whole], like])
        towns = np.concatenate([towns[whole], towns_like])
        ranks = np.concatenate([whole_ranks, ranks])
        kept, best = _best(of, ranks, units.size)
        of, towns, ranks = of[kept], towns[kept], ranks[kept]
        kept, seldom = self._of_sort(found["kind"], of, towns)
        of, towns, ranks, seldom = of[kept], towns[kept], ranks[kept], seldom[kept]
        times = np.bincount(of, minlength=units.size)
        meant = np.where(times > 1, SEVERAL, NO_TOWN)
        alone = times[of] == 1
        meant[of[alone]] = towns[alone]
        # A name that townships elsewhere have is no slip.
        slips = np.flatnonzero(best == _SLIP)
        known = self._is_known(found["name"][slips])
        one_letter = found["stem"][slips].str.len_chars() == 1
        meant[slips[(known | one_letter).to_numpy()]] = NO_TOWN
        rows = np.where(meant < 0, meant, self._rows[meant])
        written = is_stem | (found["name"] != "").to_numpy()
        at = np.flatnonzero(meant[of] == SEVERAL)
        at = at[np.lexsort((ranks[at], seldom[at], of[at]))]
        return TownsMeant(
            rows=rows,
            ranks=best,
            written=written,
            several=Several(at=of[at], rows=self._rows[towns[at]], ranks=ranks[at]),
        )

    def _of_sort(self, kinds: pl.Series, of: Positions, towns: Positions) -> tuple[Flags, Flags]:
        """Which of several *towns* the kinds that are written *of* them may be said of, and are likely.

        As :func:`values.domicile.towns.is_of_sort` says; all of them where that is none.
        """
        fits, seldom = np.ones(of.size, dtype=np.bool_), np.zeros(of.size, dtype=np.bool_)
        at = np.flatnonzero((np.bincount(of) > 1)[of]) if of.size else of
        names, written = self._names[towns[at]], kinds[of[at]]
        for end, sort in SORTS.items():
            said = written.str.ends_with(end).arg_true()
            fits[at[said]] &= names[said].str.contains(sort).to_numpy()
        for end, last in SELDOM.items():
            seldom[at] = (written.str.ends_with(end) & names.str.ends_with(last)).to_numpy()
        some = np.bincount(of[fits], minlength=kinds.len()) > 0
        return fits | ~some[of], seldom

    def _is_known(self, names: pl.Series) -> pl.Series:
        """As :meth:`reference.townships.Townships.has_name`."""
        plain = names.str.replace(PEOPLES_TOWN, "$1$2")
        forms = [plain, *(plain.str.replace(COMMUNE, kind) for kind in COMMUNES_BECAME)]
        every = pl.concat(forms)
        # Of the many names only those are gathered that are asked for.
        called = self._called.filter(self._called.is_in(every.implode()))
        known = every.is_in(called.implode()).to_numpy()
        return pl.Series(known.reshape(len(forms), -1).any(axis=0))

    def _whole(
        self, tails: pl.Series, of: Positions, towns: Positions
    ) -> tuple[Positions, Positions]:
        """Which of the pairs *of* texts and *towns* are the same but for the kind and the shapes of
        characters, and the ranks of that.
        """
        whole = np.flatnonzero(tails.str.len_chars().to_numpy()[of] == self._sizes[towns])
        texts, stems = of[whole], towns[whole]
        asked, place = np.unique(texts, return_inverse=True)
        letters = _letters(tails[asked].to_list())
        same = (letters[place] == self._letters[stems]).all(axis=1)
        whole, texts, stems = whole[same], texts[same], stems[same]
        exact = (tails[texts] == self._stems[stems]).to_numpy()
        told = exact | (self._sizes[stems] <= _WIDTH)
        far = np.flatnonzero(~told)
        told[far] = (_folded(tails[texts[far]]) == _folded(self._stems[stems[far]])).to_numpy()
        return whole[told], np.where(exact, _KIND, _VARIANT)[told]

    def _of_units(self, units: Positions) -> tuple[Positions, Positions]:
        """Pairs of a position in *units* and a township listed there."""
        of, codes = self._codes_of.pairs(units)
        at = np.minimum(np.searchsorted(self._counties, codes), self._counties.size - 1)
        listed = self._counties[at] == codes
        of, at = of[listed], at[listed]
        counts = self._counts[at]
        return np.repeat(of, counts), np.repeat(self._first[at], counts) + ranges(counts)

    def _like(
        self, found: pl.DataFrame, of: Positions, towns: Positions
    ) -> tuple[Positions, Positions, Positions]:
        """Those of the pairs *of* writings and *towns* that are alike, and the ranks of that."""
        written = found["stem"]
        sizes = written.str.len_chars().cast(pl.Int64).to_numpy()
        letters = _letters(written.to_list())
        backwards = _backwards(letters, sizes)
        near = np.abs(sizes[of] - self._sizes[towns]) <= 1
        # One slip leaves the first or the last letter as it is; two may have changed places.
        one, last = letters[of, 0], backwards[of, 0]
        begins, ends = self._letters[towns, 0], self._backwards[towns, 0]
        near &= (one == begins) | (last == ends) | ((one == ends) & (last == begins))
        of, towns = of[near], towns[near]
        one, other, size, own = letters[of], self._letters[towns], sizes[of], self._sizes[towns]
        shorter = np.minimum(size, own)
        begin = np.minimum(_common(one, other), shorter)
        end = np.minimum(_common(backwards[of], self._backwards[towns]), shorter)
        ranks = np.full(of.size, _UNLIKE)
        ranks[(size != own) & (shorter > 1) & (begin + end >= shorter)] = _SLIP
        same = size == own
        apart = np.flatnonzero(same & (size > 1) & (begin + end == size - 1))
        at = begin[apart]
        ranks[apart] = _one_apart(one[apart, at], other[apart, at])
        turned = np.flatnonzero(same & (size > 1) & (begin + end == size - 2))
        at = begin[turned]
        turned = turned[
            (one[turned, at] == other[turned, at + 1]) & (one[turned, at + 1] == other[turned, at])
        ]
        ranks[turned] = _SLIP
        equal = np.flatnonzero(same & (begin == size))
        exact = (written[of[equal]] == self._stems[towns[equal]]).to_numpy()
        in_full = (found["name"][of[equal]] == self._names[towns[equal]]).to_numpy()
        ranks[equal] = np.where(exact, np.where(in_full, _EXACT, _KIND), _VARIANT)
        alike = ranks < _UNLIKE
        return of[alike], towns[alike], ranks[alike]


def _written(tails: pl.Series) -> pl.DataFrame:
    """What reads as a township in each of *tails*: ``name``, ``stem`` and ``kind``, empty for none."""
    found = _groups(tails, TOWN_WRITTEN)
    # The pattern with the peoples is long: only the few that need it are read by it.
    at = tails.str.contains("族", literal=True).fill_null(value=False).arg_true()
    if at.len():
        read = _groups(tails[at], TOWN_OF_PEOPLES_WRITTEN)
        found = found.with_columns(own.scatter(at, read[own.name]) for own in found)
    return found


def _groups(tails: pl.Series, pattern: str) -> pl.DataFrame:
    groups = tails.to_frame("tail").select(
        pl.col("tail").str.extract_groups(f"^(?P<name>{pattern})")
    )
    return groups.unnest("tail").fill_null("")


def _best(of: Positions, ranks: Positions, count: int) -> tuple[Flags, Positions]:
    """Which towns are most like each of *count* writings, and the best rank of each.

    Another kind at the end is as good as the same, unless just one is the same.
    """
    best = np.full(count, _UNLIKE)
    np.minimum.at(best, of, ranks)
    exact = ranks == _EXACT
    one_exact = np.bincount(of[exact], minlength=count) == 1
    return np.where(one_exact[of], exact, ranks <= np.maximum(best, _KIND)[of]), best


def _one_apart(written: Characters, meant: Characters) -> Positions:
    """The ranks of writings that differ in these letters only."""
    one, other = np.minimum(written, _LAST_LETTER), np.minimum(meant, _LAST_LETTER)
    ranks = np.where(sound_alike(one, other), _SOUND, _SLIP)
    ranks[both_telling(one, other)] = _UNLIKE
    ranks[(written == _SIGN) | (meant == _SIGN)] = _UNREADABLE
    return ranks


def _common(one: Characters, other: Characters) -> Positions:
    """How many letters are the same at the beginning."""
    common = np.zeros(len(one), dtype=np.int64)
    same = np.ones(len(one), dtype=np.bool_)
    for letter, beside in zip(one.T, other.T, strict=True):
        same &= letter == beside
        common += same
    return common


@cache
def _folds() -> Characters:
    """What every character is looked up as."""
    known = shapes()
    table = np.arange(max(known) + 1, dtype=np.uint32)
    table[list(known)] = [ord(char) for char in known.values()]
    return table


def _letters(texts: Sequence[str]) -> Characters:
    """The first letters of *texts* as they are looked up, a row for each."""
    table = np.array(texts, dtype=f"U{_WIDTH}").view(np.uint32).reshape(len(texts), _WIDTH)
    folds = _folds()
    return np.where(table < folds.size, folds[np.minimum(table, folds.size - 1)], table)


def _digests(letters: Characters) -> Digests:
    """A number for the letters of each row, two of them at a time."""
    pairs = np.ascontiguousarray(letters).view(np.uint64)
    digests: Digests = mixed(pairs + mixed(np.arange(_WIDTH // 2))).sum(axis=1, dtype=np.uint64)
    return digests


def _folded(texts: pl.Series) -> pl.Series:
    """All letters of *texts* as they are looked up."""
    known = shapes()
    return pl.Series([text.translate(known) for text in texts], dtype=pl.String)


def _backwards(letters: Characters, sizes: Positions) -> Characters:
    """The letters from the last of each on."""
    places = sizes[:, None] - 1 - np.arange(_WIDTH)
    turned = np.take_along_axis(letters, np.clip(places, 0, _WIDTH - 1), axis=1)
    return np.where(places >= 0, turned, 0)


@lru_cache(maxsize=4)
def town_reader(overlay: Overlay | None) -> TownReader:
    """The shared reader of the published lists, or of those with an *overlay*."""
    return TownReader(plain_answers(overlay).towns)


def towns_written(tails: pl.Series, units: Positions, overlay: Overlay | None) -> pl.Series:
    """The codes of the townships that *tails* begin with or are, in another writing, else null.

    As :func:`values.domicile.local_places.town_written`, one for each of *tails*.
    """
    reader, names = town_reader(overlay), plain_answers(overlay).towns.names
    short = reader.is_whole(tails) | reader.is_whole(tails.str.replace(MARKET, ""))
    may_be = tails.str.contains(f"^(?:{TOWN_WRITTEN}|.*族)")
    at = (short | may_be.fill_null(value=False)).arg_true()
    at = at.filter(~tails[at].str.contains(UNREADABLE_PATTERN))
    meant = reader.read(tails[at], units[at.to_numpy()])
    rows, codes = meant.rows.copy(), names["town"]
    several = pl.DataFrame(
        {"text": meant.several.at, "row": meant.several.rows, "code": codes[meant.several.rows]}
    )
    of_one_code = several.group_by("text").agg(pl.col("row").first(), pl.col("code").n_unique())
    of_one_code = of_one_code.filter(pl.col("code") == 1)
    rows[of_one_code["text"].to_numpy()] = of_one_code["row"].to_numpy()
    told = np.flatnonzero((rows >= 0) & (meant.ranks <= _VARIANT))
    found = codes[rows[told]].replace("", None)
    return pl.repeat(None, tails.len(), dtype=pl.String, eager=True).scatter(at[told], found)
