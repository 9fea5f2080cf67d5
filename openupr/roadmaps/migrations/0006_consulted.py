import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Of the consultations before this, it is not known which recommendations they were about."""

    dependencies = [
        ("coalitions", "0001_version_0_2_0"),
        ("roadmaps", "0001_version_0_2_0"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consulted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed", models.TextField(blank=True, verbose_name="what changed in it")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consulted",
                        to="coalitions.consultation",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consulted",
                        to="roadmaps.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["proposal__group__order", "proposal__group", "proposal__number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consultation", "proposal"),
                        name="consulted_once_on_a_recommendation",
                    ),
                ],
            },
        ),
    ]
