import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Why one State should act now: on its own sheet, in place of what is on all."""

    dependencies = [
        ("advocacy", "0011_put_in_touch"),
        ("coalitions", "0001_version_0_2_0"),
    ]

    operations = [
        migrations.CreateModel(
            name="WhyNow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("iso3", models.CharField(max_length=3, verbose_name="State")),
                ("why_now", models.CharField(max_length=300, verbose_name="why now")),
                ("why_source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="whys",
                        to="coalitions.coalition",
                    ),
                ),
            ],
            options={
                "ordering": ["iso3"],
                "constraints": [
                    models.UniqueConstraint(fields=("coalition", "iso3"), name="one_why_now_a_state"),
                ],
            },
        ),
    ]
