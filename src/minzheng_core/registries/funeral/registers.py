"""A death in the other registers (各登记之间): widowed spouses, events after a death, one person's life."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import polars as pl
from attrs import frozen

from minzheng_core.registries.funeral.matching import match
from minzheng_core.rules.frames import findings_in, no_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

EVENTS: dict[str, Any] = {
    "id_number": pl.String,
    "name": pl.String,
    "birth": pl.Date,
    "date": pl.Date,
    "what": pl.String,
    "register": pl.String,
    "spouse": pl.String,
}
"""The columns of a table of events in the lives of people."""
_MARRIED, _ENDED = ("IA",), ("IB", "ID")
_WORDS = {
    "IA": "结婚登记",
    "IB": "离婚登记",
    "ICA": "补领结婚证",
    "ICB": "补领离婚证",
    "ID": "撤销婚姻登记",
}


def marriage_events(records: pl.DataFrame) -> pl.DataFrame:
    """The events of a marriage register, two a record: as :data:`EVENTS` and ``act`` (``IA`` …), ``row``.

    *records* are clean marriage records, or those of a marriage book
    (:func:`~minzheng_core.registries.funeral.cases.records_of`).
    """
    from minzheng_core.columns import codes

    height = records.height

    def text(name: str) -> pl.Series:
        if name in records.columns:
            return records[name].cast(pl.String)
        return pl.repeat(None, height, dtype=pl.String, eager=True)

    act = codes.lookup(text("business_type"), "business_type")["code"].cast(pl.String)
    act = text("business_type_code").fill_null(act).fill_null("IA")
    sides = []
    for own, other in (("husband", "wife"), ("wife", "husband")):
        sides.append(
            pl.DataFrame(
                {
                    "row": pl.int_range(height, dtype=pl.UInt32, eager=True),
                    "id_number": text(f"{own}_id_number"),
                    "name": text(f"{own}_name"),
                    "birth": text(f"{own}_birth_date").str.to_date("%Y-%m-%d", strict=False),
                    "date": text("registration_date").str.to_date("%Y-%m-%d", strict=False),
                    "act": act,
                    "what": act.replace_strict(_WORDS, default="婚姻登记"),
                    "register": pl.repeat("婚姻登记", height, dtype=pl.String, eager=True),
                    "spouse": text(f"{other}_id_number"),
                }
            )
        )
    return pl.concat(sides)


def events_after_death(
    events: pl.DataFrame, deaths: pl.DataFrame, *, on: date | None = None
) -> pl.DataFrame:
    """Findings on events dated after the death of their person; ``row`` is the place in *events*.

    Certain by the identity number (FX201, an error); by name and birth date only possible (FX202, for a
    person to judge). *events* have ``id_number``, ``date``, ``what``, and where they are known ``name``
    and ``birth``: marriages, adoptions, applications.
    """
    found = match(events, deaths, on=on or date.today())
    if found.is_empty():
        return no_findings()
    died = deaths.with_row_index("death").select("death", died="date")
    told = (
        events.drop("row", strict=False)
        .with_row_index("row")
        .join(found, on="row")
        .join(died, on="death")
        .filter(pl.col("date") > pl.col("died"))
        .sort("row")
    )
    parts = [no_findings()]
    for certain, code in ((True, "FX201"), (False, "FX202")):
        hits = told.filter(pl.col("certain") == certain)
        if hits.height:
            shown = pl.concat_str(
                pl.col("date").cast(pl.String), pl.lit(" "), pl.col("what").fill_null("")
            )
            parts.append(
                findings_in(
                    hits["row"],
                    "date",
                    code,
                    expected=hits["died"].cast(pl.String),
                    actual=hits.select(shown).to_series(),
                )
            )
    return pl.concat(parts).sort("row", maintain_order=True)


def widowed(events: pl.DataFrame, deaths: pl.DataFrame, *, on: date | None = None) -> pl.DataFrame:
    """Who was widowed by which death: ``id_number`` of the survivor, ``since``, ``row`` of the marriage.

    *events* are those of :func:`marriage_events`. The marriage must stand on the day of the death: no
    divorce or revocation of the couple after it and before that day, and the survivor alive. Certain
    matches only. The marriage ends with the death (《民法典》第一千零五十一条以外的当然终止); somebody
    declared dead ends it on the day of the judgment (第五十一条).
    """
    certain = match(events, deaths, on=on or date.today()).filter("certain")
    died = deaths.with_row_index("death").select("death", died="date", dead="id_number")
    told = (
        events.rename({"row": "act_row"}, strict=False)
        .with_row_index("row")
        .join(certain.select("row", "death"), on="row")
        .join(died, on="death")
        .filter(pl.col("date").is_not_null() & (pl.col("date") <= pl.col("died")))
        .filter(pl.col("act").is_in([*_MARRIED, *_ENDED, "ICA"]))
        .sort("date", "row")
    )
    last = told.group_by("death", maintain_order=True).last()
    # Nobody dies twice: the last of several deaths holds, as in matching.
    gone = deaths.group_by(spouse="id_number").agg(spouse_died=pl.col("date").max())
    standing = last.filter(
        pl.col("act").is_in([*_MARRIED, "ICA"]) & pl.col("spouse").is_not_null()
    ).join(gone, on="spouse", how="left")
    alive = pl.col("spouse_died").is_null() | (pl.col("spouse_died") > pl.col("died"))
    row = "act_row" if "act_row" in standing.columns else "row"
    return standing.filter(alive).select(id_number="spouse", since="died", row=row)


Effect = Literal["married", "dissolved", "revived"]


@frozen(kw_only=True)
class DeclaredDeath:
    """A declaration of death and what became of the marriage of the person declared dead.

    A marriage ends on the day of the judgment. Where the declaration is revoked it comes to life again
    on that day by itself, unless the spouse has married again or has declared in writing to the
    marriage registry that he or she does not want it (《民法典》第五十一条).

    >>> from datetime import date
    >>> lost = DeclaredDeath(judged=date(2020, 6, 1), revoked=date(2024, 5, 1))
    >>> [lost.marriage_on(date(year, 6, 1)) for year in (2019, 2022, 2024)]
    ['married', 'dissolved', 'revived']
    >>> DeclaredDeath(judged=date(2020, 6, 1), revoked=date(2024, 5, 1),
    ...               remarried=date(2022, 1, 1)).marriage_on(date(2025, 1, 1))
    'dissolved'
    """

    judged: date
    revoked: date | None = None
    remarried: date | None = None
    refused: date | None = None
    """The day on which the spouse declared that the marriage is not to revive."""

    @property
    def revives(self) -> date | None:
        """The day on which the marriage comes to life again, if it does."""
        if self.revoked is None:
            return None
        bars = [day for day in (self.remarried, self.refused) if day and day <= self.revoked]
        return None if bars else self.revoked

    def marriage_on(self, day: date) -> Effect:
        """What the marriage is on a day."""
        if day < self.judged:
            return "married"
        revives = self.revives
        return "revived" if revives and day >= revives else "dissolved"


def timeline(frames: Iterable[pl.DataFrame], id_number: str) -> pl.DataFrame:
    """One person's events over all registers, by day: ``date, register, what``.

    *frames* are tables of events (:data:`EVENTS`); events without a day stand at the end.
    """
    own = [
        frame.filter(pl.col("id_number") == id_number).select("date", "register", "what")
        for frame in frames
    ]
    empty = pl.DataFrame(schema={name: EVENTS[name] for name in ("date", "register", "what")})
    return pl.concat([empty, *own]).sort("date", nulls_last=True, maintain_order=True)


_STEPS = (
    ("death", "死亡"),
    ("fetched", "遗体接运"),
    ("cremation", "火化"),
    ("placement", "骨灰安放"),
)


def funeral_events(cases: pl.DataFrame) -> pl.DataFrame:
    """The events of a frame of cases, as :data:`EVENTS`: death, transport, cremation, placement."""
    none = pl.lit(None, pl.String)
    return pl.concat(
        cases.filter(pl.col(column).is_not_null()).select(
            id_number=pl.coalesce("written", "id_number"),
            name="name",
            birth="birth",
            date=pl.col(column),
            what=pl.lit(word),
            register=pl.lit("殡葬登记"),
            spouse=none,
        )
        for column, word in _STEPS
    )
