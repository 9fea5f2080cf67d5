"""What a user may set from outside. Every value is read strictly: a wrong one stops the start with a sentence."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class WrongSetting(ValueError):
    """An environment variable holds something OpenUPR cannot use."""


def flag(name: str, *, default: bool = False) -> bool:
    """`1/true/yes/on` or `0/false/no/off`; anything else is refused."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise WrongSetting(f"{name} must be yes or no, not “{value}”.")


def words(name: str) -> list[str]:
    """A comma-separated list, empty when unset."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def home() -> Path:
    """OPENUPR_HOME: the one folder that holds everything a user owns. Made, private, when missing."""
    folder = Path(os.environ.get("OPENUPR_HOME") or ROOT / "var").expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WrongSetting(f"OPENUPR_HOME: {folder} cannot be used as a folder ({error.strerror}).") from None
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs forms: from OPENUPR_SECRET_KEY, else made once and kept in the user's folder."""
    given = os.environ.get("OPENUPR_SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    try:
        # Exclusive creation: of two processes that start together, one writes and both read the same key.
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text() or secrets.token_urlsafe(50)
