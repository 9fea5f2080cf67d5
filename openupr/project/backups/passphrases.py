"""Passphrases for backups: good ones made, weak ones refused."""

import secrets

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from .refusals import WeakPassphrase

LEAST_SIGNS = 14
_LEAST_DIFFERENT = 7
# Invented words, so that no list is needed: consonant and vowel in turn, none that sounds like
# another.
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_WORDS, _SYLLABLES = 6, 2


def new_passphrase() -> str:
    """Six invented words of two syllables, to be written down: 73 bits."""
    return "-".join("".join(_syllable() for _ in range(_SYLLABLES)) for _ in range(_WORDS))


def _syllable() -> str:
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS)


def check_passphrase(passphrase: str) -> str:
    """The passphrase.

    Raises WeakPassphrase: whoever holds the file may try as often as they like, on many machines.
    """
    if len(passphrase) < LEAST_SIGNS or len(set(passphrase)) < _LEAST_DIFFERENT or _is_common(passphrase):
        raise WeakPassphrase(
            "This passphrase is too easy to guess for a file that may be lost. "
            f"Take at least {LEAST_SIGNS} characters, best five or more words that do not belong together."
        )
    return passphrase


def _is_common(passphrase: str) -> bool:
    try:
        CommonPasswordValidator().validate(passphrase)
    except ValidationError:
        return True
    return passphrase.isdecimal()
