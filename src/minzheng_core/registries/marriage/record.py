"""The record of one act of marriage registration and of its two parties (婚姻登记记录).

Acts: 结婚 ``IA``, 离婚 ``IB``, 补发结婚证 ``ICA``, 补发离婚证 ``ICB``, 补发婚姻证明 ``IC``, 撤销 ``ID``.
The fields hold text as written or as normalised; a record that breaks the law is still a record,
and :func:`minzheng_core.registries.marriage.check` reports on it.

References: 《婚姻登记条例》(国务院令第 804 号, 2025); 《婚姻登记档案管理办法》(第 32 号, 2006) 第五条
to 第九条 for the archive numbers; national names from the exchange table ``RC_MARRY``.
"""

from __future__ import annotations

from minzheng_core.schema.record import part, record, text


@record
class Party:
    """One party as the registration form holds it.

    Names, numbers, birth dates and addresses do not show:

    >>> "张三" in repr(Party(name="张三", sex="男"))
    False

    Limitations: which of the two parties is called husband is what the form says.
    """

    name: str | None = text("姓名", national="NAME", sensitive=True)
    former_name: str | None = text("曾用名", sensitive=True)
    identity_type: str | None = text("身份类别", national="ID_TYPE")
    nationality: str | None = text("国籍", national="NATION", standard="GB/T 2659")
    id_type: str | None = text("证件类型", national="CERT_TYPE", standard="GA/T 517")
    id_number: str | None = text(
        "身份证号", national="CERT_NUM", sensitive=True, standard="GB 11643-1999"
    )
    sex: str | None = text("性别", standard="GB/T 2261.1-2003")
    birth_date: str | None = text("出生日期", national="BIRTH", sensitive=True)
    age: str | None = text("年龄")
    ethnicity: str | None = text("民族", national="FOLK", standard="GB/T 3304-1991")
    marital_status: str | None = text(
        "婚姻状况", national="MARRY_STATUS", standard="GB/T 2261.2-2003"
    )
    occupation: str | None = text("职业", national="JOB", standard="GB/T 6565")
    education: str | None = text("文化程度", national="DEGREE", standard="GB/T 4658-2006")
    domicile: str | None = text(
        "户口所在地", national="REG_DETAIL", sensitive=True, standard="GB/T 2260"
    )
    division: str | None = text("户口所在地区划代码", standard="GB/T 2260")
    address_now: str | None = text("现住址", national="ADDRESS_NOW", sensitive=True)
    print_number: str | None = text("证书印制号", national="PRINT_NUM")


@record
class MarriageRecord:
    """One act of registration: when, where, what, between whom, and where its file lies.

    >>> act = MarriageRecord(business_type="结婚", registration_date="1985-10-01",
    ...                      husband=Party(name="张三"), wife=Party(name="李四"))
    >>> act.husband
    Party(identity_type=None, nationality=None, id_type=None, sex=None, age=None, ethnicity=None, marital_status=None, occupation=None, education=None, division=None, print_number=None)
    """

    registration_date: str | None = text("登记日期", national="OP_DATE")
    business_type: str | None = text("业务类型", national="OP_TYPE")
    certificate_number: str | None = text("证件字号", national="CERT_NO")
    office: str | None = text("登记机关", national="DEPT_NAME")
    office_code: str | None = text("登记机关代码", national="DEPT_CODE")
    husband: Party = part("男方", Party)
    wife: Party = part("女方", Party)
    old_certificate_number: str | None = text("原证件字号", national="OLD_CERT_NO")
    old_registration_date: str | None = text("原登记日期", national="OLD_OP_DATE")
    old_office: str | None = text("原登记机关", national="OLD_DEPT_NAME")
    registrar: str | None = text("登记员", national="OPERATOR", sensitive=True)
    fonds_number: str | None = text("全宗号", national="DOC_CODE", standard="DA/T 13-2022")
    archive_year: str | None = text("归档年度", national="DOC_YEAR")
    volume_number: str | None = text("室编卷号", national="DOC_NO")
    page_count: str | None = text("归档页数", national="DOC_PAGE_NUM")
    remark: str | None = text("备注", national="REMARK", sensitive=True)
