"""Specimens of every register of boundary work: sound records, and one record for every code.

Places and numbers are invented, except the code 1253165 and the coordinates that are published
vectors.
"""

from __future__ import annotations

from minzheng_core.registries.boundaries.record import (
    AzimuthObject,
    BoundaryPoint,
    Condition,
    Dispute,
    Inspection,
    Line,
    Marker,
    Position,
    Repair,
    Works,
)
from minzheng_core.schema.record import changed

COUNTY = "360732"
"""The specimens stand in the books of 兴国县."""

_PLACE = Position(
    x="2914211.695",
    y="38634885.367",
    datum="2000国家大地坐标系",
    accuracy="1",
    surveyed_on="2009-06-01",
)
_ONE = AzimuthObject(place="无名山头", azimuth="227°10′", distance="35.20")
_TWO = AzimuthObject(place="公路指路牌", azimuth="57°10′", distance="128.40")
_THREE = AzimuthObject(place="238 km 里程桩", azimuth="180°00′", distance="61.75")
_MARKER = Marker(
    code="5253165Q", line="5253", kind="单立双面型", units="甲县、乙县", position=_PLACE,
    managing_unit="甲县", managing_basis="甲县、乙县界桩管护协议", agreement="甲乙线边界协议书",
    object_1=_ONE, object_2=_TWO, object_3=_THREE,
)  # fmt: skip
_REPAIRED = changed(
    _MARKER,
    repair=Repair(on="2024-06-01", by="甲县", present="甲县、乙县"),
    condition=Condition(found_at="2024-05-01 08:00", reported_at="2024-05-01 12:00"),
)
_MEASURED = changed(_MARKER, measured=Position(x="2914214.195", y="38634885.367", datum="CGCS2000"))
_ANGLES = changed(
    _MARKER,
    code="5253007A",
    kind="双立",
    position=Position(longitude="115°21′03.6″", latitude="26°19′51.6″", datum="CGCS2000"),
)
GOOD_MARKERS = (_MARKER, _REPAIRED, _MEASURED, _ANGLES)


def _repair(**changes: str) -> Marker:
    return changed(_REPAIRED, repair=changed(_REPAIRED.repair, **changes))


def _at(**changes: str | None) -> Marker:
    return changed(_MARKER, position=changed(_PLACE, **changes))


BAD_MARKERS = {
    "BL101": changed(_MARKER, code="第一百六十五号", line=None),
    "BL102": changed(_MARKER, code="944/1(2)"),
    "BL103": changed(_MARKER, code="1253165", line="1253"),
    "BL104": changed(_MARKER, code="5253000Q"),
    "BL105": changed(_MARKER, code="5352165Q", line="5352"),
    "BL106": changed(_MARKER, code="9991165Q", line="9991"),
    "BL109": changed(_MARKER, code="5253165Z"),
    "BL115": changed(_MARKER, object_1=AzimuthObject(place="水塔", azimuth="380", distance="20")),
    "BL121": changed(_MARKER, code=None),
    "BL122": changed(_MARKER, line="1253"),
    "BL123": changed(_MARKER, position=Position(datum="CGCS2000")),
    "BL124": _at(datum=None),
    "BL125": _at(longitude="115°25′03.6″", latitude="26°19′51.6″"),
    "BL126": changed(_MARKER, kind="双立"),
    "BL127": changed(_MARKER, object_3=AzimuthObject()),
    "BL128": changed(_MARKER, object_1=AzimuthObject(place="水塔", azimuth="30°", distance="不远")),
    "BL129": changed(_MARKER, managing_basis=None),
    "BL130": changed(_MARKER, managing_basis="推定（单双号）"),
    "BL131": _repair(present="甲县"),
    "BL132": _repair(former_x="2914230.000", former_y="38634885.367"),
    "BL133": _repair(agreed="甲县", document="移动界桩的批复"),
    "BL135": changed(
        _MARKER, condition=Condition(found_at="2026-05-02 08:00", reported_at="2026-05-01 21:00")
    ),
    "BL136": changed(_MARKER, measured=Position(x="2914215.095", y="38634885.367", datum="CGCS2000")),
    "BL137": changed(_MARKER, kind="单立三面型", other_codes="5354001Q"),
    "BL138": _at(datum="某市独立坐标系"),
    "GC101": _at(x="不详"),
    "GC102": changed(_ANGLES, position=Position(longitude="115°75′", latitude="26°19′51.6″")),
    "GC103": changed(_ANGLES, position=Position(longitude="115°21′60″", latitude="26°19′51.6″")),
    "GC104": changed(_ANGLES, position=Position(longitude="115°21′", latitude="26°19′")),
    "GC105": _at(y=None),
    "GC107": _at(x="38634885.367", y="2914211.695"),
    "GC108": _at(y="634885.367"),
    "GC111": _at(x="2914.211695", y="38634.885367"),
    "GC112": _at(x="29142", y="38634885.367"),
}  # fmt: skip

