"""What the trail says of each service, where its action does more than one thing."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Deed

DEEDS: Mapping[str, Deed] = {
    # people and organisations
    "invite_person": Deed(_("Invite somebody into the coalition")),
    "withdraw_invitation": Deed(_("Withdraw an invitation")),
    "change_part": Deed(_("Change somebody's role, organisation or groups")),
    "remove_person": Deed(_("Take somebody out of the coalition")),
    "hand_over_coordination": Deed(_("Hand over the coordination")),
    "place_by_preference": Deed(_("Place people in groups by what they prefer")),
    "add_organisation": Deed(_("Add an organisation")),
    "name_representative": Deed(_("Name who speaks for an organisation")),
    "remove_organisation": Deed(_("Take an organisation out")),
    # groups
    "start_with_clusters": Deed(_("Create the groups of the starting set")),
    "create_group": Deed(_("Create a group")),
    "edit_group": Deed(_("Change what a group is")),
    "order_groups": Deed(_("Put the groups in another order")),
    "close_group": Deed({True: _("Close a group"), False: _("Open a group again")}, told_by="closed"),
    "appoint_rapporteur": Deed(_("Appoint a group's rapporteur")),
    "prefer_groups": Deed(_("Say where one would like to work")),
    "join_group": Deed(_("Join a group")),
    "leave_group": Deed(_("Leave a group")),
    # roadmap
    "answer": Deed(_("Answer a question of the roadmap")),
    "type_in": Deed(_("Type in a roadmap from paper")),
    "take_up": Deed(_("Take up earlier recommendations to follow")),
    "write_in": Deed(_("Write in an earlier recommendation to follow")),
    "assess": Deed(_("Say what was done about an earlier recommendation")),
    "let_go": Deed(_("Follow an earlier recommendation no longer")),
    "add_evidence": Deed(_("Add evidence of what was done")),
    "remove_evidence": Deed(_("Take evidence away")),
    "start_outline": Deed(_("Begin the outline")),
    "add_point": Deed(_("Add a line to the outline")),
    "edit_point": Deed(_("Change a line of the outline")),
    "move_point": Deed(_("Move a line of the outline")),
    "remove_point": Deed(_("Take a line out of the outline")),
    "hand_out": Deed(_("Hand the roadmap to a partner")),
    "confirm_receipt": Deed(_("Record that a partner has the roadmap")),
    # recommendations
    "propose": Deed(_("Draft a recommendation")),
    "word": Deed(_("Change the wording of a recommendation")),
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
    "settle": Deed(
        {
            "draft": _("Take a recommendation back to drafting"),
            "proposed": _("Put a recommendation before the group again"),
            "presented": _("Record that a recommendation was presented"),
            "adopted": _("Record that the group adopted a recommendation"),
            "merged": _("Merge a recommendation into another"),
            "dropped": _("Drop a recommendation"),
        },
        told_by="state",
    ),
    "comment": Deed(_("Comment on a recommendation")),
    "resolve": Deed(_("Mark a comment as dealt with")),
    # consultations, decisions, plenary
    "record_consultation": Deed(_("Record a consultation")),
    "edit_consultation": Deed(_("Correct a consultation, or add to it")),
    "remove_consultation": Deed(_("Take a consultation out")),
    "ask_organisations": Deed(_("Put a question to the organisations")),
    "give_voice": Deed(_("Give an organisation's voice"), names="organisation"),
    "close_decision": Deed(_("Close a decision and record its outcome")),
    "open_plenary": Deed(_("Open a plenary")),
    "call_group": Deed(_("Call a group to present"), names="group"),
    "close_plenary": Deed(_("Close a plenary")),
    "release": Deed(_("Release feedback to a group")),
    "set_aside": Deed(_("Set feedback to a group aside")),
    # dates
    "lay_out_plan": Deed(_("Lay out the plan back from the deadline")),
    "add_date": Deed(_("Write down a date of the coalition")),
    "move_date": Deed(_("Move a date of the coalition"), names="milestone"),
    "enter_published_date": Deed(_("Enter a published date")),
    "finish_date": Deed({True: _("Mark a date as done"), False: _("Mark a date as not done after all")}, "done"),
    "drop_date": Deed(_("Take a date of the coalition away")),
    "add_group_date": Deed(_("Write down a date of a group")),
    "move_group_date": Deed(_("Move a date of a group")),
    "finish_group_date": Deed(
        {True: _("Mark a date of a group as done"), False: _("Mark a date of a group as not done after all")}, "done"
    ),
    "drop_group_date": Deed(_("Take a date of a group away"), names="group"),
    "note_event": Deed(_("Note what happens outside")),
    "drop_event": Deed(_("Take an event outside away")),
    "follow_coalition": Deed(_("Have the coalition's dates in one's telephone")),
    "follow_group": Deed(_("Have a group's dates in one's telephone"), names="group"),
    "follow_everywhere": Deed(_("Have the dates of all one's coalitions in one's telephone")),
    "unfollow_everywhere": Deed(_("Take the dates of all one's coalitions back from a telephone")),
    "unfollow": Deed(_("Take a telephone's dates back")),
}
