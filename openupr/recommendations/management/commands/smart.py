"""`openupr smart`: what could make a draft recommendation specific, measurable and answerable."""

import sys
from argparse import ArgumentParser
from typing import Any

from openupr.text.smart import Advice, advise
from openupr.text.words import cut
from openupr.upr.actions import ACTIONS
from openupr.web.clock import now_in

from ..arguments import RecordCommand


class NothingToAdviseOn(ValueError):
    """No word was given."""

    def __init__(self) -> None:
        super().__init__('There is no recommendation to advise on. Give one, such as: openupr smart "Ratify ..."')


class Command(RecordCommand):
    help = "Give SMART advice on a draft recommendation. It needs no record, and is never a verdict."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("text", nargs="*", help="the draft, in English; - reads it from standard input")

    def handle(self, **options: Any) -> None:
        text = sys.stdin.read() if options["text"] == ["-"] else " ".join(options["text"])
        if not cut(text).surfaces:
            raise NothingToAdviseOn
        # A shell may hand over broken bytes.
        advice = advise(text.encode(errors="replace").decode(), this_year=now_in().year)
        if options["json"]:
            self.say(advice.document())
        else:
            self._tell(advice)

    def _tell(self, advice: Advice) -> None:
        if advice.note:
            self.stdout.write(advice.note)
            return
        self.stdout.write(f"{_coding(advice)}\n")
        for line in advice.lines:
            seen = f"seen: {line.say_seen()}" if line.seen else "missing"
            self.stdout.write(f"\n{line.letter}  {line.name()}: {seen}")
            for hint in (*line.missing, *line.optional):
                optional = " (optional)" if hint.optional else ""
                self.stdout.write(f"   {hint.rule}{optional}: {hint.message()}\n     {hint.reason()}")
                self.stdout.write(f"     Source: {hint.source}")
            if line.example:
                self.stdout.write(f"   Yours could say: “{line.example}”")
        if not any(line.missing for line in advice.lines):
            self.stdout.write("\nNothing to suggest. That is no verdict: what is asked for is yours to judge.")


def _coding(advice: Advice) -> str:
    coding = advice.coding
    if coding is None:
        return "It opens with no verb that is known here, so no action category is suggested."
    action = next(known for known in ACTIONS if known.number == coding.category)
    text = f"Likely action category: {action}"
    if coding.share is not None:
        text += f" ({coding.share:.0%} of {coding.counted:,} past recommendations that open like this)"
    else:
        text += " (by its verb: too few past recommendations open like this to tell a share)"
    return f"{text}. A coding of verbs, not a grade."
