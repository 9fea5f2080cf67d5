"""Who registered for a workshop and on which days they came; deleted by the dates of
data/keeping.csv.
"""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.workshops.models import Day, Workshop


def new_key() -> str:
    """A key that says nothing, not even which came first."""
    return secrets.token_hex(8)


def new_form_secret() -> str:
    """A secret of one form, which only the phone that it is shown on has: its key and its code
    follow from it.
    """
    return secrets.token_hex(16)


class Registration(models.Model):
    """Somebody who wants to take part, under whatever name they like; every answer but the name may
    be left out.

    `number` is printed on the list for the door and never given twice. `registered_on` is a day,
    never an hour.
    """

    class Area(models.TextChoices):
        URBAN = "urban", _("in a town or city")
        RURAL = "rural", _("in the countryside")

    class GenderGroup(models.TextChoices):
        WOMEN = "women", _("women")
        MEN = "men", _("men")
        OTHER = "other", _("other")

    class How(models.TextChoices):
        COORDINATOR = "coordinator", _("by a coordinator")
        LINK = "link", _("by the link")
        DOOR = "door", _("at the door")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="registrations")
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    number = models.PositiveSmallIntegerField(_("number on the list"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    area = models.CharField(_("where from"), max_length=8, choices=Area, blank=True)
    gender = models.CharField(_("gender, in one's own words"), max_length=60, blank=True)
    # What a coordinator counts the words above as.
    gender_group = models.CharField(_("counted as"), max_length=8, choices=GenderGroup, blank=True)
    first_time = models.BooleanField(_("first time in the UPR"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    access = models.CharField(_("access needs"), max_length=300, blank=True)
    # Of the code with which somebody takes their registration back; only the hash is kept.
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    how = models.CharField(_("how"), max_length=12, choices=How, default=How.COORDINATOR)
    registered_on = models.DateField(_("registered on"))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="each_number_once")]

    def __str__(self) -> str:
        # Never the name: what is turned into text may end anywhere.
        return f"registration {self.number}"


class Attended(models.Model):
    """That somebody came on a day."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="days")
    day = models.ForeignKey(Day, models.CASCADE, related_name="attended")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "day"], name="attended_once_a_day")]

    def __str__(self) -> str:
        return f"{self.registration}, {self.day}"


class TakenOut(models.Model):
    """The key of a registration that was taken back, so that an older backup does not bring it back
    again; and its number, so that nobody gets it a second time while a printed list still names
    somebody else under it.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="taken_out")
    key = models.CharField(max_length=16, unique=True)
    number = models.PositiveSmallIntegerField()
    # So that who takes it back twice is told that it is gone.
    code_hash = models.CharField(max_length=64, blank=True, editable=False)

    def __str__(self) -> str:
        return self.key


class RegistrationLink(models.Model):
    """The secret link by which people register themselves, until it is revoked or the workshop is
    over.

    Only the hash of its secret is kept: the link is shown once, to be sent or printed.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="registration_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_on = models.DateField(_("made on"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=models.Q(revoked_on=None), name="one_open_registration_link"
            )
        ]

    def __str__(self) -> str:
        return f"registration link {self.pk}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
