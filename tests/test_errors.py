"""An error says the same after its way from another process."""

from __future__ import annotations

import copy

import pytest

from minzheng_core.errors import CallError, InputError, MinzhengError
from minzheng_core.findings import Finding
from minzheng_core.ledger import Refused


@pytest.mark.parametrize(
    "error",
    [
        CallError("IN201", step="没有"),
        InputError("IN102", file="档案.xlsx"),
        Refused("BK202", findings=(Finding("MR302"),), count=1, said="…"),
    ],
    ids=lambda error: error.code,
)
def test_an_error_travels(error: MinzhengError) -> None:
    again = copy.deepcopy(error)  # goes the way of pickling

    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.__dict__ == error.__dict__
