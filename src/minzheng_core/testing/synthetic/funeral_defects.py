"""Defects of a funeral register, each by the code that has to name it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.testing.synthetic.draws import Rng
    from minzheng_core.testing.synthetic.funerals import SyntheticFunerals

    Change = dict[str, Any]

_PLACED, _GRAVE, _NEW, _CHECKED = "placed", "grave", "new", "checked"


def _later(field: str, days: int) -> Callable[[dict[str, Any]], str]:
    from datetime import date, timedelta

    def moved(row: dict[str, Any]) -> str:
        return (date.fromisoformat(row[field]) + timedelta(days=days)).isoformat()

    return moved


RECORDS: dict[str, tuple[str, dict[str, Any]]] = {
    "FR110": ("", {"death_certificate_date": _later("death_date", -3)}),
    "FR111": ("", {"death_certificate_date": _later("cremation_date", 2)}),
    "FR112": ("", {"cremation_date": _later("death_date", -2)}),
    "FR113": (_PLACED, {"placement_date": _later("cremation_date", -1)}),
    "FR114": ("", {"transport_date": _later("death_date", -1)}),
    "FR115": ("", {"storage_until_date": _later("death_date", -1)}),
    "FR116": ("", {"storage_until_date": _later("cremation_date", 3)}),
    "FR117": (_PLACED, {"placement_date": _later("death_date", -5)}),
    "FR120": (_CHECKED, {"death_certificate_number": None, "death_evidence": None}),
    "FR121": (_CHECKED, {"cremation_confirmation_number": None}),
    "FR122": (_CHECKED, {"cremation_handler_id_number": None}),
    "FR123": (_CHECKED, {"cremation_handler_id_number": "36073219850101001"}),
    "FR130": (_NEW, {"death_certificate_form": "旧式", "death_certificate_number": "360732000000001"}),
    "FR131": (_NEW, {"death_certificate_number": "362133196403020027"}),
    "FR140": (_GRAVE, {"placement_area": "1.2"}),
    "FR142": (_GRAVE, {"placement_reserved_name": "孙大同"}),
    "FR143": (_PLACED, {"deceased_domicile": "江西省赣州市于都县", "placement_facility": "兴国骨灰堂"}),
    "FR144": (_PLACED, {"placement_term_years": "30"}),
    "FR145": (_PLACED, {"placement_kind": "海葬"}),
    "FR148": (_GRAVE, {"placement_area": "不大"}),
    "FR151": ("", {"death_manner": "非正常死亡"}),
    "FR152": (_GRAVE, {"placement_kind": "遗体土葬"}),
    "FR153": ("", {"death_evidence": "宣告死亡判决"}),
    "FR201": ("", {"deceased_name": None}),
    "FR208": ("", {"deceased_sex": lambda row: "女性" if row["deceased_sex"] == "男性" else "男性"}),
}  # fmt: skip
"""For each code of a rule the rows it can be shown on and what is changed in them."""
DEFECTS = (*RECORDS, "FX101", "FX102", "FX103", "FX105", "FX111", "FX112", "FX113", "FX121",
           "FX122", "FX123", "FS201", "FS202", "FS206", "FS208", "FX201", "FX211")  # fmt: skip
"""The code of every kind of defect."""


def spoil(county: SyntheticFunerals, rng: Rng, each: int) -> None:
    """Put *each* rows of every kind of defect into a county, no row twice."""
    damages: list[tuple[str, int, str]] = []
    _spoil_records(county, rng, each, damages)
    _spoil_lists(county, rng, each, damages)
    county.damages = pl.DataFrame(
        damages, schema={"table": pl.String, "row": pl.UInt32, "code": pl.String}, orient="row"
    )


def _spoil_records(
    county: SyntheticFunerals, rng: Rng, each: int, damages: list[tuple[str, int, str]]
) -> None:
    rows = county.records.to_dicts()
    free = set(range(len(rows)))

    def taken(which: str, count: int) -> list[int]:
        fitting = [at for at in sorted(free) if _fits(rows[at], which)]
        size = min(count, len(fitting))
        chosen: list[int] = rng.choice(fitting, size=size, replace=False).tolist()
        free.difference_update(chosen)
        return chosen

    for code, (which, changes) in RECORDS.items():
        for at in taken(which, each):
            row = dict(rows[at])
            rows[at].update(
                {name: new(row) if callable(new) else new for name, new in changes.items()}
            )
            damages.append(("records", at, code))
    for code, fields, which in (
        ("FX101", ("deceased_id_number", "deceased_birth_date", "deceased_sex"), ""),
        ("FX102", ("death_certificate_number",), "old"),
        ("FX103", ("placement_location", "placement_facility", "placement_kind"), "niche"),
        ("FX105", ("cremation_certificate_number",), ""),
    ):
        pairs = taken(which, 2 * each)
        for one, two in zip(pairs[::2], pairs[1::2], strict=False):
            rows[two].update({field: rows[one][field] for field in fields})
            damages += [("records", one, code), ("records", two, code)]
    county.records = pl.DataFrame(rows, schema=county.records.schema)


def _fits(row: dict[str, Any], which: str) -> bool:
    """Whether a defect can be shown on a row: nothing is shown on what is not there."""
    if which == "":
        return True
    if which == _PLACED:
        return bool(row["placement_location"])
    if which == _GRAVE:
        return str(row["placement_kind"]) == "墓葬"
    if which == "niche":
        return str(row["placement_kind"]) == "骨灰堂格位"
    if which == _NEW:
        return str(row["death_certificate_date"]) >= "2026-07-01"
    if which == "old":
        return str(row["death_certificate_date"]) < "2026-06-30"
    return str(row["cremation_date"]) >= "2024-05-01"


def _spoil_lists(
    county: SyntheticFunerals, rng: Rng, each: int, damages: list[tuple[str, int, str]]
) -> None:
    def some(frame: pl.DataFrame, parts: int) -> list[list[int]]:
        chosen = rng.choice(frame.height, size=parts * each, replace=False)
        return [sorted(part.tolist()) for part in np.split(chosen, parts)]

    ledger = county.ledger
    void, twice, gone = some(ledger.head(ledger.height - 1).slice(1), 3)
    status = ledger["status"].clone().scatter([at + 1 for at in void], "void")
    ledger = ledger.with_columns(status)
    damages += [("ledger", at + 1, "FX113") for at in void]
    damages += [("ledger", at + 1, "FX112") for at in twice]
    damages += [("ledger", at + 1, "FX111") for at in gone]
    kept = ~pl.int_range(pl.len()).is_in([at + 1 for at in gone])
    county.ledger = pl.concat([ledger.filter(kept), ledger[[at + 1 for at in twice]]])

    shelves = county.shelves
    missing, strange, moved = some(shelves, 3)
    damages += [("shelves", at, "FX121") for at in missing]
    damages += [("shelves", at, "FX122") for at in strange]
    damages += [("shelves", at, "FX123") for at in moved]
    who = shelves["who"].clone().scatter(strange, [f"不明{at}" for at in strange])
    place = shelves["location"].clone().scatter(moved, [f"Z-01-{at:03d}" for at in moved])
    shelves = shelves.with_columns(who, place)
    county.shelves = shelves.filter(~pl.int_range(pl.len()).is_in(missing))

    claims = county.claims
    over, negative, again = some(claims, 3)
    amount = claims["amount"].clone().scatter(over, claims["amount"].gather(over) + 600)
    amount = amount.scatter(negative, -5.0)
    county.claims = pl.concat([claims.with_columns(amount), claims.with_columns(amount)[again]])
    damages += [("claims", at, "FS201") for at in over]
    damages += [("claims", at, "FS208") for at in negative]
    damages += [("claims", claims.height + at, "FS202") for at in range(len(again))]

    services = county.services
    (outside,) = some(services, 1)
    bath = pl.DataFrame(
        {"case": services["case"].gather(outside), "item": "净身", "quantity": 1.0},
        schema=services.schema,
    )
    county.services = pl.concat([services, bath])
    damages += [("services", services.height + at, "FS206") for at in range(len(outside))]

    payments = county.payments
    (late,) = some(payments, 1)
    month = payments["month"].clone().scatter(late, "2026-11")
    county.payments = payments.with_columns(month)
    damages += [("payments", at, "FX211") for at in late]

    marriages = county.marriages
    (after,) = some(marriages, 1)
    # Dead husbands and wives stand in either column; both are looked at.
    day = marriages["registration_date"].clone().scatter(after, "2026-11-20")
    county.marriages = marriages.with_columns(day)
    damages += [("marriages", at, "FX201") for at in after]
