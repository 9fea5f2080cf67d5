"""The command `openupr`: Django's manage.py by another name, that refuses in one clear line."""

import os
import sys

# These work on the database's shape itself, or need none.
_WITHOUT_A_DATABASE = {"migrate", "makemigrations", "help", "check", "collectstatic", "makemessages", "compilemessages", "test"}


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
        _refuse(_in_words(error))


def _run(arguments: list[str]) -> None:
    from django.core.management import ManagementUtility  # Django reads the environment only now

    import django

    django.setup()
    if len(arguments) > 1 and arguments[1] not in _WITHOUT_A_DATABASE and not {"--help", "-h"} & set(arguments):
        _migrate_when_behind()
    utility = ManagementUtility(["openupr", *arguments[1:]])
    utility.execute()


def _migrate_when_behind() -> None:
    """A fresh folder, or one of an older version, is brought up to date by whatever command comes first."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _in_words(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if type(error).__module__.startswith("openupr.") else f"{type(error).__name__}: {text}"


def _refuse(sentence: str, *, code: int = 1) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - stderr is this command's voice
    sys.exit(code)
