from django.db import migrations, models


class Migration(migrations.Migration):
    """Of the files that came back before this, it is not known from whom."""

    dependencies = [("submissions", "0027_tasks_asked_again")]

    operations = [
        migrations.AddField("returnedcopy", "sender", models.CharField(blank=True, max_length=120)),
    ]
