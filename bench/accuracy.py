"""Score cleaned records against the truth of a synthetic archive.

``python bench/accuracy.py DIR --truth truth.parquet --where where.parquet`` reads ``records.csv`` (or
``.parquet``) and, where present, ``findings.csv`` or ``review.csv`` of DIR in the format of the library;
the competitor's answers have the same columns.

What counts: a value equal to the truth is *right*; another value is *wrong*, unless its status says that
it stands as written and is in doubt (``conflict``, ``unresolved``): then it is *doubtful*; empty is
*left*. Rows whose spouses were entered crosswise are counted for themselves.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import polars as pl

from minzheng_core.reference.divisions import divisions
from minzheng_core.testing.synthetic.kinds import kinds_of

PARTIES = ("husband", "wife")
OUTCOMES = ("right", "wrong", "doubtful", "left")
DOUBTFUL = ("conflict", "unresolved")
SERIOUS = pl.col("severity") != "notice"
CONTENT = [kind.name for kind in kinds_of("id") if kind.nature == "content"]
FORM = [kind.name for kind in kinds_of("id") if kind.nature == "form"]


def load(folder: Path, truth: Path, where: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one frame of truth and answers side by side, and the findings (may be empty)."""
    records = _read(folder, "records")
    places = pl.read_parquet(where)
    facts = pl.read_parquet(truth).with_row_index("row").join(places, on="row")
    keys = ["source_row"]
    if "source_sheet" in records.columns and places["source_sheet"].n_unique() > 1:
        keys.insert(0, "source_sheet")
    answers = records.with_columns(pl.col("source_row").cast(pl.UInt32)).rename(
        {name: f"got_{name}" for name in records.columns if name not in keys}
    )
    both = facts.join(answers, on=keys, how="left", maintain_order="left")
    findings = next(
        (
            _read(folder, name)
            for name in ("findings", "review")
            if (folder / f"{name}.csv").exists()
        ),
        pl.DataFrame(schema={"source_row": pl.UInt32, "field": pl.String}),
    )
    findings = findings.with_columns(pl.col("source_row").cast(pl.UInt32, strict=False))
    if "severity" not in findings.columns:
        findings = findings.with_columns(severity=pl.lit("suspect"))
    return both, findings.join(places, on=[k for k in keys if k in findings.columns])


def _read(folder: Path, name: str) -> pl.DataFrame:
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        frame = pl.read_parquet(parquet)
        return frame.with_columns(pl.col(c).cast(pl.String) for c in frame.columns)
    text = (folder / f"{name}.csv").read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    return pl.read_csv(text.encode(), infer_schema=False)


def outcome(
    frame: pl.DataFrame, field: str, right: pl.Expr, vague: pl.Expr | None = None
) -> pl.Expr:
    """Return how each answer to *field* compares; a *vague* answer is true but incomplete: left."""
    got = pl.col(f"got_{field}").fill_null("")
    status = f"got_{field}_status"
    doubt = pl.col(status).is_in(DOUBTFUL) if status in frame.columns else pl.lit(False)
    return (
        pl.when(got == "").then(pl.lit("left"))
        .when(right).then(pl.lit("right"))
        .when(pl.lit(False) if vague is None else vague)
        .then(pl.lit("left"))
        .when(doubt.fill_null(False)).then(pl.lit("doubtful"))
        .otherwise(pl.lit("wrong"))
        .alias("outcome")
    )  # fmt: skip


def table(frame: pl.DataFrame, by: str) -> pl.DataFrame:
    """Count outcomes per group, with the shares right and wrong."""
    counts = frame.group_by(by).agg(
        pl.len().alias("cells"), *((pl.col("outcome") == o).sum().alias(o) for o in OUTCOMES)
    )
    return counts.with_columns(
        (pl.col("right") / pl.col("cells") * 100).round(2).alias("right_%"),
        (pl.col("wrong") / pl.col("cells") * 100).round(2).alias("wrong_%"),
    ).sort(by)


