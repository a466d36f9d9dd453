"""Identity numbers, scalar: what holds for every number and for every text."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.values.ids.arithmetic import check_digit
from minzheng_core.values.ids.id_number import FAULTS, FIXES, IdNumber


def value(text: str) -> IdNumber:
    number = IdNumber.parse(text).value
    assert number is not None
    return number


births = st.dates(date(1870, 1, 1), date(2026, 1, 1))
regions = st.sampled_from(["362133", "360732", "110105", "440524", "460001", "810000"])


@st.composite
def numbers18(draw: st.DrawFn) -> str:
    body = f"{draw(regions)}{draw(births):%Y%m%d}{draw(st.integers(1, 999)):03d}"
    return body + str(check_digit(body))


@given(numbers18())
def test_generated_numbers_are_sound_and_canonical(text: str) -> None:
    parsed = IdNumber.parse(text)

    assert parsed.fixes == ()
    assert {f.code for f in parsed.findings} <= {"ID112"}
    assert parsed.value is not None
    assert parsed.value.id18 == text
    assert IdNumber.parse(str(parsed.value)) == parsed


@given(numbers18(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_no_one_character_error_is_accepted(text: str, position: int, character: str) -> None:
    wrong = text[:position] + character + text[position + 1 :]

    assert wrong == text or not value(wrong).sound


@settings(max_examples=300)
@given(
    st.text(alphabet="0123456789xX*×'（）()身份证无号:：. -—,，Oo１２\u200b\u3000GE+", max_size=24)
)
def test_normalisation_is_stable_and_data_never_raise(text: str) -> None:
    once = IdNumber.normalise(text)
    parsed = IdNumber.parse(text)

    assert IdNumber.normalise(once.text).fixes == ()
    assert {fix.name for fix in once.fixes} <= set(FIXES)
    assert [f.code for f in parsed.findings] == sorted({f.code for f in parsed.findings})
    assert {f.code for f in parsed.findings} <= set(FAULTS)
    if parsed.value is not None:
        number = parsed.value
        assert [f.code for f in number.explain()] == sorted(f.code for f in number.explain())
        assert number.mask("public") != number.text
        _ = (
            number.birth,
            number.sex,
            number.id18,
            number.core15,
            number.alternatives,
            number.proposed,
        )


@given(st.text(max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    IdNumber.parse(text)
