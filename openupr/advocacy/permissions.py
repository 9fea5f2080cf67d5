"""Who may do what for the coalition's advocacy."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Deed, Role, Table
from openupr.coalitions.permissions.roles import (
    COORDINATE,
    LEAD_GROUP,
    REMARK,
    WORK_IN_GROUP,
    circle,
    find,
    roles_of,
)

SEE_ADVOCACY = Action(
    "advocacy.see",
    _("See which States to ask, and which State is to carry which recommendation"),
    REMARK,
    changes=False,
    note=_("Observers may be from a UN office or an embassy: they do not see whom the coalition asks."),
    routes=(
        "advocacy:start",
        "advocacy:states",
        "advocacy:carriers",
        "advocacy:carriers-file",
        "advocacy:not-approached",
    ),
)
CHOOSE_CARRIERS = Action(
    "advocacy.choose-carriers",
    _("Choose which State is asked for which recommendation"),
    LEAD_GROUP,
    routes=(
        "advocacy:carriers-save",
        "advocacy:carriers-propose",
        "advocacy:not-approached-add",
        "advocacy:not-approached-remove",
    ),
)
NOTE_PRESENCE = Action(
    "advocacy.note-presence",
    _("Note which States have an embassy in the country, with the source"),
    LEAD_GROUP,
    routes=("advocacy:presence", "advocacy:presence-remove"),
)
SEE_PRE_SESSIONS = Action(
    "advocacy.see-pre-sessions",
    _("See what is prepared for pre-sessions, and which answers are owed"),
    REMARK,
    changes=False,
    routes=("advocacy:pre-sessions", "advocacy:pre-session", "advocacy:pre-session-file"),
)
ARRANGE_PRE_SESSION = Action(
    "advocacy.arrange-pre-session",
    _("Arrange a pre-session: its checklist, speakers, invited States, questions"),
    LEAD_GROUP,
    routes=("advocacy:pre-session-do", "advocacy:pre-session-add", "advocacy:pre-session-change"),
)
TICK_PRE_SESSION = Action(
    "advocacy.tick-pre-session",
    _("Say what is done for a pre-session, write down answers owed to diplomats"),
    REMARK,
    routes=("advocacy:pre-session-tick", "advocacy:pre-session-answer"),
)
SEE_STRATEGY = Action(
    "advocacy.see-strategy",
    _("Read every group's strategy, print it"),
    REMARK,
    changes=False,
    routes=("advocacy:strategies", "advocacy:strategy", "advocacy:strategy-file"),
)
WRITE_STRATEGY = Action(
    "advocacy.write-strategy",
    _("Write the group's strategy: goal, targets, activities, risks"),
    WORK_IN_GROUP,
    routes=(
        "advocacy:strategy-write",
        "advocacy:strategy-add",
        "advocacy:strategy-change",
        "advocacy:strategy-tick",
    ),
)
SEE_PARTNERS = Action(
    "advocacy.see-partners",
    _("See the directory of partners, take it as a file"),
    REMARK,
    changes=False,
    routes=("advocacy:partners", "advocacy:partners-file"),
)
KEEP_PARTNERS = Action(
    "advocacy.keep-partners",
    _("Add partners to the directory, change them, remove them"),
    WORK_IN_GROUP,
    routes=("advocacy:partner-add", "advocacy:partner-change"),
)
PUT_IN_TOUCH = Action(
    "advocacy.put-in-touch",
    _("Note that an organisation and a partner were put in touch, and delete it"),
    COORDINATE | {Role.REPRESENTATIVE},
    note=_("Only with the consent of both. A representative does so for the own organisation."),
    routes=("advocacy:put-in-touch", "advocacy:put-in-touch-remove"),
)
# Those who speak for the coalition, a group or an organisation: no other member, no observer, no phone in a room.
SPEAK = LEAD_GROUP | {Role.REPRESENTATIVE}
NOT_FOR_ALL = _("Contacts are for those who speak for the coalition, a group or an organisation.")
SEE_CONTACTS = Action(
    "advocacy.see-contacts",
    _("See contacts, meetings, which States came to pre-sessions, and the private note on a State"),
    SPEAK,
    changes=False,
    note=NOT_FOR_ALL,
    routes=("advocacy:contacts", "advocacy:note", "advocacy:note-file"),
)
LOG_MEETINGS = Action(
    "advocacy.log-meetings",
    _("Note contacts at missions, meetings and answers, write the private note on a State"),
    SPEAK,
    note=NOT_FOR_ALL,
    # The audit log would outlive what is deleted, and tell who met diplomats on which day.
    recorded=False,
    routes=(
        "advocacy:contact-add",
        "advocacy:contact-change",
        "advocacy:contact-remove",
        "advocacy:meeting-log",
        "advocacy:meeting",
        "advocacy:meeting-remove",
        "advocacy:note-write",
    ),
)
KEEP_CONTACTS = Action(
    "advocacy.keep-contacts",
    _("Turn contacts and meetings on, keep them longer, delete them now"),
    COORDINATE,
    routes=("advocacy:contacts-on", "advocacy:contacts-keep", "advocacy:contacts-wipe"),
)
SEE_SHEETS = Action(
    "advocacy.see-sheets",
    _("See the embassy sheets, take them as files"),
    REMARK,
    changes=False,
    note=_("They are for members: a sheet shows what the coalition asks for."),
    routes=("advocacy:sheets", "advocacy:sheet", "advocacy:sheet-file"),
)
WRITE_SHEETS = Action(
    "advocacy.write-sheets",
    _("Shorten recommendations for the embassy sheets, write advance questions, say whom to ask"),
    LEAD_GROUP,
    routes=("advocacy:shorten", "advocacy:contact", "advocacy:why-now", "advocacy:questions-propose"),
)
SEE_UPTAKE = Action(
    "advocacy.see-uptake",
    _("See which recommendations were taken up, and by which States"),
    REMARK,
    changes=False,
    routes=("advocacy:uptake", "advocacy:uptake-file"),
)
CONFIRM_UPTAKE = Action(
    "advocacy.confirm-uptake",
    _("Confirm which recommendations were taken up, set lobbying impact, note advance questions and lessons"),
    LEAD_GROUP,
    routes=(
        "advocacy:uptake-say",
        "advocacy:uptake-ask",
        "advocacy:uptake-together",
        "advocacy:uptake-remove",
        "advocacy:uptake-impact",
        "advocacy:question",
        "advocacy:question-remove",
        "advocacy:lessons",
        "advocacy:workbook",
        "advocacy:workbook-take",
    ),
)
SEE_ADOPTION = Action(
    "advocacy.see-adoption",
    _("See and print the list of the review's recommendations, and the texts made from them"),
    REMARK,
    changes=False,
    routes=("advocacy:adoption", "advocacy:review-list", "advocacy:review-list-file", "advocacy:adoption-file"),
)
WRITE_ADOPTION = Action(
    "advocacy.write-adoption",
    _("Make and edit press notes, letters and the adoption statement"),
    LEAD_GROUP,
    routes=(
        "advocacy:adoption-make",
        "advocacy:adoption-text",
        "advocacy:adoption-facts",
        "advocacy:adoption-remove",
    ),
)
SEE_FACTSHEETS = Action(
    "advocacy.see-factsheets",
    _("See the factsheets, take them as files"),
    REMARK,
    changes=False,
    routes=("advocacy:factsheets", "advocacy:factsheet", "advocacy:factsheet-file", "advocacy:logo"),
)
WRITE_FACTSHEETS = Action(
    "advocacy.write-factsheets",
    _("Write the group’s factsheet, say which SDG targets it serves"),
    WORK_IN_GROUP,
    routes=("advocacy:factsheet-save", "advocacy:factsheet-preview", "advocacy:targets"),
)
PUBLISH_FACTSHEETS = Action(
    "advocacy.publish-factsheets",
    _("Show a factsheet to everybody, take it back"),
    COORDINATE,
    routes=("advocacy:factsheet-publish",),
)
CHOOSE_LOGO = Action(
    "advocacy.choose-logo",
    _("Choose the coalition’s logo"),
    COORDINATE,
    routes=("advocacy:logo-choose",),
)
READ_FACTSHEET = Action(
    "advocacy.read-factsheet",
    _("Read a factsheet that is published"),
    frozenset({Role.ANYONE}),
    changes=False,
    routes=("advocacy:public-factsheet", "advocacy:public-factsheet-file", "advocacy:public-logo"),
)

SEE_STATEMENT = Action(
    "advocacy.see-statement",
    _("Read the statement for the pre-session, rehearse it, take it as a file"),
    REMARK,
    changes=False,
    routes=("advocacy:statement", "advocacy:statement-file", "advocacy:rehearsal"),
)
WRITE_STATEMENT = Action(
    "advocacy.write-statement",
    _("Write the statement for the pre-session, choose its length and dates"),
    LEAD_GROUP,
    routes=("advocacy:statement-save", "advocacy:statement-count", "advocacy:statement-dates", "advocacy:speed"),
)
ASK_FEEDBACK = Action(
    "advocacy.ask-feedback",
    _("Ask phones for feedback on a rehearsal"),
    COORDINATE,
    routes=("advocacy:feedback",),
)

AUDIT_LABELS: Mapping[str, Deed] = {
    "save_carriers": Deed(_("Choose which State carries which recommendation")),
    "propose_carriers": Deed(_("Have States proposed")),
    "avoid_state": Deed(_("List a State that we do not approach")),
    "approach_again": Deed(_("Remove a State from those that we do not approach")),
    "note_presence": Deed(_("Note where a State's diplomats are")),
    "open_book": Deed(_("Turn contacts and meetings on")),
    "keep_book": Deed(_("Keep contacts and meetings longer")),
    "wipe_book": Deed(_("Delete all contacts and meetings now")),
    "shorten_ask": Deed(_("Shorten a recommendation for the embassy sheets")),
    "propose_questions": Deed(_("Have advance questions proposed")),
    "name_contact": Deed(_("Say whom diplomats can ask")),
    "say_why_now": Deed(_("Say why now on a State’s sheet")),
    "start_checklist": Deed(_("Start a pre-session's checklist")),
    "invite_carriers": Deed(_("Invite the States that carry recommendations to a pre-session")),
    "save_entry": Deed(_("Change what is arranged for a pre-session")),
    "drop_entry": Deed(_("Remove something arranged for a pre-session")),
    "finish_entry": Deed(
        {True: _("Say that something for a pre-session is done"), False: _("Say that it is not done after all")},
        told_by="done",
    ),
    "answer_question": Deed(_("Write down an answer owed after a pre-session")),
    "write_strategy": Deed(_("Write the group's strategy")),
    "save_activity": Deed(_("Write an activity of the group's strategy")),
    "finish_activity": Deed(
        {True: _("Say that an activity is done"), False: _("Say that an activity is not done after all")},
        told_by="done",
    ),
    "drop_activity": Deed(_("Remove an activity of the group's strategy")),
    "save_risk": Deed(_("Write a risk of the group's strategy")),
    "drop_risk": Deed(_("Remove a risk of the group's strategy")),
    "save_partner": Deed(_("Write a partner into the directory")),
    "drop_partner": Deed(_("Remove a partner from the directory")),
    "note_put_in_touch": Deed(_("Note that an organisation and a partner were put in touch")),
    "forget_put_in_touch": Deed(_("Delete that an organisation and a partner were put in touch")),
    "save_factsheet": Deed(_("Write the factsheet of a group")),
    "confirm_targets": Deed(_("Confirm which SDG targets a theme serves")),
    "publish_factsheet": Deed(_("Publish the factsheet of a group")),
    "unpublish_factsheet": Deed(_("Take a published factsheet back")),
    "choose_logo": Deed(_("Choose the coalition’s logo")),
    "remove_logo": Deed(_("Remove the coalition’s logo")),
    "save_statement": Deed(_("Write the statement for the pre-session")),
    "choose_speed": Deed(_("Choose how fast the statement is spoken")),
    "date_statement": Deed(_("Write the dates of the statement")),
    "ask_feedback": Deed(_("Ask for feedback on a rehearsal")),
    "remove_presence": Deed(_("Remove a note of where a State's diplomats are")),
    "say_uptake": Deed(_("Say whether a State took our recommendation up")),
    "say_untaken": Deed(_("Say that no State took our recommendation up")),
    "look_together": Deed(_("Say that recommendations were looked at together")),
    "write_uptake": Deed(_("Write in what a State recommended")),
    "remove_uptake": Deed(_("Take back what was said of a recommendation")),
    "save_impacts": Deed(_("Set lobbying impact")),
    "note_question": Deed(_("Note an advance question")),
    "remove_question": Deed(_("Remove an advance question")),
    "write_lessons": Deed(_("Write lessons for the next review")),
    "make_text": Deed(_("Make a text from the review's facts")),
    "save_text": Deed(_("Edit a text for the adoption")),
    "take_new_facts": Deed(_("Take over changed facts into a text")),
    "remove_text": Deed(_("Remove a text for the adoption")),
    "take_workbook": Deed(_("Take over the workbook of lobbying impact")),
}

TABLE = Table(
    "advocacy",
    _("Advocacy"),
    actions=(
        SEE_ADVOCACY,
        CHOOSE_CARRIERS,
        NOTE_PRESENCE,
        SEE_SHEETS,
        WRITE_SHEETS,
        SEE_FACTSHEETS,
        WRITE_FACTSHEETS,
        PUBLISH_FACTSHEETS,
        CHOOSE_LOGO,
        READ_FACTSHEET,
        SEE_STATEMENT,
        WRITE_STATEMENT,
        ASK_FEEDBACK,
        SEE_CONTACTS,
        LOG_MEETINGS,
        KEEP_CONTACTS,
        SEE_UPTAKE,
        CONFIRM_UPTAKE,
        SEE_ADOPTION,
        WRITE_ADOPTION,
        SEE_PRE_SESSIONS,
        ARRANGE_PRE_SESSION,
        TICK_PRE_SESSION,
        SEE_STRATEGY,
        WRITE_STRATEGY,
        SEE_PARTNERS,
        KEEP_PARTNERS,
        PUT_IN_TOUCH,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
    audit_labels=AUDIT_LABELS,
)
