from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def _refused_before(apps: Any, schema_editor: Any) -> None:
    """Of which review the rows were that earlier imports refused was not kept: they stand as of an unknown one."""
    files = apps.get_model("recommendations", "ImportedFile").objects.filter(outcome="entered", refused__gt=0)
    apps.get_model("recommendations", "ReviewInFile").objects.bulk_create(
        apps.get_model("recommendations", "ReviewInFile")(file=file, refused=file.refused) for file in files
    )


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0003_import_warnings")]

    operations = [
        migrations.CreateModel(
            name="ReviewInFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("iso3", models.CharField(blank=True, max_length=3)),
                ("session", models.PositiveSmallIntegerField(null=True)),
                ("cycle", models.PositiveSmallIntegerField(null=True)),
                ("entered", models.PositiveIntegerField(default=0)),
                ("again", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="recommendations.importedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["iso3"], name="reviews_of_a_state_in_files")],
            },
        ),
        migrations.RunPython(_refused_before, migrations.RunPython.noop),
    ]
