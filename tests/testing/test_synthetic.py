"""The synthetic archives hold what they promise: judged by rules written down here again."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from minzheng_core.reference.divisions import divisions
from minzheng_core.testing.synthetic import KINDS, make_archive, write_csv, write_workbook
from minzheng_core.testing.synthetic.determined import judge_one
from minzheng_core.testing.synthetic.kinds import kinds_of
from minzheng_core.testing.synthetic.lineages import lineages
from minzheng_core.testing.synthetic.misspelling import misspelt
from minzheng_core.testing.synthetic.offices import local_form

if TYPE_CHECKING:
    from pathlib import Path

PARTIES = ("husband", "wife")
LABEL = {"husband": "男方", "wife": "女方"}


@pytest.fixture(scope="module")
def archive():
    return make_archive(4000, seed=11)


@pytest.fixture(scope="module")
def clean():
    return make_archive(2000, seed=12, error_rate=0)


def test_same_arguments_give_the_same_archive(archive):
    again = make_archive(4000, seed=11)

    assert archive.raw.equals(again.raw)
    assert archive.truth.equals(again.truth)
    assert archive.damages.equals(again.damages)


def test_another_seed_gives_another_archive(archive):
    assert not archive.raw.equals(make_archive(4000, seed=13).raw)


@pytest.mark.parametrize("rows", [1, 7, 300])
def test_as_many_rows_as_asked_for(rows):
    archive = make_archive(rows, seed=1)

    assert archive.raw.height == archive.truth.height == rows


def test_another_county_can_be_the_home():
    truth = make_archive(300, seed=1, county="532322").truth

    late = truth.filter(pl.col("registration_date") > "2000")
    assert (late["husband_division"] == "532322").mean() > 0.5


@pytest.mark.parametrize("city", ["441900", "442000", "460400", "620200"])
def test_a_city_without_counties_can_be_the_home(city):
    archive = make_archive(300, county=city, seed=4)

    late = archive.truth.filter(pl.col("registration_date") > "2016")
    assert (late["husband_division"] == city).mean() > 0.5
    name = divisions().at(city, 2020).name
    assert not archive.raw["男方户籍地址"].str.contains(name + name).any()


def test_a_county_of_the_past_is_refused():
    with pytest.raises(KeyError):
        make_archive(10, seed=1, county="362133")


@pytest.mark.parametrize("party", PARTIES)
def test_true_numbers_are_sound(archive, party):
    weights = [2 ** (17 - i) % 11 for i in range(18)]
    for number, birth in archive.truth.select(f"{party}_id18", f"{party}_birth_date").rows():
        digits = [10 if c == "X" else int(c) for c in number]
        assert sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 1
        assert number[6:14] == birth.replace("-", "")
        assert (digits[16] % 2 == 0) == (party == "wife")
        assert number[:6] in divisions()


@pytest.mark.parametrize("party", PARTIES)
def test_a_number_called_known_and_undamaged_is_written_as_it_is(clean, party):
    both = pl.concat([clean.raw, clean.truth], how="horizontal")
    for written, true, known in both.select(
        f"{LABEL[party]}身份证号", f"{party}_id18", f"{party}_id_known"
    ).rows():
        assert known == (written != "")
        assert written in ("", true, true[:6] + true[8:17])


def test_an_error_rate_of_zero_damages_nothing(clean):
    assert clean.damages.is_empty()


@pytest.mark.parametrize("party", PARTIES)
def test_divisions_were_in_force_in_the_year_of_registration(archive, party):
    named = archive.truth.filter(pl.col(f"{party}_division") != "")
    for code, registered in named.select(f"{party}_division", "registration_date").rows():
        assert divisions().at(code, max(int(registered[:4]), 1981)) is not None


def test_dates_lie_in_the_years_asked_for_and_births_before(archive):
    for row in archive.truth.iter_rows(named=True):
        registered = date.fromisoformat(row["registration_date"])
        assert 1950 <= registered.year <= 2026
        for party in PARTIES:
            born = date.fromisoformat(row[f"{party}_birth_date"])
            assert 1905 <= born.year <= 2004
            assert registered.year - born.year >= 14


def test_damages_leave_the_truth_alone(archive):
    names = pl.concat([archive.truth["husband_name"], archive.truth["wife_name"]])

    assert not names.str.contains(r"[\s?□（(]").any()
    assert (archive.truth["office"] != "").all()


def test_modern_certificate_numbers_are_unique_among_different_acts(archive):
    modern = archive.truth.filter(pl.col("certificate_number").str.contains("-\\d{4}-"))

    per_number = modern.group_by("certificate_number").agg(pl.col("event").n_unique())

    assert per_number["event"].max() == 1


def test_every_kind_of_damage_happens_about_as_often_as_the_table_says():
    archive = make_archive(30_000, seed=5)
    happened = {(kind.group, kind.name): 0 for kind in KINDS}
    groups = {
        "certificate_number": "certificate", "husband_domicile": "domicile", "wife_domicile": "domicile",
        "husband_birth_date": "birth_date", "wife_birth_date": "birth_date", "husband_name": "name",
        "wife_name": "name", "husband_id_number": "id", "wife_id_number": "id",
    }  # fmt: skip
    for field, kind in archive.damages.select("field", "kind").rows():
        if kind != "swapped_spouses":
            happened[groups.get(field, field), kind] += 1

    assert [key for key, count in happened.items() if count == 0] == []
    present = (archive.truth["husband_id_form"] != "").sum() + (
        archive.truth["wife_id_form"] != ""
    ).sum()
    assert happened["id", "wrong_digit"] / present == pytest.approx(0.005, rel=0.35)


def test_groups_name_each_kind_once():
    for group in {kind.group for kind in KINDS}:
        names = [kind.name for kind in kinds_of(group)]
        assert len(names) == len(set(names))


def test_the_home_county_is_followed_through_its_codes():
    places = lineages()

    codes = {places.records[p].code for p in places.at[places.home("360732")]}

    assert codes == {"362133", "360732"}


HOME, LISTED = {"362133", "360732"}, {"362133", "360732", "362132"}


def _judge(text, birth="19620815"):
    return judge_one(
        text, "362133196208150010", birth=birth, female=False, home=HOME, listed=LISTED
    )


@pytest.mark.parametrize(
    "text",
    [
        "362133196208510010",  # day turned round
        "362133191208150010",  # year wrong
        "36213319620815010",  # a digit lost in the sequence
        "362133********0010",
        "362183196208150010",  # county mistyped
    ],
)
def test_a_slip_that_leaves_one_answer_is_known(text):
    assert _judge(text) == (True, True)


@pytest.mark.parametrize(
    "text", ["362133196208150020", "362133196208510010", "362133620815003", "362133********0010"]
)
def test_without_a_birth_date_little_can_be_known(text):
    assert _judge(text, birth="")[0] is False


def test_a_wrong_sequence_in_fifteen_digits_cannot_be_seen():
    assert _judge("362133620815003") == (False, False)


def test_a_sound_old_number_against_the_birth_date_decides_nothing():
    assert _judge("362133630815001") == (False, True)


def test_a_misspelt_county_still_points_at_one():
    rng = random.Random(1)
    names = {record.name for record in lineages().records}

    for kind in ("typo", "dropped", "doubled"):
        for name in ("兴国县", "信丰县", "石城县"):
            slip = misspelt(rng, name, "江西省", kind)
            assert slip == name or slip not in names
            assert slip != name or kind != "doubled"


def test_local_certificate_numbers():
    forms = [local_form("潋", "兴", word="离", year=1992, serial=7, style=s) for s in range(11)]

    assert forms[0] == "(92)潋离字第7号"
    assert forms[4] == "兴离字（一九九二）第七号"
    assert forms[10] == ""


@pytest.mark.parametrize("layout", ["plain", "titled", "numbers", "pairs", "national", "messy"])
def test_a_workbook_tells_where_each_record_stands(tmp_path: Path, layout):
    archive = make_archive(250, seed=3)
    file = tmp_path / "档案.xlsx"

    where = write_workbook(archive, file, layout)

    book = openpyxl.load_workbook(file)
    for row, sheet, number in where.rows():
        cells = [str(cell.value) for cell in book[sheet][number] if cell.value is not None]
        certificate = archive.raw["证件字号"][row]
        assert not certificate or certificate in cells
    assert where["row"].to_list() == list(range(250))


def test_numbers_become_numbers_only_where_excel_would_keep_them(tmp_path: Path):
    archive = make_archive(250, seed=3)
    file = tmp_path / "档案.xlsx"
    write_workbook(archive, file, "numbers")

    sheet = openpyxl.load_workbook(file).active

    at = archive.raw.columns.index("男方身份证号") + 1
    for number, written in enumerate(archive.raw["男方身份证号"], start=2):
        cell = sheet.cell(number, at).value
        if isinstance(cell, (int, float)):
            assert str(int(cell)) == written
        else:
            assert (cell or "") == written


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_text_file_reads_back(tmp_path: Path, encoding):
    archive = make_archive(250, seed=3)
    file = tmp_path / "档案.csv"

    where = write_csv(archive, file, encoding)

    text = file.read_bytes().decode(encoding)
    back = pl.read_csv(text.encode(), infer_schema=False)
    assert back.fill_null("").equals(archive.raw)
    assert where["source_row"][0] == 2
