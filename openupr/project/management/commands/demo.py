"""`openupr demo`: something to look at before any download."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from openupr.recommendations.services.load_demo import load_demo

# How far the demo's coalition has come; each stage includes those before it.
STAGES = ("record",)


class NoSuchStage(ValueError):
    """A stage that the demo does not have."""

    def __init__(self, stage: str) -> None:
        super().__init__(f"The demo has no stage “{stage}”. Its stages: {', '.join(STAGES)}.")


class Command(BaseCommand):
    help = "Load the demo record, written in OpenUPR's own words; only where nothing real has been imported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stage",
            default=STAGES[-1],
            metavar="STAGE",
            help=f"how far to fill it: {', '.join(STAGES)} (default: all)",
        )

    def handle(self, *, stage: str, **_: Any) -> None:
        if stage not in STAGES:
            raise NoSuchStage(stage)
        report = load_demo()
        if report is None:
            self.stdout.write("The demo record is loaded already; nothing was changed.")
        else:
            self.stdout.write(
                f"Loaded the demo record: {report.added:,} recommendations in our own words, Cambodia's reviews of "
                "sessions 6 and 18 and a choice from other States."
            )
        self.stdout.write(
            "Next: `openupr serve` and look around, or load the real record with `openupr import upr-info FILE`; "
            "the demo then makes way."
        )
