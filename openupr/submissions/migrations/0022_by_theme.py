from django.db import migrations, models


class Migration(migrations.Migration):
    """Drafts of before stay by chapter, in the order and under the headings that they have."""

    dependencies = [("submissions", "0021_themes_and_evidence")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="arrangement",
            field=models.CharField(
                choices=[("theme", "by theme"), ("chapter", "by chapter")],
                default="chapter",
                max_length=7,
                verbose_name="order",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="order_otherwise",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
    ]
