"""The words by which a heading or a cell says whose datum it is: the husband's or the wife's.

Marriage is between a man and a woman (民法典 art. 1046-1047), so that a sex names a party.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from minzheng_core.reference.code_tables import code_table

if TYPE_CHECKING:
    from collections.abc import Sequence

Party = Literal["husband", "wife"]

_HUSBAND = (
    "男方当事人|男当事人|男方申请人|男申请人|男方|男性|男士|男人(?![数口均])|男|丈夫|夫方|新郎|夫"
)
_WIFE = "女方当事人|女当事人|女方申请人|女申请人|女方|女性|女士|女人(?![数口均])|女|妻子|妻方|新娘|夫人|妻"
_SIGN = r"\s*[/／\\＼|｜、,，与和及·(（]?\s*"
BOTH = (
    rf"(?:男方?|丈?夫|新郎){_SIGN}(?:女方?|妻子?|新娘)[)）]?"
    rf"|(?:女方?|妻子?|新娘){_SIGN}(?:男方?|丈?夫(?!人)|新郎)[)）]?"
)
"""Words for both parties, as a pattern: 男女, 男方/女方, 夫、妻, 男（女）."""
_NEITHER = re.compile(
    rf"{BOTH}|夫妇|子女|儿女|妇女|大夫|双方|(?:外?[孙甥]|侄|养|继|长|次|幼|独生)女(?![方性士当申])|[姐妹姑姨]夫"
)
"""Words with a party's character that mean both, or somebody else."""
_PARTY_PERSONS = re.compile(
    "(?:当事|申请|[结离成订完新]婚|登记|持证|领证|领取|受领|办证|补[领办证]|换[领证]|婚|死亡|本|新|个)人(?!员)"
    "|[死逝亡]者|(?:申请|[结离成订]婚|登记|领证|持证|补领)者"
)
"""Words with a person in them that mean the one the register is about."""
_THIRD = re.compile(
    "人|员|者|父|母|双亲|亲属|家属|亲友|子女|儿|孩|婴|兄|弟|姐|妹|哥|嫂|孙|侄|甥|祖|爷|奶|岳|公婆|外公|外婆|叔|伯|舅|姑|姨|媳|婿|"
    "养女|继女|长女|次女|户主|监护|代理|委托|介绍|证婚|见证|联系|[村乡镇组队科所局处站院校厂社家]长|主任|书记|会计|文书|干部|民警|医生|"
    "father|mother|parent|guardian|child|daughter|witness|introducer|contact|operator|officer|registrar|clerk|agent"
)
"""Words that name a person who is neither party."""
_WORD = re.compile(rf"(?P<wife>{_WIFE})|(?P<husband>{_HUSBAND})")
_LATIN = {
    "husband": "husband",
    "man": "husband",
    "male": "husband",
    "groom": "husband",
    "bridegroom": "husband",
    "nanfang": "husband",
    "nan": "husband",
    "wife": "wife",
    "woman": "wife",
    "female": "wife",
    "bride": "wife",
    "nvfang": "wife",
    "nüfang": "wife",
    "nv": "wife",
}
_PARTY_OF_CODE: dict[str | None, Party] = {"1": "husband", "2": "wife"}
_LATIN_WORD = re.compile(r"[a-zü]+|\d+")
_APPLICANT = re.compile("(?<!被)申请人")
_WOMAN = re.compile(r"^\s*(?:已婚|育龄|已婚育龄)?(?:妇女|女青年)(?![主干代联委队])")
_OF_HUSBAND = re.compile("^\\s*(?:丈夫|其夫|夫)(?![妻妇])")
_COUNTED = "(?:申请人|当事人|人员|申请方|结婚人|登记人|person|party|applicant|spouse)"
_AT_HOME = r"(?:国[（(]?境?[)）]?内|境内|内地|大陆)(?:(?:居民|公民|人员)(?:一?方)?|一?方)"
"""内地居民, 国（境）内公民."""
_FROM_ABROAD = r"(?:香港|港澳|台湾|华侨|外国人?|[境国][（(]?[国境]?[)）]?外)(?:[^/]{0,8}?一?方|(?:居民|公民|人员|人士))"
"""港澳、华侨一方, 境外人员."""
_OF_A_PERSON = "(?=姓|身|出|户|民|国|住|职|性)"
_POSITIONS = tuple(
    (re.compile(pattern), position)
    for pattern, position in (
        (rf"{_COUNTED}_?\s*(?:[1一甲a](?![a-z])|①)", 1),
        (rf"{_COUNTED}_?\s*(?:[2二乙b](?![a-z])|②)", 2),
        (f"甲方|中方|{_AT_HOME}|本人|原告|甲{_OF_A_PERSON}", 1),
        (
            f"乙方|被告|外籍?方|[境涉]外方|港澳台方|{_FROM_ABROAD}|被申请人|配偶|爱人|对方|对象{_OF_A_PERSON}|乙{_OF_A_PERSON}",
            2,
        ),
        (r"(?<=[^\d])[_.\-\s]?1$", 1),
        (r"(?<=[^\d])[_.\-\s]?2$", 2),
        (r"(?<=[\u4e00-\u9fff])[_.\-\s]?(?:一|a)$", 1),
        (r"(?<=[\u4e00-\u9fff])[_.\-\s]?(?:二|b)$", 2),
    )
)


