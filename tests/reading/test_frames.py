"""A frame is read like a sheet with one heading row, whatever made it."""

from datetime import date, datetime

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from minzheng_core.errors import CallError, InputError
from minzheng_core.reading import read_frame
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.archive import FIELDS

CELLS = {
    "登记日期": [datetime(1988, 10, 1), datetime(1990, 1, 2)],
    "男方姓名": ["张三", None],
    "男方身份证号": [362133620815001, None],
    "女方姓名": ["李四", "王五"],
    "年度": [1988.0, None],
}
READ = {
    "source_row": [2, 3],
    "registration_date": ["1988-10-01", "1990-01-02"],
    "husband_name": ["张三", None],
    "husband_id_number": ["362133620815001", None],
    "wife_name": ["李四", "王五"],
    "archive_year": ["1988", None],
}


@pytest.mark.parametrize(
    "frame",
    [pl.DataFrame(CELLS), pl.LazyFrame(CELLS), pd.DataFrame(CELLS), pa.table(CELLS)],
    ids=lambda f: type(f).__module__ + "." + type(f).__name__,
)
def test_every_kind_of_frame_gives_the_same_text(frame):
    read = read_frame(frame, FIELDS).tables[0].frame

    assert read.select(list(READ)).to_dict(as_series=False) == READ


def test_dates_come_as_iso_text():
    frame = pl.DataFrame(
        {"登记日期": [date(1985, 10, 1)], "男方姓名": ["张三"], "女方姓名": ["李四"]}
    )

    assert read_frame(frame, FIELDS).tables[0].frame["registration_date"].to_list() == [
        "1985-10-01"
    ]


def test_a_day_with_a_time_zone_is_the_day_there_whatever_made_the_frame() -> None:
    moment = pd.Series(pd.to_datetime(["1988-10-01"])).dt.tz_localize("Asia/Shanghai")
    frame = pd.DataFrame({"登记日期": moment, "男方姓名": ["张三"], "照片": [True]})
    for kind in (frame, pl.from_pandas(frame), pa.Table.from_pandas(frame)):
        table = read_frame(kind, FIELDS).tables[0].frame
        assert table.select("registration_date", "照片").rows() == [("1988-10-01", "true")]


def test_two_columns_of_one_name_are_both_kept():
    frame = pd.DataFrame(
        [["1985-10-01", "张三", "李四", "甲", "乙"]],
        columns=["登记日期", "男方姓名", "女方姓名", "其他", "其他"],
    )

    read = read_frame(frame, FIELDS).tables[0].frame

    assert {"甲", "乙"} <= set(read.row(0))


def test_something_else_is_refused_by_name():
    with pytest.raises(CallError, match="IN208"):
        read_frame(42, FIELDS)


def test_a_frame_without_rows_or_known_columns_is_refused():
    with pytest.raises(InputError, match="IN112"):
        read_frame(pl.DataFrame({"登记日期": []}), FIELDS)
    with pytest.raises(InputError, match="IN111"):
        read_frame(pl.DataFrame({"alpha": ["q"], "beta": ["w"]}), FIELDS)


@pytest.mark.parametrize("empty", ["", "  ", "\u3000", "#N/A"])
def test_a_cell_with_nothing_in_it_is_an_empty_one(empty) -> None:
    frame = pl.DataFrame({**CELLS, "女方出生日期": ["1970-01-02", empty]}, strict=False)
    read = read_frame(frame, FIELDS).tables[0].frame
    assert read["wife_birth_date"].to_list() == ["1970-01-02", None]


NUMBERS = {
    "登记日期": ["2012-10-01", "2012-10-02"],
    "男方姓名": ["张三", "王五"],
    "男方身份证号": [362133196208150010.0, None],
    "女方身份证号": [362133620815001.0, None],
}


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame(NUMBERS),
        pd.DataFrame(NUMBERS),
        pd.DataFrame(NUMBERS).astype(object),
        pa.table(NUMBERS),
    ],
    ids=["polars", "pandas", "objects", "arrow"],
)
def test_of_a_long_number_that_became_a_float_no_digit_is_made_up(frame) -> None:
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_id_number"].to_list() == ["362133196208150000", None]
    assert table.frame["wife_id_number"].to_list() == ["362133620815001", None]
    assert [(note.code, note.count) for note in table.notes] == [("IN166", 1)]


def test_a_whole_column_of_floats_makes_no_number_sound() -> None:
    numbers = [float(362133196208150000 + last) for last in range(1000)]
    frame = pd.DataFrame(
        {
            "登记日期": ["2012-10-01"] * 1000,
            "男方姓名": ["张三丰"] * 1000,
            "男方身份证号": numbers,
            "男方出生日期": ["1962-08-15"] * 1000,
            "男方户籍地": ["江西省兴国县"] * 1000,
        }
    )
    records = marriage.clean(frame, county="360732", link=False).records
    assert records["husband_id_number"].null_count() == 1000


def test_numbers_of_single_precision_are_as_the_screen_shows_them() -> None:
    frame = pl.DataFrame(NUMBERS, schema_overrides={"女方身份证号": pl.Float32})
    for kind in (frame, frame.to_pandas()):
        table = read_frame(kind, FIELDS).tables[0].frame
        assert table["wife_id_number"].to_list() == ["3.62134E+14", None]


def test_an_index_with_a_name_is_a_column() -> None:
    frame = pd.DataFrame({"登记日期": ["1988-10-01"], "男方姓名": ["张三"]})
    for kind in (frame.set_index("登记日期"), frame.set_index(["登记日期", "男方姓名"])):
        table = read_frame(kind.assign(女方姓名=["李四"]), FIELDS).tables[0].frame
        assert table["registration_date"].to_list() == ["1988-10-01"]
        assert table["husband_name"].to_list() == ["张三"]


def test_periods_and_half_characters_are_text() -> None:
    frame = pd.DataFrame(
        {
            "登记日期": pd.PeriodIndex(["1988-10"], freq="M"),
            "男方姓名": pd.Series(["张\ud800三"], dtype=object),
            "女方姓名": ["李四"],
        }
    )
    table = read_frame(frame, FIELDS).tables[0].frame
    assert table.select("registration_date", "husband_name").rows() == [("1988-10", "张?三")]


@pytest.mark.parametrize(
    ("cells", "text"),
    [(pl.Series([[1, 2]]), "[1, 2]"), (pl.Series([b"ab"]), "b'ab'"), (pl.Series([date], dtype=pl.Object), str(date))],
)  # fmt: skip
def test_whatever_stands_in_other_columns_a_frame_is_read(cells: pl.Series, text: str) -> None:
    frame = pl.DataFrame({"登记日期": ["1988-10-01"], "男方姓名": ["张三"], "照片": cells})
    assert read_frame(frame, FIELDS).tables[0].frame["照片"].to_list() == [text]
