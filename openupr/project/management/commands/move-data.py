"""`openupr move-data`: out of the installed packages, where a new installation would delete it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from openupr.project.environment import move_left_data


class Command(BaseCommand):
    help = "Move data that an older version left among the installed packages to your data folder."
    requires_system_checks = ()

    def handle(self, **_: Any) -> None:
        connections.close_all()
        self.stdout.write(f"Your data lies in {move_left_data()} now.")
