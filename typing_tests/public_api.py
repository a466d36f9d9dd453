"""What a type checker must see of the public names: this file is only ever read by mypy."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

import minzheng_core as mz
from minzheng_core.values.base import Parsed

if TYPE_CHECKING:
    from minzheng_core.rules.id_report import IdReport

assert_type(mz.__version__, str)
assert_type(mz.check_id("362133196208150010"), list[mz.Finding])


def columns(report: IdReport) -> None:
    assert_type(report.counts(), dict[str, int])
    assert_type(report.of(0), list[mz.Finding])
    for row, finding in report:
        assert_type(row, int)
        assert_type(finding.severity, mz.Severity)


def values(text: str) -> None:
    assert_type(mz.IdNumber.parse(text), Parsed[mz.IdNumber])
    assert_type(mz.PartialDate.parse(text), Parsed[mz.PartialDate])
    assert_type(mz.PersonName.parse(text), Parsed[mz.PersonName])
    assert_type(mz.CertificateNumber.parse(text), Parsed[mz.CertificateNumber])
    assert_type(mz.DivisionCode.parse(text), Parsed[mz.DivisionCode])
    number = mz.IdNumber.parse(text).value
    if number is not None:
        assert_type(number.mask("staff"), str)
        assert_type(number.explain(), list[mz.Finding])


def errors(error: mz.MinzhengError) -> None:
    assert_type(error.code, str)
    assert_type(error.sentence("en"), str)
    assert_type(error.exit_status, int)
