"""What the audit log says of each service of whoever runs the room, where its action does more than one thing.

What phones tap is in no audit log.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Deed

AUDIT_LABELS: Mapping[str, Deed] = {
    "take_questions": Deed(
        {True: _("Let phones ask the speakers"), False: _("Let phones ask the speakers no longer")}, told_by="taken"
    ),
    "release_question": Deed(_("Release a question from the room")),
    "set_question_aside": Deed(_("Set a question from the room aside")),
    "mark_answered": Deed(_("Mark a question from the room as answered")),
    "take_from_lessons": Deed(_("Take questions of the lessons into the quiz")),
    "write_question": Deed(_("Write a question of the quiz")),
    "open_question": Deed(_("Open a question of the quiz")),
    "show_answers": Deed(_("Show how the room answered a question of the quiz")),
    "put_question_away": Deed(_("Put a question of the quiz away")),
    "drop_question": Deed(_("Take a question out of the quiz")),
    "take_wishes": Deed(
        {True: _("Let phones wish for a group"), False: _("Let phones wish for a group no longer")}, told_by="taken"
    ),
    "enter_slip": Deed(_("Enter the wishes of a slip of paper")),
    "propose_places": Deed(_("Propose which phone goes to which group")),
    "move_places": Deed(_("Move places from one group to another")),
    "show_places": Deed(
        {True: _("Show phones their groups"), False: _("Show phones their groups no longer")}, told_by="shown"
    ),
    "open_table": Deed(_("Open a group's table with a code for the day")),
    "close_table": Deed(_("Close a group's table")),
}
