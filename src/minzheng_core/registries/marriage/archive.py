"""How marriage registrations stand in old tables: headings, national field names, kinds.

The national names are those of the table ``RC_MARRY`` that civil-affairs systems exchange; the
order per party follows the registration form (姓名, 身份类别, 国籍, 证件类型, 证件号码, 出生日期,
民族, 婚姻状况, 职业, 文化程度, 户口所在地). Marriage is between a man and a woman (《民法典》
第一千零四十六条、第一千零四十七条), so the party tells the sex and no sex column is required.
"""

from __future__ import annotations

from typing import Literal

from attrs import evolve

from minzheng_core.schema import FieldKind, FieldSpec
from minzheng_core.schema.domicile_parts import LEVELS, PLACES, UNITS


def words(text: str) -> tuple[str, ...]:
    """The headings of a text, separated by blanks."""
    return tuple(text.split())


_ACT = (
    FieldSpec(
        name="registration_date",
        label="登记日期",
        kind=FieldKind.EVENT_DATE,
        national=("OP_DATE",),
        synonyms=words(
            "日期 登记日期 结婚登记日期 结婚日期 办证日期 发证日期 领证日期 颁证日期 办理日期 批准日期 离婚日期 "
            "离婚登记日期 补领日期 补发日期 撤销日期 业务日期 形成日期 登记年月 登记日 登记结婚日期 "
            "证书签发日期 证书填发日期 领取日期 发放日期 颁发日期 领结婚证日期 发结婚证日期 "
            "判决日期 判决离婚日期 判决生效日期 生效日期 调解日期 裁定日期 "
            "婚期 申请登记日期 注册日期 登记注册日期 成文日期 文件日期 起止日期 起止年月 "
            "月日 登记月日 结婚月日 办证月日 发证月日 领证月日 "
            "regdate registrationdate dateofregistration marriagedate dateofmarriage"
        ),
    ),
    FieldSpec(
        name="business_type",
        label="业务类型",
        kind=FieldKind.BUSINESS_TYPE,
        national=("OP_TYPE",),
        synonyms=words(
            "业务类型 业务类别 业务种类 种类 性质 登记种类 登记类型 登记类别 登记性质 婚姻登记性质 类别 类型 办理类型 "
            "业务 业务名称 事项 事项名称 登记事项 办理事项 办理业务 婚登类型 婚登类别 biztype regtype"
        ),
        code_table="business_type",
    ),
    FieldSpec(
        name="certificate_number",
        label="证件字号",
        kind=FieldKind.CERTIFICATE_NUMBER,
        national=("CERT_NO",),
        synonyms=words(
            "证件字号 文号 结婚证字号 结婚证号 结婚证编号 离婚证字号 离婚证号 离婚证编号 离婚证号码 证书编号 "
            "证书字号 证字号 证号 字号 证字 号数 第几号 登录番号 结婚证号数 登记字号 登记证字号 婚姻证字号 婚姻证号 "
            "存根字号 存根号 存根编号 登记证号 登记编号 结婚证号码 结婚证书号 离婚证书号 结婚证书编号 离婚证书编号 证书号 婚姻登记字号 结婚登记字号 离婚登记字号 登记号 "
            "补发证号 补发证字号 发证编号 补领证号 补领证字号 撤销决定字号 撤销决定书字号 撤销决定书编号 "
            "字第 字第号 结字第号 离字第号 婚字第号 结婚证字第号 离婚证字第号 登记证字第号 "
            "certno certificateno regno registrationno registrationnumber"
        ),
    ),
    FieldSpec(
        name="office",
        label="登记机关",
        kind=FieldKind.OFFICE,
        national=("DEPT_NAME",),
        synonyms=words(
            "登记机关 登记机关名称 机关 机关名称 机构 机构名称 登记机构 登记机构名称 婚姻登记机关 登记处 婚姻登记处 登记单位 "
            "办理机关 发证机关 登记部门 经办机关 登记地点 登记地 登记所在地 办证机关 经办单位 办证单位 登记乡镇 "
            "所属乡镇 所属登记处 所属登记机关 受理机关 受理单位 承办机关 承办单位 责任者 责任单位 形成单位 "
            "批准机关 批准单位 审批机关 填发机关 签发机关 签发单位 办证地点 领证地点 发证地点 审批单位 婚登处 登记站 登记公社 发证乡镇 撤销机关 决定机关 作出决定机关 撤销决定机关 作出撤销决定机关 "
            "regoffice registryoffice dept deptname"
        ),
    ),
    FieldSpec(
        name="office_code",
        label="登记机关代码",
        kind=FieldKind.TEXT,
        national=("DEPT_CODE",),
        synonyms=words("登记机关代码 登记机构代码 机关代码 机构代码 登记处代码 部门代码"),
    ),
    FieldSpec(
        name="old_certificate_number",
        earlier_of="certificate_number",
        label="原证件字号",
        kind=FieldKind.CERTIFICATE_NUMBER,
        national=("OLD_CERT_NO",),
        synonyms=words(
            "原证件字号 原结婚证字号 原证字号 原字号 原登记字号 原结婚证号 原证号 原离婚证字号 原离婚证号 "
            "原结婚登记字号 原离婚登记字号 原证书编号 原证书字号 原证件号 旧证号"
        ),
    ),
    FieldSpec(
        name="old_registration_date",
        earlier_of="registration_date",
        label="原登记日期",
        kind=FieldKind.EVENT_DATE,
        national=("OLD_OP_DATE",),
        synonyms=words(
            "原登记日期 原日期 原结婚日期 原结婚登记日期 原离婚日期 原办证日期 原发证日期 "
            "原婚姻登记日期 原离婚登记日期 原领证日期 初次登记日期 首次登记日期"
        ),
    ),
    FieldSpec(
        name="old_office",
        earlier_of="office",
        label="原登记机关",
        kind=FieldKind.OFFICE,
        national=("OLD_DEPT_NAME",),
        synonyms=words(
            "原登记机关 原登记单位 原办理机关 原结婚登记机关 原婚姻登记机关 原登记处 原发证机关 原办证机关 原结婚登记处"
        ),
    ),
    FieldSpec(
        name="registrar",
        label="登记员",
        kind=FieldKind.TEXT,
        national=("OPERATOR",),
        synonyms=words(
            "登记员 登记员姓名 登记人员 经手人 经办 承办登记员 婚姻登记员 经办人 经办人姓名 承办人 办理人 颁证员"
        ),
        sensitive=True,
    ),
    FieldSpec(
        name="fonds_number",
        label="全宗号",
        kind=FieldKind.TEXT,
        national=("DOC_CODE",),
        synonyms=("全宗号", "全宗"),
        repeated=True,
    ),
    FieldSpec(
        name="archive_year",
        label="归档年度",
        kind=FieldKind.INTEGER,
        national=("DOC_YEAR",),
        synonyms=words("归档年度 年度 档案年度 立卷年度 归档年份 年份"),
        repeated=True,
    ),
    FieldSpec(
        name="volume_number",
        label="室编卷号",
        kind=FieldKind.INTEGER,
        national=("DOC_NO",),
        synonyms=words("室编卷号 卷号 案卷号 案卷编号 卷宗编号 档案卷号 卷宗号 档案号 盒内卷号"),
    ),
    FieldSpec(
        name="page_count",
        label="归档页数",
        kind=FieldKind.INTEGER,
        national=("DOC_PAGE_NUM",),
        synonyms=("归档页数", "页数", "档案页数"),
    ),
    FieldSpec(
        name="remark",
        label="备注",
        kind=FieldKind.TEXT,
        national=("REMARK",),
        synonyms=words(
            "备注 备注说明 说明 其他说明 其它说明 特殊情况说明 备考 附注 附记 摘要 记事 异常备注 异常情况说明 "
            "异常信息备注 异常信息 异常信息说明 其他 其它 其他事项 批注 补注 注 bz"
        ),
        sensitive=True,
    ),
)

