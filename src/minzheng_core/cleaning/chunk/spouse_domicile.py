"""Domiciles that only refer to the spouse's (同男方): the record itself says where to look.

同上 and 同前 do not say whether the line above or the spouse is meant: nothing is taken there. A
ditto mark (〃) was written out when the table was read (:mod:`minzheng_core.reading.rows.dittos`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.plan.steps import RESOLVE_DIVISION
from minzheng_core.schema import FieldKind
from minzheng_core.values.domicile.domicile import Reason

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk

_SPOUSE = {"husband_domicile": "[女妻娘右]|配偶|对方", "wife_domicile": "[男夫郎左]|配偶|对方"}
"""What a text in the cell of one party says that means the cell of the other one.

The man stands on the left: what is the same as on the left (同左) is the same as his.
"""


def refer_to_spouse(chunk: Chunk) -> None:
    """Take the division of the spouse's domicile where a cell says that it is the same."""
    fields = {
        spec.name for spec in chunk.spec.fields if spec.kind is FieldKind.DOMICILE
    } & _SPOUSE.keys()
    if len(fields) < len(_SPOUSE) or not all(map(chunk.has, fields)):
        return
    if RESOLVE_DIVISION in chunk.recipe.skipped:
        return
    facts = chunk.facts
    for name, other in zip(_SPOUSE, reversed(_SPOUSE), strict=True):
        refers = facts[f"{name}.how"].cast(pl.String) == Reason.REFERRING
        meant = refers & facts[f"{name}.text"].str.contains(_SPOUSE[name])
        meant &= facts[f"{other}.division"].is_not_null()
        meant = meant.fill_null(value=False)
        if not meant.any():
            continue
        taken = {
            f"{name}.{part}": facts[f"{other}.{part}"].zip_with(meant, facts[f"{name}.{part}"])
            for part in ("division", "township", "village", "level", "name")
            if f"{name}.{part}" in facts.columns
        }
        chunk.facts = chunk.facts.with_columns(**taken)
        chunk.log.add(
            meant,
            name.replace("domicile", "division"),
            (facts[f"{name}.text"], taken[f"{name}.division"]),
            RESOLVE_DIVISION,
            "本栏写明与配偶一栏相同",
        )
