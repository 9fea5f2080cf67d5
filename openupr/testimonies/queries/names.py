"""The names that are known in a coalition: where one stands in a testimony, somebody looks again."""

from collections.abc import Sequence

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Organisation

from ..rules.telling import ORGANISATION, PERSON, KnownName


def names_known_in(coalition: Coalition) -> Sequence[KnownName]:
    """Its people, by each word of their names too, and its organisations. Two queries."""
    found: dict[str, str] = {}
    people = Person.objects.filter(participations__coalition=coalition).values_list("called", "username")
    for name in (name for both in people for name in both):
        for each in (name, *name.split()):
            if len(each) > 2:
                found[each] = PERSON
    organisations = Organisation.objects.filter(memberships__coalition=coalition).values_list("name", "short_name")
    for name in (name for both in organisations for name in both):
        if len(name) > 1:
            found[name] = ORGANISATION
    # The longest first: of "Forest Watch" and "Forest" the whole name is what is found.
    return [KnownName(name, kind) for name, kind in sorted(found.items(), key=lambda each: -len(each[0]))]
