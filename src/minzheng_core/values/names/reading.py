"""What a name cell says: the name itself, other names beside it, and what is odd about it.

Nothing is split off without trace: the cell's text stays whole in :class:`PersonName`; here it is
only told which part of it names the person.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.reference.name_variants import compound_surnames, mapping, surnames
from minzheng_core.values.gb18030 import suggestion
from minzheng_core.values.names.writing import BESIDE, HAN, PLAIN, UNRESOLVED
from minzheng_core.values.placeholders import WORDS

FAULTS: tuple[str, ...] = (
    "NM101",
    "NM102",
    "NM103",
    "NM104",
    "NM105",
    "NM106",
    "NM107",
    "NM108",
    "NM109",
    "NM110",
    "NM111",
    "NM112",
    "NM113",
    "NM114",
    "NM115",
)
"""Codes of findings; bit *i* of a column's ``faults`` mask means ``FAULTS[i]``."""

LONGEST = 50
"""Characters that every system must hold (统一姓名采集应用规范, 2016)."""

_PLACEHOLDERS = f"{WORDS}|无名|无名氏|佚名|同上|同前|同左|本人|男|女|男方|女方|姓名|男方姓名|女方姓名|新郎|新娘|丈夫|妻子|测试|合计|小计|总计"
_UNKNOWN_BODY = "(?:无名|无主|不知名|不明身份|身份不[明详]|(?:未知|不明)名?)[男女]?(?:性)?(?:尸体?|尸骨|遗体|人员?|者)?|[死弃男女]婴|婴儿|新生儿|死胎"
"""What stands for the name of a body that nobody knows, or of a child that had none."""
_NOT_A_NAME = re.compile(
    rf"(?:{_PLACEHOLDERS}|{_UNKNOWN_BODY}|[〃″\"＂'々]+|[\s\-—–－_/／\\|.。·,，、…?？*＊×□■〓〇○0xX~～=#]+|"
    r"(?i:null|none|nil|nan|n/?a|#n/a|#ref!|#value!|#name\?|unknown|undefined|test))"
)
_NUMBER = re.compile(r"(?=(?:.*[0-9]){5})[0-9A-Za-z()（）*×\-—/:.,年月日\s]+")
_HAN_NAME = re.compile(rf"[{HAN}{UNRESOLVED}]+")
_ANY_HAN = re.compile(f"[{HAN}]")
_UNRESOLVED = re.compile(f"[{UNRESOLVED}]")
_DIGITS = re.compile("[0-9①-⑳㈠-㈩Ⅰ-ⅿ]+")
_BRACKET = re.compile(r"[（(\[【〔［<《〈{]([^（(\[【〔［<《〈{]*?)[）)\]】〕］>》〉}]")
_COMPONENTS = re.compile(
    r"上.{1,4}下.{1,4}|左.{1,4}右.{1,4}|外.{1,2}内.{1,2}|内.{1,2}外.{1,2}|.{1,2}字?旁.*|.{1,2}字[头底边框].*|"
    r".{1,3}[加+＋].{1,3}|同?音.{1,8}|[⿰-⿻].+"
)
_ALIAS_WORD = "曾用名|曾用|曾名|原姓名|原名|又名|别名|乳名|小名|奶名|化名|学名|法名|俗名|笔名|艺名|现用名|现名|改名|更名|也叫|又叫"
_ALIAS = re.compile(rf"[后现今]?(?:{_ALIAS_WORD}|即|字|号)[是为叫:： ]*(.+)")
_INLINE_ALIAS = re.compile(rf"(.{{2,}}?)[ ,，、;；]*(?:{_ALIAS_WORD})[是为叫:： ]*(.+)")
_OF_A_LIFE = (
    "改嫁|再嫁|入赘|招[赘亲郎]|上门|童养媳|寡妇|续[弦娶]|填房|军属?|干部?|聋哑?|哑|盲|残疾?"
)
"""What brackets behind a name say of the person: 改嫁 is no second name."""
_EVENT = r"[^（()）]{0,12}(?:(?:[12][0-9])?[0-9]{2}年|离婚|离异|结婚|复婚|再婚|去世|病故|死亡|迁[入出往]|遗失|补领|补发)[^（()）]{0,10}"
"""What happened: 1992年离婚, 户口已迁出."""
NOTED = (
    rf"\s*[（(\[【]\s*(?:{BESIDE}|{_OF_A_LIFE}|双胞胎|外籍|[^氏（(]{{1,4}}族|代签?|签字|补办?|外[地县村乡]人?|本[县村乡]人?|{_EVENT})\s*[）)\]】]\s*"
    rf"|[ ,，、;；]+(?:{BESIDE})"
)
"""What stands behind a whole name and tells something of the person that is no other name; read by Polars."""
_NOTE = re.compile(
    rf"[男女大小亡故老少长次幼甲乙丙]|{BESIDE}|{_OF_A_LIFE}|双胞胎|外籍|汉|[^氏]{{1,4}}族|外[地县村乡]人?|本[县村乡]人?|"
    r"代|签字|补|已.*|原.*|.*[方人]|.*不[详清明]"
)
_SEPARATE = re.compile(r"[、，,;；/／\\|&+＋\n]")
_TITLES = "同志|先生|女士|小姐|夫人|太太|老师|师傅|医生|大夫|同学|之[妻夫子女]|妻子|丈夫"
_TITLE = re.compile(f"(?P<name>.+?)(?:{_TITLES})")
LABELLED = "(?:新郎|新娘|[男女]方|申请人|当事人|姓名)+[:： ]+|[男女]\\s*[:：]\\s*"
"""What stands before a name and only says whose it is; read by Polars."""
_LABEL = re.compile(f"(?:{LABELLED})(?P<name>.+)")
_WITH_NOTE = re.compile(f"(?P<name>[{HAN}{UNRESOLVED}·]{{2,}})[ ,，、;；]+(?P<note>{BESIDE})")
_CLAN = re.compile(rf"(?:[{HAN}]{{1,2}}门)?[{HAN}]{{0,2}}?(?P<surname>[{HAN}])氏")
_ANONYMISED = re.compile(f"[{HAN}]{{1,2}}某{{1,3}}|.+某某|某{{1,3}}")
REMARKABLE = f"[氏某]|(?:{_TITLES})$|^(?:{_PLACEHOLDERS}|{_UNKNOWN_BODY})$"
"""What may be said of a plain name of two to four ideographs; read by Python and Polars alike."""

