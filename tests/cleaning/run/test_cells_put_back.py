"""Cells that changed places leave a chain of changes from what was written to what is given."""

from __future__ import annotations

import polars as pl
import pytest

from tests.cleaning.archives import clean_rows


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", " "])
def test_blanks_around_a_cell_do_not_break_the_chain(blank: str) -> None:
    text = f"{blank}兴国县潋江镇"
    result = clean_rows([{"husband_id_number": text, "husband_domicile": "362133620815001"}])

    field = "husband_domicile"
    told = result.changes.filter(pl.col("field") == field)
    assert told["before"][0] == "362133620815001"
    assert told["after"][-1] == result.records[field][0] == "兴国县潋江镇"
