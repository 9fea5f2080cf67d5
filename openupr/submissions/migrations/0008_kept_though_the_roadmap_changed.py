from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0007_a_full_stop_after_earlier_recommendations")]
    operations = [
        migrations.AddField(
            model_name="paragraph",
            name="kept_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
