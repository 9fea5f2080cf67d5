"""A kept file is made again of its edition where a quote in it was withdrawn; on which day is not kept."""

from django.apps.registry import Apps
from django.db import migrations, models


def mark_those_changed(apps: Apps, _editor: object) -> None:
    """Files out of which an earlier version took words stay as they are: they are not what was lodged, to the word."""
    apps.get_model("submissions", "LodgedFile").objects.exclude(words_taken_out_on=None).update(made_again=True)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0012_the_wording_that_an_organisation_spoke_on")]

    operations = [
        migrations.AddField(
            model_name="lodgedfile",
            name="made_again",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(mark_those_changed, migrations.RunPython.noop),
        migrations.RemoveField(model_name="lodgedfile", name="words_taken_out_on"),
        migrations.RemoveField(model_name="edition", name="words_taken_out_on"),
    ]
