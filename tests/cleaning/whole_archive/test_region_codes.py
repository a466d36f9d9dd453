"""What the other numbers of an archive tell about the region code of 15 digits, which nothing confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from minzheng_core.cleaning.evidence.region_use import WORTH_OFFERING, RegionUse, place_of
from minzheng_core.values.ids.arithmetic import to_18
from tests.cleaning.archives import clean_rows, codes

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

HOME, SWAPPED, NEIGHBOUR = "362133", "362313", "362121"
FIELD = "husband_id_number"


def row(number: int, region: str = HOME, **cells: str) -> dict[str, str]:
    """A marriage of its own, with the *region* code in the husband's number."""
    day = f"62{number % 12 + 1:02}{number % 28 + 1:02}"
    return {
        "registration_date": "1987-12-23",
        "husband_name": f"张{chr(0x4E00 + number)}",
        "husband_id_number": f"{region}{day}{number % 400 * 2 + 1:03}",
        "husband_birth_date": f"19{day[:2]}-{day[2:4]}-{day[4:]}",
        "husband_domicile": "江西省兴国县潋江镇",
        "wife_name": f"李{chr(0x5E00 + number)}",
        **cells,
    }


def cleaned(*regions: str, others: int = 400, **cells: str) -> CleanResult:
    """An archive that begins with numbers of these *regions*; all *others* are of the county."""
    rows = [row(at, region, **cells) for at, region in enumerate(regions)]
    return clean_rows([*rows, *(row(at, **cells) for at in range(len(rows), len(rows) + others))])


def answer(result: CleanResult, at: int = 0) -> tuple[Any, ...]:
    return result.records.select(FIELD, f"{FIELD}_status").row(at)


def test_a_code_that_one_has_and_a_slip_makes_of_the_usual_one_is_asked_about() -> None:
    result = cleaned("362132")
    assert answer(result) == (None, "conflict")
    assert "MR222" in codes(result, FIELD)
    offers = result.candidates.filter(pl.col("row") == 0, pl.col("field") == FIELD).sort("rank")
    written = row(0, "362132")[FIELD]
    assert set(offers["value"][:2]) == {to_18(written), to_18(HOME + written[6:])}
    assert result.records["husband_birth_date"][0] == row(0)["husband_birth_date"]


def test_a_rare_code_is_the_likelier_a_slip_the_more_numbers_of_the_archive_are_damaged() -> None:
    def as_written(damaged: int) -> float:
        rows = [row(0, "362132"), *map(row, range(1, 400))]
        broken = [row(at) | {FIELD: row(at)[FIELD] + "12"} for at in range(400, 400 + damaged)]
        offers = clean_rows([*rows, *broken]).candidates.filter(
            pl.col("row") == 0, pl.col("field") == FIELD
        )
        return float(
            dict(offers.select("value", "score").iter_rows())[to_18(row(0, "362132")[FIELD])]
        )

    assert as_written(40) < as_written(0) - 0.15


def test_a_code_that_many_of_the_county_have_is_no_slip() -> None:
    result = cleaned(*["362132"] * 30)
    assert {answer(result, at)[1] for at in range(30)} == {"derived"}
    assert not codes(result, FIELD) & {"MR222", "MR230"}


def test_a_rare_code_that_no_single_slip_makes_stands_and_is_noted() -> None:
    result = cleaned("362125", *["362121"] * 20, others=400)
    assert answer(result)[1] == "derived"
    assert "MR230" in codes(result, FIELD)
    found = result.findings.filter(pl.col("code") == "MR230").row(0, named=True)
    assert (found["severity"], found["actual"]) == ("notice", "362125（上犹县）")
    assert found["expected"] == "362133（兴国县）"


def test_what_is_left_out_of_the_recipe_is_not_withheld() -> None:
    rows = [row(0, "362132"), *(row(at) for at in range(1, 400))]
    result = clean_rows(rows, without=["cell.withhold"])
    assert answer(result)[1] == "conflict"


def test_a_code_that_is_none_is_put_right_without_a_birth_date() -> None:
    result = cleaned("361133", husband_birth_date="")
    assert answer(result) == (to_18(row(0)[FIELD]), "repaired")


@pytest.mark.parametrize("slip", ["364133", "382133"])
def test_the_archives_own_code_is_enough_where_no_domicile_is_told(slip: str) -> None:
    assert answer(cleaned(slip, husband_domicile=""))[0] == to_18(row(0)[FIELD])


def test_numbers_with_a_check_digit_are_counted_and_not_doubted() -> None:
    result = cleaned("362132")
    whole = {FIELD: str(to_18(row(0, "362132")[FIELD]))}
    rows = [row(0, "362132") | whole, *(row(at) for at in range(1, 400))]
    checked = clean_rows(rows)
    assert answer(result)[1] == "conflict"
    assert answer(checked)[1] == "original"


def test_use_tells_the_likelier_slip_first() -> None:
    group = ("wife", place_of("360732"))
    use = RegionUse("360732", {group: {HOME: 900, NEIGHBOUR: 40, "362132": 1}})
    doubt = use.doubt(group, "362132")
    assert doubt.codes[0][0] == HOME
    assert doubt.share == pytest.approx(sum(share for _, share in doubt.codes))
    assert use.doubt(group, HOME).share == 0
    assert not use.doubt(group, NEIGHBOUR).share


def test_the_code_usual_in_the_archive_may_be_typed_by_habit() -> None:
    here, far = ("wife", place_of("360732")), ("wife", place_of("441323"))
    use = RegionUse("360732", {here: {HOME: 30_000}, far: {"442528": 20_000, HOME: 1}})
    doubt = use.doubt(far, HOME)
    assert doubt.share > 0.5
    assert [code for code, share in doubt.codes if share > 0.5] == ["442528"]


def test_where_nobody_has_a_usual_code_nothing_is_doubted() -> None:
    nowhere = ("wife", place_of(None))
    assert not RegionUse("", {nowhere: {"362132": 1}}).doubt(nowhere, "362132").codes


@pytest.mark.parametrize(("there", "told"), [(0, "repaired"), (30, "unresolved")])
def test_the_archive_tells_whether_a_failing_check_digit_lies_in_a_neighbours_code(
    there: int, told: str
) -> None:
    written = f"362132{to_18(row(0)[FIELD])[6:]}"
    rows = [row(0, husband_id_number=written), *(row(at, "362132") for at in range(1, there + 1))]
    result = clean_rows([*rows, *(row(at) for at in range(there + 1, 200))])
    assert answer(result)[1] == told


def test_no_more_codes_are_named_than_are_worth_offering() -> None:
    usual = {f"3621{at:02}": 40 for at in range(1, 31)}
    use = RegionUse("360732", {("wife", "360732"): usual | {HOME: 900, "362132": 1}})

    doubt = use.doubt(("wife", "360732"), "362132")

    assert doubt.briefly().share == doubt.share
    assert doubt.briefly().codes == tuple(
        pair for at, pair in enumerate(doubt.codes) if at == 0 or pair[1] >= WORTH_OFFERING
    )
    assert 1 <= len(doubt.briefly().codes) < len(doubt.codes)
