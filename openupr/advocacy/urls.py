"""The coalition's advocacy: States to ask, carriers, where diplomats are, whom it met."""

from django.urls import path

from .views.adoption import (
    adoption,
    adoption_facts,
    adoption_file,
    adoption_make,
    adoption_remove,
    adoption_text,
    review_list,
    review_list_file,
)
from .views.carriers import carriers, carriers_file, carriers_propose, carriers_save
from .views.contacts import contact_add, contact_change, contact_remove, contacts
from .views.factsheets import (
    factsheet,
    factsheet_file,
    factsheet_preview,
    factsheet_publish,
    factsheet_save,
    factsheets,
    logo,
    logo_choose,
    public_factsheet,
    public_factsheet_file,
    public_logo,
    targets,
)
from .views.keeping import contacts_keep, contacts_on, contacts_wipe
from .views.meetings import meeting, meeting_log, meeting_remove
from .views.not_approached import not_approached, not_approached_add, not_approached_remove
from .views.notes import note, note_file, note_write
from .views.partners import (
    partner_add,
    partner_change,
    partners,
    partners_file,
    put_in_touch,
    put_in_touch_remove,
)
from .views.pre_sessions import (
    pre_session,
    pre_session_add,
    pre_session_answer,
    pre_session_change,
    pre_session_do,
    pre_session_file,
    pre_session_tick,
    pre_sessions,
)
from .views.presence import presence, presence_remove
from .views.sheets import contact, questions_propose, sheet_file, sheet_page, sheets, shorten, why_now
from .views.start import start
from .views.statement import (
    feedback,
    rehearsal,
    speed,
    statement,
    statement_count,
    statement_dates,
    statement_file,
    statement_save,
)
from .views.states import states
from .views.strategy import (
    strategies,
    strategy,
    strategy_add,
    strategy_change,
    strategy_file,
    strategy_tick,
    strategy_write,
)
from .views.uptake import (
    lessons,
    question,
    question_remove,
    uptake,
    uptake_ask,
    uptake_impact,
    uptake_remove,
    uptake_say,
    uptake_together,
)
from .views.uptake_files import uptake_file, workbook, workbook_take

_HERE = "<slug:coalition>/advocacy/"
_PRE_SESSION = f"{_HERE}pre-sessions/<int:number>/"
_STRATEGY = "<slug:coalition>/groups/<int:group>/strategy/"
_FACTSHEET = "<slug:coalition>/groups/<int:group>/factsheet"
_PUBLISHED = "published-factsheets/<slug:key>"

