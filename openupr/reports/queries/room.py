"""What phones in the room brought, as numbers: how many questions, never who asked or what one phone answered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.phones.queries.questions import room_questions
from openupr.phones.queries.quiz import quiz_of

from ..rules.pieces import Sentence, report_text, said
from ..rules.places import Section, Suggested
from .facts import Happened


def report_in_the_room(of: Happened) -> Iterator[Section]:
    """Questions from the floor and the quiz; no section where there was neither."""
    told = report_text([*_questions(of), *_quiz(of)])
    if told:
        yield Section("room", _("Questions and quiz"), 3, (Suggested("room-told", _("From the floor"), (told,)),))


def _questions(of: Happened) -> Iterator[Sentence]:
    found = room_questions(of.workshop)
    answered = len(found.answered)
    if count := len(found.released) + answered:
        if answered:
            put = ngettext("%(n)s question was put to the speakers by phone; %(answered)s answered.",
                           "%(n)s questions were put to the speakers by phone, %(answered)s of them answered.",
                           count)  # fmt: skip
        else:
            put = ngettext("%(n)s question was put to the speakers by phone.",
                           "%(n)s questions were put to the speakers by phone.", count)  # fmt: skip
        yield said(put, n=of.of_workshop_fact(count, "phones:questions"), answered=answered)


def _quiz(of: Happened) -> Iterator[Sentence]:
    if count := sum(each.was_asked for each in quiz_of(of.workshop)):
        put = ngettext("In the quiz %(n)s question was put to the room.",
                       "In the quiz %(n)s questions were put to the room.", count)  # fmt: skip
        yield said(put, n=of.of_workshop_fact(count, "phones:quiz"))
