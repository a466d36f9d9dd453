"""Identity numbers as they stand in a register: citizens, permits, passes, passports, placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Audience, Normalised, Parsed
from minzheng_core.values.ids.arithmetic import (
    CENTENARIAN_SEQUENCES,
    Sex,
    check_digit,
    core_15,
    sex_of_sequence,
    to_18,
)
from minzheng_core.values.ids.faults import FAULTS, birth_of, errors, judge
from minzheng_core.values.ids.kinds import EIGHTEEN, JUDGED, IdKind, kind_of, kind_of_18
from minzheng_core.values.ids.text import (
    CANONICAL,
    FIXES,
    is_masked,
    is_scientific,
    normalise,
    numbers_in,
    placeholder,
    reading_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from minzheng_core.values.base import Fix

__all__ = ["FAULTS", "FIXES", "IdKind", "IdNumber"]

_FIRST_PARTS = {18: (17, 14), 15: (15, 12)}


@frozen(repr=False)
class IdNumber:
    """One identity number: its canonical text and its kind (证件号码).

    A 15-digit number is valid for its time and stays as it is; ``id18`` is *derived* from it. A
    damaged number is a value too: its parts are ``None`` where they cannot be read, and
    :meth:`explain` names every fault.

    >>> number = IdNumber.parse("362133620815001").value
    >>> number.birth, number.sex, number.region, number.id18
    (datetime.date(1962, 8, 15), '男', '362133', '362133196208150010')
    >>> number
    IdNumber(citizen15, 3*************1)

    Standards: GB 11643-1999, GB 11643-1989, GB/T 2260, ISO 7064:1983 MOD 11-2.

    Limits: passes, passports and military papers are recognised by form and not checked. The
    check digit shows that a digit is wrong, not which. The same number may have been given to
    two people, and one person may have had two.
    """

    text: str
    kind: IdKind

    @classmethod
    def parse(
        cls, text: str | None, skip: Collection[str] = (), *, on: date | None = None
    ) -> Parsed[IdNumber]:
        """Read *text*; *on* is the day for which a birth may not lie in the future (none: any).

        >>> [str(finding) for finding in IdNumber.parse("362133196208151233").findings]
        ['[ID104] 校验码应为 2，实为 3']
        >>> IdNumber.parse("不详").value is None
        True
        """
        if not text:
            return Parsed("", None)
        return cls.read(text, normalise(text, skip), on)

    @classmethod
    def read(cls, raw: str, plain: Normalised, on: date | None = None) -> Parsed[IdNumber]:
        """:meth:`parse` for a text that was normalised already: *plain* is what became of *raw*."""
        number, reasons = _read(plain)
        if number is None:
            return Parsed(raw, None, plain.fixes, reasons)
        findings = judge(number.kind, number.text, on)
        if reasons:
            findings += reasons
        if plain.fixes and _rounded(plain.fixes, number.text):
            findings = [finding for finding in findings if finding.code != "ID112"]
            findings.append(Finding("ID112", part="tail", actual=number.text[15:]))
        if len(findings) > 1:
            findings.sort(key=lambda finding: finding.code)
        return Parsed(raw, number, plain.fixes, tuple(findings))

    @staticmethod
    def normalise(text: str | None, skip: Collection[str] = ()) -> Normalised:
        """*text* after its lossless fixes (``FIXES``), without those named in *skip*.

        >>> IdNumber.normalise("11010519491231002×").text
        '11010519491231002X'
        """
        return normalise(text or "", skip)

    @property
    def birth(self) -> date | None:
        """The day of birth; ``None`` where the number has none or it does not exist."""
        if self.kind is IdKind.MASKED:
            return birth_of(
                IdKind.CITIZEN15 if len(self.text) == 15 else IdKind.CITIZEN18, self.text
            )
        return birth_of(self.kind, self.text) if self.kind in JUDGED else None

    @property
    def sex(self) -> Sex | None:
        """``男`` where the sequence is odd, ``女`` where it is even."""
        sequence = self.sequence
        return sex_of_sequence(sequence) if sequence else None

    @property
    def region(self) -> str | None:
        """The six digits of the county where the number was given; ``None`` for foreigners."""
        if self.kind is IdKind.FOREIGN_PR18:
            return None
        return self._part(0, 6)

    @property
    def province(self) -> str | None:
        """Two digits of the province: of the region, or where a foreigner's card was issued.

        >>> IdNumber.parse("932682198501010017").value.province
        '32'
        """
        return self._part(1, 3) if self.kind is IdKind.FOREIGN_PR18 else self._part(0, 2)

    @property
    def country(self) -> str | None:
        """The country of a foreigner: ISO 3166-1 numeric (18 digits) or alphabetic (15).

        >>> IdNumber.parse("932682198501010017").value.country
        '682'
        """
        if self.kind is IdKind.FOREIGN_PR15:
            return self.text[:3]
        return self._part(3, 6) if self.kind is IdKind.FOREIGN_PR18 else None

    @property
    def sequence(self) -> str | None:
        """The three digits that number the people of one county and day."""
        end, start = _FIRST_PARTS.get(len(self.text), (0, 0))
        return self._part(start, end)

    @property
    def check_digit(self) -> str | None:
        """The check digit as written; ``None`` for numbers without one."""
        return self.text[17] if self.kind in EIGHTEEN and len(self.text) == 18 else None

    @property
    def expected_check(self) -> str | None:
        """The check digit that the first seventeen digits demand."""
        return check_digit(self.text[:17]) if self.check_digit else None

    @property
    def core15(self) -> str | None:
        """The fifteen digits that the old and the new form share, a key for comparing.

        >>> IdNumber.parse("362133196208150010").value.core15
        '362133620815001'
        """
        if self.kind is IdKind.CITIZEN15 and CANONICAL.fullmatch(self.text):
            return self.text
        if self.kind is IdKind.CITIZEN18 and len(self.text) == 18 and self.expected_check:
            return core_15(self.text)
        return None

    @property
    def id18(self) -> str | None:
        """The sound 18-character number: itself, or derived from a sound 15-digit one.

        >>> IdNumber.parse("362133870503999").value.id18
        '362133188705039997'
        """
        if self.kind not in JUDGED or not self.sound:
            return None
        return to_18(self.text) if self.kind is IdKind.CITIZEN15 else self.text

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Other 18-digit forms: for a centenarian sequence the one of the 1900s.

        >>> IdNumber.parse("362133870503999").value.alternatives
        ('362133198705039996',)
        """
        if self.kind is not IdKind.CITIZEN15 or self.text[12:] not in CENTENARIAN_SEQUENCES:
            return ()
        other = to_18(self.text, "19")
        return (other,) if other else ()

    @property
    def proposed(self) -> str | None:
        """The number with its letters read as the digits they look like: a guess to be confirmed.

        >>> IdNumber.parse("36213319620815O01O").value.proposed
        '362133196208150010'
        """
        if self.kind not in JUDGED or CANONICAL.fullmatch(self.text):
            return None
        reading = reading_of(self.text)
        return None if reading == self.text else reading

    @property
    def sound(self) -> bool:
        """Whether the number is whole and nothing in it is an error."""
        if self.kind in (IdKind.MASKED, IdKind.OTHER):
            return False
        return not any(f.code in _ERRORS for f in judge(self.kind, self.text))

    def explain(self, on: date | None = None) -> list[Finding]:
        """Every finding on the number itself, judged for the day *on*."""
        return judge(self.kind, self.text, on)

    def mask(self, audience: Audience = "staff") -> str:
        """The number fit for a screen: first 6 and last 4 for staff, first and last for the public.

        >>> number = IdNumber.parse("362133196208150010").value
        >>> number.mask("staff"), number.mask("public")
        ('362133********0010', '3****************0')
        """
        size = len(self.text)
        if size < 5:
            return "*" * size
        first, last = (1, 1) if audience == "public" else (6, 4) if size >= 15 else (2, 2)
        return self.text[:first] + "*" * (size - first - last) + self.text[-last:]

    def show(self, lang: str = "zh") -> str:
        """The kind and the clear number, for people who may see it."""
        kind = self.kind.label if lang == "zh" else self.kind.value.replace("_", " ")
        return f"{kind} {self.text}"

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"IdNumber({self.kind.value}, {self.mask('public')})"

    def _part(self, start: int, end: int) -> str | None:
        """Some digits of a number of the right length, ``None`` where they cannot be read."""
        readable = (
            len(self.text) == 18
            if self.kind in EIGHTEEN
            else len(self.text) == 15
            if self.kind is IdKind.CITIZEN15
            else self.kind is IdKind.MASKED and len(self.text) in _FIRST_PARTS
        )
        part = self.text[start:end]
        return part if readable and part.isascii() and part.isdigit() else None


