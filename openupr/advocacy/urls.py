"""The coalition's advocacy: States to ask, carriers, where diplomats are."""

from django.urls import path

from .views.carriers import carriers, carriers_file, carriers_propose, carriers_save
from .views.presence import presence, presence_remove
from .views.sheets import contact, sheet_file, sheet_page, sheets, shorten
from .views.states import states

_HERE = "<slug:coalition>/advocacy/"

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
]
