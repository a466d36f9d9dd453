"""What one cell tells of both spouses: 张三、李四, two numbers, 张三（男，23岁）、李四（女，21岁）; and who is the man."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.reading.ditto_marks import SIGN_OR_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTED = r"\s　、，,;；/／|&"
NUMBER = r"[0-9０-９]{6}[0-9０-９Xx×*?？]{8,12}"
TWO_NUMBERS = (
    rf"^\s*({NUMBER}\D*?)[{PARTED}]+({NUMBER}\D*)$",
    rf"^\s*(\D*?{NUMBER}[)）]?)[{PARTED}]*(\D*?{NUMBER}\D*)$",
)
"""Each number before or behind its name, or alone."""
_TWO_WORDS = rf"^[{PARTED}]*([^{PARTED}]+)[{PARTED}]+([^{PARTED}]+)[{PARTED}]*$"
_PLAINLY = r"\n、;；/／|"
TWO_PARTS = (
    rf"^\s*([^{_PLAINLY}]*[^\s{_PLAINLY}])\s*[{_PLAINLY}]\s*([^{_PLAINLY}]*[^\s{_PLAINLY}])\s*$"
)
"""Words with blanks in them on either side of a sign that parts more than a blank does."""
_TWO_BRACKETED = rf"^\s*(\p{{Han}}[\p{{Han}}·•]+[（(][^（()）]+[)）])[{PARTED}和与]*(\p{{Han}}[\p{{Han}}·•]+[（(][^（()）]+[)）])\s*$"
"""Names with what is told of each in brackets, whatever parts that: 张三（男、23岁）、李四（女、21岁）."""
_TWO_JOINED = r"^\s*([\p{Han}·•]{2,4})[与和同跟及]([\p{Han}·•]{2,4})\s*$"
_TWO_NAMED = (_TWO_BRACKETED, TWO_PARTS, _TWO_WORDS, _TWO_JOINED)
_QUOTES = '["“”„″《》]'
_BEFORE_THEM = r"^\s*关于\s*"
_ACT_BEFORE_THEM = r"^\s*(?:关于)?\s*([补換换][发發领領办辦]|撤[销銷])(.+?)[的之]?([结結离離]婚证|(?:[结結]婚|婚姻)(?:登[记記])?)"
"""A title that begins with its act: 补发张三、李四结婚证."""
_ACT = r"[补換换][发發领領办辦](?:[结結离離]婚(?:登[记記])?证?)?|撤[销銷](?:[结結]婚|婚姻)|[结結离離复復]婚"
BEHIND_THEM = rf"\s*[的之]?(?:自愿|协议|申请|办理)*(?:({_ACT})|婚姻(?:登[记記])?).{{0,60}}$"
"""The act and its papers behind two names: 结婚登记申请书, 的离婚登记材料(J110105-2010-000123)."""
_TOWNSHIP = r"\p{Han}{1,6}?(?:[乡镇鄉鎮]|公社|街道)"
_PLACE_BEFORE = (
    rf"^\s*(?:\p{{Han}}{{2,6}}?[县縣市旗](?:{_TOWNSHIP})?|{_TOWNSHIP})(?:\p{{Han}}{{1,6}}?(?:大队|社区|村))?"
    rf"(\p{{Han}}{{2,4}}\s*[{PARTED}与和同跟及].*)$"
)
"""Where they live, before two names in a title: 埠头乡张三、李四."""
NUMBER_BEHIND = (
    r"[(（\[〔【]\s*([^()（）]*(?:\d[-－—]\d{4}[-－—]\d{4,6}|字.*\d.*号?))\s*[)）\]〕】]\s*$"
)
"""The certificate's number in brackets at the end of such a title."""
_SAID, _SAID_BEHIND = r"^\s*([男女])(?:方?[:：]|方)\s*", r"\s*[(（]\s*([男女])方?\s*[)）]\s*$"
"""Whose it is: 女：李四, 女方李四, 李四（女）."""
WHOSE = f"{_SAID}|{_SAID_BEHIND}"
_AMONG_OTHERS = r"[，,、；;\s(（]([男女])(?:[方性]|[，,、；;\s)）0-9０-９]|$)"
"""The same among other data: 李四（女，21岁）."""
OF_AGE = r"^\s*([男女])方?\s*([0-9０-９])"
"""The same before an age: 男23."""
ALIKE = r"^\s*(?:双方|两人|二人|男女双?方?)?[均都同](?:[是为系]|[是为系]?(?:住在|居住在|住|在))\s*(\S.*)$"
"""What holds for both: 均在杰村乡."""


