"""Numbers that are another row's: what only the whole archive shows.

A copied number stands under several names, its own row's birth date does not support it, and either
contradicts it, or another row's birth date supports it, or the row directly above has it; but who has
it elsewhere under the same name with the birth date in it is its owner, and so is who has it there with the
same spouse and half of the name: of one couple it is the name that is mistyped. That the row's birth date is
the lunar one of the number's supports nothing where the row above has the number and just its date. A number
with the birth date of the row above or below, of another name, where its own row has quite another one, stands
a row too low or too high; where its own row has none, or nearly the same, it is the other row's date that is wrong.

What every chunk saw of its numbers (:mod:`minzheng_core.cleaning.chunk.sightings`) is compared here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.people import COPIED

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec, PersonBlock


def copied_numbers(spec: ArchiveSpec, seen: pl.DataFrame) -> pl.DataFrame:
    """The rows with somebody else's number: ``row`` and, for each person, what it is.

    *seen* are the sightings of the whole archive in the order of its rows.
    """
    columns = [
        pl.Series(f"{block.prefix}{COPIED}", _verdicts(seen, block))
        for block in spec.people
        if f"{block.prefix}.number" in seen.columns
    ]
    verdicts = pl.DataFrame([seen["row"], *columns])
    return verdicts.filter(pl.any_horizontal(pl.lit(value=False), pl.exclude("row").is_not_null()))


_HALVES = ("family", "given")
"""The first character of a name and the rest: of a mistyped name one of them is right."""
_SELF = (["name"], *(["spouse", half] for half in _HALVES))
"""What makes two rows with one number those of one person."""


def _among(rows: pl.DataFrame, others: pl.DataFrame, *keys: str) -> pl.Series:
    """Where one of *others* has the same *keys*; what is not told is not the same."""
    known = others.select(keys).drop_nulls().unique().with_columns(found=pl.lit(value=True))
    joined = rows.select(keys).join(known, on=keys, how="left", maintain_order="left")
    return joined["found"].fill_null(value=False)


def _verdicts(seen: pl.DataFrame, block: PersonBlock) -> pl.Series:
    own = _own(seen, block)
    suspect = pl.col("number").is_not_null() & pl.col("name").is_not_null() & ~pl.col("agrees")
    judged = own.select(
        suspect=suspect,
        above=_ABOVE.fill_null(value=False),
        neighbour=pl.any_horizontal(
            (pl.col("birth") == pl.col("day").shift(step)) & _beside(step) for step in (1, -1)
        ).fill_null(value=False),
        repeated=suspect & pl.col("number").is_duplicated(),
    )
    elsewhere, mine = _elsewhere(own, judged["repeated"])
    judged = judged.with_columns(elsewhere=elsewhere, mine=mine, unlike=own["unlike"])
    return judged.select(
        pl.when(pl.col("suspect") & ~pl.col("mine") & (pl.col("above") | pl.col("elsewhere")))
        .then(pl.lit("copied"))
        .when(pl.col("suspect") & pl.col("unlike") & pl.col("neighbour"))
        .then(pl.lit("neighbour"))
    ).to_series()


def _own(seen: pl.DataFrame, block: PersonBlock) -> pl.DataFrame:
    """What was seen of one person of each row; a lunar date that only the row above brings supports nothing."""
    keys = ("number", "name", "family", "given", "agrees", "lunar", "unlike", "day", "birth")
    theirs = f"{block.partner}.name"
    own = seen.select(
        "place",
        **{key: pl.col(f"{block.prefix}.{key}") for key in keys},
        spouse=pl.col(theirs) if theirs in seen.columns else pl.lit(None, pl.UInt64),
    )
    exactly = pl.col("agrees") & ~pl.col("lunar")
    by_chance = pl.col("lunar") & _ABOVE & exactly.shift(1)
    return own.with_columns(agrees=pl.col("agrees") & ~by_chance.fill_null(value=False))


def _beside(step: int) -> pl.Expr:
    """Whether the row above (1) or below (-1) is of the same table and of somebody else."""

    def same(key: str) -> pl.Expr:
        return pl.col(key) == pl.col(key).shift(step)

    mistyped = (same("spouse") & pl.any_horizontal(map(same, _HALVES))).fill_null(value=False)
    return same("place") & ~same("name") & ~mistyped


_ABOVE = (pl.col("number") == pl.col("number").shift(1)) & _beside(1)
"""Whether the row above is somebody else's and has the number."""


def _elsewhere(own: pl.DataFrame, repeated: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Which *repeated* numbers are those of others, by all rows that have them, and which the person's own."""
    number, at = pl.col("number"), repeated.arg_true()
    same = own.filter(
        number.is_in(own["number"].gather(at).unique().implode()) & pl.col("name").is_not_null()
    )
    several = same.group_by("number").agg(
        several=pl.col("name").n_unique() > 1, owned=pl.col("agrees").any()
    )
    shared = own[at].join(several, on="number", how="left", maintain_order="left")
    owners = same.filter("agrees")
    mine = pl.any_horizontal(_among(shared, owners, "number", *who) for who in _SELF)
    of_others = pl.col("several") & (pl.col("owned") | pl.col("unlike"))
    told = shared.select(of_others=of_others, mine=mine)
    return (
        repeated.clone().scatter(at, told["of_others"]),
        repeated.clone().scatter(at, told["mine"]),
    )
