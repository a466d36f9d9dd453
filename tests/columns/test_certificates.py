"""A column of certificate numbers says what the values say."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.columns import certificates as columns
from minzheng_core.values.certificates.certificate_number import FAULTS, FIXES, CertificateNumber

CELLS = [
    "J110101-2010-000001", "Ｊ３６０７３２－２０２１－０００１２３", "j3607322021000123", "BJ360732-2015-000045", "K360732-2021-000123",
    "J360732 2021 000123", "\u200bJ360732—2021--000123", "J360732-1998-000000", "J990732-2021-000001", "J360732-2021-00123",
    "赣兴结字010400123", "赣兴补结字010500003", "结字010400123", "赣興結字010400123", "赣兴结字018800123", "赣兴结补字010500003",
    "(88)潋结字第12号", "兴离字（一九九二）第七号", "政字第2002208号", "无", None, "", " ", "110105194912310021", "3607322021000123",
    "J360732-3021-000001", "J-360732-2021-000001", "字号：J360732-2021-000123", "J360732-2021-000123号", "赣兴复字012500000",
    "兴东结字第87-2号", "潋结字第02-5号", "潋结字第12-1号", "50字第1号", "87年度潋结字第3号", "潋结字（87）年第3号", "字第12号",
]  # fmt: skip
cell = st.one_of(
    st.sampled_from(CELLS),
    st.from_regex(
        r"\A[ 　]?(BJ|BL|J|l|K|Ｊ)[-—]?[1-9][0-9]{5}[-－_ ]?(19|20)[0-9]{2}[-—]?[0-9]{6}[号 ]?\Z"
    ),
    st.from_regex(r"\A[赣兴潋复]{0,3}(结|离|补结|复|補)字(第)?[0-9]{8,9}号?\Z"),
    st.text(alphabet="赣兴潋结离复补婚字第号附年（）()〔88一九二十-0123456789 ", max_size=14),
    st.from_regex(
        r"\A(\((19|20)?[0-9]{2}年?\)|(19|20)?[0-9]{2}年?)?[赣兴潋年附三]{0,3}(结|离|补结|复|补|结补)字(\([0-9]{2}\))?第?[0-9]{1,7}号?\Z"
    ),
    st.from_regex(
        r"\A[赣兴潋三]{0,3}(结|离|补结|复|补|结补|婚)字第?([0-9]{2}|19[0-9]{2}|20[0-3][0-9])-?[0-9]{1,6}号?\Z"
    ),
    st.from_regex(
        r"\A[赣兴潋三]{0,3}(结|离|补结)字[(（][一九五〇零二八十]{3,4}年?[)）]第?[零一二三九十百]{1,6}号?\Z"
    ),
    st.from_regex(
        r"\A(\([0-9]{2}\)|[0-9]{2})?(年度?)?[赣兴潋三]{0,2}(结|离|补结)?字(\([0-9]{2}\))?(年度?)?第?[0-9]{1,2}([-/][0-9]{1,2})?号?\Z"
    ),
    st.text(max_size=5),
)


def check(cells, skip=()):
    frame = columns.parse(pl.Series(cells, dtype=pl.String), skip)
    assert frame.height == len(cells)
    for raw, row in zip(cells, frame.iter_rows(named=True), strict=True):
        parsed = CertificateNumber.parse(raw, skip)
        assert {FIXES[i] for i in range(len(FIXES)) if row["fixes"] >> i & 1} == {
            f.name for f in parsed.fixes
        }
        assert {FAULTS[i] for i in range(len(FAULTS)) if row["faults"] >> i & 1} == {
            f.code for f in parsed.findings
        }
        value = parsed.value
        for part in (
            "era",
            "prefix",
            "act",
            "code",
            "year",
            "year_open",
            "serial",
            "suffix",
            "place",
            "office_number",
            "text",
        ):
            assert row[part] == (None if value is None else getattr(value, part)), part


def test_the_column_equals_the_values_on_known_cells():
    check(CELLS)
    check(CELLS, {"certificate.hyphens"})


@settings(max_examples=80, deadline=None)
@given(st.lists(cell, max_size=30))
def test_the_column_equals_the_values(cells):
    check(cells)


def test_types_do_not_depend_on_the_cells():
    for cells in ([], [None], ["J110101-2010-000001"], CELLS):
        frame = columns.parse(pl.Series(cells, dtype=pl.String))
        assert frame.schema == columns.parse(pl.Series(CELLS)).schema
