"""Indicators (指标) with numerator, denominator, base and source: a bare percentage cannot be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import field, frozen

from minzheng_core.findings import Finding
from minzheng_core.reference.county_codes import lineage
from minzheng_core.registries.funeral.case_columns import under_own_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from minzheng_core.registries.funeral.settings import Settings


@frozen(kw_only=True)
class Indicator:
    """One indicator: what is counted of what, in which time, from where.

    ``left_out`` counts what does not belong to the denominator, by reason.
    """

    name: str
    label: str
    numerator: int
    denominator: int
    since: date | None = None
    until: date | None = None
    source: str
    definition: str
    left_out: dict[str, int] = field(factory=dict, hash=False)

    @property
    def value(self) -> float | None:
        """The share, ``None`` where there is nothing to count."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def per_cent(self) -> str:
        """The share in per cent, to two places; less than all is never rounded up to 100.

        >>> rate("cremation", 970, 980).per_cent, rate("cremation", 999_999, 1_000_000).per_cent
        ('98.98', '99.99')
        """
        if not self.denominator:
            return "—"
        hundredths = (self.numerator * 20_000 + self.denominator) // (2 * self.denominator)
        if self.numerator < self.denominator:
            hundredths = min(hundredths, 9_999)
        return f"{hundredths // 100}.{hundredths % 100:02d}"

    @property
    def findings(self) -> list[Finding]:
        """A share above one counts what does not belong to it (FX301)."""
        if self.numerator <= self.denominator:
            return []
        return [
            Finding(
                "FX301",
                field=self.name,
                expected=str(self.denominator),
                actual=str(self.numerator),
            )
        ]


LABELS = {
    "cremation": ("火化率", "火化人数 ÷ 应当火化的死亡人数"),
    "placement": (
        "骨灰安放（安葬）率",
        "已入公墓、骨灰堂或节地生态安葬的人数 ÷ 应当火化的死亡人数",
    ),
    "land_saving": ("节地生态安葬率", "节地生态安葬数 ÷ 全部安放（安葬）数"),
    "coverage": ("公益性安葬设施乡镇覆盖率", "有公益性设施服务的乡镇数 ÷ 全部乡镇数"),
    "occupied": ("安葬设施使用率", "已用墓穴、格位数 ÷ 设施容量"),
}
"""Label and definition of each indicator."""
_TOWNSHIP = 9
"""Digits of a township's code."""


def rate(name: str, numerator: int, denominator: int, **more: object) -> Indicator:
    """An indicator of :data:`LABELS` from two counts.

    >>> rate("cremation", 970, 1000 - 20).findings, len(rate("cremation", 990, 980).findings)
    ([], 1)
    """
    label, definition = LABELS[name]
    told = {"source": "填报", **more}
    return Indicator(
        name=name,
        label=label,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        **told,  # type: ignore[arg-type]
    )


def indicators(
    cases: pl.DataFrame,
    *,
    county: str,
    settings: Settings,
    since: date,
    until: date,
    townships: int | None = None,
    source: str = "殡葬登记簿",
) -> list[Indicator]:
    """The indicators of the deaths from *since* up to but not including *until*.

    Left out of the deaths that ought to be cremated: people of groups that bury by custom, declared
    deaths (there is no body), people registered elsewhere. Where somebody was registered is unknown
    counts as here. *townships* is the number of all townships of the county, for the coverage.
    """
    deaths = cases.filter(
        pl.col("death").is_between(since, until, closed="left").fill_null(value=False)
    )
    owed, left_out = _owing_cremation(deaths, county)
    told = {"since": since, "until": until, "source": source}
    resting = pl.col("placement").is_not_null() & (pl.col("group") != "body").fill_null(value=True)
    placed = cases.filter(
        pl.col("placement").is_between(since, until, closed="left").fill_null(value=False)
    )
    saving = placed.filter(pl.col("land_saving").fill_null(value=False))
    cremated = owed.filter(pl.col("cremation").is_not_null())
    return [
        rate("cremation", cremated.height, owed.height, left_out=left_out, **told),
        rate("placement", owed.filter(resting).height, owed.height, left_out=left_out, **told),
        rate("land_saving", saving.height, placed.height, **told),
        *_coverage(settings, county, townships, until),
        *_occupied(cases, settings, source, until),
    ]


