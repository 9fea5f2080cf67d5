"""`openupr operator`: who operates this server, named on the machine that OpenUPR runs on."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from openupr.accounts.server import name_operator

from ...models import Person


class Command(BaseCommand):
    help = "Show which accounts are operators of this server; with NAME, make that account one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", metavar="NAME", help="the name that somebody signs in with")
        parser.add_argument("--remove", action="store_true", help="NAME is an operator no longer")

    def handle(self, *, name: str | None, remove: bool, **options: Any) -> None:
        if name:
            name_operator(name, is_operator=not remove)
        operators = Person.objects.filter(is_operator=True).values_list("username", flat=True)
        self.stdout.write(f"Operators: {', '.join(operators) or 'none'}")
