"""What is marked as done in a section, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ..models import Section, SectionTask

_BY = {
    SectionTask.Work.WRITE: _lazy("the text as ready by %(organisation)s"),
    SectionTask.Work.REVIEW: _lazy("review by %(organisation)s"),
    SectionTask.Work.TRANSLATE: _lazy("translation by %(organisation)s"),
    SectionTask.Work.APPROVE: _lazy("approval by %(organisation)s"),
}


def marked_in(section: Section) -> list[str]:
    """What is marked as done there and by whose task, all but evidence. Two queries."""
    tasks = SectionTask.objects.filter(section=section, done_on__isnull=False, work__in=_BY)
    found = [
        _BY[SectionTask.Work(each.work)] % {"organisation": each.organisation}
        for each in tasks.select_related("organisation")
    ]
    own = Section.all_ever.filter(pk=section.pk, done_on__isnull=False).exists()
    return [_("this part as ready"), *found] if own else found
