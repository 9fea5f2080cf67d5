"""A page of a coalition's submissions: what every one of them is given."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Role
from openupr.coalitions.permissions.roles import coalition_of
from openupr.coalitions.queries.frame import frame_of
from openupr.web import refusing
from openupr.web.parts import Tab

from ..models import Section, Submission
from ..permissions import TABLE
from ..queries.uploading import written_since_lodging
from ..services.refusals import Refused
from .asked import Asked, AskedOfOne, AskedOfSection

_TABS = (
    (_("Draft"), "submissions:submission"),
    (_("Who does what"), "submissions:tasks"),
    (_("Annexes"), "submissions:annexes"),
    (_("Rounds"), "submissions:rounds"),
    (_("Validation"), "submissions:validation"),
    (_("Signing on"), "submissions:signing"),
    (_("Editions"), "submissions:editions"),
)


def show(
    request: Asked | AskedOfOne | AskedOfSection,
    template: str,
    given: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw a page that extends submissions/submission_base.html, or a coalition's own base where it is about none.

    Its template has `coalition`, `submission`, on a section's page `section`, and `may`: the names of the actions
    that are open to whoever asks. `may_now` holds none where the submission or section is locked.
    """
    about = request.about
    section = about if isinstance(about, Section) else None
    submission = about if isinstance(about, Submission) else section.submission if section else None
    frame = frame_of(coalition_of(about), path=request.path, today=request.today)
    frame |= {"submission": submission, "section": section, "may": may(request.roles)}
    if submission:
        above, tabs = _above(submission, request.path), _tabs(submission, request.path)
        frame |= {"crumbs": [*frame["crumbs"], *above], "submission_tabs": tabs}
        frame["lodged_edition"] = written_since_lodging(submission)
        frame["locked"] = section.is_locked if section else submission.is_locked
    frame["may_now"] = frozenset() if frame.get("locked") else frame["may"]
    return render(request, template, frame | dict(given or {}), status=status)


def may(roles: frozenset[Role]) -> frozenset[str]:
    """The names of the actions that are open to somebody in these roles."""
    return frozenset(action.name for action in TABLE.actions if action.open_to(roles))


def _above(submission: Submission, path: str) -> list[Tab]:
    key = submission.coalition.key
    above = [
        Tab(_("Submissions"), reverse("submissions:submissions", args=[key])),
        Tab(submission.title, reverse("submissions:submission", args=[key, submission.pk])),
    ]
    return [tab for tab in above if tab.url != path]


def _tabs(submission: Submission, path: str) -> list[Tab]:
    addresses = [(label, reverse(name, args=[submission.coalition.key, submission.pk])) for label, name in _TABS]
    nearest = max((url for _label, url in addresses if path.startswith(url)), key=len, default="")
    if "/validation/" in path:  # also that of one section
        nearest = reverse("submissions:validation", args=[submission.coalition.key, submission.pk])
    return [Tab(label, url, url == nearest) for label, url in addresses]


refusals_in = partial(refusing.into_form, refused=Refused)


refusals_told = partial(refusing.at_the_head, refused=Refused)
