"""`openupr gaps`: what is raised with others and rarely or not with this State."""

from argparse import ArgumentParser
from typing import Any

from openupr.upr.states import find_state
from openupr.web.clock import now_in

from ...gaps import Gaps, gaps
from ...index_building import refresh_index
from ...question import Question
from ..arguments import RecordCommand, add_suggested

# What no row could hold has no figures: a nought would read as "not raised".
NOT_COUNTED = f"{'-':>8} {'-':>8} {'-':>8}"


class Command(RecordCommand):
    help = "Count every issue with a State, in its region and in the world; and words or a draft with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("state", help="State under Review: any known name or ISO code")
        parser.add_argument("text", nargs="*", help="words (as for search) or a draft recommendation")
        add_suggested(parser)

    def handle(self, **options: Any) -> None:
        state = find_state(options["state"])
        refresh_index()
        question = Question(suggested=options["suggested"])
        result = gaps(state, " ".join(options["text"]), today=now_in().date(), question=question)
        if options["json"]:
            self.say(result.document())
        else:
            self._tell(result)

    def _tell(self, result: Gaps) -> None:
        self.stdout.write(f"{result.state.name}. {result.coverage.sentence()}\n{result.basis}\n")
        self.stdout.write(f"\n{'here':>8} {'region':>8} {'world':>8}   (region: {result.region or '-'}, without it)\n")
        if result.words:
            words = f"with the words: {' '.join(result.words.sought.used)}"
            is_counted = result.words.rows.world or result.words.check.findable
            self.stdout.write(self._row(result.words.rows, words) if is_counted else f"{NOT_COUNTED}   {words}")
            for note in result.words.check.notes:
                self.stdout.write(f"{'':>29}{note}\n")
        for gap in result.issues:
            absent = gap.rows.world and not gap.rows.here
            notes = filter(None, [result.coverage.not_found() if absent else "", gap.not_told()])
            note = f"  ({remarks})" if (remarks := "; ".join(notes)) else ""
            self.stdout.write(self._row(gap.rows, gap.issue.label + note))

    def _row(self, rows: Any, words: str) -> str:
        return f"{rows.here:>8,} {rows.region:>8,} {rows.world:>8,}   {words}"
