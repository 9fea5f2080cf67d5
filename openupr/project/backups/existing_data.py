"""What a restore would replace."""

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Organisation
from openupr.recommendations.models import Ask, RecordEdition


def what_is_there() -> str:
    """What people have put into this database, in a few words; "" where nothing but the demo record
    stands.
    """
    demo = RecordEdition.objects.filter(demo=True).exists()
    counted = (
        (Person.objects.count(), "person", "people"),
        (Organisation.objects.count(), "organisation", "organisations"),
        (Coalition.objects.count(), "coalition", "coalitions"),
        (0 if demo else Ask.objects.count(), "recommendation", "recommendations and pledges"),
    )
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in counted if number)
