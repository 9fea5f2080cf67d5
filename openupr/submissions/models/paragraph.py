"""Paragraphs: their texts, authors, comments and suggestions."""

import hashlib
import secrets
from collections.abc import Collection, Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.followup.models import Evidence, FollowUp
from openupr.proposals.models import Proposal
from openupr.web.kept_queries import kept_rows

from ..rules.flowing import TO_WRITE
from .submission import Circulation, Section


def new_anchor() -> str:
    """A name for a paragraph in files that come back; it says nothing about people."""
    return f"p{secrets.token_hex(6)}"


class _Standing(models.Manager["Paragraph"]):
    def get_queryset(self) -> models.QuerySet["Paragraph"]:
        return super().get_queryset().filter(removed=False)


class Paragraph(models.Model):
    """A paragraph, list or table, in light markup (documents.light_markup).

    `version` grows with every save.

    `proposal`, `follow_up`: the origin in the group's roadmap; `taken_over`: the text at that time,
    so that later changes there can be offered. `kept_at`: when a person last decided to keep the
    paragraph as it is. `theme`: the issue whose facts of the follow-up list it began with;
    `chosen_evidence`: evidence that a person chose to quote, though it is not public. A paragraph
    that was taken out is kept as `removed`, with its comments: `objects`, and with it
    `section.paragraphs`, returns the others; `all_ever` returns all.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    anchor = models.CharField(max_length=20, unique=True, default=new_anchor, editable=False)
    order = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, blank=True, related_name="+")
    follow_up = models.ForeignKey(FollowUp, models.SET_NULL, null=True, blank=True, related_name="+")
    theme = models.CharField(max_length=60, blank=True)
    chosen_evidence = models.ManyToManyField(Evidence, blank=True, related_name="+")
    taken_over = models.TextField(blank=True)
    kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed = models.BooleanField(default=False)

    all_ever = models.Manager()
    objects = _Standing()

    class Meta:
        ordering = ["order", "pk"]
        default_manager_name = "objects"

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def coalition(self) -> Coalition:
        return self.section.submission.coalition

    @property
    def group(self) -> Group | None:
        return self.section.group

    @property
    def is_to_be_written(self) -> bool:
        """Whether it is a point of the group's outline that is not written yet: not counted, in no
        file.
        """
        return self.text.startswith(TO_WRITE) and self.text == self.taken_over

    @property
    def is_taken_out(self) -> bool:
        """Whether it was taken out, by itself or with its section."""
        return self.removed or self.section.taken_out_at is not None

    @property
    def is_from_roadmap(self) -> bool:
        """Whether it was taken over from a recommendation or a follow-up of the group."""
        return bool(self.proposal_id or self.follow_up_id)

    @property
    def is_edited(self) -> bool:
        """Whether it was changed since it was taken over."""
        return self.text != self.taken_over

    @property
    def body(self) -> str:
        """The text, without the sign for points to be written."""
        return self.text.removeprefix(TO_WRITE) if self.is_to_be_written else self.text


# The same of rows.
TO_BE_WRITTEN = models.Q(text__startswith=TO_WRITE, text=models.F("taken_over"))


def with_paragraphs(sections: Iterable[Section]) -> list[Section]:
    """The same sections with their paragraphs, in one query.

    `current_paragraphs` and `written_paragraphs` need no further one.
    """
    by_key = {section.pk: section for section in sections}
    for section in by_key.values():
        section.fetched_paragraphs = []  # type: ignore[attr-defined]
    for paragraph in kept_rows(_standing_in, by_key):
        paragraph.section = by_key[paragraph.section_id]
        paragraph.section.fetched_paragraphs.append(paragraph)  # type: ignore[attr-defined]
    return list(by_key.values())


def _standing_in(sections: Collection[int]) -> models.QuerySet[Paragraph]:
    return Paragraph.objects.filter(section__in=sections)


def current_paragraphs(section: Section) -> list[Paragraph]:
    """The paragraphs of a section that were not taken out, in order."""
    fetched: list[Paragraph] | None = getattr(section, "fetched_paragraphs", None)
    return list(section.paragraphs.all()) if fetched is None else fetched


def written_paragraphs(section: Section) -> list[Paragraph]:
    """The paragraphs of a section that are written: those that are counted, numbered and
    published.
    """
    return [paragraph for paragraph in current_paragraphs(section) if not paragraph.is_to_be_written]


def wording_of(section: Section) -> str:
    """A fingerprint of all that is written in a section: it differs after any change of the
    text.
    """
    texts = "\0".join(paragraph.text for paragraph in written_paragraphs(section))
    return hashlib.sha256(texts.encode(errors="surrogatepass")).hexdigest()


class ParagraphVersion(models.Model):
    """A paragraph after one save; `removed` where it was taken out."""

    anchor = models.CharField(max_length=20, db_index=True)
    section = models.ForeignKey(Section, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    removed = models.BooleanField(default=False)
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.anchor}, version {self.version}"


class OnParagraph(models.Model):
    """What belongs to a paragraph, and so to its section's group and coalition."""

    paragraph: models.ForeignKey[Paragraph, Paragraph]

    class Meta:
        abstract = True

    @property
    def coalition(self) -> Coalition:
        return self.paragraph.coalition

    @property
    def group(self) -> Group | None:
        return self.paragraph.group


