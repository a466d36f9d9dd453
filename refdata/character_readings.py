"""Rebuild the table of the dictionary readings of single characters.

python refdata/character_readings.py [--check]

From the installed pypinyin (MIT): every reading of each character, the most frequent first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from common import DATA, Table, main
from pypinyin.pinyin_dict import pinyin_dict

if TYPE_CHECKING:
    from pathlib import Path


def build(_: Path) -> Table:
    """One row per character by code point."""
    rows = [(chr(code), " ".join(pinyin_dict[code].split(","))) for code in sorted(pinyin_dict)]
    return Table("character_readings.csv.gz", ("character", "readings"), rows)


if __name__ == "__main__":
    main(build, description=__doc__ or "", source=DATA)
