"""A document may have problems and wait for its report at once. Until now one that waited for it had none."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_which_have_none(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("recommendations", "KeptDocument").objects.exclude(waits_for="").update(has_problems=False)


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0012_documents_that_wait")]

    operations = [
        migrations.AddField("keptdocument", "has_problems", models.BooleanField(default=True)),
        migrations.RunPython(say_which_have_none, migrations.RunPython.noop),
    ]
