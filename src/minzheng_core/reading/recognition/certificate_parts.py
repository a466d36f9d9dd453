"""Certificate numbers written in columns of their own for the word and the serial: 字 ``长婚``, 号 ``12``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import polars as pl
from attrs import frozen

from minzheng_core.reading.ditto_marks import followed
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_STEM = "((?:结婚|离婚|婚姻|登记|补发|补领)*证?[书件]?(?:存根)?(?:字号|编号)?)"
_WORD = re.compile(f"{_STEM}字[头别]?")
_SERIAL = re.compile(f"{_STEM}第?(?:号数?|号码)|第")
_YEAR = re.compile("年[度号份]?")
_PLAIN = r"^\s*第?\s*([0-9０-９]{1,7})(?:\.0)?\s*号?\s*$"
"""A serial that stands for itself; all else in its column is the whole number already."""
_OF_YEAR = r"^\s*[(（\[〔]?\s*([0-9０-９]{2,4})(?:\.0)?\s*年?度?\s*[)）\]〕]?\s*$"


@frozen
class CertificateParts:
    """Neighbouring columns (positions) that hold the parts of one number, and what the number is called."""

    heading: str
    word: int
    serial: int
    year: int | None = None
    kinds: ClassVar = frozenset({FieldKind.CERTIFICATE_NUMBER})

    @property
    def place(self) -> int:
        """The column in which the whole stands."""
        return self.serial

    @property
    def others(self) -> tuple[int, ...]:
        """The columns whose content goes there, too."""
        return (self.word,) if self.year is None else (self.year, self.word)

    def joined(self, column: Callable[[int], pl.Series]) -> pl.Series:
        """The parts as one text, ``(1979)长婚字第12号``; the serial's cell where it is more than a serial, or lacks
        the word. A ditto mark stands for the word or the year above.
        """
        serial = column(self.serial)
        cells = {"word": column(self.word), "serial": serial}
        if self.year is not None:
            cells["year"] = column(self.year)
        word = followed(pl.col("word")).str.strip_chars().str.strip_suffix("字")
        number = pl.col("serial").str.extract(_PLAIN)
        dated = pl.lit("")
        if self.year is not None:
            year = followed(pl.col("year")).str.extract(_OF_YEAR)
            dated = pl.format("({})", year).fill_null("")
        whole = pl.when(word != "").then(pl.format("{}{}字第{}号", dated, word, number))
        text = pl.coalesce(whole, "serial").alias(serial.name)
        return pl.DataFrame(cells).select(text).to_series()


def find_certificate_parts(headings: Sequence[str]) -> tuple[CertificateParts, ...]:
    """The numbers that stand in columns of their parts, by the headings.

    >>> [(p.heading, p.year, p.word, p.serial) for p in find_certificate_parts(["年", "字", "号", "男方"])]
    [('证件字号', 0, 1, 2)]
    >>> [p.heading for p in find_certificate_parts(["男方姓名", "结婚证/字", "结婚证/号"])]
    ['结婚证字号']
    >>> find_certificate_parts(["结婚证字号", "登记日期"])
    ()
    """
    said = [read_heading(heading).squeezed for heading in headings]
    found = []
    for at, text in enumerate(said[:-1]):
        word, serial = _WORD.fullmatch(text), _SERIAL.fullmatch(said[at + 1])
        if not (word and serial):
            continue
        stem = word[1] or serial[1] or "证件"
        before = at > 0 and _YEAR.fullmatch(said[at - 1])
        heading = stem.removesuffix("字号").removesuffix("编号") + "字号"
        found.append(CertificateParts(heading, at, at + 1, at - 1 if before else None))
    return tuple(found)
