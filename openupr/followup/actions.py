"""Who may do what with what became of earlier recommendations."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action, Role, Table
from openupr.accounts.models import Person
from openupr.coalitions.actions.roles import (
    COORDINATE,
    LEAD_GROUP,
    REMARK,
    SEE,
    SEE_IN_GROUP,
    WORK_IN_GROUP,
    WRITE_IN_GROUP,
    circle,
    find,
    roles_of,
)

from .models import Evidence

SEE_FOLLOW_UP = Action(
    "followup.see",
    _("Read what every group recorded about earlier recommendations"),
    SEE_IN_GROUP,
    changes=False,
)
READ_LIST = Action(
    "followup.read-list",
    _("Read the follow-up list, and what groups and organisations say of each recommendation"),
    SEE,
    changes=False,
)
ARRANGE_LIST = Action(
    "followup.arrange",
    _("Choose the reviews and priorities of the follow-up list, give recommendations to groups, note reports"),
    COORDINATE,
)
JUDGE_PAIRS = Action(
    "followup.judge-pairs",
    _("Say that two recommendations are not the same request"),
    REMARK,
)
FOLLOW_UP = Action(
    "followup.follow-up",
    _("Record what was done about earlier recommendations, with evidence"),
    WRITE_IN_GROUP,
)
ADD_FILE = Action(
    "followup.add-file",
    _("Add a file to a group's evidence, built again without traces; take it away"),
    WORK_IN_GROUP,
)
TAKE_PART = Action(
    "followup.take-part",
    _("Send a group's part out as a file, and upload it changed"),
    WORK_IN_GROUP,
)
FILL_MATRIX = Action(
    "followup.matrix",
    _("Bring OHCHR's thematic list in, match it to the follow-up list, take it or its own rows away"),
    COORDINATE,
)
TAKE_MATRIX = Action(
    "followup.take-matrix",
    _("See OHCHR's thematic list, take it filled in, and the mid-term report"),
    REMARK,
    changes=False,
    note=_("It is for members: it holds what organisations say."),
)
PUBLISH = Action(
    "followup.publish",
    _("Choose what the public page shows, look at it, switch it on and off"),
    COORDINATE,
)
READ_PUBLIC = Action(
    "followup.read-public",
    _("Read a public page of follow-up that is on"),
    EVERYBODY,
    changes=False,
)
WRITE_FACTS = Action(
    "followup.write-facts",
    _("Write the Government's claim, commitments, responsible institution, deadline and indicator"),
    WORK_IN_GROUP,
)
TAKE_ANSWERS = Action(
    "followup.take-answers",
    _("Send the list to the Government as a file, and take its answers as its claims"),
    COORDINATE,
)
SPEAK_FOR_ORGANISATION = Action(
    "followup.speak",
    _("Say for one's organisation how far a recommendation was implemented, with evidence"),
    frozenset({Role.REPRESENTATIVE}),
    note=_("An organisation speaks through its representative."),
)
REMOVE_FOR_ORGANISATION = Action(
    "followup.remove-for-organisation",
    _("Take an organisation's evidence away, or its file"),
    COORDINATE | {Role.REPRESENTATIVE},
    note=_("A representative takes that of their organisation away, a coordinator any."),
)
CHECK_EVIDENCE = Action(
    "followup.check-evidence",
    _("Verify or reject evidence that somebody else added"),
    LEAD_GROUP,
)

_IN_MEMORY = {
    "followup:evidence-file-add",
    "followup:organisation-file-add",
    "followup:matrix-add",
    "followup:part",
    "followup:government",
}


def speaks_for(person: Person, evidence: Evidence) -> bool:
    """Whether somebody represents the organisation whose evidence this is."""
    ours = evidence.coalition.member_organisations.filter(organisation=evidence.organisation_id, representative=person)
    return evidence.organisation_id is not None and ours.exists()


def may_send_evidence(scope: Mapping[str, Any]) -> bool:
    """Whether this request goes to a page that keeps the file it gets in memory."""
    try:
        return resolve(scope["path"]).view_name in _IN_MEMORY
    except Resolver404:
        return False


TABLE = Table(
    "followup",
    _("Follow-up of earlier recommendations"),
    actions=(
        SEE_FOLLOW_UP,
        READ_LIST,
        ARRANGE_LIST,
        JUDGE_PAIRS,
        FOLLOW_UP,
        ADD_FILE,
        TAKE_PART,
        FILL_MATRIX,
        PUBLISH,
        READ_PUBLIC,
        TAKE_MATRIX,
        WRITE_FACTS,
        TAKE_ANSWERS,
        SPEAK_FOR_ORGANISATION,
        REMOVE_FOR_ORGANISATION,
        CHECK_EVIDENCE,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
)