class Remark(OnParagraph):
    """A comment on a paragraph.

    `from_name`: as a returned Word file named its author; shown to members only.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="remarks")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    from_name = models.CharField(max_length=120, blank=True)
    circulation = models.ForeignKey(Circulation, models.SET_NULL, null=True, blank=True, related_name="remarks")
    text = models.TextField(_("comment"))
    made_at = models.DateTimeField()
    resolved = models.BooleanField(default=False)
    # The outcome, and who recorded it; None for older answers.
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def by(self) -> str:
        """Who wrote it: a person here, or the name in a returned Word file; "" where neither is
        kept.
        """
        return str(self.author) if self.author else self.from_name


class Suggestion(OnParagraph):
    """A proposed text for a paragraph.

    `is_new`: a new paragraph that follows it; `first`: a new one before all others of the section.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="suggestions")
    is_new = models.BooleanField(default=False)
    first = models.BooleanField(default=False)
    removes = models.BooleanField(default=False)
    base = models.TextField(blank=True)
    text = models.TextField(_("suggested text"), blank=True)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    from_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    reason = models.TextField(_("reason"), blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    # The paragraph and version that an accepted one became. The history shows its author by this,
    # and further new paragraphs find their place by it.
    became = models.ForeignKey(Paragraph, models.SET_NULL, null=True, blank=True, related_name="+")
    became_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def by(self) -> str:
        """Who wrote it: a person here, or the name in a returned Word file; "" where neither is
        kept.
        """
        return str(self.author) if self.author else self.from_name


class Stance(models.Model):
    """What an organisation said about a section at the validation meeting.

    An objection is a task until it is settled: `seen_to_by` an organisation, by `due`; `answer` is
    the outcome. `wording`: the fingerprint of the section's text at that time (`wording_of`); ""
    where it was not kept.
    """

    class Says(models.TextChoices):
        AGREE = "agree", _("agrees")
        AMEND = "amend", _("agrees with an amendment")
        OBJECT = "object", _("objects")

    section = models.ForeignKey(Section, models.CASCADE, related_name="stances")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    says = models.CharField(_("says"), max_length=6, choices=Says)
    words = models.TextField(_("in words"), blank=True)
    wording = models.CharField(max_length=64, blank=True, editable=False)
    settled = models.BooleanField(_("settled"), default=False)
    seen_to_by = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField(_("due"), null=True, blank=True)
    answer = models.TextField(_("what became of it"), blank=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["section", "organisation"], name="one_stance_a_section")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_says_display()}"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {self.Says.AGREE: "yes", self.Says.AMEND: "part"}.get(self.Says(self.says), "no")

    @property
    def is_settled_objection(self) -> bool:
        """Whether it objected, and that is settled."""
        return self.says == self.Says.OBJECT and self.settled

    @property
    def coalition(self) -> Coalition:
        return self.section.submission.coalition
