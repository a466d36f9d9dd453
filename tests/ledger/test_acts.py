"""The verbs: judged before they are written, refused in one sentence, written once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.errors import CallError
from minzheng_core.ledger import Book, NotAllowed, Refused, Source, StaleRevision
from minzheng_core.ledger.drafting import LOOKS_LIKE_NUMBER
from minzheng_core.registries.marriage import MarriageRecord, Party
from minzheng_core.stores import open_store
from tests.ledger.conftest import HUSBAND, WIFE_NUMBER, book_on, couple

WRONG = "362133196208150019"


def refusal(call: object, *args: object, **options: object) -> str:
    with pytest.raises((CallError, NotAllowed, Refused, StaleRevision)) as refused:
        call(*args, **options)  # type: ignore[operator]
    assert refused.value.sentence("zh") != refused.value.sentence("en")
    assert "…" not in refused.value.sentence("zh")
    return refused.value.code


def test_a_registration_with_errors_is_refused_with_all_of_them(book: Book) -> None:
    wrong = couple(husband={"name": "张三丰", "id_number": WRONG})
    with pytest.raises(Refused) as refused:
        book.register(wrong, by="王某某")

    assert "ID104" in {finding.code for finding in refused.value.findings}
    assert WRONG not in str(refused.value) + repr(refused.value)
    assert len(book) == 0


def test_an_accepted_finding_is_written_with_its_reason_and_holds_for_itself_only(
    book: Book,
) -> None:
    wrong = couple(husband={"name": "张三丰", "id_number": WRONG})
    accept = {"ID104": "档案原文如此"}
    key = book.register(wrong, by="王某某", accept=accept).key
    book.correct(key, {"office": "兴国县民政局"}, by="王某某", reason="补")
    assert book.get(key).accepted == accept

    other = {"wife": {"id_number": "362133196403021219"}}
    assert refusal(book.correct, key, other, by="王某某", reason="更正") == "BK202"
    book.correct(key, {"husband": {"id_number": HUSBAND}}, by="王某某", reason="更正")
    assert book.get(key).accepted == {}
    again = {"husband": {"id_number": WRONG}}
    assert refusal(book.correct, key, again, by="王某某", reason="改回") == "BK202"


def test_an_empty_reason_accepts_nothing(book: Book) -> None:
    wrong = couple(husband={"name": "张三丰", "id_number": WRONG})

    assert refusal(book.register, wrong, by="王", accept={"ID104": " "}) == "BK202"


@pytest.mark.parametrize(
    "key", ["", " A", "A\n", "A\x00", "\ud800", "x" * 65, HUSBAND, "编号" + "1" * 15, "e\u0301", 7]
)
def test_a_key_that_cannot_be_told_from_another_is_refused(book: Book, key: str) -> None:
    assert refusal(book.register, couple(), by="王某某", key=key) == "BK105"
    assert refusal(book.correct, key, {"office": "x"}, by="王某某", reason="x") == "BK105"


@pytest.mark.parametrize(
    "key",
    [
        "A",
        "婚-1988/12",
        "𠮷·①",
        "x" * 64,
        "a'b\"c%d_e\\f;--",
        "ａ",
        "1782345678901234567",
        "8a621331962081500108f00000000000",
        "36213319620815001000",
    ],
)
def test_other_keys_are_taken_as_they_are(book: Book, key: str) -> None:
    book.register(couple(), by="王某某", key=key)

    assert book.get(key).key == key
    assert [entry.key for entry in book.find(certificate_number="(88)潋结字第12号")] == [key]
    assert book.verify().sound


@pytest.mark.parametrize("name", ["", "a/b", "a\tb", "x" * 65])
def test_a_book_has_a_usable_name(name: str) -> None:
    assert refusal(book_on, open_store("memory://"), name=name or " ") == "BK116"


def test_a_book_is_opened_as_what_it_is() -> None:
    store = open_store("memory://")
    book_on(store)

    assert refusal(Book.open, book_on(store).setting.registry, store, county="362133") == "BK102"
    assert refusal(book_on, open_store("memory://"), digest="MD5") == "BK110"
    assert refusal(book_on, open_store("memory://"), index="SM3") == "BK110"
    assert refusal(Book.open, book_on(store).setting.registry, open_store("memory://"),
                   county="999999") == "IN203"  # fmt: skip


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"by": " "}, "BK206"),
        ({"by": f"王{HUSBAND}"}, "BK208"),
        ({"reason": "362133 1962 0815 0010"}, "BK208"),
        ({"source": Source(file=f"{HUSBAND}.jpg")}, "BK208"),
        ({"accept": {"MR201": f"见{HUSBAND}"}}, "BK208"),
    ],
)
def test_words_that_stay_for_ever_hold_no_number(book: Book, options: dict, code: str) -> None:
    assert refusal(book.register, couple(), **({"by": "王某某"} | options)) == code
    assert len(book) == 0


@pytest.mark.parametrize(
    "told",
    [{"by": 5}, {"reason": 5}, {"source": "判决书"}, {"effective": "2020-01-01"}, {"once": 7}],
)
def test_particulars_of_another_type_are_named(book: Book, told: dict) -> None:
    assert refusal(book.register, couple(), **({"by": "王某某"} | told)) == "BK106"
    assert len(book) == 0


@pytest.mark.parametrize("told", [{}, {"by": "管理员", "becuase": "档案原文如此"}])
def test_a_call_that_names_nobody_or_a_strange_particular_is_a_wrong_call(
    book: Book, told: dict
) -> None:
    with pytest.raises(TypeError, match="becuase" if told else "by"):
        book.register(couple(), **told)


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"no_such_field": "x"}, "BK107"),
        ({"husband": "张三"}, "BK107"),
        ({"office": 1.5}, "BK106"),
        ({"office": ["a", {"b": 1}]}, "BK106"),
        ({"office": {"a": 1}}, "BK107"),
        ({"remark": "x" * 1_000_001}, "BK118"),
    ],
)
def test_a_record_of_another_shape_is_refused(book: Book, record: dict, code: str) -> None:
    assert refusal(book.register, record, by="王某某") == code


def test_records_mappings_and_dates_say_the_same(book: Book) -> None:
    record = MarriageRecord(registration_date="1988-05-20", husband=Party(name="张三"))
    first = book.register(record, by="王某某")
    second = book.register(
        {"registration_date": date(1988, 5, 20), "husband.name": "张三"}, by="王某某"
    )
    third = book.correct(second.key, MarriageRecord(office="县民政局"), by="王某某", reason="补")

    assert book.get(first.key).record == record
    assert first.public == second.public
    assert third.public == {"office": "县民政局"}


def test_the_same_request_is_written_once(book: Book) -> None:
    first = book.register(couple(), by="王某某", once="请求-1")
    again = book.register(couple(), by="王某某", once="请求-1")
    other = couple(office="县民政局")

    assert again == first
    assert refusal(book.register, other, by="王某某", once="请求-1") == "BK216"
    assert len(book) == 1


def test_a_token_may_hold_a_number_and_is_not_kept_in_the_clear(book: Book) -> None:
    book.register(couple(), by="王某某", once=f"申请-{HUSBAND}-{'x' * 500}")
    ((_, kept),) = book.setting.store.sent("marriage")

    assert HUSBAND not in kept.token
    assert len(kept.token) == 32


def test_a_stale_correction_is_told(book: Book) -> None:
    key = book.register(couple(), by="甲").key
    seen = book.get(key).number
    book.correct(key, {"office": "县民政局"}, by="乙", reason="补")

    late = {"office": "别处"}
    assert refusal(book.correct, key, late, by="甲", reason="补", expect=seen) == "BK201"
    assert book.get(key).values["office"] == "县民政局"


def test_a_certificate_number_stands_in_one_record(book: Book) -> None:
    first = book.register(couple(), by="王某某").key
    twice = couple(certificate_number="（88）潋结字第１２号")
    with pytest.raises(Refused) as refused:
        book.register(twice, by="王某某")
    (taken,) = [f for f in refused.value.findings if f.code == "BK215"]
    assert taken.actual == first
    assert taken.sentence() == f"这个证件字号已在记录“{first}”里"

    second = book.register(twice, by="王某某", accept={"BK215": "原件重号"}).key
    book.correct(second, {"office": "县民政局"}, by="王某某", reason="补")
    assert "BK215" in book.get(second).accepted


def test_the_number_of_the_first_certificate_may_point_to_another_record(book: Book) -> None:
    book.register(couple(), by="王某某")
    lost = couple(business_type="补发结婚证", registration_date="2015-03-02",
                  certificate_number="BJ360732-2015-000001",
                  old_certificate_number="(88)潋结字第12号")  # fmt: skip

    taken = book.taken("新", book.setting.registry.flat(lost))

    assert taken.findings == ()


def test_unknown_actions_and_records_are_named(book: Book) -> None:
    key = book.register(couple(), by="王某某").key

    assert refusal(book.act, "divorce", key, by="王某某") == "BK211"
    assert refusal(book.get, "没有") == "BK101"
    assert refusal(book.history, "没有") == "BK101"
    assert refusal(book.correct, "没有", {"office": "x"}, by="王", reason="x") == "BK101"
    assert refusal(book.register, couple(), by="王", key=key) == "BK203"
    assert refusal(book.find, shoe_size="43") == "BK210"
    assert refusal(book.find, name=" ") == "BK213"
    assert refusal(book.find) == "BK213"


def test_a_number_typed_as_a_key_is_not_said_again(book: Book) -> None:
    with pytest.raises(CallError) as unknown:
        book.get(HUSBAND)

    assert HUSBAND not in str(unknown.value) + repr(unknown.value)


def test_a_number_in_any_field_is_private(book: Book) -> None:
    typed = couple(office=f"身份证 {HUSBAND[:6]} {HUSBAND[6:14]} {HUSBAND[14:]}",
                   volume_number=int(HUSBAND), fonds_number=["1", HUSBAND])  # fmt: skip
    key = book.register(typed, by="王某某").key
    store = book.setting.store
    clear = "".join(row.body for row in store.rows("marriage"))
    book.index()
    clear += "".join(head.public for head in store.heads("marriage"))

    assert not any(shown in clear for shown in (HUSBAND, f"{HUSBAND[:6]} {HUSBAND[6:14]}"))
    assert book.get(key).values["office"].endswith(HUSBAND[14:])


texts = st.text(max_size=30) | st.sampled_from(["\ud800", "\x00", "𠮷·①", "e\u0301", "\u2028"])


@given(texts, texts, texts)
def test_any_text_comes_back_as_it_was(name: str, office: str, reason: str) -> None:
    book = book_on(open_store("memory://"))
    if not reason.strip() or LOOKS_LIKE_NUMBER.search(reason):
        reason = "补录"
    accept = dict.fromkeys(("NM101", "NM102", "NM103", "NM104", "NM105", "BK215"), "原文如此")
    key = book.register({"remark": name, "office": office}, by="王某某", reason=reason,
                        accept=accept).key  # fmt: skip

    entry = book.get(key)
    assert entry.values.get("remark") == name
    assert entry.values.get("office") == office
    assert book.history(key)[0].revision.reason == reason
    assert book.verify().sound
    assert book.rebuild()


def test_wife_number_is_private_in_the_repr_of_everything(book: Book) -> None:
    with book.batch() as batch:
        revision = batch.register(couple(), by="王某某")
        waiting = repr(batch._waiting)
        batch.commit()
    history = book.history(revision.key)
    said = repr((revision, waiting, book, book.get(revision.key), history, history[0]))
    said += repr(history[0].changes) + repr(book.setting)

    assert not any(secret in said for secret in (WIFE_NUMBER, "李四娘", "张三丰"))