_ERRORS = errors()


def same_number(one: str, other: str) -> bool:
    """Whether two written numbers are one number, with 15 digits or with 18.

    >>> same_number("362133500228001", "36213319500228 0018")
    True
    """
    first, second = (IdNumber.normalise(text).text for text in (one, other))
    return (to_18(first) or first) == (to_18(second) or second)


def _read(plain: Normalised) -> tuple[IdNumber | None, tuple[Finding, ...]]:
    """The number in a normalised text, and what to say about the text around it."""
    text = plain.text
    if not text:
        return None, ()
    if (reason := placeholder(text)) is not None:
        return None, (Finding("ID114", actual=reason),)
    if CANONICAL.fullmatch(text):
        return IdNumber(text, kind_of_18(text) if len(text) == 18 else IdKind.CITIZEN15), ()
    if len(text) < 30 and text.isascii() and text.isdigit():
        return IdNumber(text, kind_of(text)), ()
    if is_scientific(text):
        power = text[text.upper().index("E") :]
        return None, (Finding("ID111", part="number", actual=f"…{power}"),)
    if is_masked(text):
        return IdNumber(text, IdKind.MASKED), ()
    kind = kind_of(text)
    if kind in JUDGED or kind is IdKind.OTHER:
        inside = numbers_in(text)
        if len(inside) > 1:
            several = Finding("ID116", part="number", expected="1", actual=str(len(inside)))
            return None, (several,)
        if inside and len(inside[0]) < len(text):
            beside = str(len(text) - len(inside[0]))
            found = inside[0][:-1] + inside[0][-1].replace("x", "X").replace("×", "X")
            return IdNumber(found, kind_of(found)), (Finding("ID115", actual=beside),)
    return IdNumber(text, kind), ()


def _rounded(fixes: tuple[Fix, ...], text: str) -> bool:
    """Whether a decimal point shows that 18 digits went through a floating-point number.

    Such a number (IEEE 754, 53 bits) is a multiple of 16 at least, of 32 or 64 if larger.
    """
    if len(text) != 18 or not text.isdecimal():
        return False
    return int(text) % 16 == 0 and any(
        fix.name == "id.spreadsheet-number" and "." in fix.before for fix in fixes
    )
