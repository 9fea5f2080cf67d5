"""The coalition's advocacy: States to ask, carriers, where diplomats are."""

from django.urls import path

from .views.carriers import carriers, carriers_file, carriers_propose, carriers_save
from .views.partners import partner_add, partner_change, partners, partners_file
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
from .views.sheets import contact, sheet_file, sheet_page, sheets, shorten
from .views.states import states
from .views.strategy import (
    strategy,
    strategy_add,
    strategy_change,
    strategy_file,
    strategy_tick,
    strategy_write,
)

_HERE = "<slug:coalition>/advocacy/"
_PRE_SESSION = f"{_HERE}pre-sessions/<int:number>/"
_STRATEGY = "<slug:coalition>/groups/<int:group>/strategy/"

app_name = "advocacy"
urlpatterns = [
    path(_HERE, states, name="states"),
    path(f"{_HERE}carriers/", carriers, name="carriers"),
    path(f"{_HERE}carriers.<slug:kind>", carriers_file, name="carriers-file"),
    path(f"{_HERE}carriers/save/", carriers_save, name="carriers-save"),
    path(f"{_HERE}carriers/propose/", carriers_propose, name="carriers-propose"),
    path(f"{_HERE}sheets/", sheets, name="sheets"),
    path(f"{_HERE}sheets/contact/", contact, name="contact"),
    path(f"{_HERE}sheets/asks/<int:number>/", shorten, name="shorten"),
    path(f"{_HERE}sheets/<slug:iso3>/", sheet_page, name="sheet"),
    path(f"{_HERE}sheets/<slug:iso3>.<slug:kind>", sheet_file, name="sheet-file"),
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
    path(_STRATEGY, strategy, name="strategy"),
    path(f"{_STRATEGY}write/", strategy_write, name="strategy-write"),
    path(f"{_STRATEGY}strategy.<slug:kind>", strategy_file, name="strategy-file"),
    path(f"{_STRATEGY}<slug:what>/add/", strategy_add, name="strategy-add"),
    path(f"{_STRATEGY}<slug:what>/<int:row>/", strategy_change, name="strategy-change"),
    path(f"{_STRATEGY}activities/<int:row>/done/", strategy_tick, name="strategy-tick"),
]
