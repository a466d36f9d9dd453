"""Statements of many cases in one pass: the arithmetic of :mod:`.amounts` over columns."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.lifted import lift
from minzheng_core.registries.funeral.schedules.amounts import paid_quantity, uncapped, under
from minzheng_core.registries.funeral.schedules.model import MOST, NO_LIMIT, SCALE
from minzheng_core.registries.funeral.schedules.statement import Charged, Service, Statement
from minzheng_core.rules.frames import FINDINGS_SCHEMA, findings_in, no_findings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.registries.funeral.schedules.model import Kind, Line, Schedule, Schedules

    Ints = NDArray[np.int64]

SEPARATOR = "、"
"""Between the words of a cell (低保、丧葬费)."""
_NUMBERS = ("base", "included", "price", "per", "whole", "rate", "free", "free_quantity",
            "free_times", "free_amount")  # fmt: skip


@frozen(kw_only=True, eq=False, repr=False)
class Statements:
    """The statements of many cases (费用减免结算), in fen.

    ``services`` has a line per service: its columns, ``line``, ``paid_units`` (thousandths), ``gross``,
    ``free``, ``pay``. ``cases`` has a line per case: ``case``, ``schedule``, ``refused`` (the code of
    why nothing is free), ``gross``, ``free``, ``pay``. ``findings`` are by service: ``row`` is its
    place.
    """

    schedules: Schedules
    services: pl.DataFrame
    cases: pl.DataFrame
    findings: pl.DataFrame

    def __repr__(self) -> str:
        return f"Statements({self.cases.height} cases, {self.services.height} services)"

    def of(self, case: str) -> Statement:
        """The statement of one case, with its sentences."""
        own = self.cases.row(by_predicate=pl.col("case") == case, named=True)
        number = own["schedule"]
        schedule: Schedule | None = None if number is None else self.schedules.known[number]
        lines = []
        for row in self.services.filter(pl.col("case") == case).iter_rows(named=True):
            line = None
            if schedule is not None and row["line"] is not None:
                line = schedule.lines[row["line"]]
            service = Service(
                item=row["item"], quantity=row["quantity"], kind=row["kind"], area=row["area"]
            )
            lines.append(
                Charged(
                    service=service,
                    line=line,
                    paid_units=row["paid_units"],
                    gross=row["gross"],
                    free=row["free"],
                )
            )
        return Statement(schedule=schedule, refused=own["refused"], lines=tuple(lines))


def state_all(
    cases: pl.DataFrame,
    services: pl.DataFrame,
    schedules: Schedules,
    *,
    place: str,
    kind: Kind = "free",
) -> Statements:
    """The statements of many cases, equal to :func:`~.statement.state` for each of them.

    Args:
        cases: ``case`` (unique), ``day`` (Date), and where they are known ``division`` and ``words``
            (several with 、 between them).
        services: ``case``, ``item``, ``quantity``, and where they are known ``kind`` and ``area``.
        schedules: the known schedules.
        place: the division code of the county that settles.
        kind: ``free`` for free items, ``award`` for awards.

    """
    people = _judged(_filled(cases, ("division", "words")), schedules, place, kind)
    people = people.with_row_index("person")
    given = _filled(services, ("kind", "area")).join(
        people.drop("division"), on="case", how="left", maintain_order="left"
    )
    given = given.with_columns(_lines(given, schedules))
    table = _Table.of(schedules)
    numbers = table.numbers(given)
    line = SimpleNamespace(**{name: table.of_rows(name, numbers) for name in _NUMBERS})
    asked = given["quantity"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    bad = ~((asked >= 0) & (asked <= MOST / SCALE))
    units: Ints = np.rint(np.where(bad, 0, asked) * SCALE).astype(np.int64)
    case: Ints = given["person"].fill_null(-1).to_numpy().astype(np.int64)
    by_line = _Groups(case * len(table.columns["base"]) + numbers)
    before, times = by_line.before(units), by_line.before(np.ones_like(units))
    entitled = _entitled(given, schedules)
    gross, free = uncapped(line, before, times, units, np.maximum)
    known = numbers > 0
    gross, free = gross * known, free * known * entitled
    own = under(line.free_amount, by_line.before(free), free, np.minimum)
    cap = np.array([NO_LIMIT, *(schedule.cap for schedule in schedules)])
    of_case = given["schedule"].fill_null(-1).to_numpy() + 1
    free = under(cap[of_case], _Groups(case).before(own), own, np.minimum)
    paid = np.where(entitled, paid_quantity(line, before, units, np.maximum), units) * known
    told = given.drop("refused", "schedule", "words", "day")
    told = told.with_columns(
        paid_units=pl.Series(paid), gross=pl.Series(gross), free=pl.Series(free)
    ).with_columns(pay=pl.col("gross") - pl.col("free"))
    return Statements(
        schedules=schedules,
        services=told.drop("person"),
        cases=_totals(people, told, schedules),
        findings=_findings(given, bad & (asked != 0)),
    )


@frozen
class _Table:
    """The numbers of all lines of all schedules, one after the other; the first stands for no line."""

    starts: tuple[int, ...]
    columns: dict[str, Ints]

    @classmethod
    def of(cls, schedules: Schedules) -> _Table:
        lines: list[Line] = [line for schedule in schedules for line in schedule.lines]
        starts, at = [], 1
        for schedule in schedules:
            starts.append(at)
            at += len(schedule.lines)
        empty = {"per": SCALE, "rate": SCALE}
        columns = {
            name: np.array(
                [empty.get(name, 0), *(int(getattr(line, name)) for line in lines)], np.int64
            )
            for name in _NUMBERS
        }
        return cls(tuple(starts), columns)

    def of_rows(self, name: str, numbers: Ints) -> Ints | int:
        """A number of the line of each service; one number where all lines have the same."""
        values = self.columns[name]
        if len(values) > 1 and (values[1:] == values[1]).all():
            return int(values[1])
        return values[numbers]

    def numbers(self, given: pl.DataFrame) -> Ints:
        """The place of each service's line among all lines; 0 where it has none."""
        starts = np.array([0, *self.starts], np.int64)
        schedule = given["schedule"].fill_null(-1).to_numpy() + 1
        line = given["line"].fill_null(-1).to_numpy()
        return np.where(line < 0, 0, starts[schedule] + line).astype(np.int64)


