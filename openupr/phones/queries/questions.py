"""Questions to the speakers, as the room, the moderator and the projector see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import Q

from openupr.accounts.models import Guest
from openupr.workshops.models import Workshop

from ..models import SpeakerQuestion, Vote

HEADER = ("question", "to", "session", "votes", "answered")
_State = SpeakerQuestion.State


@dataclass(frozen=True)
class RoomQuestions:
    """What stands on the floor; `own` and `voted` of one phone."""

    is_open: bool
    edition: int
    released: list[SpeakerQuestion]
    answered: list[SpeakerQuestion]
    own: list[SpeakerQuestion] = field(default_factory=list)
    voted: frozenset[int] = frozenset()


def edition_of(workshop: Workshop) -> int:
    """The edition of a workshop's questions, as the workshop was read with its floor."""
    floor = getattr(workshop, "floor", None)
    return floor.questions_edition if floor else 0


def are_taken(workshop: Workshop) -> bool:
    """Whether questions are taken now, as the workshop was read with its floor."""
    floor = getattr(workshop, "floor", None)
    return bool(floor and floor.questions_open)


def room_questions(workshop: Workshop, guest: Guest | None = None) -> RoomQuestions:
    """Released questions, the most wanted first; what this phone asked and wants. Two queries at the most."""
    wanted = Q(state__in=(_State.RELEASED, _State.ANSWERED))
    if guest:
        wanted |= Q(guest=guest)
    found = list(SpeakerQuestion.objects.filter(wanted, workshop=workshop))
    own = [each for each in found if guest and each.guest_id == guest.pk]
    voted = Vote.objects.filter(guest=guest).values_list("question", flat=True) if guest else ()
    return RoomQuestions(
        is_open=are_taken(workshop),
        edition=edition_of(workshop),
        released=[each for each in found if each.state == _State.RELEASED],
        answered=[each for each in found if each.state == _State.ANSWERED],
        own=sorted(own, key=attrgetter("pk")),
        voted=frozenset(voted),
    )


def question_in(workshop: Workshop, number: int) -> SpeakerQuestion | None:
    """A question of the workshop, with the workshop itself at hand."""
    if number >= 2**63:
        return None
    found = SpeakerQuestion.objects.filter(workshop=workshop, pk=number).first()
    if found:
        found.workshop = workshop
    return found


def waiting_in(workshop: Workshop) -> list[SpeakerQuestion]:
    """What waits for the moderator, the oldest first."""
    found = SpeakerQuestion.objects.filter(workshop=workshop, state=_State.WAITING)
    return list(found.select_related("session").order_by("pk"))


def set_aside_in(workshop: Workshop) -> list[SpeakerQuestion]:
    """What the moderator set aside, the latest first."""
    return list(SpeakerQuestion.objects.filter(workshop=workshop, state=_State.SET_ASIDE).order_by("-pk"))


def rows_of(workshop: Workshop) -> Iterator[dict[str, Any]]:
    """Released and answered questions as rows of a file, by the names of HEADER."""
    shown = SpeakerQuestion.objects.filter(workshop=workshop, state__in=(_State.RELEASED, _State.ANSWERED))
    for each in shown.select_related("session"):
        yield {
            "question": each.text,
            "to": each.to,
            "session": each.session.title if each.session else "",
            "votes": each.votes,
            "answered": "yes" if each.state == _State.ANSWERED else "",
        }
