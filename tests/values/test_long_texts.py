"""A megabyte that strayed into a cell is read like any other text: no error, and no search that never ends.

A pattern that looks again from every sign would take hours for these texts; nothing here is timed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core.values.age import Age
from minzheng_core.values.bearing import Bearing
from minzheng_core.values.certificates.certificate_number import CertificateNumber
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.division_code import DivisionCode
from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.marker_code import MarkerCode
from minzheng_core.values.names.person_name import PersonName
from minzheng_core.values.placeholders import says_nothing

if TYPE_CHECKING:
    from minzheng_core.values.base import Value

VALUES = (
    *(Age, Bearing, CertificateNumber, DivisionCode, Domicile),
    *(IdNumber, MarkerCode, PartialDate, PersonName),
)
SIGNS = (
    *("1", "〇", "十", "1.", "1年", "1-", "年", "月", "民国", "同"),
    *("字", "字第1", "村", "县乡", "省", "张", "张·", "○", "\ue000"),
    *("a", "X ", "?", "'", '"', "“", "（", "(", "-", "/", " ", "\n", "\u3000"),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v.__name__)
@pytest.mark.parametrize("sign", SIGNS)
def test_no_text_is_too_long(value: type[Value], sign: str) -> None:
    text = sign * (600_000 // len(sign))

    for cell in (text, f"1{text}1", f"张{text}张"):
        parsed = value.parse(cell)

        assert parsed.raw == cell
        assert parsed.value is None or parsed.value.show()


@pytest.mark.parametrize("sign", [" ", "-", "无", "无 ", "( "])
def test_nothing_is_looked_for_in_long_cells(sign: str) -> None:
    assert not says_nothing(f"{sign * 300_000}某")
