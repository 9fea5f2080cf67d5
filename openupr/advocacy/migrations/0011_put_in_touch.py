import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Organisations that were put in touch with a partner, with the consent of both."""

    dependencies = [
        ("advocacy", "0010_looked_together"),
        ("coalitions", "0001_version_0_2_0"),
    ]

    operations = [
        migrations.CreateModel(
            name="PutInTouch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="date")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="what for")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="coalitions.organisation",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="put_in_touch",
                        to="advocacy.partner",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "organisation"), name="put_in_touch_once"),
                ],
            },
        ),
    ]
