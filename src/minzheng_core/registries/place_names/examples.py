"""Specimens: records with nothing to remark, and one record for every code of the rules.

The division names are public facts; histories, documents and coordinates are invented.
"""

from __future__ import annotations

from minzheng_core.registries.place_names.record import (
    Announcement,
    Application,
    Approval,
    Filing,
    PlaceName,
    Position,
    Protection,
)
from minzheng_core.schema.record import changed

COUNTY = "360732"
"""The specimens stand in the book of 兴国县."""

_VILLAGE = PlaceName(
    standard_name="长冈村",
    spelling="Chánggāng Cūn",
    place_code="36073221721610000001",
    category="21610",
    category_name="行政村",
    division="360732217",
    unit_code="360732217201",
    counterpart="V2",
    use_time="现今",
    established="1984",
    former_names="长冈大队（1958—1984）",
    origin="村前有长条形山冈。",
    meaning="以地形得名。",
    history="1984年由长冈大队改为村。",
    description="位于长冈乡中部。",
    position=Position(longitude="115.3712", latitude="26.3518", datum="CGCS2000"),
    sources="县地名档案",
)
_COMMITTEE = changed(
    _VILLAGE,
    standard_name="长冈村村民委员会",
    spelling="Chánggāngcūn Cūnmín Wěiyuánhuì",
    place_code="36073221727610000001",
    category="27610",
    category_name="村民委员会",
    unit_code=None,
    counterpart="V1",
    former_names=None,
)
_TOWN = changed(
    _VILLAGE,
    standard_name="长冈乡",
    spelling="Chánggāng Xiāng",
    place_code=None,
    category="21",
    category_name="乡",
    division="360732",
    unit_code="360732217",
    counterpart=None,
)
_STREET = changed(
    _VILLAGE,
    standard_name="红军大道",
    spelling="Hóngjūn Dàdào",
    place_code=None,
    category=None,
    category_name="街路巷",
    division="360732100",
    unit_code=None,
    counterpart=None,
    former_names=None,
    application=Application(
        applicant="潋江镇人民政府", on="2026-03-02", scheme="新建道路命名", reasons="纪念"
    ),
    approval=Approval(authority="兴国县人民政府", document="兴府字〔2026〕11号", on="2026-04-01"),
    filing=Filing(addressee="赣州市民政局", on="2026-04-10"),
    announcement=Announcement(medium="县政府网站", on="2026-04-12"),
    protection=Protection(list_name="兴国县地名保护名录", category="近现代重要地名"),
)

GOOD: tuple[PlaceName, ...] = (_VILLAGE, _COMMITTEE, _STREET)
"""Records on which there is nothing to say."""

BAD: dict[str, PlaceName] = {
    "PB103": changed(_STREET, filing=changed(_STREET.filing, on="2026-05-20")),
    "PB106": changed(_STREET, announcement=changed(_STREET.announcement, on="2026-06-12")),
    "PN101": changed(_VILLAGE, standard_name=None),
    "PN102": changed(_VILLAGE, category=None, category_name=None),
    "PN103": changed(_VILLAGE, division=None),
    "PN104": changed(_VILLAGE, spelling=None),
    "PN105": changed(_VILLAGE, meaning=None, sources=None),
    "PN106": _TOWN,
    "PN107": changed(_VILLAGE, category="21999", place_code=None),
    "PN108": changed(_STREET, counterpart="V1"),
    "PN109": changed(_VILLAGE, former_names="长冈大队（解放后）"),
    "PN111": changed(_VILLAGE, place_code="3607322172161000001"),
    "PN112": changed(_VILLAGE, place_code="3607322172161O000001"),
    "PN113": changed(_VILLAGE, place_code="36073221799999000001", category="99999"),
    "PN114": changed(_VILLAGE, place_code="36073221721610000000"),
    "PN115": changed(_VILLAGE, place_code="36073220421610000001"),
    "PN116": changed(_VILLAGE, place_code="36073221722200000001"),
    "PN117": changed(_VILLAGE, unit_code="360732204201"),
    "PN119": changed(_VILLAGE, unit_code="360732217"),
    "PN118": changed(_VILLAGE, place_code="99999921721610000001"),
    "PN121": changed(_VILLAGE, position=changed(_VILLAGE.position, longitude="村部东侧")),
    "PN122": changed(_VILLAGE, position=changed(_VILLAGE.position, longitude=None)),
    "PN123": changed(_VILLAGE, position=changed(_VILLAGE.position, longitude="15.3712")),
    "PN124": changed(
        _VILLAGE, position=changed(_VILLAGE.position, longitude="26.3518", latitude="115.3712")
    ),
    "PN125": changed(_VILLAGE, position=changed(_VILLAGE.position, datum=None)),
    "PN131": changed(_STREET, approval=changed(_STREET.approval, on="2026-02-01")),
    "PN132": changed(_STREET, filing=changed(_STREET.filing, on="2026-03-31")),
    "PN133": changed(_STREET, announcement=changed(_STREET.announcement, on="2026-03-31")),
    "PN134": changed(_VILLAGE, abolished="1980"),
    "PN135": changed(_STREET, approval=changed(_STREET.approval, authority=None)),
    "PN136": changed(_STREET, approval=changed(_STREET.approval, document=None)),
    "PN137": changed(_VILLAGE, abolished="2020"),
    "PN138": changed(_STREET, protection=changed(_STREET.protection, category=None)),
}
"""One record for each code that one record can show; it may show others beside."""
