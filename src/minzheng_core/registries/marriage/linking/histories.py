"""The history of each person in a marriage register, and what it says and does not say (婚姻史).

A register proves what was registered in it. Judgments of courts, deaths and registrations elsewhere
are not in it, so that it can never prove that somebody is still married or never was
(《民法典》第一千零五十一条、第一千零八十条).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import field, frozen

from minzheng_core.registries.marriage.linking.deaths import DIED, PARTIES, death_events
from minzheng_core.registries.marriage.linking.features import (
    DIVORCE,
    DIVORCE_AGAIN,
    KINDS,
    MARRIAGE,
    MARRIAGE_AGAIN,
    REVOKED,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

EVENT_NAMES = {
    MARRIAGE: "结婚登记",
    DIVORCE: "离婚登记",
    MARRIAGE_AGAIN: "补领结婚证",
    DIVORCE_AGAIN: "补领离婚证",
    REVOKED: "撤销婚姻登记",
    DIED: "死亡",
}
LIMIT = "登记簿不能证明某人仍在婚：法院判决、外地登记和死亡不在其中。"
DOUBTS = {
    "LK201": "前一段婚姻在本登记簿中没有离婚、撤销或死亡记录",
    "LK202": "离婚登记之前本登记簿没有这对夫妻的结婚登记",
    "LK203": "同一对夫妻再次结婚登记，其间没有离婚登记",
    "LK204": "登记日期在死亡日期之后",
    "LK205": "死亡日期有两个",
}
"""What a history contradicts, in neutral words; the reasons may lie outside the register."""
CHANGING = (MARRIAGE, DIVORCE, REVOKED, DIED)
"""Events that change what the register says of a person."""


@frozen(kw_only=True)
class MaritalStatus:
    """What the register says of a person on a day.

    ``code`` is ``married``, ``divorced``, ``revoked``, ``widowed``, ``deceased`` or ``unknown``: the
    last thing registered, not what is so. ``evidence`` are the rows that say it.
    """

    code: str
    on: date
    sentence: str
    evidence: tuple[int, ...]


@frozen(kw_only=True, repr=False)
class Timelines:
    """Events by person: ``person, order, event, date, act, row, rows, party, spouse, doubt, source``.

    ``source`` is where a death is told of.
    """

    frame: pl.DataFrame = field(repr=False)
    clusters: pl.DataFrame = field(repr=False)

    def __repr__(self) -> str:
        return f"Timelines({self.frame['person'].n_unique()} persons, {self.frame.height} events)"

    def of(self, row: int, party: str) -> pl.DataFrame:
        """The events of the person who stands in a record as ``husband`` or ``wife``, in order."""
        person = self.clusters[f"{party}_person"][row]
        return self.frame.filter(pl.col("person") == person)

    @property
    def doubts(self) -> pl.DataFrame:
        """The events that contradict an earlier one: the frame with ``doubt`` and its words."""
        words = pl.col("doubt").replace_strict(DOUBTS, default=None, return_dtype=pl.String)
        return self.frame.filter(pl.col("doubt").is_not_null()).with_columns(words=words)

    def status(self, row: int, party: str, on: date) -> MaritalStatus:
        """What the register says of that person's marriage on a day, with its evidence."""
        events = self.of(row, party)
        until = events.filter(pl.col("date").is_not_null() & (pl.col("date") <= on.isoformat()))
        return _status(until, self._spouse_died(until, on), on)

    def _spouse_died(self, events: pl.DataFrame, on: date) -> dict[str, Any] | None:
        last = events.filter(pl.col("event") == EVENT_NAMES[MARRIAGE])
        if last.is_empty() or last["spouse"][-1] is None:
            return None
        died = self.frame.filter(
            (pl.col("person") == last["spouse"][-1])
            & (pl.col("event") == EVENT_NAMES[DIED])
            & (pl.col("date") <= on.isoformat())
        )
        return died.row(0, named=True) if died.height else None


def _status(events: pl.DataFrame, widowed: dict[str, Any] | None, on: date) -> MaritalStatus:
    day = f"截至 {on.isoformat()}，"
    original = events.filter(pl.col("event").is_in([EVENT_NAMES[k] for k in CHANGING]))
    # A certificate issued again changes nothing, unless it is all that is left of its act.
    told = events.filter(
        pl.col("event").is_in([EVENT_NAMES[k] for k in CHANGING])
        | ~pl.col("act").is_in(original["act"].drop_nulls().implode())
    )
    if told.is_empty():
        return MaritalStatus(
            code="unknown",
            on=on,
            sentence=day + "本登记簿没有此人的婚姻登记；不能据此认定未婚。",
            evidence=(),
        )
    last = told.row(-1, named=True)
    rows = tuple(last["rows"])
    name, when = last["event"], last["date"]
    if name == EVENT_NAMES[DIED]:
        return MaritalStatus(
            code="deceased",
            on=on,
            sentence=f"{day}{_funeral(last)}载明此人于 {when} 死亡。",
            evidence=rows,
        )
    if name in {EVENT_NAMES[MARRIAGE], EVENT_NAMES[MARRIAGE_AGAIN]}:
        if widowed is not None:
            words = f"{day}最近一次是 {when} 的{name}，{_funeral(widowed)}载明其配偶于 {widowed['date']} 死亡。"
            return MaritalStatus(code="widowed", on=on, sentence=words, evidence=rows)
        words = f"{day}最近一次是 {when} 的{name}，其后本登记簿没有离婚、撤销或死亡记录。{LIMIT}"
        return MaritalStatus(code="married", on=on, sentence=words, evidence=rows)
    words = f"{day}最近一次是 {when} 的{name}，其后本登记簿没有结婚登记；不能排除在外地再婚。"
    code = "revoked" if name == EVENT_NAMES[REVOKED] else "divorced"
    return MaritalStatus(code=code, on=on, sentence=words, evidence=rows)


