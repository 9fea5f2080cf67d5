"""What the record's commands share: the filters, and one JSON document on stdout."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, _ActionsContainer
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from ..dimensions import DIMENSIONS
from ..index_building import refresh_index
from ..question import KINDS, Question, ask


class RecordCommand(BaseCommand):
    """A command that reads the record.

    `--json`: stdout holds one JSON document and nothing else.
    """

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """A parser whose refusals are one line, like every other refusal."""
        self._called_from_command_line = False  # else argparse prints its usage and exits by itself
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def say(self, document: Any) -> None:
        """Print a JSON document."""
        sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")


def how_many(written: str) -> int:
    """A number of rows: 0 or more. argparse turns the refusal into one line."""
    if not written.isdecimal():
        raise ArgumentTypeError(f"“{written[:20]}” is not a number of rows")
    return int(written)


def add_filters(parser: ArgumentParser) -> None:
    """One repeatable option a dimension, and which kind of rows."""
    filters = parser.add_argument_group("filters (each may be repeated: any of its values)")
    for dimension in DIMENSIONS:
        filters.add_argument(
            f"--{dimension.name}",
            dest=f"filter_{dimension.name}",
            action="append",
            default=[],
            metavar=dimension.name.upper(),
            help=str(dimension.title),
        )
    excluded = parser.add_argument_group("exclusions (each may be repeated: none of its values)")
    for dimension in DIMENSIONS:
        excluded.add_argument(
            f"--{dimension.excluding_parameter}",
            dest=f"excluded_{dimension.name}",
            action="append",
            default=[],
            metavar=dimension.name.upper(),
            help=str(dimension.title),
        )
    add_suggested(filters)
    filters.add_argument(
        "--kind", choices=KINDS, default="recommendation", help="pledges are left out unless asked for"
    )


def add_suggested(parser: _ActionsContainer) -> None:
    """Whether what is only suggested counts."""
    parser.add_argument("--suggested", action="store_true", help="count suggested issues and action categories, too")


def question_of(words: str, options: dict[str, Any]) -> Question:
    """The question of a command's words and filters, with the index brought up to date."""
    filters = {dimension.name: options[f"filter_{dimension.name}"] for dimension in DIMENSIONS}
    excluded = {dimension.name: options[f"excluded_{dimension.name}"] for dimension in DIMENSIONS}
    more = {name: options[name] for name in ("kind", "suggested")}
    question = ask(words=words, filters=filters, excluded=excluded, **more)
    refresh_index()
    return question
