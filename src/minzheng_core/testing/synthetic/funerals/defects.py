"""Defects of a funeral register, each by the code that has to name it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import Factory, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minzheng_core.testing.synthetic.draws import Rng
    from minzheng_core.testing.synthetic.funerals.county import SyntheticFunerals

    Row = dict[str, Any]
    Shown = Callable[[Row], bool]


# On which records a defect can be shown: nothing is shown on what is not there.
def _any(_: Row) -> bool:
    return True


def _placed(row: Row) -> bool:
    return bool(row["placement_location"])


def _grave(row: Row) -> bool:
    return bool(row["placement_kind"] == "墓葬")


def _niche(row: Row) -> bool:
    return bool(row["placement_kind"] == "骨灰堂格位")


def _new(row: Row) -> bool:
    return bool(row["death_certificate_date"] >= "2026-07-01")


def _old(row: Row) -> bool:
    return bool(row["death_certificate_date"] < "2026-06-30")


def _checked(row: Row) -> bool:
    return bool(row["cremation_date"] >= "2024-05-01")


def _later(field: str, days: int) -> Callable[[Row], str]:
    """The day *days* after the one in another field."""

    def moved(row: Row) -> str:
        return (date.fromisoformat(row[field]) + timedelta(days=days)).isoformat()

    return moved


RECORDS: dict[str, tuple[Shown, Row]] = {
    "FR110": (_any, {"death_certificate_date": _later("death_date", -3)}),
    "FR111": (_any, {"death_certificate_date": _later("cremation_date", 2)}),
    "FR112": (_any, {"cremation_date": _later("death_date", -2)}),
    "FR113": (_placed, {"placement_date": _later("cremation_date", -1)}),
    "FR114": (_any, {"transport_date": _later("death_date", -1)}),
    "FR115": (_any, {"storage_until_date": _later("death_date", -1)}),
    "FR116": (_any, {"storage_until_date": _later("cremation_date", 3)}),
    "FR117": (_placed, {"placement_date": _later("death_date", -5)}),
    "FR120": (_checked, {"death_certificate_number": None, "death_evidence": None}),
    "FR121": (_checked, {"cremation_confirmation_number": None}),
    "FR122": (_checked, {"cremation_handler_id_number": None}),
    "FR123": (_checked, {"cremation_handler_id_number": "36073219850101001"}),
    "FR124": (_checked, {"cremation_handler_id_number": lambda row: row["deceased_id_number"]}),
    "FR130": (_new, {"death_certificate_form": "旧式", "death_certificate_number": "360732000000001"}),
    "FR131": (_new, {"death_certificate_number": "362133196403020027"}),
    "FR140": (_grave, {"placement_area": "1.2"}),
    "FR142": (_grave, {"placement_reserved_name": "孙大同"}),
    "FR143": (_placed, {"deceased_domicile": "江西省赣州市于都县", "placement_facility": "兴国骨灰堂"}),
    "FR144": (_placed, {"placement_term_years": "30"}),
    "FR145": (_placed, {"placement_kind": "海葬"}),
    "FR148": (_grave, {"placement_area": "不大"}),
    "FR149": (_placed, {"placement_term_years": "永久"}),
    "FR151": (_any, {"death_manner": "非正常死亡"}),
    "FR152": (_grave, {"placement_kind": "遗体土葬"}),
    "FR153": (_any, {"death_evidence": "宣告死亡判决"}),
    "FR201": (_any, {"deceased_name": None}),
    "FR208": (_any, {"deceased_sex": lambda row: "女性" if row["deceased_sex"] == "男性" else "男性"}),
}  # fmt: skip
"""For each code of a rule the rows it can be shown on and what is changed in them."""
TWICE: dict[str, tuple[Shown, tuple[str, ...]]] = {
    "FX101": (_any, ("deceased_id_number", "deceased_birth_date", "deceased_sex")),
    "FX102": (_old, ("death_certificate_number",)),
    "FX103": (_niche, ("placement_location", "placement_facility", "placement_kind")),
    "FX105": (_any, ("cremation_certificate_number",)),
}
"""For each code of a check across rows the rows it can be shown on and what two of them have in common."""
DEFECTS = (*RECORDS, *TWICE, "FX111", "FX112", "FX113", "FX121",
           "FX122", "FX123", "FS201", "FS202", "FS206", "FS208", "FX201", "FX211")  # fmt: skip
"""The code of every kind of defect."""


def spoil(county: SyntheticFunerals, rng: Rng, each: int) -> None:
    """Put *each* rows of every kind of defect into a county, no row of a table twice."""
    spoiler = _Spoiler(county, rng, each)
    spoiler.records()
    spoiler.ledger()
    spoiler.shelves()
    spoiler.claims()
    spoiler.services()
    spoiler.payments()
    spoiler.marriages()
    county.damages = pl.DataFrame(
        spoiler.damages,
        schema={"table": pl.String, "row": pl.UInt32, "code": pl.String},
        orient="row",
    )


@frozen
class _Spoiler:
    """Spoils the tables of a county one after the other and keeps a list of it."""

    county: SyntheticFunerals
    rng: Rng
    each: int
    damages: list[tuple[str, int, str]] = Factory(list)

    def _note(self, table: str, rows: Iterable[int], code: str) -> None:
        self.damages.extend((table, row, code) for row in rows)

    def _drawn(self, height: int, kinds: int) -> list[list[int]]:
        """Rows of a table of *height* for each of so many kinds of defects."""
        chosen = self.rng.choice(height, size=kinds * self.each, replace=False)
        return [sorted(part.tolist()) for part in np.split(chosen, kinds)]

    def records(self) -> None:
        """What one case says, and what two cases say alike."""
        rows = self.county.records.to_dicts()
        free = set(range(len(rows)))

        def taken(shown: Shown, count: int) -> list[int]:
            fitting = [at for at in sorted(free) if shown(rows[at])]
            size = min(count, len(fitting))
            chosen: list[int] = self.rng.choice(fitting, size=size, replace=False).tolist()
            free.difference_update(chosen)
            return chosen

        for code, (shown, changes) in RECORDS.items():
            for at in taken(shown, self.each):
                row = dict(rows[at])
                rows[at].update(
                    {name: new(row) if callable(new) else new for name, new in changes.items()}
                )
                self._note("records", [at], code)
        for code, (shown, fields) in TWICE.items():
            pairs = taken(shown, 2 * self.each)
            for one, two in zip(pairs[::2], pairs[1::2], strict=False):
                rows[two].update({field: rows[one][field] for field in fields})
                self._note("records", (one, two), code)
        self.county.records = pl.DataFrame(rows, schema=self.county.records.schema)

    def ledger(self) -> None:
        """Certificates that are void, entered twice, or missing between others."""
        ledger = self.county.ledger
        inner = ([at + 1 for at in part] for part in self._drawn(ledger.height - 2, 3))
        void, twice, gone = inner
        ledger = ledger.with_columns(ledger["status"].clone().scatter(void, "void"))
        kept = ~pl.int_range(pl.len()).is_in(gone)
        self.county.ledger = pl.concat([ledger.filter(kept), ledger[twice]])
        self._note("ledger", void, "FX113")
        self._note("ledger", twice, "FX112")
        self._note("ledger", gone, "FX111")

    def shelves(self) -> None:
        """Urns that do not stand in the hall, that nobody knows, or that stand elsewhere."""
        shelves = self.county.shelves
        missing, strange, moved = self._drawn(shelves.height, 3)
        who = shelves["who"].clone().scatter(strange, [f"不明{at}" for at in strange])
        place = shelves["location"].clone().scatter(moved, [f"Z-01-{at:03d}" for at in moved])
        shelves = shelves.with_columns(who, place)
        self.county.shelves = shelves.filter(~pl.int_range(pl.len()).is_in(missing))
        self._note("shelves", missing, "FX121")
        self._note("shelves", strange, "FX122")
        self._note("shelves", moved, "FX123")

    def claims(self) -> None:
        """Claims of too much, of less than nothing, and made twice."""
        claims = self.county.claims
        over, negative, again = self._drawn(claims.height, 3)
        amount = claims["amount"].clone().scatter(over, claims["amount"].gather(over) + 600)
        claims = claims.with_columns(amount.scatter(negative, -5.0))
        self.county.claims = pl.concat([claims, claims[again]])
        self._note("claims", over, "FS201")
        self._note("claims", negative, "FS208")
        self._note("claims", range(claims.height, claims.height + len(again)), "FS202")

    def services(self) -> None:
        """Services that the schedule does not know."""
        services = self.county.services
        (outside,) = self._drawn(services.height, 1)
        bath = pl.DataFrame(
            {"case": services["case"].gather(outside), "item": "净身", "quantity": 1.0},
            schema=services.schema,
        )
        self.county.services = pl.concat([services, bath])
        self._note("services", range(services.height, services.height + len(outside)), "FS206")

    def payments(self) -> None:
        """Payments after the death."""
        payments = self.county.payments
        (late,) = self._drawn(payments.height, 1)
        self.county.payments = payments.with_columns(
            payments["month"].clone().scatter(late, "2026-11")
        )
        self._note("payments", late, "FX211")

    def marriages(self) -> None:
        """Marriages after the death of one of the two, who stands in either column."""
        marriages = self.county.marriages
        (after,) = self._drawn(marriages.height, 1)
        self.county.marriages = marriages.with_columns(
            marriages["registration_date"].clone().scatter(after, "2026-11-20")
        )
        self._note("marriages", after, "FX201")
