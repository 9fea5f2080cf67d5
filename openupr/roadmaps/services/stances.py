"""What members say of a recommendation that is before their group."""

from datetime import datetime

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act

from ..models import Proposal, Stance
from ..permissions import GIVE_STANCE
from ..queries.stances import original_version
from ..rules.proposals import NotBeforeTheGroup, check_objection


@act(GIVE_STANCE, about="proposal")
def give_stance(*, by: Person, proposal: Proposal, says: str, reason: str = "", version: int, now: datetime) -> Stance:
    """What a member says of it: agree, live, object; again replaces it. `version`: of the original that was read.

    Raises NotBeforeTheGroup, NoReasonToObject.
    """
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not current.may_be_adopted or version != original_version(current):
        raise NotBeforeTheGroup
    check_objection(says, reason)
    given = {"says": says, "reason": reason.strip(), "version": version, "given_at": now}
    stance, _is_new = Stance.objects.update_or_create(proposal=proposal, person=by, defaults=given)
    return stance