def ids(both: pl.DataFrame, findings: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, float]]:
    """Score identity numbers by what had happened to them, and what was flagged."""
    parts = []
    for party in PARTIES:
        field = f"{party}_id_number"
        flagged = findings.filter(pl.col("field") == field, SERIOUS).select("row").unique()
        parts.append(
            both.filter(~pl.col("swapped_spouses"))
            .select(
                "row",
                _id_kind(party).alias("kind"),
                pl.col(f"{party}_id_damage").alias("damage"),
                pl.col(f"{party}_id_known").alias("known"),
                pl.col(f"{party}_id_visible").alias("visible"),
                outcome(both, field, pl.col(f"got_{field}") == pl.col(f"{party}_id18")),
            )
            .join(flagged.with_columns(flagged=pl.lit(True)), on="row", how="left")
            .with_columns(pl.col("flagged").fill_null(False))
        )
    cells = pl.concat(parts)
    known, sound = (
        cells.filter("known"),
        cells.filter((pl.col("damage") == "") | pl.col("damage").is_in(FORM), pl.col("known")),
    )
    content = cells.filter(pl.col("damage").is_in(CONTENT))
    seen, determined = content.filter("visible"), content.filter("known")
    share = {
        "ids_knowable_right_%": _share(known, "right"),
        "ids_sound_changed_to_wrong": float((sound["outcome"] == "wrong").sum()),
        "ids_content_damage_right_%": _share(content, "right"),
        "ids_content_damage_wrong_%": _share(content, "wrong"),
        "ids_content_damage_doubtful_%": _share(content, "doubtful"),
        "ids_content_damage_determined_%": _percent(determined.height, content.height),
        "ids_content_damage_determined_right_%": _share(determined, "right"),
        "ids_wrong_visible_flagged_%": _percent(int(seen["flagged"].sum()), seen.height),
        "ids_wrong_all_flagged_%": _percent(int(content["flagged"].sum()), content.height),
        "ids_sound_flagged_%": _percent(int(sound["flagged"].sum()), sound.height),
    }
    return table(cells, "kind"), share


def _id_kind(party: str) -> pl.Expr:
    damage, form = pl.col(f"{party}_id_damage"), pl.col(f"{party}_id_form")
    return (
        pl.when(form == "").then(pl.lit("0 never written"))
        .when(damage == "").then(pl.format("1 sound, {} digits", form))
        .when(damage.is_in(FORM)).then(pl.format("2 form: {}", damage))
        .when(damage.is_in(CONTENT)).then(pl.format("3 content: {} ({})", damage, form))
        .otherwise(pl.format("4 loss: {}", damage))
    )  # fmt: skip


def dates(both: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, float]]:
    """Score registration and birth dates by written form and damage."""
    parts = []
    for field in ("registration_date", "husband_birth_date", "wife_birth_date"):
        label = "registration" if field == "registration_date" else "birth"
        got, known = pl.col(f"got_{field}"), pl.col(f"{field}_known")
        frame = both if field == "registration_date" else both.filter(~pl.col("swapped_spouses"))
        damage, form = pl.col(f"{field}_damage"), pl.col(f"{field}_form")
        parts.append(
            frame.select(
                pl.lit(label).alias("what"),
                pl.when(damage != "").then(pl.format("{} damaged: {}", pl.lit(label), damage))
                .otherwise(pl.format("{} as {}", pl.lit(label), form)).alias("kind"),
                (known != "").alias("known"),
                (damage.is_in(["", "letter_o", "spaces", "marks"]) & (form != "missing")).alias(
                    "sound"
                ),
                outcome(
                    frame,
                    field,
                    (got == known) | (got == pl.col(field)),
                    vague=pl.col(field).str.starts_with(got),
                ),
            )
        )  # fmt: skip
    cells = pl.concat(parts)
    share = {
        f"dates_{what}_{result}_%": _share(cells.filter("known", pl.col("what") == what), result)
        for what in ("registration", "birth")
        for result in ("right", "wrong")
    }
    share["dates_right_%"] = _share(cells.filter("known"), "right")
    share["dates_sound_changed_to_wrong"] = float(
        (cells.filter("sound")["outcome"] == "wrong").sum()
    )
    return table(cells, "kind"), share


@cache
def today(code: str, year: int) -> frozenset[str]:
    """Return the codes of today for the area of *code* in *year*."""
    return frozenset(divisions().current(code, year)) if code else frozenset()


