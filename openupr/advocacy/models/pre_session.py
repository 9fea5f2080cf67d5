"""What a coalition prepares and keeps beside the agenda of a pre-session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Organisation
from openupr.upr.states import State, by_iso3
from openupr.workshops.models import Workshop

from .owned_task import OwnedTask

PRE_SESSION_KINDS = (Workshop.Kind.PRE_SESSION, Workshop.Kind.GENEVA)


class OfAPreSession(models.Model):
    """Something of a workshop that is a pre-session."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class ChecklistItem(OfAPreSession, OwnedTask):
    """Something to prepare, so many days before the first day; `due` follows when that day
    moves.
    """

    days_before = models.PositiveSmallIntegerField(_("days before"))

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text


class Speaker(OfAPreSession):
    """Which organisation speaks on what."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    theme = models.CharField(_("speaks on"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.theme}"


class InvitedState(OfAPreSession):
    """A State whose diplomats are invited, and whether they came: by function, never by name."""

    class Answer(models.TextChoices):
        INVITED = "invited", _("invited")
        COMING = "coming", _("says it comes")
        CAME = "came", _("came")
        ABSENT = "absent", _("did not come")

    iso3 = models.CharField(_("State"), max_length=3)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, default=Answer.INVITED)
    function = models.CharField(_("function"), max_length=120, blank=True)

    class Meta:
        ordering = ["iso3"]
        constraints = [models.UniqueConstraint(fields=["workshop", "iso3"], name="invited_once_to_a_pre_session")]

    def __str__(self) -> str:
        return f"{self.state}: {self.get_answer_display()}"

    @property
    def state(self) -> State:
        return by_iso3(self.iso3)


class DiplomatQuestion(OfAPreSession, OwnedTask):
    """What a diplomat asked (`text`), and who owes the answer until when."""

    # Without a State: somebody else asked, such as a UN office.
    iso3 = models.CharField(_("asked by"), max_length=3, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def state(self) -> State | None:
        return by_iso3(self.iso3) if self.iso3 else None


OF_DIPLOMATS: tuple[type[models.Model], ...] = (InvitedState, DiplomatQuestion)
"""What is deleted together with contacts and meetings."""
