"""What is marked as done in a section, in words."""

from ..models import Section, SectionTask


def marked_in(section: Section) -> list[str]:
    """What is marked as done there and by whose task, all but evidence. Two queries."""
    tasks = SectionTask.objects.filter(section=section, done_on__isnull=False).exclude(work=SectionTask.Work.EVIDENCE)
    found = [f"{each.words.marked} ({each.organisation})" for each in tasks.select_related("organisation")]
    own = Section.all_ever.filter(pk=section.pk, done_on__isnull=False).exists()
    return [str(section.words.marked), *found] if own else found