def places(both: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, float]]:
    """Score divisions as of the registration day, by how the domicile was written."""
    parts = []
    for party in PARTIES:
        true, got = f"{party}_division", f"got_{party}_division"
        damage = pl.col(f"{party}_domicile_damage")
        parts.append(
            both.filter(~pl.col("swapped_spouses")).select(
                pl.col(true).alias("true"),
                pl.col(f"{party}_division_also").alias("also"),
                pl.col("registration_date").str.slice(0, 4).cast(pl.Int64).alias("year"),
                pl.col(got).fill_null("").alias("got"),
                pl.col(f"{party}_division_named").alias("named"),
                pl.concat_str(
                    pl.col(f"{party}_division_named"), pl.lit(": "),
                    pl.col(f"{party}_domicile_kind"),
                    pl.when(damage != "").then(pl.format(" damaged: {}", damage)).otherwise(pl.lit("")),
                ).alias("kind"),
            )
        )  # fmt: skip
    cells = pl.concat(parts).with_columns(
        pl.when(pl.col("got") == "").then(pl.lit("left"))
        .when((pl.col("got") == pl.col("true")) | (pl.col("got") == pl.col("also")))
        .then(pl.lit("right")).otherwise(pl.lit("wrong")).alias("outcome")
    )  # fmt: skip
    named = cells.filter(pl.col("named").is_in(["county", "prefecture", "province"]))
    later = [
        g in today(t, max(y, 1981)) and o == "wrong"
        for g, t, y, o in named.select("got", "true", "year", "outcome").iter_rows()
    ]
    return table(cells, "kind"), {
        "divisions_named_right_%": _share(named, "right"),
        "divisions_then_or_today_%": _percent(
            int((named["outcome"] == "right").sum()) + sum(later), named.height
        ),
        "divisions_neither_%": _share(named, "wrong") - _percent(sum(later), named.height),
        "divisions_none_%": _share(named, "left"),
        "divisions_township_only_right_%": _share(
            cells.filter(pl.col("named") == "township"), "right"
        ),
    }


def plain(text: str) -> str:
    """Reduce a certificate number to its letters and digits: width, brackets and 第 … 号 do not count."""
    return re.sub(r"[\s()〔〕\[\]（）第号-]", "", unicodedata.normalize("NFKC", text)).upper()


def certificates(both: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, float]]:
    """Score certificate numbers; those damaged in content are only counted."""
    damage, true = pl.col("certificate_damage"), pl.col("certificate_number")
    got = pl.col("got_certificate_number").fill_null("")
    same = got.map_elements(plain, return_dtype=pl.String) == true.map_elements(
        plain, return_dtype=pl.String
    )
    modern = (
        pl.when(true.str.contains(r"-\d{4}-")).then(pl.lit("J form")).otherwise(pl.lit("older"))
    )
    cells = both.filter(true != "").select(
        pl.concat_str(modern, pl.lit(" "), damage).alias("kind"),
        damage.is_in(["", "fullwidth", "hyphens", "lower", "spaces", "short_serial"]).alias(
            "known"
        ),
        outcome(both, "certificate_number", same),
    )
    return table(cells, "kind"), {"certificates_right_%": _share(cells.filter("known"), "right")}


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else float("nan")


def _share(cells: pl.DataFrame, result: str) -> float:
    return _percent(int((cells["outcome"] == result).sum()), cells.height)


def score(
    folder: Path, truth: Path, where: Path
) -> tuple[dict[str, float], dict[str, pl.DataFrame]]:
    """Return the summary and the tables by kind for one folder of answers."""
    both, findings = load(folder, truth, where)
    missing = both.filter(pl.all_horizontal(pl.col("^got_.*$").is_null())).height
    summary: dict[str, float] = {"rows_without_answer": float(missing)}
    tables = {}
    for name, (detail, share) in {
        "ids": ids(both, findings),
        "dates": dates(both),
        "divisions": places(both),
        "certificates": certificates(both),
    }.items():
        tables[name], summary = detail, summary | share
    return summary, tables


def show(tables: dict[str, pl.DataFrame]) -> None:
    """Print the tables by kind in full."""
    with pl.Config(tbl_rows=-1, tbl_cols=-1, fmt_str_lengths=60, tbl_width_chars=140, tbl_hide_column_data_types=True, tbl_hide_dataframe_shape=True):  # fmt: skip
        for name, detail in tables.items():
            print(name)
            print(detail)


def main() -> None:
    """Score one folder and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--where", type=Path, required=True)
    options = parser.parse_args()
    summary, tables = score(options.folder, options.truth, options.where)
    show(tables)
    print(json.dumps(summary, indent=1))


if __name__ == "__main__":
    main()
