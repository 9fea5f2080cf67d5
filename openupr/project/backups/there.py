"""What a restore would replace."""

from openupr.accounts.models import Organisation, Person
from openupr.coalitions.models import Coalition
from openupr.recommendations.models import Ask, RecordEdition


def what_is_there() -> str:
    """What people have put into this database, in a few words; "" where nothing but the demo record stands."""
    counted = {
        "people": Person.objects.count(),
        "organisations": Organisation.objects.count(),
        "coalitions": Coalition.objects.count(),
        "recommendations and pledges": 0 if RecordEdition.objects.filter(demo=True).exists() else Ask.objects.count(),
    }
    return ", ".join(f"{number:,} {what}" for what, number in counted.items() if number)
