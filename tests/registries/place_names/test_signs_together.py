"""Two clerks enter one list of signs at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core import Book, open_store
from minzheng_core.registries.place_names import signs
from minzheng_core.registries.place_names.signs import entering

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_each_sign_is_entered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "标志.csv"
    file.write_text("标志编号,标志上的汉字\nA-1,红军路\nA-2,和平路\n", encoding="utf-8")
    store = f"sqlite:///{tmp_path / '地名.db'}"
    mine, other = (Book.open(signs.REGISTRY, open_store(store), county="360732") for _ in range(2))
    judged, first = entering._judged, [True]

    def overtaken(*given: Any) -> Any:
        if first:
            first.clear()
            signs.enter_signs(other, file, by="李某某")
        return judged(*given)

    monkeypatch.setattr(entering, "_judged", overtaken)
    done = signs.enter_signs(mine, file, by="王某某")

    assert sorted(str(e.values["sign_number"]) for e in mine.scan()) == ["A-1", "A-2"]
    assert (done.registered, done.same) == (0, 2)
