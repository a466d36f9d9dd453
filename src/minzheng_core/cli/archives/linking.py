"""Golden records, back-fill and comparison: the commands on a run that is there (归并、回填、比对)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.cli.sentences import Sentences
from minzheng_core.errors import CallError, InputError
from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    import polars as pl

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.linkage.judgements import Judgements

DECISION, REMARK = "决定", "备注"
COMPARE_CHOICES = ("采用本表", "采用对方", "都不对", "无法确定")
FILL_CHOICES = ("采用", "不采用", "无法确定")
TAKE = FILL_CHOICES[0]
RECOGNISED_BY = ("registration_date", "husband_name", "wife_name")
"""What lets a clerk recognise the act of a line."""
_SENTENCES = Sentences(
    zh={
        "golden": "{acts:,} 次登记有不止一条记录，归并为 {acts:,} 条：{out}",
        "fill": "可以回填 {fills:,} 处，其中确凿的 {certain:,} 处（已预选“采用”）：{out}",
        "filled": "确凿的已填入，记录另存：{out}",
        "compare": "一致 {same:,}，不一致 {differs:,}（{fields:,} 处），只有本表 {here:,}，只有对方 {there:,}：{out}",
        "left_out": "这些项目有一方的表里没有，没有比：{fields}",
    },
    en={
        "golden": "{acts:,} acts have several records; one record each: {out}",
        "fill": "{fills:,} cells can be filled, {certain:,} of them for certain (chosen already): {out}",
        "filled": "The certain ones are filled in; records written: {out}",
        "compare": "{same:,} the same, {differs:,} differ (in {fields:,} fields), {here:,} only here, {there:,} only there: {out}",
        "left_out": "Not compared, as one of the tables has nothing of it: {fields}",
    },
)


def golden(options: argparse.Namespace) -> int:
    """One record for each act that stands several times, and where each value comes from."""
    require_extra("archive")
    import polars as pl

    from minzheng_core.linkage.golden import wide
    from minzheng_core.registries import marriage
    from minzheng_core.registries.marriage.linking.joining import golden_fields
    from minzheng_core.reports.decisions.table import check_table, write_table

    check_table(options.out)
    records, _, judged = _run(options.directory)
    links = marriage.link(records, judgements=judged)
    chosen = marriage.golden(records, links)
    acts = int(chosen["act"].n_unique())
    if options.reasons:
        told = chosen.select(
            pl.col("act").alias("登记"),
            _labels(chosen["field"]).alias("项目"),
            pl.col("value").alias("取值"),
            pl.col("reason").alias("理由"),
            pl.col("entries").alias("有值的条数"),
            pl.col("values").alias("不同的写法"),
        )
        table = _places(records, chosen["row"], "出处").hstack(told)
    else:
        fields = golden_fields(records)
        table = wide(chosen, fields)
        sizes = links.acts.filter(pl.col("records") > 1)
        rows = sizes.select(act=pl.col("act").cast(table.schema["act"]), 条数="records")
        table = table.join(rows, on="act", how="left", maintain_order="left")
        names = [name for name in fields if name in table.columns]
        labels = _apart(_labels(pl.Series(names)).to_list())
        table = table.rename(dict(zip(names, labels, strict=True)) | {"act": "登记"})
    write_table(table, options.out)
    _say(options, "golden", acts=acts)
    return 0


def back_fill(options: argparse.Namespace) -> int:
    """What empty cells may hold, each with its source; the certain ones can be filled in."""
    require_extra("archive")
    import polars as pl

    from minzheng_core.registries import marriage
    from minzheng_core.reports.decisions.table import check_table, write_table
    from minzheng_core.reports.sentences import with_sentences

    check_table(options.out)
    if options.filled:
        check_table(options.filled)
    records, _, judged = _run(options.directory)
    references = dict(_reference(text) for text in options.reference)
    links = marriage.link(records, judgements=judged)
    told = marriage.back_fill(records, links, references=references)
    for sentence in with_sentences(told.findings)["sentence"].to_list():
        print(sentence)
    fills = told.fills
    own = ~fills["source"].is_in(list(references))
    line = pl.select(
        pl.when(pl.lit(own))
        .then(pl.lit(records["source_row"].gather(fills["source_row"].set(~own, None))))
        .otherwise(pl.lit(fills["source_row"]))
    ).to_series()
    table = _places(records, fills["row"], "出处").hstack(
        pl.DataFrame(
            {
                "项目": _labels(fills["field"]),
                "填补值": fills["value"],
                "来源": fills["source"],
                "来源行": line,
                "确凿": fills["certain"].replace_strict({True: "是", False: "否"}),
                "理由": fills["reason"],
                DECISION: fills["certain"].replace_strict({True: TAKE, False: None}),
                REMARK: pl.repeat(None, fills.height, dtype=pl.String, eager=True),
            }
        )
    )
    write_table(table, options.out, choices={DECISION: FILL_CHOICES})
    _say(options, "fill", fills=fills.height, certain=int(fills["certain"].sum()))
    if options.filled:
        filled, _ = told.apply(records)
        write_table(filled, options.filled)
        _say(options, "filled", out=options.filled)
    return 0


def compare(options: argparse.Namespace) -> int:
    """The run beside an export of the system in use, act by act and field by field."""
    require_extra("archive")
    import polars as pl

    from minzheng_core.cli.progress import shown
    from minzheng_core.linkage.compare import DIFFERS, HERE, SAME, THERE, comparable
    from minzheng_core.registries import marriage
    from minzheng_core.registries.marriage.linking.joining import golden_fields
    from minzheng_core.reports.decisions.table import check_table, write_table

    check_table(options.out)
    here, recipe, _ = _run(options.directory)
    if len(options.files) == 1 and options.files[0].is_dir():
        there = _run(options.files[0])[0]
    else:
        with shown(quiet=options.quiet) as progress:
            there = marriage.clean(
                list(options.files), county=recipe.county, on=recipe.on, link=False,
                progress=progress, encoding=options.encoding,
            ).records  # fmt: skip
    told = marriage.compare(here, there)
    acts = told.unique(["state", "act", "here_row", "there_row"])
    counts = dict(acts["state"].value_counts().iter_rows())
    lines = told if options.all else told.filter(pl.col("state") != SAME)
    table = _side_by_side(here, there, lines)
    write_table(table, options.out, choices={DECISION: COMPARE_CHOICES})
    _say(
        options, "compare", same=counts.get(SAME, 0), differs=counts.get(DIFFERS, 0),
        here=counts.get(HERE, 0), there=counts.get(THERE, 0),
        fields=int((told["state"] == DIFFERS).sum()),
    )  # fmt: skip
    fields = dict.fromkeys([*golden_fields(here), *golden_fields(there)])
    _, left_out = comparable(here, there, list(fields))
    if left_out:
        _say(options, "left_out", fields="、".join(_labels(pl.Series(left_out))))
    return 0


def _side_by_side(here: pl.DataFrame, there: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The lines of a comparison as a clerk decides on them: where both stand, what differs, room for the decision."""
    import polars as pl

    known = []
    for name, label in zip(RECOGNISED_BY, _labels(pl.Series(RECOGNISED_BY)), strict=True):
        ours, theirs = (
            _cells(here, name, lines["here_row"]),
            _cells(there, name, lines["there_row"]),
        )
        known.append(ours.zip_with(ours.is_not_null(), theirs).alias(label))
    return pl.DataFrame(
        [
            lines["state"].alias("状态"),
            *_places(here, lines["here_row"], "本表"),
            *_places(there, lines["there_row"], "对方"),
            *known,
            _labels(lines["field"]).alias("项目"),
            lines["here"].alias("本表的值"),
            lines["there"].alias("对方的值"),
            lines["decision"].alias(DECISION),
            pl.repeat(None, lines.height, dtype=pl.String, eager=True).alias(REMARK),
        ]
    )


