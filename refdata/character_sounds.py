"""Rebuild the table of characters by their sound, for finding characters of the same sound.

python refdata/character_sounds.py [--check]

From the installed pypinyin (MIT): the most frequent reading of each character, without its tone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from common import DATA, Table, main
from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

if TYPE_CHECKING:
    from pathlib import Path

LAST = 0xFFFF


def build(_: Path) -> Table:
    """One row per sound with its characters in the order of their code points."""
    sounds: dict[str, list[str]] = {}
    for char in map(chr, sorted(code for code in pinyin_dict if code <= LAST)):
        ((sound,),) = pinyin(char, style=Style.NORMAL)
        sounds.setdefault(sound, []).append(char)
    rows = [(sound, "".join(chars)) for sound, chars in sorted(sounds.items())]
    return Table("character_sounds.csv", ("sound", "characters"), rows)


if __name__ == "__main__":
    main(build, description=__doc__ or "", source=DATA)
