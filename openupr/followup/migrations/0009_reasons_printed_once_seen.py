from typing import Any

from django.db import migrations, models


def ask_only_organisations(apps: Any, schema_editor: Any) -> None:
    """Groups are named and the Government's claim has a source: whether a reason is printed is asked of
    organisations."""
    assessment = apps.get_model("followup", "Assessment")
    assessment.objects.filter(organisation=None, quoted=True).update(quoted=False)


class Migration(migrations.Migration):
    """What was ticked before anybody saw the line keeps its tick, and is not printed until it was seen."""

    dependencies = [
        ("followup", "0001_version_0_2_0"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="line_seen",
            field=models.BooleanField(default=False, verbose_name="printed line seen"),
        ),
        migrations.AlterField(
            model_name="assessment",
            name="quoted",
            field=models.BooleanField(default=False, verbose_name="reason printed"),
        ),
        migrations.RunPython(ask_only_organisations, migrations.RunPython.noop),
    ]
