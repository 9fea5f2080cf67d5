"""What people say of the asks in the review: confirmed recommendations, lobbying impact, advance
questions, lessons.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.roadmaps.models import Proposal

from ..actions import CONFIRM_UPTAKE
from ..models import AdvanceQuestion, Lessons, LobbyingImpact, Uptake
from ..queries.report import made_by_key
from ..queries.uptake import pairs_to_look_at
from ..queries.uptake_workbook import Change


class NotInReview(Refused):
    """A recommendation is to be confirmed that the record of the review does not hold."""

    def __init__(self) -> None:
        super().__init__("The record no longer has this recommendation. Open the page again; nothing was changed.")


@act(CONFIRM_UPTAKE, _("Say whether a State took our recommendation up"), about="coalition")
def say_uptake(
    *, by: Person, coalition: Coalition, proposal: Proposal, keys: Collection[str], said: str, today: date
) -> list[Uptake]:
    """Say of recommendations of the review whether they take an ask up.

    Raises NotInReview, RecordNotReady.
    """
    rows = made_by_key(coalition, keys)
    if not rows or len(rows) < len(set(keys)):
        raise NotInReview
    return [
        Uptake.objects.update_or_create(
            proposal=proposal,
            ask_key=row["id"],
            defaults={
                "iso3": row["from_iso3"] or "",
                "number": row.get("number", ""),
                "text": row["text"],
                "said": said,
                "said_on": today,
                "looked_on": None,
            },
        )[0]
        for row in rows
    ]


@act(CONFIRM_UPTAKE, _("Say that recommendations were looked at together"), about="coalition")
def look_together(*, by: Person, coalition: Coalition, numbers: Collection[int], today: date) -> int:
    """Say of pairs of an ask and a recommendation that people looked at both together; return of
    how many.
    """
    pairs = pairs_to_look_at(coalition).filter(pk__in=numbers)
    return pairs.update(looked_on=today)


@act(CONFIRM_UPTAKE, _("Write in what a State recommended"), about="coalition")
def write_uptake(
    *, by: Person, coalition: Coalition, proposal: Proposal, iso3: str, number: str, text: str, said: str, today: date
) -> Uptake:
    """Write in what a State recommended, as it was heard or read: the report is not in the record
    yet.
    """
    return Uptake.objects.create(proposal=proposal, iso3=iso3, number=number, text=text, said=said, said_on=today)


@act(CONFIRM_UPTAKE, _("Say that no State took our recommendation up"), about="coalition")
def say_untaken(*, by: Person, coalition: Coalition, proposal: Proposal, today: date) -> Uptake:
    """Say of the whole report that nothing in it takes an ask up."""
    given = {"said": Uptake.Said.NOT, "said_on": today}
    return Uptake.objects.get_or_create(proposal=proposal, ask_key="", iso3="", text="", defaults=given)[0]


@act(CONFIRM_UPTAKE, _("Take back what was said of a recommendation"), about="coalition")
def remove_uptake(*, by: Person, coalition: Coalition, number: int) -> None:
    """Take back what was said of a recommendation."""
    Uptake.objects.filter(pk=number, proposal__group__coalition=coalition).delete()


@act(CONFIRM_UPTAKE, _("Set lobbying impact"), about="coalition")
def save_impacts(*, by: Person, coalition: Coalition, proposal: Proposal, values: Mapping[str, str]) -> None:
    """Set the lobbying impact of States on an ask, by their codes."""
    for iso3, value in values.items():
        LobbyingImpact.objects.update_or_create(proposal=proposal, iso3=iso3, defaults={"value": value})


@act(CONFIRM_UPTAKE, _("Note an advance question"), about="coalition")
def note_question(
    *,
    by: Person,
    coalition: Coalition,
    proposal: Proposal | None,
    iso3: str,
    text: str,
    source: str,
    today: date,
) -> AdvanceQuestion:
    """Note an advance question that a State sent in."""
    given = {"proposal": proposal, "iso3": iso3, "text": text, "source": source, "noted_on": today}
    return AdvanceQuestion.objects.create(coalition=coalition, **given)


@act(CONFIRM_UPTAKE, _("Remove an advance question"), about="coalition")
def remove_question(*, by: Person, coalition: Coalition, number: int) -> None:
    """Take a noted question away."""
    AdvanceQuestion.objects.filter(pk=number, coalition=coalition).delete()


@act(CONFIRM_UPTAKE, _("Write lessons for the next review"), about="coalition")
def write_lessons(*, by: Person, coalition: Coalition, text: str) -> Lessons:
    """Keep what the next cycle should know."""
    saved, _made = Lessons.objects.update_or_create(coalition=coalition, defaults={"text": text.strip()})
    return saved


@act(CONFIRM_UPTAKE, _("Take over the workbook of lobbying impact"), about="coalition")
def take_workbook(*, by: Person, coalition: Coalition, changes: Sequence[Change], today: date) -> int:
    """Take over what a workbook says; return how many rows changed something."""
    for each in changes:
        row = each.row
        if each.sets_impact:
            LobbyingImpact.objects.update_or_create(
                proposal_id=row.proposal, iso3=row.iso3, defaults={"value": row.value}
            )
        Uptake.objects.bulk_create(
            Uptake(proposal_id=row.proposal, iso3=row.iso3, text=text, said=row.said, said_on=today)
            for text in each.new_texts
        )
    return len(changes)
