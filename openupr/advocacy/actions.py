"""Who may do what for the coalition's advocacy."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role, Table
from openupr.coalitions.actions.roles import (
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
)
CHOOSE_CARRIERS = Action(
    "advocacy.choose-carriers",
    _("Choose which State is asked for which recommendation"),
    LEAD_GROUP,
)
NOTE_PRESENCE = Action(
    "advocacy.note-presence",
    _("Note which States have an embassy in the country, with the source"),
    LEAD_GROUP,
)
SEE_PRE_SESSIONS = Action(
    "advocacy.see-pre-sessions",
    _("See what is prepared for pre-sessions, and which answers are owed"),
    REMARK,
    changes=False,
)
ARRANGE_PRE_SESSION = Action(
    "advocacy.arrange-pre-session",
    _("Arrange a pre-session: its checklist, speakers, invited States, questions"),
    LEAD_GROUP,
)
TICK_PRE_SESSION = Action(
    "advocacy.tick-pre-session",
    _("Say what is done for a pre-session, write down answers owed to diplomats"),
    REMARK,
)
SEE_STRATEGY = Action(
    "advocacy.see-strategy",
    _("Read every group's strategy, print it"),
    REMARK,
    changes=False,
)
WRITE_STRATEGY = Action(
    "advocacy.write-strategy",
    _("Write the group's strategy: goal, targets, activities, risks"),
    WORK_IN_GROUP,
)
SEE_PARTNERS = Action(
    "advocacy.see-partners",
    _("See the directory of partners, take it as a file"),
    REMARK,
    changes=False,
)
KEEP_PARTNERS = Action(
    "advocacy.keep-partners",
    _("Add partners to the directory, change them, remove them"),
    WORK_IN_GROUP,
)
PUT_IN_TOUCH = Action(
    "advocacy.put-in-touch",
    _("Note that an organisation and a partner were put in touch, and delete it"),
    COORDINATE | {Role.REPRESENTATIVE},
    note=_("Only with the consent of both. A representative does so for the own organisation."),
)
# Those who speak for the coalition, a group or an organisation: no other member, no observer, no
# phone in a room.
SPEAK = LEAD_GROUP | {Role.REPRESENTATIVE}
NOT_FOR_ALL = _("Contacts are for those who speak for the coalition, a group or an organisation.")
SEE_CONTACTS = Action(
    "advocacy.see-contacts",
    _("See contacts, meetings, which States came to pre-sessions, and the private note on a State"),
    SPEAK,
    changes=False,
    note=NOT_FOR_ALL,
)
LOG_MEETINGS = Action(
    "advocacy.log-meetings",
    _("Note contacts at missions, meetings and answers, write the private note on a State"),
    SPEAK,
    note=NOT_FOR_ALL,
    # The audit log would outlive what is deleted, and tell who met diplomats on which day.
    recorded=False,
)
KEEP_CONTACTS = Action(
    "advocacy.keep-contacts",
    _("Turn contacts and meetings on, keep them longer, delete them now"),
    COORDINATE,
)
SEE_SHEETS = Action(
    "advocacy.see-sheets",
    _("See the embassy sheets, take them as files"),
    REMARK,
    changes=False,
    note=_("They are for members: a sheet shows what the coalition asks for."),
)
WRITE_SHEETS = Action(
    "advocacy.write-sheets",
    _("Shorten recommendations for the embassy sheets, write advance questions, say whom to ask"),
    LEAD_GROUP,
)
SEE_UPTAKE = Action(
    "advocacy.see-uptake",
    _("See which recommendations were taken up, and by which States"),
    REMARK,
    changes=False,
)
CONFIRM_UPTAKE = Action(
    "advocacy.confirm-uptake",
    _("Confirm which recommendations were taken up, set lobbying impact, note advance questions and lessons"),
    LEAD_GROUP,
)
SEE_ADOPTION = Action(
    "advocacy.see-adoption",
    _("See and print the list of the review's recommendations, and the texts made from them"),
    REMARK,
    changes=False,
)
WRITE_ADOPTION = Action(
    "advocacy.write-adoption",
    _("Make and edit press notes, letters and the adoption statement"),
    LEAD_GROUP,
)
SEE_FACTSHEETS = Action(
    "advocacy.see-factsheets",
    _("See the factsheets, take them as files"),
    REMARK,
    changes=False,
)
WRITE_FACTSHEETS = Action(
    "advocacy.write-factsheets",
    _("Write the group’s factsheet, say which SDG targets it serves"),
    WORK_IN_GROUP,
)
PUBLISH_FACTSHEETS = Action(
    "advocacy.publish-factsheets",
    _("Show a factsheet to everybody, take it back"),
    COORDINATE,
)
CHOOSE_LOGO = Action(
    "advocacy.choose-logo",
    _("Choose the coalition’s logo"),
    COORDINATE,
)
READ_FACTSHEET = Action(
    "advocacy.read-factsheet",
    _("Read a factsheet that is published"),
    frozenset({Role.ANYONE}),
    changes=False,
)

SEE_STATEMENT = Action(
    "advocacy.see-statement",
    _("Read the statement for the pre-session, rehearse it, take it as a file"),
    REMARK,
    changes=False,
)
WRITE_STATEMENT = Action(
    "advocacy.write-statement",
    _("Write the statement for the pre-session, choose its length and dates"),
    LEAD_GROUP,
)
ASK_FEEDBACK = Action(
    "advocacy.ask-feedback",
    _("Ask phones for feedback on a rehearsal"),
    COORDINATE,
)


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
)
