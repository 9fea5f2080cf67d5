"""Who registered and came; what was published of it; who speaks; what was learnt."""

import secrets

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.workshops.models import Day, Lesson, Session, Workshop

# Who speaks, as counts and nothing else: no name, no key of a person.


class SpeakingCount(models.Model):
    """Of those who speak in a session (facilitate, moderate, present): how many people, women, from
    the countryside.
    """

    session = models.OneToOneField(Session, models.CASCADE, related_name="speaking_count")
    people = models.PositiveSmallIntegerField(_("people who speak"))
    women = models.PositiveSmallIntegerField(_("of them women"))
    rural = models.PositiveSmallIntegerField(_("of them from the countryside"))

    def __str__(self) -> str:
        return f"{self.session}: {self.people}"


class Interpreting(models.Model):
    """How many interpreters a workshop has for a language."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="interpreting")
    language = models.CharField(_("language"), max_length=8)
    interpreters = models.PositiveSmallIntegerField(_("interpreters"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "language"], name="interpreters_once_a_language")]

    def __str__(self) -> str:
        return f"{self.language}: {self.interpreters}"


class TallyChosen(models.Model):
    """That a workshop keeps a tally of the floor; without this row it keeps none."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="tally_chosen")

    def __str__(self) -> str:
        return f"tally of {self.workshop}"


class FloorTally(models.Model):
    """How often and for how many minutes people of a kind had the floor in a session."""

    class Kind(models.TextChoices):
        WOMAN = "woman", _("A woman speaks")
        MAN = "man", _("A man speaks")
        OTHER = "other", _("Somebody else speaks")
        # Counted beside the others: whoever it is, they are from the countryside.
        RURAL = "rural", _("… and is from the countryside")

    session = models.ForeignKey(Session, models.CASCADE, related_name="floor_tallies")
    kind = models.CharField(max_length=8, choices=Kind)
    turns = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "kind"], name="one_tally_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.turns}"


# How the next workshop of a series is checked against earlier lessons.
#
# The lesson itself is the workshop's.


class LessonCheck(models.Model):
    """A rule by which a lesson is checked from counts; a lesson without one is ticked off by
    somebody.

    `least` is a share in per cent for women and rural people, and a number for each language for
    interpreters.
    """

    class By(models.TextChoices):
        WOMEN = "women", _("share of women among those who speak")
        RURAL = "rural", _("share of people from the countryside among those who speak")
        INTERPRETERS = "interpreters", _("interpreters for each language")

    lesson = models.OneToOneField(Lesson, models.CASCADE, related_name="check_rule")
    by = models.CharField(_("checked by"), max_length=12, choices=By)
    least = models.PositiveSmallIntegerField(_("at least"))

    def __str__(self) -> str:
        return f"{self.by} {self.least}"

    @property
    def in_words(self) -> str:
        """What is counted, and how much of it is wanted."""
        least = gettext("at least %(least)s") % {"least": self.least}
        return f"{self.get_by_display()}: {least}{'' if self.by == self.By.INTERPRETERS else '%'}"


class LessonSeenTo(models.Model):
    """That a later workshop was planned with a lesson in mind."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="seen_to")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "workshop"], name="lesson_seen_to_once")]

    def __str__(self) -> str:
        return f"lesson {self.lesson_id} in workshop {self.workshop_id}"


# Who registered for a workshop and on which days they came; deleted by the dates of
# data/keeping.csv.


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


# What was published of a workshop in numbers, frozen at that moment; see rules.publishing for what
# may be.


class PublishedFigures(models.Model):
    """A publication of a workshop: from its list, or typed in from paper (`by_hand`).

    `approximate`: "some 70". Withdrawn figures are not shown any more and, taken from a list, never
    taken again: from two publications that differ a little one could tell who came between them. So
    those that were typed in and gave way to others (`replaced_on`) stay as well, not to be shown
    but to be compared with.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="published_figures")
    by_hand = models.BooleanField(_("typed in from paper"), default=False)
    approximate = models.BooleanField(_("approximate"), default=False)
    published_on = models.DateField(_("published on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=models.Q(replaced_on=None), name="one_publication_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"figures of {self.workshop}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class PublishedCount(models.Model):
    """One number. `question` is total, registered, day, or one of rules.questions; `group` a date
    or an answer.

    The database itself refuses a number under five.
    """

    figures = models.ForeignKey(PublishedFigures, models.CASCADE, related_name="counts")
    question = models.CharField(max_length=12)
    group = models.CharField(max_length=12, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["figures", "question", "group"], name="each_count_once"),
            models.CheckConstraint(condition=models.Q(count__gte=5), name="no_published_count_under_five"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.group}: {self.count}"
