"""A coalition, its people and organisations, and the events around it."""

import secrets

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.reviews.models import Review
from openupr.timeline.models import Calendar
from openupr.upr.states import State, by_iso3

from .organisation import Organisation

# No vowels, nothing that looks like something else: a key never spells a word and can be read out.
_KEY_LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def new_key() -> str:
    """A coalition's key in addresses: says nothing about it and cannot be guessed (12 letters, 57
    bits).
    """
    return "".join(secrets.choice(_KEY_LETTERS) for _ in range(12))


class Coalition(models.Model):
    """Organisations that prepare one review of one State together. Its `key` is its circle for
    accounts.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    review = models.ForeignKey(Review, models.PROTECT, related_name="+", verbose_name=_("review"))
    # BCP 47 codes of the languages people write in, the first is the working language.
    languages = models.JSONField(_("languages"), default=list)
    founded = models.DateField(_("founded"))
    # The coalition for the review before, of which this one began with what was taken along.
    comes_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="successors", editable=False
    )
    # The last day on which this computer's clock was believed: see `clock.py`.
    clock_seen = models.DateField(null=True, editable=False)
    # When it is deleted with all that is in it; None while no coordinator has asked for that.
    delete_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Opened with the coalition; `calendars.py` opens one for a coalition that has none.
    calendar = models.OneToOneField(Calendar, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> State:
        return by_iso3(self.review.iso3)


class Participation(models.Model):
    """That a person takes part in a coalition, as what, and for which organisation."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        FACILITATOR = "facilitator", _("facilitator: sees and comments, does not decide")
        PARTICIPANT = "participant", _("participant")
        OBSERVER = "observer", _("observer: sees only")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="participations")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateField(_("since"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "person"], name="one_participation_each")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class MemberOrganisation(models.Model):
    """That an organisation is in its coalition now, and the one person who speaks for it there."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="member_organisations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    representative = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="represents")
    # When the person who speaks for it last changed; None of changes before this was kept.
    represented_since = models.DateField(null=True, blank=True, editable=False)
    since = models.DateField(_("since"))

    class Meta:
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["coalition", "organisation"], name="one_membership_each")]

    def __str__(self) -> str:
        return str(self.organisation)


class Place(models.Model):
    """What an invited person will become: kept beside the invitation, which itself knows no
    coalition.
    """

    invitation = models.OneToOneField("accounts.Invitation", models.CASCADE, related_name="place")
    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="places")
    role = models.CharField(max_length=12, choices=Participation.Role, default=Participation.Role.PARTICIPANT)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.ForeignKey("coalitions.Group", models.SET_NULL, null=True, blank=True, related_name="+")
    # Where the group has no rapporteur, and the organisation no voice, when the invitation is
    # accepted.
    leads = models.BooleanField(default=False)
    speaks = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"A place in {self.coalition}"

    @property
    def in_words(self) -> str:
        """The role, the organisation and the group."""
        words = [self.get_role_display()]
        if self.organisation:
            words.append(gettext("for %(name)s") % {"name": self.organisation.name})
        if self.group:
            words.append(gettext("in the group “%(name)s”") % {"name": self.group})
        if self.leads:
            words.append(gettext("rapporteur"))
        if self.speaks:
            words.append(gettext("speaks for the organisation"))
        return ", ".join(words)


class ExternalEvent(models.Model):
    """Something outside that matters: an election, a new law; what it may change, and what it may
    put at risk.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="events")
    title = models.CharField(_("what"), max_length=200)
    day = models.DateField(_("when (first day)"))
    until = models.DateField(_("until"), null=True, blank=True)
    effect = models.TextField(_("effect on our work"), blank=True)
    risk = models.TextField(_("risk, and for whom"), blank=True)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def date_key(self) -> str:
        """The key of its date in the coalition's timeline."""
        return f"event-{self.pk}"
