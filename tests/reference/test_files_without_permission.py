"""Every file that a county has made is refused in the same words where nobody may read it (IN104)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minzheng_core.errors import InputError
from minzheng_core.reference.gazetteer import Gazetteer
from minzheng_core.reference.overlay import Overlay
from minzheng_core.registries import place_names
from minzheng_core.registries.boundaries.files.layers import read_geojson
from minzheng_core.registries.funeral import read_facilities
from minzheng_core.registries.funeral.schedules.reading import read_schedules
from minzheng_core.registries.place_names.changes.order import ChangeOrder
from minzheng_core.registries.place_names.heritage import load_categories

if TYPE_CHECKING:
    from collections.abc import Callable

READERS: dict[str, Callable[[Path], object]] = {
    "地方补充.csv": Overlay.load,
    "地方补充.toml": Overlay.load,
    "全国.gaz": Gazetteer.open,
    "读音.csv": place_names.ReadingList.load,
    "本省类别.csv": load_categories,
    "变更.toml": ChangeOrder.load,
    "公墓.csv": read_facilities,
    "减免.toml": read_schedules,
    "界线.geojson": read_geojson,
}


@pytest.mark.parametrize("name", READERS)
def test_a_file_without_permission_is_refused_in_the_same_words(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / name
    file.write_text("", encoding="utf-8")

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(InputError) as caught:
        READERS[name](file)
    assert (caught.value.code, caught.value.exit_status) == ("IN104", 3)
    assert name in str(caught.value)
