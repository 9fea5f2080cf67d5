from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0008_corrections_of_documents")]

    operations = [
        migrations.AddField(
            model_name="importjob",
            name="iso3",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
    ]
