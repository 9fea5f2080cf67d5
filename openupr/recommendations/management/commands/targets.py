"""`openupr targets`: which States to ask for a recommendation, best first, with the reasons."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from openupr.upr.states import find_state

from ...targets import Targets, TargetState, targets
from ..arguments import RecordCommand, add_filters, how_many, question_of


class Command(RecordCommand):
    help = "Which States to ask about a theme, words or a draft: best first, each with its reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("target", metavar="STATE", help="State under Review: any known name or ISO code")
        parser.add_argument("text", nargs="*", help="words (as for search) or a draft recommendation")
        parser.add_argument("--limit", type=how_many, default=20, metavar="N", help="States at most (20)")
        parser.add_argument("--before", type=int, metavar="SESSION", help="only what was said before this session")
        parser.add_argument("--why", default="", metavar="STATE", help="explain this State, wherever it is")
        add_filters(parser)

    def handle(self, **options: Any) -> None:
        state = find_state(options["target"])
        if options["filter_state"]:
            raise CommandError("The State under Review is the first argument; --state is no filter here.")
        why = find_state(options["why"]).iso3 if options["why"] else ""
        question = question_of(" ".join(options["text"]), options)
        answer = targets(state, question, before=options["before"], limit=options["limit"], why=why)
        if options["json"]:
            self.say(answer.document())
        else:
            self._tell(answer)

    def _tell(self, answer: Targets) -> None:
        self.stdout.write(f"{answer.state.name}: States to ask ({answer.total:,}). {answer.method}\n{answer.basis}\n")
        for note in answer.check.notes:
            self.stdout.write(f"{note}\n")
        for target in [answer.why] if answer.why else answer.ranked:
            self._tell_one(target)

    def _tell_one(self, target: TargetState) -> None:
        rank = f"{target.rank:>4}." if target.rank else "    -"
        self.stdout.write(f"\n{rank} {target.state.name} ({target.score:.3f})\n")
        for reason in target.reasons:
            self.stdout.write(f"      {reason.text}\n")
