"""Names to sign in with, codes to read out, secrets: plain decisions about text."""

import hashlib
import secrets
import unicodedata

# No signs that look or sound alike, no vowels that spell words: 21 signs, 85 million codes of 6.
CODE_SIGNS = "34679CDFGHJKMNPQRTVWX"
CODE_LENGTH = 6
_LINK_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
# Marks of the direction of writing, which could make one name look like another.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# What people type for a sign that a code does not have.
_MISREAD = str.maketrans({" ": "", "-": "", ".": ""})


def tidy_username(username: str) -> str:
    """The sign-in name as it is stored and compared: normalised letters, lower case, no space
    around.
    """
    return unicodedata.normalize("NFKC", username).strip().lower()


def is_usable_username(name: str) -> bool:
    """Whether a tidied name is allowed: letters and digits of any script, . _ - between them."""
    kinds = {unicodedata.category(sign)[0] for sign in name if sign not in "._-"}
    return 2 <= len(name) <= 60 and bool(kinds) and kinds <= {"L", "M", "N"}


def tidy_called(called: str) -> str:
    """What others call a person, in one line, without signs that turn, hide or break other text.

    The zero-width space and joiners stay: Khmer needs them.
    """
    visible = (
        sign for sign in called if sign.isspace() or (sign not in _TURNING and unicodedata.category(sign) != "Cc")
    )
    return " ".join("".join(visible).split())


def new_code() -> str:
    """A room's code, to be read out and typed on a phone."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def signs_from(secret: str, *, length: int) -> str:
    """A code of so many signs, derived from a secret: the same secret always gives the same code.

    Neither needs to be stored. The secret has more chance than the code, which does not reveal it.
    """
    number, signs = int(hashed(secret), 16), ""
    for _ in range(length):
        number, at = divmod(number, len(CODE_SIGNS))
        signs += CODE_SIGNS[at]
    return signs


def tidy_code(typed: str) -> str:
    """A typed code, in the form that is stored."""
    return unicodedata.normalize("NFKC", typed).strip().upper().translate(_MISREAD)


def new_secret() -> str:
    """A secret for a cookie: 192 bits, in signs that an address may hold."""
    return secrets.token_urlsafe(24)


def new_link_secret() -> str:
    """A secret for a link that people may type from paper: 123 bits, five groups of five signs."""
    return "-".join("".join(secrets.choice(_LINK_SIGNS) for _ in range(5)) for _ in range(5))


def hashed_link(secret: str) -> str:
    """What is kept of a link's secret, however it was typed: in capitals, without the strokes."""
    return hashed(secret.strip().lower().replace("-", ""))


def hashed(secret: str) -> str:
    """The hash of a secret, to recognise it: useless to a reader of the database."""
    return hashlib.sha256(secret.encode()).hexdigest()
