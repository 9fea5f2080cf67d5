"""What a coalition shows to everybody of its follow-up."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition

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
