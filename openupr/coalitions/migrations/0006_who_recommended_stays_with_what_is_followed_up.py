from django.db import migrations, models


def keep_who_recommended(apps, schema_editor):
    """What the record still holds is kept with the lines that were taken up from it."""
    lines = apps.get_model("coalitions", "FollowUp").objects.exclude(ask=None).select_related("ask__review")
    for each in lines.iterator():
        each.from_iso3, each.session = each.ask.from_iso3, each.ask.review.session
        each.save(update_fields=["from_iso3", "session"])


class Migration(migrations.Migration):

    dependencies = [
        ("coalitions", "0005_whole_answers_are_kept"),
    ]

    operations = [
        migrations.AddField("followup", "from_iso3", models.CharField(blank=True, max_length=3)),
        migrations.AddField("followup", "session", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.RunPython(keep_who_recommended, migrations.RunPython.noop),
    ]
