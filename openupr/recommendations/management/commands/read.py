"""`openupr read`: what a UN document says. Nothing is stored."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from openupr.files.refusal import RefusedFile
from openupr.undocs import read_document

from ..arguments import RecordCommand


class Command(RecordCommand):
    help = "Read a UN document (Working Group report, addendum, ...; PDF or Word) and show what it says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="a PDF or a Word file (.docx)")

    def handle(self, **options: Any) -> None:
        try:
            data = Path(options["file"]).read_bytes()
        except OSError as error:
            raise RefusedFile("This file cannot be opened. Check that it is there and may be read.") from error
        document = read_document(data)
        if options["json"]:
            self.say(document.as_json())
        else:
            for line in document.in_words():
                self.stdout.write(line)
