"""The form in which the numbers and names of people are sought in books, whatever way they are written."""

from __future__ import annotations

import re

from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.names.person_name import PersonName

_PLAIN_NUMBER = re.compile(r"\d{17}[\dX]")
_PLAIN_NAME = re.compile("[\u4e00-\u9fa5]{2,4}")


def sought_number(text: str) -> str | None:
    """An identity number as 18 digits where they are known or follow from 15.

    >>> sought_number("362133620815001"), sought_number(" 无 ")
    ('362133196208150010', '无')
    """
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    number = IdNumber.parse(text).value
    return (number.id18 or str(number)) if number else text.strip()


def sought_name(text: str) -> str | None:
    """A person's name as it is normalised; what is no name stays as it is.

    >>> sought_name("张 三"), sought_name("张三")
    ('张三', '张三')
    """
    if _PLAIN_NAME.fullmatch(text):
        return text
    name = PersonName.parse(text).value
    return str(name) if name else text.strip()
