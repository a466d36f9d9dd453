"""Names whose parts stand a blank apart, 吐尔洪 阿不都拉, of people whose names are parted by ``·``.

Of whom the row itself tells by the ethnic group: a Uygur or Kazakh is written with the given name and the father's,
and the sign between them is U+00B7 (《关于在政府管理和社会公共服务信息系统中统一姓名采集应用规范的通知》, 2016).
Names of other groups stay as they are: 扎西 次仁 is one name without a sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.columns import names
from minzheng_core.columns.masks import bits_of
from minzheng_core.reference.code_tables import code_table
from minzheng_core.schema import FieldKind
from minzheng_core.values.names.writing import FIXES

if TYPE_CHECKING:
    import polars as pl

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.schema import FieldSpec

_GROUPS = frozenset(("05", "17", "29", "41", "43", "50"))
"""维吾尔、哈萨克、柯尔克孜、塔吉克、乌孜别克、塔塔尔 (GB/T 3304-1991)."""
_PARTS = r"^\p{Han}{2,}(?: \p{Han}{2,}){1,2}$"
_SEPARATOR = "name.separator"


def with_separators(chunk: Chunk, spec: FieldSpec, parts: pl.DataFrame) -> pl.DataFrame:
    """The *parts* of a field of names with the sign written where the blank stands for it, as any other sign is."""
    group = f"{spec.name.removesuffix('name')}ethnicity"
    groups = chunk.spec.by_name.get(group)
    if (
        groups is None
        or groups.kind is not FieldKind.ETHNICITY
        or group not in chunk.raw.columns
        or _SEPARATOR in chunk.recipe.skipped
    ):
        return parts
    parted = parts["text"].str.contains(_PARTS).fill_null(value=False)
    if not parted.any():
        return parts
    known = code_table("ethnicity", chunk.overlay)
    said = chunk.raw[group].filter(parted).drop_nulls().unique().to_list()
    meant = [text for text in said if (entry := known.lookup(text)) and entry.code in _GROUPS]
    parted &= chunk.raw[group].is_in(meant).fill_null(value=False)
    if not parted.any():
        return parts
    text = parts["text"].set(~parted, None).str.replace_all(" ", "·", literal=True)
    read = names.parse(text, skip=chunk.recipe.skipped)
    read = read.with_columns(fixes=parts["fixes"] | bits_of(FIXES)[_SEPARATOR])
    return parts.with_columns(
        read[part].zip_with(parted, parts[part]) for part in parts.columns if part in read.columns
    )
