"""How each kind of damage changes one cell: pure functions of the text and a random source."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FULLWIDTH = str.maketrans("0123456789XJLBjlb-", "０１２３４５６７８９ＸＪＬＢｊｌｂ－")
LETTERS = {"0": "Oo", "1": "lI", "2": "Z", "5": "S", "8": "B"}
CONFUSED = {
    "3": "8",
    "8": "3",
    "5": "6",
    "6": "50",
    "1": "7",
    "7": "1",
    "0": "6",
    "4": "9",
    "9": "4",
}
TRADITIONAL = str.maketrans(
    "刘钟谢陈赖张邓罗吕杨吴叶欧范许卢孙赵马郑韩冯萧龙顾龚万钱严汤鲁国贵华义宝兴东红军丽兰凤娇莲荣县乡区镇庆云苏广",
    "劉鍾謝陳賴張鄧羅呂楊吳葉歐範許盧孫趙馬鄭韓馮蕭龍顧龔萬錢嚴湯魯國貴華義寶興東紅軍麗蘭鳳嬌蓮榮縣鄉區鎮慶雲蘇廣",
)
VARIANTS = {
    "肖": "萧",
    "萧": "肖",
    "付": "傅",
    "傅": "付",
    "闫": "阎",
    "阎": "闫",
    "代": "戴",
    "戴": "代",
}
HOMOPHONES = [
    "胜圣盛",
    "英瑛莹",
    "桂贵",
    "香乡",
    "秀绣",
    "珍真贞",
    "芳方",
    "明鸣铭",
    "华花",
    "平萍苹",
    "玲铃灵",
    "梅美",
    "建健",
    "军均君",
    "文闻",
    "生声升",
    "福富",
    "娇姣",
    "莲连",
    "凤风",
    "辉晖徽",
    "伟玮",
    "勇永",
    "丽莉利",
    "兰蓝",
    "清青",
    "元园",
    "林霖琳",
    "小晓",
    "志智",
    "洪红宏",
    "祥翔",
    "金今",
    "荣容",
    "国帼",
]
RADICALS = str.maketrans("山水火土金木龙高马", "⼭⽔⽕⼟⾦⽊⿓⾼⾺")
SEPARATORS = "•‧・･．.⋅∙●"


def look_up(tables: list[str]) -> dict[str, str]:
    """Map each character to the others of its group."""
    return {a: group.replace(a, "") for group in tables for a in group}


HOMOPHONE_OF = look_up(HOMOPHONES)
Source = random.Random


def _put(text: str, at: int, new: str, width: int = 1) -> str:
    return text[:at] + new + text[at + width :]


def _any_digit(rng: Source, text: str) -> str:
    at = rng.randrange(len(text) - (text[-1] == "X"))
    return _put(text, at, rng.choice([d for d in "0123456789" if d != text[at]]))


def _confused(rng: Source, text: str) -> str:
    at = rng.choice([i for i, c in enumerate(text) if c in CONFUSED])
    return _put(text, at, rng.choice(CONFUSED[text[at]]))


def _transposed(rng: Source, text: str) -> str:
    pairs = [i for i in range(len(text) - 1) if text[i] != text[i + 1] and text[i + 1] != "X"]
    at = rng.choice(pairs or [0])
    return _put(text, at, text[at + 1] + text[at], 2)


def _lost(rng: Source, text: str) -> str:
    return _put(text, rng.randrange(len(text)), "")


def _doubled(rng: Source, text: str) -> str:
    at = rng.randrange(len(text))
    return _put(text, at, text[at] * 2)


def _letters(rng: Source, text: str) -> str:
    places = [i for i, c in enumerate(text) if c in LETTERS]
    for at in rng.sample(places, min(len(places), rng.choice([1, 1, 1, 2]))):
        text = _put(text, at, rng.choice(LETTERS[text[at]]))
    return text


def _spaced(rng: Source, text: str) -> str:
    blank = rng.choice(" \u3000 ")
    return rng.choice(
        [
            f"{blank}{text}",
            f"{text}{blank}",
            f"{text[:6]} {text[6:14]} {text[14:]}",
            f"{text[:3]} {text[3:]}",
        ]
    )


def _invisible(rng: Source, text: str) -> str:
    at, mark = rng.randrange(len(text) + 1), rng.choice("\u200b\u00a0\ufeff\t")
    return _put(text, at, mark, 0)


def _masked(rng: Source, text: str) -> str:
    if len(text) == 15:
        return text[:6] + "******" + text[12:]
    return rng.choice(
        [text[:6] + "*" * 8 + text[14:], text[:10] + "****" + text[14:], text[:14] + "****"]
    )


# 15-digit numbers arrive at these three as the sound 18-digit number they should have become.
def _bad_check(rng: Source, text: str) -> str:
    return text[:17] + rng.choice([c for c in "0123456789X" if c != text[17]])


def _bad_century(rng: Source, text: str) -> str:
    return _put(text, 6, rng.choice(["18", "20", "20"]), 2)


ID: dict[str, Callable[[Source, str], str]] = {
    "fullwidth": lambda _, t: t.translate(FULLWIDTH),
    "spaces": _spaced,
    "quote": lambda r, t: r.choice("'‘’`") + t,
    "zero_width": _invisible,
    "hyphens": lambda _, t: f"{t[:6]}-{t[6:-4]}-{t[-4:]}",
    "lower_x": lambda _, t: t[:-1] + "x",
    "cross_x": lambda r, t: t[:-1] + r.choice("×ХⅩⅹ*✕ｘ"),
    "letters": _letters,
    "no_check": lambda _, t: t[:17],
    "wrong_digit": _any_digit,
    "confusion": _confused,
    "transposed": _transposed,
    "lost_digit": _lost,
    "doubled_digit": _doubled,
    "wrong_century": _bad_century,
    "invented_check": _bad_check,
    "excel_zeros": lambda _, t: t[:15] + "000",
    "excel_scientific": lambda r, t: (
        f"{float(t.replace('X', '0')):.5E}"
        if r.random() < 0.7
        else f"{float(t.replace('X', '0')):.2E}"
    ),
    "mask": _masked,
    "placeholder": lambda r, _: r.choice(
        ["无", "不详", "0" * 18, "1" * 15, "/", "未提供", "无身份证"]
    ),
    "missing": lambda _, __: "",
}


def _homophone(_: Source, text: str) -> str:
    for at in range(len(text) - 1, 0, -1):
        if text[at] in HOMOPHONE_OF:
            return _put(text, at, HOMOPHONE_OF[text[at]][0])
    return text


def _unresolved(rng: Source, text: str) -> str:
    return text[:-1] + rng.choice(["?", "□", "\ue863", "\ue854", "〓", "（上日下升）", "*", "×"])


NAME: dict[str, Callable[[Source, str], str]] = {
    "inner_space": lambda r, t: r.choice(["\u3000", " ", "  "]).join(t) if len(t) == 2 else t,
    "outer_space": lambda r, t: r.choice([t + " ", " " + t, t + "\u3000", t + "\t"]),
    "separator": lambda r, t: t.replace("·", r.choice(SEPARATORS)),
    "radical": lambda _, t: t.translate(RADICALS),
    "traditional": lambda _, t: t.translate(TRADITIONAL),
    "variant_surname": lambda _, t: VARIANTS.get(t[0], t[0]) + t[1:],
    "homophone": _homophone,
    "unresolved": _unresolved,
    "note": lambda r, t: t + r.choice(["（曾用名{}）", "({})", "【又名{}】"]).format(t[0] + "小妹"),
    "missing": lambda _, __: "",
}

DOMICILE_FORM: dict[str, Callable[[Source, str], str]] = {
    "spaces": lambda r, t: _put(t, r.randrange(1, max(2, len(t))), r.choice(" \u3000"), 0),
    "traditional": lambda _, t: t.translate(TRADITIONAL),
}


def _other_prefix(rng: Source, text: str) -> str:
    head = text.rstrip("0123456789-")
    return rng.choice([p for p in ("J", "L", "BJ", "BL") if p != head]) + text[len(head) :]


def _other_year(rng: Source, text: str) -> str:
    head, year, serial = text.split("-")
    return f"{head}-{int(year) + rng.choice([-1, 1, -10, 10])}-{serial}"


def _other_code(rng: Source, text: str) -> str:
    head, year, serial = text.split("-")
    prefix = head[:-6]
    return f"{prefix}{rng.choice(['362133', '360733', '360723', '360700'])}-{year}-{serial}"


def _serial_digit(rng: Source, text: str) -> str:
    digits = [i for i, c in enumerate(text) if c.isdecimal()]
    if not digits:
        return text
    at = rng.choice(digits[-2:])
    return _put(text, at, rng.choice([d for d in "0123456789" if d != text[at]]))


def _hyphens(rng: Source, text: str) -> str:
    return text.replace("-", rng.choice(["", "", "—", "–", "－", "_", " "]))


CERTIFICATE: dict[str, Callable[[Source, str], str]] = {
    "fullwidth": lambda _, t: t.translate(FULLWIDTH),
    "hyphens": _hyphens,
    "lower": lambda _, t: t.lower(),
    "spaces": lambda r, t: _put(t, r.randrange(len(t) + 1), " ", 0),
    "digit": _serial_digit,
    "year": _other_year,
    "prefix": _other_prefix,
    "code": _other_code,
    "short_serial": lambda _, t: t[:-6] + (t[-6:].lstrip("0") or "0"),
    "missing": lambda _, __: "",
}
