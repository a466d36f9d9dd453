"""Couples whose acts are linked, and clean records of these acts."""

from __future__ import annotations

from typing import Any

import polars as pl

H = {
    "husband_name": "张德胜",
    "husband_id_number": "362133196208150010",
    "husband_birth_date": "1962-08-15",
}
W = {"wife_name": "李秀莲", "wife_id_number": "362133196403021222", "wife_birth_date": "1964-03-02"}
OTHER_W = {
    "wife_name": "钟小红",
    "wife_id_number": "362133197001170044",
    "wife_birth_date": "1970-01-17",
}


def act(day: str | None, kind: str = "IA", **more: Any) -> dict[str, Any]:
    """A record of an act of some kind on a day."""
    return {"registration_date": day, "business_type_code": kind} | more


def frame(*records: dict[str, Any]) -> pl.DataFrame:
    """The records as cleaning gives them: text, null where nothing is said."""
    columns = list(dict.fromkeys(name for record in records for name in record))
    return pl.DataFrame(
        {name: [record.get(name) for record in records] for name in columns},
        schema_overrides=dict.fromkeys(columns, pl.String),
    )
