"""What comes after the adoption, and what of it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.followup.counts import NONE
from openupr.followup.follow_up_list import Viewer, short_lines

from .adoption_texts import KeptAdoptionText
from .models import AdoptionText


@dataclass(frozen=True)
class AfterStep:
    """A step with its page for those to whom the `action` is open: its name and address. `is_next`:
    the first that is not done.
    """

    text: str
    is_done: bool
    action: str = ""
    page: str = ""
    url: str = ""
    is_next: bool = False


def after_adoption(coalition: Coalition, kept: Sequence[KeptAdoptionText], *, since: date) -> list[AfterStep]:
    """The steps in their order. `kept`: the texts; `since`: the day of the adoption."""
    steps = list(_steps(coalition, kept, since))
    first = next((at for at, step in enumerate(steps) if not step.is_done), None)
    return [replace(step, is_next=at == first) for at, step in enumerate(steps)]


def _steps(coalition: Coalition, kept: Sequence[KeptAdoptionText], since: date) -> Iterator[AfterStep]:
    key, session = [coalition.key], coalition.review.session
    of_review = [line for line in short_lines(coalition, Viewer()) if session and line.listed.session == session]
    priorities = [line for line in of_review if line.listed.priority]
    open_ones = sum(not line.spread.state for line in priorities)
    letters = [text.saved for text in kept if text.saved.kind == AdoptionText.Kind.LETTER]
    yield AfterStep(
        _("Put the recommendations of this review on the follow-up list."),
        bool(of_review),
        "followup.arrange",
        _("Choose reviews"),
        reverse("followup:reviews", args=key),
    )
    yield AfterStep(
        _("Choose the priorities that you will watch."),
        bool(priorities),
        "followup.arrange",
        _("Choose priorities"),
        reverse("followup:priorities", args=key),
    )
    yield AfterStep(
        _("Write to each ministry: by when does it carry out what the State supported?"),
        bool(letters) and all(letter.sent_on for letter in letters),
    )
    yield AfterStep(
        _("Send the Government the list, and ask for its answer."),
        any(line.claim for line in of_review),
        "followup.arrange",
        _("For the Government"),
        reverse("followup:government", args=key),
    )
    if priorities:
        sentence = _("Assess the priorities: %(n)s of %(of)s have no assessment yet.")
        yield AfterStep(
            sentence % {"n": open_ones, "of": len(priorities)} if open_ones else _("Assess the priorities."),
            not open_ones,
            "followup.read-list",
            _("See which"),
            f"{reverse('followup:list', args=key)}?priority=1&level={NONE}",
        )
    yield AfterStep(
        _("Half-way to the next review, report on what was done."),
        coalition.follow_up_reports.filter(day__gt=since).exists(),
        "followup.take-matrix",
        _("Mid-term report"),
        reverse("followup:mid-term", args=key),
    )
