"""A synthetic county of funerals: ten years of cases and the lists beside them, clean or with defects.

Everything is invented. The clean county has no finding of severity *error* or *suspect*; with
``defects`` each kind of :data:`~minzheng_core.testing.synthetic.funeral_defects.DEFECTS` is put
into some rows, and ``damages`` says into which.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import define, frozen

from minzheng_core.reference.holidays import working_day_after
from minzheng_core.registries.funeral.facilities import Facility
from minzheng_core.registries.funeral.schedules import Schedules, parse_schedule
from minzheng_core.registries.funeral.settings import NEW_FORM_BEGINS, Settings
from minzheng_core.testing.synthetic.draws import texts, weighted
from minzheng_core.testing.synthetic.names import GIVEN, SURNAMES
from minzheng_core.testing.synthetic.people import days_of, id18_of, year_of, ymd_of

if TYPE_CHECKING:
    from minzheng_core.testing.synthetic.draws import Bools, Ints, Rng

COUNTY = "360732"
ON = date(2026, 11, 23)
"""The day on which the county is looked at."""
SCHEDULE = """
[schedule]
name = "虚构的免费标准"
place = "360732"
settle = "deduct"
cap = 1500
exclude = ["丧葬费"]
[[line]]
item = "接运"
unit = "公里"
price = 3
free_amount = 300
[[line]]
item = "存放"
unit = "天"
price = 80
free_quantity = 3
[[line]]
item = "火化"
unit = "具"
price = 500
"""
"""An invented schedule: the county's own is not known."""
FACILITIES = (
    Facility(name="潋江公益性公墓", kind="public", capacity=40_000, service_area=(COUNTY,)),
    Facility(name="兴国骨灰堂", kind="public", capacity=40_000, service_area=(COUNTY,)),
    Facility(name="兴国公墓", kind="commercial", capacity=40_000),
)
SETTINGS = Settings(cremation_area=True, storage_days=15, ashes_days=365, facilities=FACILITIES)
_KINDS = ("骨灰堂格位", "墓葬", "树葬", "花坛葬", "海葬")
_KEPT = 2
"""Kinds from here on have no place of their own."""
_FOUR_CHECKS = date(2024, 4, 18).toordinal() - date(1970, 1, 1).toordinal()
_NEW_FORM = NEW_FORM_BEGINS.toordinal() - date(1970, 1, 1).toordinal()
_LIMITS = date(2022, 3, 1).toordinal() - date(1970, 1, 1).toordinal()


@define(eq=False)
class SyntheticFunerals:
    """The tables of a county; ``damages`` lists ``table, row, code`` of every defect.

    ``records`` has the fields of the archive; ``services`` and ``claims`` those of
    :mod:`~minzheng_core.registries.funeral.lists`; ``payments``, ``marriages`` and ``events`` the
    other registers; ``files`` and ``shelves`` a hall; ``ledger`` the serials of certificates.
    """

    records: pl.DataFrame
    services: pl.DataFrame
    claims: pl.DataFrame
    payments: pl.DataFrame
    marriages: pl.DataFrame
    shelves: pl.DataFrame
    ledger: pl.DataFrame
    damages: pl.DataFrame

    @property
    def schedules(self) -> Schedules:
        """The schedule of the county."""
        schedule, _ = parse_schedule(SCHEDULE)
        return Schedules((schedule,) if schedule else ())


@frozen
class _Dead:
    """Who died, a column per fact; days since 1970-01-01."""

    birth: Ints
    death: Ints
    female: Bools
    name: pl.Series
    number: pl.Series


def make_funerals(
    deaths: int, *, seed: int, defects: int = 0, years: tuple[int, int] = (2017, 2026)
) -> SyntheticFunerals:
    """Make a county of funerals.

    Args:
        deaths: how many people died.
        seed: the same arguments give the same county.
        defects: how many rows of each kind of defect; 0 gives a clean county.
        years: the first and last year; nobody dies after 2026-10-20.

    >>> county = make_funerals(50, seed=1)
    >>> county.records.height, county.damages.height
    (50, 0)
    """
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(6)]
    dead = _people(streams[0], deaths, years)
    records = _records(streams[1], dead)
    services, claims = _services(streams[2], dead, records)
    county = SyntheticFunerals(
        records=records,
        services=services,
        claims=claims,
        payments=_payments(dead),
        marriages=_marriages(streams[3], dead),
        shelves=_shelves(records),
        ledger=records.select(
            serial="cremation_certificate_number",
            status=pl.lit("issued"),
            reason=pl.lit(""),
        ),
        damages=pl.DataFrame(schema={"table": pl.String, "row": pl.UInt32, "code": pl.String}),
    )
    if defects:
        from minzheng_core.testing.synthetic.funeral_defects import spoil

        spoil(county, streams[5], defects)
    return county