def _funeral(death: dict[str, Any]) -> str:
    return f"殡葬登记（{death['source']}）" if death["source"] else "殡葬登记"


def run(
    records: pl.DataFrame,
    clusters: pl.DataFrame,
    *,
    deaths: pl.DataFrame | Iterable[Any] | None = None,
) -> Timelines:
    """The history of every person; see :func:`~minzheng_core.registries.marriage.timelines`."""
    events = _events(records, clusters).with_columns(source=pl.lit(None, dtype=pl.String))
    if deaths is not None:
        told = death_events(records, clusters, deaths)
        events = pl.concat([events, told.select(events.columns)])
    return Timelines(frame=_with_doubts(events), clusters=clusters)


def _events(records: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    """One line per person and event; a record entered twice is one event."""
    needed = ("business_type_code", "registration_date")
    records = records.with_columns(
        pl.lit(None, dtype=pl.String).alias(name) for name in needed if name not in records.columns
    )
    acts = records.select(
        kind=pl.col("business_type_code")
        .cast(pl.String)
        .replace_strict(KINDS, default=MARRIAGE, return_dtype=pl.UInt8)
        .fill_null(MARRIAGE),
        date=pl.col("registration_date").cast(pl.String),
    ).hstack(clusters.select("act", "husband_person", "wife_person").with_row_index("row"))
    again = pl.col("kind").is_in([MARRIAGE_AGAIN, DIVORCE_AGAIN])
    # One certificate issued again is known by its day; an original is one however it is dated.
    acts = acts.with_columns(copy=pl.when(again).then("date"))
    sides = []
    for own, other in (PARTIES, PARTIES[::-1]):
        sides.append(
            acts.select(
                pl.col(f"{own}_person").alias("person"),
                pl.col(f"{other}_person").alias("spouse"),
                pl.lit(own).alias("party"),
                "act",
                "kind",
                "copy",
                "date",
                "row",
            )
        )
    mentions = pl.concat(sides)
    length = pl.col("date").str.len_chars()
    return (
        mentions.group_by("person", "act", "kind", "copy")
        .agg(
            pl.col("date")
            .sort_by(length, pl.col("row"), descending=[True, False], nulls_last=True)
            .first(),
            pl.col("spouse").first(),
            pl.col("party").first(),
            pl.col("row").min().alias("row"),
            pl.col("row").sort().alias("rows"),
        )
        .drop("copy")
    )


COLUMNS = ("person", "order", "event", "date", "act", "row", "rows", "party", "spouse", "doubt", "source")  # fmt: skip
"""The columns of timelines."""


def _with_doubts(events: pl.DataFrame) -> pl.DataFrame:
    """The events in order, and which of them contradict an earlier one."""
    events = events.sort("person", "date", "kind", "row", nulls_last=True).with_row_index("at")
    # Most people have one event; only the others, and divorces, are looked at one after the other.
    changing = events.filter(pl.col("kind").is_in(CHANGING)).filter(
        pl.col("person").is_duplicated() | (pl.col("kind") == DIVORCE)
    )
    doubts = changing.select("at", doubt=_doubt())
    return (
        events.join(doubts, on="at", how="left", maintain_order="left")
        .with_columns(
            order=_places(events["person"]),
            event=pl.col("kind").replace_strict(EVENT_NAMES, return_dtype=pl.String),
        )
        .select(COLUMNS)
    )


def _doubt() -> pl.Expr:
    """What an event contradicts, among those of its person that change anything, in their order."""
    kind, date = pl.col("kind"), pl.col("date")
    married, divorced = kind == MARRIAGE, kind == DIVORCE
    died = date.filter(kind == DIED).min().over("person")
    after_marriage = kind.shift(1).over("person") == MARRIAGE
    another = pl.col("spouse") != pl.col("spouse").shift(1).over("person")
    married_before = married.cast(pl.UInt32).cum_sum().over("person", "spouse") > 0
    return (
        pl.when((date > died).fill_null(value=False))
        .then(pl.when(kind == DIED).then(pl.lit("LK205")).otherwise(pl.lit("LK204")))
        .when(married & after_marriage & another)
        .then(pl.lit("LK201"))
        .when(married & after_marriage & ~another)
        .then(pl.lit("LK203"))
        .when(divorced & ~married_before)
        .then(pl.lit("LK202"))
    )


def _places(person: pl.Series) -> pl.Series:
    """For each event its place among those of its person, from 1; persons stand together."""
    who = person.to_numpy()
    starts = np.flatnonzero(np.append(True, who[1:] != who[:-1])) if len(who) else np.empty(0, int)
    sizes = np.diff(np.append(starts, len(who)))
    return pl.Series(np.arange(len(who)) - np.repeat(starts, sizes) + 1, dtype=pl.UInt16)
