"""The command `openupr`: Django's manage.py by another name, that refuses in one clear line."""

import gc
import json
import os
import sys
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from shutil import which

from openupr.index.locks import hold_lock

from .stages import check_stage

# These work on the database's shape itself, or need none.
_WITHOUT_A_DATABASE = {
    "migrate",
    "makemigrations",
    "help",
    "check",
    "collectstatic",
    "makemessages",
    "compilemessages",
    "move-data",
    "test",
}


class UnknownCommand(LookupError):
    """Nothing is called so; the nearest names are told."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        sentence = f" Nearest: {', '.join(nearest)}." if nearest else ""
        super().__init__(f'There is no command "{name}".{sentence} `openupr help` lists them.')


def called() -> str:
    """The program as it was called, to be typed again: `.venv/bin/openupr`, or `openupr` where that
    name finds it.
    """
    program = sys.argv[0]
    return program if Path(program).name == "openupr" and which("openupr") != program else "openupr"


def main(arguments: list[str] | None = None) -> None:
    """Run one command. A refusal is one line on stderr and exit 1; never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    arguments = list(sys.argv if arguments is None else arguments)
    if "--traceback" in arguments:
        _run(arguments)
        return
    try:
        _run(arguments)
    except KeyboardInterrupt:
        _refuse("Stopped.", code=130)
    except BrokenPipeError:
        # The reader (`| head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except SystemExit:
        raise
    except Exception as error:
        sentence = _in_words(error)
        if "--json" in arguments:
            print(json.dumps({"error": sentence}, ensure_ascii=False))  # noqa: T201 - the one document on stdout
        _refuse(sentence)


def _run(arguments: list[str]) -> None:
    if arguments[1:] == ["--version"]:
        print(f"OpenUPR {version('openupr')}")  # noqa: T201 - what was asked for
        return
    check_stage(arguments)
    load_django()
    from django.core.management import ManagementUtility, get_commands  # Django reads the environment only now

    if len(arguments) > 1 and arguments[1] not in _WITHOUT_A_DATABASE and not {"--help", "-h"} & set(arguments):
        _migrate_when_behind()
    if len(arguments) > 1 and not arguments[1].startswith("-") and arguments[1] not in {"help", *get_commands()}:
        raise UnknownCommand(arguments[1], get_close_matches(arguments[1], get_commands(), 3))
    ManagementUtility(["openupr", *arguments[1:]]).execute()


def load_django() -> None:
    """Django and the apps.

    What is loaded now stays: looking for what can go took a fifth of the time of a start.
    """
    gc.disable()
    import django  # reads the environment

    django.setup()
    gc.freeze()
    gc.enable()


def _migrate_when_behind() -> None:
    """A fresh folder, or one of an older version, is brought up to date by whatever command comes
    first.
    """
    from django.conf import settings
    from django.core.management import call_command

    from openupr.web.database_locks import database_lock

    from .upgrading import is_behind, is_fresh, keep_copy, make_tables, no_server_at_work

    if not is_behind():
        return
    # Of two commands that come first together, one migrates and the other waits.
    with hold_lock(settings.OPENUPR_HOME / "migrate.lock"), database_lock("migrate"):
        if is_fresh():
            make_tables()
        elif is_behind():
            with no_server_at_work():
                if sentence := keep_copy():
                    print(sentence, file=sys.stderr)  # noqa: T201 - stderr is this command's voice
                call_command("migrate", verbosity=0, interactive=False)


def _in_words(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    if type(error).__name__ == "CommandError":
        return text.removeprefix("Error: ")
    return text if type(error).__module__.startswith("openupr.") else f"{type(error).__name__}: {text}"


def _refuse(sentence: str, *, code: int = 1) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - stderr is this command's voice
    sys.exit(code)