def _people(rng: Rng, size: int, years: tuple[int, int]) -> _Dead:
    first = int(days_of(np.array([years[0]]), np.array([0]))[0])
    last = min(
        int(days_of(np.array([years[1]]), np.array([364]))[0]),
        date(2026, 10, 20).toordinal() - date(1970, 1, 1).toordinal(),
    )
    death = np.sort(rng.integers(first, last + 1, size))
    age = np.clip(rng.normal(77, 12, size), 19, 104)
    birth = death - (age * 365.25).astype(np.int64)
    female = rng.random(size) < 0.47
    number = _numbers(rng, birth, female)
    return _Dead(birth, death, female, _names(rng, size, birth, female), number)


def _numbers(rng: Rng, birth: Ints, female: Bools) -> pl.Series:
    """Numbers of the county: a sequence of its own for each birthday and sex."""
    region = np.where(year_of(birth) < 1995, 362133, 360732)
    key = birth * 2 + female
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    sizes = np.diff(np.append(starts, len(key)))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(key)) - np.repeat(starts, sizes)
    del rng
    sequence = (rank % 450 + 1) * 2 + np.where(female, 0, 1)
    return id18_of(region * 10**11 + ymd_of(birth) * 1000 + sequence)


def _names(rng: Rng, size: int, birth: Ints, female: Bools) -> pl.Series:
    surname = texts(SURNAMES[:60], rng.integers(0, 60, size))
    period = np.clip((year_of(birth) - 1945) // 15, 0, 3)
    given = pl.repeat("", size, dtype=pl.String, eager=True)
    for number in range(4):
        for sex, mask in (("m", ~female), ("f", female)):
            table = GIVEN[sex, number]
            own = pl.Series(mask & (period == number))
            one = texts(table, rng.integers(0, len(table), size))
            two = texts(table, rng.integers(0, len(table), size))
            given = (one + two).zip_with(own, given)
    return surname + given


def iso(days: Ints) -> pl.Series:
    """Day numbers as ISO dates."""
    return pl.Series(days.astype(np.int32)).cast(pl.Date).cast(pl.String)


def _records(rng: Rng, dead: _Dead) -> pl.DataFrame:
    size = len(dead.death)
    issued = dead.death + rng.integers(0, 2, size)
    cremation = issued + rng.integers(0, 3, size)
    placement = cremation + weighted(rng, (60, *([1] * 40)), size)
    placed = placement <= ON.toordinal() - date(1970, 1, 1).toordinal()
    kind = weighted(rng, (45, 25, 15, 10, 5), size)
    checked, new = cremation >= _FOUR_CHECKS, issued >= _NEW_FORM
    width = len(str(size))
    count = np.arange(1, size + 1)
    grave, niche = kind == 1, kind == 0
    facility = np.where(niche, 1, np.where(grave, 2, 0))
    location = [
        f"{'ABCDEFGH'[n % 8]}-{n // 8 // 60 + 1:02d}-{n // 8 % 60 + 1:03d}" for n in range(size)
    ]
    area = np.where(placement >= _LIMITS, 0.5, 0.9)
    handler = _numbers(rng, days_of(np.full(size, 1985), rng.integers(0, 365, size)), dead.female)
    medium = np.where(rng.random(size) < 0.5, 1, 0)
    due = {
        (day, kind): working_day_after(
            date.fromordinal(day + date(1970, 1, 1).toordinal()), 5 if kind else 15
        )
        for day, kind in {*zip(issued.tolist(), medium.tolist(), strict=True)}
    }
    reported = [
        min(due[day, kind], ON).isoformat()
        for day, kind in zip(issued.tolist(), medium.tolist(), strict=True)
    ]
    old_number = pl.Series([f"3607320{n:09d}" for n in count])
    return pl.DataFrame(
        {
            "case_number": [f"A{n:0{width}d}" for n in count],
            "deceased_name": dead.name,
            "deceased_id_number": dead.number,
            "deceased_sex": texts(("男性", "女性"), dead.female.astype(np.int64)),
            "deceased_birth_date": iso(dead.birth),
            "deceased_ethnicity": pl.repeat("汉族", size, eager=True),
            "deceased_domicile": pl.repeat("江西省赣州市兴国县", size, eager=True),
            "death_date": iso(dead.death),
            "death_manner": pl.repeat("正常死亡", size, eager=True),
            "death_evidence": pl.repeat("居民死亡医学证明", size, eager=True),
            "death_certificate_form": texts(("旧式", "新式"), new.astype(np.int64)),
            "death_certificate_number": dead.number.zip_with(pl.Series(new), old_number),
            "death_certificate_date": iso(issued),
            "death_report_date": pl.Series(reported),
            "death_report_medium": texts(("纸质", "电子"), medium),
            "transport_date": iso(dead.death),
            "storage_from_date": iso(dead.death),
            "storage_until_date": iso(cremation),
            "cremation_date": iso(cremation),
            "cremation_certificate_number": [f"兴火{n:06d}" for n in count],
            "cremation_confirmation_number": _where(checked, [f"确{n}" for n in count]),
            "cremation_handler_id_number": _where(checked, handler.to_list()),
            "placement_date": _where(placed, iso(placement).to_list()),
            "placement_kind": _where(placed, texts(_KINDS, kind).to_list()),
            "placement_facility": _where(
                placed & (kind < _KEPT), [FACILITIES[n].name for n in facility]
            ),
            "placement_location": _where(placed & (kind < _KEPT), location),
            "placement_area": _where(placed & grave, [str(a) for a in area]),
            "placement_capacity": _where(placed & (kind < _KEPT), ["2" if g else "1" for g in grave]),
            "placement_agreement_number": _where(placed, [f"协{n}" for n in count]),
            "placement_reserved_name": pl.repeat(None, size, dtype=pl.String, eager=True),
            "placement_outsider_reason": pl.repeat(None, size, dtype=pl.String, eager=True),
            "placement_term_years": _where(placed & (kind < _KEPT), ["20"] * size),
        }
    )  # fmt: skip


def _where(mask: Bools, values: list[str]) -> pl.Series:
    return pl.Series(
        [v if m else None for m, v in zip(mask.tolist(), values, strict=True)], dtype=pl.String
    )


def _services(rng: Rng, dead: _Dead, records: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Services and the claims on them, reckoned here and not by the engine."""
    size = len(dead.death)
    case = records["case_number"]
    kilometres, days = rng.integers(1, 160, size), rng.integers(1, 6, size)
    free = (np.minimum(kilometres * 3, 300), np.minimum(days, 3) * 80, np.full(size, 500))
    items = ("接运", "存放", "火化")
    quantities = (kilometres, days, np.ones(size, np.int64))
    services = pl.concat(
        pl.DataFrame(
            {"case": case, "item": [item] * size, "quantity": quantity.astype(np.float64)},
        )
        for item, quantity in zip(items, quantities, strict=True)
    )
    claims = pl.concat(
        pl.DataFrame(
            {
                "case": case,
                "id_number": dead.number,
                "item": [item] * size,
                "amount": amount.astype(np.float64),
            }
        )
        for item, amount in zip(items, free, strict=True)
    )
    return services, claims


def _payments(dead: _Dead) -> pl.DataFrame:
    """An allowance for the very old, paid up to the month of the death."""
    old = dead.death - dead.birth > 80 * 365.25
    last = pl.Series(dead.death[old].astype(np.int32)).cast(pl.Date)
    own = dead.number.filter(pl.Series(old))
    return pl.concat(
        pl.DataFrame(
            {
                "id_number": own,
                "kind": ["高龄津贴"] * len(own),
                "month": last.dt.offset_by(f"-{back}mo").dt.to_string("%Y-%m"),
                "amount": [100.0] * len(own),
            }
        )
        for back in (1, 0)
    )


def _marriages(rng: Rng, dead: _Dead) -> pl.DataFrame:
    """A marriage of each in five of those who grew old, with somebody who is alive."""
    chosen = np.flatnonzero(
        (dead.death - dead.birth > 50 * 365) & (rng.random(len(dead.birth)) < 0.2)
    )
    born = days_of(year_of(dead.birth[chosen]), np.full(len(chosen), 200))
    own, name = dead.number.gather(chosen), dead.name.gather(chosen)
    spouse = _numbers(rng, born, ~dead.female[chosen])
    man = pl.Series(~dead.female[chosen])
    return pl.DataFrame(
        {
            "husband_id_number": own.zip_with(man, spouse),
            "wife_id_number": spouse.zip_with(man, own),
            "husband_name": name.zip_with(man, pl.repeat(None, len(name), dtype=pl.String, eager=True)),
            "registration_date": iso(dead.birth[chosen] + 25 * 365),
            "business_type_code": ["IA"] * len(chosen),
        }
    )  # fmt: skip


def _shelves(records: pl.DataFrame) -> pl.DataFrame:
    """What stands in the hall: just what is on file."""
    own = records.filter(pl.col("placement_facility") == FACILITIES[1].name)
    return own.select(who="case_number", location="placement_location")
