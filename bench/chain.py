"""The competitor: a marriage archive cleaned with pandas, python-stdnum, cpca, pypinyin, SQLAlchemy.

What a competent user would write: every distinct value is worked on once, inserts go in bulk. Run as
``python bench/chain.py ARCHIVE.csv --out DIR``; stage times and peak memory go to ``DIR/stages.json``, the answers to
``records.csv``, the list for a person to ``review.csv``, the records into ``archive.sqlite``.

The linking of duplicates (splink in the measured chain) is left out: the library does not link yet,
so neither side does.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import cpca
import pandas as pd
import sqlalchemy as sa
from chain_text import (
    clean_certificate,
    clean_date,
    clean_domicile,
    clean_id,
    clean_name,
    id_holds,
)
from pypinyin import lazy_pinyin
from stdnum.cn import ric

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIELDS = {
    "业务类型": "business_type", "证件字号": "certificate_number", "登记日期": "registration_date",
    "登记机关": "office", "男方姓名": "husband_name", "男方身份证号": "husband_id_number",
    "男方出生日期": "husband_birth_date", "男方户籍地址": "husband_domicile", "女方姓名": "wife_name",
    "女方身份证号": "wife_id_number", "女方出生日期": "wife_birth_date",
    "女方户籍地址": "wife_domicile", "年度": "year", "卷号": "volume",
}  # fmt: skip
PARTIES = ("husband", "wife")
STAGES: dict[str, float] = {}


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Measure one stage."""
    start = time.perf_counter()
    yield
    STAGES[name] = time.perf_counter() - start


def once(column: pd.Series, work: Callable[[str], object]) -> pd.Series:
    """Apply *work* to every distinct value once."""
    distinct = column.unique()
    return column.map(dict(zip(distinct, map(work, distinct), strict=True)))


def read(path: Path, encoding: str) -> pd.DataFrame:
    """Read the columns of interest as text, by the fastest reader that pandas has for the format."""
    if path.suffix == ".csv":
        frame = pd.read_csv(path, engine="pyarrow", encoding=encoding, dtype=str)
    else:
        frame = pd.read_excel(path, engine="calamine", dtype=str)
    frame = frame[list(FIELDS)].rename(columns=FIELDS).fillna("")
    frame.insert(0, "source_row", range(2, len(frame) + 2))
    return frame


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Bring ids, dates, names, certificate numbers and domiciles into form."""
    out = pd.DataFrame({"source_row": raw["source_row"], "business_type": raw["business_type"]})
    out["registration_date"] = once(raw["registration_date"], lambda t: clean_date(t, 25))
    out["certificate_number"] = once(raw["certificate_number"], clean_certificate)
    out["office"] = raw["office"]
    for party in PARTIES:
        out[f"{party}_name"] = once(raw[f"{party}_name"], clean_name)
        out[f"{party}_id_number"] = once(raw[f"{party}_id_number"], clean_id)
        out[f"{party}_birth_date"] = once(raw[f"{party}_birth_date"], lambda t: clean_date(t, 10))
        out[f"{party}_domicile"] = once(raw[f"{party}_domicile"], clean_domicile)
    return out


def validated(number: str) -> bool:
    """python-stdnum's verdict; it raises KeyError for some codes."""
    try:
        return ric.is_valid(number)
    except KeyError:
        return False


def places(texts: list[str]) -> dict[str, str]:
    """Return today's code of the county for each text, by cpca."""
    found = cpca.transform(texts)
    return dict(zip(texts, found["adcode"].fillna("").astype(str).str[:6], strict=True))


def settle_ids(out: pd.DataFrame) -> pd.DataFrame:
    """Keep numbers whose check digit holds; fill in birth dates from them; list what is doubtful."""
    doubts = []
    for party in PARTIES:
        number, birth = out[f"{party}_id_number"], out[f"{party}_birth_date"]
        holds = once(number, id_holds).astype(bool)
        inside = number.str[6:10] + "-" + number.str[10:12] + "-" + number.str[12:14]
        refused = (number != "") & ~out[f"{party}_stdnum"].astype(bool)
        differs = holds & (birth.str.len() == 10) & (birth != inside)
        for mask, field, reason in (
            (refused, f"{party}_id_number", "身份证号未通过校验"),
            (differs, f"{party}_birth_date", "出生日期与身份证号不一致"),
            (
                (out[f"{party}_domicile"] != "") & (out[f"{party}_division"] == ""),
                f"{party}_division",
                "地址不能识别",
            ),
        ):
            rows = out.loc[mask, ["source_row"]]
            doubts.append(rows.assign(field=field, reason=reason, value=out.loc[mask, field]))
        out[f"{party}_id_number"] = number.where(holds, "")
        out[f"{party}_birth_date"] = birth.where(birth != "", inside.where(holds, ""))
    undated = out["registration_date"] == ""
    doubts.append(
        out.loc[undated, ["source_row"]].assign(
            field="registration_date", reason="登记日期不能识别", value=""
        )
    )
    return pd.concat(doubts)


