"""A group's roadmap: the ten questions of the workshop's sheet, what was done since, and the outline."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.recommendations.models import Ask
from openupr.upr.states import by_iso3

from .group import Group


class Answer(models.Model):
    """A group's answer to one question (`question`: a number of `rules.roadmap.QUESTIONS`).

    `version` grows with every save: who saves on an older one is shown both texts.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        IN_WORK = "in-work", _("in work")
        DONE = "done", _("done")

    group = models.ForeignKey(Group, models.CASCADE, related_name="answers")
    question = models.PositiveSmallIntegerField()
    text = models.TextField(_("answer"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    owner = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who sees to it")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    # Questions 8 to 10 name a day: it goes into the timeline.
    day = models.DateField(_("day"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["question"]
        constraints = [models.UniqueConstraint(fields=["group", "question"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"{self.group}, question {self.question}"


class AnswerVersion(models.Model):
    """An answer as it stood after one save: its text, state, owner and days. `state` is empty where only the text was
    kept.
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
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"{self.answer}, version {self.version}"


class FollowUp(models.Model):
    """Question 7: what has been done since about one earlier recommendation, as this group sees it."""

    class Done(models.TextChoices):
        NOTHING = "nothing", _("nothing done")
        BEGUN = "begun", _("something done")
        DONE = "done", _("done")
        UNKNOWN = "unknown", _("not enough information")

    group = models.ForeignKey(Group, models.CASCADE, related_name="follow_ups")
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, blank=True, related_name="+")
    # What it said when it was taken up, who made it, and in which session: the record may be imported anew, or the demo
    # make way for the first real one; the group's work stays.
    ask_key = models.CharField(max_length=80, blank=True)
    from_iso3 = models.CharField(max_length=3, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(_("earlier recommendation"))
    done = models.CharField(_("done so far"), max_length=8, choices=Done, default=Done.UNKNOWN)
    note = models.TextField(_("what has been done"), blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def from_name(self) -> str:
        """The recommending State's name; "" where nobody knows it."""
        return by_iso3(self.from_iso3).name if self.from_iso3 else ""


class Evidence(models.Model):
    """What a statement about the follow-up rests on."""

    class Kind(models.TextChoices):
        FIRST_HAND = "first-hand", _("first-hand")
        OFFICIAL = "official", _("official")
        UN = "un", _("United Nations")
        PRESS = "press", _("press")
        ACADEMIC = "academic", _("academic")

    class Reliability(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by a second source")
        LIKELY = "likely", _("one good source")
        UNSURE = "unsure", _("to be checked")

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="evidence")
    what = models.TextField(_("what it shows"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    day = models.DateField(_("date"), null=True, blank=True)
    source = models.TextField(_("source"))
    reliability = models.CharField(_("reliability"), max_length=12, choices=Reliability, default=Reliability.UNSURE)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.what[:80]


class OutlinePoint(models.Model):
    """A line of the outline: a heading, or a point beneath one with the evidence that is wanted and who finds it."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="outline")
    order = models.PositiveSmallIntegerField()
    is_heading = models.BooleanField(_("heading"), default=False)
    text = models.TextField(_("text"))
    evidence_wanted = models.TextField(_("evidence wanted"), blank=True)
    finder = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who finds it")
    )

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class RoadmapHandout(models.Model):
    """That a roadmap went out as a file to a named partner, and whether its receipt was confirmed."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="handouts")
    partner = models.CharField(_("partner"), max_length=200)
    sent_on = models.DateField(_("sent on"))
    sent_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    received_on = models.DateField(_("receipt confirmed on"), null=True, blank=True)

    class Meta:
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.group} to {self.partner}"
