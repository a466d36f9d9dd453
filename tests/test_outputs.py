"""What is written appears whole, under its own name, however many write it at once or are killed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from minzheng_core.errors import OutputError
from minzheng_core.outputs import whole_file, whole_files
from minzheng_core.unfinished import this_machine, working_place

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_two_that_write_one_file_at_once_do_not_mix_it(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    with whole_file(path) as first, whole_file(path) as second:
        for part, text in ((first, "甲" * 9), (second, "乙"), (first, "甲")):
            with part.open("a", encoding="utf-8") as file:
                file.write(text)
    assert path.read_text(encoding="utf-8") == "甲" * 10
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("several", [False, True], ids=["file", "files"])
def test_what_a_killed_program_left_beside_a_file_goes(tmp_path: Path, *, several: bool) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        gone = process.pid
    name = "files" if several else "a.csv"
    left = tmp_path / f".{name}-{this_machine()}-{gone}-0123abcd"
    left.mkdir() if several else left.write_text("半截")
    kept = tmp_path / f".{name}-{this_machine()}-{os.getpid()}-0123abcd"
    kept.write_text("还在写")

    if several:
        with whole_files(tmp_path, ["a.csv", "b.csv"]) as folder:
            (folder / "a.csv").write_text("全")
    else:
        with whole_file(tmp_path / "a.csv") as part:
            part.write_text("全")

    assert names(tmp_path) == [kept.name, "a.csv"]
    assert (tmp_path / "a.csv").read_text() == "全"


def test_a_name_as_long_as_the_system_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("婚" * 83 + ".csv")
    with whole_file(path) as part:
        part.write_text("全")
    assert names(tmp_path) == [path.name]
    other = path.with_name("婚" * 82 + "姻.csv")
    assert working_place(path).name.rsplit("-", 2)[0] != working_place(other).name.rsplit("-", 2)[0]


def test_what_a_link_points_at_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "共享"
    folder.mkdir()
    real, link = folder / "a.csv", tmp_path / "a.csv"
    real.write_text("旧")
    link.symlink_to(real)
    with whole_file(link) as part:
        part.write_text("新")
    assert link.is_symlink()
    assert real.read_text() == "新"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as reader:
        with whole_file(path) as part:
            part.write_text("全")
        assert reader.communicate()[0].decode() == "全"
    assert path.is_fifo()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="IN304"), whole_file(tmp_path) as part:
        part.write_text("全")
    assert names(tmp_path) == []
