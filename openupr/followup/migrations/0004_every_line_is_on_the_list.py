import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followup", "0003_what_groups_followed_up_is_on_the_list")]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="listed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="followup.listedrecommendation",
            ),
        ),
        migrations.AlterField(
            model_name="followup",
            name="listed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follow_ups",
                to="followup.listedrecommendation",
            ),
        ),
    ]
