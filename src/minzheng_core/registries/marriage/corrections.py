"""What a remark corrects: 女方身份证号应为…, 男方更正为…, 登记日期有误.

The remark was written beside the cell and not into it, so that the cell still says what is wrong; where it
says what the remark wants, the correction has been made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.ids.id_number import IdNumber, same_number

if TYPE_CHECKING:
    from collections.abc import Mapping

REMARK = "remark"
TARGETS = (
    *(
        f"{party}_{datum}"
        for party in ("husband", "wife")
        for datum in ("name", "id_number", "birth_date")
    ),
    "registration_date",
    REMARK,
)
"""The fields that a remark may correct, last itself: where it does not say which other one."""
CORRECTED = "更正|改正|应[为是]|[误错][写登填录]|[写登填录][误错]|笔误|之误|有误"
"""Words in a remark that say that something is wrong; read by Python and Polars alike."""
_CORRECTED = re.compile(rf"(?<![未不没无])(?:{CORRECTED})(?P<to>为|成)?")
_DONE = re.compile("[已经](?:经)?(?:更正|改正)|核对无误")
_PARTIES = (("husband", re.compile("男|夫")), ("wife", re.compile("女|妻")))
_DATA = (
    ("id_number", re.compile("身份证|证件号|号码")),
    ("birth_date", re.compile("出生|生日|生年")),
    ("name", re.compile("姓名|名字|姓|名")),
)
_DAY = re.compile("(?:登记|结婚|离婚|发证|领证|补领|办证)(?:日期|时间|年月)|日期")
_WANTED = re.compile(r"[:：“\"\s]*(?P<value>[^，,。；;、）)”\"\s]+)")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")


def corrected(remark: str | None, *texts: str | None) -> tuple[str, str] | None:
    """The field that a *remark* corrects and the word by which it does, unless it says there what is wanted.

    *texts* are what stands in the fields of :data:`TARGETS`, but the remark.

    >>> corrected("女方身份证号应为362133640302002"), corrected("姓名有误"), corrected("已更正")
    (('wife_id_number', '应为'), ('remark', '有误'), None)
    >>> corrected("男方更正为方克明", "方可明"), corrected("男方更正为方克明", "方克明")
    (('husband_name', '更正为'), None)
    """
    match = _CORRECTED.search(remark or "")
    if remark is None or match is None or _DONE.search(remark):
        return None
    said = _WANTED.match(remark, match.end())
    wanted = said["value"] if said else ""
    field = _field(remark[: match.start()], wanted)
    present = dict(zip(TARGETS, texts, strict=False))
    return None if _says(field, wanted, present) else (field, match[0])


def _field(before: str, wanted: str) -> str:
    """The field that the words *before* the correction name, a name by itself telling what it is."""
    parties = [party for party, word in _PARTIES if word.search(before)]
    data = [datum for datum, word in _DATA if word.search(before)]
    if len(parties) == 1:
        datum = data[0] if data else "name" if _NAME.fullmatch(wanted) else None
        if datum is not None:
            return f"{parties[0]}_{datum}"
    return "registration_date" if _DAY.search(before) and not (parties or data) else REMARK


def _says(field: str, wanted: str, present: Mapping[str, str | None]) -> bool:
    """Whether the *field* says what is *wanted* already, in whatever form."""
    text = present.get(field)
    if not (wanted and text):
        return False
    if field.endswith("id_number"):
        number = IdNumber.parse(wanted).value
        return number is not None and same_number(str(number), text)
    if field.endswith("date"):
        day = PartialDate.parse(wanted).value
        return day is not None and str(day) == text
    return wanted == text
