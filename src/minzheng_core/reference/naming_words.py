"""Words that a new place name should not hold, or only with reasons (地名命名用词).

Lists of examples, not of everything: leaders, other persons, foreign places and persons, companies
and brands, the words of the notice of 2018 against big, foreign, odd and repeated names, famous
features. A hit is a reason for a person to look, never a refusal: the Regulations except words that
have no special tie to the person or the company (《地名管理条例实施办法》第三条、第四条).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

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
    """Every word of the table.

    >>> sorted({word.kind for word in naming_words()})[:3]
    ['big', 'capital', 'commemorative']

    Limitations: samples that a county adds its own words to; no list of trade marks exists here.
    """
    return tuple(NamingWord(*row) for row in rows("naming_words.csv"))  # type: ignore[arg-type]


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
