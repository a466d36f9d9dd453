"""Which marriage records are compared at all (婚姻候选对)."""

from __future__ import annotations

from minzheng_core.linkage.passes import Pass


def _each(
    name: str, label: str, *keys: str, refine: tuple[str, ...] = (), order: str | None = "day"
) -> tuple[Pass, Pass]:
    """One pass for the husband and the same for the wife: ``own`` stands for the party, ``other`` for the spouse."""

    def one(own: str, other: str) -> Pass:
        def filled(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name.format(own=own, other=other) for name in names)

        return Pass(
            name=f"{own}_{name}",
            label=f"{LABELS[own]}{label}",
            keys=filled(keys),
            refine=filled(refine),
            order=order,
        )

    return one("husband", "wife"), one("wife", "husband")


LABELS = {"husband": "男方", "wife": "女方"}
PASSES = (
    Pass(name="certificate", label="证件字号", keys=("certificate",), order="day"),
    *_each("number", "身份证号", "{own}_core", refine=("{other}_variant",)),
    *_each(
        "birth", "姓名（异体）和生日", "{own}_variant", "{own}_birth", refine=("{other}_variant",)
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
    *_each("sounds", "生日和双方姓名读音", "husband_dialect", "wife_dialect", "{own}_birth"),
    *_each(
        "day",
        "姓名（异体）和登记日期",
        "{own}_variant",
        "day",
        refine=("{other}_variant",),
        order=None,
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
