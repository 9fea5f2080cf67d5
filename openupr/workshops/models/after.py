"""What comes of a workshop: notes, achievements, lessons, next steps, needs and offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group

from ..rules.after import beginning
from .agenda import Session
from .workshop import Workshop


class OfAWorkshop(models.Model):
    """Something noted about a workshop."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True
        ordering = ["pk"]

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class SessionNote(models.Model):
    """A few sentences about a session, without names of participants; the report quotes them."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="noted")
    text = models.TextField(_("what was said"))

    def __str__(self) -> str:
        return beginning(self.text)

    @property
    def coalition(self) -> Coalition:
        return self.session.coalition


class Achievement(OfAWorkshop):
    """Something that the workshop reached."""

    text = models.TextField(_("what was reached"))

    class Meta(OfAWorkshop.Meta):
        pass

    def __str__(self) -> str:
        return beginning(self.text)


class Lesson(OfAWorkshop):
    """What to do differently next time: what was seen, and what to look at then."""

    class Topic(models.TextChoices):
        BALANCE = "balance", _("balance")
        INTERPRETING = "interpreting", _("interpreting")
        AGENDA = "agenda", _("agenda and time")
        PARTNERS = "partners", _("partners")
        SAFETY = "safety", _("safety")
        OTHER = "other", _("other")

    topic = models.CharField(_("topic"), max_length=12, choices=Topic, default=Topic.OTHER)
    text = models.TextField(_("what was seen"))
    next_time = models.TextField(_("next time"), blank=True)

    class Meta(OfAWorkshop.Meta):
        pass

    def __str__(self) -> str:
        return beginning(self.text)


class WayForward(OfAWorkshop):
    """A next step: a milestone in the coalition's calendar, under `key`, once it has a day.

    `owner` is a role or an organisation, as the calendar's `whose`.
    """

    text = models.CharField(_("what is to be done"), max_length=200)
    more = models.TextField(_("more about it"), blank=True)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    day = models.DateField(_("by when"), null=True, blank=True)

    class Meta:
        ordering = [models.F("day").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        """What its date is called in the calendar."""
        return f"way-forward-{self.pk}"


class RoadmapHandedIn(OfAWorkshop):
    """A rapporteur handed in the group's roadmap, last on `day`, with these open questions."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    day = models.DateField(_("handed in on"))
    # Numbers of the roadmap's questions.
    missing = models.JSONField(default=list)

    class Meta:
        ordering = ["group__order", "group_id"]
        constraints = [models.UniqueConstraint(fields=["workshop", "group"], name="handed_in_once_a_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.day}"


class Support(models.TextChoices):
    """What groups need and partners give."""

    EXPERTISE = "expertise", _("expertise on a subject")
    TRAINING = "training", _("training")
    LANGUAGE = "language", _("translation and interpreting")
    EVIDENCE = "evidence", _("data and evidence")
    CONTACTS = "contacts", _("contacts with States and the UN")
    MONEY = "money", _("money")
    PLACE = "place", _("rooms and travel")
    SAFETY = "safety", _("safety")


class Need(OfAWorkshop):
    """Support that a group needs."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="needs")
    kind = models.CharField(_("kind"), max_length=12, choices=Support)
    text = models.TextField(_("what for"))

    class Meta:
        ordering = ["group__order", "group_id", "pk"]

    def __str__(self) -> str:
        return beginning(self.text)


class Offer(OfAWorkshop):
    """Support that a partner offers; `issues`: keys of the vocabulary that it is for, empty for
    any.
    """

    partner = models.CharField(_("partner"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Support)
    issues = models.JSONField(_("for these issues"), default=list, blank=True)
    text = models.TextField(_("what is offered"), blank=True)

    class Meta(OfAWorkshop.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_kind_display()}"


class Match(models.Model):
    """A person confirmed that this offer meets this need.

    `outcome`: what came of it, as somebody wrote last on `outcome_on`.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="matches")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="matches")
    day = models.DateField(_("confirmed on"))
    outcome = models.TextField(_("what came of it"), blank=True)
    outcome_on = models.DateField(_("said on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["need", "offer"], name="one_match_of_a_need_and_an_offer")]

    def __str__(self) -> str:
        return f"{self.offer} → {self.need}"

    @property
    def coalition(self) -> Coalition:
        return self.need.coalition
