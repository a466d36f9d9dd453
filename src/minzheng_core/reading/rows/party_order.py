"""Tables whose headings only count the persons, 姓名1 and 姓名2, 甲方 and 乙方: each row tells who is the husband.

The columns were given to husband and wife by their order. Whoever filled such a form wrote the
applicant first, man or woman, so that the sex columns of the row decide, and without these the sex
digits of both numbers (GB 11643-1999). One number alone exchanges nobody unless its check digit
fits; the one sex column that stands beside a spouse's columns (姓名 性别 配偶姓名) is the first person's. Where the headings of the names say whose they are, 男方姓名 年龄 住址 女方姓名 年龄 住址, so do
the columns behind them: numbers of the other sex are then in the wrong cells themselves.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import base_name
from minzheng_core.reading.recognition.content import sex_of_number
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.party_words import party_of_sex
from minzheng_core.reading.rows.told import SOURCE_ROW
from minzheng_core.schema import FieldKind
from minzheng_core.values.ids.arithmetic import check_fits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_OF_A_PARTY = ("national", "initials")
"""Reasons for which a column is a party's though no word of its heading says so."""

_NAMES = ("husband_name", "wife_name")
_NUMBERS, _KINDS = ("husband_id_number", "wife_id_number"), ("husband_id_type", "wife_id_type")
"""The kinds may have been parted from their numbers, and have no columns of their own."""
_ORDERS: dict[tuple[str | None, str | None], bool] = {
    ("husband", "wife"): False,
    ("wife", "husband"): True,
}
_ORDERS_BY_ONE = _ORDERS | {
    ("husband", None): False,
    (None, "wife"): False,
    ("wife", None): True,
    (None, "husband"): True,
}
"""Whether the wife is first, by what is told of the first and of the second person."""


@define
class PartyOrder:
    """Exchanges the persons of rows that name the wife first, piece by piece."""

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _pairs: tuple[tuple[str, str], ...] = field(init=False)
    """The husband's and the wife's columns whose headings do not say whose they are; one of them may be lacking."""

    def __attrs_post_init__(self) -> None:
        parties = {spec.name for spec in self.fields if spec.party}
        columns = self.mapping.fields
        undecided = {
            name
            for name in parties & columns.keys()
            if columns[name].reason not in _OF_A_PARTY
            and read_heading(columns[name].heading).party is None
        }
        names = {spec.name for spec in self.fields if spec.kind is FieldKind.PERSON_NAME}
        if names & (parties & columns.keys()) - undecided:
            undecided = set()
        bases = sorted({base_name(name) for name in undecided})
        both = [(f"husband_{base}", f"wife_{base}") for base in bases]
        counted = any(read_heading(columns[name].heading).position for name in undecided)
        alone = {name for name in undecided if counted and _spouse(name) not in columns}
        self._pairs = tuple(
            pair for pair in both if undecided.issuperset(pair) or not alone.isdisjoint(pair)
        )

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if not self._pairs or self.mapping.layout != "couple":
            return frame
        sexes = self._told(frame, "sex", party_of_sex)
        numbers = self._told(frame, "id_number", sex_of_number)
        sound = self._told(frame, "id_number", _sex_of_sound_number)
        orders = (
            *(_wife_first(told, _ORDERS) for told in (sexes, numbers)),
            *(_wife_first(told, _ORDERS_BY_ONE) for told in (sexes, sound)),
        )
        told = pl.select(pl.coalesce(*orders)).to_series()
        untold = told.is_null() & self._names_both(frame)
        if untold.any():
            self.notes.add("IN258", rows=frame[SOURCE_ROW].filter(untold).to_list())
        wife_first = told.fill_null(value=False)
        if not wife_first.any():
            return frame
        self.notes.add("IN140", rows=frame[SOURCE_ROW].filter(wife_first).to_list())
        pairs = self._pairs
        if _NUMBERS in pairs and _KINDS not in pairs and not set(_KINDS).isdisjoint(frame.columns):
            pairs += (_KINDS,)
        lacking = {name for pair in pairs for name in pair} - set(frame.columns)
        frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in sorted(lacking))
        return frame.with_columns(
            frame[one].zip_with(~wife_first, frame[other]).alias(one)
            for pair in pairs
            for one, other in (pair, pair[::-1])
        )

    def _names_both(self, frame: pl.DataFrame) -> pl.Series:
        """Whether each row has two names whose headings do not say whose they are."""
        open_names = _NAMES in self._pairs and set(_NAMES) <= set(frame.columns)
        both = (
            pl.all_horizontal(pl.col(_NAMES).is_not_null()) if open_names else pl.lit(value=False)
        )
        return frame.with_columns(both.alias("#both"))["#both"]

    def _told(
        self, frame: pl.DataFrame, base: str, party: Callable[[str | None], str | None]
    ) -> list[tuple[str | None, str | None]]:
        """Which party each row's *base* speaks for, of the first and of the second person."""
        pair = (f"husband_{base}", f"wife_{base}")
        nobody: list[str | None] = [None] * frame.height
        one, two = (
            list(map(party, frame[name]))
            if pair in self._pairs and name in frame.columns
            else nobody
            for name in pair
        )
        return list(zip(one, two, strict=True))


def _wife_first(
    told: Sequence[tuple[str | None, str | None]],
    orders: Mapping[tuple[str | None, str | None], bool],
) -> pl.Series:
    """Whether each row names the wife first; null where what is *told* does not say."""
    return pl.Series([orders.get(row) for row in told], dtype=pl.Boolean)


def _spouse(name: str) -> str:
    """The same datum of the other person."""
    other = "wife" if name.startswith("husband_") else "husband"
    return f"{other}_{base_name(name)}"


def _sex_of_sound_number(number: str | None) -> str | None:
    """The party that the sex digit of a number of 18 digits speaks for, where its check digit fits.

    >>> _sex_of_sound_number("362133196208151232"), _sex_of_sound_number("362133196208151233")
    ('husband', None)
    """
    text = unicodedata.normalize("NFKC", number or "").strip(" '").upper()
    return sex_of_number(text) if len(text) == 18 and check_fits(text) else None
