"""What became of recommendations: a coalition's list, a group's lines, assessments, evidence."""

import secrets

from django.db import models
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.recommendations.models import Ask
from openupr.upr.states import by_iso3

from .rules import own_words

# How far a recommendation was carried out.


class Level(models.TextChoices):
    """UPR Info's three levels, and "not enough information".

    The values are those of the first versions.
    """

    NOT = "nothing", _("not implemented")
    PARTLY = "begun", _("partly implemented")
    FULLY = "done", _("fully implemented")
    UNKNOWN = "unknown", _("not enough information")

    @property
    def tone(self) -> str:
        """Its colour and pattern: see openupr.web.parts."""
        return {"nothing": "no", "begun": "part", "done": "yes"}.get(self.value, "wait")

    @property
    def outside(self) -> str:
        """The UN's English for it, for files to the UN, whatever language the reader has."""
        return _OUTSIDE[self.value]


_OUTSIDE = {
    "nothing": "Not implemented",
    "begun": "Partly implemented",
    "done": "Fully implemented",
    "unknown": "Not enough information",
}


# A recommendation on a coalition's follow-up list.


def shown_text(text: str) -> str:
    """A text of the demo record says whose words these are: here in the reader's language."""
    own = own_words(text)
    return text if own == text else f"{own} ({gettext('in words of the demo record, not of the State')})"


class ListedRecommendation(models.Model):
    """A recommendation to the State, or a pledge of the State, on the coalition's follow-up list.

    It keeps what the record says: the record may be imported again, or replace the demo. The
    coalition's work stays.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="follow_up_list")
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, blank=True, related_name="+")
    # "" of one that was written in by hand.
    ask_key = models.CharField(max_length=80, blank=True)
    from_iso3 = models.CharField(max_length=3, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=14, choices=Ask.Kind, default=Ask.Kind.RECOMMENDATION)
    text = models.TextField(_("earlier recommendation"))
    response = models.CharField(max_length=12, blank=True)
    # Keys of openupr.upr.issues, and codes of openupr.upr.sdgs.
    issues = models.JSONField(default=list)
    sdgs = models.JSONField(default=list)
    # `action`: UPR Info's category, 1 to 5; None where the record has none. OHCHR's themes, and
    # keys of openupr.upr.populations, come from a thematic list only.
    themes = models.JSONField(default=list)
    populations = models.JSONField(default=list)
    action = models.PositiveSmallIntegerField(null=True, blank=True)

    # Nearly identical ones are judged once: this one has the other's assessments, unless judged
    # separately.
    judged_with = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="judged_along")
    # Chosen for the public page.
    published = models.BooleanField(default=False)

    priority = models.BooleanField(_("priority"), default=False)
    # FACTS: what is written together, and stands in files in this order.
    FACTS = ("institution", "deadline", "commitment", "indicator")
    commitment = models.TextField(_("what the State committed itself to"), blank=True)
    institution = models.CharField(_("responsible institution"), max_length=200, blank=True)
    deadline = models.DateField(_("the State's own deadline"), null=True, blank=True)
    indicator = models.TextField(_("how we would know"), blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "ask_key"], condition=~models.Q(ask_key=""), name="one_listing_of_an_ask"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def shown(self) -> str:
        """Its text as a page shows it."""
        return shown_text(self.text)

    @property
    def is_pledge(self) -> bool:
        return self.kind == Ask.Kind.PLEDGE

    @property
    def from_name(self) -> str:
        """The recommending State's name; "" where nobody knows it."""
        return by_iso3(self.from_iso3).name if self.from_iso3 else ""


# Who says how far a recommendation was carried out.


