"""`openupr search`: what was recommended, in which words, and what was answered."""

from argparse import ArgumentParser
from typing import Any

from openupr.web.clock import now_in

from ...code_coverage import CODES, code_document
from ...search import SORTS, not_loaded, search_record
from ...sentences import hint_sentences
from ..arguments import RecordCommand, add_filters, how_many, question_of
from ..rows_in_words import issues_in_words, row_in_words


class Command(RecordCommand):
    help = "Search the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("query", nargs="*", help='words, "phrases", prefix*, AND, OR, NOT, parentheses')
        parser.add_argument("--limit", type=how_many, default=25)
        parser.add_argument("--offset", type=how_many, default=0)
        parser.add_argument("--sort", choices=SORTS, default="relevance")
        add_filters(parser)

    def handle(self, **options: Any) -> None:
        question = question_of(" ".join(options["query"]), options)
        answer = search_record(
            question, offset=options["offset"], limit=options["limit"], sort=options["sort"], codes=CODES
        )
        if options["json"]:
            self.say(
                {
                    "total": answer.total,
                    "basis": answer.basis,
                    "sentence": answer.sentence,
                    "coded": code_document(answer.coded),
                    "results": [result.fields for result in answer.results],
                }
            )
            return
        self.stdout.write(f"{answer.sentence}\n{answer.basis}\n")
        for hint in hint_sentences(answer.hints):
            self.stdout.write(hint)
        for sentence in [] if answer.total else not_loaded(question, today=now_in().date()):
            self.stdout.write(sentence)
        for result in answer.results:
            self.stdout.write(row_in_words(result.fields, last=issues_in_words(result.fields)))
