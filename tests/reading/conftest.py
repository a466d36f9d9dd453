"""Fields as a registry would name them, and rows of a small archive."""

from __future__ import annotations

import pytest

from minzheng_core.schema import FieldKind, FieldSpec

PERSON = (
    ("name", "姓名", FieldKind.PERSON_NAME, ("姓名", "名字"), "NAME_{}"),
    (
        "id_number",
        "身份证号",
        FieldKind.ID_NUMBER,
        ("身份证号", "身份证号码", "身份证件号", "证件号码", "公民身份号码", "身份证"),
        "CERT_NUM_{}",
    ),
    (
        "birth_date",
        "出生日期",
        FieldKind.BIRTH_DATE,
        ("出生日期", "出生年月", "出生年月日", "生日"),
        "BIRTH_{}",
    ),
    ("age", "年龄", FieldKind.AGE, ("年龄", "周岁"), "AGE_{}"),
    (
        "domicile",
        "户口所在地",
        FieldKind.DOMICILE,
        ("户口所在地", "户籍地", "住址", "地址", "家庭住址"),
        "REG_DETAIL_{}",
    ),
    ("ethnicity", "民族", FieldKind.ETHNICITY, ("民族",), "FOLK_{}"),
    ("occupation", "职业", FieldKind.TEXT, ("职业",), "JOB_{}"),
)


def make_fields() -> list[FieldSpec]:
    fields = [
        FieldSpec(
            name="registration_date",
            label="登记日期",
            kind=FieldKind.EVENT_DATE,
            national=("OP_DATE",),
            synonyms=("登记日期", "登记时间", "结婚日期", "办理日期", "发证日期", "结婚登记日期"),
        ),
        FieldSpec(
            name="business_type",
            label="业务类型",
            kind=FieldKind.BUSINESS_TYPE,
            national=("OP_TYPE",),
            synonyms=("业务类型", "登记类别", "类别"),
        ),
        FieldSpec(
            name="certificate_number",
            label="证件字号",
            kind=FieldKind.CERTIFICATE_NUMBER,
            national=("CERT_NO",),
            synonyms=("结婚证字号", "证件字号", "结婚证号", "证书编号", "字号"),
        ),
        FieldSpec(
            name="office",
            label="登记机关",
            kind=FieldKind.OFFICE,
            national=("DEPT_NAME",),
            synonyms=("登记机关", "发证机关", "登记处"),
        ),
        FieldSpec(
            name="remark", label="备注", kind=FieldKind.TEXT, synonyms=("备注",), sensitive=True
        ),
    ]
    for party, national, word in (("husband", "MAN", "男方"), ("wife", "WOMAN", "女方")):
        fields += [
            FieldSpec(
                name=f"{party}_{name}",
                label=word + label,
                kind=kind,
                party=party,
                national=(code.format(national),),
                synonyms=synonyms,
            )
            for name, label, kind, synonyms, code in PERSON
        ]
    return fields


@pytest.fixture(scope="session")
def fields() -> list[FieldSpec]:
    return make_fields()
