"""The record of one place name, with the items of the national database (地名记录).

The items are those of the registration form of the second national census of place names
(第二次全国地名普查登记表) and of 国家地名信息库; ``national`` is the name that the public service gives
a field. Names over time are one field of text that :mod:`.former_names` reads, so that it can stand
in a cell, be corrected and be read in a history.

References: 《地名管理条例》(国务院令第 753 号, 2022) 第九条、第十一条至第十四条、第二十五条; GB/T 18521-2001
for categories; 民地办发〔2010〕1 号 for the place code; GB/T 2260, GB/T 10114 for division codes.

Limitations: a record holds one point or a span of coordinates; outlines go into ``geometry`` as
GeoJSON text, on the datum of the coordinates.
"""

from __future__ import annotations

from minzheng_core.schema.record import part, record, text


@record
class Position:
    """Where a place is; ``datum`` says in which system its coordinates are."""

    longitude: str | None = text("经度")
    latitude: str | None = text("纬度")
    longitude_to: str | None = text("经度（至）")
    latitude_to: str | None = text("纬度（至）")
    datum: str | None = text("坐标系", standard="GB/T 18522.2")
    elevation: str | None = text("高程")
    measured_by: str | None = text("测量方法")
    map_sheet: str | None = text("图号")


@record
class Application:
    """What was applied for (《地名管理条例》第十一条)."""

    applicant: str | None = text("申请单位")
    on: str | None = text("申请日期")
    scheme: str | None = text("命名更名方案")
    reasons: str | None = text("理由")
    location: str | None = text("位置")
    scale: str | None = text("规模")
    nature: str | None = text("性质")
    named_after: str | None = text("是否以人名、企业名称或者商标命名")
    evaluation: str | None = text("综合评估（风险评估）报告")
    expert_review: str | None = text("专家论证报告")
    consultation: str | None = text("征求意见报告")


@record
class Approval:
    """Who approved the name, by which document (第十二条)."""

    authority: str | None = text("批准机关")
    authority_kind: str | None = text("批准机关类别")
    document: str | None = text("批准文号")
    on: str | None = text("批准日期")


@record
class Filing:
    """How the approved name was filed (第十三条)."""

    addressee: str | None = text("备案机关")
    document: str | None = text("备案文号")
    on: str | None = text("报送备案日期")


@record
class Announcement:
    """How the name was announced (第十四条)."""

    medium: str | None = text("公告载体")
    document: str | None = text("公告文号")
    on: str | None = text("公告日期")


@record
class Protection:
    """The entry of the name in a list of protected names (第二十五条)."""

    list_name: str | None = text("保护名录")
    category: str | None = text("保护类别")
    listed_on: str | None = text("列入日期")
    grounds: str | None = text("列入理由")
    measures: str | None = text("保护措施")


@record
class PlaceName:
    """One place name and the place that it names.

    The record's key in its book is the identity of the place; codes, names and parents change.

    >>> village = PlaceName(standard_name="长冈村", category="21610", division="360732217")
    >>> village.position.longitude is None
    True
    """

    standard_name: str | None = text("标准名称", national="standard_name")
    short_name: str | None = text("简称")
    alias: str | None = text("别名")
    spelling: str | None = text(
        "罗马字母拼写", national="roman_alphabet_spelling", standard="(84)中地字第17号"
    )
    generic_spelling: str | None = text("通名罗马字母拼写", standard="GB/T 38207-2019")
    reading: str | None = text("地名读音")
    minority_script: str | None = text("民族文字", national="ethnic_minorities_writing")
    language: str | None = text("语种")
    place_code: str | None = text("地名代码", national="place_code")
    category: str | None = text("类别代码", national="place_type_code", standard="GB/T 18521-2001")
    category_name: str | None = text("类别名称", national="place_type")
    division: str | None = text("所在政区代码", national="area", standard="GB/T 10114")
    spans: str | None = text("所跨政区代码")
    unit_code: str | None = text("政区代码", standard="GB/T 2260")
    parent: str | None = text("上级政区记录")
    counterpart: str | None = text("对应地名记录")
    use_time: str | None = text("使用时间")
    established: str | None = text("设立年份")
    abolished: str | None = text("废止年份")
    named_on: str | None = text("命名时间")
    former_names: str | None = text("历史名称", national="old_name")
    origin: str | None = text("地名来历", national="place_origin")
    meaning: str | None = text("地名含义", national="place_meaning")
    history: str | None = text("历史沿革", national="place_history")
    government_history: str | None = text("政区沿革", national="government_history")
    description: str | None = text("地理实体描述")
    position: Position = part("位置：", Position)
    geometry: str | None = text("图形", national="gdm")
    application: Application = part("申请：", Application)
    approval: Approval = part("批准：", Approval)
    filing: Filing = part("备案：", Filing)
    announcement: Announcement = part("公告：", Announcement)
    protection: Protection = part("保护：", Protection)
    sources: str | None = text("资料来源及出处")
    secrecy: str | None = text("密级")
    remark: str | None = text("备注")
