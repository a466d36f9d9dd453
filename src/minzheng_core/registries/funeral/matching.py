"""Who of a list died: certain by identity number, possible by name and birth date (人员匹配).

A match is certain only where both sides have the same number of 18 digits with its check digit. A
number of 15 digits may have been changed, and somebody without one is known by name and birth date
only: such matches are possible and are listed apart, for a person to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.columns import id_numbers

if TYPE_CHECKING:
    from datetime import date

DEATHS: dict[str, Any] = {
    "id_number": pl.String,
    "name": pl.String,
    "birth": pl.Date,
    "date": pl.Date,
    "source": pl.String,
}
"""The columns of a table of deaths; ``source`` says what gives the day."""
ON_DEATH, ON_CREMATION = "死亡日期", "火化日期（死亡不晚于此日）"


def deaths_of(cases: pl.DataFrame) -> pl.DataFrame:
    """The deaths in a frame of cases, as :data:`DEATHS`; declared ones by the day of the judgment.

    Where only the cremation is known, nobody died after it: its day is the latest day of the death
    and stands in ``source``. A number that is also that of whoever handled the funeral is of somebody alive, and
    tells nobody's death.
    """
    theirs = pl.col("handlers_number").fill_null(value=False)
    number = pl.when(~theirs).then(pl.coalesce("written", "id_number"))
    return cases.select(
        id_number=number,
        name="name",
        birth="birth",
        date=pl.coalesce("death_last", "cremation_last", "cremation"),
        source=pl.when(pl.col("death_last").is_not_null())
        .then(pl.lit(ON_DEATH))
        .otherwise(pl.lit(ON_CREMATION)),
    ).filter(pl.col("date").is_not_null())


def people(frame: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """``row, number, sound, name, birth`` of everyone in a frame with ``id_number``, ``name``, ``birth``.

    ``sound`` is a number of 18 digits with its check digit; the birth date is that of the number where
    none is written.
    """
    height = frame.height

    def column(name: str, dtype: Any) -> pl.Series:
        if name in frame.columns:
            return frame[name].cast(dtype, strict=False)
        return pl.repeat(None, height, dtype=dtype, eager=True)

    parts = id_numbers.parse(column("id_number", pl.String), on=on)
    written = parts["text"].str.len_chars()
    sound = (parts["kind"].cast(pl.String) == "citizen18") & (written == 18)
    sound &= parts["id18"] == parts["text"]
    return pl.DataFrame(
        {
            "row": pl.int_range(height, dtype=pl.UInt32, eager=True),
            "number": parts["id18"],
            "sound": sound.fill_null(value=False),
            "name": column("name", pl.String),
            "birth": column("birth", pl.Date).fill_null(parts["birth"]),
        }
    )


def match(listed: pl.DataFrame, deaths: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Everyone of *listed* who may be among *deaths*: ``row, death, certain``.

    ``row`` and ``death`` are places in the two frames. Two different sound numbers are two people,
    whatever their names; of several deaths with one sound number the last holds: nobody dies twice.
    """
    here = people(listed, on=on)
    gone = people(deaths, on=on).rename({"row": "death"})
    last = gone.with_columns(deaths["date"]).filter("sound").sort("date", maintain_order=True)
    certain = (
        here.filter("sound")
        .join(last.unique("number", keep="last").select("number", "death"), on="number")
        .select("row", "death", certain=pl.lit(value=True))
    )
    known = pl.col("name").is_not_null() & pl.col("birth").is_not_null()
    alike = here.filter(known).join(gone.filter(known), on=["name", "birth"], suffix="_gone")
    by_number = here.filter(pl.col("number").is_not_null()).join(
        gone.filter(pl.col("number").is_not_null()), on="number", suffix="_gone"
    )
    columns = ["row", "death", "sound", "sound_gone"]
    possible = (
        pl.concat([alike.select(columns), by_number.select(columns)])
        .filter(~(pl.col("sound") & pl.col("sound_gone")))
        .unique(["row", "death"])
        .select("row", "death", certain=pl.lit(value=False))
    )
    return pl.concat([certain, possible]).sort(
        "row", "certain", "death", descending=[False, True, False]
    )
