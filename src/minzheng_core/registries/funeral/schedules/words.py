"""How the money of a service comes about, in Chinese and English."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from minzheng_core.registries.funeral.schedules.model import NO_LIMIT, SCALE, UNITS, thousandths

if TYPE_CHECKING:
    from minzheng_core.registries.funeral.schedules.model import Line
    from minzheng_core.registries.funeral.schedules.statement import Charged, Statement


def yuan(fen: int) -> str:
    """Fen as yuan, without empty places.

    >>> yuan(29600), yuan(1250)
    ('296', '12.5')
    """
    return f"{fen / 100:.2f}".rstrip("0").rstrip(".")


def units(amount: int) -> str:
    """Thousandths of a unit as a number.

    >>> units(42_000), units(1_500)
    ('42', '1.5')
    """
    return f"{amount / SCALE:.3f}".rstrip("0").rstrip(".")


def explain(charged: Charged, lang: str = "zh") -> str:
    """One service in words: its price, what of it is free and by which limit, what is paid."""
    return _zh(charged) if lang == "zh" else _en(charged)


def _zh(charged: Charged) -> str:
    service, line = charged.service, charged.line
    if line is None:
        return f"{service.item}：标准中没有这一项，不得收费"
    quantity = thousandths(service.quantity)
    head = f"{service.item}{f'（{service.kind}）' if service.kind else ''} {units(quantity)} {line.unit}"
    how = "，".join(_how_zh(charged, line, quantity))
    money = f"（标准 {yuan(charged.gross)} 元，减免 {yuan(charged.free)} 元）"
    return f"{head}：{how}，应付 {yuan(charged.pay)} 元{money}"


def _how_zh(charged: Charged, line: Line, quantity: int) -> list[str]:
    each = f"{yuan(line.price)} 元/{'' if line.per == SCALE else units(line.per)}{line.unit}"
    told: list[str] = []
    if line.base:
        told.append(f"起价 {yuan(line.base)} 元（含 {units(line.included)} {line.unit}）")
        if quantity > line.included and line.price:
            told.append(f"超出 {units(quantity - line.included)} {line.unit}按 {each}")
    free_units = quantity - charged.paid_units
    if line.free_quantity != NO_LIMIT and charged.free:
        told.append(f"{units(free_units)} {line.unit}免费")
        if charged.paid_units:
            told.append(f"{units(charged.paid_units)} {line.unit}按 {each}收费")
    elif not line.base:
        told.append(f"按 {each}")
    if line.rate != SCALE:
        told.append(f"按 {units(line.rate * 100)}% 计")
    if line.free_amount != NO_LIMIT and charged.free:
        told.append(f"最多减免 {yuan(line.free_amount)} 元")
    return told


def _en(charged: Charged) -> str:
    service, line = charged.service, charged.line
    if line is None:
        return f"{service.item}: not in the schedule, nothing may be charged"
    unit = UNITS[line.unit]
    quantity = thousandths(service.quantity)
    told = []
    if line.base:
        told.append(f"{yuan(line.base)} for the first {units(line.included)} {unit}")
    if line.price:
        each = "" if line.per == SCALE else f"{units(line.per)} "
        told.append(f"{yuan(line.price)} per {each}{unit}")
    if line.free_quantity != NO_LIMIT and charged.free:
        told.append(f"{units(quantity - charged.paid_units)} {unit} free")
        told.append(f"{units(charged.paid_units)} {unit} charged")
    if line.free_amount != NO_LIMIT and charged.free:
        told.append(f"at most {yuan(line.free_amount)} free")
    head = f"{service.item} {units(quantity)} {unit}"
    money = f"{yuan(charged.gross)} yuan, {yuan(charged.free)} free, {yuan(charged.pay)} to pay"
    return f"{head}: {', '.join(told)}; {money}"


def limits(statement: Statement, lang: str = "zh") -> list[str]:
    """Behind each service of a body, what of its case and not of the service itself is left to pay.

    That somebody has nothing free at all is said once, of the statement.
    """
    schedule = statement.schedule
    if schedule is None or statement.refused:
        return [""] * len(statement.lines)
    times: Counter[Line] = Counter()
    free: Counter[Line] = Counter()
    told = []
    for charged in statement.lines:
        if (line := charged.line) is None:
            told.append("")
            continue
        had = free[line]
        times[line] += 1
        free[line] += charged.free
        limit = _limit(charged, line, times[line], had, capped=free.total() >= schedule.cap)
        told.append(
            _LIMITS[lang][limit].format(
                most=line.free_times, own=times[line], who="、".join(sorted(line.who)),
                had=yuan(had), cap=yuan(schedule.cap),
            )
        )  # fmt: skip
    return told


def _limit(charged: Charged, line: Line, times: int, had: int, *, capped: bool) -> str:
    """Which limit it is, as far as the service does not say it itself; *had* was free of the line before."""
    if not charged.pay:
        return "none"
    if not line.free:
        return "charged"
    if times > line.free_times:
        return "times"
    if capped:
        return "cap"
    if charged.free:
        return "none"
    return "used" if had else "who" if line.who else "none"


_LIMITS = {
    "zh": {
        "charged": "；此项收费，不免",
        "times": "；前 {most} 次免费，这是第 {own} 次",
        "cap": "；每具合计最多减免 {cap} 元",
        "used": "；此项已减免 {had} 元，到了上限",
        "who": "；只免{who}",
        "none": "",
    },
    "en": {
        "charged": "; a charged item, not free",
        "times": "; the first {most} are free, this is number {own}",
        "cap": "; at most {cap} yuan free for one body",
        "used": "; of this item {had} yuan were free already, which is the most",
        "who": "; free only for {who}",
        "none": "",
    },
}
