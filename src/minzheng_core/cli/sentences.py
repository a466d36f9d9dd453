"""What commands say on the screen: every sentence in both languages, by a short name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(kw_only=True)
class Sentences:
    """The sentences of a command, or of a group of commands.

    >>> done = Sentences(zh={"found": "找到 {count:,} 条。"}, en={"found": "{count:,} found."})
    >>> done.say("zh", "found", count=1200), done.say("en", "found", count=3)
    ('找到 1,200 条。', '3 found.')
    """

    zh: Mapping[str, str]
    en: Mapping[str, str]

    def say(self, lang: str, which: str, /, **values: object) -> str:
        """The sentence of that name, with its values."""
        sentences = self.en if lang == "en" else self.zh
        return sentences[which].format(**values)
