"""`openupr similar`: was this asked before, in whatever words, and what was answered."""

import sys
from argparse import ArgumentParser
from typing import Any

from ...similar import METHODS, Similar, percentage, similar
from ...vectors import compute_the_last_few
from ..arguments import RecordCommand, add_filters, how_many, question_of
from ..rows_in_words import row_in_words


class Command(RecordCommand):
    help = "Find the recommendations nearest to a draft, by meaning and by words."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("text", nargs="+", help="the draft; - reads it from standard input")
        parser.add_argument("--limit", type=how_many, default=20, help="how many wordings (default: 20)")
        parser.add_argument("--method", choices=METHODS, default="both")
        add_filters(parser)

    def handle(self, **options: Any) -> None:
        text = sys.stdin.read() if options["text"] == ["-"] else " ".join(options["text"])
        question = question_of(text, options)
        if options["method"] != "lexical":
            compute_the_last_few()
        answer = similar(question, method=options["method"], limit=options["limit"])
        if options["json"]:
            self.say(answer.document())
        else:
            self._tell(answer)

    def _tell(self, answer: Similar) -> None:
        self.stdout.write(
            f"The nearest of {answer.pool:,} recommendations, method: {answer.method}"
            f" ({percentage(answer.coverage)} can be compared by meaning).\n{answer.basis}\n"
        )
        if answer.note():
            self.stdout.write(f"{answer.note()}\n")
        for group in answer.groups:
            self.stdout.write(row_in_words(group.nearest.fields, last=f"{group.score:.3f}"))
            if group.others:
                self.stdout.write(f"  and nearly the same {len(group.others)} more times")
