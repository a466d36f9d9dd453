"""Damaging columns: at most one damage per cell, each drawn at the rate of its kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import cast

import numpy as np
import polars as pl
from attrs import Factory, define

from minzheng_core.testing.synthetic import spoil
from minzheng_core.testing.synthetic.draws import Bools, Ints, Rng, blank, replaced
from minzheng_core.testing.synthetic.kinds import Group, Kind, kinds_of

Change = Callable[[random.Random, str], str]


@define
class Damager:
    """Draws damages and keeps a list of them: row, field and kind."""

    rng: Rng
    error_rate: float
    taken: list[tuple[Ints, str, str]] = Factory(list)

    def apply(
        self,
        field: str,
        group: Group,
        column: pl.Series,
        *,
        changes: Mapping[str, Change],
        eligible: Mapping[str, Bools],
        source: Mapping[str, pl.Series],
        free: Bools,
    ) -> tuple[pl.Series, pl.Series]:
        """Damage *column*; return it and the kind that hit each cell (empty: none).

        ``eligible`` limits kinds to some rows, ``source`` gives kinds a text of their own to start
        from, ``free`` are the cells that may be hit at all.
        """
        hit = blank(len(column))
        draws = random.Random(int(self.rng.integers(0, 2**62)))
        free = free.copy()
        for kind in kinds_of(group):
            if kind.name not in changes:
                continue
            rows = self._draw(kind, free & eligible.get(kind.name, np.True_))
            start = source.get(kind.name, column)
            change = changes[kind.name]
            before = column.gather(rows).to_list()
            after = [change(draws, text) for text in start.gather(rows).to_list()]
            changed = np.array([a != b for a, b in zip(after, before, strict=True)], dtype=np.bool_)
            rows = rows[changed]
            kept = [text for text, real in zip(after, changed.tolist(), strict=True) if real]
            column = replaced(column, rows, kept)
            hit = replaced(hit, rows, [kind.name] * len(rows))
            free[rows] = False
            self.taken.append((rows, field, kind.name))
        return column, hit

    def _draw(self, kind: Kind, allowed: Bools) -> Ints:
        rate = min(1.0, kind.rate * self.error_rate)
        drawn = allowed & (self.rng.random(len(allowed)) < rate)
        return cast("Ints", np.flatnonzero(drawn))

    def frame(self) -> pl.DataFrame:
        """Return all damages in order of row and field."""
        rows = np.concatenate([rows for rows, _, _ in self.taken] or [np.empty(0, dtype=np.int64)])
        fields = [field for rows, field, _ in self.taken for _ in range(len(rows))]
        kinds = [kind for rows, _, kind in self.taken for _ in range(len(rows))]
        return pl.DataFrame(
            {"row": rows, "field": fields, "kind": kinds},
            schema={"row": pl.UInt32, "field": pl.String, "kind": pl.String},
        ).sort("row", "field", "kind")


def _date_typo(rng: random.Random, text: str) -> str:
    digits = [i for i, c in enumerate(text) if c.isdecimal() and c.isascii()]
    if not digits:
        return text
    at = rng.choice(digits[1:] or digits)
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _letter_o(_: random.Random, text: str) -> str:
    return text.replace("0", "O", 1)


def _blank(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(" \u3000") + text[at:]


def _marks(rng: random.Random, text: str) -> str:
    mark = rng.choice([",", "，", "、", "。"])
    return text.replace(".", mark).replace("-", mark).replace("/", mark)


def _impossible(rng: random.Random, text: str) -> str:
    year, month, day = text.split("-")
    return rng.choice(
        [
            f"{year}-{month}-{rng.choice(['00', '32', '41'])}",
            f"{year}-02-30",
            f"{year}.13.{int(day)}",
        ]
    )


def _swapped(rng: random.Random, text: str) -> str:
    year, month, day = text.split("-")
    return rng.choice([f"{year}-{day}-{month}", f"{year}.{int(day)}.{int(month)}"])


def _year_off(_: random.Random, text: str) -> str:
    return f"{int(text[:4]) - 1}{text[4:]}"


DATE_CHANGES: dict[str, Change] = {
    "letter_o": _letter_o,
    "spaces": _blank,
    "marks": _marks,
    "typo": _date_typo,
    "impossible": _impossible,
    "swapped": _swapped,
    "lunar_unmarked": lambda _, text: text,
    "year_off": _year_off,
}
ID_CHANGES: dict[str, Change] = {
    **spoil.ID,
    "spouse": lambda _, text: text,
    "copy_down": lambda _, text: text,
}
CERTIFICATE_CHANGES: dict[str, Change] = {
    **spoil.CERTIFICATE,
    "copy_down": lambda _, text: text,
}


def above(column: pl.Series) -> pl.Series:
    """Return what stands in the row above (the first row: itself)."""
    return column.shift(1).fill_null(column[0] if len(column) else "")
