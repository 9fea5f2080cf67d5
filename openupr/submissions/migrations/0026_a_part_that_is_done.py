from django.db import migrations, models


class Migration(migrations.Migration):
    """Of a part that was written before this, it is not known whether it is done."""

    dependencies = [("submissions", "0025_who_answered_a_comment")]

    operations = [
        migrations.AddField(
            "section", "done_on", models.DateField(blank=True, null=True, verbose_name="done on"),
        ),
    ]
