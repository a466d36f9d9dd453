"""Letters left of a character say which it was: a name that they do not spell is not answered."""

from __future__ import annotations

import pytest

from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.registries.place_names import standardise, standardise_many

BOOK = Gazetteer.of(
    [
        Village("360732100", "360732100201", "长迳村委会"),
        Village("360732100", "360732100202", "女湖村委会"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("兴国县长gang乡", "360732217"),
        ("兴国县zhang冈乡", "360732217"),  # another reading of 长
        ("兴国县长x乡", "360732217"),  # no syllable
        ("兴国县长\ue000乡", "360732217"),
        ("兴国县长shan乡", "360732"),
        ("兴国县潋江镇长jing村", "360732100201"),
        ("兴国县潋江镇nv湖村", "360732100202"),
        ("兴国县潋江镇长shan村", "360732100"),
        ("兴国县长shan村", "360732"),
    ],
)
def test_only_a_name_that_the_letters_spell_is_meant(text: str, code: str) -> None:
    assert standardise(text, gazetteer=BOOK).code == code
    assert standardise_many([text], gazetteer=BOOK)["code"].to_list() == [code]
