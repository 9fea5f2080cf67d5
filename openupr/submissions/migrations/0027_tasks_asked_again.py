from django.db import migrations, models


class Migration(migrations.Migration):
    """Of the tasks before this, none was asked again."""

    dependencies = [("submissions", "0026_a_part_that_is_done")]

    operations = [
        migrations.AddField("sectiontask", "asked_again", models.BooleanField(default=False, editable=False)),
    ]
