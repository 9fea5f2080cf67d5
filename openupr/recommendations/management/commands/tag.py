"""`openupr tag`: the likely coding of texts, one a line on stdin."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from typing import Any

import orjson

from openupr.web.clock import now_in

from ...coding import Coder
from ...coding_learning import learn_coding
from ...index_building import refresh_index
from ...suggestions import suggest_coding, value_lines, waiting_in_all
from ..arguments import RecordCommand

_AT_ONCE = 500


class Command(RecordCommand):
    help = "Suggest issues and an action category for each text on stdin, one a line, as the record's coders would."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--json` changes nothing: a line of JSON for each text is what this command always
        prints.
        """
        super().add_arguments(parser)
        parser.add_argument(
            "--record", action="store_true", help="suggest for the record's own recommendations without coding"
        )

    def handle(self, **options: Any) -> None:
        coder = learn_coding(progress=lambda text: self.stderr.write(text))
        if options["record"]:
            self._tag_the_record()
            return
        texts = (line.rstrip("\r\n") for line in sys.stdin)
        while some := list(islice(texts, _AT_ONCE)):
            for line in _lines(coder, some):
                sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def _tag_the_record(self) -> None:
        """Suggestions for what no source has coded, kept beside the record; people confirm them on
        the page.
        """
        suggest_coding(now=now_in(), progress=lambda run: self.stderr.write(f"{run.done:,} of {run.total:,}"))
        refresh_index()
        waiting = {name: {line.label: line.waiting for line in lines} for name, lines in value_lines().items()}
        self.say({"recommendations": waiting_in_all(), "suggested": waiting})


def _lines(coder: Coder, texts: list[str]) -> Iterator[str]:
    """An empty line gives an empty suggestion: each line of the answer belongs to one line read."""
    for suggestion, text in zip(coder.suggest(texts), texts, strict=True):
        if text.strip():
            yield orjson.dumps(suggestion.document()).decode()
        else:
            yield orjson.dumps({"issues": [], "action_category": None, "scores": {}, "evidence": {}}).decode()