METADATA = sa.MetaData()
MARRIAGES = sa.Table(
    "marriages", METADATA, sa.Column("source_row", sa.Integer, primary_key=True),
    *(sa.Column(n, sa.String) for n in ("business_type", "registration_date", "certificate_number", "office")),
)  # fmt: skip
ROLES = sa.Table(
    "roles", METADATA, sa.Column("source_row", sa.Integer), sa.Column("party", sa.String),
    *(sa.Column(n, sa.String) for n in (
        "name", "id_number", "birth_date", "domicile", "division", "name_pinyin", "domicile_pinyin",
    )),
)  # fmt: skip
CHANGES = sa.Table(
    "changes", METADATA, sa.Column("source_row", sa.Integer),
    *(sa.Column(n, sa.String) for n in ("field", "before", "after")),
)  # fmt: skip


def insert(connection: sa.Connection, table: sa.Table, frame: pd.DataFrame) -> int:
    """Insert a frame, 10,000 rows a call."""
    names = [column.name for column in table.columns]
    for start in range(0, len(frame), 10_000):
        part = frame[names].iloc[start : start + 10_000]
        connection.execute(sa.insert(table), part.to_dict("records"))
    return len(frame)


def store(path: Path, raw: pd.DataFrame, out: pd.DataFrame) -> int:
    """Write marriages, both roles and every change into SQLite; return the number of rows."""
    path.unlink(missing_ok=True)
    engine = sa.create_engine(f"sqlite:///{path}")
    METADATA.create_all(engine)
    total = 0
    with engine.begin() as connection:
        total += insert(connection, MARRIAGES, out)
        for party in PARTIES:
            own = {c: c.removeprefix(f"{party}_") for c in out.columns if c.startswith(f"{party}_")}
            role = out[["source_row", *own]].rename(columns=own).assign(party=party)
            total += insert(connection, ROLES, role)
        for field in [name for name in raw.columns if name in out.columns and name != "source_row"]:
            changed = raw[field] != out[field]
            rows = out.loc[changed, ["source_row"]].assign(
                field=field, before=raw.loc[changed, field], after=out.loc[changed, field]
            )
            total += insert(connection, CHANGES, rows)
    return total


def main() -> None:
    """Run the chain over one archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoding", default="gb18030")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.WARNING)
    with stage("read"):
        raw = read(options.archive, options.encoding)
    with stage("clean"):
        out = clean(raw)
    with stage("pinyin of names"):
        for party in PARTIES:
            out[f"{party}_name_pinyin"] = once(
                out[f"{party}_name"], lambda t: " ".join(lazy_pinyin(t))
            )
    with stage("validate (python-stdnum)"):
        numbers = pd.unique(pd.concat([out[f"{p}_id_number"] for p in PARTIES]))
        verdicts = {number: validated(number) for number in numbers}
        for party in PARTIES:
            out[f"{party}_stdnum"] = out[f"{party}_id_number"].map(verdicts)
    with stage("places (cpca)"):
        texts = pd.unique(pd.concat([out[f"{p}_domicile"] for p in PARTIES])).tolist()
        codes = places(texts)
        for party in PARTIES:
            out[f"{party}_division"] = out[f"{party}_domicile"].map(codes)
    with stage("pinyin of domiciles"):
        spelled = {text: " ".join(lazy_pinyin(text)) for text in texts}
        for party in PARTIES:
            out[f"{party}_domicile_pinyin"] = out[f"{party}_domicile"].map(spelled)
    with stage("settle and list doubts"):
        doubts = settle_ids(out)
    with stage("SQLite (SQLAlchemy Core)"):
        stored = store(options.out / "archive.sqlite", raw, out)
    with stage("write answers and review list"):
        out.to_csv(options.out / "records.csv", index=False)
        doubts.to_csv(options.out / "review.csv", index=False, encoding="utf-8-sig")
    total = sum(STAGES.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    for name, seconds in STAGES.items():
        print(f"{name:32} {seconds:8.2f} s")
    print(f"{'total':32} {total:8.2f} s  {len(raw) / total:,.0f} rows/s  peak {peak:.2f} GiB")
    print(f"{stored:,} rows in SQLite, {len(doubts):,} lines to review")
    summary = {
        "stages": STAGES,
        "total": total,
        "rows": len(raw),
        "peak_gib": peak,
        "questions": len(doubts),
    }
    (options.out / "stages.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
