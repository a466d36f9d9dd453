"""A source whose cells tell of both spouses, with a column for what they tell of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reading.rows.both_parties import parted_by_party
from minzheng_core.reading.rows.descriptions import parted_by_datum
from minzheng_core.reading.rows.of_the_couple import given_to_both

if TYPE_CHECKING:
    from minzheng_core.reading.raw import RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex


def with_made_columns(
    source: RawSource, index: FieldIndex, before: RawSource | None = None
) -> RawSource:
    """*source* as it is, or with the columns that those of both spouses make: the two of a cell with both their
    data, the address that each has of the couple, the data by which a cell describes persons (as *before* it did).
    """
    each = given_to_both(parted_by_party(source, index), index)
    return parted_by_datum(each, index, before)
