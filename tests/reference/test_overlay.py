"""The county's own additions: communes and merged townships become known with their years."""

import pytest

from minzheng_core.errors import InputError
from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.overlay import COLUMNS, TABLES, Overlay, template
from minzheng_core.reference.region_grade import region_grade
from minzheng_core.reference.townships import townships

CSV = """县代码,名称,简称,开始年,结束年,现属,代码,备注
360732,潋江公社,潋 潋江,1958,1984,潋江镇,,
#360732,not counted,,,,,,
360732,五里亭乡,五里亭、五,1984年,2001,潋江镇,,
,,,,,,,
"""


@pytest.fixture
def write(tmp_path):
    def write(name, text, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_communes_from_a_csv_are_found_under_every_code_of_the_county(write, encoding):
    overlay = Overlay.load(write("县.csv", CSV, encoding))
    towns = townships(overlay)

    assert [t.name for t in overlay.townships] == ["潋江公社", "五里亭乡"]
    assert towns.named("潋江公社", "362133")[0].successors == ("潋江镇",)
    assert towns.named("五", "360732")[0].name == "五里亭乡"
    assert "潋江公社" in {t.name for t in towns.of_county("362133", 1975)}
    assert "潋江公社" not in {t.name for t in towns.of_county("362133", 1988)}


def test_the_national_tables_stay_as_they_are(write):
    townships(Overlay.load(write("县.csv", CSV)))

    assert townships().named("五里亭", "360732") == ()


def test_an_own_record_stands_for_the_national_one(write):
    text = "县代码,名称,开始年,结束年,现属,代码\n360732,永丰乡,1984,2021,360732108,360732207\n"

    (record, _) = townships(Overlay.load(write("县.csv", text))).named("永丰乡", "360732")

    assert (record.name, record.start, record.end) == ("永丰乡", 1984, 2021)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("360732,梅岭公社,,1958,1984,潋江镇,,", "360732100"),
        ("360732,梅岭公社,,1958,1984,360732100,,", "360732100"),
        ("362133,梅岭公社,,1958,1984,潋江镇,,", "360732100"),
        (
            "360732,梅岭公社,,1958,1984,梅岭乡,,\n360732,梅岭乡,,1984,2001,潋江镇,,",
            "360732100",
        ),
        ("360732,梅岭公社,,1958,1984,潋江镇 埠头乡,,", ""),
        ("360732,梅岭公社,,1958,1984,梅岭乡,,\n360732,梅岭乡,,1984,2001,梅岭公社,,", ""),
        ("360732,梅岭公社,,1958,1984,,,", ""),
        ("360732,潋江镇,,1984,,,,", "360732100"),
    ],
)
def test_a_record_without_a_code_has_that_of_its_name_or_its_one_heir(write, rows, code):
    overlay = Overlay.load(write("县.csv", f"{','.join(COLUMNS[:-1])}\n{rows}\n"))

    name = rows.split(",")[1]
    assert townships(overlay).named(name, "360732")[0].code == code


def test_every_kind_of_wording_has_its_table():
    assert {kind: len(code_table(table)) > 0 for kind, table in TABLES.items()} == dict.fromkeys(
        TABLES, True
    )


def test_wording_comes_from_a_toml_too(write):
    overlay = Overlay.load(
        write("县.toml", '[[wording]]\ntable = "文化程度"\nname = "扫盲班"\ncode = "文盲"\n')
    )

    assert code_table("education", overlay).lookup("扫盲班").code == "90"
    assert code_table("education").lookup("扫盲班") is None


def test_a_toml_adds_divisions_younger_than_the_lists(write):
    overlay = Overlay.load(
        write(
            "县.toml",
            '[[divisions]]\ncode = "360799"\nname = "示例市"\nprovince = "江西省"\nprefecture = "赣州市"\nstart = 2025\n'
            '[[townships]]\ncounty = "360732"\nname = "潋江公社"\nshort_forms = ["潋"]\nend = 1984\n',
        )
    )

    assert divisions(overlay).at("360799", 2026).full_name == "江西省赣州市示例市"
    assert divisions(overlay).current("362133", 1988) == ("360732",)
    assert region_grade("360799", 2025, 2026, overlay).value == "consistent"
    assert region_grade("360799", 2025, 2026).value == "unlisted"
    assert overlay.townships[0].short_forms == ("潋",)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("县.csv", "名称\n潋江公社\n", "DV192"),
        ("县.csv", "", "DV192"),
        ("县.csv", "县代码,名称\n36073,潋江公社\n", "DV193"),
        ("县.csv", "县代码,名称\n360732,\n", "DV193"),
        ("县.csv", "县代码,名称,开始年\n360732,潋江公社,五八\n", "DV193"),
        ("县.csv", "县代码,名称\n999999,潋江公社\n", "DV194"),
        ("县.csv", "县代码,名称\n360700,潋江公社\n", "DV194"),
        ("县.csv", "县代码,名称,代码,类别\n,单身汉,10,婚况表\n", "DV195"),
        ("县.csv", "县代码,名称,代码,类别\n,单身汉,77,婚姻状况\n", "DV193"),
        ("县.csv", "县代码,名称,代码,类别\n,,10,婚姻状况\n", "DV193"),
        ("县.toml", '[[townships]]\ncounty = "360799"\nname = "潋江公社"\n', "DV194"),
        ("县.toml", "[[townships", "DV191"),
        ("县.toml", '[townships]\nname="x"\n', "DV192"),
        ("县.toml", '[[divisions]]\ncode="360799"\nname="x"\n', "DV193"),
        ("县.toml", '[[divisions]]\ncode="360799"\nname="x"\nstart=2025\nlevel="村"\n', "DV193"),
        (
            "县.toml",
            f'[[divisions]]\ncode="360799"\nname="{"某" * 40}县"\nstart=2025\n',
            "DV193",
        ),
        (
            "县.toml",
            '[[divisions]]\ncode="360799"\nname="x"\nstart=2025\nsuccessors="a"\n',
            "DV193",
        ),
    ],
)
def test_a_faulty_overlay_names_file_row_and_column(write, name, text, code):
    with pytest.raises(InputError) as caught:
        Overlay.load(write(name, text))

    assert caught.value.code == code
    assert name in caught.value.sentence("zh")


def test_a_missing_file_is_one_clear_error(tmp_path):
    with pytest.raises(InputError) as caught:
        Overlay.load(tmp_path / "没有.csv")
    assert caught.value.code == "DV191"


def test_the_template_loads_empty(write):
    assert tuple(template().strip().split(",")) == COLUMNS
    assert Overlay.load(write("空.csv", template())).townships == ()
