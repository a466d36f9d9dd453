"""A missing extra says its own name instead of a bare import error."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

WITHOUT_ARCHIVE = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in {'polars', 'numpy', 'fastexcel', 'xlsxwriter', 'rich'}:
            raise ModuleNotFoundError(f'No module named {name!r}', name=name)

sys.meta_path.insert(0, Missing())
"""


def _run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_ARCHIVE + code],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    "call",
    [
        "import minzheng_core; minzheng_core.check_ids(['1'])",
        "from minzheng_core.registries import marriage; marriage.clean('x.csv', county='360732')",
    ],
)
def test_work_on_columns_names_the_extra_archive(call: str) -> None:
    code = f"""
from minzheng_core.errors import MissingExtra
try:
    {call}
except MissingExtra as error:
    print(error.code, error.values['extra'])
"""

    assert _run(code).stdout.split() == ["IN002", "archive"]


def test_the_command_names_the_extra_archive_and_shows_no_traceback() -> None:
    code = """
from minzheng_core.cli import main
sys.exit(main(['clean', 'x.csv', '--county', '360732', '--out', 'y']))
"""
    done = _run(code)

    assert done.returncode == 5
    assert "archive" in done.stderr
    assert "Traceback" not in done.stderr


def test_single_values_need_no_extra() -> None:
    code = """
import minzheng_core
print(*[f.code for f in minzheng_core.check_id('362133196208151233')])
minzheng_core.PartialDate.parse('农历一九六二年七月十六')
minzheng_core.PersonName.parse('欧阳娜娜').value.pinyin_key
minzheng_core.CertificateNumber.parse('J360732-2021-000123')
minzheng_core.DivisionCode.parse('362133').value.explain()
"""
    done = _run(code)

    assert done.stderr == ""
    assert done.stdout.split() == ["ID104"]


def test_all_holds_every_extra_but_other_engines() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    (everything,) = extras["all"]

    named = set(everything.partition("[")[2].rstrip("]").split(","))
    assert named == set(extras) - {"all", "spark", "splink"}
