"""Linking marriages: every kind of relation, the hard cases that must stay apart, and bad input."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.linkage.judgements import Judgements, RecordKey, Relation, Verdict
from minzheng_core.registries import marriage
from minzheng_core.testing.synthetic import make_archive
from tests.registries.marriage import couples
from tests.registries.marriage.couples import act

H = couples.H | {"husband_division": "360732", "husband_township": "360732100"}
W = couples.W | {"wife_division": "360732", "wife_township": "360732101"}
OTHER_H = {
    "husband_name": "赖金水", "husband_id_number": "362133195811030035",
    "husband_birth_date": "1958-11-03", "husband_division": "360732",
    "husband_township": "360732102",
}  # fmt: skip
OTHER_W = couples.OTHER_W | {"wife_division": "360732", "wife_township": "360732103"}


def linked(*records: dict[str, Any], judgements: Judgements | None = None) -> Any:
    frame = couples.frame(*records).with_columns(
        source_file=pl.lit("甲.csv"),
        source_sheet=pl.lit(""),
        source_row=pl.int_range(2, len(records) + 2, dtype=pl.UInt32),
    )
    return marriage.link(frame, judgements=judgements)


def pair(result: Any, left: int = 0, right: int = 1) -> tuple[str, str] | None:
    lines = result.of(left, right)
    return tuple(lines.select("relation", "judgement").row(0)) if lines.height else None


def test_entered_twice() -> None:
    result = linked(act("1988-10-01", **H, **W), act("1988-10-01", **H, **W))

    assert pair(result) == ("same-act", "same")
    assert result.clusters["act"].to_list() == [0, 0]
    assert result.acts.height == 1


def test_entered_twice_with_a_slip_in_the_date_and_a_name_that_sounds_alike() -> None:
    slip = W | {"wife_name": "李秀连"}
    result = linked(act("1988-10-01", **H, **W), act("1988-10-07", **H, **slip))

    assert pair(result) == ("same-act", "same")


def test_a_reissue_belongs_to_its_marriage() -> None:
    result = linked(act("1988-10-01", **H, **W), act("2012-03-05", "ICA", **H, **W))

    assert pair(result) == ("re-issue", "same")
    assert result.clusters["act"].to_list() == [0, 0]


def test_a_reissue_goes_to_the_marriage_that_it_names() -> None:
    first, second = act("1988-10-01", **H, **W), act("1997-05-06", **H, **W)
    ended = act("1995-02-03", "IB", **H, **W)
    again = act("2012-03-05", "ICA", **H, **W, old_registration_date="1988-10-01")

    result = linked(first, ended, second, again)

    acts = result.clusters["act"].to_list()
    assert acts[3] == acts[0] != acts[2]


def test_married_divorced_married_again() -> None:
    result = linked(
        act("1988-10-01", **H, **W), act("1995-02-03", "IB", **H, **W), act("1997-05-06", **H, **W)
    )

    assert pair(result, 0, 1) == ("divorce-of", "same")
    assert pair(result, 0, 2) == ("remarriage", "same")
    assert len(set(result.clusters["act"].to_list())) == 3
    assert len(set(result.clusters["couple"].to_list())) == 1


def test_two_days_without_a_divorce_are_asked() -> None:
    result = linked(act("1988-10-01", **H, **W), act("1997-05-26", **H, **W))

    assert pair(result) == ("remarriage", "unsure")
    assert len(set(result.clusters["act"].to_list())) == 2


@pytest.mark.parametrize(
    ("day", "said"), [(None, "没有登记日期"), ("1997-05-26", "其间没有离婚登记")]
)
def test_what_is_asked_of_a_couple_says_no_day_that_is_not_there(
    day: str | None, said: str
) -> None:
    first = act("1988-10-01", **H, **W, certificate_number="(88)兴结字第5号")
    result = linked(first, act(day, **H, **W, certificate_number="赣兴结字010500002"))

    lines = result.of(0, 1)
    assert lines["judgement"].to_list() == ["unsure"]
    assert said in result.reasons(lines)[0]


def test_one_spouse_in_common_is_never_one_act() -> None:
    result = linked(act("1988-10-01", **H, **W), act("1988-10-01", **H, **OTHER_W))

    assert pair(result) == ("same-person", "same")
    clusters = result.clusters
    assert len(set(clusters["act"].to_list())) == 2
    assert clusters["husband_person"].n_unique() == 1
    assert clusters["wife_person"].n_unique() == 2


def test_twins_who_marry_sisters_stay_apart() -> None:
    twin = H | {"husband_name": "张德利", "husband_id_number": "362133196208150037"}
    sister = W | {
        "wife_name": "李秀梅", "wife_id_number": "362133196611080027", "wife_birth_date": "1966-11-08",
    }  # fmt: skip
    result = linked(act("1988-10-01", **H, **W), act("1988-10-01", **twin, **sister))

    assert result.clusters["act"].n_unique() == 2
    assert result.clusters["husband_person"].n_unique() == 2


def test_same_names_in_one_village_stay_apart() -> None:
    namesakes = H | {"husband_id_number": "362133195001010017", "husband_birth_date": "1950-01-01"}
    wives = W | {"wife_id_number": "362133195203040023", "wife_birth_date": "1952-03-04"}
    result = linked(act("1988-10-01", **H, **W), act("1975-03-03", **namesakes, **wives))

    assert result.clusters["couple"].n_unique() == 2
    assert result.clusters["husband_person"].n_unique() == 2


def test_a_number_held_by_two_people_makes_nobody_one() -> None:
    holder = OTHER_H | {"husband_id_number": H["husband_id_number"]}
    result = linked(act("1988-10-01", **H, **W), act("1990-10-01", **holder, **OTHER_W))

    assert result.clusters["husband_person"].n_unique() == 2
    assert pair(result) in {None, ("same-person", "unsure")}


def test_parties_in_each_others_columns_are_the_same_couple() -> None:
    crossed = {
        k.replace("husband", "x").replace("wife", "husband").replace("x", "wife"): v
        for k, v in (H | W).items()
    }
    result = linked(act("1988-10-01", **H, **W), act("1988-10-01", **crossed))

    assert pair(result) == ("same-act", "same")
    assert result.clusters["act"].n_unique() == 1


def test_crossed_names_without_numbers_are_found_too() -> None:
    bare = {k: v for k, v in (H | W).items() if "id_number" not in k}
    crossed = {
        k.replace("husband", "x").replace("wife", "husband").replace("x", "wife"): v
        for k, v in bare.items()
    }
    result = linked(act("1988-10-01", **bare), act("1988-10-01", **crossed))

    assert pair(result) == ("same-act", "same")
    clusters = result.clusters
    assert clusters["husband_person"][0] == clusters["wife_person"][1]
    assert clusters["wife_person"][0] == clusters["husband_person"][1]


def test_the_parties_of_an_act_are_never_one_person() -> None:
    same = act("1988-10-01", husband_name="张德胜", wife_name="张德胜",
               husband_id_number=H["husband_id_number"], wife_id_number=H["husband_id_number"])  # fmt: skip
    result = linked(*[same] * 5)

    assert (result.clusters["husband_person"] != result.clusters["wife_person"]).all()


def test_every_judgement_is_explained_from_what_is_stored() -> None:
    result = linked(act("1988-10-01", **H, **W), act("1988-10-01", **H, **W))

    told = result.explain(1, 0)

    assert "重复录入：相同" in told
    assert "男方身份证号同号 +" in told
    assert H["husband_id_number"] not in told
    assert H["husband_name"] not in told
    assert "没有判定" in result.explain(0, 5)
    shown = sum(float(part.rpartition(" ")[2]) for part in told.splitlines()[1:-1])
    prior = np.log2(20 * 50)
    assert result.pairs["score"][0] == pytest.approx(shown - prior, abs=0.6)


def key(row: int) -> RecordKey:
    return RecordKey("甲.csv", "", row + 2)


NOON = datetime(2026, 11, 26, 12)


def test_a_clerk_stands_above_the_matcher_and_can_be_withdrawn() -> None:
    records = act("1988-10-01", **H, **W), act("1988-10-01", **H, **W)
    book = Judgements()
    book.decide(key(0), key(1), Relation.SAME_ACT, Verdict.DIFFERENT, by="王", at=NOON)

    apart = linked(*records, judgements=book)

    assert pair(apart) == ("same-act", "different")
    assert apart.clusters["act"].n_unique() == 2
    assert apart.clusters["couple"].n_unique() == 1
    assert "人工判定（王）" in apart.explain(0, 1)
    book.withdraw(key(0), key(1), by="李", at=NOON)
    assert linked(*records, judgements=book).clusters["act"].n_unique() == 1


def test_a_clerk_can_tie_what_the_matcher_left_open() -> None:
    records = act("1988-10-01", **H, **W), act("1997-05-26", **H, **W)
    book = Judgements()
    book.decide(key(0), key(1), Relation.SAME_ACT, Verdict.SAME, by="王", at=NOON)

    result = linked(*records, judgements=book)

    assert pair(result) == ("same-act", "same")
    assert result.clusters["act"].n_unique() == 1


def test_not_the_same_people_takes_couples_and_persons_apart() -> None:
    records = act("1988-10-01", **H, **W), act("1988-10-01", **H, **W)
    book = Judgements()
    book.decide(key(0), key(1), Relation.SAME_PERSON, Verdict.DIFFERENT, by="王", at=NOON)

    clusters = linked(*records, judgements=book).clusters

    assert clusters["couple"].n_unique() == 2
    assert clusters["husband_person"].n_unique() == 2
    assert clusters["wife_person"].n_unique() == 2


@given(
    st.lists(
        st.tuples(
            st.sampled_from([H, OTHER_H]),
            st.sampled_from([W, OTHER_W]),
            st.sampled_from(["1988-10-01", "1988-10-07", "1997-05-26", None]),
            st.sampled_from(["IA", "IB", "ICA"]),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=40, deadline=None)
def test_constraints_hold_whatever_comes(drawn: list) -> None:
    result = linked(*(act(day, kind, **h, **w) for h, w, day, kind in drawn))

    clusters = result.clusters
    assert (clusters["husband_person"] != clusters["wife_person"]).all()
    couples = [(h["husband_name"], w["wife_name"]) for h, w, _, _ in drawn]
    for one, first in enumerate(couples):
        for other, second in enumerate(couples):
            if clusters["act"][one] == clusters["act"][other]:
                assert first == second
    # A founding record founds its own act.
    assert all(clusters["act"][a] == a for a in clusters["act"].unique().to_list())


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame(),
        pl.DataFrame({"husband_name": []}, schema={"husband_name": pl.String}),
        pl.DataFrame({"husband_name": ["张三"]}),
        pl.DataFrame({"husband_name": [None] * 50, "wife_name": [None] * 50}),
    ],
)
def test_next_to_nothing_is_no_error(frame: pl.DataFrame) -> None:
    result = marriage.link(frame)

    assert result.clusters.height == frame.height
    assert result.pairs.is_empty()


@pytest.mark.parametrize(
    "same",
    [H | W | {"registration_date": "1988-10-01"}, {"husband_name": "张三", "wife_name": "李四"}],
    ids=["copies", "everybody the same name"],
)
def test_copies_take_no_time_to_speak_of(same: dict[str, str]) -> None:
    frame = pl.DataFrame([same]).select(pl.all().repeat_by(30_000).explode())
    started = time.process_time()

    result = marriage.link(frame)

    assert time.process_time() - started < 20
    assert result.clusters["act"].n_unique() in {1, 30_000}


def test_an_archive_of_five_thousand_records_is_linked_right() -> None:
    archive = make_archive(5000, seed=4)
    result = marriage.link(marriage.clean(archive.raw, county="360732", on=date(2026, 11, 26)))

    couple = archive.truth["couple"].to_numpy()
    pairs = result.pairs.filter(
        (pl.col("judgement") == "same") & (pl.col("relation") != "same-person")
    )
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    assert (couple[left] == couple[right]).all()
    event = archive.truth["event"].to_numpy()
    twice = pl.DataFrame({"event": event, "act": result.clusters["act"]})
    twice = (
        twice.filter(pl.col("event").is_duplicated())
        .group_by("event")
        .agg(pl.col("act").n_unique())
    )
    assert (twice["act"] == 1).mean() > 0.97


def test_twins_who_marry_twins_stay_apart() -> None:
    twin = H | {"husband_name": "张德利", "husband_id_number": "362133196208150037"}
    sister = W | {"wife_name": "李秀梅", "wife_id_number": "362133196403021249"}

    numbered = linked(act("1988-10-01", **H, **W), act("1988-10-01", **twin, **sister))
    bare = linked(
        *(
            {k: v for k, v in one.items() if "id_number" not in k}
            for one in (act("1988-10-01", **H, **W), act("1988-10-01", **twin, **sister))
        )
    )

    for result in (numbered, bare):
        assert result.clusters["couple"].n_unique() == 2
        assert result.clusters["husband_person"].n_unique() == 2


def test_names_and_a_village_alone_are_not_enough_for_two_marriages() -> None:
    bare = {k: v for k, v in (H | W).items() if "id_number" not in k and "birth" not in k}

    result = linked(act("1961-10-01", **bare), act("1988-10-01", **bare))

    assert result.clusters["couple"].n_unique() == 2
