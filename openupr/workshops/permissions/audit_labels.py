"""What the audit log says of each service, where its action does more than one thing."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Deed

AUDIT_LABELS: Mapping[str, Deed] = {
    # the workshop and its agenda
    "plan_workshop": Deed(_("Plan a workshop")),
    "change_workshop": Deed(_("Change what a workshop is")),
    "add_day": Deed(_("Add a day to a workshop")),
    "move_day": Deed(_("Move a day of a workshop to another date")),
    "remove_day": Deed(_("Take a day out of a workshop")),
    "delete_workshop": Deed(_("Delete a workshop")),
    "open_its_box": Deed(_("Open a workshop's box for evaluations")),
    "give_box": Deed(_("Choose the workshop of a box")),
    "add_session": Deed(_("Add a session to the agenda")),
    "change_session": Deed(_("Change a session of the agenda")),
    "remove_session": Deed(_("Take a session out of the agenda")),
    "number_sessions": Deed(_("Number the sessions of the agenda again")),
    "move_session": Deed(_("Give a session of the agenda other hours")),
    "swap_sessions": Deed(_("Have two sessions of the agenda take each other's place")),
    "start_from": Deed(_("Start an agenda from a template")),
    "keep_as_template": Deed(_("Keep an agenda as a template")),
    "drop_template": Deed(_("Take a template of an agenda away")),
    "open_the_room": Deed(_("Open the room for phones")),
    "close_the_room": Deed(_("Close the room for phones")),
    # materials
    "add_material": Deed(_("Add a file to a workshop's materials")),
    "hand_out": Deed(_("Hand out a file that comes ready made")),
    "give_to_room": Deed(
        {
            True: _("Give a file to phones in the room"),
            False: _("Give a file to phones in the room no longer"),
        },
        told_by="given",
    ),
    "remove_material": Deed(_("Take a file out of a workshop's materials")),
    "write_terms": Deed(_("Write terms into the term list")),
    "remove_term": Deed(_("Take a term out of the term list")),
    # afterwards
    "note_session": Deed(_("Note what was said in a session")),
    "note_achievement": Deed(_("Note what a workshop reached")),
    "learn_lesson": Deed(_("Note a lesson of a workshop")),
    "offer_support": Deed(_("Note what a partner offers")),
    "change_noted": Deed(_("Correct a note on a workshop")),
    "drop_noted": Deed(_("Take a note on a workshop away")),
    "agree_next_step": Deed(_("Write down a step of the way forward")),
    "change_next_step": Deed(_("Change a step of the way forward")),
    "drop_next_step": Deed(_("Take a step of the way forward away")),
    "need_support": Deed(_("Say what support a group needs")),
    "change_need": Deed(_("Change what support a group needs")),
    "drop_need": Deed(_("Say that a group needs a support no longer")),
    "say_what_came": Deed(_("Say what came of an offer that meets a need")),
    "confirm_match": Deed(_("Confirm that an offer meets a need")),
    "undo_match": Deed(_("Say that an offer does not meet a need after all")),
}
