"""What holds for every archive, however messy: nothing lost, nothing silent, nothing made up."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.cleaning import Recipe
from minzheng_core.cleaning.run import pipeline
from minzheng_core.registries.marriage.spec import spec
from minzheng_core.reports.save import write_tables
from tests.cleaning.archives import clean_rows, messy, messy_result, raw_of, recipe

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

BLANK = " \t\r\n\u00a0\u3000\ufeff\u200b"
EMPTY = ("missing", "unresolved", "conflict")
FILLED = ("original", "normalised", "derived", "repaired", "filled", "conflict")

CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "", " ", "无", "不详", "同上", "/", "\x00", "=1+1", "张三", "362133620815001",
            "362133196208150010", "362133196208151233", "１９８８年５月１日", "八八年冬月",
            "3.62133E+17", "22岁", "J360732-2021-000123", "(88)潋结字第12号", "本县", "男", "汉",
            "360732199002290016", "19", "2099-01-01", "𠮷野", "·", "\u202e反向", "9" * 400,
        ]
    ),
    st.text(max_size=25),
)  # fmt: skip
PARTS = {part for parts in spec().parts.values() for part in parts}
FIELDS = tuple(field.name for field in spec().fields if field.name not in PARTS)
"""All fields of the registry; the levels of a domicile are put together before anything is changed."""


@settings(max_examples=12, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, CELLS)), min_size=1, max_size=12))
def test_any_cells_at_all_keep_their_rows_and_never_raise(
    rows: list[dict[str, str | None]],
) -> None:
    result = clean_rows(rows)

    assert result.records["source_row"].to_list() == list(range(2, len(rows) + 2))
    assert_accounted(pl.DataFrame(rows, schema=dict.fromkeys(FIELDS, pl.String)), result)


COUPLE = {
    "registration_date": "1988.10.1", "business_type": "结婚", "certificate_number": "兴字第12号",
    "husband_name": "张三", "husband_id_number": "362133620815001",
    "husband_birth_date": "1963年2月3日", "husband_age": "28", "husband_domicile": "兴国县潋江镇",
    "wife_name": "李四", "wife_id_number": "362133640815002", "wife_birth_date": "1961-3-4",
    "wife_age": "27", "wife_domicile": "兴国县",
}  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(sorted(COUPLE)), min_size=1))
def test_any_of_the_columns_may_be_missing(columns: set[str]) -> None:
    result = clean_rows([{name: text for name, text in COUPLE.items() if name in columns}])

    assert result.records.height == 1


def test_no_row_is_lost_doubled_or_moved() -> None:
    raw = raw_of(messy())
    assert messy_result().records["source_row"].to_list() == list(range(2, raw.height + 2))


def test_a_run_that_lost_a_record_ends_instead_of_giving_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "_look_again", lambda *_: None)

    with pytest.raises(RuntimeError, match="records came in"):
        clean_rows(raw_of(messy()))


def test_changes_lead_from_what_was_written_to_what_is_given() -> None:
    assert_accounted(raw_of(messy()), messy_result())


def assert_accounted(raw: pl.DataFrame, result: object) -> None:
    """Every cell that differs from its raw text has a chain of changes from the one to the other."""
    records, changes = result.records, result.changes  # type: ignore[attr-defined]
    chains: dict[tuple[int, str], list[tuple[str | None, str | None]]] = defaultdict(list)
    for row, field, before, after in changes.select("row", "field", "before", "after").iter_rows():
        chains[row, field].append((before, after))
    for (row, field), steps in chains.items():
        written = raw[field][row] if field in raw.columns else None
        assert steps[0][0] == written
        assert steps[-1][1] == records[field][row]
        assert all(a[1] == b[0] for a, b in pairwise(steps))
    for field in set(raw.columns) & set(records.columns):
        for row, (written, given_) in enumerate(zip(raw[field], records[field], strict=True)):
            same = (written or "").strip().strip(BLANK) == (given_ or "").strip()
            assert same or (row, field) in chains or not (written or "").strip(), (field, row)


def test_a_status_says_whether_there_is_a_value() -> None:
    records = messy_result().records
    for name in records.columns:
        status = f"{name}_status"
        if status not in records.columns:
            continue
        empty = records.filter(pl.col(name).is_null())[status].unique().to_list()
        filled = records.filter(pl.col(name).is_not_null())[status].unique().to_list()
        assert set(empty) <= set(EMPTY), name
        assert set(filled) <= set(FILLED), name


def test_an_original_value_stands_as_it_was_written() -> None:
    raw, records = raw_of(messy()), messy_result().records
    for name in raw.columns:
        status = f"{name}_status"
        if status not in records.columns:
            continue
        kept = (records[status] == "original").arg_true()
        assert records[name].gather(kept).to_list() == raw[name].gather(kept).to_list()


def test_a_birth_date_in_conflict_stays_as_written() -> None:
    result = messy_result()
    for name in ("husband_birth_date", "wife_birth_date"):
        rows = (result.records[f"{name}_status"] == "conflict").arg_true()
        assert result.records[name].gather(rows).null_count() == 0
        steps = result.changes.filter(
            (pl.col("field") == name) & pl.col("row").is_in(rows.implode())
        )
        assert all(
            step.startswith("date.") for steps_ in steps["step"] for step in steps_.split("+")
        )


def test_names_lose_no_character_and_gain_none() -> None:
    raw, records = raw_of(messy()), messy_result().records

    def bare(name: str) -> str:
        text = unicodedata.normalize("NFKC", name)
        return "".join(c for c in text if c.isalnum())

    for field in ("husband_name", "wife_name"):
        for written, given_ in zip(raw[field], records[field], strict=True):
            assert given_ is None or bare(written) == bare(given_)


def test_two_runs_write_the_same_bytes(tmp_path: object) -> None:
    folders = [tmp_path / name for name in "ab"]  # type: ignore[operator]
    for folder in folders:
        folder.mkdir()
        write_tables(clean_rows(raw_of(messy()).head(300)), folder)
    names = sorted(path.name for path in folders[0].iterdir())
    assert names
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_a_recipe_read_back_gives_the_same_run() -> None:
    raw = raw_of(messy()).head(200)
    again = clean_rows(raw, by=Recipe.from_json(recipe().to_json()))
    assert again.records.equals(clean_rows(raw).records)


@cache
def lent_and_shifted(rows: int) -> tuple[pl.DataFrame, CleanResult]:
    """Rows with numbers of somebody far away (MR226) and some a row too low (MR229), cleaned at once."""
    raw = raw_of(messy()).head(rows)
    lent = raw.filter(
        pl.col("husband_id_number").str.contains(r"^\d{17}[\dX]$"),
        pl.col("husband_birth_date").is_not_null(),
        pl.col("wife_name").is_not_null(),
    ).head(20)
    copied = lent.with_columns(
        pl.col("husband_name").reverse(), husband_birth_date=pl.lit(None, dtype=pl.String)
    )
    dated = pl.col("wife_id_number").is_not_null() & pl.col("wife_birth_date").is_not_null()
    raw = raw.sort(dated, maintain_order=True)
    lower = raw[-20:].with_columns(pl.col("wife_id_number").shift(1))
    raw = pl.concat([raw[:-20], lower, copied])
    return raw, clean_rows(raw)


@pytest.mark.parametrize(("rows", "chunk"), [(150, 7), (1500, 100), (1500, 1000)])
def test_the_size_of_chunks_decides_nothing(rows: int, chunk: int) -> None:
    """Many small chunks of few rows, a few of many: what lies apart is found across them."""
    raw, whole = lent_and_shifted(rows)

    pieces = clean_rows(raw, chunk=chunk)

    assert {"MR226", "MR229"} <= set(whole.findings["code"])
    for name in ("records", "findings", "changes", "candidates", "questions"):
        assert getattr(pieces, name).equals(getattr(whole, name)), name


def test_without_derivation_fifteen_digits_stay() -> None:
    row = {"husband_name": "张三", "husband_id_number": "362133620815001"}
    result = clean_rows([row], without=["id.derive-18"])
    assert result.records["husband_id_number"].to_list() == ["362133620815001"]
    assert result.records["husband_id_number_status"].to_list() == ["original"]


def test_without_withholding_the_text_stays_with_its_status() -> None:
    row = {"husband_name": "张三", "husband_id_number": "362133196208151233"}
    result = clean_rows([row], without=["cell.withhold"])
    assert result.records["husband_id_number"].to_list() == ["362133196208151233"]
    assert result.records["husband_id_number_status"].to_list() == ["unresolved"]


def test_an_age_in_the_cell_of_the_birth_date_is_an_age() -> None:
    row = {"registration_date": "1953-05-04", "husband_birth_date": "24周岁"}
    result = clean_rows([row])
    assert result.records["husband_age"].to_list() == ["24周岁"]
    assert result.records["husband_birth_range"].to_list() == ["1928-05-05/1929-05-04"]
    assert "DT101" not in result.findings["code"].to_list()
    left_out = clean_rows([row], without=["age.from-birth-cell"])
    assert "DT101" in left_out.findings["code"].to_list()


@pytest.mark.parametrize(
    ("written", "age"),
    [
        ("虚23", "虚岁23"), ("23虚", "虚岁23"), ("23（虚）", "虚岁23"), ("虚龄廿三", "虚岁23"),
        ("虚二十三", "虚岁23"), ("（虚）23", "虚岁23"), ("实23", "23周岁"), ("满二十三", "23周岁"),
        ("23周", "23周岁"), ("二十三", "23"), ("廿三", "23"), ("虛23", "虚岁23"),
    ],
)  # fmt: skip
def test_an_age_there_may_say_in_a_word_how_it_was_counted(written: str, age: str) -> None:
    row = {"registration_date": "1953-05-04", "husband_birth_date": written}
    result = clean_rows([row])
    assert result.records["husband_age"].to_list() == [age]
    assert "DT101" not in result.findings["code"].to_list()


@pytest.mark.parametrize(
    "written", ["二月十三", "冬月廿三", "十三", "1962", "虚", "腊月", "二〇三", "四三"]
)
def test_what_is_no_age_stays_a_date(written: str) -> None:
    row = {"registration_date": "1985-05-04", "husband_birth_date": written}
    records = clean_rows([row]).records
    assert "husband_age" not in records.columns or records["husband_age"].to_list() == [None]


def test_an_age_tells_between_which_days_also_where_only_the_month_of_the_act_is_known() -> None:
    row = {"registration_date": "1953年5月", "husband_age": "24周岁"}
    result = clean_rows([row])
    assert result.records["husband_birth_range"].to_list() == ["1928-05-02/1929-05-31"]
