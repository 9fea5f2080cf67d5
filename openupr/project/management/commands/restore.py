"""`openupr restore FILE`: a backup in the place of what is here."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from openupr.project.backups.refusals import NoIdentity
from openupr.project.backups.restoring import check_nothing_is_lost, look_through, restore
from openupr.project.backups.sealing import Means, identities, needs_a_passphrase
from openupr.project.backups.terminal import ask_once, read_passphrase
from openupr.project.command import called
from openupr.recommendations.index_building import refresh_index
from openupr.testimonies.models import Testimony
from openupr.testimonies.withdrawals import LIST, is_listed_here


class Command(BaseCommand):
    help = "Put a backup in the place of what is here, whole or not at all; or only look whether it is whole."

    # Django would load every page first, to look whether their addresses are in order.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--identity", type=Path, metavar="PATH", help="a file with the secret age key")
        how.add_argument(
            "--passphrase-file",
            metavar="PATH",
            help="the passphrase is this file's first line; - is standard input",
        )
        parser.add_argument("--replace", action="store_true", help="also where something is here: it is lost")
        parser.add_argument("--check", action="store_true", help="read it to its end and change nothing")

    def handle(self, *, file: Path, replace: bool, check: bool, **options: Any) -> None:
        if not check:
            # Before anybody has typed anything.
            check_nothing_is_lost(replace=replace)
        means = _means(file, options["identity"], options["passphrase_file"])
        if check:
            summary = look_through(file, means=means)
            self._say(f"The backup is whole: everything as of {_when(summary.made)}, {summary.rows:,} rows.")
            return
        is_elsewhere = not is_listed_here()
        summary = restore(file, means=means, replace=replace)
        self._say(
            f"Restored: everything as of {_when(summary.made)}, {summary.rows:,} rows in {summary.tables} tables."
        )
        self._say("Everybody signs in anew, with the passwords of that day.")
        if is_elsewhere and Testimony.objects.exists():
            self._say(
                f"No {LIST} was here: testimonies that were withdrawn elsewhere since this backup was made are "
                f"back. Bring that file from its OPENUPR_HOME into {settings.OPENUPR_HOME}, then run "
                f"`{called()} serve`: it takes them out, and copies of their words, before it serves anybody."
            )
        refresh_index(progress=lambda rows, of: self._say(f"Preparing the record: {rows:,} of {of:,} rows ..."))

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _means(file: Path, identity: Path | None, passphrase_file: str | None) -> Means:
    if not needs_a_passphrase(file):
        if identity is None:
            raise NoIdentity("The backup was made to a key: say with --identity where its secret half is.")
        return Means(keys=identities(identity))
    return Means(read_passphrase(passphrase_file) if passphrase_file else ask_once())


def _when(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M %Z}"
