"""Names written in columns of their own for the surname and the given name: 男方姓 ``欧阳``, 男方名 ``小明``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import polars as pl
from attrs import frozen

from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SURNAME, _GIVEN = {"姓", "姓氏"}, {"名", "名字"}
_SAID = re.compile("姓氏?")


@frozen
class NameParts:
    """Neighbouring columns (positions) of the surname and the given name of one person."""

    heading: str
    surname: int
    given: int
    kinds: ClassVar = frozenset({FieldKind.PERSON_NAME})

    @property
    def place(self) -> int:
        """The column in which the whole stands."""
        return self.given

    @property
    def others(self) -> tuple[int, ...]:
        """The column whose content goes there, too."""
        return (self.surname,)

    def joined(self, column: Callable[[int], pl.Series]) -> pl.Series:
        """The name as one text; the given name's cell where it begins with the surname already, or lacks one."""
        given = column(self.given)
        parts = pl.DataFrame({"surname": column(self.surname), "given": given}).with_columns(
            pl.all().str.strip_chars()
        )
        whole = (
            pl.when(pl.col("given").str.starts_with(pl.col("surname")))
            .then("given")
            .otherwise(pl.col("surname") + pl.col("given"))
        )
        return parts.select(pl.coalesce(whole, "given", "surname").alias(given.name)).to_series()


def find_name_parts(headings: Sequence[str]) -> tuple[NameParts, ...]:
    """The names that stand in two columns, by the headings.

    >>> [(p.heading, p.surname, p.given) for p in find_name_parts(["男方姓", "男方名", "姓（女）", "名（女）"])]
    [('男方姓名', 0, 1), ('姓名（女）', 2, 3)]
    >>> find_name_parts(["男方姓名", "女方姓名"]), find_name_parts(["男方姓", "女方名"])
    ((), ())
    """
    said = [read_heading(heading) for heading in headings]
    return tuple(
        NameParts(_SAID.sub("姓名", headings[at], count=1), at, at + 1)
        for at, (one, other) in enumerate(pairwise(said))
        if one.rest in _SURNAME
        and other.rest in _GIVEN
        and (one.party, one.position) == (other.party, other.position)
    )
