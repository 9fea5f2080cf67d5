from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0011_where_a_suggestion_came_to_stand")]
    operations = [
        migrations.AddField(
            model_name="stance",
            name="wording",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
    ]
