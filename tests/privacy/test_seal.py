"""Sealing at rest: what was sealed opens with its key at its place, and nowhere else."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.errors import CallError, MinzhengError, MissingExtra
from minzheng_core.privacy import seal as module
from minzheng_core.privacy.seal import Key, KeyRing, Passphrase

if TYPE_CHECKING:
    from pathlib import Path

CIPHERS = ("AES-256-GCM", "SM4-GCM")
keys = st.binary(min_size=32, max_size=32)


def refusal(call: object, *args: object, **options: object) -> str:
    with pytest.raises(MinzhengError) as refused:
        call(*args, **options)  # type: ignore[operator]
    return refused.value.code


@given(keys, st.sampled_from(CIPHERS), st.text(max_size=30), st.binary(max_size=200))
def test_what_is_closed_opens(key: bytes, cipher: str, place: str, data: bytes) -> None:
    place = place.encode("utf-8", "replace").decode()
    ring = KeyRing(key, cipher=cipher)
    sealed = ring.close(place, data)

    assert KeyRing(key).open(place, sealed) == data
    assert ring.close(place, data) != sealed
    assert ring.current(sealed)
    assert len(data) < 4 or data not in sealed


@given(keys, st.sampled_from(CIPHERS), st.data())
def test_whatever_was_touched_does_not_open(key: bytes, cipher: str, data: st.DataObject) -> None:
    ring = KeyRing(key, cipher=cipher)
    sealed = bytearray(ring.close("b/A/1", b"values of a person"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))

    assert refusal(ring.open, "b/A/1", bytes(sealed)) == "BK112"
    assert refusal(ring.open, "b/A/1", bytes(sealed[:at])) == "BK112"


@pytest.mark.parametrize("cipher", CIPHERS)
def test_another_key_or_another_place_does_not_open(cipher: str) -> None:
    first, second = KeyRing(bytes(32), cipher=cipher), KeyRing(b"\1" * 32, cipher=cipher)
    sealed = first.close("b/A/1", b"values")

    assert refusal(second.open, "b/A/1", sealed) == "BK112"
    assert [refusal(first.open, p, sealed) for p in ("b/A/2", "b/B/1", "c/A/1")] == ["BK112"] * 3


def test_old_keys_of_a_ring_open_and_the_first_seals() -> None:
    old, new = Key.new(), Key.new()
    both = KeyRing(new, old)
    sealed = KeyRing(old, cipher="SM4-GCM").close("p", b"1")

    assert both.open("p", sealed) == b"1"
    assert not both.current(sealed)
    assert KeyRing(new).open("p", both.close("p", b"2")) == b"2"


@given(st.permutations([bytes(32), b"\1" * 32, b"\2" * 32]), st.sampled_from(CIPHERS))
def test_a_ring_seals_like_what_it_is_shown(order: list[bytes], cipher: str) -> None:
    shown = KeyRing(b"\1" * 32, cipher=cipher).close("p", b"1")
    like = KeyRing(*order).like(shown)

    assert like.current(shown)
    assert KeyRing(b"\1" * 32, cipher=cipher).current(like.close("p", b"2"))
    assert all(like.open("p", KeyRing(key).close("p", b"3")) == b"3" for key in order)
    assert refusal(KeyRing(order[0], order[1]).like, KeyRing(order[2]).close("p", b"")) == "BK112"


def test_a_key_is_read_however_it_is_written(tmp_path: Path) -> None:
    key = Key(bytes(range(224, 256)))
    texts = [
        key.material.hex(),
        key.material.hex().upper(),
        f"  {key.material.hex()[:32]}\n{key.material.hex()[32:]}\n",
        base64.b64encode(key.material).decode(),
        base64.urlsafe_b64encode(key.material).decode().rstrip("="),
    ]
    file = tmp_path / "key"
    for content in [
        key.material,
        *(text.encode() for text in texts),
        b"\xef\xbb\xbf" + texts[0].encode(),
    ]:
        file.write_bytes(content)
        assert Key.read(file) == key
    assert all(Key.parse(text) == key for text in texts)
    file.write_text("口令：兴国县婚姻登记处的长口令\n", encoding="utf-8")
    assert Key.read(file) == Passphrase("兴国县婚姻登记处的长口令")


@pytest.mark.parametrize("text", ["", "00", "x" * 64, "0" * 63, "不是密钥", "A" * 32])
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text, encoding="utf-8")

    assert refusal(Key.parse, text) == refusal(Key.read, tmp_path / "key") == "BK115"
    assert refusal(Key.read, tmp_path / "none") == "BK117"
    assert refusal(Passphrase, "短") == "BK119"
    assert refusal(KeyRing) == refusal(KeyRing, b"short") == "BK115"
    assert refusal(KeyRing, bytes(32), cipher="DES") == "BK110"


def test_a_passphrase_gives_another_key_for_another_salt() -> None:
    ring = KeyRing(Passphrase("兴国县婚姻登记处的长口令"))
    first, second = ring.bound(b"1" * 16), ring.bound(b"2" * 16)
    sealed = first.close("p", b"values")

    assert ring.bound(b"1" * 16).open("p", sealed) == b"values"
    assert refusal(second.open, "p", sealed) == "BK112"
    assert refusal(ring.close, "p", b"x") == "BK115"


def test_a_machine_without_sm4_says_so_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import ciphers

    def unsupported(*_: object) -> object:
        raise UnsupportedAlgorithm("no SM4")

    monkeypatch.setattr(ciphers.Cipher, "encryptor", unsupported)

    assert refusal(KeyRing, bytes(32), cipher="SM4-GCM") == "BK111"
    assert KeyRing(bytes(32)).name == "AES-256-GCM"


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, extra: str) -> object:
        raise MissingExtra("IN002", module=name, extra=extra)

    monkeypatch.setattr(module, "require", missing)
    with pytest.raises(MissingExtra) as refused:
        KeyRing(bytes(32))
    assert refused.value.values["extra"] == "seal"


def test_no_repr_shows_a_key() -> None:
    key = Key.new()
    said = repr((key, KeyRing(key), Passphrase("一个够长的口令一个够长的口令")))

    assert key.material.hex() not in said
    assert repr(key.material) not in said
    assert "够长" not in said


def test_a_wrong_length_is_a_call_error() -> None:
    with pytest.raises(CallError):
        Key(b"\0" * 31)