def _filled(frame: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """*frame* with empty text for what it does not know."""
    return frame.with_columns(
        pl.col(name).cast(pl.String).fill_null("")
        if name in frame.columns
        else pl.lit("").alias(name)
        for name in names
    )


def _judged(cases: pl.DataFrame, schedules: Schedules, place: str, kind: Kind) -> pl.DataFrame:
    """The cases with the number of their schedule and the code of why nothing is free."""
    turns = sorted({day for one in schedules for day in (one.since, one.until) if day})
    # Between two turning days the same schedule holds.
    reached = pl.Series(turns, dtype=pl.Date).search_sorted(
        cases["day"].fill_null(date.max), "right"
    )
    reached = reached.set(cases["day"].is_null(), None)

    def own(turn: int | None) -> tuple[int | None] | None:
        if turn is None:
            return None
        return (schedules.at(place, turns[turn - 1] if turn else date.min, kind),)

    number = lift([reached], own, {"schedule": pl.Int64})["schedule"]
    lengths = [len(schedule.place) for schedule in schedules]
    head = cases["division"].str.slice(0, max(lengths, default=0))

    def refused(number: int | None, division: str, words: str) -> tuple[str | None]:
        if number is None:
            return ("FS200",)
        schedule = schedules.known[number]
        resident = division.startswith(schedule.place) if division else False
        return (schedule.refused(_words(words), resident=resident),)

    told = lift([number, head, cases["words"]], refused, {"refused": pl.String})
    return cases.select("case", "day", "division", "words").with_columns(number, told["refused"])


def _lines(given: pl.DataFrame, schedules: Schedules) -> pl.Series:
    """The line of each service within its schedule, asked once for every different service."""
    number = given["schedule"].fill_null(-1).to_numpy() + 1
    key: Ints = number.astype(np.int64)
    parts: list[list[str]] = []
    for name in ("item", "kind", "area"):
        column = given[name].fill_null("")
        if (column == "").all():
            parts.append([""])
            continue
        texts = column.unique()
        key = key * len(texts) + column.cast(pl.Enum(texts)).to_physical().to_numpy()
        parts.append(texts.to_list())
    known = pl.Series(key).unique().sort().to_numpy()
    lines: list[int | None] = []
    for which in known.tolist():
        service: list[str] = []
        for table in reversed(parts):
            which, place = divmod(which, len(table))
            service.insert(0, table[place])
        schedule = schedules.known[which - 1] if which else None
        lines.append(None if schedule is None else schedule.line(*service))
    return pl.Series("line", lines, dtype=pl.Int64).gather(np.searchsorted(known, key))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split(SEPARATOR) if word)


