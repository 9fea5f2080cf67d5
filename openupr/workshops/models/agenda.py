"""What happens on the days of a workshop, and agendas to start from."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition

from .workshop import Day, InLanguages, Workshop


class Session(InLanguages):
    """Part of a day, with a beginning and an end. Hours are local to the State under Review.

    `number` is printed: "Session 4". It is None for what is not counted. A part that resumes
    another session after a break or on the next day names it in `continues` and has its number and
    title.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        REGISTRATION = "registration", _("registration")
        OPENING = "opening", _("opening")
        RECAP = "recap", _("recap")
        BREAK = "break", _("break")
        WRAP_UP = "wrap-up", _("wrap-up")

    day = models.ForeignKey(Day, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SESSION)
    start = models.TimeField(_("from"))
    end = models.TimeField(_("to"))
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    objective = models.TextField(_("objective"), blank=True)
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    # Minutes at its end that are kept for questions; minutes that each speaker has.
    question_minutes = models.PositiveSmallIntegerField(_("minutes for questions"), null=True, blank=True)
    speaker_minutes = models.PositiveSmallIntegerField(_("minutes for each speaker"), null=True, blank=True)
    # Whether the rapporteurs of the coalition's groups present in it, each for an equal share.
    each_group = models.BooleanField(_("each group's rapporteur presents"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Participants asked for it, on the day or before.
    requested = models.BooleanField(_("on participants' request"), default=False)

    class Meta:
        ordering = ["day__date", "start", "end", "pk"]

    def __str__(self) -> str:
        """Its title in the language of the page, where it has one."""
        return self.said("title", get_language() or "")

    @property
    def coalition(self) -> Coalition:
        return self.day.workshop.coalition

    @property
    def workshop(self) -> Workshop:
        return self.day.workshop


class SessionRole(models.Model):
    """What a person or an organisation does in a session, by the name that is printed."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        MODERATOR = "moderator", _("moderator")
        SPEAKER = "speaker", _("speaker")
        NOTE_TAKER = "note-taker", _("note-taker")
        INTERPRETER = "interpreter", _("interpreter")

    session = models.ForeignKey(Session, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"

    @property
    def coalition(self) -> Coalition:
        return self.session.coalition


class AgendaTemplate(models.Model):
    """A coalition's own agenda to start from; rows as in data/agendas.toml (rules.templates)."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="agenda_templates")
    name = models.CharField(_("name"), max_length=120)
    rows = models.JSONField(default=list)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
