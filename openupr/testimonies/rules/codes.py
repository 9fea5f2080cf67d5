"""The code by which its author takes a testimony back, and the number of a printed slip."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from openupr.accounts.rules import CODE_SIGNS as _SIGNS
from openupr.accounts.rules import new_secret, signs_from

_GROUPS, _IN_A_GROUP = 3, 5
# One salt for all, so that a code leads to its testimony without any other number: with 66 bits of
# chance in each code there is no table to be made in advance.
_SALT = b"openupr.testimonies"


def new_code() -> str:
    """A code to be written down: 66 bits in three groups of five signs."""
    return code_of(new_secret())


def code_of(secret: str) -> str:
    """The code that belongs to a form's own secret: sent twice, the form has one code, which need
    not be kept.
    """
    signs = signs_from(f"testimony {secret}", length=_GROUPS * _IN_A_GROUP)
    return "-".join(signs[at : at + _IN_A_GROUP] for at in range(0, len(signs), _IN_A_GROUP))


@dataclass(frozen=True, slots=True)
class Code:
    """A code as its author gets it, and the hash that is kept."""

    plain: str
    code_hash: str


def fresh_code(secret: str = "") -> Code:
    """A new code, or the one of a form's secret, hashed: before anything is locked, as that takes
    its time.
    """
    plain = code_of(secret) if secret else new_code()
    return Code(plain, hashed_code(plain))


def new_slip_number() -> str:
    """The number on a slip: it only leads to the hash of the code that stood on the part torn
    off.
    """
    return "".join(secrets.choice(_SIGNS) for _ in range(6))


def tidy(typed: str) -> str:
    """A code or number as somebody typed it, in the signs that it is made of."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def is_code(typed: str) -> bool:
    """Whether it could be one at all: what is not need not be hashed."""
    tidied = tidy(typed)
    return len(tidied) == _GROUPS * _IN_A_GROUP and set(tidied) <= set(_SIGNS)


def hashed_code(code: str) -> str:
    """What is kept of a code: scrypt with 16 MB, some 50 ms a guess, 64 hexadecimal signs."""
    return hashlib.scrypt(tidy(code).encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32).hex()
