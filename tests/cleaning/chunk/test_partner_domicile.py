"""A domicile that says "as my spouse" takes the spouse's, with its division; 同上 takes nothing where it is not clear."""

from __future__ import annotations

from tests.cleaning.archives import clean_rows

_ROW = {"registration_date": "1990-05-01", "husband_name": "张三", "wife_name": "陈一"}


def _cleaned(husband: str, wife: str) -> dict[str, str | None]:
    row = _ROW | {"husband_domicile": husband, "wife_domicile": wife}
    result = clean_rows([row])
    record = result.records.row(0, named=True)
    steps = result.changes.filter(result.changes["step"] == "division.resolve")
    return record | {"changed": ",".join(steps["field"].to_list())}


def test_the_party_named_is_taken_and_noted() -> None:
    record = _cleaned("江西省兴国县潋江镇", "同男方")
    assert (record["wife_division"], record["wife_township"]) == ("362133", "360732100")
    assert record["wife_division_status"] == "filled"
    assert record["wife_domicile"] == "江西省兴国县潋江镇"
    assert record["changed"] == "wife_domicile,wife_division"
    assert _cleaned("同女方", "江西省于都县")["husband_division"] == "362132"
    assert _cleaned("江西省于都县", "同配偶")["wife_division"] == "362132"
    assert _cleaned("江西省于都县", "同左")["wife_division"] == "362132"


def test_a_cell_that_was_filled_from_the_partner_names_a_place() -> None:
    row = _ROW | {"husband_domicile": "江西省兴国县潋江镇", "wife_domicile": "同男方"}
    assert "DV213" not in clean_rows([row]).findings["code"].to_list()
    row = _ROW | {"husband_domicile": "江西省兴国县潋江镇", "wife_domicile": "同上"}
    assert "DV213" in clean_rows([row]).findings["code"].to_list()


def test_what_does_not_say_which_cell_is_not_guessed() -> None:
    for text in ("同上", "同前", "同女方"):
        record = _cleaned("江西省兴国县", text)
        assert record["wife_division"] is None
        assert record["wife_division_status"] == "unresolved"
        assert record["changed"] == ""


def test_two_cells_that_refer_to_each_other_say_nothing() -> None:
    record = _cleaned("同女方", "同男方")
    assert (record["husband_division"], record["wife_division"]) == (None, None)
