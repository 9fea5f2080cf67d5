"""`openupr check-hosting`: what is wrong with this installation as a server for others."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from openupr.project.hosting.faults import faults
from openupr.web.clock import now_in


class Command(BaseCommand):
    help = "Say what is wrong with this server, one line each; exit code 1 if anything is."

    # Django would load every page first, to look whether their addresses are in order.
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        present = list(faults(now=now_in()))
        for fault in present:
            self.stdout.write(fault)
        if present:
            sys.exit(1)
        self.stdout.write("Nothing is wrong.")
