"""A recommendation on a coalition's follow-up list."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.recommendations.models import Ask
from openupr.upr.states import by_iso3

from ..rules import own_words


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
