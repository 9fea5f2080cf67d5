"""What the audit log says of each service, where its action does more than one thing."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Deed

AUDIT_LABELS: Mapping[str, Deed] = {
    # roadmap
    "answer": Deed(_("Answer a question of the roadmap")),
    "type_in": Deed(_("Type in a roadmap from paper")),
    "start_outline": Deed(_("Begin the outline")),
    "add_point": Deed(_("Add a line to the outline")),
    "edit_point": Deed(_("Change a line of the outline")),
    "move_point": Deed(_("Move a line of the outline")),
    "remove_point": Deed(_("Take a line out of the outline")),
    "hand_out": Deed(_("Hand the roadmap to a partner")),
    "confirm_receipt": Deed(_("Record that a partner has the roadmap")),
    # recommendations
    "propose": Deed(_("Draft a recommendation")),
    "save_wording": Deed(_("Change the wording of a recommendation"), was="word"),
    "confirm_facts": Deed(_("Confirm what a recommendation repeats, its issues and targets")),
    "mark_earlier": Deed(
        {
            "same": _("Say that an earlier recommendation is about the same"),
            "other": _("Say that an earlier recommendation is not about it"),
            "": _("Take back what was said of an earlier recommendation"),
        },
        told_by="said",
    ),
    "put_forward": Deed(
        {"proposed": _("Put a recommendation before the group"), "draft": _("Take a recommendation back to drafting")},
        told_by="state",
    ),
    "decide_proposal": Deed(
        {
            "draft": _("Take a recommendation back to drafting"),
            "proposed": _("Put a recommendation before the group again"),
            "presented": _("Record that a recommendation was presented"),
            "adopted": _("Record that the group adopted a recommendation"),
            "merged": _("Merge a recommendation into another"),
            "dropped": _("Drop a recommendation"),
        },
        told_by="state",
        was="settle",
    ),
    "comment": Deed(_("Comment on a recommendation")),
    "resolve": Deed(_("Mark a comment as dealt with")),
    # plenary
    "open_plenary": Deed(_("Open a plenary")),
    "call_group": Deed(_("Call a group to present"), names="group"),
    "close_plenary": Deed(_("Close a plenary")),
    "release": Deed(_("Release feedback to a group")),
    "set_aside": Deed(_("Set feedback to a group aside")),
}
