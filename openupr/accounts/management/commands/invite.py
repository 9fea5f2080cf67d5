"""`openupr invite`: make a link for a new account, on the machine that OpenUPR runs on."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.acting import record
from openupr.accounts.actions import INVITE_TO_THIS_SERVER
from openupr.accounts.invitations import DAYS, MOST_DAYS, invite
from openupr.web.clock import now_in


class Command(BaseCommand):
    """The link is the one line on stdout."""

    help = "Print a link with which one person makes an account, once."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--note", default="", help="for whom, as a reminder; shown on the printed sheet only")
        parser.add_argument("--days", type=_days, default=DAYS, help=f"how long it is valid (default {DAYS})")
        parser.add_argument("--address", default=_address(), help=f"how this server is reached (default {_address()})")

    def handle(self, **options: Any) -> None:
        invitation, secret = invite(by=None, circle="", note=options["note"], days=options["days"], now=now_in())
        record(INVITE_TO_THIS_SERVER, by=None, circle="", about=f"invitation {invitation.pk}")
        link = options["address"].rstrip("/") + reverse("accounts:invitation-link", args=[secret])
        self.stdout.write(link)
        day = timezone.localtime(invitation.expires_at)
        self.stderr.write(f"Good for one person until {day:%Y-%m-%d %H:%M %Z}. It is shown only now.")


def _address() -> str:
    """OPENUPR_ADDRESS, or the first name of this server for others, or this machine's own."""
    if settings.OPENUPR_ADDRESS:
        return str(settings.OPENUPR_ADDRESS)
    names = [name for name in settings.ALLOWED_HOSTS if name not in {"localhost", "127.0.0.1", "[::1]"}]
    return f"https://{names[0]}" if names else "http://localhost:8000"


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"from 1 to {MOST_DAYS} days, not {text!r}")
    return int(text)
