"""The steps of cleaning by name: what each does, so that a recipe can list it or leave it out.

A step is either a lossless fix of one cell (its name comes from the value that owns it, such as
``id.fullwidth``) or one of the steps below, which use more than one cell and leave evidence.
"""

from __future__ import annotations

from functools import cache

from attrs import frozen

from minzheng_core.values.ids.rates import DEFAULT_RATES


@frozen
class Step:
    """One named operation of a recipe (步骤)."""

    name: str
    zh: str
    en: str


EMPTY = "cell.empty"
PUT_BACK = "cell.put-back"
DERIVE_18 = "id.derive-18"
REPAIR = "id.repair"
REPAIR_LIKELY = "id.repair-likely"
REPAIR_KNOWN = "id.repair-known"
SWAP = "id.swap"
NOTE_APART = "name.note-apart"
AGE_TAKEN = "age.from-birth-cell"
BIRTH_FROM_ID = "birth.from-id"
BIRTH_LUNAR = "birth.lunar"
BIRTH_CORRECT = "birth.correct"
BIRTH_FROM_AGE = "birth.from-age"
RESOLVE_DIVISION = "division.resolve"
YEAR_FROM_CERTIFICATE = "date.year-from-certificate"
TYPE_FROM_CERTIFICATE = "code.type-from-certificate"
LOOK_UP = "code.lookup"
OFFICE_AROUND = "office.from-title"
WITHHOLD = "cell.withhold"

RECORD_STEPS: tuple[Step, ...] = (
    Step(
        EMPTY,
        "登记机关、户籍地、类别一栏写的“不详、无、NULL、—”按空着算",
        "take 不详, 无, NULL or — in an office, an address or a code for an empty cell",
    ),
    Step(
        PUT_BACK,
        "号码与出生日期、姓名或户籍地，或年龄与出生日期填错了格，各归其位",
        "put a number and what stands in its cell (birth date, name, domicile), or an age and a birth date, "
        "where they belong",
    ),
    Step(DERIVE_18, "由 15 位号码推算 18 位号码", "derive the 18-digit number from 15 digits"),
    Step(
        REPAIR,
        "号码有误，本行证据只剩一个答案时改正",
        "repair a number where the row's evidence leaves one answer",
    ),
    Step(
        REPAIR_LIKELY,
        f"写的根本不成号码（位数、校验码、日期不成立），最可能的答案有 {DEFAULT_RATES.trusted:.0%} 以上、没有一项证据不符时改正（略去 id.repair 时也不做）",
        "repair what can be no number (length, check digit, day) where one answer has "
        f"{100 * DEFAULT_RATES.trusted:.0f} % or more and nothing "
        "contradicts it (not done without id.repair either)",
    ),
    Step(
        REPAIR_KNOWN,
        "号码有误，按同一人在本批档案中的正确号码改正",
        "repair a number by the same person's sound number elsewhere in the file",
    ),
    Step(
        SWAP,
        "男女双方号码填反，换回",
        "put numbers back that were entered for the other party",
    ),
    Step(
        NOTE_APART,
        "姓名后面的说明（再婚、军人、女）、前面的“男：”不算姓名，原文留在更改记录中；曾用名、别名不动",
        "leave a note behind a name (再婚, 军人, 女) or 男： before it out of it, the text stays in the list of changes; other names stay",
    ),
    Step(
        AGE_TAKEN,
        "出生日期栏填的是年龄，移作年龄",
        "take an age written in the cell of the birth date for the age",
    ),
    Step(
        BIRTH_FROM_ID,
        "由可靠的身份证号补全出生日期",
        "fill or complete a birth date from a sound number",
    ),
    Step(
        BIRTH_LUNAR,
        "农历出生日期换算为公历",
        "a birth date written in the lunar calendar, as the number confirms",
    ),
    Step(
        BIRTH_CORRECT,
        "出生日期笔误，按可靠的身份证号改正",
        "correct a slip in a birth date by the sound number",
    ),
    Step(
        BIRTH_FROM_AGE,
        "由登记时年龄推算出生日期范围",
        "narrow the birth date from the age at registration",
    ),
    Step(
        RESOLVE_DIVISION,
        "户籍地文字对应到登记当日的区划代码",
        "resolve a domicile to the division code of the day",
    ),
    Step(
        YEAR_FROM_CERTIFICATE,
        "登记日期缺失，由证件字号补年份",
        "take the year of a missing date from the certificate number",
    ),
    Step(
        TYPE_FROM_CERTIFICATE,
        "业务类型空着或只写“补领”，由证件字号的类别补明",
        "take a business type that is empty or only says 补领 from the certificate number",
    ),
    Step(
        OFFICE_AROUND,
        "登记机关空着，由小标题、标题、表名、文件名或文件夹名里的乡镇补上",
        "take an empty office from the township in a title, the name of the sheet, the file or its folder",
    ),
    Step(LOOK_UP, "用语对应到标准代码表", "match wording with the standard code table"),
    Step(
        WITHHOLD,
        "读不出或不可信的内容不写入结果，原文留在更改记录中",
        "leave out what cannot be read or trusted; the text stays in the list of changes",
    ),
)
"""Steps over a whole record, in the order they run."""


def describe_steps(lang: str = "zh") -> list[tuple[str, str]]:
    """Every step with what it does, the fixes of single cells first.

    >>> describe_steps()[0]
    ('id.fullwidth', '写法：全角数字、字母改半角')
    """
    from minzheng_core.cleaning.plan.fix_words import FIX_WORDS

    chinese = lang == "zh"
    fixes = [
        (name, f"写法：{zh}" if chinese else f"writing: {en}")
        for name, (zh, en) in ((name, FIX_WORDS[name]) for name in fix_steps())
    ]
    return fixes + [(step.name, step.zh if chinese else step.en) for step in RECORD_STEPS]


def fix_steps() -> tuple[str, ...]:
    """Names of all lossless fixes, value by value, in the order they are applied."""
    from minzheng_core.values import age
    from minzheng_core.values.certificates import certificate_number
    from minzheng_core.values.dates import partial_date
    from minzheng_core.values.ids import id_number
    from minzheng_core.values.names import person_name

    modules = (id_number, partial_date, age, person_name, certificate_number)
    return tuple(name for module in modules for name in module.FIXES)


@cache
def all_steps() -> tuple[str, ...]:
    """Names of all steps of a complete recipe."""
    return (*fix_steps(), *(step.name for step in RECORD_STEPS))
