"""Identity numbers, scalar: the published specimens, and what stands in archives instead of them."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

import pytest

from minzheng_core.values.ids.id_number import FAULTS, FIXES, IdKind, IdNumber


def value(text: str) -> IdNumber:
    number = IdNumber.parse(text).value
    assert number is not None
    return number


def codes(text: str, **options: date) -> list[str]:
    return [finding.code for finding in IdNumber.parse(text, **options).findings]


def fixes(text: str) -> list[str]:
    return [fix.name for fix in IdNumber.parse(text).fixes]


SPECIMENS = [
    ("11010519491231002X", "citizen18", date(1949, 12, 31), "女", "110105"),
    ("440524188001010014", "citizen18", date(1880, 1, 1), "男", "440524"),
    ("34052419800101001X", "citizen18", date(1980, 1, 1), "男", "340524"),
    ("440308199901101512", "citizen18", date(1999, 1, 10), "男", "440308"),
    ("810000199408230021", "residence_permit", date(1994, 8, 23), "女", "810000"),
    ("830000199201300022", "residence_permit", date(1992, 1, 30), "女", "830000"),
    ("820000199001010010", "residence_permit", date(1990, 1, 1), "男", "820000"),
    ("932682198501010017", "foreign_pr18", date(1985, 1, 1), "男", None),
    ("36073219880229001X", "citizen18", date(1988, 2, 29), "男", "360732"),
    ("362133198705039996", "citizen18", date(1987, 5, 3), "男", "362133"),
]


@pytest.mark.parametrize(("text", "kind", "birth", "sex", "region"), SPECIMENS)
def test_published_specimens_are_read_and_faultless(
    text: str, kind: str, birth: date, sex: str, region: str | None
) -> None:
    number = value(text)

    assert codes(text) == []
    assert (number.kind, number.birth, number.sex, number.region) == (kind, birth, sex, region)
    assert number.sound
    assert number.id18 == text
    assert number.check_digit == number.expected_check == text[17]


@pytest.mark.parametrize(
    ("text", "id18"),
    [
        ("110105491231002", "11010519491231002X"),
        ("110105880412001", "110105198804120016"),
        ("362133640302121", "362133196403021214"),
        ("362133620815001", "362133196208150010"),
        ("362133870503999", "362133188705039997"),
        ("362133870503998", "362133188705039989"),
        ("362133870503997", "362133188705039970"),
        ("362133870503996", "362133188705039962"),
    ],
)
def test_fifteen_digits_stay_and_derive_eighteen(text: str, id18: str) -> None:
    number = value(text)

    assert (str(number), number.kind, number.id18) == (text, "citizen15", id18)
    assert number.core15 == text
    assert number.birth == value(id18).birth
    assert number.sex == value(id18).sex


def test_a_centenarian_sequence_is_noticed_with_the_other_reading() -> None:
    assert codes("362133870503999") == ["ID110"]
    assert value("362133870503999").alternatives == ("362133198705039996",)
    assert value("362133870503100").alternatives == ()


def test_a_fifteen_digit_year_up_to_15_is_only_worth_a_look() -> None:
    assert codes("362133120815001") == ["ID109"]
    assert value("362133120815001").id18 is not None
    assert codes("362133160815001") == []


def test_fifteen_digits_with_an_impossible_day_derive_nothing() -> None:
    assert codes("362133620231001") == ["ID103"]
    assert value("362133620231001").id18 is None


def test_the_blocking_key_of_eighteen_digits_is_the_old_form() -> None:
    assert value("362133196208150010").core15 == "362133620815001"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("911124198108030028", {"ID104": ("4", "8")}),
        ("362133196208151233", {"ID104": ("2", "3")}),
        ("360732199002290016", {"ID103": (None, "19900229")}),
        ("362133196208150000", {"ID104": ("0", "0"), "ID106": (None, "000")}),
        ("36213319608159955", {"ID101": ("18", "17")}),
        ("36213362081500", {"ID101": ("15", "14")}),
        ("3621336208150012", {"ID101": ("15", "16")}),
        ("3621331962081500101", {"ID101": ("18", "19")}),
        ("36213319620815O01O", {"ID102": ("00", "OO")}),
        ("992133196213450001", {"ID103": (None, "19621345"), "ID105": (None, "992133")}),
        ("810101199408230021", {"ID105": (None, "810101")}),
        ("362133106208150010", {"ID108": ("1860-01-01", "1062-08-15")}),
    ],
)
def test_each_wrong_part_is_named_with_what_was_expected(
    text: str, expected: dict[str, tuple[str | None, str]]
) -> None:
    found = {f.code: (f.expected, f.actual) for f in IdNumber.parse(text).findings}

    expected.pop("ID104", None) if text.endswith("000") else None
    assert expected.items() <= found.items()


def test_all_faults_are_reported_not_the_first() -> None:
    assert codes("002133196213450000") == ["ID103", "ID104", "ID105", "ID106", "ID112"]
    assert codes("0O21331962081500") == ["ID101", "ID102"]


@pytest.mark.parametrize("position", range(18))
def test_every_one_character_change_is_detected(position: int) -> None:
    good = "362133196208151232"
    for character in "0123456789X" if position == 17 else "0123456789":
        if character != good[position]:
            wrong = good[:position] + character + good[position + 1 :]
            assert not value(wrong).sound, wrong


def test_every_swap_of_neighbours_is_detected() -> None:
    good = "362133196208151232"
    swaps = [good[:i] + good[i + 1] + good[i] + good[i + 2 :] for i in range(17)]

    assert sum(swap != good for swap in swaps[:16]) == 15
    assert all(not value(swap).sound for swap in swaps if swap != good)


@pytest.mark.parametrize(
    ("text", "after", "names"),
    [
        ("３６２１３３１９６２０８１５００１０", "362133196208150010", ["id.fullwidth"]),
        ("11010519491231002x", "11010519491231002X", ["id.case"]),
        ("11010519491231002×", "11010519491231002X", ["id.x-lookalike"]),
        ("11010519491231002Ⅹ", "11010519491231002X", ["id.x-lookalike"]),
        ("11010519491231002Х", "11010519491231002X", ["id.x-lookalike"]),
        ("11010519491231002*", "11010519491231002X", ["id.x-lookalike"]),
        (" 110105 19491231 002X ", "11010519491231002X", ["id.whitespace"]),
        ("\ufeff362133\u00a019620815\u200b0010\t\r\n", "362133196208150010", ["id.whitespace"]),
        ("'362133196208150010", "362133196208150010", ["id.apostrophe"]),
        ("‘362133196208150010", "362133196208150010", ["id.apostrophe"]),
        ("362133-19620815-0010", "362133196208150010", ["id.hyphens"]),
        ("362133·620815·001", "362133620815001", ["id.hyphens"]),
        ("362133620815001.0", "362133620815001", ["id.spreadsheet-number"]),
        ("362,133,620,815,001", "362133620815001", ["id.spreadsheet-number"]),
        ("身份证:362133196208150010", "362133196208150010", ["id.label"]),
        ("公民身份号码362133196208150010。", "362133196208150010", ["id.label"]),
        ("女方身份证号码362133620815002", "362133620815002", ["id.label"]),
        ("【362133196208150010】", "362133196208150010", ["id.label"]),
        ('="362133196208150010"', "362133196208150010", ["id.label"]),
        ("（３６２１３３６２０８１５００１）", "362133620815001", ["id.fullwidth", "id.label"]),
        ("362133620815001/362133196208150010", "362133196208150010", ["id.both-forms"]),
        (
            "新362133196208150010 旧362133620815001",
            "362133196208150010",
            ["id.whitespace", "id.both-forms"],
        ),
        ("362133196208150010、362133196208150010", "362133196208150010", ["id.both-forms"]),
        ("362133620815001362133196208150010", "362133196208150010", ["id.both-forms"]),
    ],
)
def test_lossless_writing_is_fixed_and_named(text: str, after: str, names: list[str]) -> None:
    parsed = IdNumber.parse(text)

    assert [str(parsed.value), fixes(text)] == [after, names]
    assert parsed.findings == ()
    assert parsed.fixes[0].before == text
    assert parsed.fixes[-1].after == after


def test_a_skipped_fix_is_not_applied() -> None:
    parsed = IdNumber.parse("11010519491231002x", skip={"id.case"})

    assert str(parsed.value) == "11010519491231002x"
    assert [f.code for f in parsed.findings] == ["ID102"]


def test_letters_for_digits_are_proposed_never_silent() -> None:
    parsed = IdNumber.parse("36213319620815O01O")

    assert parsed.fixes == ()
    assert str(parsed.value) == "36213319620815O01O"
    assert value("36213319620815O01O").proposed == "362133196208150010"
    assert value("36213319620815？01O").proposed is None


@pytest.mark.parametrize("text", ["3.62133E+17", "3.62133196208150e+17", "3.62134E+14", "'3.6E17"])
def test_a_power_of_ten_is_unrecoverable(text: str) -> None:
    assert IdNumber.parse(text).value is None
    assert codes(text) == ["ID111"]


def test_a_power_of_ten_that_kept_all_fifteen_digits_is_read() -> None:
    assert str(value("3.62133620815001E+14")) == "362133620815001"


def test_a_lost_tail_is_suspected_even_where_the_check_digit_fits() -> None:
    assert codes("362133196208153000") == ["ID112"]
    assert codes("362133196208150000") == ["ID104", "ID106", "ID112"]
    assert "ID112" in codes("362133196208150016.0")
    assert "ID112" not in codes("362133196208150010.0")


@pytest.mark.parametrize(
    "text",
    [
        "362133********0010",
        "362133xxxxxxxx001X",
        "362133＊＊＊＊0010",
        "3621331962····001",
        "3***…0010",
    ],
)
def test_masked_numbers_keep_their_visible_parts(text: str) -> None:
    assert value(text).kind is IdKind.MASKED
    assert codes(text) == ["ID113"]
    assert not value(text).sound
    assert value(text).id18 is None


def test_visible_parts_of_a_masked_number() -> None:
    number = value("362133********0010")

    assert (number.region, number.birth, number.sex) == ("362133", None, "男")


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "不详",
        "未登记",
        "没有",
        "/",
        "-",
        "——",
        "0",
        "000000000000000000",
        "111111111111111",
        "123456",
        "123456789012345678",
        "无身份证",
        "（无）",
        "NULL",
        "#N/A",
        "未办理身份证",
        "暂无",
        "×××",
        "看不清",
        "原档案无记载",
        "？",
        "nan",
    ],
)
def test_placeholders_are_no_value_but_a_reason(text: str) -> None:
    parsed = IdNumber.parse(text)

    assert parsed.value is None
    assert [f.code for f in parsed.findings] == ["ID114"]


@pytest.mark.parametrize("text", [None, "", "   ", "\u3000\t\n", "\ufeff"])
def test_empty_cells_say_nothing(text: str | None) -> None:
    parsed = IdNumber.parse(text)

    assert parsed.value is None
    assert parsed.findings == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("KAZ110090123105", "foreign_pr15"),
        ("H12345678", "hk_macao_pass"),
        ("M1234567801", "hk_macao_pass"),
        ("h12345678", "hk_macao_pass"),
        ("05837264", "taiwan_pass"),
        ("A123456(7)", "local_id"),
        ("Ａ１２３４５６（７）", "local_id"),
        ("A123456789", "local_id"),
        ("G12345678", "passport"),
        ("EA1234567", "passport"),
        ("护照G12345678", "passport"),
        ("台胞证 05837264", "taiwan_pass"),
        ("台湾居民来往大陆通行证：0583726401(B)", "taiwan_pass"),
        ("回乡证H12345678", "hk_macao_pass"),
        ("港澳居民来往内地通行证M1234567801", "hk_macao_pass"),
        ("外国人永久居留证KAZ110090123105", "foreign_pr15"),
        ("军字第1234567号", "military"),
        ("军官证：政字0123456", "military"),
    ],
)
def test_other_documents_are_recognised_and_not_judged(text: str, kind: str) -> None:
    number = value(text)

    assert number.kind == kind
    assert codes(text) == []
    assert (number.birth, number.sex, number.region, number.id18) == (None, None, None, None)


def test_text_beside_a_number_is_noticed() -> None:
    assert codes("362133196208150010（补录）") == ["ID115"]
    assert str(value("362133196208150010（补录）")) == "362133196208150010"
    assert codes("张某某362133196208150010") == ["ID115"]


@pytest.mark.parametrize("gap", [" ", "\n", "/", "，", "；", "男：", ""])
def test_two_numbers_in_one_cell_are_nobodys(gap: str) -> None:
    assert IdNumber.parse(f"362133196208150010{gap}362133196403021214").value is None
    assert codes(f"362133196208150010{gap}362133640302121") == ["ID116"]


@pytest.mark.parametrize(
    "text", ["362133620815002/362133196208150010", "362133620815001/362133196208150011"]
)
def test_two_forms_that_are_not_of_one_sound_number_are_two(text: str) -> None:
    assert IdNumber.parse(text).value is None
    assert codes(text) == ["ID116"]


def test_unknown_text_is_kept() -> None:
    assert str(value("见附件")) == "见附件"
    assert codes("见附件") == ["ID117"]


def test_a_birth_after_the_day_in_question_is_an_error() -> None:
    assert codes("362133196208150010", on=date(1960, 1, 1)) == ["ID107"]
    assert codes("362133620815001", on=date(1960, 1, 1)) == ["ID107"]
    assert codes("362133196208150010", on=date(1962, 8, 15)) == []


def test_masks_for_staff_and_for_the_public() -> None:
    assert value("362133196208150010").mask("staff") == "362133********0010"
    assert value("362133196208150010").mask("public") == "3****************0"
    assert value("362133620815001").mask("staff") == "362133*****5001"
    assert value("G12345678").mask("staff") == "G1*****78"


def test_neither_repr_nor_findings_betray_the_number() -> None:
    for text in (
        "362133196208151233",
        "36213319620815O01O",
        "3621331962081",
        "3.62133196208150e+17",
    ):
        parsed = IdNumber.parse(text)
        shown = repr(parsed) + "".join(map(str, parsed.findings)) + repr(parsed.findings)
        assert text not in shown
        assert text[2:14] not in shown


def test_people_see_the_kind_and_the_number() -> None:
    assert value("362133196208150010").show() == "居民身份证 362133196208150010"
    assert value("362133196208150010").show("en") == "citizen18 362133196208150010"


def test_every_fault_is_in_the_catalogue_in_both_languages() -> None:
    file = resources.files("minzheng_core.findings") / "catalogue" / "id_number.toml"
    entries = tomllib.loads(file.read_text(encoding="utf-8"))

    assert set(FAULTS) <= set(entries)
    for entry in entries.values():
        assert all(
            entry[f"{k}_{lang}"] for k in ("title", "advice", "explain") for lang in ("zh", "en")
        )


@pytest.mark.parametrize(
    "text", ["²" * 18, "①" * 15, "٣٦٢١٣٣١٩٦٢٠٨١٥٠٠١٠", "3" * 5000, "0" * 17 + "²"]
)
def test_strange_digits_do_not_raise(text: str) -> None:
    IdNumber.parse(text)
    IdNumber.parse(text, skip=FIXES)


def test_a_permit_named_before_its_number_stays_a_residence_permit() -> None:
    assert value("台湾居民居住证830000199201300022").kind == "residence_permit"


@pytest.mark.parametrize("number", ["362133196208150", "362133200012310"])
def test_the_first_fifteen_of_eighteen_digits_are_known_as_such(number: str) -> None:
    assert codes(number) == ["ID103", "ID118"]


@pytest.mark.parametrize(
    "number", ["362133191208150", "362133196215150", "362133186208150", "362133620815001"]
)
def test_other_fifteen_digits_are_not(number: str) -> None:
    assert "ID118" not in codes(number)
