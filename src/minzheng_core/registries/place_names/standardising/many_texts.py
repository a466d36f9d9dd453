"""Many texts to standard names at once; equal to :func:`standardise`, cell by cell."""

from __future__ import annotations

import re
from itertools import starmap
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError, require_text
from minzheng_core.extras import require_extra
from minzheng_core.processing.collector import no_collector
from minzheng_core.registries.place_names.standardising.as_of import years_of
from minzheng_core.registries.place_names.standardising.cells import known, listed
from minzheng_core.registries.place_names.standardising.local import settle
from minzheng_core.registries.place_names.standardising.one_text import (
    LONGEST,
    TOO_EARLY,
    WORD,
    candidates_on,
    known_county,
    standardise,
    standardise_parsed,
)
from minzheng_core.registries.place_names.standardising.own_village import LONGEST_SHORT_NAME
from minzheng_core.registries.place_names.standardising.standard_name import (
    at_division,
    divided_today,
    division_on,
)
from minzheng_core.registries.place_names.standardising.zones import of_rest
from minzheng_core.values.domicile.answer import codes_of
from minzheng_core.values.domicile.domicile import candidates_of
from minzheng_core.values.domicile.index import FIRST_YEAR
from minzheng_core.values.domicile.local_places import places_of
from minzheng_core.values.domicile.resolver import resolver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domiciles import Found
    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.divisions_above import Divisions, Tail
    from minzheng_core.registries.place_names.standardising.standard_name import (
        Standardised,
        StandardName,
    )
    from minzheng_core.values.domicile.answer import Answer

_BETWEEN = "\x1f"
_COLUMNS = (
    "level",
    "code",
    "name",
    "code_today",
    "name_today",
    "reasons",
    "candidates",
    "findings",
)


@no_collector()
def standardise_many(
    texts: Any,
    *,
    on: Any = None,
    county: str | None = None,
    gazetteer: Gazetteer | None = None,
    overlay: Overlay | None = None,
) -> pl.DataFrame:
    """Standardise a column of texts, each as of the date or year beside it.

    *texts* is a Polars or pandas series, an Arrow array or a list of strings; *on* one day or year
    for all, or as many as there are texts (as for one text; text is read in ISO 8601). One row for each text: ``level``, ``code`` and ``name`` of
    the day, ``code_today`` and ``name_today`` (null where the area belongs to several today and none
    of them is the main one, or is unknown), ``reasons`` (``county:full-name;township:sound``; the
    reason why there is no place, where there is none), ``candidates`` (codes of what else it may
    mean, names where there is no code; with PG116 of what shares its area today) and ``findings``
    (codes). Needs the ``archive`` extra.

    Raises:
        CallError: what is no text in *texts* or *county* (IN218), no day or year in *on* (IN219), one
            text instead of a column (IN220), another number of days than of texts (IN221).

    >>> frame = standardise_many(["江西兴国古龙岗公社", "赣州地区于都县"], on=1990)
    >>> frame["code"].to_list(), frame["reasons"][0]
    (['360732102', '362132'], 'county:short-name;township:variant')
    """
    require_extra("archive")
    import polars as pl

    from minzheng_core.columns import domiciles

    require_text(county, "县代码")
    column = _series(texts, "text").cast(pl.String)
    own, years = known_county(county, overlay), years_of(on, column.len())
    # One letter more tells a text that is too long from one that is not.
    found = domiciles.find(column.str.slice(0, LONGEST + 1), years, county=own, overlay=overlay)
    reader = _Reader(overlay, gazetteer, own)
    answer = _answers(found, reader)
    if years is not None:
        early = (years < FIRST_YEAR).fill_null(value=False)
        if early.any():
            said = pl.concat_list(pl.lit([TOO_EARLY]), pl.col("findings"))
            answer = answer.with_columns(
                pl.when(early).then(said).otherwise("findings").alias("findings")
            )
    if county and own is None:
        findings = pl.concat_list(pl.lit(["PG104"]), pl.col("findings"))
        answer = answer.with_columns(findings.alias("findings"))
    return answer