_LINE = Line(
    code="5253", title="甲乙线", level="县级", units="甲县、乙县", length="51.894", markers="10",
    singles="6", doubles="3", triples="1", agreed_on="1997-03-01", agreement="甲乙线边界协议书",
    approved_on="1998-05-01", approved_by="江西省人民政府", announced_on="1998-06-01",
    inspected="2003、2008、2013、2018、2023",
)  # fmt: skip
GOOD_LINES = (_LINE, changed(_LINE, markers="15", counted="座"))
BAD_LINES = {
    "BL105": changed(_LINE, code="5352"),
    "BL106": changed(_LINE, code="999"),
    "BL141": changed(_LINE, code=None, title=None),
    "BL142": changed(_LINE, markers="12"),
    "BL143": changed(_LINE, units="甲县"),
    "BL144": changed(_LINE, agreement=None),
    "BL145": changed(_LINE, inspected="2003、2009、2014、2019、2024"),
    "BL146": changed(_LINE, inspected="2003、2008"),
    "BL147": changed(_LINE, length="约"),
    "BL148": changed(_LINE, approved_on="1996-05-01"),
    "BL149": changed(_LINE, inspected="2003、2099"),
}

_POINT = BoundaryPoint(
    code="甲乙丙", kind="三交点", lines="甲乙线、乙丙线、甲丙线", units="甲县、乙县、丙县", position=_PLACE,
    agreement="甲乙丙交会点协议书", agreed_on="1997-03-01",
)  # fmt: skip
GOOD_POINTS = (_POINT, BoundaryPoint(code="17", kind="边界点", lines="5253", position=_PLACE))
BAD_POINTS = {
    "BL123": changed(_POINT, position=Position(datum="CGCS2000")),
    "BL124": changed(_POINT, position=changed(_PLACE, datum=None)),
    "BL138": changed(_POINT, position=changed(_PLACE, datum="某市独立坐标系")),
    "BL155": changed(_POINT, units="甲县、乙县"),
    "BL156": changed(_POINT, agreement=None),
}

_INSPECTION = Inspection(
    line="5253", round="5", previous_year="2018", units="甲县、乙县", lead="甲县",
    planned_on="2023-04-10", desk_checked_on="2023-05-20", field_checked_on="2023-08-01",
    observance="良好", marker_results="10 座完好", terrain_changes="无", crossing_works="无",
    reported_on="2023-11-01", report="甲乙线第五轮联检报告", filed_on="2023-11-20",
)  # fmt: skip
GOOD_INSPECTIONS = (Inspection(line="5253", previous_year="2018", units="甲县、乙县"), _INSPECTION)
BAD_INSPECTIONS = {
    "BL141": changed(_INSPECTION, line=None),
    "BL143": changed(_INSPECTION, units="甲县"),
    "BL145": changed(_INSPECTION, previous_year="2003"),
    "BL151": changed(_INSPECTION, desk_checked_on="2023-09-01"),
    "BL152": changed(_INSPECTION, lead="丁县"),
    "BL153": changed(_INSPECTION, terrain_changes=None),
    "BL154": changed(_INSPECTION, report=None),
}

_DISPUTE = Dispute(
    line="5253", place="12 号至 13 号界桩", units="甲县、乙县", raised_on="2024-05-01",
    line_approved_by="江西省人民政府", decided_on="2025-01-10", decided_by="江西省人民政府",
)  # fmt: skip
GOOD_DISPUTES = (_DISPUTE,)
BAD_DISPUTES = {
    "BL141": changed(_DISPUTE, line=None),
    "BL151": changed(_DISPUTE, decided_on="2023-01-10"),
    "BL157": changed(_DISPUTE, decided_by="甲县人民政府"),
}

_WORKS = Works(
    line="5253", markers="5253012Q", units="甲县、乙县", applicant="某公路局", applied_on="2025-03-01",
    received_by="甲县人民政府", agreed="甲县、乙县", agreed_on="2025-04-01", surveyed_on="2025-05-01",
)  # fmt: skip
GOOD_WORKS = (_WORKS, changed(_WORKS, agreed=None, agreed_on=None, surveyed_on=None))
BAD_WORKS = {
    "BL141": changed(_WORKS, line=None),
    "BL151": changed(_WORKS, surveyed_on="2025-01-01"),
    "BL159": changed(_WORKS, agreed="甲县"),
}
