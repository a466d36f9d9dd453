"""Checks across the records of a file: what one record cannot show.

The wording stays neutral: court judgments and deaths are not in a marriage register, so that two
marriages in a row prove nothing by themselves (《民法典》第一千零八十条).
"""

from __future__ import annotations

import polars as pl

from minzheng_core.rules.frames import findings_in

NEEDS = (
    "row",
    "business",
    "registration_date.lo",
    "certificate_number.key",
    "certificate_number.era",
    "certificate_number.local_serial",
    "certificate_number.issuer",
    "certificate_number.issued",
    "certificate_number.place",
    "certificate_number.class",
    "office.unit",
    "husband_id_number",
    "wife_id_number",
    "husband_name",
    "wife_name",
)
"""The facts of the records that these checks compare."""
KEYS = (("certificate_number.key",), ("husband_id_number", "wife_id_number"))
"""Only records with one of these in common are compared: a certificate number, a person's number."""
SEVERAL, SHARE = 5, 0.2
"""So many numbers of one series given twice, and such a share of it: two offices count under one name."""


def _findings(frame: pl.DataFrame, code: str) -> pl.DataFrame:
    """Shape ``row, field, actual`` into findings of one code."""
    return findings_in(frame["row"], frame["field"], code, actual=frame["actual"])


def duplicate_certificates(facts: pl.DataFrame) -> pl.DataFrame:
    """One certificate number on several records (MF301), and the same act entered twice (MF302).

    Records of one kind of act with the same number and the same couple are one act entered twice,
    also where a slip has changed the day, a name or a number; where the couples are others, one of
    the numbers is wrong. A number of an office's own series is the same where office and year are;
    it is wrong only where neither of the couple has one name.
    """
    number = "certificate_number.key"
    told = facts.filter(pl.col(number).is_duplicated() & pl.col(number).is_not_null())
    local = pl.col("certificate_number.era").cast(pl.String) == "local"
    national = told.filter(~local)
    return pl.concat([_repeated(national, number), _repeated_locally(told.filter(local), number)])


def _repeated_locally(told: pl.DataFrame, number: str) -> pl.DataFrame:
    """Numbers that one office gave to several couples in one year (MF301).

    A commune and the town after it may both have counted from 1; who leaves the kind of the unit out
    means the only one that others name. Where much of a series stands twice, several offices have
    counted under one name (a county's, for its townships), and no number of it is wrong.
    """
    unit = pl.col("office.unit").replace("", None)
    only = pl.when(unit.drop_nulls().n_unique().over(number) == 1).then(unit.max().over(number))
    series = (number, "unit")
    names = (pl.min_horizontal, pl.max_horizontal)
    first, second = (of("husband_name", "wife_name") for of in names)
    alike = told.with_columns(unit=pl.coalesce(unit, only), first=first, second=second)
    several = [
        pl.col(name).drop_nulls().n_unique().over(series) > 1 for name in ("first", "second")
    ]
    name = "certificate_number"
    whole = (f"{name}.issuer", f"{name}.issued", f"{name}.place", f"{name}.class", "unit")
    serial = pl.col(f"{name}.local_serial")
    twice, last = serial.n_unique().over(whole), serial.max().over(whole)
    slips = (twice < SEVERAL) | (twice < SHARE * last)
    wrong = (
        alike.filter(pl.all_horizontal(several))
        .filter(slips)
        .with_columns(
            pl.len().over(series).cast(pl.String).alias("actual"),
            pl.lit("certificate_number").alias("field"),
        )
    )
    return _findings(wrong, "MF301")


def repeated_in_one_series(facts: pl.DataFrame) -> pl.DataFrame:
    """Numbers that several offices gave to several couples, though the county counts for all of them (MF301).

    *facts* are of records that have a number of a ``series`` in common.
    """
    name = "certificate_number"
    # The act and what stands below the number belong to it; the office does not.
    own = pl.col(f"{name}.key").str.split(" · ").list.gather([1, 2, 3], null_on_oob=True)
    told = facts.filter(pl.col(f"{name}.key").is_not_null()).with_columns(
        own=own.list.join(" · "),
        first=pl.min_horizontal("husband_name", "wife_name"),
        second=pl.max_horizontal("husband_name", "wife_name"),
    )
    series = ("series", "own")
    several = [
        pl.col(name).drop_nulls().n_unique().over(series) > 1 for name in ("first", "second")
    ]
    wrong = told.filter(pl.all_horizontal(several)).with_columns(
        pl.len().over(series).cast(pl.String).alias("actual"), pl.lit(name).alias("field")
    )
    return _findings(wrong, "MF301")


