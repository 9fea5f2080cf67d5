"""`openupr serve`: the pages, and the worker beside them."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from openupr.advocacy.tasks import begin_deleting_contacts
from openupr.attendance.tasks import begin_deleting
from openupr.coalitions.tasks import begin_deleting_coalitions
from openupr.followup.tasks import begin_deleting_evidence
from openupr.project.backups.backup_age import backup_age
from openupr.project.backups.restoring import remove_leftovers
from openupr.project.certificate import CannotServeHttps, Certificate, read_certificate
from openupr.project.command import called
from openupr.project.environment import left_beside_the_program, safe_home
from openupr.project.local_network import EVERYWHERE, addresses_of, let_in, told, told_https, told_own_https
from openupr.project.own_certificate import own_certificate
from openupr.project.presence import ServerPresence
from openupr.project.serving import allow_many_connections, configuration
from openupr.project.static_files import gather_when_stale
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask, ImportedFile
from openupr.recommendations.un_documents import remove_old_documents, take_over_files
from openupr.testimonies.withdrawals import withdraw_again
from openupr.web.clock import now_in
from openupr.web.database_locks import is_shared

# A worker that died is replaced after so many seconds, more each time, so that one that cannot
# start does not keep a core busy; after one that had worked for long enough the pauses begin anew.
SHORTEST_PAUSE, LONGEST_PAUSE = 2, 120
LONG_ENOUGH = 60
_HERE = "127.0.0.1"
MOST_PROCESSES = 32


class AddressTaken(OSError):
    """Another program listens there already, or this one may not."""


class WrongProcesses(ValueError):
    """So many processes do not work together here."""


class Command(BaseCommand):
    help = "Serve the pages, with the background worker; Ctrl+C stops both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=_HERE, help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        parser.add_argument(
            "--demo", action="store_true", help="load the demo record first if there is no record at all"
        )
        parser.add_argument(
            "--https",
            action="store_true",
            help="serve https to one room for a few days, with a certificate of this computer's own",
        )
        parser.add_argument("--certificate", default="", help="serve https with this certificate (PEM, whole chain)")
        parser.add_argument("--key", default="", help="the certificate's private key (PEM, without a passphrase)")
        parser.add_argument(
            "--processes", type=int, default=1, help="so many processes that answer, on PostgreSQL (default: 1)"
        )
        parser.add_argument("--prepare", action="store_true", help="get everything ready, but do not start")

    def handle(
        self,
        *,
        host: str,
        port: int,
        demo: bool,
        prepare: bool,
        certificate: str = "",
        key: str = "",
        processes: int = 1,
        **options: Any,
    ) -> None:
        if processes != 1:
            check_processes(processes)
        own = bool(options["https"])
        # A certificate of its own is for others: at this machine nobody needs it.
        host = EVERYWHERE[0] if own and host == _HERE else host
        https = certificate_of(host, certificate, key, own=own)
        listening = None if prepare else listen(host, port)
        gather_when_stale()
        if remove_leftovers():
            self._say("A restore was cut off. What it left behind is removed; the database is as it was before.")
        with ServerPresence():
            self._get_ready(demo=demo)
            if listening:
                let_in(host, https)
                serve(listening, says=self._say, host=host, https=https, processes=processes)

    def _get_ready(self, *, demo: bool) -> None:
        if demo and not (ImportedFile.objects.exists() or Ask.objects.exists()):
            self._say("First start: loading the demo record ...")
            # The record alone: a coalition, with people who can sign in, only for whoever asks for
            # it.
            call_command("demo", stage="record")
        # A new version, a restored folder: what the pages search in is made ready before they are
        # shown.
        refresh_index(
            check=True, progress=lambda rows, of: self._say(f"Preparing the record: {rows:,} of {of:,} rows ...")
        )
        # The machine may have been off when something was due.
        begin_deleting(now=now_in())
        begin_deleting_coalitions(now=now_in())
        begin_deleting_evidence(now=now_in())
        begin_deleting_contacts(now=now_in())
        take_over_files(now=now_in())
        remove_old_documents(now=now_in())
        if gone := withdraw_again():
            # Somebody has put an older database here.
            self._say(f"Withdrawn testimonies that were here again: {gone}. They are gone.")
        self._say_whether_to_back_up()

    def _say_whether_to_back_up(self) -> None:
        age = backup_age(now=now_in())
        if age.is_overdue:
            self._say(f"Work of more than a week is in no backup: `{called()} backup FILE` makes one.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        # At once, also where the output goes into a file or to another program.
        self.stdout.flush()


def certificate_of(host: str, certificate: str, key: str, *, own: bool) -> Certificate | None:
    """What https is served with; None where it is not. Raises CannotServeHttps."""
    if own and (certificate or key):
        raise CannotServeHttps("Choose one: --https makes a certificate, --certificate and --key name your own.")
    if own:
        return own_certificate(settings.OPENUPR_HOME, addresses_of(host), now=now_in())
    return read_certificate(certificate, key, now=now_in()) if certificate or key else None


def check_processes(number: int) -> None:
    """Raises WrongProcesses."""
    if not 1 <= number <= MOST_PROCESSES:
        raise WrongProcesses(f"--processes is a number from 1 to {MOST_PROCESSES}.")
    if not is_shared() or sys.platform == "win32":
        raise WrongProcesses(
            "Several processes need PostgreSQL (DATABASE_URL), where they count wrong passwords together, and a system "
            "other than Windows. Start without --processes."
        )


def listen(host: str, port: int) -> socket.socket:
    """A socket bound before anything else is done, so that a taken port is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named so that asyncio knows it for TCP and sends at once: else each answer
    # waits some 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or str(error)
        raise AddressTaken(f"Cannot listen on {host} port {port}: {why}. Choose another with --port.") from None
    return listening