def both_in(cells: pl.Series) -> pl.DataFrame:
    """What each cell tells of the ``first`` and the ``second`` person, the latter null where of one.

    Step by step: one nested expression would search for every pattern again wherever it is used.
    """
    numbers = cells.str.count_matches(NUMBER)
    titles = act_last(cells.str.replace_all(_QUOTES, ""))
    named = titles.str.replace(_BEFORE_THEM, "")
    alone = named.str.replace(BEHIND_THEM, "")
    # Only before an act is what reads like a place no part of a name.
    alone = alone.str.replace(_PLACE_BEFORE, "$1").zip_with(alone != named, alone)
    told = pl.select(
        cell=cells,
        words=pl.when(numbers == 0).then(alone),
        two=pl.when(numbers == 2).then(cells),
    )
    first, second = (
        pl.coalesce(
            *(pl.col("two").str.extract(pattern, at) for pattern in TWO_NUMBERS),
            pl.col("words").str.extract(ALIKE),
            *(pl.col("words").str.extract(pattern, at) for pattern in _TWO_NAMED),
        )
        for at in (1, 2)
    )
    both = told.select(first=pl.coalesce(first, "cell"), second=second)
    # A ditto behind the first of two in a cell is of that one, not of the row above.
    same = pl.col("second").str.contains(SIGN_OR_WORD)
    return both.with_columns(second=pl.when(same).then("first").otherwise("second"))


def act_last(titles: pl.Series) -> pl.Series:
    """*titles* with the act behind the names, where it stands before them."""
    return titles.str.replace(_ACT_BEFORE_THEM, "${2}${1}${3}")


def sexes_of(texts: pl.Series) -> pl.Series:
    """男 or 女, as each text says or the number in it tells."""
    number = texts.str.normalize("NFKC").str.extract(r"([0-9]{17}[0-9Xx]|[0-9]{15})")
    place = pl.when(number.str.len_bytes() == 18).then(16).otherwise(14)
    digit = pl.select(pl.lit(number).str.slice(place, 1).cast(pl.UInt8)).to_series()
    by_number = pl.when(digit % 2 == 1).then(pl.lit("男")).when(digit % 2 == 0).then(pl.lit("女"))
    said = (texts.str.extract(pattern) for pattern in (_SAID, _AMONG_OTHERS, OF_AGE))
    return pl.select(pl.coalesce(*said, by_number)).to_series()


def named_first(told: Sequence[pl.DataFrame]) -> pl.Series:
    """男 or 女: whom each row names first, by what its cells tell of both; null where they do not tell.

    A number alone beside two names is not that of whom is named first, but of whom its sex says.
    """
    parted = pl.select(
        pl.any_horizontal([both["second"].is_not_null() for both in told])
    ).to_series()
    first, second = (
        pl.select(
            pl.coalesce(
                [
                    sexes_of(both[which].set(parted & both["second"].is_null(), None))
                    for both in told
                ]
            )
        ).to_series()
        for which in ("first", "second")
    )
    other = second.replace_strict({"男": "女", "女": "男"}, default=None)
    return pl.select(
        pl.when(first.is_null()).then(other).when(second.is_null() | (first != second)).then(first)
    ).to_series()
