"""Names to sign in with, codes to read out, secrets: plain decisions about text."""

import hashlib
import secrets
import unicodedata

# Nothing that looks or sounds like something else, no vowel that could spell a word: 21 signs, 6 of them 85 million.
CODE_SIGNS = "34679CDFGHJKMNPQRTVWX"
CODE_LENGTH = 6
_LINK_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
# Marks of the direction of writing, which could make one name look like another.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# What people type for a sign that a code does not have.
_MISREAD = str.maketrans({" ": "", "-": "", ".": ""})


def tidy_username(username: str) -> str:
    """The name to sign in with as it is kept and compared: one form of each letter, lower case, no space around."""
    return unicodedata.normalize("NFKC", username).strip().lower()


def is_usable_username(name: str) -> bool:
    """Whether a tidied name may be one to sign in with: letters and digits of any script, and . _ - between them."""
    kinds = {unicodedata.category(sign)[0] for sign in name if sign not in "._-"}
    return 2 <= len(name) <= 60 and bool(kinds) and kinds <= {"L", "M", "N"}


def tidy_called(called: str) -> str:
    """What others call somebody, in one line: no signs that turn, hide or break what stands around them.

    The zero-width space and joiners stay: Khmer is written with them.
    """
    visible = (
        sign for sign in called if sign.isspace() or (sign not in _TURNING and unicodedata.category(sign) != "Cc")
    )
    return " ".join("".join(visible).split())


def new_code() -> str:
    """A room's code, to be read out and typed on a phone."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def signs_from(secret: str, *, length: int) -> str:
    """A code of so many signs that follows from a secret: who sends the secret again is told the same code, and neither
    needs to be kept. The secret holds more chance than the code; from the code there is no way back to it.
    """
    number, signs = int(hashed(secret), 16), ""
    for _ in range(length):
        number, at = divmod(number, len(CODE_SIGNS))
        signs += CODE_SIGNS[at]
    return signs


def tidy_code(typed: str) -> str:
    """A code as somebody typed it, as it is kept."""
    return unicodedata.normalize("NFKC", typed).strip().upper().translate(_MISREAD)


def new_secret() -> str:
    """A secret for a cookie: 192 bits, in signs that an address may hold."""
    return secrets.token_urlsafe(24)


def new_link_secret() -> str:
    """A secret for a link that may have to be typed from paper: 123 bits in five groups of five signs."""
    return "-".join("".join(secrets.choice(_LINK_SIGNS) for _ in range(5)) for _ in range(5))


def hashed_link(secret: str) -> str:
    """What is kept of a link's secret, however it was typed: in capitals, without the strokes."""
    return hashed(secret.strip().lower().replace("-", ""))


def hashed(secret: str) -> str:
    """What is kept of a secret: enough to know it again, useless to whoever reads the database."""
    return hashlib.sha256(secret.encode()).hexdigest()
