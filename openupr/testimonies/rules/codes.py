"""The code by which its author takes a testimony back, and the number of a printed slip."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

# Nothing that looks or sounds like something else, no vowel that could spell a word.
_SIGNS = "34679CDFGHJKMNPQRTVWX"
_GROUPS, _IN_A_GROUP = 3, 5
# One salt for all, so that a code leads to its testimony without any other number: with 66 bits of chance in each code
# there is no table to be made in advance.
_SALT = b"openupr.testimonies"


def new_code() -> str:
    """A code to be written down: 66 bits in three groups of five signs."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))


@dataclass(frozen=True, slots=True)
class Code:
    """A code as its author gets it, and the hash that is kept."""

    plain: str
    code_hash: str


def fresh_code() -> Code:
    """A new code, hashed: before anything is locked, as that takes its time."""
    plain = new_code()
    return Code(plain, hashed(plain))


def new_slip_number() -> str:
    """The number on a slip: it only leads to the hash of the code that stood on the part torn off."""
    return "".join(secrets.choice(_SIGNS) for _ in range(6))


def tidy(typed: str) -> str:
    """A code or number as somebody typed it, in the signs that it is made of."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def is_code(typed: str) -> bool:
    """Whether it could be one at all: what is not need not be hashed."""
    tidied = tidy(typed)
    return len(tidied) == _GROUPS * _IN_A_GROUP and set(tidied) <= set(_SIGNS)


def hashed(code: str) -> str:
    """What is kept of a code: scrypt with 16 MB, some 50 ms a guess, 64 hexadecimal signs."""
    return hashlib.scrypt(tidy(code).encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32).hex()
