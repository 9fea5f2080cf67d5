"""What stands around the pages of a submission."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import is_paired
from openupr.coalitions.frame import Around, Request, with_current
from openupr.web.parts import Tab

from ..models import Section, Submission
from ..queries.uploading import written_since_lodging

_TABS = (
    (_("Draft"), "submissions:submission"),
    (_("Share the work"), "submissions:tasks"),
    (_("Annexes"), "submissions:annexes"),
    (_("Circulated drafts"), "submissions:rounds"),
    (_("Validation meeting"), "submissions:validation"),
    (_("Check"), "submissions:check"),
    (_("Signing on"), "submissions:signing"),
    (_("Editions"), "submissions:editions"),
)


def around_submission(request: Request[Any]) -> Around | None:
    """On the pages of a submission and of its sections: `submission`, `section`, whether it is `locked`.

    `may_now` holds no action where the submission or section is locked.
    """
    about = request.about
    section = about if isinstance(about, Section) else None
    submission = section.submission if section else about
    if not isinstance(submission, Submission):
        return None
    parts = [submission.coalition.key, submission.pk]
    paired = is_paired(request.actor)
    tabs = [] if paired else [Tab(label, reverse(name, args=parts)) for label, name in _TABS]
    if tabs and submission.is_locked:  # a draft no more
        tabs[0] = Tab(_("Text"), tabs[0].url)
        tabs.append(Tab(_("What OHCHR took up"), reverse("submissions:ohchr-summary", args=parts)))
    # The validation of one section has an address below the section's.
    of_validation = reverse("submissions:validation", args=parts)
    locked = section.is_locked if section else submission.is_locked
    given = {
        "submission": submission,
        "section": section,
        "own_pages": with_current(tabs, of_validation if "/validation/" in request.path else request.path),
        "lodged_edition": written_since_lodging(submission),
        "locked": locked,
        "may_now": frozenset() if locked else request.may,
    }
    above = (
        Tab(_("Submissions"), reverse("submissions:submissions", args=parts[:1])),
        Tab(submission.shown_title, reverse("submissions:submission", args=parts)),
    )
    return Around(() if paired else above, given)
