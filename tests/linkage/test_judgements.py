"""The book of judgements: append-only, withdrawn years later, the same after a round trip."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.linkage.judgements import Judgements, RecordKey, Relation, Verdict

KEYS = [RecordKey("甲.csv", "", row) for row in (2, 3, 4)]
START = datetime(2026, 1, 5, 9)
PAIRS = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda p: p[0] != p[1])
ACTIONS = st.lists(st.tuples(PAIRS, st.sampled_from([*Verdict, None])), max_size=12)


def _acted(actions: list) -> tuple[Judgements, dict]:
    book, held = Judgements(), {}
    for number, ((left, right), verdict) in enumerate(actions):
        pair = (min(left, right), max(left, right))
        at = START + timedelta(days=number)
        if verdict is not None:
            book.decide(left, right, Relation.SAME_ACT, verdict, by="王", at=at)
            held[pair] = verdict
        elif pair in held:
            book.withdraw(left, right, by="李", at=at)
            del held[pair]
        else:
            with pytest.raises(KeyError):
                book.withdraw(left, right, by="李", at=at)
    return book, held


@given(ACTIONS)
def test_what_holds_is_the_last_word_on_each_pair(actions: list) -> None:
    book, held = _acted(actions)

    assert {j.pair: j.verdict for j in book.current()} == held


@given(ACTIONS)
def test_a_book_survives_being_written(actions: list) -> None:
    book, _ = _acted(actions)

    assert list(Judgements.from_json(book.to_json())) == list(book)


@pytest.mark.parametrize(
    "text", ["上\u2028下", "上\u2029下", "上\x85下", "上\n\r\x0b\x1c下", "\u3000"]
)
def test_whatever_a_note_or_the_name_of_a_sheet_holds_comes_back(text: str) -> None:
    book = Judgements()
    other = RecordKey("甲.xlsx", text, 9)
    book.decide(KEYS[0], other, Relation.SAME_ACT, Verdict.SAME, by="王", at=START, note=text)

    assert list(Judgements.from_json(book.to_json())) == list(book)


def test_every_line_about_a_pair_can_be_read_again() -> None:
    book = Judgements()
    book.decide(
        KEYS[0], KEYS[1], Relation.SAME_ACT, Verdict.SAME, by="王", at=START, note="对过原档"
    )
    book.withdraw(KEYS[1], KEYS[0], by="李", at=START, note="两份档案")

    assert [(j.by, j.note, j.withdrawn) for j in book.of(KEYS[1], KEYS[0])] == [
        ("王", "对过原档", False),
        ("李", "两份档案", True),
    ]
