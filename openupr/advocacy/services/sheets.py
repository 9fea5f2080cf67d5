"""What diplomats are given: the asks in short, and whom to ask."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.roadmaps.models import Proposal

from ..actions import WRITE_SHEETS
from ..models import SheetContact, ShortAsk, WhyNow
from ..queries.questions import proposed_questions
from ..queries.sheets import asks_in_short


@act(WRITE_SHEETS, _("Shorten a recommendation for the embassy sheets"), about="coalition")
def shorten_ask(*, by: Person, coalition: Coalition, proposal: Proposal, text: str, question: str) -> ShortAsk:
    """Save an ask in the words of the sheets."""
    before = ShortAsk.objects.filter(proposal=proposal).first()
    if before and (before.text, before.question) == (text, question):
        return unchanged(before)
    saved, _made = ShortAsk.objects.update_or_create(proposal=proposal, defaults={"text": text, "question": question})
    return saved


@act(WRITE_SHEETS, _("Have advance questions proposed"), about="coalition")
def propose_questions(*, by: Person, coalition: Coalition) -> list[ShortAsk]:
    """Give each carried ask without an advance question the questions that follow from the facts.

    Raises RecordNotReady.
    """
    made = []
    for line in asks_in_short(coalition):
        if not line.lacks_question:
            continue
        if questions := proposed_questions(coalition, line.ask, line.text):
            given = {"question": "\n".join(questions)}
            made.append(ShortAsk.objects.update_or_create(proposal=line.ask.proposal, defaults=given)[0])
    return made


@act(WRITE_SHEETS, _("Say whom diplomats can ask"), about="coalition")
def name_contact(
    *, by: Person, coalition: Coalition, text: str, why_now: str = "", why_source: str = ""
) -> SheetContact | None:
    """Say whom diplomats can ask, and why now, with the source; what is empty is not printed."""
    if not (text or why_now):
        SheetContact.objects.filter(coalition=coalition).delete()
        return None
    saved, _made = SheetContact.objects.update_or_create(
        coalition=coalition, defaults={"text": text, "why_now": why_now, "why_source": why_source}
    )
    return saved


@act(WRITE_SHEETS, _("Say why now on a State’s sheet"), about="coalition")
def say_why_now(
    *, by: Person, coalition: Coalition, iso3: str, why_now: str = "", why_source: str = ""
) -> WhyNow | None:
    """Say on one State's sheet why now, with the source; empty: its sheet says what is on all."""
    if not why_now:
        WhyNow.objects.filter(coalition=coalition, iso3=iso3).delete()
        return None
    given = {"why_now": why_now, "why_source": why_source}
    return WhyNow.objects.update_or_create(coalition=coalition, iso3=iso3, defaults=given)[0]
