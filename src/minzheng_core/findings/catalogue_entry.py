"""The catalogue: what each code means, in two languages, with its legal basis.

The texts live in ``findings/catalogue/*.toml``, one file per area. A code is never re-used.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    severity: str
    title_zh: str
    title_en: str
    zh: str
    en: str
    basis: str = ""
    advice_zh: str = ""
    advice_en: str = ""
    explain_zh: str = ""
    explain_en: str = ""

    def sentence(self, lang: str = "zh", **values: Any) -> str:
        """The sentence of this code with *values* filled in."""
        template = self.zh if lang == "zh" else self.en
        return template.format_map(_Values({k: v for k, v in values.items() if v is not None}))


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every code of the library, sorted.

    >>> catalogue()["IN002"].slug
    'missing-extra'
    """
    entries: dict[str, Entry] = {}
    folder = resources.files("minzheng_core.findings") / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        area = file.name.removesuffix(".toml")
        for code, values in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if code in entries:
                message = f"code {code} stands in {entries[code].area} and in {area}"
                raise RuntimeError(message)
            entries[code] = Entry(code=code, area=area, **values)
    return MappingProxyType(dict(sorted(entries.items())))
