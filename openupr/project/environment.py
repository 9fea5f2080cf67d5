"""What a user may set from outside.

Every value is read strictly: a wrong one stops the start with a sentence.
"""

import os
import secrets
import shutil
import struct
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

ROOT = Path(__file__).resolve().parents[2]
_OTHERS = 0o077


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


def whole_number(name: str) -> int:
    """A whole number from 0 on; `yes` is 1 and `no` is 0."""
    value = os.environ.get(name, "").strip()
    if value.isascii() and value.isdigit() and len(value) < 3:
        return int(value)
    try:
        return int(flag(name))
    except WrongSetting:
        raise WrongSetting(f"{name} must be a number, yes or no, not “{value}”.") from None


def address(name: str) -> str:
    """A server's own address, such as https://upr.example.org, without a path; "" when unset."""
    value = os.environ.get(name, "").strip().rstrip("/")
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query):
        raise WrongSetting(f"{name} must be an address such as https://upr.example.org, not “{value}”.")
    return value


def words(name: str) -> list[str]:
    """A comma-separated list, empty when unset."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def home() -> Path:
    """The one folder that holds everything a user owns. Made, private, when missing.

    OPENUPR_HOME, else `var` in a checkout, else where this system keeps a user's data.
    """
    folder = Path(os.environ.get("OPENUPR_HOME") or usual_home()).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WrongSetting(f"OPENUPR_HOME: {folder} cannot be used as a folder ({error.strerror}).") from None
    return folder


def usual_home() -> Path:
    """Where the data lies when nobody says otherwise; data beside an older installation is used
    where it lies.
    """
    if (ROOT / "pyproject.toml").exists():
        return ROOT / "var"
    return ROOT / "var" if left_beside_the_program() else safe_home()


def safe_home() -> Path:
    """Where this system keeps a user's data of a program."""
    return user_data_path("openupr", appauthor=False)


def left_beside_the_program() -> bool:
    """Whether an older version kept the data among the installed packages, where a new installation
    deletes it.
    """
    return not (ROOT / "pyproject.toml").exists() and (ROOT / "var" / "openupr.sqlite3").exists()


def move_left_data() -> Path:
    """Move what an older version left among the installed packages to where data is safe; return
    that folder.

    All is copied before anything is removed. Raises WrongSetting where there is nothing to move, or
    data already.
    """
    old, new = ROOT / "var", safe_home()
    if not left_beside_the_program():
        raise WrongSetting("There is nothing to move: no data lies among the installed packages.")
    if new.exists() and any(new.iterdir()):
        raise WrongSetting(f"There is something in {new} already. Nothing was moved. Look at both folders first.")
    copy = new.with_name(f"{new.name}.moving")
    shutil.rmtree(copy, ignore_errors=True)
    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(old, copy)
    if new.exists():
        new.rmdir()
    copy.rename(new)
    shutil.rmtree(old)
    return new


def database(folder: Path) -> Path:
    """The SQLite database of the user's folder, for its owner alone, also where others may look
    into the folder.

    Its log and its index of the log get the rights that it has.
    """
    path = folder / "openupr.sqlite3"
    for file in (path, *(path.with_name(path.name + more) for more in ("-wal", "-shm"))):
        if file.exists() and file.stat().st_mode & _OTHERS:
            with suppress(PermissionError):  # somebody else's, whom it is left to
                file.chmod(0o600)
    if folder.stat().st_mode & _OTHERS and not path.exists():
        with suppress(OSError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def secret_key(folder: Path) -> str:
    """The key that signs forms: from OPENUPR_SECRET_KEY, else made once and kept in the user's
    folder.
    """
    from_environment = os.environ.get("OPENUPR_SECRET_KEY")
    if from_environment:
        return from_environment
    path = folder / "secret-key"
    # Exclusive creation: of two processes that start together, one writes and both read the same
    # key.
    with suppress(FileExistsError), open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text() or secrets.token_urlsafe(50)


# Own names: who looks for their language knows it by that. In the order in which they are offered.
_OWN_NAMES = {"en": "English", "km": "ខ្មែរ", "fr": "Français", "es": "Español"}
_WORTH_CHOOSING = 100


def languages(folder: Path) -> list[tuple[str, str]]:
    """English, and each language whose catalogue in `folder` holds enough texts to be worth
    choosing.
    """
    return [
        (code, name) for code, name in _OWN_NAMES.items() if code == "en" or _texts_in(folder, code) > _WORTH_CHOOSING
    ]


def _texts_in(folder: Path, code: str) -> int:
    path = folder / code / "LC_MESSAGES" / "django.mo"
    if not path.is_file():
        return 0
    # The format of GNU gettext: magic, revision, number of texts.
    return int(struct.unpack("<3I", path.read_bytes()[:12])[2])
