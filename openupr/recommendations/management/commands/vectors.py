"""`openupr vectors`: the meaning of every recommendation, computed once, for `similar`."""

import sys
from argparse import ArgumentParser
from typing import Any

from openupr.index.row_vectors import VectorCoverage

from ...index_building import refresh_index
from ...similar import percentage
from ...vectors import compute_vectors, vector_coverage
from ..arguments import RecordCommand


class Command(RecordCommand):
    help = "Compute the vectors that compare recommendations by meaning. Stop it at any time: it goes on from there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--status", action="store_true", help="only say how far they are")

    def handle(self, **options: Any) -> None:
        refresh_index()
        if not options["status"]:
            compute_vectors(progress=self._progress)
            self._clear()
        reached = vector_coverage()
        if options["json"]:
            self.say({"coverage": round(reached.share, 4), "covered": reached.covered, "rows": reached.rows})
        else:
            self.stdout.write(
                f"{reached.covered:,} of {reached.rows:,} rows ({percentage(reached)}) can be compared by meaning."
            )

    def _progress(self, reached: VectorCoverage) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{percentage(reached)} ({reached.covered:,} of {reached.rows:,} rows) ")

    def _clear(self) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
