"""A rule set that somebody made from OHCHR's text: confirmed, and taken back."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act

from ..models import AddedRuleSet
from ..permissions import ADD_RULES
from ..queries.rule_sets import RULES, versions_taken
from ..rules.reading_rule_sets import read_rule_set


@act(ADD_RULES, _("Confirmed a rule set"))
def confirm_rule_set(
    *, by: Person, text: str, document: str, document_date: date, read_at: str, now: datetime
) -> AddedRuleSet:
    """Have a rule set used from now on. Raises WrongRuleSet: it is read once more."""
    kept, rules = read_rule_set(text.encode(), rules=RULES, taken=versions_taken())
    return AddedRuleSet.objects.create(
        version=rules.version,
        text=kept,
        document=document.strip(),
        document_date=document_date,
        read_at=read_at,
        confirmed=now,
    )


@act(ADD_RULES, _("Took a rule set back"))
def take_back_rule_set(*, by: Person, added: AddedRuleSet, now: datetime) -> AddedRuleSet:
    """Offer and use it no more. What was lodged by it goes on saying so."""
    added.taken_back = now
    added.save(update_fields=["taken_back"])
    return added
