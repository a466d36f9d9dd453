"""Specimens: records with nothing to remark, and one record for every code of the rules.

All people are invented; the identity numbers are published specimens or computed ones. A computed
number may by chance belong to someone.
"""

from __future__ import annotations

from typing import Any

from minzheng_core.registries.marriage.record import MarriageRecord, Party
from minzheng_core.schema.record import changed

COUNTY = "360732"
"""The specimens stand in the archive of 兴国县."""


_OF_1988 = MarriageRecord(
    registration_date="1988-05-20",
    business_type="结婚",
    certificate_number="(88)潋结字第12号",
    office="潋江镇人民政府",
    husband=Party(
        name="张三",
        id_number="362133620815001",
        birth_date="1962-08-15",
        ethnicity="汉族",
        domicile="江西省赣州地区兴国县潋江镇",
    ),
    wife=Party(
        name="李四",
        id_number="362133640302002",
        birth_date="1964-03-02",
        ethnicity="汉族",
        domicile="江西省赣州地区兴国县潋江镇",
    ),
)
_OF_2021 = MarriageRecord(
    registration_date="2021-05-20",
    business_type="结婚",
    certificate_number="J360732-2021-000123",
    office="兴国县民政局婚姻登记处",
    husband=Party(
        name="王五",
        id_number="360732199002280010",
        birth_date="1990-02-28",
        ethnicity="汉族",
        domicile="江西省赣州市兴国县",
    ),
    wife=Party(
        name="赵六",
        id_number="360732199203050027",
        birth_date="1992-03-05",
        ethnicity="畲族",
        domicile="江西省赣州市兴国县",
    ),
)
_OF_1955 = MarriageRecord(
    registration_date="1955-03-12",
    business_type="结婚",
    husband=Party(name="张大", age="24周岁", domicile="江西省兴国县"),
    wife=Party(name="王二", age="虚岁22", domicile="江西省兴国县"),
)
_REISSUE = changed(
    _OF_2021,
    registration_date="2015-06-09",
    business_type="补发结婚证",
    certificate_number="BJ360732-2015-000045",
    old_certificate_number="赣兴结字010900123",
    old_registration_date="2009-06-05",
)
_DIVORCE = changed(_OF_2021, business_type="离婚", certificate_number="L360732-2021-000007")

GOOD: tuple[MarriageRecord, ...] = (_OF_1988, _OF_2021, _OF_1955, _REISSUE, _DIVORCE)
"""Records of several times and acts on which there is nothing to say."""


def _his(record: MarriageRecord, **changes: Any) -> MarriageRecord:
    return changed(record, husband=changed(record.husband, **changes))


def _hers(record: MarriageRecord, **changes: Any) -> MarriageRecord:
    return changed(record, wife=changed(record.wife, **changes))


BAD: dict[str, MarriageRecord] = {
    "MR101": changed(_OF_2021, registration_date=None),
    "MR102": changed(_OF_1955, registration_date="1949-12-01"),
    "MR104": changed(_OF_2021, registration_date="2021-10-01"),
    "MR105": _his(changed(_OF_2021, registration_date="2011-05-20"), age="31"),
    "MR110": changed(_OF_2021, certificate_number="L360732-2021-000123"),
    "MR111": changed(_OF_2021, certificate_number="J360732-2011-000123"),
    "MR112": changed(
        _OF_2021, registration_date="2011-01-05", certificate_number="J362133-2011-000001"
    ),
    "MR113": changed(
        _OF_2021, registration_date="2005-05-20", certificate_number="J360732-2005-000001"
    ),
    "MR114": changed(_OF_2021, certificate_number="J110105-2021-000123"),
    "MR115": changed(_OF_1988, office="潋江公社"),
    "MR117": changed(_REISSUE, old_certificate_number=None, old_registration_date=None),
    "MR118": changed(_REISSUE, old_registration_date="2016-05-01"),
    "MR119": changed(_OF_2021, remark="2022年3月作废"),
    "MR120": changed(_OF_2021, remark="男方姓名应为张山"),
    "MR201": _his(_OF_2021, name=None),
    "MR202": _hers(_OF_2021, id_number=None),
    "MR203": _his(_OF_1955, birth_date="1960-01-01", age=None),
    "MR204": _hers(_OF_1955, birth_date="1945-01-01", age=None),
    "MR205": _his(_OF_1955, birth_date="1851-01-01", age=None),
    "MR206": _his(_OF_1988, id_number=None, birth_date="1966-05-21"),
    "MR207": _his(_OF_1988, id_number="362133196208150010"),
    "MR208": _his(_OF_2021, id_number="362133196403020027", birth_date=None),
    "MR211": _his(_OF_1988, birth_date="1962-07-16"),
    "MR212": _his(_OF_2021, birth_date="1990-02-18"),
    "MR213": _his(_OF_2021, birth_date="1987-11-06"),
    "MR214": _his(_OF_2021, age="45"),
    "MR215": _his(_OF_2021, sex="女"),
    "MR221": _his(_OF_1988, birth_date="1962-08-25"),
    "MR222": _his(_OF_1988, id_number="362183620815001", birth_date=None),
    "MR223": _his(_OF_2021, id_number="362133640302002"),
    "MR224": _his(_OF_1988, id_number="362133640302002"),
    "MR301": changed(
        _OF_2021,
        husband=changed(_OF_2021.husband, id_number=_OF_2021.wife.id_number),
        wife=changed(_OF_2021.wife, id_number=_OF_2021.husband.id_number),
    ),
    "MR302": _hers(_OF_2021, id_number=_OF_2021.husband.id_number),
    "MR303": _hers(_OF_2021, name="王五"),
    "MR401": _his(_OF_2021, ethnicity="火星族"),
    "ID121": _his(_OF_2021, id_number="369999196208150015", birth_date="1962-08-15"),
    "ID122": _his(_OF_2021, id_number="362133200501010112", birth_date="2005-01-01"),
    "ID123": _his(_OF_2021, id_number="362133199903150155", birth_date="1999-03-15"),
    "ID124": changed(
        _his(_OF_2021, id_number="360704199001010013", birth_date="1990-01-01"),
        registration_date="2013-05-20",
        certificate_number="J360732-2013-000123",
    ),
}
"""One record for each code that one record can show; it may show others beside."""
