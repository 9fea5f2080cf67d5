"""Pages on States: all of them, each as State under Review and as recommending State, and a page of each to print."""

from .files import state_file, state_json, state_recommends_file, state_recommends_json
from .given import state_recommends
from .listed import states, states_file, states_json
from .printed import state_brief, state_brief_pdf, state_recommends_brief, state_recommends_brief_pdf
from .received import state

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
