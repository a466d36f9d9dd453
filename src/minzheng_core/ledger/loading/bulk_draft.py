"""Registrations of a whole chunk as text, ready to be put in their place in the chain."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import field, frozen

from minzheng_core.ledger.drafting import LOOKS_LIKE_NUMBER, NUMBER_LENGTH, subject_of
from minzheng_core.ledger.loading.bulk_text import joined, names, objects, quoted, written
from minzheng_core.ledger.revision import FORMAT, Row
from minzheng_core.privacy.digests import hasher
from minzheng_core.privacy.vault import SALT_BYTES
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from minzheng_core.ledger.loading.bulk_text import Text
    from minzheng_core.ledger.revision import Tail
    from minzheng_core.ledger.setting import Setting

    Texts = dict[str, Text]

FIRST = 1
"""The number of the revision that begins a record."""


@frozen(kw_only=True)
class BulkDraft:
    """The registrations of a chunk: the texts of their revisions but for position, time and chain."""

    keys: list[str]
    before_at: list[str] = field(repr=False)
    before_position: list[str] = field(repr=False)
    after_previous: list[str] = field(repr=False)
    payloads: list[bytes | None] = field(repr=False)

    def chained(self, tail: Tail, *, algorithm: str, at: str) -> list[Row]:
        """The rows of these registrations as they follow on *tail*."""
        digest = hasher(algorithm)
        moment = f'"at":{canonical(max(at, tail.at))},'
        position, previous = tail.position, tail.digest
        rows = []
        for key, start, middle, end, payload in zip(
            self.keys,
            self.before_at,
            self.before_position,
            self.after_previous,
            self.payloads,
            strict=True,
        ):
            position += 1
            body = f'{{{start}{moment}{middle}"position":{position},"previous":"{previous}",{end}}}'
            previous = digest(body.encode()).hexdigest()
            rows.append(Row(position, key, FIRST, body, previous, payload))
        return rows


def bulk_draft(setting: Setting, values: pl.DataFrame, *, by: str, told: pl.DataFrame) -> BulkDraft:
    """Registrations out of *values*, whose columns are named by path.

    *told* has for each record its ``key`` and, as JSON text, ``null`` where there is nothing to
    say, its ``source``, ``noted`` and ``accepted``.
    """
    filled = [c.name for c in values.iter_columns() if c.null_count() < len(c)]
    values = values.select(filled or values.columns[:1])
    public, private = _parted(setting, values)
    subjects = sorted(private)
    texts = values.select(
        objects(public).alias("set"),
        *(objects(private[subject]).alias(f"values{i}") for i, subject in enumerate(subjects)),
        *(names(private[subject]).alias(f"fields{i}") for i, subject in enumerate(subjects)),
    )
    whole = pl.concat(
        [told, texts, _hidden(texts, setting.algorithm, len(subjects))], how="horizontal"
    )
    begin = setting.registry.lifecycle.action("register")
    promise = {s: _member(i, "commitment", "fields") for i, s in enumerate(subjects)}
    kept = {s: _member(i, "salt", "values") for i, s in enumerate(subjects)}
    made = whole.select(
        start=joined({"accepted": (pl.col("accepted"),), "action": _same("register")}),
        middle=joined(
            {
                "book": _same(setting.name),
                "by": _same(by),
                "edition": _same(setting.registry.edition),
                "format": _same(FORMAT),
                "key": ('"', pl.col("key"), '"'),
                "noted": (pl.col("noted"),),
                "number": _same(FIRST),
            }
        ),
        end=joined(
            {
                "private": (objects(promise),),
                "set": (pl.col("set"),),
                "source": (pl.col("source"),),
                "state": _same(begin.after if begin else None),
                "version": _same(setting.registry.version),
            }
        ).str.strip_suffix(","),
        payload=objects(kept),
    )
    keys: list[str] = told["key"].to_list()
    return BulkDraft(
        keys=keys,
        before_at=made["start"].to_list(),
        before_position=made["middle"].to_list(),
        after_previous=made["end"].to_list(),
        payloads=_payloads(setting, keys, made["payload"].to_list()),
    )


def _same(value: Any) -> Text:
    """The JSON text of a value that all records share."""
    return (canonical(value),)


def _member(group: int, hidden: str, open_: str) -> Text:
    """An object of a hexadecimal member and another one, of the private group of that number."""
    first, second = pl.col(f"{hidden}{group}"), pl.col(f"{open_}{group}")
    return (f'{{"{hidden}":"', first, f'","{open_}":', second, "}")


def _parted(setting: Setting, values: pl.DataFrame) -> tuple[Texts, dict[str, Texts]]:
    """Public members, and those of each person that may not stand in the clear."""
    public: Texts = {}
    private: dict[str, Texts] = {}
    run = LOOKS_LIKE_NUMBER.pattern
    texts = (pl.selectors.string() | pl.selectors.integer()).cast(pl.String)
    long = values.select(texts.str.len_bytes().max() >= NUMBER_LENGTH)
    odd = values.select(
        pl.col(path).cast(pl.String).str.contains(run).any()
        for path in long.columns
        if long[path][0]
    )
    for path, text in quoted(values).items():
        if path in setting.registry.sensitive:
            private.setdefault(subject_of(path), {})[path] = text
        elif path in odd.columns and odd[path][0]:
            cell = pl.col(path).cast(pl.String)
            hidden = cell.str.contains(run)
            if code := setting.registry.long_codes.get(path):
                hidden &= ~cell.str.contains(f"^(?:{code})$")
            whole = written(*text)
            private.setdefault(subject_of(path), {})[path] = (pl.when(hidden).then(whole),)
            public[path] = (pl.when(~hidden).then(whole),)
        else:
            public[path] = text
    return public, private


def _hidden(texts: pl.DataFrame, algorithm: str, groups: int) -> pl.DataFrame:
    """A salt and a commitment for every private group of every record."""
    digest = hasher(algorithm)
    columns = []
    for group in range(groups):
        chance = os.urandom(SALT_BYTES * texts.height)
        salts = [chance[start : start + SALT_BYTES] for start in range(0, len(chance), SALT_BYTES)]
        commitments = [
            digest(salt + text.encode()).hexdigest() if text else None
            for salt, text in zip(salts, texts[f"values{group}"].to_list(), strict=True)
        ]
        columns.append(pl.Series(f"salt{group}", [salt.hex() for salt in salts], dtype=pl.String))
        columns.append(pl.Series(f"commitment{group}", commitments, dtype=pl.String))
    return pl.DataFrame(columns)


def _payloads(setting: Setting, keys: list[str], texts: list[str | None]) -> list[bytes | None]:
    """The private values of each record as they rest in the store."""
    seal = setting.vault.closing
    if seal is None:
        return [text.encode() if text else None for text in texts]
    return [
        seal.close(setting.place(key, FIRST), text.encode()) if text else None
        for key, text in zip(keys, texts, strict=True)
    ]
