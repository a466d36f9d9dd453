"""Specimens: cases with nothing to remark, and one case for every code of the rules.

All people are invented; the identity numbers are computed. A computed number may by chance belong
to someone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from minzheng_core.registries.funeral.facilities import Facility
from minzheng_core.registries.funeral.record import (
    Cremation,
    Death,
    Deceased,
    FuneralRecord,
    Placement,
    Storage,
    Transport,
)
from minzheng_core.registries.funeral.settings import Settings
from minzheng_core.values.ids.arithmetic import check_digit

COUNTY = "360732"
"""The specimens stand in the register of 兴国县."""

SETTINGS = Settings(
    cremation_area=True,
    facilities=(
        Facility(name="潋江公益性公墓", kind="public", capacity=500, service_area=("360732",)),
        Facility(name="旧塔陵园", kind="commercial", until=date(2020, 1, 1)),
        Facility(name="兴国公墓", also=("县公墓",), kind="commercial", capacity=3000),
    ),
)
"""What the specimens' county says of itself."""


def changed(record: FuneralRecord, **parts: dict[str, Any]) -> FuneralRecord:
    """*record* with some fields of some parts changed."""
    own: dict[str, Any] = {
        name: evolve(getattr(record, name), **changes) for name, changes in parts.items()
    }
    case: Any = record
    result: FuneralRecord = evolve(case, **own)
    return result


OF_2026 = FuneralRecord(
    case_number="2026-0815",
    deceased=Deceased(
        name="王五",
        id_number="362133195002280018",
        sex="男",
        birth_date="1950-02-28",
        ethnicity="汉族",
        domicile="江西省赣州市兴国县",
    ),
    death=Death(
        date="2026-08-01",
        manner="正常死亡",
        evidence="居民死亡医学证明",
        certificate_number="362133195002280018",
        certificate_date="2026-08-02",
        report_date="2026-08-07",
        report_medium="电子",
    ),
    transport=Transport(date="2026-08-01", kilometres="26"),
    storage=Storage(from_date="2026-08-01", until_date="2026-08-04"),
    cremation=Cremation(
        date="2026-08-04",
        facility="兴国县殡仪馆",
        certificate_number="000101",
        confirmation_number="2026-101",
        handler_name="王小明",
        handler_id_number="360732199002280010",
        handler_relation="父子",
    ),
    placement=Placement(
        date="2026-08-04",
        kind="骨灰堂格位",
        facility="潋江公益性公墓",
        location="A区03排12号",
        agreement_number="2026-77",
        agreement_date="2026-08-04",
        term_years="20",
    ),
)
OF_2021 = FuneralRecord(
    deceased=Deceased(
        name="赵六", id_number="362133193803050029", birth_date="1938-03-05", ethnicity="汉族"
    ),
    death=Death(
        date="2021-04-28", certificate_number="3607320000123", certificate_date="2021-04-29"
    ),
    cremation=Cremation(date="2021-04-30", certificate_number="000050"),
    placement=Placement(
        date="2021-05-01",
        kind="墓葬",
        facility="县公墓",
        area="0.60",
        capacity="1",
        term_years="20",
    ),
)
OF_1996 = FuneralRecord(deceased=Deceased(name="张大", age="81岁"), death=Death(date="1996-03-12"))
OF_A_COURT = FuneralRecord(
    deceased=Deceased(name="李四", id_number="362133196403020027", birth_date="1964-03-02"),
    death=Death(date="2020-06-01", evidence="宣告死亡判决", certificate_date="2020-06-01"),
)
ABNORMAL = changed(
    OF_2026,
    death={
        "manner": "非正常死亡",
        "evidence": "公安机关证明",
        "certificate_number": "兴公死证〔2026〕15号",
        "report_medium": None,
    },
)
WITH_SPOUSE = changed(
    OF_2021,
    placement={"reserved_name": "孙七", "exception": "配偶", "capacity": "2", "area": "0.8"},
)
GOOD: tuple[FuneralRecord, ...] = (OF_2026, OF_2021, OF_1996, OF_A_COURT, ABNORMAL, WITH_SPOUSE)
"""Cases of several times on which there is nothing to say."""

UNKNOWN_BODY = changed(
    OF_2026,
    deceased={"name": "无", "id_number": "无", "sex": None, "birth_date": None, "domicile": None},
    death={"certificate_number": "91350100M000100Y430007"},
)
"""An unknown body with the number of the issuer: only noted that there is neither name nor number."""

