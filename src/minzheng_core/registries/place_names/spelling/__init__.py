"""The spelling of place names in Hanyu Pinyin (地名罗马字母拼写)."""

from __future__ import annotations

from minzheng_core.registries.place_names.spelling.checking import (
    CheckedSpelling,
    ParsedSpelling,
    check_spelling,
    parse_spelling,
)
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.many import spell_many
from minzheng_core.registries.place_names.spelling.readings import ReadingList
from minzheng_core.registries.place_names.spelling.result import (
    Grade,
    Reading,
    Role,
    Segment,
    Spelling,
)
from minzheng_core.registries.place_names.spelling.spell import Speller, spell

__all__ = [
    "CheckedSpelling",
    "Grade",
    "Kind",
    "ParsedSpelling",
    "Reading",
    "ReadingList",
    "Role",
    "Segment",
    "Speller",
    "Spelling",
    "check_spelling",
    "parse_spelling",
    "spell",
    "spell_many",
]