def serve(
    listening: socket.socket,
    *,
    says: Callable[[str], object],
    host: str,
    https: Certificate | None = None,
    processes: int = 1,
) -> None:
    """Answer requests until stopped."""
    port = listening.getsockname()[1]
    here = "localhost" if host in ("127.0.0.1", *EVERYWHERE) else host
    # A browser takes a certificate only under its own names.
    here = https.names[0] if https and https.names else here

    class AnnouncingServer(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            says(f"OpenUPR is at {'https' if https else 'http'}://{here}:{port} (Ctrl+C stops it)")
            reached = told(host, port)
            if https:
                own = bool(settings.OPENUPR_FINGERPRINT)
                reached = told_own_https(https, port) if own else told_https(https.names, port, https.until)
            for sentence in (*reached, *where_data_lies()):
                says(sentence)

    allow_many_connections()
    certificate, key = (str(https.certificate), str(https.key)) if https else ("", "")
    another = ["-m", "openupr.project.serving", str(listening.fileno()), host, certificate, key]
    with ExitStack() as running:
        running.enter_context(WorkerProcess(["-m", "openupr.project.worker"]))
        for _number in range(1, processes):
            running.enter_context(WorkerProcess(another, listening=listening))
        asyncio.run(AnnouncingServer(configuration(certificate, key)).serve([listening]))


def where_data_lies() -> list[str]:
    """What `openupr serve` says about the folder with everything a user owns."""
    lines = [f"Your data lies in {settings.OPENUPR_HOME}"]
    if left_beside_the_program():
        lines.append(
            f"A new installation would delete it there. Stop OpenUPR, then run `{called()} move-data`: it moves all "
            f"to {safe_home()}."
        )
    return lines


class WorkerProcess:
    """Another process of ours, kept alive as long as this block: the worker, or one more that
    answers on `listening`.

    It ends by itself should this process be killed.
    """

    def __init__(self, arguments: Sequence[str], *, listening: socket.socket | None = None) -> None:
        self._command = [sys.executable, *arguments]
        self._sockets = [listening.fileno()] if listening else []

    def __enter__(self) -> None:
        self._stopping = threading.Event()
        # No worker is started once the last one was told to go: nobody would tell it, and it would
        # be waited for.
        self._changing = threading.Lock()
        self._start()
        threading.Thread(target=self._keep_alive, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with self._changing:
            if self._process.stdin:
                self._process.stdin.close()
        self._process.wait()

    def _start(self) -> None:
        # The open pipe is the sign of life; a session of its own keeps the terminal's Ctrl+C from
        # it.
        self._process = subprocess.Popen(  # noqa: S603 - no argument is a stranger's
            self._command,
            stdin=subprocess.PIPE,
            start_new_session=True,
            pass_fds=self._sockets,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "openupr.project.settings"},
        )

    def _keep_alive(self) -> None:
        pause = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            died = self._process.wait() != 0
            # Who ended by itself, to give memory back, did not fail.
            pause = pause_before_another(lived=time.monotonic() - began, last=pause if died else 0)
            self._stopping.wait(pause)
            with self._changing:
                if not self._stopping.is_set():
                    self._start()


def pause_before_another(*, lived: float, last: int) -> int:
    """Seconds until a new worker is started after one that lived so many; `last`: the pause before
    that one, or 0.
    """
    return SHORTEST_PAUSE if lived >= LONG_ENOUGH or not last else min(2 * last, LONGEST_PAUSE)
