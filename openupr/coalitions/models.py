"""The coalition's own nouns."""

import secrets

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.reviews.models import Review
from openupr.timeline.models import Calendar, Feed
from openupr.upr.states import State, by_iso3
from openupr.web.languages import in_page_language

# An organisation of one coalition, and who belongs to it.


class Organisation(models.Model):
    """An organisation of civil society, as one coalition knows it. Another coalition has a row of
    its own for it.

    The row stays after the organisation left the coalition: what it said and signed before still
    counts.
    """

    coalition = models.ForeignKey("coalitions.Coalition", models.CASCADE, related_name="organisations", editable=False)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    about = models.TextField(_("about, one paragraph"), blank=True)
    members = models.ManyToManyField(Person, through="Affiliation", related_name="organisations")

    class Meta:
        db_table = "accounts_organisation"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def in_full(self) -> str:
        """Its name, with the short one in brackets where that is no part of it."""
        return self.name if self.short_name in self.name else f"{self.name} ({self.short_name})"


class Affiliation(models.Model):
    """That a person belongs to an organisation of a coalition, for as long as they take part in the
    coalition.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    since = models.DateField(_("since"))

    class Meta:
        db_table = "accounts_affiliation"
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="one_affiliation_each")]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


# A coalition, its people and organisations, and the events around it.

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


# A file that somebody chose and has not taken yet: they look at it first.


class ChosenFile(models.Model):
    """A rebuilt file (`openupr.files.rebuilding`), for the eyes of the person who chose it; one for
    each person.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    data = models.BinaryField()
    pages = models.PositiveSmallIntegerField(default=1)
    lost_notes = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "person"], name="one_chosen_file_of_a_person")]

    def __str__(self) -> str:
        return f"chosen.{self.kind}"


class ChosenPage(models.Model):
    """A picture (PNG) of one of its first pages."""

    file = models.ForeignKey(ChosenFile, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


# A thematic group, its members and rapporteurs.


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


# Whose telephone follows which dates of a coalition.


class FollowedCalendar(models.Model):
    """That a person opened a feed of a coalition's dates: of one group, of all their own, or of the
    whole; or, without a coalition, of their own groups in every coalition they take part in.

    The feed itself knows neither person nor coalition.
    """

    class Extent(models.TextChoices):
        WHOLE = "whole"
        GROUP = "group"
        OWN = "own"
        EVERYWHERE = "every"

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="+")
    coalition = models.ForeignKey(Coalition, models.CASCADE, null=True, blank=True, related_name="followed")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="followed")
    person = models.ForeignKey(Person, models.CASCADE, related_name="followed_calendars")
    extent = models.CharField(max_length=5, choices=Extent)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person} follows {self.group or self.coalition or 'every coalition'}"


# Devices paired in the room.


class PairedDevice(models.Model):
    """A device that reaches one group's work for a member, until midnight where the coalition is;
    first only its code.

    Of the code and of the device's token only hashes are kept. Of the device itself nothing is.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="paired_devices")
    person = models.ForeignKey(Person, models.CASCADE, related_name="paired_devices")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_ends = models.DateTimeField()
    ends = models.DateTimeField()
    token_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    paired_at = models.DateTimeField(null=True)
    # Another one once the person's password is changed.
    password_mark = models.CharField(max_length=128, editable=False)

    class Meta:
        ordering = ["paired_at", "pk"]

    def __str__(self) -> str:
        return f"A device of {self.person} for {self.group}"
