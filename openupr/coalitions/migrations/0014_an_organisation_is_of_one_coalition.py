import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which coalition an organisation is of; 0015 fills it in. Since when the person who speaks for it does."""

    dependencies = [
        ("accounts", "0005_organisations_belong_to_coalitions"),
        ("coalitions", "0013_chosen_files"),
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
        # Until 0016: which row a further coalition's own row was made from.
        migrations.AddField(
            model_name="organisation",
            name="copied_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="copies",
                to="coalitions.organisation",
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
