"""Life of couples: marriages, divorces, re-issues, revocations, remarriages and double entries."""

from __future__ import annotations

from datetime import date

import numpy as np
from attrs import frozen

from minzheng_core.testing.synthetic.days import days_of, end_of, number_of, workday, year_of
from minzheng_core.testing.synthetic.draws import Bools, Ints, Rng, chance, weighted

MARRIAGE, DIVORCE, REISSUE, REISSUE_DIVORCE, REVOCATION = range(5)
TYPES = ("IA", "IB", "ICA", "ICB", "ID")
DECADES = {1950: 0.6, 1960: 0.7, 1970: 0.9, 1980: 1.3, 1990: 1.1, 2000: 1.1, 2010: 1.4, 2020: 0.8}


@frozen(eq=False)
class Events:
    """One entry per act on paper: the couple, the kind of act, the day and the act it goes back to."""

    husband: Ints
    wife: Ints
    couple: Ints
    kind: Ints
    day: Ints
    origin_day: Ints


@frozen(eq=False)
class Couples:
    """Who married whom and when; a husband may stand in several marriages, a wife in one."""

    husband: Ints
    wife: Ints
    day: Ints


def make_couples(rng: Rng, size: int, years: tuple[int, int]) -> Couples:
    """Draw *size* marriages over *years*; one husband in 25 had been married before."""
    span = np.arange(years[0], years[1] + 1)
    weights = [DECADES.get(int(year) // 10 * 10, 1.0) for year in span]
    year = span[weighted(rng, weights, size)]
    season = (rng.random(size) ** 1.15 * 364).astype(np.int64)
    day = workday(days_of(year, 364 - season))
    husband = np.arange(size)
    again = np.flatnonzero(chance(rng, size, 0.04))
    former = rng.integers(0, size, len(again))
    later = workday(day[former] + rng.integers(700, 5500, len(again)))
    fits = (later <= end_of(years[1])) & ~np.isin(former, again)
    husband[again[fits]] = former[fits]
    day[again[fits]] = later[fits]
    return Couples(husband=husband, wife=np.arange(size, 2 * size), day=day)


def births(rng: Rng, couples: Couples) -> Ints:
    """Draw the birth day of every husband and wife from the day and law of their marriage.

    The Marriage Law of 1950 asked for 20 and 18 years, that of 1980 for 22 and 20; about one couple
    in 100 was younger.
    """
    year = year_of(couples.day)
    size = len(year)
    legal = np.where(year < 1981, 20, 22)
    usual = np.where(year < 1965, 1.6, np.where(year < 2000, 2.6, 5.0))
    husband_age = legal + rng.gamma(1.4, usual, size)
    wife_age = legal - 2 + rng.gamma(1.4, usual, size)
    early = chance(rng, size, 0.01)
    ages = [husband_age - early * rng.random(size) * 2, wife_age - early * rng.random(size) * 2]
    latest = number_of(date(2004, 12, 31))
    earliest = number_of(date(1905, 1, 1))
    drawn = np.concatenate(
        [couples.day - (np.minimum(age, 75) * 365.2425).astype(np.int64) - 1 for age in ages]
    )
    return np.asarray(np.clip(drawn, earliest, latest), dtype=np.int64)


def make_events(rng: Rng, couples: Couples, last_day: int) -> Events:
    """Follow every couple through divorce, second marriage to each other, re-issue and revocation."""
    size = len(couples.day)
    number = np.arange(size)
    parts: list[tuple[Ints, int, Ints, Ints]] = [(number, MARRIAGE, couples.day, couples.day)]

    def later(who: Ints, since: Ints, low: int, high: int) -> tuple[Bools, Ints]:
        day = workday(since + rng.integers(low, high, len(who)))
        return day <= last_day, day

    share = np.where(year_of(couples.day) < 1980, 0.02, 0.12)
    divorced = np.flatnonzero(chance(rng, size, share))
    fits, divorce_day = later(divorced, couples.day[divorced], 200, 9000)
    divorced, divorce_day = divorced[fits], divorce_day[fits]
    parts.append((divorced, DIVORCE, divorce_day, couples.day[divorced]))

    back = np.flatnonzero(chance(rng, len(divorced), 0.07))
    fits, day = later(back, divorce_day[back], 20, 1500)
    parts.append((divorced[back[fits]], MARRIAGE, day[fits], day[fits]))

    lost = np.flatnonzero(chance(rng, len(divorced), 0.05))
    fits, day = later(lost, divorce_day[lost], 300, 6000)
    parts.append((divorced[lost[fits]], REISSUE_DIVORCE, day[fits], divorce_day[lost[fits]]))

    reissued = np.flatnonzero(chance(rng, size, 0.07))
    since = np.maximum(couples.day[reissued], number_of(date(1988, 1, 1)))
    fits, day = later(reissued, since, 400, 12000)
    reissued, day = reissued[fits], day[fits]
    parts.append((reissued, REISSUE, day, couples.day[reissued]))

    revoked = np.flatnonzero(chance(rng, size, 0.001))
    fits, day = later(revoked, couples.day[revoked], 30, 900)
    parts.append((revoked[fits], REVOCATION, day[fits], couples.day[revoked[fits]]))

    couple = np.concatenate([part[0] for part in parts])
    return Events(
        husband=couples.husband[couple],
        wife=couples.wife[couple],
        couple=couple,
        kind=np.concatenate([np.full(len(part[0]), part[1], dtype=np.int64) for part in parts]),
        day=np.concatenate([part[2] for part in parts]),
        origin_day=np.concatenate([part[3] for part in parts]),
    )
