from django.db import migrations, models


class Migration(migrations.Migration):
    """Of the matches before this, nobody has said yet what came of them."""

    dependencies = [("workshops", "0001_version_0_2_0")]

    operations = [
        migrations.AddField("match", "outcome", models.TextField(blank=True, verbose_name="what came of it")),
        migrations.AddField("match", "outcome_on", models.DateField(blank=True, null=True, verbose_name="said on")),
    ]
