from typing import Any

from django.db import migrations

_TOLD_NOW = (
    "devdiscourse.com 7 Nov 2025; unipd-centrodirittiumani.it "
    "(Human Rights Council, 7 Nov 2025: not held in session 50, rescheduled to session 53)"
)
_TOLD_THEN = "corporatemaldives.com 50th session (not in order)"


def _reschedule(apps: Any, schema_editor: Any) -> None:
    """The fourth review of the United States, as the calendar had it: nobody came on its day, and the Council gave it
    to session 53. What somebody has changed since stays; what is new is as in the calendar's table.
    """
    reviews = apps.get_model("reviews", "Review").objects.using(schema_editor.connection.alias)
    if not reviews.filter(iso3="USA", session=53).exists():
        reviews.filter(iso3="USA", cycle=4, session=50, source=_TOLD_THEN).update(
            session=53,
            source=_TOLD_NOW,
        )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [migrations.RunPython(_reschedule, migrations.RunPython.noop)]
