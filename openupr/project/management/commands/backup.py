"""`openupr backup FILE`: everything that is yours in one encrypted file."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from openupr.project.backups.keeping import name_in, remove_older
from openupr.project.backups.making import make_backup
from openupr.project.backups.passphrases import check_passphrase, new_passphrase
from openupr.project.backups.refusals import FileStands
from openupr.project.backups.sealing import Means, recipients
from openupr.project.backups.terminal import ask_twice, read_passphrase
from openupr.web.clock import now_in


class Command(BaseCommand):
    """A new passphrase is the one line on stdout."""

    help = "Write everything that is yours into one file, encrypted with age; people may go on working meanwhile."

    # Django would load every page first, to look whether their addresses are in order.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--to",
            action="append",
            default=[],
            metavar="RECIPIENT",
            help="a public age key (age1…), again for each further one",
        )
        how.add_argument(
            "--passphrase-file",
            metavar="PATH",
            help="the passphrase is this file's first line; - is standard input",
        )
        how.add_argument("--new-passphrase", action="store_true", help="make a passphrase and print it, once")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--force", action="store_true", help="write over FILE if it exists")
        what.add_argument(
            "--keep",
            type=_number,
            metavar="N",
            help="FILE is a folder: the backup is named by its moment, and only the newest N stay there",
        )

    def handle(self, *, file: Path, force: bool, keep: int | None, **options: Any) -> None:
        if keep:
            file = name_in(file, now=now_in())
        if file.exists() and not force:
            # Before anybody has typed anything.
            raise FileStands(file)
        means = _means(**options)
        backup = make_backup(file, means=means, now=now_in(), over=force)
        self.stderr.write(f"Everything as of {timezone.localtime(backup.made_at):%Y-%m-%d %H:%M %Z} is in {file}.")
        for gone in remove_older(file.parent, keep=keep) if keep else ():
            self.stderr.write(f"{gone} was older than the newest {keep} and is deleted.")
        if options["new_passphrase"]:
            self.stdout.write(means.passphrase)
            self.stderr.write("This passphrase opens it; it is shown only now. Write it down and keep it elsewhere.")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise ArgumentTypeError(f"from 1 to 10000 backups, not {text!r}")
    return int(text)


def _means(*, to: list[str], passphrase_file: str | None, **options: Any) -> Means:
    if to:
        return Means(keys=recipients(to))
    if options["new_passphrase"]:
        return Means(new_passphrase())
    if passphrase_file:
        return Means(check_passphrase(read_passphrase(passphrase_file)))
    return Means(ask_twice())
