"""The recommendations that a group proposes."""

from django.urls import path

from ..views.looking import proposal_mark
from ..views.proposal import (
    proposal,
    proposal_comment,
    proposal_facts,
    proposal_forward,
    proposal_resolve,
    proposal_settle,
    proposal_versions,
    proposal_word,
)
from ..views.proposals import all_proposals, proposal_advice, proposal_new, proposals, proposals_csv, proposals_json

_GROUP = "<slug:coalition>/groups/<int:group>/recommendations/"
_ONE = f"{_GROUP}<int:number>/"

urlpatterns = [
    path("<slug:coalition>/recommendations/", all_proposals, name="all-proposals"),
    path(_GROUP, proposals, name="proposals"),
    path(f"{_GROUP}recommendations.csv", proposals_csv, name="proposals-csv"),
    path(f"{_GROUP}recommendations.json", proposals_json, name="proposals-json"),
    path(f"{_GROUP}new/", proposal_new, name="proposal-new"),
    path(f"{_GROUP}advice/", proposal_advice, name="proposal-advice"),
    path(_ONE, proposal, name="proposal"),
    path(f"{_ONE}text/", proposal_word, name="proposal-word"),
    path(f"{_ONE}facts/", proposal_facts, name="proposal-facts"),
    path(f"{_ONE}mark/", proposal_mark, name="proposal-mark"),
    path(f"{_ONE}forward/", proposal_forward, name="proposal-forward"),
    path(f"{_ONE}settle/", proposal_settle, name="proposal-settle"),
    path(f"{_ONE}comments/", proposal_comment, name="proposal-comment"),
    path(f"{_ONE}comments/<int:comment>/", proposal_resolve, name="proposal-resolve"),
    path(f"{_ONE}versions/", proposal_versions, name="proposal-versions"),
]
