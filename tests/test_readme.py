"""What the README files promise is there and runs."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest

from minzheng_core.cli.parser import parser
from minzheng_core.errors import MinzhengError

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.en.md")
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples/README.md"]
    if not {"findings", "tables", "_build"} & set(path.parts)
)
ELSEWHERE = {"engines.md"}
"""Pages that need another engine: ``tests/engines`` runs them."""
FENCE = re.compile(r"^ *```(\w+)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def _blocks(path: Path, language: str) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [body for name, body in FENCE.findall(text) if name == language]


def _commands(path: Path) -> list[list[str]]:
    lines = "\n".join(_blocks(path, "shell")).splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


@pytest.mark.parametrize("name", READMES)
def test_the_console_examples_give_what_they_show(name: str) -> None:
    failed, tried = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")

    assert (failed, tried > 3) == (0, True)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_on_the_page_is_understood(path: Path) -> None:
    for words in _commands(path):
        if words[0] == "minzheng":
            options = parser().parse_args([w for w in words[1:] if w != "…"])
            assert callable(options.run)
        elif words[0] == "python3" and words[1] != "-m":
            assert (ROOT / words[1]).is_file()
        else:
            assert words[0] == ".ci/run" or words[1:4] == ["-m", "pip", "install"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    built = ("reference/findings", "reference/tables")
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        file = (path.parent / target).resolve()
        assert file.exists() or any(part in str(file) for part in built), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_python_on_the_page_runs(path: Path, tmp_path: Path, monkeypatch) -> None:
    if path.name in ELSEWHERE:
        return
    run_page(path, tmp_path, monkeypatch)


def run_page(path: Path, tmp_path: Path, monkeypatch) -> None:
    """Run the Python of a page in a folder with the files that it speaks of."""
    blocks = _blocks(path, "python")
    if not blocks:
        return
    _offer_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "page"}
    for block in blocks:
        code = compile(re.sub(r"\b100_000\b", "200", block), path.name, "exec")
        exec(code, names)  # noqa: S102 - the pages are our own


def _offer_files(folder: Path) -> None:
    """The files that the pages speak of, made from the shipped example."""
    examples = ROOT / "examples"
    csv = next((examples / "marriage").glob("*.csv"))
    lines = csv.read_text(encoding="gb18030").splitlines()[:40]
    small = "\n".join(lines) + "\n"
    (folder / "档案.csv").write_text(small, encoding="utf-8")
    (folder / "examples" / "marriage").mkdir(parents=True)
    (folder / "examples" / "marriage" / csv.name).write_text(small, encoding="gb18030")
    (folder / "上次").mkdir()
    _small_workbook(small, folder / "档案.xlsx")
    _recipe(folder / "上次" / "recipe.json")


def _small_workbook(text: str, path: Path) -> None:
    import csv

    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(text.splitlines())):
            sheet.write_row(number, 0, row)


def _recipe(path: Path) -> None:
    from datetime import date

    from minzheng_core.cleaning import Recipe

    recipe = Recipe(registry="marriage", county="360732", on=date(2026, 1, 1))
    path.write_text(recipe.to_json(), encoding="utf-8")


def test_both_readmes_have_the_same_shape() -> None:
    chinese, english = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)

    for part in (r"^#+ ", r"^```", r"^\|", r"^- "):
        counts = [len(re.findall(part, text, re.MULTILINE)) for text in (chinese, english)]
        assert counts[0] == counts[1], part


def test_the_example_script_runs(tmp_path: Path, capsys, monkeypatch) -> None:
    folder = tmp_path / "examples"
    shutil.copytree(ROOT / "examples" / "marriage", folder / "marriage")
    script = shutil.copy(ROOT / "examples" / "clean_archive.py", folder)
    monkeypatch.chdir(tmp_path)
    code = compile(Path(script).read_text(encoding="utf-8"), str(script), "exec")

    exec(code, {"__name__": "__main__", "__file__": str(script)})  # noqa: S102

    assert capsys.readouterr().out
    saved = {file.name for file in (folder / "清洗结果").iterdir()}
    for promised in re.findall(r"`([\w]+\.\w+)`", (ROOT / "README.md").read_text(encoding="utf-8")):
        if promised.endswith((".csv", ".parquet", ".json", ".xlsx", ".html")):
            assert promised in saved


def test_a_missing_file_is_told_as_the_guide_says() -> None:
    from minzheng_core.registries import marriage

    with pytest.raises(MinzhengError) as caught:
        marriage.clean("没有这个文件.xlsx", county="360732")

    assert caught.value.exit_status == 3
    assert caught.value.code in caught.value.sentence("zh")
