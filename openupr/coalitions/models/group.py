"""A thematic group, its members and rapporteurs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.timeline.models import Calendar
from openupr.web.languages import in_page_language

from .coalition import Coalition
from .organisation import Organisation


class Group(models.Model):
    """A thematic group of a coalition: what it works on, tied to the vocabulary of the record."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=120)
    focus = models.TextField(_("focus"), blank=True)
    # In a workshop: a table, a room.
    meets_at = models.CharField(_("where it meets"), max_length=100, blank=True, default="")
    # Keys of openupr.upr.issues, and of openupr.upr.populations.
    issues = models.JSONField(_("issues"), default=list, blank=True)
    populations = models.JSONField(_("population groups"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="groups")
    closed = models.BooleanField(_("closed"), default=False)
    # Lies within the coalition's; opened when the group's first date is written: see
    # `calendars.py`.
    calendar = models.OneToOneField(Calendar, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["coalition", "name"], name="one_group_of_a_name")]

    def __str__(self) -> str:
        """Its name in the language of the page, where a catalogue has it: `name` is as it was
        typed.
        """
        return in_page_language(self.name)


class GroupMembership(models.Model):
    """That a person works in a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="group_memberships")
    since = models.DateField(_("since"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_group_membership_each")]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class Preference(models.Model):
    """Where a person would like to work: 1 is the first choice."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="preferences")
    person = models.ForeignKey(Person, models.CASCADE, related_name="preferences")
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_preference_a_group")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.group}"


class RapporteurTerm(models.Model):
    """Who is, or was, a group's rapporteur. `until` is empty for the one who is; `handed_over`:
    what went along.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="rapporteur_terms")
    person = models.ForeignKey(Person, models.CASCADE, related_name="rapporteur_terms")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    handed_over = models.TextField(_("what was handed over"), blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=models.Q(until=None), name="one_rapporteur_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.person}, rapporteur of {self.group}"
