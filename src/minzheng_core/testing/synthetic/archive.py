"""A whole synthetic archive: what the clerks typed, and what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.testing.synthetic import offices as filing_of
from minzheng_core.testing.synthetic.damages import Damager
from minzheng_core.testing.synthetic.days import end_of, year_of, ymd_of
from minzheng_core.testing.synthetic.draws import Ints, Rng, chance
from minzheng_core.testing.synthetic.events import (
    REISSUE,
    REISSUE_DIVORCE,
    births,
    make_couples,
    make_events,
)
from minzheng_core.testing.synthetic.lineages import Lineages, lineages
from minzheng_core.testing.synthetic.people import People, make_people
from minzheng_core.testing.synthetic.places import make_towns
from minzheng_core.testing.synthetic.writing import Writer, iso_full

if TYPE_CHECKING:
    import polars as pl

ENTERED_TWICE = 0.012


@frozen(eq=False)
class SyntheticArchive:
    """What the clerks typed (``raw``), what is true (``truth``, row by row) and what went wrong.

    ``raw`` has Chinese headings and text only. ``damages`` lists row, field and kind of every
    damage; :data:`~minzheng_core.testing.synthetic.kinds.KINDS` explains them.
    """

    raw: pl.DataFrame
    truth: pl.DataFrame
    damages: pl.DataFrame


def make_archive(
    rows: int,
    *,
    seed: int,
    county: str = "360732",
    error_rate: float = 1.0,
    years: tuple[int, int] = (1950, 2025),
) -> SyntheticArchive:
    """Make a marriage archive of one county: people, offices, forms and errors, with the truth kept.

    The same arguments give the same archive. ``error_rate`` multiplies the rates of
    :data:`~minzheng_core.testing.synthetic.kinds.KINDS`; 0 gives an archive in which everything is
    written the way its time wrote it, without slips. Raises ``KeyError`` when *county* is not a
    code of today.

    Columns of ``truth``: ``event`` and ``couple`` (the same act, the same couple),
    ``business_type`` (IA, IB, ICA, ICB, ID), ``registration_date`` (ISO) and
    ``registration_date_known`` (as far as the writing tells it), ``certificate_number``,
    ``office``, and for each party ``_name``, ``_id18`` (true even where never written),
    ``_id_form`` (15, 18 or empty), ``_id_damage``, ``_id_known`` (the row determines the number),
    ``_id_visible`` (something in the row contradicts the written number), ``_birth_date``,
    ``_birth_date_known``, ``_division``, ``_division_also`` (a second answer the words allow),
    ``_division_named`` and ``_domicile_kind``.

    All people and villages are invented; a number may by chance belong to someone.

    >>> archive = make_archive(20, seed=1)
    >>> archive.raw.height, archive.truth.height
    (20, 20)
    """
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(8)]
    places = lineages()
    home = places.home(county)
    last_day = end_of(years[1])
    couples = make_couples(streams[0], int(rows * 0.92) + 80, years)
    born = births(streams[0], couples)
    female = np.arange(len(born)) >= len(couples.day)
    people = make_people(
        streams[1],
        places,
        home=_homes(streams[2], places, home, female),
        birth=born,
        female=female,
        last_day=last_day,
    )
    events = make_events(streams[3], couples, last_day)
    order = np.argsort(events.day, kind="stable")
    towns = make_towns(streams[4], county)
    town = _towns_of(streams[4], people, home, towns.home, len(towns.names))
    filing = filing_of.file_events(
        streams[4],
        places=places,
        towns=towns,
        home=home,
        town=town[events.husband[order]],
        kind=events.kind[order],
        day=events.day[order],
    )
    chosen = _rows_on_paper(streams[5], filing, year_of(events.day[order]), rows)
    writer = Writer(
        rng=streams[6],
        damager=Damager(streams[7], error_rate),
        places=places,
        towns=towns,
        home=home,
        people=people,
        town=town,
    )
    event = order[chosen]
    day, origin = events.day[event], events.origin_day[event]
    writer.general(chosen, event, events, filing)
    for party, person in (("husband", events.husband[event]), ("wife", events.wife[event])):
        writer.party(party, person, day)
    writer.identity_numbers(events.husband[event], events.wife[event], day)
    reissue = np.isin(events.kind[event], (REISSUE, REISSUE_DIVORCE))
    writer.remarks(reissue, iso_full(ymd_of(origin)))
    writer.swap_some_spouses()
    return SyntheticArchive(
        raw=writer.raw_frame(), truth=writer.truth_frame(), damages=writer.damager.frame()
    )


def _homes(rng: Rng, places: Lineages, home: int, female: np.ndarray) -> Ints:
    """Let most people live in the county, wives less often; the rest near by or anywhere."""
    size = len(female)
    codes = places.codes[places.at[:, -1]]
    here = codes[home]
    near = np.flatnonzero((codes // 100 == here // 100) & (codes != here))
    province = np.flatnonzero((codes // 10000 == here // 10000) & (codes != here))
    drawn = np.where(
        chance(rng, size, 0.4),
        near[rng.integers(0, len(near), size)] if len(near) else home,
        np.where(
            chance(rng, size, 0.35),
            province[rng.integers(0, len(province), size)] if len(province) else home,
            rng.integers(0, len(places.at), size),
        ),
    )
    local = chance(rng, size, np.where(female, 0.78, 0.93))
    return np.where(local, home, drawn).astype(np.int64)


def _towns_of(rng: Rng, people: People, home: int, own: int, total: int) -> Ints:
    local = people.home == home
    size = len(local)
    return np.where(local, rng.integers(0, own, size), rng.integers(own, total, size)).astype(
        np.int64
    )


def _rows_on_paper(rng: Rng, filing: filing_of.Filing, year: Ints, rows: int) -> Ints:
    """Choose which files reached the table: some are lost, some were entered twice.

    The order is that of the shelves: year by year, office by office. Half of the double entries
    follow their twin, the others come from another clerk and stand at the end.
    """
    total = len(year)
    twice = int(rows * ENTERED_TWICE)
    kept = np.sort(rng.choice(total, size=min(total, rows - twice), replace=False))
    shelf = kept[np.lexsort((filing.volume[kept], filing.office_number[kept], year[kept]))]
    again = rng.choice(shelf, size=rows - len(shelf), replace=rows - len(shelf) > len(shelf))
    beside = again[: len(again) // 2]
    spots = np.flatnonzero(np.isin(shelf, beside))
    return np.concatenate([np.insert(shelf, spots + 1, shelf[spots]), again])[:rows]
