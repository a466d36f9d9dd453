"""What place names are spelled from: readings, generics, minority-language spellings, sounds.

All are tables of ``data/``; each row of a table that was made by hand names its source and grade.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = ("", "head", "tail", "whole")
"""Where in a name a reading applies: anywhere, at its beginning, at its end, to all of it."""


@frozen
class PlaceReading:
    """One attested reading of a run of characters (地名读音).

    ``regions`` are beginnings of division codes (``("36",)`` is Jiangxi), empty for the whole
    country. Two rows for the same run and region are two authorities that disagree; the first is
    the one to use. ``grade`` is ``certain``, ``likely``, ``unsure`` or ``unconfirmed``.
    """

    name: str
    syllables: tuple[str, ...]
    regions: tuple[str, ...] = ()
    part: str = ""
    grade: str = "certain"
    source: str = field(default="", repr=False)
    date: str = field(default="", repr=False)


@frozen
class PlaceGeneric:
    """One generic with its reading; a generic of several words has several (地理通名).

    ``classes`` are the kinds of places that it makes, as the spelling tells them apart.
    """

    name: str
    words: tuple[tuple[str, ...], ...]
    classes: frozenset[str]


@frozen
class MinoritySpelling:
    """The tabled spelling of a name in a minority language (少数民族语地名).

    It holds for names that begin with ``stem``: in the divisions of ``regions``, or where one of
    ``generics`` follows (``""``: where nothing follows). ``native`` is the name in its own
    language where the table prints it beside the Chinese one: Kashi (Kaxgar).
    """

    stem: str
    letters: str
    native: str
    generics: tuple[str, ...]
    regions: tuple[str, ...]
    language: str
    grade: str
    source: str = field(default="", repr=False)


@cache
def place_readings() -> tuple[PlaceReading, ...]:
    """The readings compiled for the whole country, in the order of preference.

    >>> [r.syllables for r in place_readings() if r.name == "长子县"]
    [('zhǎng', 'zǐ', 'xiàn')]
    """
    return tuple(
        PlaceReading(
            name, tuple(reading.split()), tuple(regions.split()), part, grade, source, date
        )
        for name, reading, regions, part, grade, source, date in rows("place_readings.csv")
    )


@cache
def place_generics() -> Mapping[str, PlaceGeneric]:
    """Every generic by its name.

    >>> place_generics()["自治区"].words
    (('zì', 'zhì', 'qū'),)
    """
    return MappingProxyType(
        {
            name: PlaceGeneric(
                name,
                tuple(tuple(word.split()) for word in reading.split("/")),
                frozenset(classes.split()),
            )
            for name, reading, classes in rows("place_generics.csv")
        }
    )


@cache
def minority_spellings() -> tuple[MinoritySpelling, ...]:
    """Every tabled spelling of a minority-language name.

    >>> next(m.letters for m in minority_spellings() if m.stem == "呼和浩特")
    'Hohhot'
    """
    return tuple(
        MinoritySpelling(
            stem,
            letters,
            native,
            tuple("" if g == "-" else g for g in generics.split()),
            tuple(regions.split()),
            language,
            grade,
            source,
        )
        for stem, letters, native, generics, regions, language, grade, source in rows(
            "minority_places.csv"
        )
    )


@cache
def minority_towns() -> Mapping[tuple[str, str], tuple[str, str]]:
    """How GeoNames writes townships of minority-language names that no official table has.

    By the county and the name without its kind: the letters, and the number of the place in GeoNames.

    >>> minority_towns()["152921", "巴彦浩特"]
    ('Bayan Hot', '1816821')
    """
    return MappingProxyType(
        {
            (county, stem): (letters, number)
            for county, stem, letters, number in rows("minority_towns.csv")
        }
    )


_PROVINCES = "沪渝豫皖闽赣黔滇冀粤湘"
"""Short names of provinces that write no syllable of another language, as 鄂 (鄂尔多斯) and 琼 (琼结) do."""
_NEVER = -100


@cache
def transcription_weights() -> Mapping[str, int]:
    """How much oftener a character stands in transcriptions of minority-language names than in Han ones.

    Ten times the logarithm of the ratio of its frequencies, not beyond ±30; characters as frequent
    in both are left out. What only stands for a province or city (沪苏通、渝昆、湘桂) writes no sound.

    >>> transcription_weights()["尔"] > 20, transcription_weights()["庄"] < 0
    (True, True)
    """
    table = rows("transcription_characters.csv")
    told = {char: int(weight) for weight, chars in table for char in chars}
    return MappingProxyType(told | dict.fromkeys(_PROVINCES, _NEVER))


@cache
def transcription_words() -> tuple[str, ...]:
    """Words of other languages that names of places are made of, as they are written in Chinese: 查干, white.

    >>> "查干" in transcription_words(), "白沙" in transcription_words()
    (True, False)
    """
    return tuple(word for word, _, _ in rows("transcription_words.csv"))
