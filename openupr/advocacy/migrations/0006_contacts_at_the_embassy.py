from django.db import migrations, models

# Where a State's embassy is, the coalition's list of embassies says: contacts said it a second time.
_BEFORE = ("here", "elsewhere")


def at_the_embassy(apps, schema_editor):
    """A contact is at the embassy, wherever that is."""
    apps.get_model("advocacy", "Contact").objects.filter(place__in=_BEFORE).update(place="embassy")


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0005_pre_sessions")]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="place",
            field=models.CharField(
                choices=[
                    ("embassy", "embassy"),
                    ("geneva", "mission in Geneva"),
                    ("capital", "ministry in its capital"),
                ],
                max_length=10,
                verbose_name="where",
            ),
        ),
        migrations.RunPython(at_the_embassy, migrations.RunPython.noop),
    ]
