"""The record of one deceased person, from death to interment (殡葬登记记录).

One record is one case: the evidence of the death, transport, storage, cremation and placement are
its parts, because each is judged by the others and a bureau asks for the case, not for a furnace.
What concerns many cases stands beside the book: facilities
(:class:`~minzheng_core.registries.funeral.facilities.Facility`), claims, ledgers of certificates.

The fields hold text as written or as normalised; a record that breaks the law is still a record, and
:func:`minzheng_core.registries.funeral.check` reports on it.

References: 《殡葬管理条例》(in force 2026-03-30, and that of 1997); 国卫规划发〔2026〕5号 for the
certificate of death; 民政部 2024-04-18 on bodies and ashes. No national form of the cremation
certificate was found; its fields are those in use.
"""

from __future__ import annotations

from minzheng_core.schema.record import part, record, text


@record
class Deceased:
    """Who died.

    >>> "张三" in repr(Deceased(name="张三", ethnicity="汉族"))
    False
    """

    name: str | None = text("姓名", sensitive=True)
    former_name: str | None = text("曾用名", sensitive=True)
    id_type: str | None = text("证件类型", standard="GA/T 517")
    id_number: str | None = text("身份证号", sensitive=True, standard="GB 11643-1999")
    sex: str | None = text("性别", standard="GB/T 2261.1-2003")
    birth_date: str | None = text("出生日期", sensitive=True)
    age: str | None = text("年龄")
    ethnicity: str | None = text("民族", standard="GB/T 3304-1991")
    marital_status: str | None = text("婚姻状况", standard="GB/T 2261.2-2003")
    domicile: str | None = text("户籍地址", sensitive=True, standard="GB/T 2260")
    division: str | None = text("户籍地区划代码", standard="GB/T 2260")
    category: str | None = text("优待类别")
    funeral_grant: str | None = text("是否领取丧葬费")


@record
class Death:
    """When and how, and what proves it.

    >>> Death(date="2026-08-01").report_date is None
    True

    Basis: 国卫规划发〔2026〕5号 for the certificate of death.
    """

    date: str | None = text("日期")
    place: str | None = text("地点类别")
    manner: str | None = text("性质")
    evidence: str | None = text("证明种类")
    certificate_form: str | None = text("证明式样")
    certificate_number: str | None = text("证明编号", sensitive=True)
    certificate_date: str | None = text("证明出具日期")
    certificate_issuer: str | None = text("证明出具单位")
    report_date: str | None = text("信息报告日期")
    report_medium: str | None = text("证明介质")


@record
class Transport:
    """How the body was fetched.

    >>> Transport(date="2026-08-01").date
    '2026-08-01'
    """

    date: str | None = text("日期")
    kilometres: str | None = text("公里数")


@record
class Storage:
    """How long the body was kept.

    >>> Storage(from_date="2026-08-01").until_date is None
    True

    Limitations: how long it may be is local (:class:`Settings`).
    """

    from_date: str | None = text("开始日期")
    until_date: str | None = text("结束日期")


@record
class Cremation:
    """The cremation, with the four things that are checked before it.

    >>> Cremation(date="2026-08-04").date
    '2026-08-04'

    Limitations: there is no national form of the certificate; the fields are those in use.
    """

    date: str | None = text("日期")
    facility: str | None = text("单位")
    certificate_number: str | None = text("证明编号")
    confirmation_number: str | None = text("确认书编号")
    handler_name: str | None = text("经办人姓名", sensitive=True)
    handler_id_number: str | None = text("经办人身份证号", sensitive=True, standard="GB 11643-1999")
    handler_relation: str | None = text("经办人与逝者关系")


@record
class Placement:
    """Where the ashes went, and the contract on it.

    >>> Placement(kind="江葬", date="2026-08-10").kind
    '江葬'

    Limitations: who may be placed where is local (:class:`Settings`, :class:`Facility`).
    """

    date: str | None = text("日期")
    kind: str | None = text("方式")
    facility: str | None = text("设施名称")
    location: str | None = text("墓穴或格位编号")
    area: str | None = text("占地面积（平方米）")
    capacity: str | None = text("可安放人数")
    agreement_number: str | None = text("协议编号")
    agreement_date: str | None = text("协议日期")
    term_years: str | None = text("使用年限")
    renewed_years: str | None = text("续期年数")
    reserved_name: str | None = text("预留人姓名", sensitive=True)
    exception: str | None = text("预留依据")
    outsider_reason: str | None = text("非本区域安葬理由")


@record
class FuneralRecord:
    """One case: who died, what proves it, and what was done until the ashes were placed.

    >>> case = FuneralRecord(deceased=Deceased(name="张三"), death=Death(date="2026-08-01"))
    >>> case.death.date
    '2026-08-01'
    """

    case_number: str | None = text("业务编号")
    office: str | None = text("登记单位")
    deceased: Deceased = part("逝者", Deceased)
    death: Death = part("死亡", Death)
    transport: Transport = part("接运", Transport)
    storage: Storage = part("存放", Storage)
    cremation: Cremation = part("火化", Cremation)
    placement: Placement = part("安放", Placement)
    fonds_number: str | None = text("全宗号", standard="DA/T 13-2022")
    archive_year: str | None = text("归档年度")
    volume_number: str | None = text("卷号")
    remark: str | None = text("备注", sensitive=True)
