from typing import Any

from django.db import migrations, models


def _first_versions(apps: Any, _schema: Any) -> None:
    """Only new paragraphs told so far what they became, and theirs is the first version."""
    suggestions = apps.get_model("submissions", "Suggestion").objects
    suggestions.filter(is_new=True, became__isnull=False).update(became_version=1)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0010_how_sources_came_to_be")]
    operations = [
        migrations.AddField(
            model_name="suggestion",
            name="first",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="became_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(_first_versions, migrations.RunPython.noop),
    ]
