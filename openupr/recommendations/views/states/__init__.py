"""Pages on States: all of them, each as State under Review and as recommending State, and a page of each to print."""

from .all_states import states, states_file, states_json
from .files import state_file, state_json, state_recommends_file, state_recommends_json
from .giving import state_recommends
from .prints import state_brief, state_brief_pdf, state_recommends_brief, state_recommends_brief_pdf
from .receiving import state

__all__ = [
    "state",
    "state_brief",
    "state_brief_pdf",
    "state_file",
    "state_json",
    "state_recommends",
    "state_recommends_brief",
    "state_recommends_brief_pdf",
    "state_recommends_file",
    "state_recommends_json",
    "states",
    "states_file",
    "states_json",
]
