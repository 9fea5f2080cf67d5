"""Who may do what with what became of earlier recommendations."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.permissions import EVERYBODY, Action, Deed, Role, Table
from openupr.coalitions.permissions.roles import (
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
    """Whether this ASGI scope may bring a file that is to stay in memory."""
    try:
        return resolve(scope["path"]).view_name in _IN_MEMORY
    except Resolver404:
        return False


AUDIT_LABELS: Mapping[str, Deed] = {
    "list_reviews": Deed(_("Put reviews on the follow-up list")),
    "choose_priorities": Deed(_("Choose the priorities of the follow-up list")),
    "judge_together": Deed(_("Have recommendations judged together")),
    "judge_alone": Deed(_("Have a recommendation judged alone")),
    "note_report": Deed(_("Note a report on the follow-up")),
    "remove_report": Deed(_("Remove the note of a report")),
    "say_not_the_same": Deed(_("Say that two recommendations are not the same request")),
    "say_the_same": Deed(_("Take back that two recommendations are not the same request")),
    "give_to_groups": Deed(_("Give recommendations to groups by their issues")),
    "give_theme": Deed(_("Give a theme of OHCHR's list to a group"), names="group"),
    "take_up": Deed(_("Take up earlier recommendations to follow")),
    "write_in": Deed(_("Write in an earlier recommendation to follow")),
    "assess": Deed(_("Say what was done about an earlier recommendation")),
    "take_part_back": Deed(_("Take a group's part from a changed file")),
    "give_owner": Deed(_("Say who follows a recommendation up, and by when")),
    "let_go": Deed(_("Follow an earlier recommendation no longer")),
    "add_evidence": Deed(_("Add evidence of what was done")),
    "change_evidence": Deed(_("Change evidence of what was done")),
    "remove_evidence": Deed(_("Take evidence away")),
    "add_evidence_file": Deed(_("Add a file to evidence")),
    "remove_evidence_file": Deed(_("Take a file of evidence away")),
    "add_organisation_file": Deed(_("Add a file to an organisation's evidence")),
    "remove_organisation_file": Deed(_("Take a file of an organisation's evidence away")),
    "add_matrix": Deed(_("Bring OHCHR's thematic list in")),
    "remove_matrix": Deed(_("Take OHCHR's thematic list away")),
    "remove_row": Deed(_("Take a recommendation off the list that the record does not hold")),
    "write_facts": Deed(_("Write commitments and an indicator")),
    "take_claims": Deed(_("Take the Government's answers from a file")),
    "write_claim": Deed(_("Write what the Government says it did")),
    "assess_for_organisation": Deed(_("Assess a recommendation for an organisation"), names="organisation"),
    "choose_printed": Deed(_("Choose which of an organisation's reasons are printed")),
    "add_organisation_evidence": Deed(_("Add evidence for an organisation"), names="organisation"),
    "change_organisation_evidence": Deed(_("Change an organisation's evidence")),
    "remove_organisation_evidence": Deed(_("Take an organisation's evidence away")),
    "verify_evidence": Deed(_("Verify evidence")),
    "reject_evidence": Deed(_("Reject evidence")),
}

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
    audit_labels=AUDIT_LABELS,
)
