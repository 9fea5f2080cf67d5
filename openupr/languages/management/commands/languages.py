"""Compiles the catalogues in openupr/locale/, and says how far each language is."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openupr.languages.rules.catalogues import NotACatalogue, compiled

from ...confirmations import how_many_unconfirmed
from ...translations import LANGUAGES, texts


class Command(BaseCommand):
    help = "Compile the translated texts in openupr/locale/, and say how many of each language are confirmed."

    def handle(self, **options: Any) -> None:
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
            try:
                path.with_suffix(".mo").write_bytes(compiled(path))
            except NotACatalogue as reason:
                raise CommandError(str(reason)) from None
        for code in LANGUAGES:
            total = len(texts(code))
            self.stdout.write(f"{code}: {total} texts, {total - how_many_unconfirmed(code)} confirmed")
