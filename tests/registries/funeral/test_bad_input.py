"""Whatever stands in a case, it is judged and never crashes; one case needs no heavy library."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import attrs
import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minzheng_core.registries import funeral, marriage
from minzheng_core.registries.funeral import FuneralRecord, examples
from minzheng_core.registries.funeral.across import check_across
from minzheng_core.registries.funeral.cases import cases_of
from minzheng_core.registries.funeral.due import due
from minzheng_core.registries.funeral.examples import changed, id_of
from minzheng_core.registries.funeral.indicators import indicators
from minzheng_core.registries.funeral.lists import numbers
from minzheng_core.registries.funeral.matching import deaths_of
from minzheng_core.registries.funeral.spec import spec
from minzheng_core.values.certificates.serial_number import SerialNumber
from minzheng_core.values.grave_number import grave_number
from tests.registries.funeral.test_contracts import cleaned

ON = date(2026, 11, 23)
PATHS = funeral.REGISTRY.paths
words = st.sampled_from(
    ["无", "不详", "", " ", "2026-02-30", "0000-00-00", "-5", "1e9", "９９", "年", "A区", "362133", "海葬",
     "2026年7月1日", "24小时", "0.5㎡", "9" * 22, "91350100M000100Y43", "\ue863", "=1+1", "是", "2150-01-01"]
) | st.text(max_size=12)  # fmt: skip
records = st.dictionaries(st.sampled_from(PATHS), words, max_size=14)


def made(values: dict[str, str]) -> FuneralRecord:
    return funeral.REGISTRY.structured(values)


@settings(max_examples=120, deadline=None)
@given(records)
@example({"deceased.id_number": "2026年7月1日"})
def test_any_case_is_judged(values: dict[str, str]) -> None:
    for finding in funeral.check(made(values), county="360732", on=ON, settings=examples.SETTINGS):
        assert finding.field
        assert "…" not in finding.sentence() or finding.code[:2] not in {"FR", "FX", "FS"}


@settings(max_examples=12, deadline=None)
@given(st.lists(records, min_size=1, max_size=5))
def test_any_ledger_is_cleaned_and_listed(drawn: list[dict[str, str]]) -> None:
    result = cleaned([made(values) for values in drawn])
    cases = cases_of(result.records, county="360732", on=ON, settings=examples.SETTINGS)

    assert result.records.height == len(drawn)
    check_across(cases, examples.SETTINGS.facilities)
    due(cases, on=ON, settings=examples.SETTINGS)
    deaths_of(cases)
    indicators(cases, county="360732", settings=examples.SETTINGS, since=date(2020, 1, 1), until=ON)


@given(st.text("0123456789ABcdＡｂ１２区排第号园-—兴火证字 （）.", max_size=20))
def test_places_and_serials_are_read_or_left(text: str) -> None:
    once = grave_number(text)
    assert grave_number(once) == once
    serial = SerialNumber.parse(text)
    assert serial is None or SerialNumber.parse(str(serial)) == serial


def test_numbers_of_lists_are_read_with_their_units() -> None:
    written = pl.Series(["5 天", "1,200.5元", "-3", "不详", None, "3至5"])
    assert numbers(written).to_list() == [5, 1200.5, -3, None, None, None]


def test_cleaning_what_is_clean_changes_nothing() -> None:
    first = cleaned([*examples.GOOD, *examples.BAD.values()])
    names = [field.name for field in spec().fields if field.name in first.records.columns]
    again = funeral.clean(
        first.records.select(pl.col(names).cast(pl.String)), county="360732", on=ON
    )

    for name in set(names) - {"deceased_id_number", "deceased_birth_date"}:
        assert again.records[name].to_list() == first.records[name].to_list(), name


def test_a_death_makes_the_spouse_of_a_marriage_book_widowed() -> None:
    one, two = id_of("362133", "19500228", "001"), id_of("362133", "19520305", "002")
    married = pl.DataFrame(
        {"登记日期": ["1975-10-01"], "业务类型": ["结婚"], "男方姓名": ["王五"], "男方身份证号": [one],
         "女方姓名": ["赵六"], "女方身份证号": [two]}
    )  # fmt: skip
    result = marriage.clean(married, county="360732", on=ON)
    case = pl.DataFrame(
        {"deceased_id_number": [one], "deceased_name": ["王五"], "death_date": ["2026-05-01"]}
    )
    deaths = deaths_of(cases_of(case, county="360732", on=ON))
    told = marriage.timelines(result, result.links, deaths=deaths)

    assert told.status(0, "wife", date(2026, 4, 30)).code == "married"
    assert told.status(0, "wife", date(2026, 5, 1)).code == "widowed"


def test_one_case_is_checked_and_settled_on_the_light_core() -> None:
    program = (
        "import sys\n"
        "for name in ('polars', 'numpy', 'pandas', 'pyarrow'): sys.modules[name] = None\n"
        "from datetime import date\n"
        "from minzheng_core.registries import funeral\n"
        "from minzheng_core.registries.funeral import examples\n"
        "from minzheng_core.registries.funeral.schedules import Service, documented, state\n"
        "for code, record in examples.BAD.items():\n"
        "    found = funeral.check(record, county='360732', on=date(2026, 11, 23),\n"
        "                          settings=examples.SETTINGS)\n"
        "    assert code in {f.code for f in found}, code\n"
        "told = state([Service(item='存放', quantity=5)], documented('雷州'), place='440882',\n"
        "             day=date(2025, 5, 1))\n"
        "assert told.pay == 16000\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_changed_specimen_keeps_its_other_fields() -> None:
    other = changed(examples.OF_2026, death={"date": "2026-08-02"})
    assert attrs.asdict(other.cremation) == attrs.asdict(examples.OF_2026.cremation)