_SIMPLE = re.compile(f"(?!.*(?:{REMARKABLE})){PLAIN}")
_STRAY = "·-_.。,，、:：;； "
_ODD_SEPARATOR = re.compile(
    r"^[·\-_.]|[·\-_.。,，、:：]$|··|[—–―_。:：~～－,，、;；]|(?<=\S)-(?=\S)"
)
_LATIN_EXTRA = re.compile(r"[ .'’‘`\-་]")


@frozen
class NameReading:
    """A name cell taken apart; ``main`` is ``None`` where the cell holds no name."""

    main: str | None
    surname: str | None = None
    given: str | None = None
    aliases: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def split(name: str) -> tuple[str | None, str | None]:
    """Surname and given name; names with a separator and foreign names have no surname here.

    >>> split("欧阳娜娜"), split("张三"), split("歐陽修"), split("买买提·吐尔逊")
    (('欧阳', '娜娜'), ('张', '三'), ('歐陽', '修'), (None, '买买提'))
    """
    if "·" in name:
        return None, name.partition("·")[0] or None
    if _HAN_NAME.match(name) is None or _UNRESOLVED.match(name):
        return None, name or None
    for length in (4, 3, 2):
        if len(name) > length:
            shortest = compound_surnames().get(name[:length].translate(simplified()))
            if shortest is not None and len(name) >= shortest:
                return name[:length], name[length:]
    if len(name) > 4:
        return None, name
    return name[0], name[1:] or None


@cache
def simplified() -> dict[int, str]:
    """Traditional characters to simplified ones, for :meth:`str.translate`."""
    return {ord(char): key for char, key in mapping("traditional").items()}


def _brackets(text: str, found: list[Finding]) -> tuple[str, list[str]]:
    """*text* without its brackets, and the other names that stood in them."""
    aliases: list[str] = []

    def take(match: re.Match[str]) -> str:
        content = match[1].strip()
        before, after = text[: match.start()].strip(), text[match.end() :].strip()
        named = _ALIAS.fullmatch(content)
        if named is None and _is_component(content, before, after):
            found.append(Finding("NM101", part="name", actual=match[0]))
            return "〓"
        if named is not None and len(named[1].strip()) > 1:
            aliases.extend(part.strip() for part in _SEPARATE.split(named[1]) if part.strip())
            found.append(Finding("NM111", part="alias"))
        elif (
            2 <= len(content) <= 4 and _HAN_NAME.fullmatch(content) and not _NOTE.fullmatch(content)
        ):
            aliases.append(content)
            found.append(Finding("NM111", part="alias"))
        else:
            shown = None if re.search("[0-9]{5}", content) or len(content) > LONGEST else content
            found.append(Finding("NM112", part="note", actual=shown))
        return " "

    return _BRACKET.sub(take, text).strip(), aliases


def _is_component(content: str, before: str, after: str) -> bool:
    """Whether a bracket describes a character that could not be typed, as in 刘（火华）."""
    if _NOTE.fullmatch(content):
        return False
    if _COMPONENTS.fullmatch(content):
        return True
    inside = bool(after) and after[0] not in "（([【" and _ANY_HAN.match(after) is not None
    return len(content) <= 3 and bool(_HAN_NAME.fullmatch(content)) and (len(before) <= 1 or inside)


