"""What groups write on the way to their part of a submission."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openupr.accounts.models import Guest, Person, Room
from openupr.coalitions.models import Coalition, Group

# The plenary: groups present on the projector, the room answers.


class Plenary(models.Model):
    """A plenary session: which group presents now, and since when. Time is shared over the number
    of groups.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="plenaries")
    room = models.OneToOneField(Room, models.SET_NULL, null=True, blank=True, related_name="plenary")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes for all groups together"))
    presenting = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    presenting_since = models.DateTimeField(null=True, blank=True)
    closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        db_table = "coalitions_plenary"
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"Plenary of {self.coalition}, {self.day}"


class Feedback(models.Model):
    """What a phone in the room, or a person, says to a group; shown only once a moderator has
    released it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the moderator")
        # Unread when the plenary closed. A moderator can read it later.
        UNREAD = "unread", _("set aside unread")
        RELEASED = "released", _("released")
        SET_ASIDE = "set-aside", _("set aside")

    plenary = models.ForeignKey(Plenary, models.CASCADE, related_name="feedback")
    group = models.ForeignKey(Group, models.CASCADE, related_name="feedback")
    # Kept for the room's day only, to limit how much one phone sends; emptied when the plenary
    # closes.
    guest = models.ForeignKey(Guest, models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(_("feedback"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)

    class Meta:
        db_table = "coalitions_feedback"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def coalition(self) -> Coalition:
        return self.plenary.coalition


# A group's roadmap: the answers to the questions of the workshop's sheet, the outline, and to whom
# it went.


class Answer(models.Model):
    """A group's answer to one question (`question`: a number of `rules.roadmap.questions()`).

    `version` grows with every save: who saves on an older one is shown both texts.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a question", "open")
        IN_PROGRESS = "in-work", _("in progress")
        DONE = "done", _("done")

    group = models.ForeignKey(Group, models.CASCADE, related_name="answers")
    question = models.PositiveSmallIntegerField()
    text = models.TextField(_("answer"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    due = models.DateField(_("due"), null=True, blank=True)
    # Some questions ask for a day: it goes into the timeline.
    day = models.DateField(_("day"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "coalitions_answer"
        ordering = ["question"]
        constraints = [models.UniqueConstraint(fields=["group", "question"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"{self.group}, question {self.question}"


class AnswerVersion(models.Model):
    """An answer as it stood after one save: its text, state, owner and days. `state` is empty where
    only the text was kept.
    """

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=Answer.State, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    due = models.DateField(null=True)
    day = models.DateField(null=True)
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "coalitions_answerversion"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"{self.answer}, version {self.version}"


class OutlinePoint(models.Model):
    """A line of the outline: a heading, or a point beneath one with the evidence that is wanted and
    who finds it.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="outline")
    order = models.PositiveSmallIntegerField()
    is_heading = models.BooleanField(_("heading"), default=False)
    text = models.TextField(_("text"))
    evidence_wanted = models.TextField(_("evidence wanted"), blank=True)
    finder = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who finds it")
    )

    class Meta:
        db_table = "coalitions_outlinepoint"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class RoadmapHandout(models.Model):
    """That a roadmap went out as a file to a named partner, and whether its receipt was
    confirmed.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="handouts")
    partner = models.CharField(_("partner"), max_length=200)
    sent_on = models.DateField(_("sent on"))
    sent_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    received_on = models.DateField(_("receipt confirmed on"), null=True, blank=True)

    class Meta:
        db_table = "coalitions_roadmaphandout"
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.group} to {self.partner}"