app_name = "advocacy"
urlpatterns = [
    path(_HERE, start, name="start"),
    path(f"{_HERE}states/", states, name="states"),
    path(f"{_HERE}carriers/", carriers, name="carriers"),
    path(f"{_HERE}carriers.<slug:kind>", carriers_file, name="carriers-file"),
    path(f"{_HERE}carriers/save/", carriers_save, name="carriers-save"),
    path(f"{_HERE}carriers/propose/", carriers_propose, name="carriers-propose"),
    path(f"{_HERE}not-approached/", not_approached, name="not-approached"),
    path(f"{_HERE}not-approached/add/", not_approached_add, name="not-approached-add"),
    path(f"{_HERE}not-approached/<slug:iso3>/remove/", not_approached_remove, name="not-approached-remove"),
    path(f"{_HERE}contacts/", contacts, name="contacts"),
    path(f"{_HERE}contacts/on/", contacts_on, name="contacts-on"),
    path(f"{_HERE}contacts/keep/", contacts_keep, name="contacts-keep"),
    path(f"{_HERE}contacts/delete/", contacts_wipe, name="contacts-wipe"),
    path(f"{_HERE}contacts/add/", contact_add, name="contact-add"),
    path(f"{_HERE}contacts/<int:number>/", contact_change, name="contact-change"),
    path(f"{_HERE}contacts/<int:number>/remove/", contact_remove, name="contact-remove"),
    path(f"{_HERE}meetings/log/", meeting_log, name="meeting-log"),
    path(f"{_HERE}meetings/<int:number>/", meeting, name="meeting"),
    path(f"{_HERE}meetings/<int:number>/remove/", meeting_remove, name="meeting-remove"),
    path(f"{_HERE}notes/<slug:iso3>/", note, name="note"),
    path(f"{_HERE}notes/<slug:iso3>/write/", note_write, name="note-write"),
    path(f"{_HERE}notes/<slug:iso3>.<slug:kind>", note_file, name="note-file"),
    path(f"{_HERE}sheets/", sheets, name="sheets"),
    path(f"{_HERE}sheets/contact/", contact, name="contact"),
    path(f"{_HERE}sheets/questions/", questions_propose, name="questions-propose"),
    path(f"{_HERE}sheets/asks/<int:number>/", shorten, name="shorten"),
    path(f"{_HERE}sheets/<slug:iso3>/", sheet_page, name="sheet"),
    path(f"{_HERE}sheets/<slug:iso3>/why-now/", why_now, name="why-now"),
    path(f"{_HERE}sheets/<slug:iso3>.<slug:kind>", sheet_file, name="sheet-file"),
    path(f"{_HERE}factsheets/", factsheets, name="factsheets"),
    path(f"{_HERE}factsheets/logo.png", logo, name="logo"),
    path(f"{_HERE}factsheets/logo/", logo_choose, name="logo-choose"),
    path(f"{_FACTSHEET}/", factsheet, name="factsheet"),
    path(f"{_FACTSHEET}/save/", factsheet_save, name="factsheet-save"),
    path(f"{_FACTSHEET}/preview/", factsheet_preview, name="factsheet-preview"),
    path(f"{_FACTSHEET}/targets/", targets, name="targets"),
    path(f"{_FACTSHEET}/publish/", factsheet_publish, name="factsheet-publish"),
    path(f"{_FACTSHEET}.<slug:kind>", factsheet_file, name="factsheet-file"),
    path(f"{_PUBLISHED}/", public_factsheet, name="public-factsheet"),
    path(f"{_PUBLISHED}/logo.png", public_logo, name="public-logo"),
    path(f"{_PUBLISHED}.<slug:kind>", public_factsheet_file, name="public-factsheet-file"),
    path(f"{_HERE}statement/", statement, name="statement"),
    path(f"{_HERE}statement/save/", statement_save, name="statement-save"),
    path(f"{_HERE}statement/count/", statement_count, name="statement-count"),
    path(f"{_HERE}statement/dates/", statement_dates, name="statement-dates"),
    path(f"{_HERE}statement/rehearsal/", rehearsal, name="rehearsal"),
    path(f"{_HERE}statement/rehearsal/speed/", speed, name="speed"),
    path(f"{_HERE}statement/feedback/", feedback, name="feedback"),
    path(f"{_HERE}statement.<slug:kind>", statement_file, name="statement-file"),
    path(f"{_HERE}embassies/", presence, name="presence"),
    path(f"{_HERE}embassies/<slug:iso3>/remove/", presence_remove, name="presence-remove"),
    path(f"{_HERE}pre-sessions/", pre_sessions, name="pre-sessions"),
    path(_PRE_SESSION, pre_session, name="pre-session"),
    path(f"{_PRE_SESSION}do/", pre_session_do, name="pre-session-do"),
    path(f"{_PRE_SESSION}<slug:what>.<slug:kind>", pre_session_file, name="pre-session-file"),
    path(f"{_PRE_SESSION}<slug:what>/add/", pre_session_add, name="pre-session-add"),
    path(f"{_PRE_SESSION}<slug:what>/<int:row>/", pre_session_change, name="pre-session-change"),
    path(f"{_PRE_SESSION}<slug:what>/<int:row>/done/", pre_session_tick, name="pre-session-tick"),
    path(f"{_PRE_SESSION}questions/<int:row>/answer/", pre_session_answer, name="pre-session-answer"),
    path(f"{_HERE}partners/", partners, name="partners"),
    path(f"{_HERE}partners.<slug:kind>", partners_file, name="partners-file"),
    path(f"{_HERE}partners/add/", partner_add, name="partner-add"),
    path(f"{_HERE}partners/<int:number>/", partner_change, name="partner-change"),
    path(f"{_HERE}partners/<int:number>/in-touch/", put_in_touch, name="put-in-touch"),
    path(f"{_HERE}partners/<int:number>/in-touch/<int:noted>/remove/", put_in_touch_remove, name="put-in-touch-remove"),
    path(f"{_HERE}strategy/", strategies, name="strategies"),
    path(_STRATEGY, strategy, name="strategy"),
    path(f"{_STRATEGY}write/", strategy_write, name="strategy-write"),
    path(f"{_STRATEGY}strategy.<slug:kind>", strategy_file, name="strategy-file"),
    path(f"{_STRATEGY}<slug:what>/add/", strategy_add, name="strategy-add"),
    path(f"{_STRATEGY}<slug:what>/<int:row>/", strategy_change, name="strategy-change"),
    path(f"{_STRATEGY}activities/<int:row>/done/", strategy_tick, name="strategy-tick"),
    path(f"{_HERE}uptake/", uptake, name="uptake"),
    path(f"{_HERE}uptake.<slug:kind>", uptake_file, name="uptake-file"),
    path(f"{_HERE}uptake/asks/<int:number>/", uptake_ask, name="uptake-ask"),
    path(f"{_HERE}uptake/asks/<int:number>/say/", uptake_say, name="uptake-say"),
    path(f"{_HERE}uptake/asks/<int:number>/impact/", uptake_impact, name="uptake-impact"),
    path(f"{_HERE}uptake/together/", uptake_together, name="uptake-together"),
    path(f"{_HERE}uptake/<int:number>/remove/", uptake_remove, name="uptake-remove"),
    path(f"{_HERE}uptake/questions/", question, name="question"),
    path(f"{_HERE}uptake/questions/<int:number>/remove/", question_remove, name="question-remove"),
    path(f"{_HERE}uptake/lessons/", lessons, name="lessons"),
    path(f"{_HERE}uptake/workbook/", workbook, name="workbook"),
    path(f"{_HERE}uptake/workbook/take/", workbook_take, name="workbook-take"),
    path(f"{_HERE}adoption/", adoption, name="adoption"),
    path(f"{_HERE}adoption/list/", review_list, name="review-list"),
    path(f"{_HERE}adoption/list.docx", review_list_file, name="review-list-file"),
    path(f"{_HERE}adoption/make/", adoption_make, name="adoption-make"),
    path(f"{_HERE}adoption/<int:number>/", adoption_text, name="adoption-text"),
    path(f"{_HERE}adoption/<int:number>.docx", adoption_file, name="adoption-file"),
    path(f"{_HERE}adoption/<int:number>/facts/", adoption_facts, name="adoption-facts"),
    path(f"{_HERE}adoption/<int:number>/remove/", adoption_remove, name="adoption-remove"),
]