_OF_MAY = "2023-05-01"


def _new(**parts: dict[str, Any]) -> FuneralRecord:
    return changed(OF_2026, **parts)


def id_of(region: str, birth: str, sequence: str) -> str:
    """A made-up identity number with its check digit.

    >>> id_of("362133", "19620815", "001")
    '362133196208150010'
    """
    body = region + birth + sequence
    return body + (check_digit(body) or "")


def _born(region: str, birth: str, sequence: str) -> FuneralRecord:
    number = id_of(region, birth, sequence)
    return _new(
        deceased={"id_number": number, "birth_date": None}, death={"certificate_number": number}
    )


BAD: dict[str, FuneralRecord] = {
    "FR101": _new(death={"date": None}),
    "FR110": _new(death={"certificate_date": "2026-07-31"}),
    "FR111": _new(death={"certificate_date": "2026-08-05"}),
    "FR112": _new(cremation={"date": "2026-07-30"}),
    "FR113": _new(placement={"date": "2026-08-03"}),
    "FR114": _new(transport={"date": "2026-07-31"}),
    "FR115": _new(storage={"until_date": "2026-07-30"}),
    "FR116": _new(storage={"until_date": "2026-08-06"}),
    "FR117": _new(placement={"date": "2026-07-30"}),
    "FR120": _new(death={"certificate_number": None, "evidence": None}),
    "FR121": _new(cremation={"confirmation_number": None}),
    "FR122": _new(cremation={"handler_id_number": None}),
    "FR123": _new(cremation={"handler_id_number": "360732199002280011"}),
    "FR124": _new(cremation={"handler_id_number": "362133195002280018"}),
    "FR130": _new(death={"certificate_form": "旧式"}),
    "FR131": _new(death={"certificate_number": "362133196403020027"}),
    "FR132": changed(UNKNOWN_BODY, death={"certificate_number": "91350100M000100Y43007"}),
    "FR133": _new(death={"report_date": "2026-08-11"}),
    "FR140": changed(OF_2021, death={"date": "2023-04-28", "certificate_date": "2023-04-28"},
                     cremation={"date": "2023-04-30"}, placement={"date": _OF_MAY}),
    "FR142": changed(WITH_SPOUSE, placement={"exception": None}),
    "FR143": _new(deceased={"domicile": "江西省赣州市于都县"}),
    "FR144": _new(placement={"term_years": "25"}),
    "FR145": _new(placement={"kind": "江葬"}),
    "FR146": _new(placement={"facility": "无名陵园"}),
    "FR147": _new(placement={"facility": "旧塔陵园"}),
    "FR148": changed(OF_2021, placement={"area": "不大"}),
    "FR149": _new(placement={"term_years": "永久"}),
    "FR150": changed(UNKNOWN_BODY, death={"certificate_number": None}),
    "FR151": changed(ABNORMAL, death={"evidence": "居民死亡医学证明"}),
    "FR152": changed(OF_2021, placement={"kind": "土葬"}),
    "FR153": changed(OF_A_COURT, cremation={"date": "2020-06-03"}),
    "FR201": _new(deceased={"name": None}),
    "FR202": _new(deceased={"id_number": None}),
    "FR203": _new(deceased={"birth_date": "2026-09-01", "id_number": None}),
    "FR205": _new(deceased={"birth_date": "1901-01-01", "id_number": None}),
    "FR208": _new(deceased={"sex": "女"}),
    "FR211": _new(deceased={"birth_date": "1950-01-12"}),
    "FR212": _new(deceased={"birth_date": "1950-02-18"}),
    "FR213": _new(deceased={"birth_date": "1947-11-06"}),
    "ID121": _born("369999", "19620815", "001"),
    "ID122": _born("362133", "20050101", "011"),
    "ID123": _born("362133", "19990315", "015"),
    "ID124": changed(
        OF_2021,
        deceased={"id_number": id_of("360704", "19380305", "002"), "birth_date": None},
        death={"date": "2013-04-28", "certificate_date": "2013-04-29"},
        cremation={"date": "2013-04-30"},
        placement={"date": "2013-05-01"},
    ),
    "FR214": changed(OF_1996, deceased={"birth_date": "1930-01-01"}),
}  # fmt: skip
"""One case for each code that one case can show; it may show others beside."""
