"""What a record is: field metadata that labels, standards, sheets and documentation are derived from."""

from __future__ import annotations

from minzheng_core.schema.field_spec import FieldKind, FieldSpec
from minzheng_core.schema.record import converter, describe, record

__all__ = ["FieldKind", "FieldSpec", "converter", "describe", "record"]
