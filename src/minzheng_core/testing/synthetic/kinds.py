"""The table of damages: what goes wrong, in which fields, how often, and what it leaves behind."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Nature = Literal["form", "content", "loss"]
Group = Literal[
    "id", "name", "registration_date", "birth_date", "domicile", "certificate", "office"
]


@frozen
class Kind:
    """One kind of damage.

    ``nature``: *form* can be undone without loss, *content* replaces the datum by another one,
    *loss* leaves nothing. ``rate`` is the share of the cells it can happen to.
    """

    group: Group
    name: str
    nature: Nature
    rate: float
    what: str


KINDS: tuple[Kind, ...] = (
    Kind("id", "fullwidth", "form", 0.006, "全角数字"),
    Kind("id", "spaces", "form", 0.012, "空格分组或首尾空格"),
    Kind("id", "quote", "form", 0.008, "前面带撇号"),
    Kind("id", "zero_width", "form", 0.002, "零宽字符、不换行空格、制表符"),
    Kind("id", "hyphens", "form", 0.001, "用横线分段"),
    Kind("id", "lower_x", "form", 0.25, "小写 x（限末位为 X）"),
    Kind("id", "cross_x", "form", 0.06, "末位写成 ×、Х、Ⅹ、*（限末位为 X）"),
    Kind("id", "letters", "form", 0.003, "字母 O、l、I、S、B、Z 代替数字"),
    Kind("id", "no_check", "form", 0.004, "15 位升 18 位时漏校验码（17 位）"),
    Kind("id", "wrong_digit", "content", 0.005, "一位数字错"),
    Kind("id", "confusion", "content", 0.004, "形近数字：3/8、5/6、1/7、0/6、4/9"),
    Kind("id", "transposed", "content", 0.003, "相邻两位颠倒"),
    Kind("id", "lost_digit", "content", 0.003, "漏一位"),
    Kind("id", "doubled_digit", "content", 0.002, "重一位"),
    Kind("id", "wrong_century", "content", 0.003, "15 位升 18 位时世纪补错"),
    Kind("id", "invented_check", "content", 0.004, "15 位升 18 位时校验码乱填"),
    Kind("id", "excel_zeros", "content", 0.005, "电子表格只留 15 位有效数字，末三位变 000"),
    Kind("id", "excel_scientific", "content", 0.003, "电子表格科学计数"),
    Kind("id", "mask", "content", 0.002, "脱敏号码"),
    Kind("id", "spouse", "content", 0.0015, "填成配偶的号码"),
    Kind("id", "copy_down", "content", 0.001, "下拉填充了上一行的号码"),
    Kind("id", "placeholder", "loss", 0.006, "无、不详、全零"),
    Kind("id", "missing", "loss", 0.02, "漏填"),
    Kind("name", "inner_space", "form", 0.05, "两字姓名中间加空格"),
    Kind("name", "outer_space", "form", 0.01, "首尾空格"),
    Kind("name", "separator", "form", 0.5, "间隔号写法（限少数民族姓名）"),
    Kind("name", "radical", "form", 0.0005, "康熙部首"),
    Kind("name", "traditional", "form", 0.004, "繁体"),
    Kind("name", "variant_surname", "content", 0.15, "二简字姓：肖/萧、付/傅、闫/阎、代/戴"),
    Kind("name", "homophone", "content", 0.004, "同音字"),
    Kind("name", "unresolved", "content", 0.0006, "造字、问号、方框、拆字说明"),
    Kind("name", "note", "content", 0.001, "括号里加曾用名"),
    Kind("name", "missing", "loss", 0.0005, "漏填"),
    Kind("registration_date", "letter_o", "form", 0.001, "字母 O 代替 0"),
    Kind("registration_date", "spaces", "form", 0.003, "夹空格"),
    Kind("registration_date", "marks", "form", 0.001, "逗号、顿号作分隔"),
    Kind("registration_date", "typo", "content", 0.002, "一位数字错，仍是日期"),
    Kind("registration_date", "impossible", "content", 0.001, "不存在的日期"),
    Kind("registration_date", "swapped", "content", 0.0008, "月日颠倒"),
    Kind("birth_date", "letter_o", "form", 0.001, "字母 O 代替 0"),
    Kind("birth_date", "spaces", "form", 0.003, "夹空格"),
    Kind("birth_date", "marks", "form", 0.001, "逗号、顿号作分隔"),
    Kind("birth_date", "typo", "content", 0.004, "一位数字错，仍是日期"),
    Kind("birth_date", "impossible", "content", 0.001, "不存在的日期"),
    Kind("birth_date", "swapped", "content", 0.001, "月日颠倒"),
    Kind("birth_date", "lunar_unmarked", "content", 0.02, "写的是农历而未注明"),
    Kind("birth_date", "year_off", "content", 0.006, "按虚岁推算，差一年"),
    Kind("domicile", "typo", "content", 0.012, "县名错一字"),
    Kind("domicile", "dropped", "content", 0.003, "县名漏一字"),
    Kind("domicile", "doubled", "content", 0.002, "县名重一字"),
    Kind("domicile", "spaces", "form", 0.006, "夹空格"),
    Kind("domicile", "traditional", "form", 0.003, "繁体"),
    Kind("certificate", "fullwidth", "form", 0.004, "全角"),
    Kind("certificate", "hyphens", "form", 0.02, "漏横线或用长横（限 J 式）"),
    Kind("certificate", "lower", "form", 0.006, "小写前缀（限 J 式）"),
    Kind("certificate", "spaces", "form", 0.004, "夹空格"),
    Kind("certificate", "digit", "content", 0.003, "流水号错一位"),
    Kind("certificate", "year", "content", 0.002, "年份错"),
    Kind("certificate", "prefix", "content", 0.001, "前缀与业务类型不符"),
    Kind("certificate", "code", "content", 0.001, "区划代码用错"),
    Kind("certificate", "short_serial", "content", 0.003, "流水号少零"),
    Kind("certificate", "copy_down", "content", 0.001, "与上一行相同"),
    Kind("certificate", "missing", "loss", 0.01, "漏填"),
    Kind("office", "commune_late", "content", 0.02, "1984 年后仍写公社"),
    Kind("office", "missing", "loss", 0.01, "漏填"),
)


def kinds_of(group: Group) -> tuple[Kind, ...]:
    """Return the damages of one group of fields."""
    return tuple(kind for kind in KINDS if kind.group == group)
