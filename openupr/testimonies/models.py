"""Boxes, what is counted and written of evaluations, testimonies, and what was withdrawn."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import new_number
from openupr.coalitions.models import Coalition

# A box into which people put evaluations and testimonies.


class Box(models.Model):
    """As with a ballot box, nobody looks in while it is open; once closed it does not open again.

    It knows no workshop: what collects evaluations holds a key to a box. `sheets` is how many
    evaluations were put in, `typed_in` how many of these by somebody who coordinates, and so knows
    what they say.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="boxes")
    title = models.CharField(_("title"), max_length=200)
    # Keys of data/questions.csv, in the order in which they are asked; none: no evaluation.
    questions = models.JSONField(_("questions"), default=list)
    takes_testimonies = models.BooleanField(_("testimonies are collected"), default=True)
    opened = models.DateField(_("opened"))
    closed = models.DateField(_("closed"), null=True, blank=True)
    sheets = models.PositiveIntegerField(_("evaluations"), default=0)
    typed_in = models.PositiveIntegerField(_("of them typed in"), default=0)
    # The most there were at a time, in fives. Others than readers are told this and never less:
    # that one was withdrawn is nobody's business.
    testimonies_told = models.PositiveIntegerField(_("testimonies, as told"), default=0, editable=False)
    # Of the link for people who are not in the room; empty where there is none.
    link_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-opened", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed is None


# Evaluations: nothing is kept that belongs to one sheet.


class Tally(models.Model):
    """How often a question with given answers was answered so. All rows of a box are there from the
    beginning.

    Until the box is closed what was typed in is counted by itself: see rules.five.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="tallies")
    question = models.CharField(_("question"), max_length=40)
    value = models.CharField(_("answer"), max_length=20)
    number = models.PositiveIntegerField(_("number"), default=0)
    typed_in = models.PositiveIntegerField(_("typed in"), default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["box", "question", "value"], name="each_answer_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class Remark(models.Model):
    """What somebody wrote under a question. What else they wrote on the same sheet cannot be told.

    `typed_in`: by a coordinator, from paper; forgotten when the box is closed.
    """

    id = models.BigAutoField(primary_key=True, default=new_number)
    box = models.ForeignKey(Box, models.CASCADE, related_name="remarks")
    question = models.CharField(_("question"), max_length=40)
    text = models.TextField(_("answer"))
    typed_in = models.BooleanField(_("typed in"), default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


# Testimonies: what somebody wrote, how far it may go, and the code by which they take it back.


class Testimony(models.Model):
    """Words of somebody who is not kept: no author, no day, no device.

    `text` and `phrase` stay as written. What leaves is `leaving` with `leaving_phrase`, as a
    coordinator redacted it.
    """

    # By its name pytest would take it for a class of tests.
    __test__ = False

    class Consent(models.TextChoices):
        """How far it may go; each includes those before it."""

        INTERNAL = "internal", _("within the coalition")
        SUBMISSION = "submission", _("within the coalition and in its submission")
        PUBLIC = "public", _("anywhere: in the report of the workshop too")

    class State(models.TextChoices):
        WAITING = "waiting", _("not yet read")
        RELEASED = "released", _("released")
        SET_ASIDE = "set-aside", _("set aside")

    id = models.BigAutoField(primary_key=True, default=new_number)
    box = models.ForeignKey(Box, models.CASCADE, related_name="testimonies")
    text = models.TextField(_("testimony"))
    # What its author wants printed in bold: words of the text.
    phrase = models.CharField(_("key phrase"), max_length=300, blank=True)
    consent = models.CharField(_("how far it may go"), max_length=12, choices=Consent)
    # Of the code that only its author holds: see rules.codes.
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    leaving = models.TextField(_("what leaves"), blank=True)
    leaving_phrase = models.CharField(_("its key phrase"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = _("testimonies")

    def __str__(self) -> str:
        return f"Testimony {self.pk}"

    @property
    def coalition(self) -> Coalition:
        return self.box.coalition


class Slip(models.Model):
    """A printed slip that is not typed in yet.

    Its author tears off the code; the number stays on the sheet.
    """

    id = models.BigAutoField(primary_key=True, default=new_number)
    box = models.ForeignKey(Box, models.CASCADE, related_name="slips")
    number = models.CharField(_("number"), max_length=12, unique=True)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def coalition(self) -> Coalition:
        return self.box.coalition


class Withdrawal(models.Model):
    """That the testimony with the code of this hash is gone, so that it does not come back with an
    older backup.
    """

    code_hash = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return "A withdrawal"
