"""Cells of offices, addresses and codes that say that nothing is known (不详, NULL): as good as empty.

Names, numbers, dates and certificates tell of such cells themselves, with findings of their own. Nothing
here needs Polars, so that one record can be checked on the light core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reference.code_tables import code_table
from minzheng_core.schema import FieldKind
from minzheng_core.values.placeholders import says_nothing

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.schema import FieldSpec

OF_WORDS = frozenset(
    {
        *(FieldKind.OFFICE, FieldKind.DOMICILE, FieldKind.BUSINESS_TYPE),
        *(FieldKind.ETHNICITY, FieldKind.SEX, FieldKind.CODE),
    }
)
"""Kinds of fields without findings of their own on such cells."""


def as_good_as_empty(spec: FieldSpec, text: str, overlay: Overlay | None) -> bool:
    """Whether the cell of a field says that nothing is known, and is no wording of its code table (婚姻状况不详)."""
    if spec.kind not in OF_WORDS or not says_nothing(text):
        return False
    return not spec.code_table or code_table(spec.code_table, overlay).lookup(text) is None