def _owing_cremation(deaths: pl.DataFrame, county: str) -> tuple[pl.DataFrame, dict[str, int]]:
    """The deaths that ought to be cremated, and how many were left out for which reason."""
    # A domicile has the code that its county had on the day of the death.
    here = pl.col("division").is_null() | pl.col("division").str.slice(0, 6).is_in(
        sorted(lineage(county) | {county})
    )
    reasons = {
        "外地户籍": ~here,
        "宣告死亡": (pl.col("evidence") == "JUDGMENT").fill_null(value=False),
        "少数民族土葬习俗": pl.col("buries").fill_null(value=False) & pl.col("cremation").is_null(),
    }
    left_out: dict[str, int] = {}
    for reason, mask in reasons.items():
        left_out[reason] = deaths.filter(mask).height
        deaths = deaths.filter(~mask)
    return deaths, left_out


def _coverage(
    settings: Settings, county: str, townships: int | None, until: date
) -> Iterator[Indicator]:
    """How many townships a public cemetery serves, where their number is known."""
    public = [own for own in settings.facilities if own.kind == "public"]
    if public and townships:
        everywhere = any(own.serves(county) for own in public)
        areas = (area for own in public for area in own.service_area if area.startswith(county))
        served = {area[:_TOWNSHIP] for area in areas if len(area) >= _TOWNSHIP}
        count = townships if everywhere else len(served)
        yield rate("coverage", count, townships, source="设施名录", until=until)


def _occupied(
    cases: pl.DataFrame, settings: Settings, source: str, until: date
) -> Iterator[Indicator]:
    """How full the facilities are whose capacity is known: the graves and niches in use."""
    holding = [own for own in settings.facilities if own.capacity]
    if holding:
        used = under_own_names(cases, holding).filter(
            pl.col("facility").is_in([own.name for own in holding])
            & pl.col("keeps").fill_null(value=True)
            & (pl.col("placement") < until).fill_null(value=True)
        )
        place = pl.coalesce("location", pl.col("row").cast(pl.String))
        places = used.select("facility", place.alias("place")).unique().height
        capacity = sum(own.capacity or 0 for own in holding)
        yield rate("occupied", places, capacity, source=f"{source}、设施名录", until=until)


@frozen(kw_only=True)
class Forecast:
    """How many places are needed and how long those that are free will do (容量预测)."""

    population: int
    deaths_per_thousand: float
    years: int
    free: int

    @property
    def yearly(self) -> float:
        """Deaths a year."""
        return self.population * self.deaths_per_thousand / 1000

    @property
    def needed(self) -> int:
        """Places that are needed in all these years: population × death rate × years."""
        return round(self.yearly * self.years)

    @property
    def short(self) -> int:
        """How many are missing; 0 where there are enough."""
        return max(self.needed - self.free, 0)

    @property
    def lasts(self) -> float | None:
        """For how many years the free places do."""
        return self.free / self.yearly if self.yearly else None


def forecast(
    population: int, deaths_per_thousand: float, *, years: int = 20, free: int = 0
) -> Forecast:
    """The places that are needed in one cycle of *years*.

    Twenty years are one cycle (《赣州市农村公益性公墓管理办法（试行）》, 2025).

    >>> told = forecast(715_000, 7.0, free=60_000)
    >>> told.needed, told.short, round(told.lasts, 1)
    (100100, 40100, 12.0)
    """
    return Forecast(
        population=population, deaths_per_thousand=deaths_per_thousand, years=years, free=free
    )
