"""A hostile world: each obstacle gives one sentence with its code and leaves nothing behind."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from minzheng_core import unfinished
from minzheng_core.errors import InputError, OutputError
from minzheng_core.registries import marriage
from tests.cli.conftest import HEADINGS, ROW, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., Said]

saving = import_module("minzheng_core.reports.save")
COUNTY = ("--county", "360732")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE = f"{HEADINGS}\n{ROW}\n"
FILES = {
    "空.csv": (b"", "IN102"),
    "空.xlsx": (b"", "IN102"),
    "空白.csv": (b"\n \n\t\n", "IN102"),
    "文档.xlsx": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "IN106"),
    "网页.xls": (b"<html><body>time out</body></html>", "IN106"),
    "加密.xlsx": (OLE + bytes(504) + "EncryptedPackage\0".encode("utf-16-le"), "IN107"),
    "坏.xls": (OLE + bytes(range(256)) * 9, "IN108"),
    "空字节.csv": (TABLE.replace("结", "\0\0\0\0结").encode() * 20, "IN110"),
    "乱码.csv": (bytes(range(128, 256)) * 40, "IN109"),
    "别的表.csv": ("物料,单价\n螺丝,1\n".encode(), "IN111"),
    "地名名录.csv": ("名称,登记机关\n和顺村,兴国县民政局\n".encode(), "IN123"),
    "分不出男女.csv": ("姓名,身份证号\n张某某,362133196208151232\n".encode(), "IN123"),
    "只有标题.csv": (f"{HEADINGS}\n".encode(), "IN112"),
    "标题重复.csv": (f"{HEADINGS}\n".encode() * 5, "IN112"),
    "太宽.csv": ((",".join(f"c{i}" for i in range(16_384)) + "\n").encode() * 2, "IN113"),
    "太宽的网页.xls": (b'<table><tr><td ss:Index="9999999">x</td></tr></table>', "IN113"),
    "一行.csv": (b"a" * (18 << 20), "IN120"),
    "程序.exe": (b"MZ\0\0", "IN106"),
    "照片.doc": (b"text", "IN105"),
}


def names(folder: Path) -> list[str]:
    """What stands in a directory, hidden or not."""
    return [path.name for path in folder.iterdir()]


def refused(said: Said, code: str, status: int) -> None:
    """One line with the code, no traceback, no whole number."""
    assert said.status == status, said
    assert said.err.startswith(f"[{code}]"), said
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert not re.search(r"\d{15}", said.err + said.out)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_archive_is_refused(minzheng: Command, tmp_path: Path, name: str) -> None:
    content, code = FILES[name]
    (tmp_path / name).write_bytes(content)
    refused(minzheng("clean", tmp_path / name, *COUNTY, "--out", tmp_path / "out"), code, 3)
    assert names(tmp_path) == [name]


def test_a_workbook_cut_anywhere_is_called_damaged(minzheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "档案.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS.split(","))
        sheet.write_row(1, 0, ROW.split(","))
    whole = path.read_bytes()
    for size in (4, 30, 100, *range(500, len(whole), 700), len(whole) - 30, len(whole) - 1):
        path.write_bytes(whole[:size])
        refused(minzheng("columns", path), "IN108", 3)


def test_a_zip_without_a_workbook_is_no_workbook(minzheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "档案.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("readme.txt", "x")
    refused(minzheng("columns", path), "IN106", 3)


def test_directories_missing_files_and_sheets_are_named(minzheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("甲").write_row(0, 0, HEADINGS.split(","))
    refused(minzheng("columns", tmp_path), "IN103", 3)
    refused(minzheng("columns", tmp_path / "没有.xlsx"), "IN101", 3)
    refused(minzheng("columns", path, "--sheet", "乙"), "IN114", 3)


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that nobody may enter: not even what stands in it can be asked."""
    folder = tmp_path / "别人的"
    folder.mkdir()
    stat, access = os.stat, os.access

    def denied(path: Any, *args: Any, **options: Any) -> os.stat_result:
        if isinstance(path, str | Path) and Path(path).parent == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, *args, **options)

    # Nothing is closed to the superuser, as whom tests may run.
    monkeypatch.setattr(os, "stat", denied)
    monkeypatch.setattr(os, "access", lambda path, mode: path != folder and access(path, mode))
    return folder


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        (("columns", "{}/a.csv"), "IN104", 3),
        (("columns", "{}/*.csv"), "IN104", 3),
        (("clean", "{}/a.csv", *COUNTY, "--out", "{}/../out"), "IN104", 3),
        (("place-names", "check", "{}/a.csv", *COUNTY, "--out", "{}/../out"), "IN104", 3),
        (("place-names", "merge", "{}/差异核对.xlsx"), "IN104", 3),
        (("boundaries", "check", "{}/a.geojson", *COUNTY, "--out", "{}/../out"), "IN104", 3),
        (("verify", "{}/a.db"), "BK135", 4),
    ],
)
def test_a_folder_that_may_not_be_entered_is_told(
    minzheng: Command, closed: Path, words: tuple[str, ...], code: str, status: int
) -> None:
    refused(minzheng(*(word.format(closed) for word in words)), code, status)
    assert names(closed.parent) == [closed.name]


