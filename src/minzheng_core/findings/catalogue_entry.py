"""The catalogue: what each code means, in two languages, with its legal basis.

The texts live in ``findings/catalogue/*.toml``, one file per area. A code is never re-used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.findings.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
"""The line above the texts of one code."""


QUOTED = {"expected": 400, "actual": 80}
"""So many characters of what was expected and found stand in a sentence; the finding keeps all.

What was found may be a whole cell, however long; what was expected is mostly a list of words that a
person has to read to its end, and seldom another cell.
"""


PARTS = {"year": "年份", "month": "月份", "day": "日"}
"""Chinese words for the parts of a date; a part without one is a word already."""


class _Values(dict[str, Any]):
    """Template values; a value that was not given shows as an ellipsis instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


@frozen(kw_only=True)
class Entry:
    """One entry of the catalogue.

    ``zh`` and ``en`` are templates over ``{expected}``, ``{actual}`` and named values; ``basis``
    names the law or standard with its article, empty where a code is plain bookkeeping.
    """

    code: str
    slug: str
    area: str
    severity: Severity = field(converter=Severity)
    title_zh: str
    title_en: str
    zh: str
    en: str
    basis: str = ""
    bare_zh: str = ""
    """The sentence where nothing is told of what was expected; empty where :attr:`zh` needs no other."""
    bare_en: str = ""
    advice_zh: str = ""
    advice_en: str = ""
    explain_zh: str = ""
    explain_en: str = ""

    def sentence(self, lang: str = "zh", **values: Any) -> str:
        """The sentence of this code with *values* filled in.

        Of what was expected and found no more characters are quoted than :data:`QUOTED` says.
        """
        given = {name: value for name, value in values.items() if value is not None}
        template = self.template(lang, bare="expected" not in given)
        if lang == "zh" and "part" in given:
            given["part"] = PARTS.get(given["part"], given["part"])
        for name in QUOTED.keys() & given.keys():
            given[name] = _quoted(given[name], QUOTED[name])
        return template.format_map(_Values(given))

    def template(self, lang: str, *, bare: bool = False) -> str:
        """The sentence with its slots, *bare* where nothing is told of what was expected."""
        whole, short = (self.zh, self.bare_zh) if lang == "zh" else (self.en, self.bare_en)
        return short if bare and short else whole


def _quoted(value: Any, most: int) -> Any:
    """What a sentence says of a value: of a text longer than *most* its beginning."""
    return f"{value[:most]}…" if isinstance(value, str) and len(value) > most else value


class _Catalogue(Mapping[str, Entry]):
    """The entries by code, sorted; the text of one is read when it is asked for: a run needs few."""

    def __init__(self, written: Mapping[str, tuple[str, str]]) -> None:
        self._written = dict(sorted(written.items()))
        self._read: dict[str, Entry] = {}

    def __getitem__(self, code: str) -> Entry:
        entry = self._read.get(code)
        if entry is None:
            area, text = self._written[code]
            entry = self._read[code] = Entry(code=code, area=area, **tomllib.loads(text))
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every code of the library, sorted.

    >>> catalogue()["IN002"].slug
    'missing-extra'
    """
    written: dict[str, tuple[str, str]] = {}
    folder = resources.files("minzheng_core.findings") / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        area = file.name.removesuffix(".toml")
        _, *parts = _HEADER.split(file.read_text(encoding="utf-8"))
        for code, text in zip(parts[::2], parts[1::2], strict=True):
            if code in written:
                message = f"code {code} stands in {written[code][0]} and in {area}"
                raise RuntimeError(message)
            written[code] = area, text
    return _Catalogue(written)