class Assessment(models.Model):
    """What one organisation, one group or the Government said of a recommendation, and since when.

    The Government's claim has neither `organisation` nor `group`. `current` is the one that counts
    now; older ones are kept. `said_on` is empty for assessments from before days were kept.
    """

    listed = models.ForeignKey(ListedRecommendation, models.CASCADE, related_name="assessments")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="+")
    level = models.CharField(gettext_lazy("level"), max_length=8, choices=Level)
    reason = models.TextField(gettext_lazy("reason"), blank=True)
    # Of the Government's claim: where it was made.
    source = models.TextField(gettext_lazy("source"), blank=True)
    # Whether files that leave the coalition may name the organisation.
    named = models.BooleanField(gettext_lazy("named"), default=False)
    # Whether files may print its reason with its name.
    quoted = models.BooleanField(gettext_lazy("reason printed"), default=False)
    # Whether who agreed to that saw the line as it is printed. Up to version 0.2.0 nobody did.
    line_seen = models.BooleanField(gettext_lazy("printed line seen"), default=False)
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_on = models.DateField(null=True, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listed", "organisation"],
                condition=models.Q(current=True, organisation__isnull=False),
                name="one_voice_of_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["listed", "group"],
                condition=models.Q(current=True, group__isnull=False),
                name="one_voice_of_a_group",
            ),
            models.UniqueConstraint(
                fields=["listed"],
                condition=models.Q(current=True, group=None, organisation=None),
                name="one_claim_of_the_government",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose}: {self.get_level_display()}"

    @property
    def coalition(self) -> Coalition:
        return self.listed.coalition

    @property
    def is_claim(self) -> bool:
        """Whether it is the Government's."""
        return self.organisation_id is None and self.group_id is None

    @property
    def whose(self) -> str:
        """Who says it."""
        return str(self.organisation or self.group or gettext("Government"))

    @property
    def reason_outside(self) -> str:
        """The reason, as files that leave may print it; "" if they may not.

        An organisation's only with its name, after it saw the line. A group is always named.
        """
        if self.organisation_id is None:
            return self.reason
        return self.reason if self.named and self.quoted and self.line_seen else ""

    @property
    def awaits_answer(self) -> bool:
        """Whether an organisation still has to agree that its reason is printed, after it sees the
        line.
        """
        return bool(self.organisation_id and self.current and self.quoted and self.reason) and not self.line_seen

    @property
    def voice_outside(self) -> str:
        """Who says it and why, as files that leave the coalition print it."""
        who = f"the group “{self.group}”" if self.group_id else self.whose if self.named else "an organisation"
        return f"{who}: {self.reason_outside}" if self.reason_outside else who

    @property
    def line_outside(self) -> str:
        """The line of such a file, where nobody else says the same."""
        return f"{Level(self.level).outside} – {self.voice_outside}"

    @property
    def tone(self) -> str:
        return Level(self.level).tone


# What a thematic group follows up.