_ACTS = words(
    "当事 申请 结婚 申请结婚 离婚 申请离婚 成婚 订婚 新婚 登记 申请登记 领证 持证 补领 补办 补证 换领 换证"
)
"""What makes somebody the one whom a register is about: 领证人, 结婚者."""

# The headings of one party, without the party word.
_PARTY = (
    FieldSpec(
        name="name",
        label="姓名",
        kind=FieldKind.PERSON_NAME,
        national=("NAME",),
        synonyms=(
            *words("姓名 名字 名"),
            *(f"{act}人{what}" for act in _ACTS for what in ("", "姓名", "名字")),
        ),
        whose_synonyms=(
            *words("名称 本人 青年 同志 人 双方 婚人 新人 领取人 受领人 办证人 经领人"),
            *(f"{act}者{what}" for act in _ACTS for what in ("", "姓名")),
        ),
        sensitive=True,
    ),
    FieldSpec(
        name="former_name",
        label="曾用名",
        kind=FieldKind.PERSON_NAME,
        synonyms=("曾用名", "别名", "又名", "原名"),
        sensitive=True,
    ),
    FieldSpec(
        name="identity_type",
        label="身份类别",
        kind=FieldKind.CODE,
        national=("ID_TYPE",),
        synonyms=("身份类别", "人员类别"),
        code_table="identity_type",
    ),
    FieldSpec(
        name="nationality",
        label="国籍",
        kind=FieldKind.CODE,
        national=("NATION",),
        synonyms=words("国籍 国籍或地区 国籍地区 国家或地区 国家地区"),
        code_table="nationality",
    ),
    FieldSpec(
        name="id_type",
        label="证件类型",
        kind=FieldKind.CODE,
        national=("CERT_TYPE",),
        synonyms=words("证件类型 身份证件类型 证件种类 证件名称"),
        code_table="id_type",
    ),
    FieldSpec(
        name="id_number",
        label="身份证号",
        kind=FieldKind.ID_NUMBER,
        national=("CERT_NUM",),
        synonyms=words(
            "身份证号 身份证号码 身份证件号 身份证件号码 证件号码 证件号 "
            "公民身份号码 公民身份证号码 居民身份证号码 居民身份证号 身份证 "
            "证件种类及号码 证件类型及号码 证件名称及号码 证件类别及号码 证件种类号码 证件名称号码 有效证件及号码 有效证件种类及号码 "
            "身份证件种类及号码 身份证件名称及号码 身份证编号 身份号码 身份证件 护照号 护照号码 护照编号 通行证号 通行证号码 有效身份证件号 有效身份证件号码 有效证件号 有效证件号码 idno idcard idcardno"
        ),
        whose_synonyms=("id", "证件编号"),
        sensitive=True,
    ),
    FieldSpec(
        name="sex",
        label="性别",
        kind=FieldKind.SEX,
        synonyms=("性别",),
        code_table="sex",
    ),
    FieldSpec(
        name="birth_date",
        label="出生日期",
        kind=FieldKind.BIRTH_DATE,
        national=("BIRTH",),
        synonyms=words(
            "出生日期 出生年月 生日 出生 生年月日 出生日 生辰 诞辰 生于 出生于 dob birthday dateofbirth"
        ),
        whose_synonyms=("生", "生年", "生年月"),
        sensitive=True,
    ),
    FieldSpec(
        name="age",
        label="年龄",
        kind=FieldKind.AGE,
        synonyms=words(
            "年龄 年齢 年令 年岁 年纪 实龄 足岁 岁数 几岁 多大 现年 现龄 登记时年龄 周岁 虚岁"
        ),
        whose_synonyms=("龄", "岁"),
    ),
    FieldSpec(
        name="ethnicity",
        label="民族",
        kind=FieldKind.ETHNICITY,
        national=("FOLK",),
        synonyms=words("民族 民族成份 民族成分 族别"),
        whose_synonyms=("族", "民"),
        code_table="ethnicity",
    ),
    FieldSpec(
        name="marital_status",
        label="婚姻状况",
        kind=FieldKind.CODE,
        national=("MARRY_STATUS",),
        synonyms=words(
            "婚姻状况 婚姻状态 婚前 婚前状况 婚况 登记前婚姻状况 婚前婚姻状况 原婚姻状况 婚史 婚否 婚次 结婚次数 初婚再婚 初婚或再婚 初再婚 "
            "是否初婚 是否再婚 初婚再婚复婚"
        ),
        code_table="marital_status",
    ),
    FieldSpec(
        name="occupation",
        label="职业",
        kind=FieldKind.CODE,
        national=("JOB",),
        synonyms=words("职业 职业类别 从事职业 工作"),
        code_table="occupation",
    ),
    FieldSpec(
        name="education",
        label="文化程度",
        kind=FieldKind.CODE,
        national=("DEGREE",),
        synonyms=words("文化程度 文化水平 学历 文化 教育程度 受教育程度"),
        code_table="education",
    ),
    FieldSpec(
        name="domicile",
        label="户口所在地",
        kind=FieldKind.DOMICILE,
        national=("REG_DETAIL",),
        synonyms=words(
            "户口所在地 户籍所在地 户籍地址 户籍地 户籍 户口地址 户口 "
            "常住户口所在地 常住户口地址 住址 地址 家庭住址 家庭地址 家庭详细地址 家庭所在地 详细地址 身份证地址 身份证住址 户籍住址 住地 住所 籍贯 原籍 祖籍 住处 家住 家住地 原住 原住地 原住址 "
            "户口地 户口详细地址 工作单位或住址 单位或住址 住址或单位 住址或工作单位 "
            "家庭住址或工作单位 工作单位及住址 address addr homeaddress"
        ),
        whose_synonyms=("籍", "址", "住"),
        sensitive=True,
    ),
    *(
        FieldSpec(
            name=f"domicile_{level}",
            label=f"户口所在地（{word}）",
            kind=FieldKind.TEXT,
            national=national,
            synonyms=tuple(f"{place}{name}" for place in PLACES for name in names),
            whose_synonyms=names,
            units=UNITS.get(level, ()),
            repeated=True,
        )
        for level, word, names, national in LEVELS
    ),
    FieldSpec(
        name="address_now",
        label="现住址",
        kind=FieldKind.TEXT,
        instead_of="domicile",
        national=("ADDRESS_NOW",),
        synonyms=words(
            "现住址 现居住地 现住地址 现住 现住地 现在住址 居住地址 居住地 经常居住地 现地址 目前住址 通讯地址 通信地址 联系地址"
        ),
        sensitive=True,
    ),
    FieldSpec(
        name="print_number",
        label="证书印制号",
        kind=FieldKind.TEXT,
        national=("PRINT_NUM",),
        synonyms=words("印制号 证书印制号 印刷号 证件印制号 本证印制号"),
    ),
)

_PARTIES: tuple[tuple[Literal["husband", "wife"], str, str], ...] = (
    ("husband", "男方", "MAN"),
    ("wife", "女方", "WOMAN"),
)


def _party_fields() -> tuple[FieldSpec, ...]:
    """The fields of both parties: 男方姓名 is ``husband_name``, ``NAME_MAN`` its national name."""
    return tuple(
        evolve(
            spec,
            name=f"{party}_{spec.name}",
            label=word + spec.label,
            party=party,
            national=tuple(f"{name}_{suffix}" for name in spec.national),
        )
        for party, word, suffix in _PARTIES
        for spec in _PARTY
    )


FIELDS: tuple[FieldSpec, ...] = (*_ACT, *_party_fields())
"""Every field that a marriage archive may hold, in the order of the records."""

EVENT_YEARS = ("archive_year.number", "certificate_number.year", "year_told.number")
"""Facts that tell the year of the registration where its day cannot be read."""

DOMICILE_PARTS = {
    f"{party}_domicile": tuple(f"{party}_domicile_{level}" for level, *_ in LEVELS)
    for party, _, _ in _PARTIES
}
"""Fields that are written in parts: the whole, and the parts in the order they are read."""
