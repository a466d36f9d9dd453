"""Serial numbers of printed certificates (证明流水号): a head that stays and a number that counts."""

from __future__ import annotations

import re
import unicodedata

from attrs import frozen

_FORM = re.compile(r"(?P<head>.*?)(?P<number>\d{1,12})(?P<tail>\D*)")


@frozen
class SerialNumber:
    """A serial number in its parts; ``width`` is the number of digits it is written with."""

    head: str
    number: int
    width: int

    @classmethod
    def parse(cls, text: str | None) -> SerialNumber | None:
        """The parts of a serial number; ``None`` where no digits count.

        >>> SerialNumber.parse("兴火证字 Ｎｏ．000102")
        SerialNumber(head='兴火证字NO.', number=102, width=6)
        """
        written = "".join(unicodedata.normalize("NFKC", text or "").upper().split())
        plain = unicodedata.normalize("NFKC", written)
        found = _FORM.fullmatch(plain)
        if found is None:
            return None
        head = unicodedata.normalize("NFKC", found["head"] + found["tail"])
        return cls(head, int(found["number"]), len(found["number"]))

    def at(self, number: int) -> str:
        """Another number of the same series, written alike.

        >>> SerialNumber.parse("A-000101").at(103)
        'A-000103'
        """
        return f"{self.head}{number:0{self.width}d}"

    def __str__(self) -> str:
        return self.at(self.number)
