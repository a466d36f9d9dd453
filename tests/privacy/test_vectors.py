"""Published vectors of the national algorithms, as this machine's OpenSSL computes them."""

from __future__ import annotations

import hmac
import warnings

from minzheng_core.privacy.digests import hasher
from minzheng_core.privacy.vault import Vault


def test_j3_j4_sm3() -> None:
    sm3 = hasher("SM3")

    abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    empty = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"
    assert (sm3(b"abc").hexdigest(), sm3(b"").hexdigest()) == (abc, empty)


def test_j5_sm4() -> None:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    block = bytes.fromhex("0123456789abcdeffedcba9876543210")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        worker = Cipher(algorithms.SM4(block), modes.ECB()).encryptor()  # noqa: S305 - the vector is ECB

    assert worker.update(block).hex() == "681edf34d206965e86b3e94f536e4246"


def test_j6_hmac_sm3() -> None:
    expected = "9c2ff6dc4e87144b6af520d2a1059bf4572e5b40bf5c7de07f29abfef8a20159"
    number = b"362133196208150010"

    assert hmac.digest(b"key", number, "sm3").hex() == expected
    vault = Vault(index_key=b"key", index="HMAC-SM3")
    told = hmac.digest(b"key", b"id_number\0" + number, "sm3")
    assert vault.mark("id_number", number.decode()) == told[:16].hex()
    assert vault.token("id_number", number.decode()) == int.from_bytes(told[:8], "big", signed=True)
