"""The commands on funerals: a messy ledger into a book, and what is asked of it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from minzheng_core import Book, open_store
from minzheng_core.cli import main
from minzheng_core.ledger import Source
from minzheng_core.registries import funeral, marriage
from minzheng_core.registries.funeral.examples import id_of
from minzheng_core.registries.funeral.schedules import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = id_of("362133", "19500228", "001")
FIFTEEN = NUMBER[:6] + NUMBER[8:17]
LEDGER = f"""潋江镇殡葬台账
序号,死者姓名,性别,身份证号码,死亡时间,享年,家庭住址,火化日期,火化证号,安葬方式,墓穴号,使用年限,安葬时间
1,王五,男,{FIFTEEN},2021.4.28,71,兴国县潋江镇,2021年4月30日,000101,骨灰堂,A区3排12号,20,2021.5.1
2,李 四,女,,2021年5月2日,五十七岁,江西省兴国县,2021-05-04,000102,树葬,,,2021.5.4
3,赵六,男,,2005.3.1,80,兴国县,2005.3.3,000090,墓葬,B-1-2,20,2005.4.5
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("funeral")
    ledger = folder / "台账.csv"
    ledger.write_text(LEDGER, encoding="gb18030")
    where = folder / "登记.db"
    done = main(
        ["clean", str(ledger), "--registry", "funeral", "--county", "360732", "--on", "2026-11-23",
         "--out", str(folder / "结果"), "--store", str(where), "--by", "王某某", "--quiet"]
    )  # fmt: skip
    assert done == 0
    report = (folder / "结果" / "清洗报告.html").read_text(encoding="utf-8")
    assert "按死亡年份" in report
    assert "女方" not in report
    return str(where)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(words)
    return status, "".join(capsys.readouterr())


