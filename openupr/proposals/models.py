"""Recommendations that groups propose, and what is said of them.

Their `app_label` stays "roadmaps", of which they were a part: databases, backups and the audit log
know them by this name. So do their migrations, which stay in `roadmaps`.
"""

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.decisions.models import Consultation
from openupr.recommendations.models import Ask
from openupr.upr.languages import language

from .rules.proposals import MOVES

# Recommendations that a group proposes.


class Proposal(models.Model):
    """A recommendation that a group would like States to make. Its texts are its `wordings`, one a
    language.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("proposed")
        PRESENTED = "presented", _("presented")
        ADOPTED = "adopted", _("adopted by the group")
        MERGED = "merged", _("merged into another")
        DROPPED = "dropped", _("dropped")

    BEFORE_THE_GROUP = (State.PROPOSED, State.PRESENTED)
    # Such a recommendation is none of the group's any more.
    GIVEN_UP = (State.DROPPED, State.MERGED)

    group = models.ForeignKey(Group, models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    # Why it was dropped or merged.
    reason = models.TextField(_("reason"), blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    # The earlier recommendation that it repeats, confirmed by a person ("as recommended
    # previously").
    repeats = models.ForeignKey(Ask, models.SET_NULL, null=True, blank=True, related_name="+")
    # SDG targets ("5.1") and issues (keys) that a person confirmed.
    sdg_targets = models.JSONField(_("SDG targets"), default=list, blank=True)
    issues = models.JSONField(_("issues"), default=list, blank=True)
    # How many members the group had when it adopted it; empty where it is not adopted, or was
    # before this was counted.
    members_then = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    changed = models.DateTimeField(_("changed"))

    class Meta:
        app_label = "roadmaps"
        db_table = "coalitions_proposal"
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="one_proposal_of_a_number")]

    def __str__(self) -> str:
        return gettext("%(group)s, recommendation %(number)d") % {"group": self.group, "number": self.number}

    @property
    def may_be_adopted(self) -> bool:
        """Whether it is before the group, which may adopt it now."""
        return self.State.ADOPTED in MOVES[self.state]

    @property
    def not_yet_in(self) -> str:
        """The name of the reader's language, where none of its texts is in it; "" otherwise."""
        written = {wording.language for wording in self.wordings.all()}
        code = get_language() or ""
        return gettext(language(code).name) if written and code and code not in written else ""


class Wording(models.Model):
    """A proposal's text in one language. `version` grows with every save, as in an Answer."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=8)
    is_original = models.BooleanField(_("original"), default=False)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "roadmaps"
        db_table = "coalitions_wording"
        ordering = ["-is_original", "language"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "language"], name="one_wording_a_language"),
            models.UniqueConstraint(
                fields=["proposal"], condition=models.Q(is_original=True), name="one_original_a_proposal"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def group(self) -> Group:
        return self.proposal.group

    @property
    def told(self) -> str:
        """In which language it is, and whether it is the original: "Khmer, translation"."""
        name = gettext(language(self.language).name)
        if self.is_original:
            return gettext("%(language)s, original") % {"language": name}
        return gettext("%(language)s, translation") % {"language": name}


class WordingVersion(models.Model):
    """A wording as it stood after one save."""

    wording = models.ForeignKey(Wording, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        app_label = "roadmaps"
        db_table = "coalitions_wordingversion"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["wording", "version"], name="one_wording_a_version")]

    def __str__(self) -> str:
        return f"{self.wording}, version {self.version}"


class Comment(models.Model):
    """A remark on a proposal; `from_group` when another group passes on what it knows, with its
    evidence.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    from_group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("comment"))
    evidence = models.TextField(_("evidence"), blank=True)
    made_at = models.DateTimeField()
    resolved = models.BooleanField(_("resolved"), default=False)
    # What became of it.
    answer = models.TextField(blank=True)

    class Meta:
        app_label = "roadmaps"
        db_table = "coalitions_comment"
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def group(self) -> Group:
        return self.proposal.group


# Which recommendations a consultation was about.


class Consulted(models.Model):
    """That a recommendation was talked over in a consultation, and what changed in it because of
    that.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="consulted")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="consulted")
    changed = models.TextField(_("what changed in it"), blank=True)

    class Meta:
        app_label = "roadmaps"
        ordering = ["proposal__group__order", "proposal__group", "proposal__number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "proposal"], name="consulted_once_on_a_recommendation")
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.proposal}"

    @property
    def coalition(self) -> Coalition:
        return self.consultation.coalition


# What a group says of earlier recommendations beside its own drafts.


class LookedAt(models.Model):
    """That people of the group read an earlier recommendation beside a draft of theirs, and what
    they say of it.

    `ask_key` names it, not a row of the record: that may be imported anew, or the demo make way for
    it. `language` and `version`: the wording of the draft that it was said of. Who said it stands
    in the audit log alone.
    """

    class Said(models.TextChoices):
        SAME = "same", _("about the same")
        OTHER = "other", _("not about it")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="looked_at")
    ask_key = models.CharField(max_length=80)
    said = models.CharField(max_length=5, choices=Said)
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField()

    class Meta:
        app_label = "roadmaps"
        db_table = "coalitions_lookedat"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "ask_key"], name="one_word_of_an_earlier_one")]

    def __str__(self) -> str:
        return f"{self.ask_key}: {self.said}"

    @property
    def group(self) -> Group:
        return self.proposal.group


# What members of a group say of a recommendation before the group adopts it.


class Stance(models.Model):
    """What one member says of a recommendation: the last word counts. `version`: of the original
    text it is about.

    `answer`: what who leads the group answered to an objection.
    """

    class Says(models.TextChoices):
        AGREE = "agree", _("agree")
        LIVE = "live", _("can live with it")
        OBJECT = "object", _("object")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="stances")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    says = models.CharField(_("I"), max_length=6, choices=Says)
    reason = models.TextField(_("reason"), blank=True)
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        app_label = "roadmaps"
        ordering = ["given_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_stance_a_member")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.says}"

    @property
    def group(self) -> Group:
        return self.proposal.group


class EarlierObjection(models.Model):
    """An objection that its member took back, or that was about an earlier wording when the text
    was adopted.

    It is kept where the group worked on it: it was answered, or the text changed. `version` as in a
    Stance.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="earlier_objections")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        app_label = "roadmaps"
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.reason[:80]
