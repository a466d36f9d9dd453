"""Back-fill: what an empty cell may hold, from other entries and from supplied tables (回填).

Every proposal says where it comes from. It is *certain* only where the source is certain and alone:
entries judged the same whose values all agree, or a reference line found by a whole number with a
name that agrees. Everything else waits for a person.
"""

from __future__ import annotations

import polars as pl

SAME_ACT, SAME_PERSON = "同一登记的另一条目", "同一人的另一次登记"
FILL_SCHEMA: dict[str, pl.DataType] = {
    "row": pl.UInt32(),
    "field": pl.String(),
    "value": pl.String(),
    "source": pl.String(),
    "source_row": pl.UInt32(),
    "certain": pl.Boolean(),
    "reason": pl.String(),
}
FIELD_NAMES = {"number": "id_number", "birth": "birth_date"}
"""How the short columns of mentions are called in the records."""
BY_NUMBER, BY_NAME = ("number",), ("name", "birth")
"""By what a line of a reference table is found."""
_UNSURE = {
    BY_NUMBER: "身份证号相符而姓名未能核对",
    BY_NAME: "姓名和出生日期与参考表唯一相符",
}
SURE_STATUS = ("original", "normalised", "derived", "repaired", "decided")


def from_groups(cells: pl.DataFrame, source: str) -> pl.DataFrame:
    """Proposals for empty cells from others of their group.

    *cells* has ``group, row, field, value, status`` and, where the cell to be filled is named
    otherwise than the field that groups, ``target``; a ``null`` value asks.

    >>> cells = pl.DataFrame({"group": [1, 1, 1], "row": [0, 1, 2], "field": ["birth"] * 3,
    ...     "value": [None, "1962-08-15", "1962-08-15"], "status": ["missing", "original", "original"]},
    ...     schema_overrides={"row": pl.UInt32})
    >>> from_groups(cells, "同一登记").select("row", "value", "source_row", "certain").rows()
    [(0, '1962-08-15', 1, True)]
    """
    target = "target" if "target" in cells.columns else "field"
    given = cells.filter(pl.col("value").is_not_null())
    sure = pl.col("status").is_in(SURE_STATUS)
    best = (
        given.sort(~sure, "row")
        .group_by("group", "field", maintain_order=True)
        .agg(
            pl.col("value").first(),
            pl.col("row").first().alias("source_row"),
            pl.col("value").n_unique().alias("values"),
            sure.all().alias("all_sure"),
        )
    )
    asked = cells.filter(pl.col("value").is_null()).drop("value", "status")
    met = asked.join(best, on=["group", "field"], how="inner", maintain_order="left")
    certain = (pl.col("values") == 1) & pl.col("all_sure")
    reason = (
        pl.when(certain)
        .then(pl.lit("各条一致"))
        .when(pl.col("values") > 1)
        .then(pl.lit("各条写法不同，取最可靠的一条"))
        .otherwise(pl.lit("来源本身有疑"))
    )
    return met.select(
        "row",
        field=target,
        value="value",
        source=pl.lit(source),
        source_row="source_row",
        certain=certain,
        reason=reason,
    ).cast(pl.Schema(FILL_SCHEMA))


def from_reference(
    mentions: pl.DataFrame, reference: pl.DataFrame, name: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Proposals from a reference table, and the keys that stand in it more than once.

    *mentions* has ``row, party, number, name, birth`` and the empty ``fields`` of each mention;
    *reference* has ``line, number, name, birth`` and any of the columns to be filled. A whole
    number with an agreeing name is certain; name and whole birth date, found once, is probable. A
    key that stands several times with different values is never used; it is given back.
    """
    fields = [c for c in reference.columns if c not in {"line", "name"}]
    by_number, doubled = _keyed(reference, BY_NUMBER)
    by_name, more = _keyed(reference, BY_NAME)
    met = [
        _met(mentions, by_number, BY_NUMBER, fields, source=name),
        _met(mentions, by_name, BY_NAME, fields, source=name),
    ]
    found = pl.concat(met).unique(["row", "field"], keep="first", maintain_order=True)
    return found.sort("row", "field"), pl.concat([doubled, more])


def _keyed(reference: pl.DataFrame, keys: tuple[str, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines found by their keys alone, and the keys that several different lines share."""
    if not set(keys) <= set(reference.columns):
        return reference.clear(), pl.DataFrame(schema={"key": pl.String, "lines": pl.UInt32})
    complete = reference.filter(pl.all_horizontal(pl.col(key).is_not_null() for key in keys))
    alone = complete.unique(
        [c for c in complete.columns if c != "line"], keep="first", maintain_order=True
    )
    several = pl.struct(keys).is_duplicated()
    doubled = (
        alone.filter(several)
        .group_by(keys, maintain_order=True)
        .agg(pl.len().alias("lines"))
        .select(key=pl.lit("+".join(keys)), lines=pl.col("lines").cast(pl.UInt32))
    )
    return alone.filter(~several), doubled


def _met(
    mentions: pl.DataFrame,
    reference: pl.DataFrame,
    keys: tuple[str, ...],
    fields: list[str],
    *,
    source: str,
) -> pl.DataFrame:
    """Proposals for the empty *fields* of the mentions that *reference* has a line for, by *keys*."""
    if reference.is_empty():
        return pl.DataFrame(schema=FILL_SCHEMA)
    there = reference.rename(
        {c: f"{c}_there" for c in reference.columns if c not in {*keys, "line"}}
    )
    met = mentions.join(there, on=keys, how="inner", maintain_order="left")
    # Only a number together with a name is certain; a table may have no names at all.
    certain = (
        (pl.col("name") == pl.col("name_there")).fill_null(value=False)
        if "name_there" in met.columns
        else pl.lit(value=False)
    )
    reason = (
        pl.when(certain).then(pl.lit("身份证号、姓名与参考表相符")).otherwise(pl.lit(_UNSURE[keys]))
    )
    parts = [
        met.filter(pl.col(field).is_null() & pl.col(f"{field}_there").is_not_null())
        .select(
            "row",
            field=pl.col("party") + "_" + pl.lit(FIELD_NAMES.get(field, field)),
            value=pl.col(f"{field}_there").cast(pl.String),
            source=pl.lit(source),
            source_row="line",
            certain=certain,
            reason=reason,
        )
        .cast(pl.Schema(FILL_SCHEMA))
        for field in fields
        if {field, f"{field}_there"} <= set(met.columns)
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=FILL_SCHEMA)


def applied(records: pl.DataFrame, fills: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The records with the certain proposals in their empty cells, and the changes that were made.

    A cell that holds something is never touched; a status beside the field becomes ``filled``.
    """
    certain = fills.filter(pl.col("certain")).unique(
        ["row", "field"], keep="first", maintain_order=True
    )
    made = []
    for (field,), part in certain.group_by(["field"], maintain_order=True):
        name = str(field)
        if name not in records.columns:
            continue
        part = part.filter(records[name].gather(part["row"]).is_null())
        spots, values = part["row"], part["value"].cast(records[name].dtype)
        changed = [records[name].clone().scatter(spots, values)]
        status = f"{name}_status"
        if status in records.columns:
            column = records[status]
            filled = pl.repeat("filled", len(spots), eager=True).cast(column.dtype)
            changed.append(column.clone().scatter(spots, filled))
        records = records.with_columns(changed)
        made.append(part)
    return records, pl.concat(made) if made else fills.clear()