def _entitled(given: pl.DataFrame, schedules: Schedules) -> NDArray[np.bool_]:
    """Where nothing stands in the way of a free item: the schedule's conditions and the line's."""
    free = given["refused"].is_null() & given["line"].is_not_null()
    if any(line.who for schedule in schedules for line in schedule.lines):

        def has(number: int | None, line: int | None, words: str | None) -> tuple[bool]:
            if number is None or line is None:
                return (False,)
            who = schedules.known[number].lines[line].who
            return (not who or bool(who & _words(words or "")),)

        columns = [given[name] for name in ("schedule", "line", "words")]
        free &= lift(columns, has, {"has": pl.Boolean})["has"]
    return free.to_numpy()


class _Groups:
    """Rows with one key, in their order: what stood before each of them."""

    def __init__(self, key: Ints) -> None:
        self.order = np.argsort(key, kind="stable")
        ordered = key[self.order]
        first = np.ones(len(key), np.bool_)
        first[1:] = ordered[1:] != ordered[:-1]
        self.starts = np.flatnonzero(first)
        self.sizes = np.diff(np.append(self.starts, len(key)))

    def before(self, amount: Ints) -> Ints:
        """For each row, the sum of *amount* in earlier rows of the same key."""
        own = amount[self.order]
        sums = np.cumsum(own) - own
        sums -= np.repeat(sums[self.starts], self.sizes)
        told = np.empty_like(sums)
        told[self.order] = sums
        return told


def _totals(people: pl.DataFrame, told: pl.DataFrame, schedules: Schedules) -> pl.DataFrame:
    """The sums of every case, by the place of its person."""
    place = told["person"].fill_null(people.height).to_numpy()
    sums = {
        name: np.bincount(place, told[name].to_numpy(), people.height + 1)[: people.height]
        for name in ("gross", "free")
    }
    refunds = [number for number, one in enumerate(schedules) if one.settle == "refund"]
    return people.select(
        "case",
        "schedule",
        "refused",
        # Sums of whole fen are exact as floating numbers up to 2 ** 53.
        *(pl.Series(name, values.astype(np.int64)) for name, values in sums.items()),
    ).with_columns(
        pay=pl.when(pl.col("schedule").is_in(refunds))
        .then("gross")
        .otherwise(pl.col("gross") - pl.col("free"))
    )


def _findings(given: pl.DataFrame, bad: NDArray[np.bool_]) -> pl.DataFrame:
    """Services that the schedule does not have, quantities that are none, cases that are not there."""
    places = pl.int_range(given.height, dtype=pl.UInt32, eager=True)
    outside = (given["schedule"].is_not_null() & given["line"].is_null()).to_numpy()
    unknown = given["day"].is_null().to_numpy()
    found = [
        findings_in(
            places.filter(pl.Series(mask)), name, code, actual=shown.filter(pl.Series(mask))
        )
        for mask, name, code, shown in (
            (outside, "item", "FS206", given["item"]),
            (bad, "quantity", "FS207", given["item"]),
            (unknown, "case", "FS209", given["item"]),
        )
        if mask.any()
    ]
    if not found:
        return no_findings()
    return pl.concat(found).sort("row", maintain_order=True).cast(FINDINGS_SCHEMA)  # type: ignore[arg-type]
