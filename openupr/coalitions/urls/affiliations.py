"""An organisation, for those who belong to it: outside any coalition."""

from django.urls import path

from ..views.affiliations import edit_organisation, invite, leave, new_organisation, organisation, withdraw

_ONE = "organisations/<int:organisation>/"
urlpatterns = [
    path("organisations/new/", new_organisation, name="new-organisation"),
    path(_ONE, organisation, name="organisation"),
    path(f"{_ONE}edit/", edit_organisation, name="edit-organisation"),
    path(f"{_ONE}invite/", invite, name="invite-to-organisation"),
    path(f"{_ONE}withdraw/<int:number>/", withdraw, name="withdraw-from-organisation"),
    path(f"{_ONE}leave/", leave, name="leave-organisation"),
]