def _answers(found: Found, reader: _Reader) -> pl.DataFrame:
    """The answers to the texts *found*, one row for each cell."""
    import numpy as np
    import polars as pl

    from minzheng_core.registries.place_names.standardising import columns as tables
    from minzheng_core.registries.place_names.standardising.divisions_above import Divisions
    from minzheng_core.registries.place_names.standardising.names_of_day import NOTHING
    from minzheng_core.registries.place_names.standardising.over_regions import over_regions

    as_written, above = found, Divisions(found, reader.overlay)
    too_long = _too_long(found.texts)
    over = over_regions(found, above, above.between & ~too_long, reader.county, reader.overlay)
    beyond = np.zeros_like(too_long)
    if over is not None:
        found, above = over.found, over.above
        beyond[over.rows] = True
    towns = tables.towns_below(found, above, reader.overlay)
    alone = above.alone | too_long | above.misspelt | _wordless(found.texts, above)
    if reader.gazetteer is not None and reader.county is not None:
        alone |= _maybe_own_village(found, above, reader.county) & (towns.numbers == NOTHING)
    alone |= tables.without_county(above, towns, ~alone, reader.overlay)
    listed = towns.open if reader.gazetteer is None else above.homes >= 0
    alone |= beyond & listed
    local = ~alone & ~above.unsure & listed
    unsure = above.unsure & ~alone
    different, which = above.answers_of(unsure)
    told = list(starmap(reader.of_answer, different))
    rows = np.full(alone.size, -1)
    parts: list[pl.DataFrame] = []
    for ones, part in (
        (alone, _frame(reader.of_texts(as_written, np.flatnonzero(alone), too_long))),
        (unsure, _frame(map(told.__getitem__, which.tolist()))),
        (local, _frame(map(reader.of_tail, above.tails_of(local)))),
    ):
        rows[ones] = sum(part.height for part in parts) + np.arange(part.height)
        parts.append(part)
    return tables.frame_of(above, towns, tables.ReadAlone(pl.concat(parts), rows), found.cells)


def _too_long(texts: pl.Series) -> Flags:
    """Which texts are longer than what is read."""
    import numpy as np

    found: Flags = (texts.str.len_bytes() > LONGEST).fill_null(value=False).to_numpy(writable=True)
    at = np.flatnonzero(found)
    found[at] = (texts[at].str.len_chars() > LONGEST).to_numpy()
    return found


def _wordless(texts: pl.Series, above: Divisions) -> Flags:
    """Which texts hold nothing but signs: no division was found in them."""
    import numpy as np

    found: Flags = above.units < 0
    at = np.flatnonzero(found)
    found[at] = ~texts[at].str.contains(WORD).fill_null(value=True).to_numpy()
    return found


def _maybe_own_village(found: Found, above: Divisions, county: str) -> Flags:
    """Whether a short name of a far county may be the beginning of a village of the own one."""
    import numpy as np

    ends = np.asarray(found.places.ends)
    short: Flags = (ends <= LONGEST_SHORT_NAME) & ((ends > 0) | (above.units < 0))
    left: Flags = (above.tails != "").fill_null(value=False).to_numpy()
    return np.asarray(short & left & (above.codes != int(county)))


def _series(values: Any, name: str) -> pl.Series:
    """The texts as one column; what is no text in it is refused."""
    import polars as pl

    if values is None or isinstance(values, (str, bytes)):
        raise CallError("IN220", what="地名", kind=type(values).__name__)
    if isinstance(values, pl.Series):
        if values.dtype not in {pl.String, pl.Categorical, pl.Enum, pl.Null}:
            raise CallError("IN218", what="地名", kind=str(values.dtype))
        return values
    cells = listed(values)
    try:
        return pl.Series(name, cells, dtype=pl.String)
    except TypeError:
        cells = list(map(known, cells))
    for cell in cells:
        require_text(cell, "地名")
    return pl.Series(name, cells, dtype=pl.String)


