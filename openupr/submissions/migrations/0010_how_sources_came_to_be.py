from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_SAID = ("source", "kind", "day", "reliability", "case")


def keep_those_that_are_there(apps: Any, schema_editor: Any) -> None:
    """Each as it stands: when it was added nobody kept."""
    versions = apps.get_model("submissions", "ClaimVersion").objects
    for claim in apps.get_model("submissions", "Claim").objects.select_related("paragraph").order_by("pk"):
        versions.create(
            claim=claim.pk,
            anchor=claim.paragraph.anchor,
            section_id=claim.paragraph.section_id,
            saved_by_id=claim.added_by_id,
            **{name: getattr(claim, name) for name in _SAID},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0009_words_taken_out_of_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ClaimVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("claim", models.PositiveBigIntegerField(db_index=True)),
                ("anchor", models.CharField(db_index=True, max_length=20)),
                ("source", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first-hand", "first-hand"),
                            ("official", "official"),
                            ("un", "United Nations"),
                            ("press", "press"),
                            ("academic", "academic"),
                        ],
                        max_length=12,
                    ),
                ),
                ("day", models.DateField(blank=True, null=True)),
                ("reliability", models.CharField(blank=True, max_length=12)),
                (
                    "case",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "no individual case"),
                            ("emblematic", "an emblematic case, with consent"),
                            ("ask", "an individual case: consent to be asked"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("removed", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField(null=True)),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_history",
                        to="submissions.section",
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.RunPython(keep_those_that_are_there, migrations.RunPython.noop),
    ]
