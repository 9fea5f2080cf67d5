import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which coalition an organisation is of; 0013 fills it in. Since when the person who speaks for it does."""

    dependencies = [
        ("accounts", "0005_organisations_belong_to_coalitions"),
        ("coalitions", "0011_organisations"),
        ("submissions", "0015_organisations_of_coalitions"),
        ("workshops", "0006_organisations_of_coalitions"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="coalition",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="organisations",
                to="coalitions.coalition",
            ),
        ),
        migrations.AddField(
            model_name="memberorganisation",
            name="represented_since",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="memberorganisation",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="coalitions.organisation"
            ),
        ),
    ]