class _Reader:
    """What no table tells, read text by text."""

    def __init__(
        self, overlay: Overlay | None, gazetteer: Gazetteer | None, county: str | None
    ) -> None:
        self.overlay, self.gazetteer, self.county = overlay, gazetteer, county

    def of_texts(self, found: Found, at: Positions, too_long: Flags) -> Iterator[tuple[Any, ...]]:
        """The cells of the answers to the whole texts *at*; those *too_long* were cut before they were read."""
        from minzheng_core.columns.domicile.values import domicile_values

        read = domicile_values(found, at)
        texts, years = found.texts[at].to_list(), found.years[at].to_list()
        for text, year, value, cut in zip(texts, years, read, too_long[at].tolist(), strict=True):
            if cut or value is None or not re.search(WORD, text):
                yield self._cells_of(
                    standardise(
                        text,
                        county=self.county,
                        on=year,
                        gazetteer=self.gazetteer,
                        overlay=self.overlay,
                    )
                )
            else:
                yield self._cells_of(
                    standardise_parsed(
                        text,
                        value,
                        [],
                        county=self.county,
                        year=year,
                        gazetteer=self.gazetteer,
                        overlay=self.overlay,
                    )
                )

    @staticmethod
    def _cells_of(found: Standardised) -> tuple[Any, ...]:
        best = found.best
        cells = _cells(best) if best else (*[None] * 5, found.reason or None)
        return (*cells, *_lists(best, found.candidates, (f.code for f in found.findings)))

    def of_answer(self, answer: Answer, year: int) -> tuple[Any, ...]:
        """The cells of an answer that leaves several divisions open, or none."""
        open_to = candidates_of(resolver(self.overlay), answer)
        candidates = candidates_on(open_to, year, self.overlay)
        codes = codes_of(answer.faults)
        if answer.division is None:
            return (*[None] * 5, answer.how.value, *_lists(None, candidates, codes))
        best = self._division(answer, year)
        candidates, told = divided_today(best, candidates or (best,))
        return (*_cells(best), *_lists(best, candidates, (*codes, *(f.code for f in told))))

    def of_tail(self, tail: Tail) -> tuple[Any, ...]:
        """The cells of the answer to what follows a county."""
        answer, year = tail.answer, tail.year
        above, told = self._division(answer, year), codes_of(answer.faults)
        local = places_of(above.code, year, self.overlay, self.gazetteer)
        if local is None:
            candidates, more = divided_today(above, (above,))
            more = of_rest(above, tail.text) + more
            return (*_cells(above), *_lists(above, candidates, (*told, *(f.code for f in more))))
        below = local.read(tail.text, tail.township)
        best, candidates, more = settle(above, below, tail.text, year, self.overlay)
        candidates, divided = divided_today(best, candidates)
        more += of_rest(best, tail.text, said=bool(more)) + divided
        return (*_cells(best), *_lists(best, candidates, (*told, *(f.code for f in more))))

    def _division(self, answer: Answer, year: int) -> StandardName:
        place = division_on(answer.division or "", year, self.overlay, answer.name)
        return at_division(place, answer.level, answer.how.value)


def _cells(name: StandardName) -> tuple[str | None, ...]:
    cells = (name.level, name.code, name.full_name, name.code_today, name.name_today)
    return (*(cell or None for cell in cells), ";".join(map(str, name.reasons)) or None)


def _lists(
    best: StandardName | None, candidates: Iterable[StandardName], findings: Iterable[str]
) -> tuple[str | None, str | None]:
    """What else it may be, and the findings, each in one text: lists of texts are slow to convert."""
    others = _BETWEEN.join(c.code or c.full_name for c in candidates if c != best)
    return others or None, _BETWEEN.join(findings) or None


def _frame(rows: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    """The answers that were read one by one."""
    import polars as pl

    made = pl.DataFrame(list(rows), schema=dict.fromkeys(_COLUMNS, pl.String), orient="row")
    made = made.with_columns(pl.col("candidates", "findings").str.split(_BETWEEN))
    return made.with_columns(pl.col("findings").fill_null([]))
