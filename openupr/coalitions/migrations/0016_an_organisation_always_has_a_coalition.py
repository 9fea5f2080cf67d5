import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coalitions", "0015_one_row_for_each_coalition")]

    operations = [
        migrations.RemoveField(model_name="organisation", name="copied_from"),
        migrations.AlterField(
            model_name="organisation",
            name="coalition",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="organisations",
                to="coalitions.coalition",
            ),
        ),
    ]
