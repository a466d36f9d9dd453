"""Delimited text of every encoding and habit comes out as the same rows."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.errors import InputError
from minzheng_core.reading import ArchiveMapping, read_archive
from minzheng_core.reading.files import delimited
from minzheng_core.reading.files.encoding import detect_encoding
from minzheng_core.reading.files.records import sniff_delimiter, split_records
from minzheng_core.reading.recognition.content import profile
from minzheng_core.registries.marriage.archive import FIELDS as SPECS
from minzheng_core.schema import FieldKind

from .people import FIELDS, HEADINGS, couples

if TYPE_CHECKING:
    from pathlib import Path

ROWS = couples(40)


def text_of(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def rows_of(archive) -> list[tuple]:
    (table,) = archive.tables
    return table.frame.select(FIELDS).rows()


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("gb18030", b""),
        ("gbk", b""),
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_every_encoding_and_separator_gives_the_same_rows(
    tmp_path, fields, codec, mark, delimiter
) -> None:
    path = tmp_path / "档案.txt"
    path.write_bytes(mark + text_of([HEADINGS, *ROWS], delimiter).encode(codec))

    archive = read_archive(path, fields)

    assert rows_of(archive) == [tuple(r) for r in ROWS]
    assert archive.tables[0].frame["source_row"].to_list() == list(range(2, 42))
    assert archive.tables[0].notes == ()


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("cell", ["36\x0021", "361\x002"])
def test_a_stray_zero_byte_makes_no_utf16_of_a_short_file(tmp_path, codec, cell) -> None:
    path = tmp_path / "档案.csv"
    path.write_bytes(f"姓名,号码,地址\n张三,{cell}33620815001,兴国县\n".encode(codec))

    assert detect_encoding(path).name == codec


def test_a_full_width_comma_separates_where_people_typed_it(tmp_path, fields) -> None:
    path = tmp_path / "档案.txt"
    path.write_text("\n".join("，".join(r) for r in [HEADINGS, *ROWS]), encoding="gb18030")

    assert rows_of(read_archive(path, fields)) == [tuple(r) for r in ROWS]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(tmp_path, fields, end) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(",".join(r) for r in [HEADINGS, *ROWS]).encode("gb18030"))

    assert rows_of(read_archive(path, fields)) == [tuple(r) for r in ROWS]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-8"])
def test_line_ends_of_several_systems_in_one_file(tmp_path, fields, encoding, monkeypatch) -> None:
    """A file put together from several, read in slices that end anywhere."""
    ends = ("\r\n", "\n", "\r")
    lines = [",".join(row) for row in [HEADINGS, *ROWS]]
    text = "".join(line + ends[i % 3] for i, line in enumerate(lines))
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))

    for size in (512, 514, 519, 1 << 20):
        monkeypatch.setattr(delimited, "SLICE", size)
        archive = read_archive(path, fields)
        assert rows_of(archive) == [tuple(r) for r in ROWS], size
        assert archive.tables[0].frame["source_row"].to_list() == list(range(2, 42))


def test_titles_and_blank_lines_count_as_rows_and_line_breaks_in_cells_do_not(
    tmp_path, fields
) -> None:
    rows = [
        ["兴国县婚姻登记档案"],
        [],
        HEADINGS,
        ROWS[0],
        [],
        [*ROWS[1][:-1], '第一行\n第二行,"引"'],
        ROWS[2],
    ]
    path = tmp_path / "a.csv"
    path.write_text(text_of(rows), encoding="utf-8")

    frame = read_archive(path, fields).tables[0].frame

    assert frame["source_row"].to_list() == [4, 6, 7]
    assert frame["wife_domicile"][1] == '第一行\n第二行,"引"'


def test_half_quotes_stay_characters(tmp_path, fields) -> None:
    rows = [",".join(HEADINGS), *(",".join(r) for r in ROWS)]
    rows[3] = rows[3].replace("江西省", '5"江西省', 1)
    rows[9] = rows[9].replace("江西省", '"江西省', 1)
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows) + "\n", encoding="gb18030")

    (table,) = read_archive(path, fields).tables

    assert table.frame.height == 40
    assert table.frame["husband_domicile"][2].startswith('5"江西省')
    assert table.frame["husband_domicile"][8].startswith('"江西省')
    assert "IN170" in [n.code for n in table.notes]


def test_cells_beyond_the_headings_join_the_last_column(tmp_path, fields) -> None:
    lines = [",".join(HEADINGS), *(",".join(r) for r in couples(6000))]
    lines[5600] += ",多出,的"
    lines[5700] = lines[5700].rsplit(",", 3)[0]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="gb18030")

    (table,) = read_archive(path, fields).tables
    frame = table.frame

    assert frame["wife_domicile"][5599].endswith(",多出,的")
    assert frame["wife_domicile"][5699] is None
    assert frame.height == 6000
    assert [(n.code, n.rows) for n in table.notes] == [
        ("IN165", (5601,)),
        ("IN182", (5701,)),
    ]


def test_a_megabyte_in_one_cell_is_read(tmp_path, fields) -> None:
    rows = [[*r[:-1], "村" * 1_000_000 + '"' if i == 3 else r[-1]] for i, r in enumerate(ROWS)]
    path = tmp_path / "a.csv"
    path.write_text(text_of([HEADINGS, *rows]), encoding="gb18030")

    assert rows_of(read_archive(path, fields)) == [tuple(r) for r in rows]


def test_a_few_nul_bytes_and_cut_characters_are_noted_not_fatal(tmp_path, fields) -> None:
    raw = text_of([HEADINGS, *couples(500)]).encode("gb18030").split(b"\r\n")
    raw[20] = raw[20].replace(b"1,", b"1\0,", 1)
    raw[33] = raw[33][:-1]
    path = tmp_path / "a.csv"
    path.write_bytes(b"\r\n".join(raw))

    (table,) = read_archive(path, fields).tables

    assert table.frame.height == 500
    notes = {n.code: n for n in table.notes}
    assert notes["IN164"].values["line"] == 34
    assert notes["IN164"].count == 1
    assert not any("\0" in c for c in table.frame["certificate_number"])


def test_chunks_are_the_frame_in_order(tmp_path, fields) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text_of([HEADINGS, *couples(2500)]), encoding="gb18030")

    frames = [f for _, f in read_archive(path, fields).chunks(1000)]
    whole = read_archive(path, fields).tables[0].frame

    assert [f.height for f in frames] == [1000, 1000, 500]
    assert [r for f in frames for r in f.rows()] == whole.rows()


@pytest.mark.parametrize(
    ("content", "encoding", "code"),
    [
        (b"", None, "IN102"),
        (b"\xef\xbb\xbf  \r\n ", None, "IN102"),
        (b"\x00\x01\x02\x03" * 5000, None, "IN110"),
        (",".join(HEADINGS).encode("gb18030"), None, "IN112"),
        ("甲,乙\n丙,丁\n".encode(), None, "IN111"),
        (text_of([HEADINGS, *ROWS]).encode("gb18030"), "utf-8", "IN109"),
        (text_of([HEADINGS, *ROWS]).encode("gb18030"), "no-such-codec", "IN119"),
    ],
)
def test_bad_text_is_refused_with_its_own_code(
    tmp_path: Path, fields, content, encoding, code
) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes(content)

    with pytest.raises(InputError) as caught:
        assert read_archive(path, fields, encoding=encoding).tables[0].frame.height == 0

    assert caught.value.code == code
    assert caught.value.exit_status == 3
    assert "坏.csv" in caught.value.sentence("zh") or code == "IN119"
    assert "…" not in caught.value.sentence("en")


@pytest.mark.parametrize("length", [200, 1000, 20_000, 2_000_000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bytes_at_random_are_no_text(tmp_path: Path, fields, length: int, seed: int) -> None:
    path = tmp_path / "档案.csv"
    path.write_bytes(b"\x91" + Random(seed).randbytes(length))
    with pytest.raises(InputError) as caught:
        read_archive(path, fields)
    assert caught.value.code == "IN110"


@pytest.mark.parametrize("stray", ["\x1a", "\x0c\x0b", "\x1b[0m", "\x07\x7f"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_few_control_characters_leave_a_text_a_text(tmp_path, fields, stray, encoding) -> None:
    path = tmp_path / "档案.csv"
    path.write_bytes((text_of([HEADINGS, *ROWS]) + stray).encode(encoding))
    assert read_archive(path, fields).tables[0].frame.height >= len(ROWS)


def test_headings_in_an_error_never_show_long_numbers(tmp_path, fields) -> None:
    path = tmp_path / "a.csv"
    path.write_text("啊,362133196208151232\n哦,362133196208151233\n", encoding="utf-8")

    try:
        message = str(read_archive(path, fields).mapping.to_json())
    except InputError as error:
        message = error.sentence()

    assert "36213319620815" not in message


CELLS = st.text(st.sampled_from('甲乙a1,"\n \t;'), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_split_into_the_same_records(rows) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)

    assert list(split_records(out.getvalue(), ",")) == rows


def test_the_steadiest_separator_wins() -> None:
    assert sniff_delimiter("姓名,备注\n甲,a;b;c\n乙,d\n") == ","
    assert sniff_delimiter("姓名\t备注\n甲\ta,b,c\n乙\td,e\n") == "\t"


def test_big5_is_read_as_such(tmp_path, fields) -> None:
    path = tmp_path / "臺.csv"
    rows = [["登記日期", "男方姓名", "女方姓名"], *([["1990-05-01", "張國強", "陳美麗"]] * 20)]
    path.write_bytes(text_of(rows).encode("big5"))
    frame = read_archive(path, fields).tables[0].frame
    assert frame["husband_name"].unique().to_list() == ["張國強"]


def test_utf8_joined_with_gbk_is_refused_at_the_first_foreign_line(tmp_path, fields) -> None:
    path = tmp_path / "合并.csv"
    utf8, gbk = text_of([HEADINGS, *ROWS[:30]]), text_of(ROWS[30:33])
    path.write_bytes(utf8.encode("utf-8") + gbk.encode("gb18030"))
    with pytest.raises(InputError) as caught:
        read_archive(path, fields)
    assert caught.value.code == "IN109"
    assert "32" in str(caught.value)


@pytest.mark.parametrize("order", ["headings", "rows", "end"])
def test_utf8_joined_to_gb18030_is_refused_with_its_line(
    tmp_path, fields, order: str, monkeypatch
) -> None:
    monkeypatch.setattr("minzheng_core.reading.files.encoding.SLICE", 1 << 14)
    path = tmp_path / "拼接.csv"
    lines = [",".join(row) for row in [HEADINGS, *couples(400)]]
    at = {"headings": 0, "rows": 7, "end": 390}[order]
    path.write_bytes(
        b"".join(
            f"{line}\n".encode("utf-8" if i == at else "gb18030") for i, line in enumerate(lines)
        )
    )
    with pytest.raises(InputError) as caught:
        read_archive(path, fields).tables[0].frame.lazy()
    assert caught.value.code == "IN109"
    assert f"第 {at + 1} 行" in str(caught.value)


def test_a_sheet_named_for_a_text_file_is_told(tmp_path, fields) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text_of([HEADINGS, *ROWS]), encoding="utf-8")
    ((place, note),) = read_archive(path, fields, sheets=["1985年"]).remarks
    assert (place, note.code) == ("a.csv", "IN184")
    assert "1985年" in note.sentence()


@pytest.mark.parametrize("quoted", ["", '"'])
@pytest.mark.parametrize("ending", ["\n", ""])
def test_rows_with_too_few_cells_are_told(tmp_path, fields, quoted: str, ending: str) -> None:
    path = tmp_path / "缺列.csv"
    rows = [[*r[:-1], f"{quoted}{r[-1]}{quoted}"] for r in ROWS]
    rows[3] = rows[3][:6]
    rows[20][-1] = ""
    rows[-1] = rows[-1][:9]
    text = "\n".join(",".join(row) for row in [["花名册"], HEADINGS, *rows]) + ending
    path.write_text(text, encoding="utf-8")

    (table,) = read_archive(path, fields).tables
    assert table.frame.height == len(ROWS)
    notes = {note.code: note for note in table.notes if note.code in {"IN182", "IN183"}}

    last = len(ROWS) + 2
    assert notes["IN182"].rows == ((6, last) if ending else (6,))
    assert ("IN183" in notes) == (not ending)
    assert ending or str(last) in notes["IN183"].sentence()


def test_rows_with_stray_quotes_and_too_few_cells_are_told(tmp_path, fields) -> None:
    path = tmp_path / "引号.csv"
    rows = [list(row) for row in ROWS]
    rows[1][2] = '兴国县"潋江镇'
    rows[5] = rows[5][:4]
    path.write_text("\n".join(map(",".join, [HEADINGS, *rows])), encoding="gb18030")

    (table,) = read_archive(path, fields).tables
    assert table.frame.height == len(ROWS)

    assert [n.rows for n in table.notes if n.code == "IN182"] == [(7,)]


@pytest.mark.parametrize("text", ["联通", "登记日期,男方姓名\n1990-05-01,龘靐齉\n"])
def test_short_or_rare_gbk_is_no_other_encoding(tmp_path, text) -> None:
    path = tmp_path / "短.csv"
    path.write_bytes(text.encode("gb18030"))
    assert detect_encoding(path).name == "gb18030"


def test_the_codec_of_gbk_reads_nothing_that_gb18030_reads_otherwise() -> None:
    pairs = [bytes((a, b)) for a in range(256) for b in range(256)]
    for pair in pairs:
        with suppress(UnicodeDecodeError):
            assert pair.decode("gbk") == pair.decode("gb18030")


@pytest.mark.parametrize("formula", ['="{}"', '"=""{}"""'])
def test_texts_written_as_formulas_are_texts(tmp_path, fields, formula) -> None:
    path = tmp_path / "a.csv"
    rows = [[formula.format(cell) if cell else "" for cell in row] for row in ROWS]
    lines = [",".join(row) for row in [HEADINGS, *rows]]
    path.write_text("\n".join(lines), encoding="gb18030")

    archive = read_archive(path, fields)

    assert rows_of(archive) == [tuple(row) for row in ROWS]
    assert archive.remarks == ()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_printed_report_has_its_columns_apart_by_blanks(tmp_path, encoding) -> None:
    lines = [
        "榆中县小康营乡1995年结婚登记",
        "",
        "编号   登记日期      男方姓名   女方姓名   结婚证号",
        "1      1995-01-05    张三       李  四     小结字第1号".replace("李  四", "李 四"),
        "  2    1995-07-11    王五       赵六       小结字第2号  ",
    ]
    path = tmp_path / "登记.txt"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    (table,) = read_archive([path], SPECS).tables
    again = read_archive([path], SPECS, mapping=ArchiveMapping((table.mapping,))).tables[0]
    for frame in (table.frame, again.frame):
        assert frame["husband_name"].to_list() == ["张三", "王五"]
        assert frame["wife_name"].to_list() == ["李 四", "赵六"]
        assert frame["certificate_number"].to_list() == ["小结字第1号", "小结字第2号"]
        assert frame["source_row"].to_list() == [4, 5]


