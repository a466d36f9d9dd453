"""Specimens of signs: sound ones, and one for every code of the rules."""

from __future__ import annotations

from minzheng_core.registries.place_names.record import Position
from minzheng_core.registries.place_names.signs.record import PlaceSign
from minzheng_core.schema.record import changed

_STREET = PlaceSign(
    sign_number="JP-0012",
    place="R1",
    kind="街路巷标志",
    location="红军大道与模范大道交叉口",
    position=Position(longitude="115.3512", latitude="26.3312", datum="CGCS2000"),
    text_shown="红军大道",
    spelling_shown="HONGJUN DADAO",
    erected_on="2024-05-10",
    patrol_months="12",
    patrolled_on="2026-05-08",
)

GOOD: tuple[PlaceSign, ...] = (
    _STREET,
    changed(_STREET, defect="破损", defect_found_on="2026-05-08", rectify_by="2026-06-08"),
)
"""Signs on which there is nothing to say."""

BAD: dict[str, PlaceSign] = {
    "PB301": changed(_STREET, place=None),
    "PB302": changed(_STREET, text_shown=None, spelling_shown=None),
    "PB303": changed(_STREET, spelling_shown=None),
    "PS207": changed(_STREET, spelling_shown="Hongjun Avenue"),
    "PS208": changed(_STREET, spelling_shown="HUNG CHÜN TA TAO, T'ai"),
    "PB306": changed(_STREET, defect="破损"),
    "PB307": changed(
        _STREET, defect="破损", defect_found_on="2026-05-08", rectified_on="2026-04-01"
    ),
    "PB308": changed(_STREET, patrol_months="不定期"),
}
"""One sign for each code that one sign can show."""
