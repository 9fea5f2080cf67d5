"""Encryption with age: what is written is one file as the program `age` itself reads and writes it.

`age --decrypt FILE | gunzip` shows what is inside, without OpenUPR.
"""

import gzip
import io
import tempfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pyrage
from django.conf import settings

from . import by_passphrase
from .refusals import Damaged, DoesNotOpen, NoIdentity, NotABackup, UnknownRecipient

_BEGINNING = b"age-encryption.org/v1\n"
_BY_PASSPHRASE = _BEGINNING + b"-> scrypt "


@dataclass(frozen=True)
class Means:
    """What closes a backup, or opens it: a passphrase, or age keys (public ones close, secret ones
    open).
    """

    passphrase: str = field(default="", repr=False)
    keys: Sequence[Any] = field(default=(), repr=False)

    @property
    def kind(self) -> str:
        return "key" if self.keys else "passphrase"


def recipients(keys: Iterable[str]) -> list[Any]:
    """Public age keys (age1…), each of which will open the file alone. Raises UnknownRecipient."""
    parsed = []
    for key in keys:
        try:
            parsed.append(pyrage.x25519.Recipient.from_str(key.strip()))
        except pyrage.RecipientError:
            raise UnknownRecipient(key) from None
    return parsed


def identities(path: Path) -> list[Any]:
    """The secret keys in a file as `age-keygen` writes it. Raises NoIdentity."""
    try:
        lines = path.read_text().split()
        parsed = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except (OSError, ValueError, pyrage.IdentityError):
        parsed = []
    if not parsed:
        raise NoIdentity(f"{path} holds no secret age key (AGE-SECRET-KEY-1…).")
    return parsed


def seal(lines: Generator[bytes], out: IO[bytes], means: Means) -> None:
    """Compress and encrypt into `out`, never more than some rows in memory."""
    # Closed at once, also where writing fails: the database is held at one moment meanwhile.
    with closing(lines):
        if means.keys:
            _encrypt_to_keys(_Parts(_compressed(lines)), out, means.keys)
        else:
            by_passphrase.encrypt(_compressed(lines), out, means.passphrase)


def _encrypt_to_keys(parts: "_Parts", out: IO[bytes], keys: Sequence[Any]) -> None:
    try:
        pyrage.encrypt_io(parts, out, keys)
    except pyrage.EncryptError:
        # It tells of an error in reading only as text.
        raise (parts.error or OSError("the encryption failed")) from None


def _compressed(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)  # gzip, without name and time
    for line in lines:
        yield packer.compress(line)
    yield packer.flush()


class _Parts(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._left = parts, b""
        self.error: Exception | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._left:
                self._left = next(self._parts)
        except StopIteration:
            return b""
        except Exception as error:
            self.error = error
            raise
        piece, self._left = self._left[:size], self._left[size:]
        return piece


def needs_a_passphrase(path: Path) -> bool:
    """Whether a backup was closed with a passphrase; else with keys. Raises NotABackup."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_BY_PASSPHRASE))
    except OSError:
        raise NotABackup(path) from None
    if not beginning.startswith(_BEGINNING):
        raise NotABackup(path)
    return beginning == _BY_PASSPHRASE


@contextmanager
def opened(path: Path, means: Means) -> Iterator[gzip.GzipFile]:
    """What is inside, uncompressed, to be read once.

    Nothing of it is given before age has vouched for the whole.

    Meanwhile it lies, compressed, in a file without a name in the user's own folder.
    """
    with tempfile.TemporaryFile(dir=settings.OPENUPR_HOME) as inside:
        if needs_a_passphrase(path):
            inside.write(_opened_by_passphrase(path, means.passphrase))
        else:
            _open_by_keys(path, inside, means.keys)
        inside.seek(0)
        with gzip.GzipFile(fileobj=inside) as plain:
            yield plain


def _opened_by_passphrase(path: Path, passphrase: str) -> bytes:
    try:
        return bytes(pyrage.passphrase.decrypt(path.read_bytes(), passphrase))
    except pyrage.DecryptError as error:
        raise (Damaged() if str(error) == "decryption error" else DoesNotOpen("passphrase")) from None


def _open_by_keys(path: Path, out: IO[bytes], keys: Sequence[Any]) -> None:
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, out, keys)
    except pyrage.DecryptError:
        raise DoesNotOpen("key") from None
    except OSError as error:
        if error.errno:
            raise
        raise Damaged from None
