from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_backups"),
    ]

    operations = [
        migrations.AddField(
            model_name="room",
            name="time_zone",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
