"""What the audit log says of each service, where its action does more than one thing."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Deed

AUDIT_LABELS: Mapping[str, Deed] = {
    # the coalition
    "ask_to_delete": Deed(_("Have the coalition deleted in seven days")),
    "keep_coalition": Deed(_("Take the coalition's deletion back")),
    "change_coalition": Deed(_("Change the coalition's name, languages or review")),
    "take_review": Deed(_("Set the coalition to another session")),
    # people and organisations
    "invite_person": Deed(_("Invite somebody into the coalition")),
    "invite_people": Deed(_("Invite several people into the coalition")),
    "withdraw_invitation": Deed(_("Withdraw an invitation")),
    "change_part": Deed(_("Change somebody's role, organisation or groups")),
    "remove_person": Deed(_("Take somebody out of the coalition")),
    "hand_over_coordination": Deed(_("Hand over the coordination")),
    "place_by_preference": Deed(_("Place people in groups by what they prefer")),
    "add_to_group": Deed(_("Add people to a group")),
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
    "make_pairing_code": Deed(_("Make a code to pair a member's device"), names="person"),
    "end_device": Deed(_("End a paired device")),
    # consultations, decisions
    "record_consultation": Deed(_("Record a consultation")),
    "edit_consultation": Deed(_("Correct a consultation, or add to it")),
    "remove_consultation": Deed(_("Take a consultation out")),
    "ask_organisations": Deed(_("Put a question to the organisations")),
    "give_voice": Deed(_("Give an organisation's voice"), names="organisation"),
    "close_decision": Deed(_("Close a decision and record its outcome")),
    "count_room": Deed(_("Type in how a room was counted")),
    "ask_group": Deed(_("Put a question to a group's organisations")),
    "close_group_decision": Deed(_("Close a group's decision and record its outcome")),
    "count_room_of_group": Deed(_("Type in how a group's room was counted")),
    # dates
    "lay_out_plan": Deed(_("Make the plan back from the deadline")),
    "add_date": Deed(_("Write down a date of the coalition")),
    "move_date": Deed(_("Move a date of the coalition"), names="milestone"),
    "enter_published_date": Deed(_("Enter or change a published date")),
    "finish_date": Deed({True: _("Mark a date as done"), False: _("Mark a date as not done after all")}, "done"),
    "drop_date": Deed(_("Take a date of the coalition away")),
    "add_group_date": Deed(_("Write down a date of a group")),
    "move_group_date": Deed(_("Move a date of a group")),
    "finish_group_date": Deed(
        {True: _("Mark a date of a group as done"), False: _("Mark a date of a group as not done after all")}, "done"
    ),
    "finish_own_date": Deed(
        {True: _("Mark a date of one's own as done"), False: _("Mark a date of one's own as not done after all")},
        "done",
    ),
    "drop_group_date": Deed(_("Take a date of a group away"), names="group"),
    "note_event": Deed(_("Note what happens outside")),
    "drop_event": Deed(_("Take an event outside away")),
    "follow_coalition": Deed(_("Have the coalition's dates in one's phone")),
    "follow_group": Deed(_("Have a group's dates in one's phone"), names="group"),
    "follow_everywhere": Deed(_("Have the dates of all one's coalitions in one's phone")),
    "unfollow_everywhere": Deed(_("Take the dates of all one's coalitions back from a phone")),
    "unfollow": Deed(_("Take a phone's dates back")),
}
