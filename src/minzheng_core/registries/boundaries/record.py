"""The records of boundary work (界线管理的登记项目).

Lines (界线), markers (界桩), boundary points and three-way points (边界点、三交点), joint inspections
(联合检查), disputes (争议) and works near a line (跨界工程). ``national`` are the field names of
national-style tables (``JXDM``, ``JZBH``, ``ZZB`` …).

References: 《行政区域界线管理条例》(国务院令第353号, 2002); 《行政区域界线界桩管理办法》(民政部令第36号,
2008); 《省级行政区域界线联合检查实施办法》(民政部令第28号, 2005); GB/T 17796-2009.

Limitations: drawings, photographs and forms are cited, not stored.
"""

from __future__ import annotations

from minzheng_core.schema.record import part, record, text


@record
class Position:
    """Where a point is: X and Y of a zone, or longitude and latitude, and on which datum.

    >>> Position(x="2914211.695", y="38634885.367", datum="CGCS2000").longitude is None
    True

    Standard: GB 22021-2008. Limitations: heights are kept and not judged.
    """

    x: str | None = text("纵坐标X", national="ZZB", standard="GB 22021-2008")
    y: str | None = text("横坐标Y", national="HZB", standard="GB 22021-2008")
    longitude: str | None = text("经度", national="JD")
    latitude: str | None = text("纬度", national="WD")
    height: str | None = text("高程", national="GC")
    datum: str | None = text("坐标系", standard="GB 22021-2008")
    zone: str | None = text("中央经线或带号")
    accuracy: str | None = text("点位中误差")
    surveyed_on: str | None = text("测定日期")


@record
class AzimuthObject:
    """One lasting object near a marker by which its place is found again (方位物).

    >>> AzimuthObject(place="石桥东端", azimuth="123°30′", distance="45.2").distance
    '45.2'

    Standard: GB/T 17796-2009.
    """

    place: str | None = text("名称位置")
    azimuth: str | None = text("坐标方位角")
    distance: str | None = text("距离")


@record
class Condition:
    """What was last seen of a marker, and who reported it (巡查、报告).

    >>> Condition(seen_on="2026-05-01", description="完好").description
    '完好'

    Limitations: within how many hours a keeper must report is laid down locally.
    """

    seen_on: str | None = text("巡查日期")
    found_at: str | None = text("发现时间")
    reported_at: str | None = text("报告时间")
    reporter: str | None = text("报告人", sensitive=True)
    description: str | None = text("情况")
    photos: str | None = text("照片")


@record
class Repair:
    """How a marker was last set again, replaced or moved (恢复、更换、移位).

    >>> Repair(on="2026-06-01", present="兴国县、于都县").present
    '兴国县、于都县'

    Basis: 《行政区域界线管理条例》(国务院令第353号, 2002) 第六条.
    """

    on: str | None = text("日期")
    by: str | None = text("实施单位")
    present: str | None = text("到场单位")
    agreed: str | None = text("同意单位")
    former_x: str | None = text("原纵坐标")
    former_y: str | None = text("原横坐标")
    filed: str | None = text("备案文号")
    document: str | None = text("协议或批准文件")


@record
class Marker:
    """One stone of a line (界桩).

    >>> Marker(code="5253165Q", kind="单立").position.x is None
    True
    """

    code: str | None = text("界桩编号", national="JZBH", standard="GB/T 17796-2009")
    engraved: str | None = text("刻号")
    line: str | None = text("界线代码", national="JXDM", standard="GB/T 17796-2009")
    spatial_id: str | None = text("空间数据标识", national="KJSJBSM")
    level: str | None = text("界桩等级", national="JZDJ")
    kind: str | None = text("界桩类型", national="JZLX")
    material: str | None = text("界桩材质", national="JZCZ")
    units: str | None = text("相邻单位")
    other_codes: str | None = text("在其他界线上的编号")
    position: Position = part("", Position)
    place_1: str | None = text("所在地一", national="SZD1")
    place_2: str | None = text("所在地二", national="SZD2")
    place_3: str | None = text("所在地三", national="SZD3")
    object_1: AzimuthObject = part("方位物一", AzimuthObject)
    object_2: AzimuthObject = part("方位物二", AzimuthObject)
    object_3: AzimuthObject = part("方位物三", AzimuthObject)
    site: str | None = text("位置描述", national="WZMS")
    inscription: str | None = text("注记")
    set_on: str | None = text("埋设日期")
    managing_unit: str | None = text("管护单位")
    managing_basis: str | None = text("管护依据")
    keeper: str | None = text("托管人", sensitive=True)
    agreement: str | None = text("边界协议书")
    form: str | None = text("界桩登记表")
    photos: str | None = text("照片")
    condition: Condition = part("巡查", Condition)
    repair: Repair = part("恢复", Repair)
    measured: Position = part("复测", Position)
    remark: str | None = text("备注")


