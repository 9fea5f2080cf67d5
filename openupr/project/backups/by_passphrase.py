"""age by passphrase, written part by part: the format of https://age-encryption.org/v1 in its own
words.

pyrage would need the whole in memory, and takes as much more as the machine can fill in a second: a
gigabyte on a good one, which a small server does not have. The primitives are those of the package
cryptography. That pyrage opens what is written here is tested; the program `age` was tried by hand
and opens it too.
"""

import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# As the program `age` has it: 256 MB of memory for each guess, and for the owner once.
WORK_FACTOR = 18
_PART = 64 * 1024


def encrypt(parts: Iterable[bytes], out: IO[bytes], passphrase: str) -> None:
    """Write an age file that `passphrase` opens; 256 MB of memory for a moment, then next to
    nothing.
    """
    file_key = secrets.token_bytes(16)
    out.write(_header(file_key, passphrase))
    nonce = secrets.token_bytes(16)
    out.write(nonce)
    cipher = ChaCha20Poly1305(_derived(file_key, b"payload", salt=nonce))
    for number, (part, is_last) in enumerate(_even(parts)):
        out.write(cipher.encrypt(number.to_bytes(11, "big") + bytes([is_last]), part, None))


def _header(file_key: bytes, passphrase: str) -> bytes:
    salt = secrets.token_bytes(16)
    wrapping = hashlib.scrypt(
        passphrase.encode(),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=1 << WORK_FACTOR,
        r=8,
        p=1,
        dklen=32,
        maxmem=(128 * 8 << WORK_FACTOR) + (1 << 20),
    )
    # A key used once: its nonce is zero.
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    lines = f"age-encryption.org/v1\n-> scrypt {_base64(salt)} {WORK_FACTOR}\n{_base64(wrapped)}\n---"
    seal = hmac.digest(_derived(file_key, b"header"), lines.encode(), "sha256")
    return f"{lines} {_base64(seal)}\n".encode()


def _derived(file_key: bytes, purpose: bytes, *, salt: bytes = b"") -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=purpose).derive(file_key)


def _base64(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")


def _even(parts: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Parts of 64 KiB, and whether each is the last; the last is empty only where there is nothing
    at all.
    """
    waiting = bytearray()
    for part in parts:
        waiting += part
        while len(waiting) > _PART:
            yield bytes(waiting[:_PART]), False
            del waiting[:_PART]
    yield bytes(waiting), True
