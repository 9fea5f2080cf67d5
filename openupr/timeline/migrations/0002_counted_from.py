from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="milestone",
            name="counted_from",
            field=models.DateField(blank=True, null=True),
        ),
    ]
