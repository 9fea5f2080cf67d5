"""A submission and its sections."""

import re
from datetime import date

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, MemberOrganisation, Organisation
from openupr.decisions.models import Decision
from openupr.web.languages import in_page_language, in_parts

from ..rules.arranging import part_of_heading
from .works import WORK_WORDS, WRITTEN, WorkWords

# As new_submission.proposed_title makes it; words in brackets may follow.
_PROPOSED_TITLE = re.compile(
    r"(?:(?P<own>Submission)|Joint submission(?: on (?P<group>.+))?) to the Universal Periodic Review of "
    r"(?P<state>[^(]+?)(?P<more> \(.*)?"
)


def title_for_readers(title: str) -> str:
    """The title of a submission; the one that the program proposes, in the reader's language."""
    match = _PROPOSED_TITLE.fullmatch(title)
    if match is None:
        return title
    if match["group"]:
        sentence = _now("Joint submission on %(group)s to the Universal Periodic Review of %(state)s")
    elif match["own"]:
        sentence = _now("Submission to the Universal Periodic Review of %(state)s")
    else:
        sentence = _now("Joint submission to the Universal Periodic Review of %(state)s")
    parts = {"group": in_page_language(match["group"] or ""), "state": in_page_language(match["state"])}
    return sentence % parts + (match["more"] or "")


