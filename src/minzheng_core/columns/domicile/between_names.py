"""What may stand between the names of divisions in many texts, or belong to one: for :mod:`.heads`.

Words that fill, regions that no list has, parts of provinces, peoples, the rest of a county's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.columns.domicile.letters import letter_set
from minzheng_core.values.domicile.around_names import (
    AUTONOMOUS_WITHIN,
    LONGEST_AUTONOMOUS,
    LONGEST_NAME,
    NAMES_END,
    NAMES_GO_ON,
    PEOPLES_TAIL,
)
from minzheng_core.values.domicile.regions import (
    ABOVE_COUNTIES,
    MISSPELT_COUNTY,
    PART_BEGINNINGS,
    REGION_KINDS,
    REGION_NAME,
    names_region,
    old_region,
)

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Flags, Letters, Positions
    from minzheng_core.values.domicile.index import DomicileIndex

_CORPS = ("生产", "建设", "兵团")
"""With what the corps in Xinjiang is written before its cities."""
_FILLER = letter_set("市省自直所下辖县府生建兵")
_XIA, _XIAN, _QU, _FU = map(ord, "辖县区府")
_SHI = ord("市")
_ENDS_NAME = letter_set(NAMES_END)
_STOPS_NAME = letter_set(NAMES_GO_ON)
_ZI, _ZHI = map(ord, "自治")
_REGION = letter_set("".join(kind[0] for kind in ABOVE_COUNTIES))
_PART_FIRST = letter_set("".join(word[0] for word in PART_BEGINNINGS))
_PARTS = np.array([ord(word[0]) << 16 | ord(word[1]) for word in PART_BEGINNINGS])


def peoples_at(letters: Letters, rows: Positions, places: Positions) -> Flags:
    """Whether names of peoples and 自治, or 自治 alone, stand at *places*."""
    return letters.match(rows, places, PEOPLES_TAIL)


def misspelt_county_at(letters: Letters, rows: Positions, places: Positions) -> Flags:
    """Whether what can be no township, but a county misspelt, stands at *places* behind a province."""
    return letters.match(rows, places, MISSPELT_COUNTY)


def autonomous_within(letters: Letters, rows: Positions, places: Positions) -> Flags:
    """Whether 自治 stands in the next letters from *places* on."""
    found = np.zeros(rows.size, dtype=np.bool_)
    before = letters.at(rows, places)
    for step in range(1, AUTONOMOUS_WITHIN):
        char = letters.at(rows, places + step)
        found |= (before == _ZI) & (char == _ZHI)
        before = char
    return found


def filler_at(letters: Letters, rows: Positions, places: Positions) -> Flags:
    """Whether a word between two names may stand at *places*, such as 市辖区 or 省直辖县."""
    found = _FILLER[letters.at(rows, places)]
    at = np.flatnonzero(found)
    before, one, two, three = (letters.at(rows[at], places[at] + step) for step in (-1, 0, 1, 2))
    governs = (one == _XIA) | (two == _XIA) | (three == _XIA)
    region = (one == _ZI) & (two == _ZHI) & (three == _QU)
    found[at] = governs | region | ((one == _XIAN) & (before == _SHI)) | (one == _FU)
    for word in _CORPS:
        found[at] |= (one == ord(word[0])) & (two == ord(word[1]))
    return found


def old_region_at(letters: Letters, rows: Positions, places: Positions) -> Flags:
    """Whether a special region (专区) or new area may stand at *places*."""
    found = region_kind(letters, rows, places)
    for step in REGION_NAME:
        found |= region_kind(letters, rows, places + step, ABOVE_COUNTIES)
    return found


def after_regions(
    index: DomicileIndex, letters: Letters, rows: Positions, places: Positions
) -> Positions:
    """Where the counties below regions that no list has begin, else *places*.

    As :func:`values.domicile.regions.old_region` has it.
    """
    texts = letters.texts[rows].to_list()
    after = [
        old_region(index, text, place) for text, place in zip(texts, places.tolist(), strict=True)
    ]
    return np.array(after, dtype=np.int64)


def named_region_at(
    index: DomicileIndex, letters: Letters, rows: Positions, places: Positions
) -> Flags:
    """Whether a region that no list has and that is called after a known place stands at *places*."""
    found = old_region_at(letters, rows, places)
    at = np.flatnonzero(found)
    texts = letters.texts[rows[at]].to_list()
    found[at] = [
        names_region(index, text, place)
        for text, place in zip(texts, places[at].tolist(), strict=True)
    ]
    return found


def part_at(letters: Letters, rows: Positions, ends: Positions) -> Flags:
    """Whether a part of a province (赣南) may stand at the beginning of texts, or at *ends*."""
    found = np.zeros(rows.size, dtype=np.bool_)
    for places in (np.zeros_like(ends), ends):
        first = letters.at(rows, places)
        at = np.flatnonzero(_PART_FIRST[first])
        second = letters.at(rows[at], places[at] + 1)
        found[at] |= np.isin(first[at].astype(np.int64) << 16 | second, _PARTS)
    return found


def region_kind(
    letters: Letters, rows: Positions, places: Positions, kinds: tuple[str, ...] = REGION_KINDS
) -> Flags:
    """Whether one of the *kinds* of special regions stands at *places*."""
    found = _REGION[letters.at(rows, places)]
    at = np.flatnonzero(found)
    if at.size:
        texts = letters.texts[rows[at]].to_list()
        found[at] = [
            text.startswith(kinds, place)
            for text, place in zip(texts, places[at].tolist(), strict=True)
        ]
    return found


def county_may_follow(letters: Letters, rows: Positions, starts: Positions) -> Flags:
    """Whether the letters of a county's name, and its last one, stand at *starts*."""
    found = np.zeros(rows.size, dtype=np.bool_)
    going = np.ones(rows.size, dtype=np.bool_)
    for step in range(LONGEST_NAME + 1):
        char = letters.at(rows, starts + step)
        if step:
            found |= going & _ENDS_NAME[char]
        going &= ~_STOPS_NAME[char]
    at = np.flatnonzero(going & ~found)
    rows, starts, going = rows[at], starts[at], going[at]
    for step in range(LONGEST_NAME + 1, LONGEST_AUTONOMOUS + 3):
        zi, zhi, char = (letters.at(rows, starts + step - before) for before in (2, 1, 0))
        found[at] |= going & (zi == _ZI) & (zhi == _ZHI) & _ENDS_NAME[char]
        going &= ~_STOPS_NAME[char]
    return found
