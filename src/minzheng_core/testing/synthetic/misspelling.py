"""Names of counties with one character wrong, missing or doubled, still pointing at one county."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.testing.synthetic.lineages import lineages
from minzheng_core.testing.synthetic.spoil import look_up

if TYPE_CHECKING:
    import random

LOOKALIKE = (
    "县具 兴光 赣贛 江红 东车 宁守 城诚 安按 阳洋 平评 昌冒 山由 河何 州洲 南商 北比 西酉 龙尤 新亲 武斌 永水 "
    "石右 上土 泰秦 大太 丰半 乐东 广厂 吉古 清请 信倍 会合 全金 定走 都部 崇祟 瑞端 遂逐 化花 德得 川州 海诲"
)
LOOKALIKE_OF = look_up(LOOKALIKE.split())
KINDS = ("typo", "dropped", "doubled")


@frozen(eq=False)
class _Index:
    """Which names of a province each misspelling may stand for."""

    names: frozenset[str]
    alphabet: str
    meant: dict[tuple[str, str, str], set[str]]


def _masked(name: str) -> list[str]:
    return [name[:at] + "?" + name[at + 1 :] for at in range(len(name))]


def _without_one(name: str) -> list[str]:
    return [name[:at] + name[at + 1 :] for at in range(len(name))]


def _with_double(name: str) -> list[str]:
    return [name[:at] + name[at] + name[at:] for at in range(len(name))]


@cache
def _index() -> _Index:
    records = lineages().records
    meant: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    ways = {"typo": _masked, "dropped": _without_one, "doubled": _with_double}
    for record in records:
        for kind, way in ways.items():
            for form in way(record.name):
                meant[kind, record.province, form].add(record.name)
    return _Index(
        names=frozenset(record.name for record in records),
        alphabet="".join(sorted({record.name[0] for record in records})),
        meant=meant,
    )


def misspelt(rng: random.Random, name: str, province: str, kind: str) -> str:
    """Return *name* with one slip before its ending.

    The slip is none that makes another county's name, nor one that leaves two names of the province
    equally near; where several tries fail, *name* comes back as it was.
    """
    index = _index()
    for _ in range(8):
        at = rng.randrange(len(name) - 1)
        if kind == "dropped":
            form = pattern = name[:at] + name[at + 1 :]
        elif kind == "doubled":
            form = pattern = name[:at] + name[at] + name[at:]
        else:
            near = LOOKALIKE_OF.get(name[at], "") or index.alphabet
            form = name[:at] + rng.choice([c for c in near if c != name[at]]) + name[at + 1 :]
            pattern = name[:at] + "?" + name[at + 1 :]
        if form not in index.names and index.meant[kind, province, pattern] == {name}:
            return form
    return name
