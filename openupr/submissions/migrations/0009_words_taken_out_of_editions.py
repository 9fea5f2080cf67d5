from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0008_kept_though_the_roadmap_changed")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="words_taken_out_on",
            field=models.DateField(blank=True, editable=False, null=True),
        )
        for name in ("edition", "lodgedfile")
    ]
