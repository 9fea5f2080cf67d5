"""Who may do what with questions to the speakers."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Role
from openupr.coalitions.permissions.roles import SEE
from openupr.roadmaps.permissions.plenary import MODERATE

IN_THE_ROOM = SEE | {Role.GUEST}

SEE_QUESTIONS = Action(
    "phones.see-questions",
    _("Read the questions to the speakers that a moderator has released"),
    IN_THE_ROOM,
    changes=False,
    routes=("phones:questions", "phones:questions-list"),
)
SHOW_QUESTIONS = Action(
    "phones.show-questions",
    _("Show released questions on the projector, take them away as a file"),
    SEE,
    changes=False,
    routes=("phones:questions-projector", "phones:questions-stage", "phones:questions-file"),
)
ASK = Action(
    "phones.ask",
    _("Ask the speakers from a phone, vote for a question, withdraw one's own"),
    IN_THE_ROOM,
    routes=("phones:question-ask", "phones:question-vote", "phones:question-withdraw"),
    recorded=False,
)
MODERATE_QUESTIONS = Action(
    "phones.moderate-questions",
    _("Take questions or not; release them, set them aside, mark them as answered"),
    MODERATE,
    routes=("phones:questions-moderate", "phones:question-moderate", "phones:questions-open"),
)

ACTIONS = (SEE_QUESTIONS, SHOW_QUESTIONS, ASK, MODERATE_QUESTIONS)