def test_a_call_in_python_tells_a_folder_that_may_not_be_entered(closed: Path) -> None:
    with pytest.raises(InputError) as caught:
        marriage.clean(closed / "a.csv", county="360732")
    assert caught.value.code == "IN104"


@pytest.mark.skipif(os.name != "posix", reason="no pipes with names, no /dev")
def test_what_cannot_be_read_twice_is_refused_at_once(minzheng: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    told = minzheng("columns", tmp_path / "管道.csv")
    refused(told, "IN106", 3)
    assert "管道或设备" in told.err
    refused(minzheng("columns", "/dev/zero"), "IN106", 3)
    refused(minzheng("columns", "/dev/null"), "IN106", 3)


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_one_row_is_read_with_and_without_a_last_line_end(
    minzheng: Command, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADINGS}\n{ROW}{ending}", encoding="gb18030", newline="")
    assert minzheng("columns", path).status == 0


def test_a_row_or_heading_of_a_megabyte_is_still_read(minzheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADINGS},{'男' * 500_000}\n{ROW},{'张' * 900_000}\n", encoding="utf-8")
    said = minzheng("columns", path)
    assert said.status == 0
    assert len(said.out) < 20_000


CALLS = {
    "unknown county": (("--county", "123456"), "IN203", 2),
    "a prefecture": (("--county", "360700"), "IN203", 2),
    "no county of that name": (("--county", "兴园"), "IN203", 2),
    "several counties": (("--county", "朝阳区"), "IN252", 2),
    "no day": ((*COUNTY, "--on", "昨天"), "IN209", 2),
    "no workers": ((*COUNTY, "--workers", "0"), "IN209", 2),
    "no step": ((*COUNTY, "--without", "x"), "IN201", 2),
    "no codec": ((*COUNTY, "--encoding", "rot13"), "IN119", 3),
    "no recipe": ((*COUNTY, "--recipe", "BAD"), "IN202", 3),
    "no recipe there": ((*COUNTY, "--recipe", "没有.json"), "IN206", 3),
    "no mapping": ((*COUNTY, "--mapping", "BAD"), "IN115", 3),
    "no overlay": ((*COUNTY, "--overlay", "没有.csv"), "DV191", 3),
    "no option": ((*COUNTY, "--nonsense"), "IN209", 2),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_call_is_one_sentence(
    minzheng: Command, archive: Path, tmp_path: Path, name: str
) -> None:
    options, code, status = CALLS[name]
    bad = tmp_path / "bad.json"
    bad.write_text("[]", encoding="utf-8")
    words = [str(bad) if word == "BAD" else word for word in options]
    refused(minzheng("clean", archive, *words, "--out", tmp_path / "out"), code, status)
    assert not (tmp_path / "out").exists()


def test_a_number_in_a_wrong_call_is_masked(minzheng: Command) -> None:
    said = minzheng("steps", "362133196208150010")
    refused(said, "IN209", 2)


def test_a_directory_with_other_files_is_left_alone(
    minzheng: Command, archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.docx").write_text("x", encoding="utf-8")
    refused(minzheng("clean", archive, *COUNTY, "--out", out), "IN301", 4)
    refused(minzheng("clean", archive, *COUNTY, "--out", archive), "IN309", 4)
    assert names(out) == ["mine.docx"]


@pytest.mark.parametrize("trace", ["filled in", "taken back", "foreign"])
def test_a_run_with_a_persons_work_in_it_is_never_overwritten(tmp_path: Path, trace: str) -> None:
    out = tmp_path / "out"
    with saving.whole_directory(out) as folder:
        (folder / saving.WORKBOOK).write_bytes(b"as written")
        digest = saving._digest(folder / saving.WORKBOOK)
        (folder / saving.SUMMARY).write_text(
            json.dumps({"workbooks": {saving.WORKBOOK: digest}}), encoding="utf-8"
        )
    saving.check_target(out)
    if trace == "filled in":
        (out / saving.WORKBOOK).write_bytes(b"filled in")
    else:
        (out / {"taken back": saving.FINAL, "foreign": "备注.txt"}[trace]).mkdir()
    with pytest.raises(OutputError) as caught:
        saving.check_target(out)
    assert caught.value.code == ("IN301" if trace == "foreign" else "IN305")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "IN302"),
        (PermissionError(errno.EACCES, "denied"), "IN303"),
        (OSError(errno.EROFS, "read-only"), "IN303"),
        (OSError(errno.EIO, "I/O"), "IN304"),
    ],
)
def test_a_failing_disk_leaves_the_earlier_run_and_nothing_else(
    tmp_path: Path, fault: OSError, code: str
) -> None:
    out = tmp_path / "out"
    with saving.whole_directory(out) as folder:
        (folder / saving.SUMMARY).write_text("{}", encoding="utf-8")

    def fail() -> None:
        with saving.whole_directory(out) as folder:
            (folder / "half").write_text("x", encoding="utf-8")
            raise fault

    with pytest.raises(OutputError) as caught:
        fail()
    assert caught.value.code == code
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert names(out) == [saving.SUMMARY]


