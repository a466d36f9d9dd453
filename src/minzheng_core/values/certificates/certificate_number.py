"""The number of a marriage, divorce or re-issued certificate (证件字号)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Audience, Normalised, Parsed
from minzheng_core.values.certificates.forms import (
    ACT_OF_PREFIX,
    BUSINESS_TYPES,
    PROVINCE,
    CertificateParts,
    Era,
    parts_of,
)
from minzheng_core.values.certificates.writing import FIXES, normalise
from minzheng_core.values.placeholders import WORDS, says_nothing

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["FAULTS", "FIXES", "CertificateNumber", "Era"]

FAULTS: tuple[str, ...] = (
    "CN101",
    "CN102",
    "CN103",
    "CN104",
    "CN105",
    "CN106",
    "CN107",
    "CN108",
    "CN109",
    "CN110",
    "CN111",
    "CN112",
)
"""Codes of findings; bit *i* of a column's ``faults`` mask means ``FAULTS[i]``."""

FIRST_YEAR, LAST_YEAR = 1950, 2049
"""Years that a registration can have: from the Marriage Law of 1950 on."""
MODERN_SINCE = 2010
SCHEME_YEARS = (2003, 2012)

_PLACEHOLDER = re.compile(
    rf"[0oO]+|(?:{WORDS}|未编|同上|〃|无号|无字号|无编号|无证|字号|编号|证号)+"
)
_PERSON = re.compile(
    rf"(?:{PROVINCE})[0-9]{{4}}(?:(?:18|19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{{3}}[0-9Xx]|"
    r"[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3})"
)
_LETTERS = str.maketrans("OoQIlSZB", "00011528")
_MIXED = re.compile(r"(BJ|BL|J|L)([0-9OoQIlSZB-]{16,18})")


LONGEST = 200
"""Characters of the longest cell that is looked at as a number; a longer one is some other text."""


@frozen(repr=False)
class CertificateNumber:
    """A certificate number with its parts, in any of the three eras of forms.

    >>> number = CertificateNumber.parse("Ｊ３６０７３２－２０２１－０００１２３").value
    >>> str(number), number.code, number.year, number.serial, number.business_type
    ('J360732-2021-000123', '360732', 2021, 123, 'IA')

    Follows 《婚姻登记工作规范》 for the present form (``J``, ``L``, ``BJ``, ``BL``, division code of six
    digits, year of four, serial of six). Earlier forms differ by office: a place word of one
    character may mean several townships, and the act words 补 and 婚 leave the business type open.
    """

    text: str = field(repr=False)
    """The canonical text."""
    parts: CertificateParts = field(repr=False)

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """Only the lossless fixes.

        >>> CertificateNumber.normalise("j3607322021000123").text
        'J360732-2021-000123'
        """
        text = text or ""
        return Normalised(text.strip()) if len(text) > LONGEST else normalise(text, skip)

    @classmethod
    def parse(cls, text: str | None, skip: Collection[str] = ()) -> Parsed[CertificateNumber]:
        """Read a cell; placeholders give no value, unknown forms are kept as they are.

        >>> p = CertificateNumber.parse("政字第2002208号")
        >>> p.value.era.value, str(p.value), p.findings[0].severity.value
        ('unparsed', '政字第2002208号', 'notice')
        """
        raw = text or ""
        if len(raw) > LONGEST and not raw.isspace():
            value = cls(raw.strip(), CertificateParts(era=Era.UNPARSED))
            return Parsed(raw, value, (), tuple(value.explain()))
        normalised = cls.normalise(text, skip)
        if not normalised.text.strip():
            return Parsed(raw, None, normalised.fixes)
        no_number = _no_number(normalised.text)
        if no_number is not None:
            return Parsed(raw, None, normalised.fixes, (no_number,))
        value = cls(normalised.text, parts_of(normalised.text))
        return Parsed(raw, value, normalised.fixes, tuple(value.explain()))

    @property
    def era(self) -> Era:
        """Which generation of forms the number follows."""
        return self.parts.era

    @property
    def prefix(self) -> str | None:
        """The letters of the present form."""
        return self.parts.prefix

    @property
    def place(self) -> str | None:
        """The place word of the older forms, as written (赣兴, 潋)."""
        return self.parts.place

    @property
    def act(self) -> str | None:
        """What was done: 结, 离, 复, 补结, 补离, 补, 撤 or 婚."""
        return self.parts.act

    @property
    def code(self) -> str | None:
        """The division code of the present form."""
        return self.parts.code

    @property
    def office_number(self) -> str | None:
        """The number of the office in the form of 2003."""
        return self.parts.office_number

    @property
    def year(self) -> int | None:
        """The year in four digits."""
        return self.parts.year

    @property
    def year_open(self) -> bool:
        """Whether the year may be a serial as well, with a number below it, as in 87-2."""
        return self.parts.year_open

    @property
    def serial(self) -> int | None:
        """The running number in the year."""
        return self.parts.serial

    @property
    def suffix(self) -> str | None:
        """What stands after the running number in the older forms: ``-1``, ``附1``."""
        return self.parts.suffix

    @property
    def business_types(self) -> frozenset[str]:
        """Every business type that the number can belong to; empty where it does not say.

        >>> sorted(CertificateNumber.parse("兴补字第3号").value.business_types)
        ['ICA', 'ICB']
        """
        return BUSINESS_TYPES.get(self.act or "", frozenset())

    @property
    def business_type(self) -> str | None:
        """The business type, where only one is possible."""
        types = self.business_types
        return next(iter(types)) if len(types) == 1 else None

    def explain(self) -> list[Finding]:
        """What is odd about the number itself; rules compare it with the rest of the record.

        >>> [str(f) for f in CertificateNumber.parse("J360732-2021-00123").value.explain()]
        ['[CN101] 流水号应为 6 位，实为 5 位']
        """
        parts = self.parts
        if parts.era is Era.UNPARSED:
            return [_unread(self.text)]
        found = _modern_faults(parts) if parts.era is Era.MODERN else _older_faults(parts)
        found += _year_faults(parts)
        if parts.serial == 0:
            found.append(Finding("CN109", part="serial", actual=parts.serial_text))
        return found

    def mask(self, audience: Audience = "staff") -> str:
        """Staff see the number; the public sees it without its serial, older forms not at all.

        >>> CertificateNumber.parse("J360732-2021-000123").value.mask("public")
        'J360732-2021-******'
        """
        if audience == "staff":
            return self.text
        head, dash, serial = self.text.rpartition("-")
        if self.era is Era.MODERN and dash:
            return head + dash + "*" * len(serial)
        return "*" * len(self.text)

    def show(self, lang: str = "zh") -> str:
        """The text for people, the same in both languages."""
        del lang
        return self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"CertificateNumber({self.mask('public')}, era={self.era.value})"


