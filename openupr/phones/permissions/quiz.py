"""Who may do what with the quiz."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action
from openupr.coalitions.permissions.roles import SEE
from openupr.roadmaps.permissions.plenary import MODERATE

from .questions import IN_THE_ROOM

SEE_QUIZ = Action(
    "phones.see-quiz",
    _("See the quiz question that is open, and how the room answered, but no number under five"),
    IN_THE_ROOM,
    changes=False,
    routes=("phones:quiz", "phones:quiz-now"),
)
SHOW_QUIZ = Action(
    "phones.show-quiz",
    _("Show the quiz on the projector, take its results away as a file"),
    SEE,
    changes=False,
    routes=("phones:quiz-projector", "phones:quiz-stage", "phones:quiz-file"),
)
ANSWER_QUIZ = Action(
    "phones.answer-quiz",
    _("Answer the quiz from a phone, once"),
    IN_THE_ROOM,
    routes=("phones:quiz-answer",),
    recorded=False,
)
RUN_QUIZ = Action(
    "phones.run-quiz",
    _("Choose and write questions of the quiz, open them, show how the room answered"),
    MODERATE,
    routes=("phones:quiz-run", "phones:quiz-take", "phones:quiz-write", "phones:quiz-question"),
)

ACTIONS = (SEE_QUIZ, SHOW_QUIZ, ANSWER_QUIZ, RUN_QUIZ)
