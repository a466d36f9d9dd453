"""The headings of funeral ledgers, as offices word them."""

from __future__ import annotations

import pytest

from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries.funeral.archive import FIELDS

INDEX = FieldIndex(FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("死者", "deceased_name"),
        ("墓主姓名", "deceased_name"),
        ("火化人员姓名", "deceased_name"),
        ("生前户籍地", "deceased_domicile"),
        ("卒于", "death_date"),
        ("死亡年月", "death_date"),
        ("申请人姓名", "cremation_handler_name"),
        ("丧主姓名", "cremation_handler_name"),
        ("家属与死者关系", "cremation_handler_relation"),
        ("骨灰寄存地点", "placement_facility"),
        ("墓穴证号", "placement_agreement_number"),
        ("墓区墓号", "placement_location"),
        ("寄存日期", "placement_date"),
        ("出库时间", "storage_until_date"),
        ("入土日期", "placement_date"),
        ("卒年月日", "death_date"),
        ("死者身份", "deceased_category"),
        ("骨灰领取人身份证号", "cremation_handler_id_number"),
        ("购墓人与墓主关系", "cremation_handler_relation"),
        ("系死者", "cremation_handler_relation"),
        ("龛位号", "placement_location"),
        ("购墓时间", "placement_agreement_date"),
        ("居住地", "deceased_domicile"),
        ("身分证号", "deceased_id_number"),
        ("火化曰期", "cremation_date"),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    assert INDEX.matches(heading)[0].field == field


def test_what_is_said_of_the_living_is_nobodys_name() -> None:
    assert INDEX.matches("生前") == ()


@pytest.mark.parametrize(
    "heading", ["火化炉号", "安息日期", "生卒年月日", "入馆登记人", "户主姓名"]
)
def test_a_heading_a_character_away_from_another_datum_names_none(heading: str) -> None:
    assert INDEX.matches(heading) == ()
