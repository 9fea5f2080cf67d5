"""What is stored of decisions and consultations.

The models keep the label "coalitions": databases, backups and the audit log know them by it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.web.languages import as_sentence, in_page_language

from .rules.decisions import OUR_WORDS

# Consultations: who was asked, what they said, what changed because of it.


class Consultation(models.Model):
    """A consultation held by a coalition or one of its groups; people are counted, never named."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="consultations")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="consultations")
    day = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=200)
    people = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    who = models.CharField(_("who (in general)"), max_length=200, blank=True)
    said = models.TextField(_("what was said"))
    changed = models.TextField(_("what changed because of it"), blank=True)

    class Meta:
        app_label = "coalitions"  # see __init__.py of this folder
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day}, {self.place}"


# Decisions: a question put to the organisations of a coalition or of one group, one voice each.


def _in_page_language(text: str) -> str:
    """Words of ours in the reader's language; typed ones as they are, also where the catalogue has
    them.
    """
    return in_page_language(text) if text in OUR_WORDS else text


class Decision(models.Model):
    """A question with options. It cannot be edited once closed, only superseded by another.

    `group`: whose organisations are asked; those of the whole coalition where it is empty.
    `room_way`, `room_by` and `room_on` tell how people in a room were counted, who typed the
    numbers in, and on which day.
    """

    class Kind(models.TextChoices):
        CHOOSE = "choose", _("choose one")
        RANK = "rank", _("put in order")
        AGREE = "agree", _("agree or object")

    class RoomWay(models.TextChoices):
        HANDS = "hands", _("show of hands")
        STICKERS = "stickers", _("stickers")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="decisions")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="decisions")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.CHOOSE)
    question = models.TextField(_("question"))
    asked_on = models.DateField(_("asked on"))
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    # How many organisations must speak for the outcome to stand.
    quorum = models.PositiveSmallIntegerField(_("quorum (organisations)"), default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    supersedes = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="superseded_by")
    room_way = models.CharField(_("how the room was counted"), max_length=8, choices=RoomWay, blank=True)
    room_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    room_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "coalitions"  # see __init__.py of this folder
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return self.question[:80]

    @property
    def asked(self) -> str:
        """Its question, in the reader's language where the words are ours."""
        return _in_page_language(self.question)

    @property
    def told_outcome(self) -> str:
        """Its outcome; the first sentence in the reader's language where it is ours, as an option
        that was offered.
        """
        first, stop, rest = self.outcome.partition(".")
        sentence = _in_page_language(first)
        return f"{as_sentence(sentence)}{rest}" if stop and sentence != first else _in_page_language(self.outcome)


class Option(models.Model):
    """One of the answers that may be given. `route` ties the question of the seed to what follows
    from it.

    `key` says what it stands for: an issue, the number of a recommendation, or one of `Stand`.
    `room`: how many hands or stickers it got.
    """

    class Stand(models.TextChoices):
        AGREE = "agree", _("agree")
        LIVE = "live", _("can live with it")
        OBJECT = "object", _("object")

    class Route(models.TextChoices):
        NONE = "", _("none")
        BY_GROUP = "by-group", _("group by group")
        JOINT = "joint", _("joint cross-sectoral submission")
        OWN = "own", _("own submission")
        BOTH = "both", _("joint and own submissions")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField()
    # Of a ranking a whole recommendation.
    text = models.TextField(_("option"))
    route = models.CharField(_("route"), max_length=10, choices=Route, default=Route.NONE, blank=True)
    key = models.CharField(max_length=60, blank=True)
    room = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        app_label = "coalitions"  # see __init__.py of this folder
        ordering = ["order"]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """Its text, in the reader's language where the words are ours: a route, or what `key`
        names, as an issue.
        """
        is_stand = self.decision.kind == Decision.Kind.AGREE and self.key in self.Stand.values
        if is_stand:
            return str(self.Stand(self.key).label)
        return in_page_language(self.text) if self.key else _in_page_language(self.text)


class Voice(models.Model):
    """What an organisation said through its representative; the last one before closing counts, all
    are kept.

    `ranking`: the order numbers of the options, the first choice first; `option` is that first
    choice then.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="voices")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, models.CASCADE, related_name="voices")
    ranking = models.JSONField(default=list, blank=True)
    dissent = models.TextField(_("dissent, to be recorded"), blank=True)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        app_label = "coalitions"  # see __init__.py of this folder
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.option}"
