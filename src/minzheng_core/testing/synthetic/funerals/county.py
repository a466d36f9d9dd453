"""A synthetic county of funerals: ten years of cases and the lists beside them, clean or with defects.

Everything is invented. The clean county has no finding of severity *error* or *suspect*; with
``defects`` each kind of :data:`~minzheng_core.testing.synthetic.funerals.defects.DEFECTS` is put
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
from minzheng_core.testing.synthetic.days import (
    dates_of,
    day_of,
    days_of,
    number_of,
    year_of,
)
from minzheng_core.testing.synthetic.draws import texts, weighted
from minzheng_core.testing.synthetic.funerals.people import make_dead, numbers

if TYPE_CHECKING:
    from minzheng_core.testing.synthetic.draws import Bools, Ints, Rng
    from minzheng_core.testing.synthetic.funerals.people import Dead

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
_NICHE, _GRAVE = 0, 1
"""The kinds that have a place of their own."""
_FOUR_CHECKS = number_of(date(2024, 4, 18))
_NEW_FORM = number_of(NEW_FORM_BEGINS)
_LIMITS = number_of(date(2022, 3, 1))


@define(eq=False)
class SyntheticFunerals:
    """The tables of a county; ``damages`` lists ``table, row, code`` of every defect.

    ``records`` has the fields of the archive; ``services`` and ``claims`` those of
    :mod:`~minzheng_core.registries.funeral.lists`; ``payments`` and ``marriages`` are other
    registers; ``shelves`` is what stands in a hall; ``ledger`` has the serials of certificates.
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
    dead = make_dead(streams[0], deaths, years)
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
        from minzheng_core.testing.synthetic.funerals.defects import spoil

        spoil(county, streams[5], defects)
    return county


def iso(days: Ints) -> pl.Series:
    """Day numbers as ISO dates."""
    return dates_of(days).cast(pl.String)


@frozen(kw_only=True)
class _Course:
    """What became of the dead, a column per fact; days since 1970-01-01."""

    issued: Ints
    """When the death certificate was."""
    electronic: Ints
    """1 where the death was reported so, 0 where on paper."""
    cremation: Ints
    placement: Ints
    kind: Ints
    """Which of the kinds of placement."""
    handler: pl.Series
    """The number of whoever handled the cremation."""

    @property
    def placed(self) -> Bools:
        """Whether the day of the placement has come."""
        return self.placement <= number_of(ON)

    @property
    def kept(self) -> Bools:
        """Whether the ashes are in a place of their own by now."""
        return self.placed & np.isin(self.kind, (_NICHE, _GRAVE))


def _course(rng: Rng, dead: Dead) -> _Course:
    size = len(dead.death)
    issued = dead.death + rng.integers(0, 2, size)
    cremation = issued + rng.integers(0, 3, size)
    placement = cremation + weighted(rng, (60, *([1] * 40)), size)
    kind = weighted(rng, (45, 25, 15, 10, 5), size)
    handler_born = days_of(np.full(size, 1985), rng.integers(0, 365, size))
    return _Course(
        issued=issued,
        electronic=np.where(rng.random(size) < 0.5, 1, 0),
        cremation=cremation,
        placement=placement,
        kind=kind,
        handler=numbers(handler_born, dead.female),
    )


def _records(rng: Rng, dead: Dead) -> pl.DataFrame:
    """The fields of the archive, in its order."""
    size = len(dead.death)
    course = _course(rng, dead)
    width = len(str(size))
    return pl.DataFrame(
        {
            "case_number": [f"A{n:0{width}d}" for n in range(1, size + 1)],
            "deceased_name": dead.name,
            "deceased_id_number": dead.number,
            "deceased_sex": texts(("男性", "女性"), dead.female.astype(np.int64)),
            "deceased_birth_date": iso(dead.birth),
            "deceased_ethnicity": _always("汉族", size),
            "deceased_domicile": _always("江西省赣州市兴国县", size),
            "death_date": iso(dead.death),
            "death_manner": _always("正常死亡", size),
            "death_evidence": _always("居民死亡医学证明", size),
            **_certificate(dead, course),
            "transport_date": iso(dead.death),
            "storage_from_date": iso(dead.death),
            "storage_until_date": iso(course.cremation),
            **_cremation(course),
            **_placement(course),
        }
    )


