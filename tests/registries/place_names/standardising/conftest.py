"""Villages of one county, and an answer as the columns give it."""

from __future__ import annotations

from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.registries.place_names import Standardised, standardise

XINGGUO = Gazetteer.of(
    [
        Village("360732204", "360732204204", "白石村委会"),
        Village("360732107", "360732107216", "白石村委会"),
        Village("360732100", "360732100005", "背街居委会"),
        Village("360732101", "360732101207", "长山村委会"),
        Village("360732206", "360732206202", "龙砂村村民委员会"),
        Village("360732108", "360732108210", "里垇村委会"),
        Village("360732209", "", "高\ue170村"),
    ]
)


def found(text: str | None, on: int | None = None, county: str | None = None) -> Standardised:
    return standardise(text, on=on, county=county, gazetteer=XINGGUO)


def cells_of(answer: Standardised) -> tuple[object, ...]:
    """An answer as the columns give it."""
    best = answer.best
    others = [c.code or c.full_name for c in answer.candidates if c != best]
    why = ";".join(map(str, best.reasons)) if best else answer.reason
    cells = (
        (best.level, best.code, best.full_name, best.code_today, best.name_today)
        if best
        else (None,) * 5
    )
    return (
        *(cell or None for cell in (*cells, why)),
        others or None,
        [f.code for f in answer.findings],
    )
