"""Organisations and who belongs to them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.template import Context

from openupr.accounts.models import Person

from ..models import Affiliation, Organisation
from .panels import who_asks


def organisations_of(person: Person) -> QuerySet[Organisation]:
    """Those that somebody belongs to, by name."""
    return Organisation.objects.filter(affiliations__person=person)


def people_of(organisation: Organisation) -> QuerySet[Affiliation]:
    """Who belongs to an organisation and since when, the longest first."""
    return organisation.affiliations.select_related("person").order_by("since", "pk")


def on_own_account(context: Context) -> Mapping[str, Any] | None:
    """For the slot on somebody's own account: the organisations they belong to."""
    person = who_asks(context.get("request"))
    return {"organisations": list(organisations_of(person))} if person else None
