"""Who may do what with consultations."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role

from .roles import COORDINATE, SEE

SEE_CONSULTATIONS = Action(
    "coalitions.see-consultations",
    _("Read what consultations said and what changed because of them"),
    SEE,
    changes=False,
)
RECORD_CONSULTATION = Action(
    "coalitions.record-consultation",
    _("Record a consultation"),
    frozenset({Role.COORDINATOR, Role.RAPPORTEUR, Role.MEMBER}),
)
REMOVE_CONSULTATION = Action(
    "coalitions.remove-consultation",
    _("Take a consultation out of the record"),
    COORDINATE,
)

ACTIONS = (SEE_CONSULTATIONS, RECORD_CONSULTATION, REMOVE_CONSULTATION)
