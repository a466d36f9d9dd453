"""What lists call the items of a schedule (项目名称): 遗体接运费 in a list is 接运 in the schedule."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAIL = re.compile("(?:服务)?(?:费用|费|收费|服务|减免|补助|补贴)+$")
_HEAD = re.compile("^(?:免费|减免|基本|普通)+")
_ALIKE = (
    "接运 遗体接运 接运遗体 遗体运输 运尸 接尸 接体 殡葬车 灵车 遗体接送",
    "存放 遗体存放 冷藏 遗体冷藏 暂存 遗体暂存 停尸 冷冻 遗体冷冻 遗体保管",
    "火化 遗体火化 火葬",
    "骨灰寄存 寄存 骨灰存放 骨灰暂存 骨灰保管",
    "骨灰盒 骨灰容器 骨灰罐",
    "告别厅 告别 遗体告别 告别室 悼念厅 守灵",
    "消毒 遗体消毒 卫生消毒",
    "生态安葬 节地生态安葬 节地安葬 生态葬",
)
"""Names of one item each; which of them a schedule uses is its own affair."""
_GROUP = {name: group.split()[0] for group in _ALIKE for name in group.split()}


def common_name(text: str) -> str:
    """The name under which an item is compared.

    >>> [common_name(t) for t in ("遗体接运费", "普通火化费", "遗体冷藏服务费", "骨灰寄存", "化妆费")]
    ['接运', '火化', '存放', '骨灰寄存', '化妆']
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    for bare in (plain, _TAIL.sub("", plain), _HEAD.sub("", _TAIL.sub("", plain))):
        if bare in _GROUP:
            return _GROUP[bare]
    return _TAIL.sub("", plain) or plain


def as_in_schedule(items: Iterable[str | None], known: Iterable[str]) -> dict[str, str]:
    """The items of a list that a schedule has under another name, and that name.

    What the schedule has under the very same name stays; so does what several of its items may be.

    >>> as_in_schedule(["遗体接运费", "火化", "化妆费", None], ["接运", "火化"])
    {'遗体接运费': '接运'}
    """
    named = set(known)
    by_name: dict[str, set[str]] = defaultdict(set)
    for known_item in named:
        by_name[common_name(known_item)].add(known_item)
    found = {}
    for item in dict.fromkeys(items):
        meant = by_name.get(common_name(item), set()) if item and item not in named else set()
        if item and len(meant) == 1:
            found[item] = next(iter(meant))
    return found