def _say(options: argparse.Namespace, what: str, **values: Any) -> None:
    print(_SENTENCES.say(options.lang, what, **{"out": options.out} | values))


def _run(folder: Path) -> tuple[pl.DataFrame, Recipe, Judgements | None]:
    """The records of a run with its recipe and what clerks judged: the final ones where they are."""
    import polars as pl

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.linkage.judgements import Judgements
    from minzheng_core.reports.run_files import FINAL, JUDGEMENTS, RECIPE, RECORDS

    final = folder / FINAL
    place = final if (final / RECORDS).exists() else folder
    judged = final / JUDGEMENTS
    try:
        recipe = Recipe.load(folder / RECIPE)
        records = pl.read_parquet(place / RECORDS)
        book = Judgements.from_json(judged.read_text("utf-8")) if judged.exists() else None
    except (OSError, KeyError, ValueError, pl.exceptions.PolarsError) as error:
        raise InputError("IN402", directory=folder.name or str(folder)) from error
    return records, recipe, book


def _reference(text: str) -> tuple[str, Any]:
    """``NAME=FILE``, or ``NAME=DATABASE::TABLE``."""
    name, _, source = text.partition("=")
    if not name or not source:
        raise CallError("IN216")
    address, found, table = source.rpartition("::")
    if not found:
        return name, source
    return name, _database_table(name, address, table)


def _database_table(name: str, address: str, table: str) -> pl.DataFrame:
    import polars as pl
    import sqlalchemy
    from sqlalchemy.exc import SQLAlchemyError

    query = sqlalchemy.select(sqlalchemy.text("*")).select_from(sqlalchemy.table(table))
    try:
        engine = sqlalchemy.create_engine(address)
        try:
            with engine.connect() as connection:
                found = pl.read_database(query, connection, infer_schema_length=None)
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise InputError("IN217", name=name, table=table) from error
    return found


def _cells(records: pl.DataFrame, name: str, rows: pl.Series) -> pl.Series:
    import polars as pl

    if name not in records.columns:
        return pl.repeat(None, len(rows), dtype=pl.String, eager=True)
    return records[name].cast(pl.String).gather(rows)


def _places(records: pl.DataFrame, rows: pl.Series, word: str) -> pl.DataFrame:
    """File, sheet and row of records."""
    import polars as pl

    named = {"source_file": "文件", "source_sheet": "表", "source_row": "行"}
    return pl.DataFrame(
        [_cells(records, name, rows).alias(f"{word}{n}") for name, n in named.items()]
    )


def _labels(fields: pl.Series) -> pl.Series:
    """The Chinese words for fields."""
    import polars as pl

    from minzheng_core.registries.marriage.spec import spec
    from minzheng_core.reports.labels import party_label

    declared = spec()
    words = {name: party_label(declared, name) for name in fields.drop_nulls().unique().to_list()}
    return fields.cast(pl.String).replace_strict(words, default=None, return_dtype=pl.String)


def _apart(labels: list[str]) -> list[str]:
    """Headings that are all different."""
    seen: dict[str, int] = {}
    told = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        told.append(label if seen[label] == 1 else f"{label}（{seen[label]}）")
    return told
