"""How funeral records stand in old tables: headings and kinds (殡葬台账的列名).

Old ledgers have one person a row. The words for the person (逝者, 死者, 亡者, 故者) are often left out.
"""

from __future__ import annotations

from typing import Any

from minzheng_core.registries.funeral.ledger_field import ledger_field, words
from minzheng_core.registries.funeral.placement_fields import PLACEMENT
from minzheng_core.schema import FieldKind, FieldSpec
from minzheng_core.schema.domicile_parts import LEVELS, PLACES, UNITS

_WHO = words(
    "逝者 死者 亡者 故者 亡故人 亡故者 死亡人 死亡人员 死亡者 死亡对象 逝世者 逝世人 去世人 去世人员 亡人 故人 墓主 "
    "火化人 火化人员 安葬人 入葬人 墓主人 亡故人员 故去人员 逝世人员 被安葬人 被安葬者"
)
"""Words for the person, which alone stand for the name."""
_HANDLERS = words(
    "经办人 家属 家属代表 承办人 丧事承办人 丧事经办人 丧主 丧属 联系人 亲属 近亲属 直系亲属 亲属代表 申请人 申领人 委托人 申报人 "
    "办理人 代办人 购墓人 寄存人 存放人 领取人 骨灰领取人 取灰人 领灰人 领骨灰人 办丧人 主丧人 丧户 孝子 家属联系人 丧事主办人 安葬申请人 火化申请人 逝者家属 死者家属 亡者家属 逝者亲属 死者亲属"
)
"""Words for whoever has the funeral done, which alone stand for the name."""
_NUMBERS = (
    "身份证号码 公民身份号码 公民身份证号码 身份证 证件号码 证件号 居民身份证号 居民身份证号码 身份号码 "
    "有效证件号码 有效身份证件号码"
)
_ALONE = frozenset({"village", "group"})
"""Levels of a domicile that a heading names by themselves: 乡镇 alone is whose ledger it is."""
_RELATIONS = tuple(
    f"与{who}{of}关系" for who in ("逝者", *_WHO, "逝", "死", "其") for of in ("", "的", "之")
)


def _own(
    name: str,
    label: str,
    kind: FieldKind,
    synonyms: str = "",
    alone: tuple[str, ...] = (),
    **more: Any,
) -> FieldSpec:
    """A field of the deceased: with and without the word for them, and the words that name it *alone*."""
    known = dict.fromkeys((label, *words(synonyms)))
    spelled = tuple(f"{who}{word}" for who in ("", "生前", *_WHO) for word in known)
    return ledger_field(f"deceased_{name}", f"逝者{label}", kind, alone=(*spelled, *alone), **more)


def _handlers(
    name: str, label: str, kind: FieldKind, known: tuple[str, ...], alone: tuple[str, ...] = ()
) -> FieldSpec:
    """A field of whoever has the funeral done, with every word for them, and the words that name it *alone*."""
    spelled = (f"{who}{word}" for who in _HANDLERS for word in (label, *known))
    return FieldSpec(
        name=f"cremation_handler_{name}",
        label=f"经办人{label}",
        kind=kind,
        synonyms=(*spelled, *alone),
        sensitive=name != "relation",
    )


