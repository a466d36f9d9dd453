"""Two clocks: what was true on a day, and what the book said at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

from minzheng_core.errors import CallError
from minzheng_core.ledger import Book, Source
from minzheng_core.schema.lifecycle import Action, Lifecycle, State
from tests.ledger.conftest import couple

OLD, NEW = "(88)潋结字第12号", "BJ360732-2020-000001"
ORDER = Source(document="（2026）兴民撤字第1号")


def _numbers(book: Book, key: str, *days: date) -> list[str | None]:
    entries = [book.as_of(key, on=day) for day in days]
    return [entry.values.get("certificate_number") if entry else None for entry in entries]


def _reissued(book: Book) -> str:
    key = book.register(couple(), by="王某某").key
    book.reissue(key, {"certificate_number": NEW}, by="王某某", effective=date(2020, 6, 1))
    return key


def test_an_act_holds_from_its_day(book: Book) -> None:
    key = _reissued(book)

    days = date(1988, 5, 19), date(1988, 5, 20), date(2020, 5, 31), date(2020, 6, 1)
    assert _numbers(book, key, *days) == [None, OLD, OLD, NEW]
    assert book.as_of(key, on=datetime(2020, 6, 1, 12)).values["certificate_number"] == NEW


def test_a_correction_holds_for_as_long_as_what_it_corrects(book: Book) -> None:
    key = _reissued(book)
    wrong = "BJ360732-2020-000010"
    book.correct(key, {"certificate_number": wrong, "wife.name": "李肆娘"}, by="王", reason="更正")

    before, after = (book.as_of(key, on=day) for day in (date(2019, 1, 1), date(2021, 1, 1)))
    assert (before.values["certificate_number"], after.values["certificate_number"]) == (OLD, wrong)
    assert before.values["wife.name"] == after.values["wife.name"] == "李肆娘"
    assert "old_certificate_number" not in before.values


def test_nothing_is_there_before_a_registration_took_effect(book: Book) -> None:
    key = book.register(couple(registration_date=None), by="王", effective=date(2020, 1, 1)).key
    book.correct(key, {"office": "县民政局"}, by="王某某", reason="补")

    assert book.as_of(key, on=date(2019, 12, 31)) is None
    assert book.as_of(key, on=date(2020, 1, 1)).values["office"] == "县民政局"


@pytest.mark.parametrize(
    ("written", "before", "first"),
    [
        ("1988", date(1987, 12, 31), date(1988, 1, 1)),
        ("1988-05", date(1988, 4, 30), date(1988, 5, 1)),
        ("不详", None, date(1900, 1, 1)),
    ],
)
def test_a_date_known_in_part_begins_with_its_first_day(
    book: Book, written: str, before: date | None, first: date
) -> None:
    accept = {"DT112": "原件", "DT101": "原件", "DT113": "原件"}
    key = book.register(couple(registration_date=written), by="王", accept=accept).key

    assert book.as_of(key, on=first) is not None
    assert before is None or book.as_of(key, on=before) is None


def test_a_revoked_marriage_was_void_from_its_beginning(book: Book) -> None:
    key = _reissued(book)
    moment = datetime.now(UTC)
    book.revoke(key, by="王某某", reason="胁迫", source=ORDER)

    assert book.as_of(key, on=date(1990, 1, 1)).state == "revoked"
    assert book.as_of(key, on=date(1990, 1, 1), said=moment).state == "registered"
    book.act("restore", key, by="王某某", reason="判决撤销", source=ORDER)
    assert book.as_of(key, on=date(1990, 1, 1)).state == "registered"


def test_the_book_says_what_it_said(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    moment = book.history(key)[0].revision.at
    book.correct(key, {"wife.name": None}, by="王某某", reason="更正")

    assert book.as_of(key, said=moment).values["wife.name"] == "李四娘"
    assert "wife.name" not in book.as_of(key).values
    assert book.as_of(key, said=moment - timedelta(seconds=1)) is None
    with pytest.raises(CallError) as naive:
        book.as_of(key, said=moment.replace(tzinfo=None))
    assert naive.value.code == "BK214"


def test_a_state_changes_on_its_day_whatever_was_corrected_since(book: Book) -> None:
    ended = Lifecycle(
        states=(State(name="held", label="有效"), State(name="ended", label="已解除")),
        actions=(
            Action(name="register", label="登记", after="held"),
            Action(name="correct", label="更正", before=frozenset({"held", "ended"})),
            Action(name="end", label="解除", before=frozenset({"held"}), after="ended"),
        ),
    )
    registry = evolve(book.setting.registry, lifecycle=ended)
    book.setting = evolve(book.setting, registry=registry)
    key = book.register(couple(), by="王某某").key
    book.act("end", key, by="王某某", effective=date(2010, 1, 1))
    book.correct(key, {"office": "县民政局"}, by="王某某")

    states = [book.as_of(key, on=date(year, 6, 1)).state for year in (2005, 2015)]
    assert states == ["held", "ended"]
    assert book.as_of(key, on=date(2005, 6, 1)).values["office"] == "县民政局"


def test_the_time_of_a_book_never_runs_back(book: Book) -> None:
    clock = iter(["2026-11-26T08:00:00.000000+00:00", "2026-11-25T08:00:00.000000+00:00"])
    book.setting = evolve(book.setting, clock=lambda: next(clock))
    key = book.register(couple(), by="王某某").key
    book.correct(key, {"office": "县民政局"}, by="王某某", reason="补")

    first, second = (event.revision.at for event in book.history(key))
    assert first == second
