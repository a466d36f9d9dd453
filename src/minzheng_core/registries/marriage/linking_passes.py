"""Which marriage records are compared at all (婚姻候选对)."""

from __future__ import annotations

from minzheng_core.linkage.passes import Pass

PASSES = (
    Pass(name="certificate", label="证件字号", keys=("certificate",), order="day"),
    Pass(
        name="husband_number",
        label="男方身份证号",
        keys=("husband_core",),
        refine=("wife_variant",),
        order="day",
    ),
    Pass(
        name="wife_number",
        label="女方身份证号",
        keys=("wife_core",),
        refine=("husband_variant",),
        order="day",
    ),
    Pass(
        name="husband_birth",
        label="男方姓名（异体）和生日",
        keys=("husband_variant", "husband_birth"),
        refine=("wife_variant",),
        order="day",
    ),
    Pass(
        name="wife_birth",
        label="女方姓名（异体）和生日",
        keys=("wife_variant", "wife_birth"),
        refine=("husband_variant",),
        order="day",
    ),
    Pass(
        name="names_day",
        label="双方姓名读音和登记日期",
        keys=("husband_dialect", "wife_dialect", "day"),
        refine=("husband_birth",),
    ),
    Pass(
        name="names",
        label="双方姓名（异体）",
        keys=("husband_variant", "wife_variant"),
        refine=("year",),
        order="day",
    ),
    Pass(
        name="sounds_birth",
        label="双方姓名读音和男方生日",
        keys=("husband_dialect", "wife_dialect", "husband_birth"),
        order="day",
    ),
    Pass(
        name="sounds_birth_wife",
        label="双方姓名读音和女方生日",
        keys=("husband_dialect", "wife_dialect", "wife_birth"),
        order="day",
    ),
    Pass(
        name="husband_day",
        label="男方姓名（异体）和登记日期",
        keys=("husband_variant", "day"),
        refine=("wife_variant",),
    ),
    Pass(
        name="wife_day",
        label="女方姓名（异体）和登记日期",
        keys=("wife_variant", "day"),
        refine=("husband_variant",),
    ),
    Pass(
        name="births",
        label="双方生日",
        keys=("husband_birth", "wife_birth"),
        refine=("day",),
        order="day",
    ),
    Pass(
        name="volume",
        label="年度、类别、卷号和登记机关",
        keys=("volume",),
        refine=("husband_variant",),
        order="day",
    ),
    Pass(
        name="old_certificate",
        label="原证件字号与证件字号",
        keys=("old_certificate",),
        partner=("certificate",),
    ),
    Pass(
        name="old_day",
        label="原登记日期和男方姓名与登记日期和男方姓名",
        keys=("old_day", "husband_dialect"),
        partner=("day", "husband_dialect"),
    ),
    Pass(
        name="crossed",
        label="男女两栏互换的姓名",
        keys=("husband_variant", "wife_variant"),
        partner=("wife_variant", "husband_variant"),
    ),
    Pass(
        name="crossed_numbers",
        label="男女两栏互换的号码",
        keys=("husband_core",),
        partner=("wife_core",),
    ),
)
"""The passes, from the surest to the widest."""
CROSSED = tuple(i for i, one in enumerate(PASSES) if one.name.startswith("crossed"))
"""The passes whose pairs are compared husband against wife, unless another pass met them."""


def bit(name: str) -> int:
    """The bit of a pass in what is kept of a pair.

    >>> bit("certificate"), bit("husband_number")
    (1, 2)
    """
    return 1 << next(i for i, one in enumerate(PASSES) if one.name == name)