def find_party(text: str) -> tuple[Party | None, str]:
    """The party that *text* names, and the text without that word.

    >>> find_party("姓名(男)")
    ('husband', '姓名()')
    >>> find_party("man_name"), find_party("子女情况")
    (('husband', '_name'), (None, '子女情况'))
    """
    covered = _NEITHER.sub(lambda match: "\0" * len(match[0]), text)
    words = [(match, match.lastgroup) for match in _WORD.finditer(covered)]
    words += [(m, _LATIN[m[0]]) for m in _LATIN_WORD.finditer(covered) if m[0] in _LATIN]
    parties = {party for _, party in words}
    if len(parties) != 1:
        return None, text
    rest = text
    for match, _ in sorted(words, key=lambda word: -word[0].start()):
        rest = rest[: match.start()] + rest[match.end() :]
    return ("husband" if "husband" in parties else "wife"), rest


def names_a_party(text: str) -> bool:
    """Whether *text* says a word for a party, or for both.

    >>> names_a_party("男女方姓名"), names_a_party("新郎"), names_a_party("子女")
    (True, True, False)
    """
    return re.search(BOTH, text) is not None or find_party(text)[0] is not None


def names_third_person(text: str) -> bool:
    """Whether *text* names somebody who is neither party: a parent, a witness, the one who typed.

    >>> [names_third_person(text) for text in ("介绍人", "母亲", "村长", "孙女", "当事人", "公民")]
    [True, True, True, True, False, False]
    """
    return _THIRD.search(_PARTY_PERSONS.sub("", text)) is not None


def told_by_the_others(headings: Sequence[str]) -> list[str]:
    """*headings* with 甲方 for 申请人, where others say 被申请人, and 女方 for 妇女, where others say 丈夫.

    Alone an applicant is any person of the act, and 妇女 may be of a post: 妇女主任.

    >>> told_by_the_others(["申请人姓名", "被申请人姓名"]), told_by_the_others(["申请人姓名"])
    (['甲方姓名', '被申请人姓名'], ['申请人姓名'])
    >>> told_by_the_others(["育龄妇女姓名", "丈夫姓名"]), told_by_the_others(["妇女主任"])
    (['女方姓名', '丈夫姓名'], ['妇女主任'])
    """
    told = list(headings)
    if any("被申请人" in heading for heading in headings):
        told = [_APPLICANT.sub("甲方", heading) for heading in told]
    if any(_OF_HUSBAND.search(heading) for heading in headings):
        told = [_WOMAN.sub("女方", heading) for heading in told]
    return told


def find_position(text: str) -> tuple[int | None, str]:
    """1 or 2 where *text* only counts the persons, and the text without that word.

    >>> find_position("申请人2姓名"), find_position("姓名1"), find_position("登记日期")
    ((2, '姓名'), (1, '姓名'), (None, '登记日期'))
    """
    for pattern, position in _POSITIONS:
        if (match := pattern.search(text)) is not None:
            return position, text[: match.start()] + text[match.end() :]
    return None, text


def party_of_sex(text: str | None) -> Party | None:
    """The party that a cell of a column of sexes means (GB/T 2261.1-2003: 1 男, 2 女), or of 夫 and 妻.

    >>> party_of_sex("男"), party_of_sex("2"), party_of_sex("1|男"), party_of_sex("不详")
    ('husband', 'wife', 'husband', None)
    """
    word = (text or "").strip().casefold()
    if word in {"男", "男性", "男方", "夫", "丈夫", "新郎", "1", "m", "male", "01"}:
        return "husband"
    if word in {"女", "女性", "女方", "妻", "妻子", "新娘", "2", "f", "female", "02"}:
        return "wife"
    return _PARTY_OF_CODE.get(_sex_code(word)) if word else None


@lru_cache(maxsize=1000)
def _sex_code(word: str) -> str | None:
    """The code of what says it beside the word: 1|男, 男(1)."""
    entry = code_table("sex").lookup(word)
    return None if entry is None else entry.code
