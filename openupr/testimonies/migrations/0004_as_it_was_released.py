from django.apps.registry import Apps
from django.db import migrations, models


def as_they_are_released(apps: Apps, _editor: object) -> None:
    """Of earlier wordings nothing is known."""
    for each in apps.get_model("testimonies", "Testimony").objects.filter(state="released"):
        each.released_as = [each.leaving]
        each.save(update_fields=["released_as"])


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0003_what_stood_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='testimony',
            name='released_as',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.RunPython(as_they_are_released, migrations.RunPython.noop),
    ]
