"""What a cell tells of a person in words: ``张三，男，汉族，1962年3月4日生，和平公社红光大队人``.

Each part between commas, blanks or line breaks is known by its label (身份证：…), else by its form or by
the national code tables. A description begins with the name; what no datum is known by is left alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.content import begins_like_a_name
from minzheng_core.reference.code_tables import code_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = re.compile(r"[\s，,、；;。|｜]+")
_NAME_APART = re.compile(r"^\s*([\u3400-\u9fff])\s+([\u3400-\u9fff])(?=[\s，,、；;]|$)")
_BEHIND_NAME = re.compile(r"^([\u3400-\u9fff·•\s]{2,})[（(]([^（()）]+)[)）]\s*$")
"""All that is told of a person in brackets behind the name: 张三（男，23岁）."""
_SEX_AND_AGE = re.compile("(?<=[男女])(?=[0-9０-９])")
_DATE_APART = re.compile(r"(?<=[年月])[ \t\u3000]+(?=[0-9])|(?<=[0-9])[ \t\u3000]+(?=[年月日])")
_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·•]{1,9}")
_WORD = re.compile(r"[\u3400-\u9fff·•]{1,10}")
_LABELS = {
    "name": "姓名",
    "sex": "性别",
    "id_number": "(?:公民|居民)?身份(?:证件?)?(?:号码|号)?|证件号码?",
    "birth_date": "出生(?:日期|年月日|年月|时间)?|生日|生于",
    "age": "年龄|现年",
    "ethnicity": "民族",
    "education": "文化(?:程度)?|学历",
    "marital_status": "婚姻(?:状况)?|婚况",
    "occupation": "职业|工作",
    "domicile": "家庭住址|户籍(?:所在地|地址|地)?|户口(?:所在地|地址)?|住址|地址|现住址?|家住|住在|原?籍贯?|系",
    "phone": "(?:联系)?(?:电话|手机)(?:号码)?",
}
_LABELLED = re.compile("|".join(f"(?P<{datum}>{words})" for datum, words in _LABELS.items()))
_DIGITS = "[0-9０-９]"
_COUNT = f"(?:{_DIGITS}{{1,2}}|[一二三四五六七八九十正冬腊元闰初廿]{{1,4}})"
_TENS = "(?:[二三四五六七八九]?十|廿|卅)[一二三四五六七八九]?"
_SPELT_AGE = f"(?:周岁|虚岁){_TENS}|(?:周岁|虚岁)?{_TENS}(?:周岁|虚岁|岁)"
_FORMS = {
    "sex": re.compile("[男女]性?"),
    "id_number": re.compile(f"{_DIGITS}{{15,17}}[0-9０-９XxＸｘ×*?？]{{0,3}}"),
    "birth_date": re.compile(
        f"(?:农历|阴历)?(?:{_DIGITS}{{2,4}}|[一二三四五六七八九零〇○]{{2,4}})[年.．/-]{_COUNT}"
        f"(?:[月.．/-](?:{_COUNT}[日号]?)?)?(?:出?生)?|(?:19|20){_DIGITS}{{6}}(?:出?生)?"
    ),
    "age": re.compile(f"(?:周岁|虚岁)?{_DIGITS}{{2}}(?:周岁|虚岁|岁)?|{_SPELT_AGE}"),
}
_BORN = re.compile("出?生$")
_PLACE = re.compile("[省市县区旗州镇乡村社队组街路巷屯庄寨号]")
_OF_A_PLACE = re.compile("(?:居民|村民|社员|人氏?)$")
_TABLES = ("ethnicity", "education", "marital_status", "occupation")
LEAST = 2
"""So many data beside the name make a description; fewer are a name with something behind it."""


def described(cell: str) -> dict[str, str] | None:
    """The data that *cell* tells of a person, by the names of their fields; ``None`` where it is no description.

    >>> described("张三，男，汉族，1962年3月4日生，和平公社红光大队人")
    {'name': '张三', 'sex': '男', 'ethnicity': '汉族', 'birth_date': '1962年3月4日', 'domicile': '和平公社红光大队'}
    >>> described("李四　女 20岁 务农 家住城关镇东门街")["domicile"]
    '城关镇东门街'
    >>> described("昝大伟，男，二十二岁，务农")["name"], described("昝大伟，二十二岁，务农")["name"]
    ('昝大伟', '昝大伟')
    >>> described("张三（男23岁）")
    {'name': '张三', 'sex': '男', 'age': '23岁'}
    >>> described("张三"), described("长冈乡 红光村 二组 三号") is None
    (None, True)
    """
    text = _SEX_AND_AGE.sub("，", _BEHIND_NAME.sub(r"\1，\2", cell))
    text = _DATE_APART.sub("", _NAME_APART.sub(r"\1\2", text))
    found: dict[str, str] = {}
    for datum, value in _data([part for part in _PARTS.split(text) if part]):
        if datum == "domicile" and datum in found:
            found[datum] += value
        elif datum:
            found.setdefault(datum, value)
    return found if "name" in found and len(found) > LEAST else None


def _data(parts: list[str]) -> Iterator[tuple[str | None, str]]:
    """Each of *parts* with the field it belongs to, if any; a label alone names the part behind it."""
    said: str | None = None
    for at, part in enumerate(parts):
        label = _LABELLED.match(part)
        value = part[label.end() :].lstrip(":：") if label else part
        if label and label.lastgroup is not None:
            said = label.lastgroup
        if not value:
            continue
        if said is not None:
            yield (None if said == "phone" else said), value
            said = None
        elif at == 0:
            yield ("name" if _is_name(part, parts[1:]) else None), part
        else:
            datum = _datum(part)
            yield datum, _bare(datum, part)


def _is_name(part: str, behind: list[str]) -> bool:
    """Whether *part*, the first one, is the person's name: a common surname begins it, or what only persons have follows."""
    if not _NAME.fullmatch(part):
        return False
    person = bool(behind) and any(form.fullmatch(behind[0]) for form in _FORMS.values())
    return begins_like_a_name(part) or (person and not _PLACE.search(part[-1]))


def _datum(part: str) -> str | None:
    """The field whose form *part* has."""
    for datum, form in _FORMS.items():
        if form.fullmatch(part):
            return datum
    return _in_tables(part) or ("domicile" if len(part) > 2 and _PLACE.search(part) else None)


@cache
def _in_tables(part: str) -> str | None:
    """The field in whose code table the word is; digits are no words."""
    if not _WORD.fullmatch(part):
        return None
    return next((table for table in _TABLES if code_table(table).lookup(part)), None)


def _bare(datum: str | None, part: str) -> str:
    """What *part* says of the datum, without the words around it."""
    words = {"birth_date": _BORN, "domicile": _OF_A_PLACE}
    return words[datum].sub("", part) if datum in words else part
