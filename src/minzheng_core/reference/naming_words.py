"""Words that a new place name should not hold, or only with reasons (地名命名用词).

Lists of examples, not of everything: leaders, other persons, foreign places and persons, companies
and brands, the words of the notice of 2018 against big, foreign, odd and repeated names, famous
features. A hit is a reason for a person to look, never a refusal: the Regulations except words that
have no special tie to the person or the company (《地名管理条例实施办法》第三条、第四条).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.county_file import text_of
from minzheng_core.reference.ethnic_groups import ethnic_groups
from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

WordClass = Literal[
    "leader",
    "person",
    "foreign",
    "commemorative",
    "company",
    "big",
    "capital",
    "odd",
    "famous_feature",
    "heritage_site",
]
Where = Literal["specific", "anywhere", "sound"]


_TELLING = 3
"""Names of so many characters are meant wherever they stand."""


@frozen
class NamingWord:
    """One word: its class, where in a name it counts, how sure the entry is, who says so.

    ``where`` is ``specific`` for a word that must be the specific of the name, ``anywhere`` for one
    that may stand in it, ``sound`` for one that also counts where only the sound is the same.
    """

    word: str
    kind: WordClass
    where: Where
    grade: str
    source: str


@cache
def naming_words() -> tuple[NamingWord, ...]:
    """Every word of the table, and the names of the foreign countries that the registers know.

    >>> sorted({word.kind for word in naming_words()})[:3]
    ['big', 'capital', 'commemorative']

    Limitations: samples that a county adds its own words to; no list of trade marks exists here.
    """
    listed = (NamingWord(*row) for row in rows("naming_words.csv"))  # type: ignore[arg-type]
    return (*listed, *_countries())


def _countries() -> Iterator[NamingWord]:
    """The foreign countries; not those whose name a people of China bears as well (蒙古)."""
    groups = {group.name.removesuffix("族") for group in ethnic_groups()}
    for entry in code_table("nationality").entries:
        name = entry.label
        if name not in groups and not name.startswith("中国"):
            # Two characters also come together by chance: 泰国 in 安泰国际.
            where: Where = "anywhere" if len(name) >= _TELLING else "specific"
            yield NamingWord(name, "foreign", where, entry.confidence, entry.standard)


KINDS: dict[str, WordClass] = {
    "领导人": "leader",
    "人名": "person",
    "外国": "foreign",
    "纪念": "commemorative",
    "企业": "company",
    "大": "big",
    "首府": "capital",
    "怪": "odd",
    "著名实体": "famous_feature",
    "遗产": "heritage_site",
}
"""The classes as a county writes them."""
PLACES: dict[str, Where] = {"专名": "specific", "任何位置": "anywhere", "读音": "sound"}
"""Where a word counts, as a county writes it; as the specific where nothing is written."""
_KINDS = KINDS | {kind: kind for kind in KINDS.values()}
_PLACES = PLACES | {where: where for where in PLACES.values()}


def load_naming_words(path: str | Path) -> tuple[NamingWord, ...]:
    """A county's own words out of a CSV with the headings 词, 类别, 位置, 依据.

    类别 is one of :data:`KINDS`, 位置 one of :data:`PLACES`. A county lists here the companies,
    persons and brands of its own; they are asked before the words of the library.

    Raises:
        InputError: the file cannot be read or lacks 词 or 类别 (PN194), or a line has another
            word for class or place (PN195).

    """
    path = Path(path)
    try:
        table = csv.DictReader(text_of(path).splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("PN194", file=path.name) from error
    if not {"词", "类别"} <= set(table.fieldnames or ()):
        raise InputError("PN194", file=path.name)
    found = []
    for line, row in enumerate(table, start=2):
        word, kind, place, source = (
            (row.get(name) or "").strip() for name in ("词", "类别", "位置", "依据")
        )
        if not word:
            continue
        known, where = _KINDS.get(kind), _PLACES.get(place or "专名")
        if known is None or where is None:
            raise InputError("PN195", file=path.name, line=line, known="、".join(KINDS))
        found.append(NamingWord(word, known, where, "county", source))
    return tuple(found)


def words_in(
    name: str, words: Iterable[NamingWord], generics: Collection[str]
) -> Iterator[NamingWord]:
    """The words that stand in a name, by where each of them counts.

    A word that must be the specific is followed by one of *generics*, or by nothing.

    >>> [w.word for w in words_in("曼哈顿广场", naming_words(), {"广场"})]
    ['曼哈顿']
    >>> [w.word for w in words_in("黄山村", naming_words(), {"村"})]
    ['黄山']
    >>> list(words_in("黄山头村", naming_words(), {"村"}))
    []
    """
    for word in words:
        rest = name.removeprefix(word.word)
        specific = rest != name and (not rest or rest in generics)
        if specific or (word.where != "specific" and word.word in name):
            yield word
