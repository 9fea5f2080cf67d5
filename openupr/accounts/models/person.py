"""A person with an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. A username suffices: no e-mail, no telephone, no legal name is ever asked for."""

    username = models.CharField(_("name to sign in with"), max_length=60, unique=True)
    called = models.CharField(_("what others call you"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    # No while the operator has suspended the account.
    is_active = models.BooleanField(default=True)
    # Runs this server: the account made first, and those that `openupr operator` names.
    is_operator = models.BooleanField(default=False, editable=False)
    joined = models.DateField(_("joined"), default=timezone.localdate, editable=False)

    USERNAME_FIELD = "username"
    # No e-mail field at all: what is not asked for cannot leak.
    EMAIL_FIELD = ""
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    # The number of the one group that a device paired in the room reaches for this person; None of who is signed in.
    paired_group: int | None = None

    objects = PersonManager()

    class Meta:
        # By the name that is shown.
        ordering = [Lower(Coalesce(NullIf("called", Value("")), "username"))]

    def __str__(self) -> str:
        return self.called or self.username
