"""Registering offices, certificate numbers of three eras, and the places of files on the shelf."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.testing.synthetic.days import number_of, year_of
from minzheng_core.testing.synthetic.draws import (
    Ints,
    Rng,
    chance,
    running_number,
    spelled,
    weighted,
)
from minzheng_core.testing.synthetic.events import (
    DIVORCE,
    REISSUE,
    REISSUE_DIVORCE,
    REVOCATION,
    TYPES,
)
from minzheng_core.testing.synthetic.numerals import chinese_number, chinese_year
from minzheng_core.testing.synthetic.places import (
    MERGED_IN,
    Towns,
    bureau_text,
    office_text,
)

if TYPE_CHECKING:
    from minzheng_core.testing.synthetic.lineages import Lineages

COUNTY_TAKES_OVER = number_of(date(2003, 10, 1))
WORDS = ("结", "离", "补结", "补离", "撤")
PREFIXES = ("J", "L", "BJ", "BL", "")


@frozen(eq=False)
class Filing:
    """Office, certificate number and archive numbers of every event."""

    office: pl.Series
    office_number: Ints
    certificate: pl.Series
    era: Ints
    volume: Ints


def file_events(
    rng: Rng, *, places: Lineages, towns: Towns, home: int, town: Ints, kind: Ints, day: Ints
) -> Filing:
    """Give every event (in order of its day) its office, certificate number and volume.

    ``town`` is the township of the couple; divorces and revocations before 2003 went to the county.
    Certificate numbers: before October 2003 a local form of each office, then
    ``赣兴结字XXYYZZZZZ``, from 2010 ``J360732-YYYY-NNNNNN``; certificates before 1956 often none.
    """
    year = year_of(day)
    record = places.record_at(np.full(len(day), home), year)
    at_county = (day >= COUNTY_TAKES_OVER) | (kind == REVOCATION)
    at_county |= np.isin(kind, (DIVORCE, REISSUE_DIVORCE)) & (year >= 1981)
    office = np.where(at_county, 0, town % towns.home + 1)
    for name, merged in MERGED_IN.items():
        if name in towns.names[: towns.home]:
            gone = (office == towns.names.index(name) + 1) & (year >= merged)
            office = np.where(gone, 1, office)
    habit = weighted(rng, (5, 3, 2, 1), 4000)[(office * 131 + year) % 4000]

    def signed(number: int, when: int, how: int, county: int) -> str:
        name = places.records[county].name
        short = name[:-1] if len(name) > 2 else name
        if number == 0:
            return bureau_text(name, short, how)
        return office_text(towns.names[number - 1], how, when, name, short)

    era = np.where(year >= 2010, 2, np.where(day >= COUNTY_TAKES_OVER, 1, 0))
    series = np.where(np.isin(kind, (REISSUE, REISSUE_DIVORCE)), kind + 5, kind)
    serial = running_number(office, year, series)
    style = rng.integers(0, 10, 9973)[(office * 977 + year // 4) % 9973]
    style = np.where((year < 1956) & chance(rng, len(day), 0.5), 10, style)

    def certificate(*key: int) -> str:
        when, act, count, number, county, how, period = key
        code = places.records[county].code
        short = places.records[county].name[0]
        if act == REVOCATION:
            return f"{short}民撤字〔{when}〕{count}号"
        if period == 2:
            return f"{PREFIXES[act]}{code}-{when}-{count:06d}"
        if period == 1:
            return f"赣{short}{WORDS[act]}字01{when % 100:02d}{count:05d}"
        place = towns.names[number - 1][0] if number else short
        return local_form(place, short, word=WORDS[act], year=when, serial=count, style=how)

    # Re-issues number for themselves; the class of an archive volume is the kind of act.
    volume_class = np.where(np.isin(kind, (REISSUE, REISSUE_DIVORCE)), REISSUE, kind)
    return Filing(
        office=spelled(signed, office, year, habit, record),
        office_number=office,
        certificate=spelled(certificate, year, kind, serial, office, record, style, era),
        era=era,
        volume=running_number(volume_class, year, np.where(at_county, 0, office)),
    )


def local_form(place: str, county: str, *, word: str, year: int, serial: int, style: int) -> str:
    """Write a certificate number of the years before a national form, in one of ten local habits.

    >>> local_form("潋", "兴", word="结", year=1988, serial=12, style=0)
    '(88)潋结字第12号'
    """
    return (
        f"({year % 100:02d}){place}{word}字第{serial}号",
        f"{county}{word}字第{serial}号",
        f"{place}{word}字第{serial:03d}号",
        f"〔{year}〕{place}{word}字第{serial}号",
        f"{county}{word}字（{chinese_year(year)}）第{chinese_number(serial)}号",
        f"{place}{word}字{year}{serial:03d}",
        f"{year}{place}{word}字第{serial}号",
        f"第{serial}号",
        f"{county}{place}{word}字第{year % 100:02d}-{serial}号",
        f"{year % 100:02d}字第{serial}号",
        "",
    )[style]


TYPE_WORDS = (
    ("结婚", "结婚登记", "IA", "结婚", "初婚"),
    ("离婚", "离婚登记", "IB", "离婚", "离婚"),
    ("补发结婚证", "补领结婚证", "ICA", "补发结婚登记证", "补结"),
    ("补发离婚证", "补领离婚证", "ICB", "补发离婚登记证", "补离"),
    ("撤销婚姻", "撤销", "ID", "撤销婚姻登记", "撤销"),
)


def type_texts(kind: Ints, habit: Ints) -> pl.Series:
    """Write the business type in the words of each clerk (``habit`` 0-4)."""
    return spelled(lambda act, how: TYPE_WORDS[act][how], kind, habit)


def type_codes(kind: Ints) -> pl.Series:
    """Return the national code of each kind of act: IA, IB, ICA, ICB, ID."""
    return pl.Series("text", list(TYPES)).gather(kind)