def listed(tmp_path: Path, name: str, text: str) -> str:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_what_is_due(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = said(capsys, "funeral", "due", store, "--on", "2026-11-23")

    assert status == 0
    assert "使用年限到期：1 条" in told
    assert "2025-04-05 到期，已过 597 天" in told
    assert "赵六" not in told


def test_the_saved_list_says_whose_place_is_due(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "到期.csv"
    said(capsys, "funeral", "due", store, "--on", "2026-11-23", "--out", str(out))
    heading, line = out.read_text(encoding="utf-8-sig").splitlines()

    assert heading == "row,case,what,since,due,days,name,facility,location"
    assert line.endswith("赵六,,B-01-002")


def test_the_whole_book_is_held_against_the_marriages(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wife = id_of("362133", "19520305", "002")
    text = "登记日期,业务类型,男方姓名,男方身份证号,女方姓名,女方身份证号\n"
    text += f"1975-10-01,结婚,王五,{NUMBER},赵六,{wife}\n2021-06-01,结婚,王五,{NUMBER},钱七,\n"
    archive = listed(tmp_path, "婚姻.csv", text)
    main(["clean", archive, "--county", "360732", "--on", "2026-11-23", "--quiet", "--no-link",
          "--out", str(tmp_path / "婚姻结果"), "--store", store, "--by", "王某某"])  # fmt: skip
    status, told = said(capsys, "funeral", "across", store, "--on", "2026-11-23")

    assert status == 10
    assert "丧偶 1 人" in told
    assert "[FX201] 死亡于 2021-04-28，却有 2021-06-01 结婚登记" in told
    assert NUMBER not in told


def test_without_a_marriage_book_it_is_told_that_nobody_was_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, out = str(tmp_path / "登记.db"), tmp_path / "丧偶名单.csv"
    with closing(open_store(store)) as opened:
        book = Book.open(funeral.REGISTRY, opened, county="360732")
        book.register({"deceased": {"name": "王五"}, "death": {"date": "2021-04-28"}}, by="王",
                      accept={"FR101": "旧档"})  # fmt: skip
    plain = said(capsys, "funeral", "across", store, "--on", "2026-11-23")
    asked = said(capsys, "funeral", "across", store, "--on", "2026-11-23", "--out", str(out))
    english = said(capsys, "--lang", "en", "funeral", "across", store, "--on", "2026-11-23")

    told = "这个存储里没有婚姻登记簿，丧偶和死亡之后的登记没有查。"
    assert plain == (0, f"1 案，全簿核查发现问题 0 处。\n{told}\n")
    assert asked == (10, plain[1] + f"没有写 {out}。\n")
    assert not out.exists()
    assert "no marriage book" in english[1]


def test_indicators_tell_their_base(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = said(capsys, "indicators", store, "--year", "2021", "--on", "2026-11-23")

    assert status == 0
    assert "火化率：100.00%（2 ÷ 2）" in told
    assert "口径" in told
    assert "来源" in told
    assert "节地生态安葬率：100.00%（2 ÷ 2）" in told


@pytest.mark.parametrize(
    ("heading", "word", "void"),
    [("状态", "作废", True), ("状态", "已作废", True), ("状态", "作废（填写不清）", True),
     ("状态", "未作废", False), ("状态", "没有作废", False), ("状态", "使用", False),
     ("是否作废", "是", True), ("是否作废", "否", False)],
)  # fmt: skip
def test_a_form_is_void_that_is_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], heading: str, word: str, void: bool
) -> None:
    ledger = listed(tmp_path, "台账.csv", f"火化证明编号,{heading},作废原因\n000101,{word},写错\n")

    assert f"作废 {int(void)} 份" in said(capsys, "funeral", "serials", ledger)[1]


def test_a_stock_take_is_of_a_facility_by_any_of_its_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = str(tmp_path / "登记.db")
    with closing(open_store(where)) as opened:
        book = Book.open(funeral.REGISTRY, opened, county="360732")
        for name, hall, place in (
            ("张三", "甲骨灰堂 ", "1"),
            ("李四", "甲堂", "2"),
            ("王五", "乙堂", "3"),
        ):
            placed = {
                "date": "2021-05-01",
                "kind": "骨灰堂格位",
                "facility": hall,
                "location": f"A-1-{place}",
            }
            values = {
                "deceased": {"name": name},
                "death": {"date": "2021-04-28"},
                "placement": placed,
            }
            book.register(values, by="王", accept=dict.fromkeys(("FR101", "FR104"), "旧档"))
    halls = listed(tmp_path, "设施.csv", "名称,别名,性质\n甲骨灰堂,甲堂,公益性\n")
    shelves = listed(tmp_path, "盘点.csv", "格位号,逝者姓名\nA-1-1,张三\nA-1-2,李四\n")

    for hall in ("甲骨灰堂", "甲堂"):
        _, told = said(capsys, "funeral", "stock-take", shelves, "--store", where, "--facility", hall,
                       "--facilities", halls)  # fmt: skip
        assert "档案 2 份，架上 2 份，不符 0 处" in told


def test_a_stock_take_shows_what_is_elsewhere(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelves = listed(tmp_path, "盘点.csv", "格位号,逝者姓名\nA-3-13,王五\nB区1排2号,赵六\n")
    status, told = said(capsys, "funeral", "stock-take", shelves, "--store", store)

    assert status == 10
    assert "档案为 A-03-012，架上在 A-03-013" in told
    assert "王五" not in told


def test_payments_after_death_are_told_masked(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"姓名,身份证号,发放月份,金额,待遇\n王五,{NUMBER},2021-04,100,高龄津贴\n王五,{NUMBER},2021年5月,100,高龄津贴\n"
    paid = listed(tmp_path, "发放.csv", text)
    status, told = said(capsys, "funeral", "payments", paid, "--store", store)

    assert status == 10
    assert "应追回 100.00 元" in told
    assert NUMBER not in told
    assert "1 笔" in said(capsys, "funeral", "payments", paid, "--store", store)[1]


def test_the_ledger_of_certificates_is_held_against_the_book(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = listed(
        tmp_path, "证明.csv", "证明编号,状态,原因\n000100,已发,\n000101,已发,\n000103,作废,\n"
    )
    status, told = said(capsys, "funeral", "serials", ledger, "--store", store)

    assert status == 10
    assert "缺号 1 个" in told
    assert all(code in told for code in ("FX111", "FX113", "FX115"))


def test_claims_are_explained_and_held_against_the_schedule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "业务编号,死亡日期,项目,数量,申报金额\nA1,2025-05-01,存放,5,400\nA1,2025-05-01,接运,200,480\n"
    services = listed(tmp_path, "明细.csv", text)
    command = ["funeral", "claims", services, "--county", "440882",
               "--schedule", str(EXAMPLES / "leizhou_440882.toml")]  # fmt: skip
    status, told = said(capsys, *command, "--out", str(tmp_path / "结算.csv"))

    assert status == 10
    assert "标准 1000 元，减免（奖补） 720 元，应付 280 元" in told
    assert "[FS201] 申报 400 元，按标准减免 240 元" in told
    assert (tmp_path / "结算.csv").exists()
    status, told = said(capsys, *command, "--case", "A1", "--lang", "en")
    assert status == 0
    assert "3 day free, 2 day charged" in told


def test_what_a_revoked_case_bears_is_not_held_against_the_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = str(tmp_path / "登记.db")
    with closing(open_store(where)) as opened:
        book = Book.open(funeral.REGISTRY, opened, county="360732")
        values = {"deceased": {"name": "王五"}, "cremation": {"certificate_number": "000300"},
                  "death": {"date": "2005-03-01"}}  # fmt: skip
        case = book.register(values, by="王某某")
        book.act("revoke", case.key, by="王某某", reason="误登", source=Source(document="1号"))
    ledger = listed(tmp_path, "证明.csv", "火化证明编号,状态,原因\n000101,,\n000102,,\n")

    assert said(capsys, "funeral", "serials", ledger, "--store", where)[0] == 0


def test_the_widowed_of_every_marriage_book_are_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where, out = str(tmp_path / "登记.db"), tmp_path / "丧偶.csv"
    dead = [id_of("362133", "19500228", f"00{n}") for n in (1, 3)]
    left = [id_of("362133", "19520305", f"00{n}") for n in (2, 4)]
    with closing(open_store(where)) as opened:
        funerals = Book.open(funeral.REGISTRY, opened, county="360732")
        for at, (one, other) in enumerate(zip(dead, left, strict=True)):
            values = {
                "deceased": {"name": "王五", "id_number": one},
                "death": {"date": "2005-03-01"},
            }
            funerals.register(values, by="王", accept={"FR101": "旧档"})
            book = Book.open(marriage.REGISTRY, opened, county="360732", name=f"婚姻{at}")
            book.register(
                {"business_type": "结婚", "registration_date": "1975-10-01",
                 "husband": {"name": "王五", "id_number": one}, "wife": {"name": "赵六", "id_number": other}},
                by="王",
            )  # fmt: skip
    said(capsys, "funeral", "across", where, "--book", "funeral", "--out", str(out))

    saved = out.read_text(encoding="utf-8-sig")
    assert all(number in saved for number in left)
    assert "婚姻0" in saved


def test_a_claim_whose_amount_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "业务编号,死亡日期,项目,数量,申报金额\nA1,2025-05-01,存放,3,￥240元\nA1,2025-05-01,接运,2,百余元\n"
    services = listed(tmp_path, "明细.csv", text)
    status, told = said(capsys, "funeral", "claims", services, "--county", "440882",
                        "--schedule", str(EXAMPLES / "leizhou_440882.toml"))  # fmt: skip

    assert status == 10
    assert "[FS208] 申报金额为空、为负或不是数字（百余元）" in told
    assert told.count("[FS") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["claims", "没有.csv", "--schedule", "没有.toml", "--county", "360732"], "IN101"),
        (["claims", "没有.csv", "--schedule", "没有.toml", "--county", "123456"], "IN203"),
        (["due", "没有.db"], "BK"),
        (["claims"], ""),
        ([], "命令"),
    ],
)
def test_a_bad_call_is_told_in_one_sentence(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    try:
        status, told = said(capsys, "funeral", *words)
    except SystemExit as stop:
        status, told = int(stop.code or 0), "".join(capsys.readouterr())

    assert status in {2, 3, 4}
    assert code in told
    assert "Traceback" not in told


def test_a_schedule_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services = listed(tmp_path, "明细.csv", "业务编号,项目,数量\nA1,存放,5\n")
    bad = '[schedule]\nname = "某县"\nplace = "360732"\n[[line]]\nitem = "存放"\nunit = "天"\nprice = -80\n'
    schedule = listed(tmp_path, "标准.toml", bad)
    status, told = said(
        capsys, "funeral", "claims", services, "--county", "360732", "--schedule", schedule
    )

    assert status == 3
    assert told.strip() == "[FS104] 标准.toml 第 7 行：price 应在 0 至 10000000，实为 -80"


def test_facilities_that_cannot_be_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = listed(tmp_path, "台账.csv", LEDGER)
    for text, code in (("名称\n甲堂\n", "FS120"), ("名称,性质,容量\n甲堂,公益性,很多\n", "FS121")):
        names = listed(tmp_path, "名录.csv", text)
        status, told = said(
            capsys, "clean", ledger, "--registry", "funeral", "--county", "360732",
            "--out", str(tmp_path / "结果"), "--facilities", names, "--quiet",
        )  # fmt: skip
        assert status == 3
        assert code in told


def test_payments_in_words_and_by_month_are_added_up(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"2022年发放表\n姓名,身份证号码,1月,2月\n王五,{NUMBER},壹佰元整,￥100\n李四,,看不清,\n"
    status, told = said(
        capsys, "funeral", "payments", listed(tmp_path, "表.csv", text), "--store", store
    )
    assert status == 10
    assert "应追回 200.00 元" in told
    assert "第 2 条：[FX214] 发放金额“看不清”" in told


def test_items_of_a_list_are_found_in_the_schedule_under_its_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "A1,2025-05-01,遗体冷藏费,5,240\nA1,2025-05-01,冷藏,1,0\nA1,2025-05-01,化妆费,1,0\n"
    services = listed(tmp_path, "明细.csv", "业务编号,死亡日期,项目,数量,申报金额\n" + rows)
    status, told = said(
        capsys, "funeral", "claims", services, "--county", "440882",
        "--schedule", str(EXAMPLES / "leizhou_440882.toml"),
    )  # fmt: skip

    assert status == 10
    assert "项目名称按标准里的叫法：遗体冷藏费→存放、冷藏→存放" in told
    assert told.count("[FS206]") == 1
    assert "标准中没有“化妆费”" in told
    assert "[FS202]" in told


def test_a_register_that_links_nothing_does_not_speak_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = said(
        capsys, "clean", listed(tmp_path, "台账.csv", LEDGER), "--registry", "funeral",
        "--county", "360732", "--out", str(tmp_path / "结果"), "--quiet",
    )  # fmt: skip
    assert status == 0
    assert "发现问题" in told
    assert "比对" not in told