def _certificate(dead: Dead, course: _Course) -> dict[str, pl.Series]:
    """The certificate of death and the report to the authority, in time."""
    new = course.issued >= _NEW_FORM
    old_number = pl.Series([f"3607320{n:09d}" for n in range(1, len(new) + 1)])
    reports = list(zip(course.issued.tolist(), course.electronic.tolist(), strict=True))
    due = {
        (day, electronic): working_day_after(day_of(day), 5 if electronic else 15)
        for day, electronic in set(reports)
    }
    return {
        "death_certificate_form": texts(("旧式", "新式"), new.astype(np.int64)),
        "death_certificate_number": dead.number.zip_with(pl.Series(new), old_number),
        "death_certificate_date": iso(course.issued),
        "death_report_date": pl.Series([min(due[report], ON).isoformat() for report in reports]),
        "death_report_medium": texts(("纸质", "电子"), course.electronic),
    }


def _cremation(course: _Course) -> dict[str, pl.Series]:
    """The cremation, with what must be checked before it since the rules ask for it."""
    checked = course.cremation >= _FOUR_CHECKS
    count = range(1, len(checked) + 1)
    return {
        "cremation_date": iso(course.cremation),
        "cremation_certificate_number": pl.Series([f"兴火{n:06d}" for n in count]),
        "cremation_confirmation_number": _where(checked, [f"确{n}" for n in count]),
        "cremation_handler_id_number": _where(checked, course.handler.to_list()),
    }


def _placement(course: _Course) -> dict[str, pl.Series]:
    """Where the ashes went, as far as they are anywhere yet."""
    placed, kept, size = course.placed, course.kept, len(course.kind)
    grave, niche = course.kind == _GRAVE, course.kind == _NICHE
    facility = np.where(niche, 1, np.where(grave, 2, 0))
    location = [
        f"{'ABCDEFGH'[n % 8]}-{n // 8 // 60 + 1:02d}-{n // 8 % 60 + 1:03d}" for n in range(size)
    ]
    area = np.where(course.placement >= _LIMITS, 0.5, 0.9)
    return {
        "placement_date": _where(placed, iso(course.placement).to_list()),
        "placement_kind": _where(placed, texts(_KINDS, course.kind).to_list()),
        "placement_facility": _where(kept, [FACILITIES[n].name for n in facility]),
        "placement_location": _where(kept, location),
        "placement_area": _where(placed & grave, [str(a) for a in area]),
        "placement_capacity": _where(kept, ["2" if g else "1" for g in grave]),
        "placement_agreement_number": _where(placed, [f"协{n}" for n in range(1, size + 1)]),
        "placement_reserved_name": _always(None, size),
        "placement_outsider_reason": _always(None, size),
        "placement_term_years": _where(kept, ["20"] * size),
    }


def _always(text: str | None, size: int) -> pl.Series:
    return pl.repeat(text, size, dtype=pl.String, eager=True)


def _where(mask: Bools, values: list[str]) -> pl.Series:
    return pl.Series(
        [v if m else None for m, v in zip(mask.tolist(), values, strict=True)], dtype=pl.String
    )


def _services(rng: Rng, dead: Dead, records: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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


def _payments(dead: Dead) -> pl.DataFrame:
    """An allowance for the very old, paid up to the month of the death."""
    old = dead.death - dead.birth > 80 * 365.25
    last = dates_of(dead.death[old])
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


def _marriages(rng: Rng, dead: Dead) -> pl.DataFrame:
    """A marriage of each in five of those who grew old, with somebody who is alive."""
    chosen = np.flatnonzero(
        (dead.death - dead.birth > 50 * 365) & (rng.random(len(dead.birth)) < 0.2)
    )
    born = days_of(year_of(dead.birth[chosen]), np.full(len(chosen), 200))
    own, name = dead.number.gather(chosen), dead.name.gather(chosen)
    spouse = numbers(born, ~dead.female[chosen])
    man = pl.Series(~dead.female[chosen])
    return pl.DataFrame(
        {
            "husband_id_number": own.zip_with(man, spouse),
            "wife_id_number": spouse.zip_with(man, own),
            "husband_name": name.zip_with(man, _always(None, len(name))),
            "registration_date": iso(dead.birth[chosen] + 25 * 365),
            "business_type_code": ["IA"] * len(chosen),
        }
    )  # fmt: skip


def _shelves(records: pl.DataFrame) -> pl.DataFrame:
    """What stands in the hall: just what is on file."""
    own = records.filter(pl.col("placement_facility") == FACILITIES[1].name)
    return own.select(who="case_number", location="placement_location")
