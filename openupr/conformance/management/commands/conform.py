"""`openupr conform`: which of OHCHR's rules a Word file keeps, rule by rule."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from openupr.files.refusal import RefusedFile
from openupr.files.word import read_word
from openupr.upr.limits import KINDS, Rule

from ...rule_sets import find_rules, rules_in_force
from ...rules.conformance import Conformance, conformance

_STATUS = {"pass": "pass", "fail": "FAIL", "look": "look"}


class Command(BaseCommand):
    help = (
        "Check a Word file against OHCHR's rules for submissions, rule by rule. There is no result for the whole file."
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """A parser whose refusals are one line, like every other refusal."""
        self._called_from_command_line = False  # else argparse prints its usage and exits by itself
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a Word file (.docx)")
        parser.add_argument("--kind", choices=KINDS, help="joint unless given")
        parser.add_argument(
            "--rules", default="", metavar="VERSION", help="2017, 2008, or one added here; those in force unless given"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, **options: Any) -> None:
        rules = find_rules(options["rules"]) if options["rules"] else rules_in_force()
        checked = conformance(read_word(_bytes(options["file"])), kind=options["kind"], rules=rules)
        if options["json"]:
            # Broken halves of characters (a shell may hold them, XML not) must not break the
            # output.
            sys.stdout.write(json.dumps(checked.document(), ensure_ascii=False, indent=2) + "\n")
        else:
            self._tell(checked)

    def _tell(self, checked: Conformance) -> None:
        rules, words = checked.rules, checked.words
        self.stdout.write(f"{rules.title} ({rules.version})")
        if rules.superseded:
            self.stdout.write("These rules no longer hold.")
        self.stdout.write(f"{rules.remark} ({rules.remark_source})")
        self.stdout.write(f"OHCHR's own text: {rules.published_at}")
        remark = "" if checked.kind_given else " (no kind was given; --kind says another)"
        self.stdout.write(f"Judged as: {checked.kind}{remark}")
        self.stdout.write(
            f"Words: {words['counted']:,} counted; text {words['body']:,}, notes {words['notes']:,}, "
            f"cover {words['cover']:,}, annexes {words['annex']:,}"
        )
        for finding in checked.findings:
            self.stdout.write(f"\n{_STATUS[finding.status]}  {finding.rule.title}: {finding.message()}")
            for where in finding.where():
                self.stdout.write(f"      {where}")
            self.stdout.write(f"      Rule: {finding.rule.says} {_standing(finding.rule)}")
        self.stdout.write("\nThere is no result for the whole file: OHCHR decides what it accepts.")


def _standing(rule: Rule) -> str:
    if rule.is_ours:
        return f"({rule.source})"
    binding = "Binding" if rule.binding else "Advisory"
    if rule.confirmed:
        return f"({binding}; confirmed by {rule.confirmed_by} on {rule.confirmed_on}. {rule.source})"
    seen = f"seen in OHCHR's text, as noted on {rule.seen_on}; not confirmed by a person"
    return f"({binding}; {seen if rule.seen_on else 'to be checked'}. {rule.source})"


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except IsADirectoryError as error:
        raise RefusedFile(f'"{name}" is a folder. Name one Word file.') from error
    except FileNotFoundError as error:
        raise RefusedFile(f'There is no file "{name}" here.') from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise RefusedFile(f'"{name}" cannot be opened: {reason}.') from error
