"""One cell that tells of both spouses is parted, the man to the husband's column."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.reading import read_archive, read_frame
from minzheng_core.registries.funeral.archive import FIELDS as FUNERAL
from minzheng_core.registries.marriage.archive import FIELDS

MAN, WOMAN = "362133196208151232", "362133620815124"
_SEPARATORS = st.sampled_from(["、", " ", "，", "/", "\n", "；", " ， "])
_NAMES = st.text("王李张陈刘", min_size=2, max_size=3)


def _table(columns: dict[str, list[str | None]]):
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    (table,) = read_frame(frame, FIELDS).tables
    return table


def _couples(columns: dict[str, list[str | None]]) -> list[tuple[str | None, ...]]:
    fields = ("husband_name", "husband_id_number", "wife_name", "wife_id_number")
    frame = _table(columns).frame
    return frame.select(name for name in fields if name in frame.columns).rows()


@settings(max_examples=30)
@given(st.lists(st.tuples(_NAMES, _NAMES, _SEPARATORS, st.booleans()), min_size=1, max_size=12))
def test_the_numbers_tell_who_is_who_in_every_row(couples) -> None:
    names, numbers = [], []
    for man, woman, between, wife_first in couples:
        names.append(between.join((woman, man) if wife_first else (man, woman)))
        numbers.append(between.join((WOMAN, MAN) if wife_first else (MAN, WOMAN)))
    told = _couples(
        {"登记日期": ["1985-03-01"] * len(names), "双方姓名": names, "双方身份证号": numbers}
    )
    assert told == [(man, MAN, woman, WOMAN) for man, woman, *_ in couples]


@settings(max_examples=30)
@given(st.lists(st.tuples(_NAMES, _NAMES, _SEPARATORS, st.booleans()), min_size=1, max_size=12))
def test_names_with_their_numbers_in_one_cell_too(couples) -> None:
    cells = [
        between.join((f"{woman} {WOMAN}", f"{man} {MAN}"))
        if wife_first
        else between.join((f"{man}{MAN}", f"{woman}{WOMAN}"))
        for man, woman, between, wife_first in couples
    ]
    told = _couples({"登记日期": ["1985-03-01"] * len(cells), "当事人": cells})
    assert told == [(man, MAN, woman, WOMAN) for man, woman, *_ in couples]


def test_a_row_without_numbers_follows_the_others() -> None:
    columns = {
        "登记日期": ["1985-03-01"] * 3,
        "夫妻姓名": ["李四、张三", "周芳、王五", "钱英、赵六"],
    }
    numbers = [f"{WOMAN}、{MAN}", f"{WOMAN}、{MAN}", None]
    assert _couples({**columns, "身份证号": numbers})[2] == ("赵六", None, "钱英", None)
    assert _couples(columns)[2] == ("钱英", "赵六"), "where none tells, the man is first"
    said = [f"女：{w} 男：{m}" for w, m in (("李四", "张三"), ("周芳", "王五"), ("钱英", "赵六"))]
    assert _couples({**columns, "夫妻姓名": said}) == [
        ("张三", "李四"),
        ("王五", "周芳"),
        ("赵六", "钱英"),
    ]


@pytest.mark.parametrize("heading", ["当事人", "双方姓名", "申请人", "姓名"])
@pytest.mark.parametrize("address", ["住址", "双方住址"])
@pytest.mark.parametrize(
    "cells",
    [
        ["女：李四 男：张三", "女：周芳 男：王五", "男：赵六 女：钱英"],
        ["李四（女）、张三（男）", "周芳（女）、王五（男）", "赵六（男）、钱英（女）"],
        ["李四(女) 张三", "周芳(女) 王五", "赵六 钱英(女)"],
        ["女方李四，男方张三", "女方周芳，男方王五", "男方赵六，女方钱英"],
    ],
)
def test_who_is_who_may_be_said_beside_the_names_and_holds_for_the_addresses(
    heading, address, cells
) -> None:
    table = _table(
        {"登记日期": ["1985-03-01"] * 3, heading: cells, address: ["高兴乡、长冈乡"] * 3}
    )
    names = table.frame.select("husband_name", "wife_name").rows()
    assert names == [("张三", "李四"), ("王五", "周芳"), ("赵六", "钱英")]
    assert table.frame["husband_domicile"].to_list() == ["长冈乡", "长冈乡", "高兴乡"]
    assert table.frame["wife_domicile"].to_list() == ["高兴乡", "高兴乡", "长冈乡"]


@pytest.mark.parametrize("heading", ["女方/男方姓名", "姓名（女/男）", "妻夫姓名", "新娘新郎"])
def test_the_heading_may_name_the_wife_first(heading) -> None:
    columns = {"登记日期": ["1985-03-01"] * 2, heading: ["李四/张三", "周芳/王五"]}
    told = _couples(columns | {"双方籍贯": ["于都/兴国"] * 2})
    assert told == [("张三", "李四"), ("王五", "周芳")]
    numbers = [f"{MAN}/{WOMAN}", f"{WOMAN}/{MAN}"]
    assert _couples(columns | {"双方身份证号": numbers})[0][0] == "李四", "the numbers go before it"


@pytest.mark.parametrize("heading", ["当事人", "双方姓名", "姓名"])
@pytest.mark.parametrize(
    "cells",
    [
        ["李四（女，21岁）、张三（男，23岁）", "周芳（女，22岁）；王五（男，24岁）"],
        ["李四（女、21岁），张三（男、23岁）", "周芳（女、22岁）王五（男、24岁）"],
        ["李四(女21岁)张三(男23岁)", "周芳(女22岁) 王五(男24岁)"],
        ["李四，女，21岁；张三，男，23岁", "周芳，女，22岁；王五，男，24岁"],
    ],
)
def test_sex_and_age_beside_both_names_tell_who_is_who_and_are_data_of_their_own(
    heading, cells
) -> None:
    table = _table({"登记日期": ["1985-03-01"] * 2, heading: cells, "住址": ["高兴乡、长冈乡"] * 2})
    told = table.frame.select(
        "husband_name", "husband_age", "husband_domicile", "wife_name", "wife_age", "wife_domicile"
    ).rows()
    assert told == [
        ("张三", "23岁", "长冈乡", "李四", "21岁", "高兴乡"),
        ("王五", "24岁", "长冈乡", "周芳", "22岁", "高兴乡"),
    ]


@pytest.mark.parametrize("heading", ["当事人", "双方姓名"])
def test_ages_beside_both_names_are_parted_from_them(heading) -> None:
    cells = ["张三（23岁）、李四（21岁）", "王五（24岁）、周芳（22岁）"]
    table = _table({"登记日期": ["1985-03-01"] * 2, heading: cells})
    told = table.frame.select("husband_name", "husband_age", "wife_name", "wife_age").rows()
    assert told == [("张三", "23岁", "李四", "21岁"), ("王五", "24岁", "周芳", "22岁")]


def test_what_else_is_headed_both_is_parted_alike_and_nothing_is_lost() -> None:
    table = _table(
        {
            "登记日期": ["1985-03-01"] * 6,
            "双方姓名": [*["李四 张三"] * 3, "王五 周芳", "陈某某", "张三 李四 陈五"],
            "双方证件号码": [*[f"{WOMAN} {MAN}"] * 3, f"{MAN} {WOMAN}", MAN, None],
            "双方年龄": [*["20、22"] * 3, "25、23", "22", None],
            "介绍人": ["张大 李大"] * 6,
        }
    )
    frame = table.frame
    assert frame["husband_name"].to_list() == [*["张三"] * 3, "王五", "陈某某", None]
    assert frame["wife_name"].to_list() == [*["李四"] * 3, "周芳", None, "张三 李四 陈五"]
    assert frame["husband_age"].to_list() == [*["22"] * 3, "25", "22", None]
    assert frame["wife_age"].to_list() == [*["20"] * 3, "23", None, None]
    assert frame["介绍人"][0] == "张大 李大"
    (note,) = [note for note in table.notes if note.code == "IN194"]
    assert note.sentence().count("“") == 3


def test_a_number_alone_beside_two_names_is_of_whom_its_sex_says() -> None:
    """It exchanges neither the names nor the ages, and the column need not be full of pairs."""
    table = _table(
        {
            "登记日期": ["1985-03-01"] * 5,
            "双方姓名": ["张三/李四", "王五/周芳", "赵六/钱英", "陈七/林兰", "杨八/方红"],
            "身份证": [WOMAN, MAN, None, f"{MAN}/{WOMAN}", f"{MAN}/{WOMAN}"],
            "年龄": ["22 20", "23 21", "24 22", "25 23", "26 24"],
        }
    )
    assert table.frame.select("husband_name", "wife_name").row(0) == ("张三", "李四")
    assert table.frame["husband_id_number"].to_list() == [None, MAN, None, MAN, MAN]
    assert table.frame["wife_id_number"].to_list() == [WOMAN, None, None, WOMAN, WOMAN]
    assert table.frame.select("husband_age", "wife_age").row(0) == ("22", "20")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("男方姓名", ["张三 李四", "王五 周芳"]),
        ("姓名", ["欧阳 小明", "司马 一光"]),
        ("介绍人姓名", ["张三 李四", "王五 周芳"]),
        ("证婚人", ["张三 李四", "王五 周芳"]),
    ],
)
def test_a_column_of_one_party_or_of_others_stays_as_it_is(heading, cells) -> None:
    table = _table({"登记日期": ["1985-03-01"] * 2, heading: cells, "女方姓名": ["李四", "周芳"]})
    assert "IN194" not in [note.code for note in table.notes]


def test_a_register_of_single_persons_stays_as_it_is() -> None:
    frame = pl.DataFrame({"死亡日期": ["2001-03-01"] * 2, "姓名": ["张三、李四", "王五、周芳"]})
    (table,) = read_frame(frame, FUNERAL).tables
    assert "IN194" not in [note.code for note in table.notes]


def test_in_a_file_with_titles_two_rows_of_headings_and_headings_again(tmp_path) -> None:
    lines = [
        "潋江公社1985年结婚登记册,,,,",
        ",,当事人,,",
        "序号,登记日期,姓名,身份证号,住址",
        f'1,1985-03-01,张三 李四,"{MAN} {WOMAN}",高兴镇',
        "序号,登记日期,姓名,身份证号,住址",
        f'2,1985-03-02,周芳 王五,"{WOMAN} {MAN}",高兴镇',
    ]
    path = tmp_path / "档案.csv"
    path.write_text("\n".join(lines), encoding="gb18030")
    archive = read_archive(path, FIELDS)
    (table,) = archive.tables
    names = ["source_row", "husband_name", "husband_id_number", "wife_name", "wife_id_number"]
    assert table.frame.select(names).rows() == [
        (4, "张三", MAN, "李四", WOMAN),
        (6, "王五", MAN, "周芳", WOMAN),
    ]
    again = read_archive(path, FIELDS, mapping=archive.mapping)
    assert again.tables[0].frame.equals(table.frame)


def test_the_letter_shown_for_the_wife_is_that_of_the_column_both_stand_in(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "登记日期,双方姓名,双方身份证号\n" + f"1985-03-01,张三、李四,{MAN}、{WOMAN}\n" * 3, "utf-8"
    )
    (table,) = read_archive(path, FIELDS).tables
    letters = {name: column.column for name, column in table.mapping.fields.items()}
    assert (letters["husband_name"], letters["wife_name"]) == ("B", "B")
    assert (letters["husband_id_number"], letters["wife_id_number"]) == ("C", "C")


def test_what_is_parted_plainly_needs_no_heading_that_says_both() -> None:
    table = _table(
        {
            "登记日期": ["1985-03-01"] * 3,
            "当事人": ["张三\n李四", "周芳\n王五", "赵六\n钱英"],
            "身份证号": [f"{MAN}\n{WOMAN}", f"{WOMAN}\n{MAN}", f"{MAN}\n{WOMAN}"],
            "户籍地": ["兴国县 高兴镇\n兴国县 长冈乡"] * 3,
            "登记机关": ["高兴镇人民政府 民政所"] * 3,
        }
    )
    assert table.frame.select("husband_domicile", "wife_domicile").rows() == [
        ("兴国县 高兴镇", "兴国县 长冈乡"),
        ("兴国县 长冈乡", "兴国县 高兴镇"),
        ("兴国县 高兴镇", "兴国县 长冈乡"),
    ]
    assert table.frame["office"][0] == "高兴镇人民政府 民政所"


def test_one_address_of_two_words_is_that_of_both() -> None:
    columns = {
        "登记日期": ["1985-03-01"] * 3,
        "当事人": ["张三 李四", "周芳 王五", "赵六 钱英"],
        "住址": ["江西省 兴国县"] * 3,
    }
    frame = _table(columns).frame
    assert frame.select("husband_domicile", "wife_domicile").rows() == [("江西省 兴国县",) * 2] * 3


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("{} {}结婚登记", "结婚"),
        ("关于{}与{}离婚登记的材料", "离婚"),
        ("{}、{}的结婚登记申请书", "结婚"),
        ("{}和{}补领结婚证", "补领结婚证"),
        ("补发{}、{}结婚证", "补发结婚证"),
        ("关于撤销{}、{}婚姻登记的决定", "撤销婚姻"),
    ],
)
def test_the_act_behind_both_names_is_no_part_of_a_name(title: str, act: str) -> None:
    couples = [("张三妹", "李四"), ("周国和", "王和平"), ("赵六", "钱英")]
    table = _table(
        {
            "顺序号": ["1", "2", "3"],
            "题名": [title.format(*couple) for couple in couples],
            "日期": ["19850301"] * 3,
        }
    )
    assert table.frame.select("husband_name", "wife_name").rows() == couples
    assert table.frame["business_type"].to_list() == [act] * 3


def test_a_column_for_the_act_is_believed_before_the_words_behind_the_names() -> None:
    columns = {
        "登记日期": ["1985-03-01"] * 2,
        "业务类型": ["离婚登记"] * 2,
        "题名": ["张三、李四结婚登记", "王五、周芳结婚登记"],
    }
    table = _table(columns)
    assert table.frame["business_type"].to_list() == ["离婚登记"] * 2
    assert table.frame["wife_name"].to_list() == ["李四", "周芳"]


def test_papers_and_the_number_behind_two_names_are_no_names() -> None:
    titles = [
        "张大伟与李小芳结婚登记材料(J360732-2010-000123)",
        "关于王建国、刘玉珍结婚登记的材料（J360732-2010-000124）",
        '赵福生与"陈秀英"离婚登记材料(L360732-2010-000007)',
    ]
    table = _table({"件号": ["1", "2", "3"], "题名": titles, "成文日期": ["20100105"] * 3})
    wanted = ["husband_name", "wife_name", "business_type", "certificate_number"]
    assert table.frame.select(wanted).rows() == [
        ("张大伟", "李小芳", "结婚", "J360732-2010-000123"),
        ("王建国", "刘玉珍", "结婚", "J360732-2010-000124"),
        ("赵福生", "陈秀英", "离婚", "L360732-2010-000007"),
    ]


def test_an_application_that_leaves_the_act_open_names_none() -> None:
    titles = [
        "张大伟和李小芳婚姻登记申请书、证明",
        "王建国、刘玉珍结婚登记材料",
        "赵福生、陈秀英结婚登记材料",
    ]
    table = _table({"件号": ["1", "2", "3"], "题名": titles, "日期": ["19870105"] * 3})
    assert table.frame["husband_name"].to_list() == ["张大伟", "王建国", "赵福生"]
    assert table.frame["business_type"].to_list()[0] is None


@pytest.mark.parametrize(
    "both", ["{}（男/女）", "男、女双方{}", "夫／妻{}", "男（女）方{}", "{}（夫、妻）"]
)
def test_headings_that_name_both_are_headings_of_each(both: str) -> None:
    headings = [both.format(datum) for datum in ("姓名", "身份证号", "出生年月", "住址")]
    cells = [
        ["张三/李四", "王五/周芳"],
        [f"{MAN}/{WOMAN}", "/"],
        ["1962.3/1964.5", "1963.3/1965.5"],
        ["和平乡红光村/和平乡团结村", "和平乡红光村/团结乡光明村"],
    ]
    table = _table({"登记日期": ["1985-03-01"] * 2, **dict(zip(headings, cells, strict=True))})
    assert table.frame.select("husband_name", "wife_birth_date", "wife_domicile").rows() == [
        ("张三", "1964.5", "和平乡团结村"),
        ("王五", "1965.5", "团结乡光明村"),
    ]
    assert table.frame["wife_id_number"].to_list() == [WOMAN, None]


def test_a_heading_of_the_two_sexes_is_no_heading_of_both_parties() -> None:
    table = _table(
        {
            "登记日期": ["1985-03-01"] * 4,
            "姓名": ["张三", "李四", "王五", "周芳"],
            "性别（男/女）": ["男", "女"] * 2,
        }
    )
    assert "IN194" not in [note.code for note in table.notes]
    assert table.mapping.layout == "person"


@pytest.mark.parametrize("heading", ["双方住址", "住址", "家庭住址"])
def test_a_column_whose_cells_say_whose_each_part_is_is_parted_beside_names_in_columns(
    heading,
) -> None:
    cells = [
        "男：潋江镇横街路12号；女：长冈乡泗望村",
        "女方:广东省东莞市虎门镇 男方:江背镇",
        "均在杰村乡",
        None,
    ]
    frame = _table(
        {
            "登记日期": ["2003-10-01"] * 4,
            "男方姓名": ["张三", "李四", "王五", "赵六"],
            "女方姓名": ["甲某", "乙某", "丙某", "丁某"],
            heading: cells,
        }
    ).frame
    assert frame.select("husband_domicile", "wife_domicile").rows() == [
        ("潋江镇横街路12号", "长冈乡泗望村"),
        ("江背镇", "广东省东莞市虎门镇"),
        ("杰村乡", "杰村乡"),
        (None, None),
    ]


def test_two_lines_of_a_cell_are_of_one_each_and_a_ditto_is_of_the_line_above() -> None:
    frame = _table(
        {
            "日期": ["1956-01-08", "1956-02-03"],
            "姓名\n（男\\女）": ["顾根生\n张引娣", "瞿仁芳\n黄杏娟"],
            "住址\n（男\\女）": ["严桥乡\n花木乡", "张江乡\n〃"],
        }
    ).frame
    assert frame["husband_name"].to_list() == ["顾根生", "瞿仁芳"]
    assert frame["husband_domicile"].to_list() == ["严桥乡", "张江乡"]
    assert frame["wife_domicile"].to_list() == ["花木乡", "张江乡"]


@pytest.mark.parametrize(
    "names",
    [
        {"男女姓名": ["张三 李四", "王五 赵六"]},
        {"男方": ["张三", "王五"], "女方": ["李四", "赵六"]},
    ],
)
def test_ages_behind_the_sex_are_of_whom_it_says(names) -> None:
    frame = _table(
        {"登记日期": ["1955-01-02"] * 2, **names, "年龄": ["男23 女20", "男方24岁、女方21岁"]}
    ).frame
    assert frame["husband_name"].to_list() == ["张三", "王五"]
    assert frame["husband_age"].to_list() == ["23", "24岁"]
    assert frame["wife_age"].to_list() == ["20", "21岁"]


def test_the_sex_before_the_ages_tells_who_is_named_first() -> None:
    frame = _table(
        {
            "登记日期": ["1955-01-02"] * 2,
            "姓名": ["李四 张三", "赵六 王五"],
            "年龄": ["女20 男23", "女21 男24"],
        }
    ).frame
    assert frame["husband_name"].to_list() == ["张三", "王五"]
    assert frame["husband_age"].to_list() == ["23", "24"]


def test_the_couple_may_be_the_authors_of_an_application() -> None:
    frame = _table(
        {
            "责任者": ["张三，李四", "王五，赵六"],
            "题名": ["结婚登记审查处理表"] * 2,
            "日期": ["19990102"] * 2,
        }
    ).frame
    assert frame.select("husband_name", "wife_name").rows() == [("张三", "李四"), ("王五", "赵六")]
    assert "office" not in frame.columns


def test_offices_that_are_authors_are_no_couple() -> None:
    cells = ["潋江镇政府、高兴乡政府", "民政局、公安局"]
    frame = _table(
        {
            "责任者": cells,
            "题名": ["张三与李四结婚登记材料", "王五与赵六结婚登记材料"],
            "日期": ["19990102"] * 2,
        }
    ).frame
    assert frame["office"].to_list() == cells
    assert frame["husband_name"].to_list() == ["张三", "王五"]


def test_a_heading_that_names_both_parts_its_cells_beside_names_in_columns() -> None:
    columns = {"登记日期": ["1979.1.5"] * 3, "男": ["张三"] * 3, "女": ["李四"] * 3}
    cells = ["长教/黄田", "〃/泮溪", "均村/均村"]
    for heading, first in (("住址（男/女）", "husband"), ("女/男住址", "wife")):
        frame = _table(columns | {heading: cells}).frame
        other = "wife" if first == "husband" else "husband"
        assert frame[f"{first}_domicile"].to_list()[::2] == ["长教", "均村"]
        assert frame[f"{other}_domicile"].to_list() == ["黄田", "泮溪", "均村"]


def test_a_short_word_behind_each_name_is_of_that_person(tmp_path) -> None:
    text = "登记日期,男,岁,女,岁,证号\n1979.1.5,张三,25,李四,22,均婚1\n1979.1.9,王五,27,周芳,24,均婚2\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    (table,) = read_archive(tmp_path / "a.csv", FIELDS).tables
    assert table.frame.select("husband_age", "wife_age").rows() == [("25", "22"), ("27", "24")]


def test_places_that_begin_like_names_are_no_names() -> None:
    columns = {
        "登记日期": ["1996-03-01"] * 3,
        "姓名": ["张三\n李四", "王五\n周芳", "赵六\n钱英"],
        "住址": ["梅窖镇黄岭村\n梅窖镇寨面村", "梅窖镇三僚村", "梅窖镇寨面村\n梅窖镇三僚村"],
    }
    table = _table(columns)
    told = table.frame.select("husband_domicile", "wife_domicile").rows()
    assert "IN250" in {note.code for note in table.notes}, "what stands once is given to both"
    assert told == [
        ("梅窖镇黄岭村", "梅窖镇寨面村"),
        ("梅窖镇三僚村", "梅窖镇三僚村"),
        ("梅窖镇寨面村", "梅窖镇三僚村"),
    ]


def test_a_place_before_the_names_of_a_title_is_no_part_of_them() -> None:
    titles = [
        "兴国县埠头乡张三、李四结婚登记档案",
        "埠头公社枫林大队王五与周芳结婚登记的材料",
        "关于兴国县赵六、钱英结婚登记的审查处理表",
        "方镇国、李红旗结婚登记",
        "李红旗、方镇国结婚登记",
    ]
    told = _couples({"题名": titles, "形成日期": ["19940105"] * len(titles)})
    assert told == [
        ("张三", "李四"),
        ("王五", "周芳"),
        ("赵六", "钱英"),
        ("方镇国", "李红旗"),
        ("李红旗", "方镇国"),
    ]
