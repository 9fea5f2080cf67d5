"""Passphrases from a terminal, a file, or another program; never from the command's own line, which
others see.
"""

import getpass
import sys
from pathlib import Path

from .passphrases import check_passphrase
from .refusals import NoPassphrase


def read_passphrase(source: str) -> str:
    """The first line of a file, or of standard input for `-`. Raises NoPassphrase."""
    try:
        text = sys.stdin.readline() if source == "-" else Path(source).read_text()
    except (OSError, ValueError):
        text = ""
    first = text.split("\n", 1)[0].rstrip("\r")
    if not first:
        raise NoPassphrase(f"There is no passphrase in {'standard input' if source == '-' else source}.")
    return first


def ask_once() -> str:
    """Raises NoPassphrase where nobody sits at a terminal."""
    return _ask("Passphrase: ", "--passphrase-file")


def ask_twice() -> str:
    """A new passphrase, typed twice. Raises WeakPassphrase, NoPassphrase."""
    first = check_passphrase(_ask("New passphrase: ", "--to, --passphrase-file or --new-passphrase"))
    if _ask("The same once more: ", "") != first:
        raise NoPassphrase("The two passphrases differ; no backup was made.")
    return first


def _ask(prompt: str, instead: str) -> str:
    if not sys.stdin.isatty():
        raise NoPassphrase(f"Nobody is there to ask for a passphrase: give {instead}.")
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise NoPassphrase("No passphrase was given.") from None