class Submission(models.Model):
    """What a coalition, one of its groups or one organisation submits to the review, from outline
    to receipt.
    """

    class Kind(models.TextChoices):
        JOINT = "joint", _("joint cross-sectoral")
        BY_GROUP = "by-group", _("joint, of one group")
        OWN = "own", _("of one organisation")

    class State(models.TextChoices):
        DRAFTING = "drafting", _("being drafted")
        SIGNING = "signing", _("being signed on")
        LODGED = "lodged", _("lodged")

    class Arrangement(models.TextChoices):
        THEME = "theme", _("by theme")
        CHAPTER = "chapter", _("by chapter")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="submissions")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    # The group or the organisation whose it is, where it is not the whole coalition's.
    group = models.ForeignKey(Group, models.RESTRICT, null=True, blank=True, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, blank=True, related_name="submissions")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=8, default="en")
    # By theme, all sections of a group follow each other under its name. By chapter, the sections
    # keep their own order and headings.
    arrangement = models.CharField(_("order"), max_length=7, choices=Arrangement, default=Arrangement.CHAPTER)
    # The version of OHCHR's rules: at its beginning; once lodged, that of the lodging.
    rules = models.CharField(_("rules"), max_length=40)
    key_words = models.CharField(_("key words"), max_length=300, blank=True)
    contact = models.TextField(_("contact, as printed on the cover"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFTING)
    # Share of words changed, in per cent, from which organisations are asked to sign again.
    asks_again_from = models.PositiveSmallIntegerField(_("ask again from (% of words changed)"), default=5)
    begun = models.DateField(_("begun"))
    lodged_on = models.DateField(_("lodged on"), null=True, blank=True)
    receipt = models.TextField(_("receipt"), blank=True)
    # The code by which OHCHR's summary cites it, chosen by a person; "": found by the names of
    # its organisations.
    code_of_ohchr = models.CharField(max_length=60, blank=True, default="", editable=False)

    class Meta:
        ordering = ["begun", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        return title_for_readers(self.title)

    @property
    def kind_in_words(self) -> str:
        """The kind, and the group or organisation whose it is."""
        return ": ".join(str(part) for part in (self.get_kind_display(), self.group, self.organisation) if part)

    @property
    def parties(self) -> models.QuerySet[MemberOrganisation]:
        """The organisations that are asked, heard and named.

        All of the coalition; those of the group for a group's submission, or the one organisation
        for its own.
        """
        members = self.coalition.member_organisations.select_related("organisation")
        if self.kind == self.Kind.OWN:
            return members.filter(organisation=self.organisation_id)
        if self.kind == self.Kind.BY_GROUP:
            return members.filter(organisation__groups=self.group_id)
        return members

    @property
    def is_locked(self) -> bool:
        """Whether it is lodged: then it cannot be changed."""
        return self.state == self.State.LODGED

    @property
    def is_by_theme(self) -> bool:
        """Whether all that a group writes is together under the group's name."""
        return self.arrangement == self.Arrangement.THEME


class _StandingSections(models.Manager["Section"]):
    def get_queryset(self) -> models.QuerySet["Section"]:
        return super().get_queryset().filter(taken_out_at=None)


class Section(models.Model):
    """A part of a submission under a heading.

    `group`: whose part it is; its people write here. `budget`: words, set by hand; empty where the
    section shares what is left by its `weight`. A section that was taken out is kept with its
    content: `objects`, and with it `submission.sections`, returns the others; `all_ever` returns
    all. Queries for the content of sections by way of the submission must exclude such sections.
    """

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", _("introduction and methodology")
        ORGANISATIONS = "organisations", _("organisations")
        FOLLOW_UP = "follow-up", _("follow-up of earlier recommendations")
        DEVELOPMENTS = "developments", _("developments since the last review")
        RECOMMENDATIONS = "recommendations", _("recommendations")
        ANNEX = "annex", _("annex")
        OTHER = "other", _("other")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    # Its place in the other arrangement, for turning back; None if the draft was never turned.
    order_otherwise = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.OTHER)
    heading = models.CharField(_("heading"), max_length=200)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    budget = models.PositiveIntegerField(_("words, set by hand"), null=True, blank=True)
    # Whether the room sees it now, at the validation meeting.
    on_projector = models.BooleanField(default=False)
    # When its writers marked it as done; empty where an organisation has the task to write it.
    done_on = models.DateField(_("done on"), null=True, blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    all_ever = models.Manager()
    objects = _StandingSections()

    class Meta:
        ordering = ["order", "pk"]
        default_manager_name = "objects"

    def __str__(self) -> str:
        return self.heading

    @property
    def is_locked(self) -> bool:
        """Whether nothing in it can be changed: it was taken out, or all is lodged."""
        return self.taken_out_at is not None or self.submission.is_locked

    @property
    def coalition(self) -> Coalition:
        return self.submission.coalition

    @property
    def words(self) -> WorkWords:
        """How it is marked as done, where no organisation has the task to write it."""
        return WRITTEN

    @property
    def is_of_a_group(self) -> bool:
        """Whether it is one of the parts that a group writes."""
        return self.group_id is not None and self.kind not in _WHOLE_COALITIONS

    @property
    def theme(self) -> str:
        """The heading above it: its group's name where the draft is by theme, "" else."""
        return self.group.name if self.group and self.is_of_a_group and self.submission.is_by_theme else ""

    @property
    def part_heading(self) -> str:
        """The heading of its text: under a theme without the group's name."""
        return part_of_heading(self.heading, self.theme) if self.theme else self.heading

    @property
    def page_heading(self) -> str:
        """The name of the page on which it is written: by theme a group has one page for all its
        sections.
        """
        return self.theme or self.heading

    @property
    def page_brief(self) -> str:
        """A shorter `page_heading`."""
        return in_page_language(self.theme) or self.brief

    @property
    def brief(self) -> str:
        """Its short heading: the first words, and the group whose part it is."""
        heading = in_parts(self.heading)
        begins, _colon, group = heading.partition(": ")
        words = begins.split()
        return f"{words[0]} … {group}" if group and len(words) > 1 else heading


# What no group writes on its page, also where the section has a group.
_WHOLE_COALITIONS = {Section.Kind.INTRODUCTION, Section.Kind.ORGANISATIONS, Section.Kind.ANNEX}


class SectionTask(models.Model):
    """Who does what in a section, by when: a cell of the grid section x organisation.

    `asked_again`: the text changed after it was marked as done.
    """

    class Work(models.TextChoices):
        WRITE = "write", _("writes")
        EVIDENCE = "evidence", _("finds evidence")
        REVIEW = "review", _("reviews")
        TRANSLATE = "translate", _("translates")
        APPROVE = "approve", _("approves")

    section = models.ForeignKey(Section, models.CASCADE, related_name="tasks")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    work = models.CharField(_("work"), max_length=10, choices=Work)
    due = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    asked_again = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["section", "organisation", "work"], name="one_task_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_work_display()}: {self.section}"

    @property
    def words(self) -> WorkWords:
        """How it is marked as done."""
        return WORK_WORDS[self.work]

    @property
    def coalition(self) -> Coalition:
        return self.section.submission.coalition


class Circulation(models.Model):
    """A round: draft N goes to the members on a day, comments until a day."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="circulations")
    number = models.PositiveSmallIntegerField()
    circulated_on = models.DateField(_("circulated on"))
    comments_until = models.DateField(_("comments until"))
    edition = models.ForeignKey("submissions.Edition", models.RESTRICT, related_name="+")
    read_by = models.ManyToManyField(Person, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="one_round_of_a_number")]

    def __str__(self) -> str:
        return f"{self.submission}, draft {self.number}"

    @property
    def coalition(self) -> Coalition:
        return self.submission.coalition

    def is_over(self, today: date) -> bool:
        """Whether the last day for comments has passed."""
        return self.comments_until < today


class ReturnedCopy(models.Model):
    """A Word file of a round that was taken back: only its fingerprint, to add the same file once.

    `sender`: from whom it is, as `brought_by` said; members bring only their own. For files from
    before this was recorded, `brought_by` is not known.
    """

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="returned_copies")
    sha256 = models.CharField(max_length=64)
    taken_on = models.DateField(_("taken back on"))
    sender = models.CharField(max_length=120, blank=True)
    brought_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    # How many paragraphs were changed, moved, added ..., and comments.
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["taken_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["circulation", "sha256"], name="one_copy_of_a_file_a_round")]

    def __str__(self) -> str:
        return f"{self.circulation}, returned {self.taken_on}"

    @property
    def from_whom(self) -> str:
        """From whom it is, and who uploaded it where that was another person; "" where unknown."""
        if self.brought_by is None or str(self.brought_by) == self.sender:
            return self.sender
        sentence = _now("%(sender)s, uploaded by %(person)s") if self.sender else _now("uploaded by %(person)s")
        return sentence % {"sender": self.sender, "person": self.brought_by}

    @property
    def coalition(self) -> Coalition:
        return self.circulation.coalition
