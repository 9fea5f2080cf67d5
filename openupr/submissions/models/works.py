"""How each work in a section is marked as done, in words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class WorkWords(NamedTuple):
    """The button that marks the work and the one that takes the mark back; `marked`: words for the
    mark.
    """

    mark: Promise
    unmark: Promise
    marked: Promise


WRITTEN = WorkWords(_("Mark part as ready"), _("Mark as not ready"), _("ready"))
# By the values of SectionTask.Work.
WORK_WORDS = {
    "write": WRITTEN,
    "evidence": WorkWords(_("Mark evidence as found"), _("Mark as not found"), _("evidence found")),
    "review": WorkWords(_("Mark as reviewed"), _("Mark as not reviewed"), _("reviewed")),
    "translate": WorkWords(_("Mark as translated"), _("Mark as not translated"), _("translated")),
    "approve": WorkWords(_("Approve this part"), _("Take back the approval"), _("approved")),
}
