"""Rebuild the levels of 《通用规范汉字表》 from the Unihan database.

python refdata/standard_characters.py FOLDER [--check]

FOLDER holds ``Unihan_OtherMappings.txt`` (Unicode 14 or newer). Its property kTGH gives the number
of a character in the table of 2013: 1-3500 are of the first level, 3501-6500 of the second, the
rest of the third.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from common import Table, main

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = ((1, 1, 3500), (2, 3501, 6500), (3, 6501, 8105))
_LINE = re.compile(r"(?m)^U\+([0-9A-F]+)\tkTGH\t2013:(\d+)")


def levels(source: Path) -> Table:
    text = (source / "Unihan_OtherMappings.txt").read_text(encoding="utf-8")
    numbered = {int(number): chr(int(code, 16)) for code, number in _LINE.findall(text)}
    rows = [
        [str(level), "".join(numbered[number] for number in range(first, last + 1))]
        for level, first, last in LEVELS
    ]
    return Table("standard_characters.csv", ("level", "characters"), rows)


if __name__ == "__main__":
    main(levels, description=__doc__ or "")