def test_an_interrupt_while_the_directories_change_places_restores_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with saving.whole_directory(out) as folder:
        (folder / saving.SUMMARY).write_text("{}", encoding="utf-8")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if Path(target) == out and not self.name.endswith("-old"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), saving.whole_directory(out):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert names(out) == [saving.SUMMARY]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_the_work_with_130_and_leaves_nothing(
    minzheng: Command, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def signalled(*_: object) -> None:
        os.kill(os.getpid(), getattr(signal, name))

    monkeypatch.setattr(saving, "write_tables", signalled)
    before = signal.getsignal(signal.SIGINT)
    refused(minzheng("clean", archive, *COUNTY, "--out", tmp_path / "out"), "IN210", 130)
    assert names(tmp_path) == [archive.name]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_signal_that_a_library_takes_for_an_error_is_no_error_of_ours(
    minzheng: Command, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loading(*_: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt as stopped:
            raise ImportError("initialization failed") from stopped

    monkeypatch.setattr(saving, "check_target", loading)
    refused(minzheng("clean", archive, *COUNTY, "--out", tmp_path / "out"), "IN210", 130)
    assert names(tmp_path) == [archive.name]


def test_an_error_of_ours_shows_its_kind_and_not_its_words(
    minzheng: Command, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("362133196208150010")

    monkeypatch.delenv("MINZHENG_DEBUG", raising=False)
    monkeypatch.setattr(saving, "write_tables", broken)
    refused(minzheng("clean", archive, *COUNTY, "--out", tmp_path / "out"), "IN212", 1)
    assert names(tmp_path) == [archive.name]


def test_an_error_that_is_no_exception_of_python_is_one_sentence_too(
    minzheng: Command, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """What a library in Rust raises."""

    def broken(*_: object) -> None:
        raise PanicException("362133196208150010")

    monkeypatch.delenv("MINZHENG_DEBUG", raising=False)
    monkeypatch.setattr(saving, "write_tables", broken)
    told = minzheng("clean", archive, *COUNTY, "--out", tmp_path / "out")
    refused(told, "IN212", 1)
    assert "PanicException" in told.err
    assert names(tmp_path) == [archive.name]


def test_an_archive_without_dates_and_offices_is_reported_whole(
    minzheng: Command, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    lines = ["男方姓名,男方身份证号,女方姓名,女方身份证号"]
    lines += [f"张三{i},36213319620815123{i},李四{i},362133196403020029" for i in range(8)]
    path.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    assert minzheng("clean", path, *COUNTY, "--out", out).status == 0
    assert "8 条记录年份不明" in (out / saving.REPORT).read_text(encoding="utf-8")


def test_a_workbook_that_unpacks_to_hundreds_of_times_its_size_is_refused(
    minzheng: Command, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, HEADINGS.split(","))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet9.xml", "w") as file,
    ):
        for _ in range(260):
            file.write(bytes(1 << 20))
    refused(minzheng("columns", path), "IN121", 3)


@pytest.mark.parametrize("killed", ["while writing", "between the renames", "before clearing"])
def test_what_a_killed_run_left_is_cleared_away_by_the_next(tmp_path: Path, killed: str) -> None:
    out = tmp_path / "out"
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        gone = process.pid
    mark = f"-{unfinished.this_machine()}-{gone}-0123abcd"
    left = {
        "while writing": [""],
        "between the renames": ["", "-old"],
        "before clearing": ["-old"],
    }
    for name in left[killed]:
        folder = tmp_path / f".out{mark}{name}"
        folder.mkdir()
        (folder / saving.SUMMARY).write_text(f'"{name}"')
    if killed != "between the renames":
        out.mkdir()
        (out / saving.SUMMARY).write_text('"whole"')
    kept = [
        f".out-{unfinished.this_machine()}-{os.getpid()}-0123abcd",
        f".out-ffffff-{gone}-0123abcd",
        f".other{mark}",
        ".out-notes",
    ]
    for name in kept:
        (tmp_path / name).mkdir()

    unfinished.clear_away(out)

    assert sorted(names(tmp_path)) == sorted([*kept, "out"])
    expected = '"-old"' if killed == "between the renames" else '"whole"'
    assert (out / saving.SUMMARY).read_text() == expected


@pytest.mark.parametrize("out", [".", "..", "../here"])
def test_the_current_directory_is_not_replaced(
    minzheng: Command, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    here = tmp_path / "empty" / "here"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    before = here.stat().st_ino
    refused(minzheng("clean", archive, *COUNTY, "--out", out), "IN307", 4)
    assert here.stat().st_ino == before
    assert minzheng("clean", archive, *COUNTY, "--out", "结果").status == 0


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "第 1 行第 2 个字"),
        (DEEP, "不是这种文件的写法"),
        ("[]", "不是这种文件的写法"),
        ('{"format": 1}', "没有“registry”"),
        ('{"format": 99}', "“format”这一项写得不对"),
    ],
)
def test_a_broken_recipe_is_told_in_words(
    minzheng: Command, archive: Path, tmp_path: Path, text: str, words: str
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(text, encoding="utf-8")
    said = minzheng("clean", archive, *COUNTY, "--recipe", bad, "--out", tmp_path / "out")
    refused(said, "IN202", 3)
    assert words in said.err
    assert "Error" not in said.err


def test_all_files_that_cannot_be_read_are_told_at_once(minzheng: Command, tmp_path: Path) -> None:
    wrong = ["加密.xlsx", "空.csv", "别的表.csv"]
    for name in wrong:
        (tmp_path / name).write_bytes(FILES[name][0])
    (tmp_path / "好.csv").write_text(TABLE, encoding="utf-8")
    said = minzheng("clean", *sorted(tmp_path.glob("*")), *COUNTY, "--out", tmp_path / "out")
    refused(said, "IN129", 3)
    assert all(FILES[name][1] in said.err for name in wrong)
    assert not (tmp_path / "out").exists()


def test_a_pattern_that_the_shell_left_alone_names_its_files(
    minzheng: Command, tmp_path: Path
) -> None:
    for township in ("甲乡", "乙乡"):
        (tmp_path / township).mkdir()
        text = TABLE + f"{township}\n"
        (tmp_path / township / "1.csv").write_text(text, encoding="utf-8")
    (tmp_path / "甲乡" / "~$1.csv").write_bytes(b"\0" * 165)
    (tmp_path / "甲乡" / "说明.docx").write_bytes(b"PK")
    said = minzheng("columns", tmp_path / "*" / "*.*")
    assert said.status == 0, said
    assert "甲乡/1.csv" in said.out
    assert "乙乡/1.csv" in said.out
    refused(minzheng("columns", tmp_path / "没有*.xlsx"), "IN101", 3)