class FollowUp(models.Model):
    """A group follows a recommendation up, with what has been done as the group sees it now.

    Each statement of the group is also an `Assessment`, which keeps its history.
    """

    Done = Level

    group = models.ForeignKey(Group, models.CASCADE, related_name="follow_ups")
    listed = models.ForeignKey(ListedRecommendation, models.CASCADE, related_name="follow_ups")
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, blank=True, related_name="+")
    # Text, State and session from when it was added. The record may be imported again, or replace
    # the demo: the group's work stays.
    ask_key = models.CharField(max_length=80, blank=True)
    from_iso3 = models.CharField(max_length=3, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(_("earlier recommendation"))
    done = models.CharField(_("done so far"), max_length=8, choices=Level, default=Level.UNKNOWN)
    note = models.TextField(_("what has been done"), blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField(_("due"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "coalitions_followup"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def shown(self) -> str:
        """Its text as a page shows it."""
        return shown_text(self.text)

    @property
    def from_name(self) -> str:
        """The recommending State's name; "" where nobody knows it."""
        return by_iso3(self.from_iso3).name if self.from_iso3 else ""

    @property
    def is_assessed(self) -> bool:
        """Whether the group said anything yet."""
        return bool(self.version or self.note or self.done != Level.UNKNOWN)

    @property
    def done_in_words(self) -> str:
        """The level that the group chose; that it chose none is no "not enough information"."""
        return str(self.get_done_display() if self.is_assessed else _("not assessed yet"))


# What a statement about the follow-up rests on.

# The one rule for evidence in files and pages for others (`Evidence.leaves`): everyone may see it.
LEAVES = models.Q(seen_by="public", personal_until=None) & ~models.Q(state="rejected")


class Evidence(models.Model):
    """A source for what a group (`follow_up`) or an organisation says of a recommendation."""

    class Kind(models.TextChoices):
        LAW = "law", _("law")
        BUDGET = "budget", _("budget")
        FIGURE = "figure", _("figure")
        COURT_CASE = "court-case", _("court case")
        FIRST_HAND = "first-hand", _("first-hand account")
        NEWS = "press", _("news")
        UN = "un", _("UN document")
        OFFICIAL = "official", _("other official document")
        STUDY = "academic", _("study")

    class Reliability(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by a second source")
        LIKELY = "likely", _("one good source")
        UNSURE = "unsure", _("to be checked")

    class SeenBy(models.TextChoices):
        OWN = "own", _("only its group or organisation, and coordinators")
        COALITION = "coalition", _("the coalition")
        PUBLIC = "public", _("everyone, if published")

    class State(models.TextChoices):
        NEW = "new", _("not verified")
        VERIFIED = "verified", _("verified")
        REJECTED = "rejected", _("rejected")

    listed = models.ForeignKey(ListedRecommendation, models.CASCADE, related_name="evidence")
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, null=True, blank=True, related_name="evidence")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    what = models.TextField(_("what it shows"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    day = models.DateField(_("date"), null=True, blank=True)
    source = models.TextField(_("source"))
    link = models.URLField(_("link"), max_length=2000, blank=True)
    place = models.CharField(_("where it is kept"), max_length=200, blank=True)
    reliability = models.CharField(_("reliability"), max_length=12, choices=Reliability, default=Reliability.UNSURE)
    seen_by = models.CharField(_("who may see it"), max_length=12, choices=SeenBy, default=SeenBy.COALITION)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    # Who verified or rejected it, when, and why it was rejected.
    checked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    rejected_because = models.TextField(blank=True)
    # It holds personal data until this day, and is deleted then.
    personal_until = models.DateField(_("delete it on"), null=True, blank=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "coalitions_evidence"
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.what[:80]

    @property
    def coalition(self) -> Coalition:
        return self.listed.coalition

    @property
    def group(self) -> Group | None:
        """The group that added it."""
        return self.follow_up.group if self.follow_up else None

    @property
    def is_shared(self) -> bool:
        """Whether the whole coalition sees it, and its documents may cite it."""
        return self.seen_by != self.SeenBy.OWN and self.state != self.State.REJECTED

    @property
    def leaves(self) -> bool:
        """Whether files and pages for others may name it: everyone may see it, without personal
        data.
        """
        return self.seen_by == self.SeenBy.PUBLIC and self.is_shared and self.personal_until is None

    @property
    def is_quotable(self) -> bool:
        """Whether a text for others may quote it without asking anybody: the same, and verified."""
        return self.leaves and self.state == self.State.VERIFIED


class _WithoutBytes(models.Manager["EvidenceFile"]):
    def get_queryset(self) -> models.QuerySet["EvidenceFile"]:
        return super().get_queryset().defer("data")


class EvidenceFile(models.Model):
    """A rebuilt file (`openupr.files.rebuilding`) of a piece of evidence.

    Its own file name is not kept.
    """

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="file")
    kind = models.CharField(max_length=8)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = _WithoutBytes()

    def __str__(self) -> str:
        return self.file_name

    @property
    def coalition(self) -> Coalition:
        return self.evidence.coalition

    @property
    def file_name(self) -> str:
        """What it is called when it leaves: nothing of what it shows or where it came from."""
        return f"evidence-{self.evidence_id}.{self.kind}"


# OHCHR's thematic list, the "matrix", that a coalition fills.


class _WithoutFile(models.Manager["Matrix"]):
    def get_queryset(self) -> models.QuerySet["Matrix"]:
        return super().get_queryset().defer("data")


class Matrix(models.Model):
    """OHCHR's Word file as it came, to be filled in: only its column for assessments changes.

    `has_column`: cycles 2 and 3; without it, a copy gets one.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="matrices")
    session = models.PositiveSmallIntegerField(_("session"), null=True)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    has_column = models.BooleanField()
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_on = models.DateField(_("added on"))

    objects = _WithoutFile()

    class Meta:
        ordering = ["-session", "pk"]
        constraints = [models.UniqueConstraint(fields=["coalition", "session"], name="one_matrix_of_a_session")]

    def __str__(self) -> str:
        return f"session {self.session}"


class MatrixRow(models.Model):
    """A recommendation of the list: its places in the file, and the coalition's row for it.

    `rows` and `cells` are places ([table, row, cell]): the first cell of each row, and the cells
    for assessments.
    """

    matrix = models.ForeignKey(Matrix, models.CASCADE, related_name="entries")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=24, blank=True)
    text = models.TextField()
    states = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    listed = models.ManyToManyField(ListedRecommendation, related_name="matrix_rows")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"

    @property
    def state_names(self) -> list[str]:
        """The names of the States that recommended it."""
        return [by_iso3(iso3).name for iso3 in self.states]


# What a person said of two recommendations that the program takes for the same request.


class NotTheSame(models.Model):
    """Somebody in the coalition read two recommendations and says that they ask for different
    things.

    Named by key, the earlier review's first: the record may be imported again.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="pairs_not_the_same")
    earlier = models.CharField(max_length=80)
    later = models.CharField(max_length=80)
    said_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["coalition", "earlier", "later"], name="one_word_on_a_pair")]

    def __str__(self) -> str:
        return f"{self.earlier} / {self.later}"


# What a coalition shows to everybody of its follow-up.

# No vowels: an address never spells a word. 57 bits: it cannot be guessed.
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def new_address() -> str:
    """The last part of a public page's address."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


class PublicPage(models.Model):
    """A page that anybody with its address can read while it is on.

    It shows the chosen recommendations with the chosen fields (see rules.PUBLIC_FIELDS), and
    nothing else of the coalition.
    """

    coalition = models.OneToOneField(Coalition, models.CASCADE, related_name="public_follow_up")
    # In its address; says nothing of the coalition.
    key = models.CharField(max_length=12, unique=True, default=new_address, editable=False)
    on = models.BooleanField(_("on"), default=False)
    title = models.CharField(_("title"), max_length=120)
    introduction = models.TextField(_("introduction"), blank=True)
    fields = models.JSONField(default=list)
    changed_on = models.DateField(_("as of"))

    def __str__(self) -> str:
        return self.title


# When a coalition last reported on its follow-up.


class Report(models.Model):
    """A day on which the coalition reported: "what moved" is asked since then."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="follow_up_reports")
    day = models.DateField(_("day"))
    title = models.CharField(_("report"), max_length=120)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["coalition", "day"], name="one_report_of_a_day")]

    def __str__(self) -> str:
        return f"{self.title}, {self.day}"
