"""What the page on the architecture lists is what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from minzheng_core.cleaning.outcome import schemas
from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.findings import catalogue
from minzheng_core.rules.frames import FINDINGS_SCHEMA
from tests.test_layers import LAYERS, ROOMS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "minzheng_core"
PAGE = (ROOT / "docs/design/architecture.md").read_text(encoding="utf-8")
FRAMES = {
    "findings": FINDINGS_SCHEMA,
    "changes": schemas.CHANGES_SCHEMA,
    "candidates": schemas.CANDIDATES_SCHEMA,
    "questions": schemas.QUESTIONS_SCHEMA,
    "gaps": schemas.GAPS_SCHEMA,
}


def test_the_layers_are_those_that_are_enforced() -> None:
    told = PAGE.partition("errors, extras")
    line = (told[1] + told[2]).partition("\n\n")[0]
    layers = [set(re.findall(r"\w+", layer)) for layer in line.split("·")]

    assert layers == LAYERS[1:]  # what begins with an underscore is nobody's layer


def test_every_folder_has_its_line() -> None:
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()}

    assert folders <= set(re.findall(r"^\| `(\w+)/` \|", PAGE, re.MULTILINE))


def test_the_rooms_of_cleaning_are_those_that_are_enforced() -> None:
    rooms = re.findall(
        r"^\| `(\w+)/` \|", PAGE.partition("The rooms of `cleaning/`")[2], re.MULTILINE
    )

    assert set(rooms) == set().union(*ROOMS["cleaning"])


@pytest.mark.parametrize("frame", FRAMES)
def test_the_columns_of_frames(frame: str) -> None:
    (told,) = re.findall(rf"^\| `{frame}` \| `(.*?)`", PAGE, re.MULTILINE)

    assert re.findall(r"\w+", told) == [*FRAMES[frame]]


def test_every_status_and_every_area_of_codes() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))

    assert {status.value for status in Status} <= named
    assert {code[:2] for code in catalogue()} <= named
