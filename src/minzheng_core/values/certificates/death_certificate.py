"""The number of a medical certificate of death (居民死亡医学证明编号).

From 2026-07-01 (国卫规划发〔2026〕5号) it is the identity number of the deceased; without one, another
legal number; with none (an unregistered infant, an unknown body) the credit code of the issuer and
a running number of four digits: 22 characters. Numbers of the form before stay as they were.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Audience, Normalised, Parsed
from minzheng_core.values.credit_code import check_character, is_credit_code
from minzheng_core.values.ids.arithmetic import check_fits
from minzheng_core.values.writing import applied_once

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.values.writing import Steps

_STEPS: Steps = {
    "death-certificate.width": lambda text: unicodedata.normalize("NFKC", text).upper(),
    "death-certificate.blanks": lambda text: "".join(text.split()),
}
FIXES: tuple[str, ...] = tuple(_STEPS)
FAULTS: tuple[str, ...] = ("FR132",)
UNIT_LENGTH = 22
_CODE = 18


class Form(StrEnum):
    """What a number is made of."""

    IDENTITY = "identity"
    """The identity number of the deceased."""
    UNIT = "unit"
    """The issuer's credit code and a running number of four digits."""
    OTHER = "other"
    """Anything else: the form before 2026-07-01, a passport."""


@frozen(repr=False)
class DeathCertificateNumber:
    """The number of a certificate of death, and what it is made of.

    >>> number = DeathCertificateNumber.parse("91350100M000100Y430007").value
    >>> number.form.value
    'unit'
    """

    text: str = field(repr=False)

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """Width, case and blanks only.

        >>> DeathCertificateNumber.normalise(" ９１３５０１００ｍ０００１００ｙ４３ 0007").text
        '91350100M000100Y430007'
        """
        fixed = applied_once(text or "", _STEPS, skip)
        return evolve(fixed, text=fixed.text.strip())

    @classmethod
    def parse(cls, text: str | None, skip: Collection[str] = ()) -> Parsed[DeathCertificateNumber]:
        """Read a cell; an empty one gives no value."""
        normalised = cls.normalise(text, skip)
        if not normalised.text:
            return Parsed(text or "", None, normalised.fixes)
        value = cls(normalised.text)
        return Parsed(text or "", value, normalised.fixes, tuple(value.explain()))

    @property
    def form(self) -> Form:
        """What the number is made of; one of 22 characters is meant for an issuer's."""
        text = self.text
        if check_fits(text):
            return Form.IDENTITY
        return Form.UNIT if len(text) == UNIT_LENGTH else Form.OTHER

    def explain(self) -> list[Finding]:
        """What is wrong with an issuer's number.

        >>> [str(f) for f in DeathCertificateNumber("91350100M000100Y420007").explain()]
        ['[FR132] 无证件者的证明编号应为出具单位统一社会信用代码（18位）加4位顺序号：校验位应为3']
        """
        if self.form is not Form.UNIT:
            return []
        fault = unit_fault(self.text)
        return [Finding("FR132", part="number", expected=fault)] if fault else []

    def mask(self, audience: Audience = "staff") -> str:
        """The head of the number; an identity number stands in it."""
        del audience
        return self.text[:6] + "*" * max(len(self.text) - 6, 0)

    def show(self, lang: str = "zh") -> str:
        """The text for people, the same in both languages."""
        del lang
        return self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"DeathCertificateNumber({self.mask()}, form={self.form.value})"


def unit_fault(text: str) -> str | None:
    """What is wrong with a number that ought to be an issuer's: credit code and four digits.

    >>> unit_fault("91350100M000100Y43007"), unit_fault("91350100M000100Y430007")
    ('共22位，实为21位', None)
    """
    if len(text) != UNIT_LENGTH:
        return f"共{UNIT_LENGTH}位，实为{len(text)}位"
    if not text[_CODE:].isdecimal():
        return "末4位应为数字"
    if is_credit_code(text[:_CODE]):
        return None
    right = check_character(text[:17])
    return f"校验位应为{right}" if right else "前18位不是统一社会信用代码"