def _no_number(text: str) -> Finding | None:
    if _PLACEHOLDER.fullmatch(text) or says_nothing(text):
        return Finding("CN107", part="number")
    if _PERSON.fullmatch(text):
        return Finding("CN112", part="number")
    return None


def _unread(text: str) -> Finding:
    """Letters written for digits are named with the number they would give; the rest is unread."""
    if match := _MIXED.fullmatch(text.upper()):
        candidate = normalise(match[1] + match[2].translate(_LETTERS)).text
        if parts_of(candidate).era is Era.MODERN:
            return Finding("CN111", part="number", expected=candidate)
    return Finding("CN106", part="number")


def _modern_faults(parts: CertificateParts) -> list[Finding]:
    found: list[Finding] = []
    if len(parts.serial_text or "") != 6:
        digits = str(len(parts.serial_text or ""))
        found.append(Finding("CN101", part="serial", expected="6", actual=digits))
    if parts.prefix is None:
        found.append(Finding("CN105", part="prefix", expected="J/L/BJ/BL"))
    elif parts.prefix not in ACT_OF_PREFIX:
        found.append(Finding("CN102", part="prefix", expected="J/L/BJ/BL", actual=parts.prefix))
    if re.fullmatch(f"(?:{PROVINCE})[0-9]{{4}}", parts.code or "") is None:
        found.append(Finding("CN108", part="code", expected="6", actual=parts.code))
    return found


def _older_faults(parts: CertificateParts) -> list[Finding]:
    missing = {
        "place": parts.place is None and parts.era is Era.SCHEME_2003,
        "act": parts.act is None,
        "serial": parts.serial is None,
    }
    words = {"place": "地名字头", "act": "结/离/补", "serial": "流水号"}
    found = [
        Finding("CN105", part=part, expected=words[part]) for part, gone in missing.items() if gone
    ]
    if parts.year_inferred:
        found.append(Finding("CN110", part="year", actual=str(parts.year)))
    return found


def _year_faults(parts: CertificateParts) -> list[Finding]:
    """An impossible year, or one in which the form was not yet or no longer in use."""
    year = parts.year
    if year is None:
        if parts.year_text is None:
            return []
        return [Finding("CN103", part="year", actual=parts.year_text)]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return [Finding("CN103", part="year", actual=str(year))]
    first, last = {
        Era.MODERN: (MODERN_SINCE, LAST_YEAR),
        Era.SCHEME_2003: SCHEME_YEARS,
    }.get(parts.era, (FIRST_YEAR, LAST_YEAR))
    if first <= year <= last:
        return []
    return [Finding("CN104", part="year", expected=f"{first}–{last}", actual=str(year))]
