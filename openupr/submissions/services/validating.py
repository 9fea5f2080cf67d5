"""At the validation meeting: what the room sees, and who owns an objection."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Organisation

from ..actions.drafting import VALIDATE
from ..models import Section, Stance, Submission
from .open_for_writing import check_stands


@act(VALIDATE, _("Show a section to the validation meeting"), about="section")
def show_to_the_room(*, by: Person, section: Section) -> Section:
    """Put a section on the projector, in place of the one that was there. Raises Locked."""
    check_stands(section)
    section.submission.sections.filter(on_projector=True).update(on_projector=False)
    section.on_projector = True
    section.save(update_fields=["on_projector"])
    return section


@act(VALIDATE, _("End the validation meeting"), about="submission")
def end_validation(*, by: Person, submission: Submission) -> None:
    """The meeting is over: no section is on the projector."""
    submission.sections.filter(on_projector=True).update(on_projector=False)


@act(VALIDATE, _("Name the owner of an objection"), about="stance", names="organisation")
def see_to_objection(*, by: Person, stance: Stance, organisation: Organisation | None, due: date | None) -> Stance:
    """Which organisation owns an objection, and when it is due. Raises Locked."""
    check_stands(stance.section)
    stance.seen_to_by, stance.due = organisation, due
    stance.save(update_fields=["seen_to_by", "due"])
    return stance
