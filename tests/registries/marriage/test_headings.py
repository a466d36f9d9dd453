"""The headings of marriage archives beside those that the tests of reading use for all registries."""

from __future__ import annotations

import pytest

from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries.marriage.archive import FIELDS

INDEX = FieldIndex(FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("reg_date", "registration_date"),
        ("cert_no", "certificate_number"),
        ("biz_type", "business_type"),
        ("husband_id", "husband_id_number"),
        ("bride_dob", "wife_birth_date"),
        ("male_address", "husband_domicile"),
        ("wife_address_now", "wife_address_now"),
        ("登记乡镇", "office"),
        ("男方生辰", "husband_birth_date"),
        ("女生于", "wife_birth_date"),
        ("女方有效身份证件号码", "wife_id_number"),
        ("男何地人", "husband_domicile"),
        ("妻婚否", "wife_marital_status"),
        ("登记所在地", "office"),
        ("婚登类型", "business_type"),
        ("NFHJDZ", "husband_domicile"),
        ("mz_nv", "wife_ethnicity"),
        ("女方身份证地址", "wife_domicile"),
        ("男方通讯地址", "husband_address_now"),
        ("原婚姻登记日期", "old_registration_date"),
        ("原结婚登记时间", "old_registration_date"),
        ("原领证年月日", "old_registration_date"),
        ("时间", "registration_date"),
        ("补领年月日", "registration_date"),
        ("男生年", "husband_birth_date"),
        ("女方生年月日", "wife_birth_date"),
        ("经办人姓名", "registrar"),
        ("申请人（男方）/身份证号码", "husband_id_number"),
        ("女方基本情况/何地人", "wife_domicile"),
        ("男方（姓名）(必填)", "husband_name"),
        ("【受理机关】", "office"),
        ("何年何月何日登记", "registration_date"),
        ("婚期", "registration_date"),
        ("Date of Registration", "registration_date"),
        ("Reg No.", "certificate_number"),
        ("办证时间", "registration_date"),
        ("经手人", "registrar"),
        ("男龄", "husband_age"),
        ("女方原住", "wife_domicile"),
        ("证字", "certificate_number"),
        ("外方护照号", "husband_id_number"),
        ("女籍", "wife_domicile"),
        ("女族", "wife_ethnicity"),
        ("男方旧身份证号", "husband_id_number"),
        ("女方18位身份证号码", "wife_id_number"),
        ("新郎身份证号码（一代）", "husband_id_number"),
        ("字第    号", "certificate_number"),
        ("结字第__号", "certificate_number"),
        ("男方/18.出生年月", "husband_birth_date"),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    assert INDEX.matches(heading)[0].field == field


def test_a_column_that_numbers_the_rows_is_nobodys_number() -> None:
    assert INDEX.matches("id") == INDEX.matches("ID") == ()


def test_a_letter_is_no_heading_in_pinyin() -> None:
    assert [INDEX.matches(letter) for letter in "MNVX"] == [(), (), (), ()]