def _several(text: str) -> bool:
    joints = r"[、，,;；/／\\|&+＋ ]+" if len(text) < 5 else r"[、，,;；/／\\|&+＋ ]+|[和与及]"
    parts = [part.strip() for part in re.split(joints, text) if part.strip()]
    return len(parts) > 1 and all(map(_is_han_name, parts))


def _is_han_name(text: str) -> bool:
    surname, given = split(text)
    return (
        surname in surnames()
        and given is not None
        and len(given) <= 2
        and _HAN_NAME.fullmatch(text) is not None
    )


_LONG, _SHOWN = 12, 4
"""So many digits in a name may be an identity number: only its first ones are shown."""


_SHOWN_AS_IT_IS = re.compile(r"[?？□〓■●○*＊]")
"""Marks that a reader knows for what they are; a private character has no shape to show."""


def _characters(name: str, found: list[Finding]) -> None:
    """Findings on single characters of the name."""
    for char in dict.fromkeys(_UNRESOLVED.findall(name)):
        if char == "〓" and any(f.code == "NM101" for f in found):
            continue
        code = f"U+{ord(char):04X}"
        meant, shown = suggestion(char), char if _SHOWN_AS_IT_IS.fullmatch(char) else code
        found.append(Finding("NM101", part="name", expected=meant, actual=shown))
    if match := _DIGITS.search(name):
        digits = match[0] if len(match[0]) < _LONG else f"{match[0][:_SHOWN]}…"
        found.append(Finding("NM102", part="name", actual=digits))
    han = _ANY_HAN.search(name) is not None
    rest = _DIGITS.sub("", _UNRESOLVED.sub("", name))
    if _ODD_SEPARATOR.search(rest if han else rest.replace("-", "").rstrip(".")) or (
        han and (" " in rest or "." in rest)
    ):
        found.append(Finding("NM109", part="separator"))
    letters = re.sub(rf"[{HAN}·\-_.。,，、:：~～－—–― ]", "", rest)
    if han and letters:
        found.append(Finding("NM113", part="name", actual=letters[0]))
    elif not han:
        signs = [c for c in _LATIN_EXTRA.sub("", letters) if unicodedata.category(c)[0] not in "LM"]
        if signs:
            found.append(Finding("NM113", part="name", actual=signs[0]))


def _length(name: str, surname: str | None, found: list[Finding]) -> None:
    if len(name) > LONGEST:
        found.append(Finding("NM115", part="length", expected=str(LONGEST), actual=str(len(name))))
    elif _HAN_NAME.fullmatch(name):
        if len(name) == 1:
            found.append(Finding("NM107", part="length", actual="1"))
        elif len(name) > 4 and len(name) > len(surname or "") + 2:
            found.append(Finding("NM108", part="length", actual=str(len(name))))


def read(text: str) -> NameReading:
    """Take the normalised *text* of a name cell apart.

    >>> read("张三（曾用名张四）").main, read("张三（曾用名张四）").aliases
    ('张三', ('张四',))
    >>> read("李门王氏").surname, read("同上").main is None
    ('王', True)
    """
    if _SIMPLE.fullmatch(text):
        return NameReading(text, *split(text))
    if _NOT_A_NAME.fullmatch(text):
        return NameReading(None, findings=(Finding("NM104", part="name"),))
    if _NUMBER.fullmatch(text):
        return NameReading(None, findings=(Finding("NM103", part="name"),))
    found: list[Finding] = []
    if whole := _BRACKET.fullmatch(text):
        found.append(Finding("NM109", part="separator"))
        text = whole[1].strip() or text
    main, aliases = _brackets(text, found) if _BRACKET.search(text) else (text, [])
    if not main or _NOT_A_NAME.fullmatch(main):
        return NameReading(None, findings=(*dict.fromkeys(found), Finding("NM104", part="name")))
    if match := _WITH_NOTE.fullmatch(main):
        main = match["name"]
        found.append(Finding("NM112", part="note", actual=match["note"]))
    if match := _INLINE_ALIAS.fullmatch(main):
        main = match[1].strip()
        aliases.extend(part.strip() for part in _SEPARATE.split(match[2]) if part.strip())
        found.append(Finding("NM111", part="alias"))
    for pattern in (_LABEL, _TITLE):
        if match := pattern.fullmatch(main):
            found.append(Finding("NM105", part="title"))
            if len(match["name"]) > 1:
                main = match["name"].strip()
    clan = _CLAN.fullmatch(main)
    if _several(main):
        found.append(Finding("NM110", part="name"))
        surname, given = None, None
    elif clan is not None:
        found.append(Finding("NM106", part="name"))
        surname, given = clan["surname"], None
    else:
        _characters(main, found)
        main = main.strip(_STRAY) or main
        surname, given = split(main)
        _length(main, surname, found)
        if _ANONYMISED.fullmatch(main):
            found.append(Finding("NM114", part="name"))
    once = tuple(dict.fromkeys(found))
    return NameReading(main, surname, given, tuple(aliases), once)