def test_a_report_with_a_cell_left_out_is_not_read_a_column_off(tmp_path) -> None:
    lines = [
        "编号   登记日期      男方姓名   女方姓名",
        "1      1995-01-05    张三       李四",
        "2      1995-01-06    王五",
    ]
    path = tmp_path / "登记.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_archive([path], SPECS)
    assert caught.value.code == "IN111"


def test_a_long_text_is_no_certificate_number() -> None:
    said = (
        "{}、张三，男，高兴公社人；李四，女，高兴公社人，于1981年1月8日登记结婚，证号：高结字第{}号"
    )
    best = profile([said.format(n, n) for n in range(1, 9)]).best()
    assert best is None or best[0] is not FieldKind.CERTIFICATE_NUMBER
    number = "江西省兴国县人民政府婚姻登记处（2003）兴结字第000{}号"
    assert profile([number.format(n) for n in range(9)]).best() == (
        FieldKind.CERTIFICATE_NUMBER,
        1.0,
    )


def _wide(text: str, width: int) -> str:
    return text + " " * (width - len(text) - sum(ord(c) > 255 for c in text))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("signs", ["┌─┬┐├┼┤│", "+-+++++|"])
def test_a_table_drawn_with_lines_is_read_by_its_columns(tmp_path, encoding, signs) -> None:
    left, dash, down, right, begin, cross, end, upright = signs
    rule = [dash * 16] * len(HEADINGS)
    lines = ["　　　一九八八年结婚登记", left + down.join(rule) + right]
    for row in [HEADINGS, *ROWS[:20], HEADINGS, *ROWS[20:]]:
        lines.append(upright + upright.join(_wide(cell, 32) for cell in row) + upright)
        lines.append(begin + cross.join(rule) + end)
    path = tmp_path / "a.txt"
    path.write_text("\r\n".join(lines), encoding)
    (table,) = read_archive(path, SPECS).tables
    (again,) = read_archive(path, SPECS, mapping=ArchiveMapping((table.mapping,))).tables
    for frame in (table.frame, again.frame):
        assert frame.select(FIELDS).rows() == [tuple(row) for row in ROWS]
        assert frame["source_row"].to_list()[:2] == [5, 7], "lines are counted as they stand"
