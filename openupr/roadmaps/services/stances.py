"""What members say of a recommendation that is before their group."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions import ANSWER_OBJECTION, GIVE_STANCE
from ..models import EarlierObjection, Proposal, Stance
from ..queries.stances import original_version
from ..rules.proposals import NotBeforeTheGroup, check_objection, cleaned


@act(GIVE_STANCE, _("Say what one thinks of a recommendation"), about="proposal")
def give_stance(*, by: Person, proposal: Proposal, says: str, reason: str = "", version: int, now: datetime) -> Stance:
    """What a member says of it: agree, live, object; again replaces it. `version`: of the original that was read.

    Raises NotBeforeTheGroup, NoReasonToObject.
    """
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not current.may_be_adopted or version != original_version(current):
        raise NotBeforeTheGroup
    check_objection(says, reason)
    keep_objections(proposal.stances.filter(person=by), version=version)
    given = {"says": says, "reason": reason.strip(), "answer": "", "version": version, "given_at": now}
    stance, _is_new = Stance.objects.update_or_create(proposal=proposal, person=by, defaults=given)
    return stance


def keep_objections(stances: QuerySet[Stance], *, version: int) -> None:
    """Keep the objections among what is about to go, where they were answered or the text (`version`) changed since."""
    worked_on = stances.filter(says=Stance.Says.OBJECT).exclude(answer="", version=version)
    EarlierObjection.objects.bulk_create(
        EarlierObjection(
            proposal_id=each.proposal_id,
            person_id=each.person_id,
            reason=each.reason,
            answer=each.answer,
            version=each.version,
            given_at=each.given_at,
        )
        for each in worked_on
    )


@act(ANSWER_OBJECTION, _("Answer an objection to a recommendation"), about="stance")
def answer_objection(*, by: Person, stance: Stance, text: str) -> Stance:
    """Answer a member's objection. Raises NothingWritten, TooLong, and NotBeforeTheGroup where there is none now."""
    text = cleaned(text)
    objections = Stance.objects.select_for_update().filter(says=Stance.Says.OBJECT)
    current = objections.filter(pk=stance.pk).first()
    if current is None or not current.proposal.may_be_adopted:
        raise NotBeforeTheGroup
    current.answer = text
    current.save(update_fields=["answer"])
    return current