@record
class Line:
    """One line between two units (行政区域界线).

    >>> Line(code="5253", units="兴国县、于都县", length="45.6").units
    '兴国县、于都县'

    Basis: 《行政区域界线管理条例》(国务院令第353号, 2002) 第二条; codes by GB/T 17796-2009.
    Limitations: its geometry stands beside it, in a :class:`CountySet`.
    """

    code: str | None = text("界线代码", national="JXDM", standard="GB/T 17796-2009")
    title: str | None = text("界线名称", national="JXMC")
    level: str | None = text("界线等级", national="JXDJ")
    spatial_id: str | None = text("空间数据标识", national="KJSJBSM")
    units: str | None = text("相邻单位")
    start: str | None = text("界线起点", national="JXQD")
    end: str | None = text("界线终点", national="JXZD")
    length: str | None = text("界线长度", national="JXCD")
    markers: str | None = text("界桩总数", national="JZKS")
    singles: str | None = text("单立界桩数", national="DLZKS")
    doubles: str | None = text("双立界桩数", national="SLZKS")
    triples: str | None = text("三立界桩数", national="SANLZKS")
    counted: str | None = text("界桩计数单位")
    features: str | None = text("作为界线的线状地物")
    course: str | None = text("边界线走向说明")
    map_scale: str | None = text("附图比例尺")
    agreed_on: str | None = text("协议签订日期")
    agreement: str | None = text("边界协议书")
    approved_on: str | None = text("批准日期")
    approved_by: str | None = text("批准机关")
    approval: str | None = text("批准文号")
    announced_on: str | None = text("公布日期")
    management: str | None = text("界桩管护协议")
    inspected: str | None = text("历次联合检查")
    dispute: str | None = text("争议情况")
    remark: str | None = text("备注")


@record
class BoundaryPoint:
    """A point that fixes a line without a stone, or where three units meet (边界点、三交点).

    >>> BoundaryPoint(code="1", kind="三交点", units="甲县、乙县、丙县").kind
    '三交点'

    Basis: 《行政区域界线界桩管理办法》(民政部令第36号, 2008) 第五条 for the agreement on a three-way point.
    """

    code: str | None = text("点号")
    kind: str | None = text("点类")
    lines: str | None = text("界线代码", national="JXDM")
    units: str | None = text("相邻单位")
    position: Position = part("", Position)
    markers: str | None = text("界桩编号", national="JZBH")
    agreement: str | None = text("交会点协议书")
    agreed_on: str | None = text("协议签订日期")
    site: str | None = text("位置描述", national="WZMS")
    picture: str | None = text("略图、照片")
    minutes: str | None = text("会议纪要")
    remark: str | None = text("备注")


@record
class Inspection:
    """One joint inspection of a line (界线联合检查).

    >>> Inspection(line="5253", planned_on="2026-03-01").filed_on is None
    True

    Basis: 《行政区域界线管理条例》(国务院令第353号, 2002) 第十二条; 《省级行政区域界线联合检查实施办法》(民政部令第28号, 2005).
    """

    line: str | None = text("界线代码", national="JXDM")
    round: str | None = text("轮次")
    previous_year: str | None = text("上次联检年份")
    units: str | None = text("联检各方")
    lead: str | None = text("牵头方")
    planned_on: str | None = text("方案日期")
    desk_checked_on: str | None = text("内业检查日期")
    field_checked_on: str | None = text("外业检查日期")
    observance: str | None = text("界线贯彻执行情况")
    marker_results: str | None = text("界桩及方位物情况")
    terrain_changes: str | None = text("标志物和地形地物变化")
    crossing_works: str | None = text("跨界工程及处理")
    other_results: str | None = text("其他情况")
    reported_on: str | None = text("报告日期")
    report: str | None = text("联检报告")
    filed_on: str | None = text("备案日期")
    filing: str | None = text("备案文号")
    remark: str | None = text("备注")


@record
class Dispute:
    """A dispute over where a line runs (界线争议).

    >>> Dispute(line="5253", units="甲县、乙县", raised_on="2024-05-01").decided_on is None
    True

    Basis: 《行政区域界线管理条例》(国务院令第353号, 2002) 第十五条.
    """

    line: str | None = text("界线代码", national="JXDM")
    place: str | None = text("争议地段")
    units: str | None = text("争议各方")
    claims: str | None = text("各方主张")
    raised_on: str | None = text("发生日期")
    line_approved_by: str | None = text("批准该界线的机关")
    decided_on: str | None = text("解决日期")
    decided_by: str | None = text("裁定机关")
    decision: str | None = text("裁定或协议文号")
    remark: str | None = text("备注")


@record
class Works:
    """Works that need a marker moved or added (跨界工程、移动界桩申请).

    >>> Works(line="5253", units="甲县、乙县", agreed="甲县").agreed
    '甲县'

    Basis: 《行政区域界线管理条例》(国务院令第353号, 2002) 第六条; 《行政区域界线界桩管理办法》(民政部令第36号, 2008) 第七条.
    """

    line: str | None = text("界线代码", national="JXDM")
    markers: str | None = text("涉及界桩", national="JZBH")
    units: str | None = text("相邻单位")
    applicant: str | None = text("申请单位")
    project: str | None = text("工程内容")
    applied_on: str | None = text("申请日期")
    received_by: str | None = text("受理单位")
    agreed: str | None = text("同意单位")
    agreed_on: str | None = text("同意日期")
    surveyed_on: str | None = text("共同测绘日期")
    filed_on: str | None = text("备案日期")
    filing: str | None = text("备案文号")
    remark: str | None = text("备注")
