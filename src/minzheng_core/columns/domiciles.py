"""A column of addresses to divisions of their day; equal to :class:`values.domicile.Domicile`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.domicile.above_village import above_village
from minzheng_core.columns.domicile.different import different, numbered
from minzheng_core.columns.domicile.local_towns import town_reader, towns_written
from minzheng_core.columns.domicile.memory import CUT, OPEN, Places, memory
from minzheng_core.columns.domicile.namesakes import namesakes
from minzheng_core.columns.domicile.plain import plain_answers
from minzheng_core.columns.domicile.readings import Asked
from minzheng_core.columns.domicile.verdicts import verdicts
from minzheng_core.columns.masks import bits_of, mask_of_fixes
from minzheng_core.values.domicile.local_names import UNREADABLE_PATTERN
from minzheng_core.values.domicile.resolver import resolver, year_of_list
from minzheng_core.values.domicile.text import (
    FIXES,
    normalise_domicile,
    untidy_pattern,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domicile.memory import Memory
    from minzheng_core.columns.domicile.plain import PlainAnswers
    from minzheng_core.columns.domicile.verdicts import Verdicts
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.resolver import Resolved

    Read = Callable[[str, int, str | None], Resolved | None]
    Masks = NDArray[np.uint32]

_FIX_BITS = bits_of(FIXES)
_FEW = 8
"""So few whole texts are read one by one sooner than in columns."""
_BLOCK = 3 << 15
"""So many different texts are read at once."""


def resolve(
    texts: pl.Series,
    on: pl.Series | None = None,
    *,
    county: str | None = None,
    overlay: Overlay | None = None,
) -> pl.DataFrame:
    """The division, township and reason of each address, as of the date or year beside it.

    *texts* is a column of strings, *on* one of dates or of years of the same height (``None`` or
    null: today's list). Returns ``division`` and ``township`` (String), ``level`` (UInt8), ``how``
    (Enum of :class:`Reason`), ``name`` (full standard name of that day), and the masks ``fixes``
    and ``faults`` (UInt32; bit *i* is ``FIXES[i]`` and ``FAULTS[i]``). Blank cells give nulls.

    >>> resolve(pl.Series(["江西赣州兴国", "赣州地区兴國縣"]), pl.Series([2001, 2001])).rows()[1][0]
    '360732'
    """
    found = locate(texts, on, county=county, overlay=overlay)
    return found.select("division", "township", "level", "how", "name", "fixes", "faults")


def locate(
    texts: pl.Series,
    on: pl.Series | None = None,
    *,
    county: str | None = None,
    overlay: Overlay | None = None,
) -> pl.DataFrame:
    """The same as :func:`resolve`, with what the next reader needs.

    ``tidy`` (the text after the lossless fixes), ``end`` (where the division ends in it, Int64),
    ``year`` (of the list that answers, Int32) and ``choices`` (how many divisions it may be).
    """
    found = find(texts, on, county=county, overlay=overlay)
    return found.frame()[found.cells]


def find(
    texts: pl.Series,
    on: pl.Series | None = None,
    *,
    county: str | None = None,
    overlay: Overlay | None = None,
) -> Found:
    """The same as numbers, each different pair of text and year once."""
    texts, years = texts.cast(pl.String), years_of(on, texts.len())
    first, cells, word = _pairs(numbered(texts), years)
    texts, years = texts[first], years[first]
    tidy, fixes, unreadable = tidied(texts[_firsts(word)])
    remembered = memory(overlay, county)
    with remembered.lock:
        finder = _Finder(overlay, county, remembered)
        places = finder.of(tidy, years, word)
        told = finder.verdicts(places.found)
    tidy = tidy[word]
    namesakes(overlay).forget_open(places.towns, tidy, places.ends)
    return Found(
        tables=finder.many,
        texts=texts,
        tidy=tidy,
        years=years,
        fixes=fixes[word],
        unreadable=unreadable[word],
        places=places,
        verdicts=told,
        cells=cells,
    )


def forget() -> None:
    """Let go of the tables and of what was read: they take memory that a long run needs for other things.

    They are made again for the next column.
    """
    for shared in (memory, plain_answers, town_reader):
        shared.cache_clear()


def years_of(on: pl.Series | None, height: int) -> pl.Series:
    """The year of the list that answers for each row."""
    if on is None:
        return pl.repeat(year_of_list(None), height, dtype=pl.Int32, eager=True)
    years = on.dt.year() if on.dtype.is_temporal() else on
    return (
        years.cast(pl.Int32).fill_null(year_of_list(None)).clip(year_of_list(0), year_of_list(None))
    )


def tidied(texts: pl.Series) -> tuple[pl.Series, Masks, Flags]:
    """The texts after the lossless fixes, the masks of these, and where a character is none."""
    masks = np.zeros(texts.len(), dtype=np.uint32)
    # One scan tells most texts to be neither untidy nor unreadable.
    odd = texts.str.contains(f"{untidy_pattern()}|{UNREADABLE_PATTERN}").fill_null(value=True)
    unreadable: Flags = odd.to_numpy(writable=True)
    untidy = np.flatnonzero(unreadable & texts.is_not_null().to_numpy())
    if untidy.size:
        known: dict[str, tuple[str, int]] = {}
        fixed = []
        for text in texts[untidy].to_list():
            if text not in known:
                tidy = normalise_domicile(text)
                known[text] = (tidy.text, mask_of_fixes(tidy.fixes, _FIX_BITS))
            fixed.append(known[text])
        masks[untidy] = [mask for _, mask in fixed]
        once = pl.Series([text for text, _ in fixed], dtype=pl.String)
        texts = texts.clone().scatter(untidy, once)
        unreadable[untidy] = once.str.contains(UNREADABLE_PATTERN).to_numpy()
    return texts, masks, unreadable


def _pairs(same: Positions, years: pl.Series) -> tuple[Positions, Positions, Positions]:
    """Different pairs of text and year: where one of each stands, which one each cell is.

    *same* numbers the texts; for each pair comes the number of its text among the different ones.
    """
    pairs, first, back = different(same << 16 | years.to_numpy())
    word = np.cumsum(np.diff(pairs >> 16, prepend=pairs[:1] >> 16) != 0)
    return first, back, word


def _firsts(word: Positions) -> Positions:
    """Where each number in *word*, which are in their order, stands first."""
    return np.flatnonzero(np.diff(word, prepend=-1))


@frozen(eq=False, kw_only=True)
class Found:
    """What different texts and years were found to mean."""

    tables: PlainAnswers
    texts: pl.Series
    tidy: pl.Series
    """The texts after the lossless fixes."""
    years: pl.Series
    fixes: Masks
    unreadable: Flags
    """In which texts a character stands that is none, or which are null."""
    places: Places
    verdicts: Verdicts
    cells: Positions
    """Which text and year each cell has that was asked about."""

    def frame(self) -> pl.DataFrame:
        """The columns of :func:`locate`, one row for each text and year."""
        return self.verdicts.frame().with_columns(
            self._townships().alias("township"),
            pl.Series("fixes", self.fixes, dtype=pl.UInt32),
            self.tidy.alias("tidy"),
            pl.Series("end", self.places.ends, dtype=pl.Int64),
            self.years.alias("year"),
        )

    def _townships(self) -> pl.Series:
        """The code of the township of each text; of those not found with the division, too."""
        towns = self.tables.towns.names["town"][np.maximum(self.places.towns, 0)].to_frame("code")
        there = pl.Series(self.places.towns >= 0) & (towns["code"] != "")
        towns = towns.select(pl.when(there).then("code"))
        lowest = self.verdicts.lowest[self.verdicts.of]
        tails = self.tidy.str.slice(pl.Series(self.places.ends))
        open_ = towns.to_series().is_null().to_numpy() & lowest
        open_ &= (tails != "").fill_null(value=False).to_numpy()
        at = np.flatnonzero(open_)
        units = self.verdicts.units[self.verdicts.of[at]]
        written = towns_written(tails[at], units, self.verdicts.overlay)
        return towns.to_series().scatter(at, written)


class _Finder:
    """Answers and townships as numbers, each made only once; at work while *remembered* is locked."""

    def __init__(self, overlay: Overlay | None, county: str | None, remembered: Memory) -> None:
        self._one, self.many, self._county = resolver(overlay), plain_answers(overlay), county
        self._memory = remembered

    def of(self, texts: pl.Series, years: pl.Series, word: Positions) -> Places:
        """What was found in each cell, by what stands above the village if that is enough.

        *word* tells which of the *texts* stands in each cell.
        """
        above = above_village(texts.fill_null(""), self._one.above_village)
        first, cells, part = _pairs(numbered(above)[word], years)
        above, of_year = above[word[first]], years[first]
        places, new, numbers = self._memory.recall(
            above[_firsts(part)], part, of_year.cast(pl.Int64).to_numpy()
        )
        one = self._one.resolve_above_village
        above, part = above[new], part[new]
        read = self._read(above, of_year[new], part, one, above_village=True)
        places.put(new, read)
        self._memory.keep(above, part, read, numbers)
        places = places.take(cells)
        rest = np.flatnonzero((places.found == CUT) | (places.found == OPEN))
        places.put(rest, self._whole(texts[word[rest]], years[rest], word[rest]))
        return places

    def _whole(self, texts: pl.Series, years: pl.Series, word: Positions) -> Places:
        """What was found in texts for which what stands above the village is not enough."""
        one = self._one.resolve_whole
        if texts.len() <= _FEW:
            return self._ask(texts, years, one)
        return self._read(texts, years, word, one, above_village=False)

    def _read(
        self, texts: pl.Series, years: pl.Series, word: Positions, one: Read, *, above_village: bool
    ) -> Places:
        """The same anew; what does not read plainly is asked of *one*."""
        word = np.cumsum(np.diff(word, prepend=word[:1]) != 0)
        places = self._plain(texts, years, word, above_village=above_village)
        rest = np.flatnonzero(places.found == OPEN)
        places.put(rest, self._ask(texts[rest], years[rest], one))
        return places

    def _plain(
        self, texts: pl.Series, years: pl.Series, word: Positions, *, above_village: bool
    ) -> Places:
        """The answers to what reads plainly; *word* numbers the different ones of *texts*."""
        of_years = years.cast(pl.Int64).to_numpy()
        places = Places.none(of_years)
        once = texts[_firsts(word)]
        for begin in range(0, once.len(), _BLOCK):
            part = slice(*np.searchsorted(word, (begin, begin + _BLOCK)).tolist())
            reading = self.many.read(once[begin : begin + _BLOCK], above_village=above_village)
            asked = Asked(reading, word[part] - begin, of_years[part])
            places.put(part, self.many.answers(asked, self._county, self._memory.numbers))
        return places

    def _ask(self, texts: pl.Series, years: pl.Series, read: Read) -> Places:
        """The same one by one."""
        places = Places.none(years.cast(pl.Int64).to_numpy())
        numbers = self._memory.numbers
        for i, (text, year) in enumerate(zip(texts.to_list(), years.to_list(), strict=True)):
            if not text or text.isspace():
                places.found[i] = numbers.number(None)
                continue
            resolved = read(text, year, self._county)
            if resolved is None:
                continue
            answer, town, places.ends[i], head = resolved
            places.chains[i] = self.many.chain_of(head)
            places.found[i] = numbers.number(answer)
            places.towns[i] = self.many.towns.row_of(town)
            places.asked[i] = True
        return places

    def verdicts(self, found: Positions) -> Verdicts:
        """The answers that have the numbers *found*."""
        return verdicts(found, self._memory.numbers.others, self._one)
