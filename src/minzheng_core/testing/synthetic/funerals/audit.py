"""What the library finds in a synthetic county of funerals, beside what was put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.registries import funeral
from minzheng_core.registries.funeral.cases import cases_of
from minzheng_core.registries.funeral.claims import check_claims
from minzheng_core.registries.funeral.matching import deaths_of
from minzheng_core.registries.funeral.payments import payments_after_death
from minzheng_core.registries.funeral.registers import events_after_death, marriage_events
from minzheng_core.registries.funeral.schedules import state_all
from minzheng_core.registries.funeral.serials import Issue, check_serials
from minzheng_core.registries.funeral.spec import spec
from minzheng_core.registries.funeral.stock_take import take_stock
from minzheng_core.testing.synthetic.funerals.county import COUNTY, FACILITIES, ON, SETTINGS
from minzheng_core.values.certificates.serial_number import SerialNumber

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult
    from minzheng_core.testing.synthetic.funerals.county import SyntheticFunerals


@frozen(kw_only=True)
class Audit:
    """Defects by ``table, row, code``: those that were not found, and findings on rows that are sound."""

    injected: int
    missed: tuple[tuple[str, int, str], ...]
    false: tuple[tuple[str, str, str], ...]


def cleaned(county: SyntheticFunerals) -> CleanResult:
    """The records of a county, read under their Chinese headings and cleaned."""
    labels = {field.name: field.label for field in spec(SETTINGS).fields}
    return funeral.clean(
        county.records.rename(labels, strict=False), county=COUNTY, on=ON, settings=SETTINGS
    )


def audit(county: SyntheticFunerals, clean: SyntheticFunerals) -> Audit:
    """Run every check on *county* and compare with its damages; *clean* is the same without defects."""
    told = _found(county)
    missed, touched = [], set()
    for table, row, code in county.damages.rows():
        place = str(row)
        if table in {"ledger", "shelves"}:
            names = clean.ledger["serial"] if table == "ledger" else clean.shelves["who"]
            place = f"不明{row}" if code == "FX122" else str(names[row])
        touched.add((table, place))
        if (place, code) not in told[table]:
            missed.append((table, row, code))
    # One number on two cases (FX101) has two days of death: its payments follow the earlier one.
    doubled = county.damages.filter(pl.col("code") == "FX101")["row"]
    people = county.records["deceased_id_number"].gather(doubled)
    touched |= {
        ("payments", str(row))
        for row in county.payments["id_number"].is_in(people.implode()).arg_true().to_list()
    }
    false = [
        (table, place, code)
        for table in ("records", "services", "claims", "payments", "marriages")
        for place, code in sorted(told[table])
        if (table, place) not in touched
    ]
    return Audit(injected=county.damages.height, missed=tuple(missed), false=tuple(false))


def _found(county: SyntheticFunerals) -> dict[str, set[tuple[str, str]]]:
    """Place and code of what is found in each table; serials and names are their own places."""
    result = cleaned(county)
    cases = cases_of(result.records, county=COUNTY, on=ON, settings=SETTINGS)
    deaths = deaths_of(cases)
    people = county.records.select(
        case="case_number",
        day=pl.col("death_date").str.to_date(strict=False),
        division=pl.lit(COUNTY),
    )
    statements = state_all(people, county.services, county.schedules, place=COUNTY)
    after = events_after_death(marriage_events(county.marriages), deaths, on=ON)
    certain = after.filter(pl.col("severity") == "error")
    rows = certain.with_columns(pl.col("row") % county.marriages.height)
    ledger = check_serials(
        Issue(serial=serial, status=status, reason=reason)
        for serial, status, reason in county.ledger.iter_rows()
    )
    serials = {(str(found.actual), found.code) for found in ledger.findings}
    for first, last in ledger.gaps:
        one, other = SerialNumber.parse(first), SerialNumber.parse(last)
        if one and other:
            serials |= {(one.at(n), "FX111") for n in range(one.number, other.number + 1)}
    hall = cases.filter(pl.col("facility") == FACILITIES[1].name).select("location", who="case")
    stock = take_stock(hall, county.shelves)
    return {
        "records": _rows(result.findings.filter(pl.col("severity") != "notice")),
        "services": _rows(statements.findings),
        "claims": _rows(check_claims(county.claims, statements)),
        "payments": _rows(payments_after_death(county.payments, deaths, on=ON).findings),
        "marriages": _rows(rows),
        "ledger": serials,
        "shelves": set(stock.select("who", "code").rows()),
    }


def _rows(findings: pl.DataFrame) -> set[tuple[str, str]]:
    return {(str(row), code) for row, code in findings.select("row", "code").rows()}


def findings_of(county: SyntheticFunerals) -> dict[str, set[tuple[str, str]]]:
    """Everything that is found in a county, by table; empty ones are left out."""
    return {table: rows for table, rows in _found(county).items() if rows}