_PERSON = (
    _own("name", "姓名", FieldKind.PERSON_NAME, "名字", alone=_WHO, sensitive=True),
    _own("former_name", "曾用名", FieldKind.PERSON_NAME, "别名", sensitive=True),
    _own("id_type", "证件类型", FieldKind.CODE, "证件种类", code_table="id_type"),
    _own(
        "id_number",
        "身份证号",
        FieldKind.ID_NUMBER,
        _NUMBERS,
        sensitive=True,
    ),
    _own("sex", "性别", FieldKind.SEX, code_table="sex"),
    _own(
        "birth_date",
        "出生日期",
        FieldKind.BIRTH_DATE,
        "出生年月 出生年月日 出生时间 出生日 出生 生日 生于 生年月日 生年 生年月 生辰",
        sensitive=True,
    ),
    _own(
        "age",
        "年龄",
        FieldKind.AGE,
        "享年 终年 年令 岁数 死亡年龄 死亡时年龄 年岁 寿龄 寿年 周岁 虚岁 存活年龄",
    ),
    _own("ethnicity", "民族", FieldKind.ETHNICITY, "族别", code_table="ethnicity"),
    _own("marital_status", "婚姻状况", FieldKind.CODE, "婚况", code_table="marital_status"),
    _own(
        "domicile",
        "户籍地址",
        FieldKind.DOMICILE,
        "户籍地 户口所在地 户籍所在地 户籍 户籍详细地址 户口 户口地址 住址 地址 家庭住址 家庭地址 家庭详细地址 住所 居住地 居住地址 常住地址 籍贯 常住户口所在地",
        sensitive=True,
    ),
    _own("category", "优待类别", FieldKind.TEXT, "人员类别 对象类别 困难类别 身份类别 身份"),
    _own(
        "funeral_grant",
        "是否领取丧葬费",
        FieldKind.CODE,
        "领取丧葬费 是否享受丧葬费 丧葬费 是否有丧葬补助",
        code_table="yes_no",
    ),
)
_DOMICILE = tuple(
    FieldSpec(
        name=f"deceased_domicile_{level}",
        label=f"逝者户籍地址（{word}）",
        kind=FieldKind.TEXT,
        synonyms=tuple(
            f"{who}{place}{name}"
            for name in names
            for who in ("", "逝者", "死者", "亡者")
            for place in PLACES
        )
        + (names if level in _ALONE else ()),
        units=UNITS.get(level, ()),
        repeated=True,
        sensitive=True,
    )
    for level, word, names, _ in LEVELS
)
PARTS = {
    "deceased_domicile": tuple(field.name for field in _DOMICILE),
    "placement_location": ("placement_zone", "placement_row"),
}
"""Fields that are written in parts: the whole, and the parts in the order in which they are read."""
_DEATH = (
    ledger_field(
        "death_date",
        "死亡日期",
        FieldKind.EVENT_DATE,
        "死亡时间 去世日期 去世时间 逝世日期 逝世时间 死亡年月日 亡故日期 亡故时间 病故日期 病故时间 病逝日期 "
        "死亡日 死亡年月 逝世年月日 去世年月日 病故年月日 卒年月日 卒年月 殁年月日 殁期 死期 忌日 身故日期 身故时间 过世日期 过世时间 故世日期 故去日期 死于 卒于 殁于 卒年 卒日 逝者死亡日期 死者死亡时间",
    ),
    ledger_field(
        "death_place", "死亡地点类别", FieldKind.CODE, "死亡地点 死亡场所", code_table="death_place"
    ),
    ledger_field(
        "death_manner",
        "死亡性质",
        FieldKind.CODE,
        "死亡原因 死因 死亡类别 死亡类型",
        code_table="death_manner",
    ),
    ledger_field(
        "death_evidence",
        "死亡证明种类",
        FieldKind.CODE,
        "死亡证明类型 证明种类 证明类型 死亡证明类别",
        code_table="death_evidence",
    ),
    ledger_field(
        "death_certificate_form",
        "死亡证明式样",
        FieldKind.CODE,
        "证明式样 证明版本 死亡证明版本",
        code_table="death_certificate_form",
    ),
    ledger_field(
        "death_certificate_number",
        "死亡证明编号",
        FieldKind.TEXT,
        "死亡证明号 死亡证明书编号 死亡医学证明编号 死亡证号 死亡证编号 死亡证明号码 死亡推断书编号 死亡医学证明书编号 死亡证明文件编号 死亡证明书号 死亡医学证明书号",
        sensitive=True,
    ),
    ledger_field(
        "death_certificate_date",
        "死亡证明出具日期",
        FieldKind.EVENT_DATE,
        "死亡证明日期 死亡证明开具日期 证明出具日期 证明开具日期 死亡证明签发日期",
        after_event=True,
    ),
    ledger_field(
        "death_certificate_issuer",
        "死亡证明出具单位",
        FieldKind.TEXT,
        "出具单位 报告单位 证明单位 死亡证明开具单位 证明出具单位 死亡证明单位 死亡证明出具机构 死亡证明出具部门 开具死亡证明单位 死亡报告单位",
        repeated=True,
    ),
    ledger_field(
        "death_report_date",
        "死亡信息报告日期",
        FieldKind.EVENT_DATE,
        "信息报告日期 网报日期 报告日期",
        after_event=True,
    ),
    ledger_field(
        "death_report_medium",
        "死亡证明介质",
        FieldKind.CODE,
        "证明介质",
        code_table="report_medium",
    ),
)
_SERVICES = (
    ledger_field(
        "transport_date",
        "接运日期",
        FieldKind.EVENT_DATE,
        "接运时间 接运遗体日期 接运遗体时间 接尸日期 接尸时间 运尸日期 接体日期 接体时间",
        after_event=True,
    ),
    ledger_field(
        "transport_kilometres", "接运公里数", FieldKind.TEXT, "公里数 里程 接运里程 接运距离"
    ),
    ledger_field(
        "storage_from_date",
        "存放开始日期",
        FieldKind.EVENT_DATE,
        "入库日期 入馆日期 入馆时间 入库时间 遗体入馆时间 遗体入馆日期 遗体存放日期 遗体存放时间 存放日期 进馆日期 冷藏开始日期",
        after_event=True,
    ),
    ledger_field(
        "storage_until_date",
        "存放结束日期",
        FieldKind.EVENT_DATE,
        "出库日期 出库时间 出馆日期 出馆时间 出柜时间 冷藏结束日期 冷藏结束时间",
        after_event=True,
    ),
    ledger_field(
        "cremation_date",
        "火化日期",
        FieldKind.EVENT_DATE,
        "火化时间 火化年月日 遗体火化日期 火化日",
        after_event=True,
    ),
    ledger_field(
        "cremation_facility",
        "火化单位",
        FieldKind.TEXT,
        "殡仪馆 殡仪馆名称 火化殡仪馆 火化机构 火葬场 火化场 火化地点",
        repeated=True,
    ),
    ledger_field(
        "cremation_certificate_number",
        "火化证明编号",
        FieldKind.TEXT,
        "火化证号 火化证编号 火化证明号 火化编号 火化号 火化证号码",
    ),
    ledger_field(
        "cremation_confirmation_number",
        "火化确认书编号",
        FieldKind.TEXT,
        "遗体火化确认书编号 火化确认书 遗体火化确认书 确认书编号",
    ),
    _handlers("name", "姓名", FieldKind.PERSON_NAME, ("名字",), alone=_HANDLERS),
    _handlers("id_number", "身份证号", FieldKind.TEXT, words(_NUMBERS)),
    _handlers(
        "relation",
        "与逝者关系",
        FieldKind.TEXT,
        words("与死者关系 与死者的关系 与逝者的关系 与亡者关系 与墓主关系 关系"),
        alone=(
            *_RELATIONS,
            "关系",
            "系死者",
            "系逝者",
            "系亡者",
            "系死者关系",
            "亲属关系",
            "系死者何人",
            "系逝者何人",
        ),
    ),
)
_FILE = (
    ledger_field(
        "case_number", "业务编号", FieldKind.TEXT, "业务号 档案编号 登记编号 登记号 流水号"
    ),
    ledger_field(
        "office",
        "登记单位",
        FieldKind.TEXT,
        "填报单位 单位 乡镇 所属乡镇",
        repeated=True,
    ),
    ledger_field("fonds_number", "全宗号", FieldKind.TEXT, "全宗"),
    ledger_field("archive_year", "归档年度", FieldKind.INTEGER, "年度 档案年度 归档年份 年份"),
    ledger_field("volume_number", "卷号", FieldKind.INTEGER, "案卷号 档案号 室编卷号"),
    ledger_field("remark", "备注", FieldKind.TEXT, "说明 备考 附注", sensitive=True),
)
FIELDS: tuple[FieldSpec, ...] = (*_PERSON, *_DOMICILE, *_DEATH, *_SERVICES, *PLACEMENT, *_FILE)
"""Every field that a funeral ledger may hold, in the order of the records."""
EVENT = "death_date"
HANDLERS_NUMBER = "cremation_handler_id_number"
"""The number of whoever handles the cremation, a relative of the deceased."""
EVENT_YEARS = ("archive_year.number",)
"""Facts that tell the year of the death where its day cannot be read."""