def _repeated(same: pl.DataFrame, number: str) -> pl.DataFrame:
    """Numbers of the national forms that stand on several records (MF301, MF302)."""
    same = same.with_columns(
        pl.len().over(number).cast(pl.String).alias("actual"),
        pl.lit("certificate_number").alias("field"),
        once=pl.all_horizontal(
            _one_person("husband", number),
            _one_person("wife", number),
            pl.col("business").n_unique().over(number) == 1,
        ),
    )
    return pl.concat(
        [
            _findings(same.filter(~pl.col("once")), "MF301"),
            _findings(same.filter(pl.col("once")), "MF302"),
        ]
    )


def _one_person(party: str, group: str) -> pl.Expr:
    """Whether the records of each *group* name one person in the place of *party*.

    One name is enough, as a number may be missing in one record or wrong in it; under several names
    all have one number.
    """
    name, number = pl.col(f"{party}_name"), pl.col(f"{party}_id_number")
    names = name.drop_nulls().n_unique().over(group)
    numbers = number.n_unique().over(group)
    known = number.null_count().over(group) == 0
    return (names <= 1) | (known & (numbers == 1))


def _mentions(facts: pl.DataFrame) -> pl.DataFrame:
    """One line per person mentioned with a number that stands more than once."""
    sides = (("husband", "wife"), ("wife", "husband"))
    numbers = pl.concat([facts[f"{own}_id_number"] for own, _ in sides])
    repeated = numbers.is_duplicated() & numbers.is_not_null()
    return pl.concat(
        facts.filter(repeated.slice(side * facts.height, facts.height)).select(
            "row",
            "business",
            pl.col("registration_date.lo").alias("day"),
            pl.col(f"{own}_id_number").alias("number"),
            pl.col(f"{own}_name").alias("name"),
            pl.col("certificate_number.key").alias("certificate"),
            pl.col(f"{other}_id_number").alias("spouse_number"),
            pl.col(f"{other}_name").alias("spouse_name"),
            pl.lit(f"{own}_id_number").alias("field"),
        )
        for side, (own, other) in enumerate(sides)
    )


def one_number_two_names(facts: pl.DataFrame) -> pl.DataFrame:
    """One identity number under different names (MF303): a double number, a change of name or a slip."""
    mentions = _mentions(facts).filter(pl.col("name").is_not_null())
    names = mentions.with_columns(pl.col("name").n_unique().over("number").alias("names"))
    several = names.filter(pl.col("names") > 1).with_columns(
        pl.col("names").cast(pl.String).alias("actual")
    )
    return _findings(several, "MF303")


def marriages_in_a_row(facts: pl.DataFrame) -> pl.DataFrame:
    """Two marriages of one person with nothing between (MF304), remarriage of a couple (MF305).

    A re-issue (``ICA``) belongs to the marriage of the couple and is never a second marriage; nor is
    the same act entered again, though a number or a name of the other party is missing in it.
    """
    acts = (
        _mentions(facts)
        .filter(pl.col("day").is_not_null())
        .filter(pl.any_horizontal(pl.col("spouse_number", "spouse_name").is_not_null()))
        .filter(pl.col("business").is_in(["IA", "IB", "ID"]))
        .filter(pl.len().over("number") > 1)
        .sort("number", "day", "row")
        .with_columns(
            pl.col("business").shift(1).over("number").alias("previous"),
            pl.col("certificate").shift(1).over("number").alias("previous_certificate"),
            _alike(1).alias("same_spouse"),
            _alike(2).alias("first_spouse"),
            pl.col("business").shift(2).over("number").alias("first"),
            pl.lit(None, dtype=pl.String).alias("actual"),
        )
    )
    married = pl.col("business") == "IA"
    again = acts.filter(
        married
        & (pl.col("previous") == "IA")
        & ~pl.col("same_spouse")
        & ~(pl.col("certificate") == pl.col("previous_certificate")).fill_null(value=False)
    )
    renewed = acts.filter(
        married
        & (pl.col("previous") == "IB")
        & (pl.col("first") == "IA")
        & pl.col("first_spouse")
        & (pl.col("field") == "husband_id_number")
    )
    return pl.concat([_findings(again, "MF304"), _findings(renewed, "MF305")])


def _alike(back: int) -> pl.Expr:
    """Whether the spouse is the one of so many acts before: by name or number, null where neither tells."""
    number, name = (
        pl.col(field) == pl.col(field).shift(back).over("number")
        for field in ("spouse_number", "spouse_name")
    )
    by_either = name | number.fill_null(value=False)
    return pl.when(name.is_not_null()).then(by_either).otherwise(number)


ACROSS = (duplicate_certificates, one_number_two_names, marriages_in_a_row)
