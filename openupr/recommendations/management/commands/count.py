"""`openupr count`: the record taken apart by one to three dimensions."""

from argparse import ArgumentParser
from typing import Any

from ...counts import count
from ...dimensions import BY_NAME
from ...sentences import in_part_sentences, not_coded_sentences
from ..arguments import RecordCommand, add_filters, question_of


class Command(RecordCommand):
    help = "Count recommendations by one or more dimensions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("query", nargs="*", help="words to search for")
        parser.add_argument("--by", action="append", required=True, metavar="DIM", help=", ".join(BY_NAME))
        add_filters(parser)

    def handle(self, **options: Any) -> None:
        counted = count(question_of(" ".join(options["query"]), options), by=options["by"])
        if options["json"]:
            self.say(counted.document())
            return
        doubts = [*in_part_sentences(counted.in_part), *not_coded_sentences(counted.not_coded)]
        self.stdout.write(" ".join([f"{counted.total:,} in all.", counted.basis, *doubts]))
        for row in counted.rows():
            values = "  ".join("-" if row[name] is None else str(row[name]) for name in counted.by)
            self.stdout.write(f"{row['count']:>8,}  {values}")
