"""Testimonies are quoted by reference: no copies of their words are searched for any more."""

from django.apps.registry import Apps
from django.db import migrations


def delete_lines_about_copies(apps: Apps, _editor: object) -> None:
    """In how many places copies were cut out: the audit log has no words for it any more, and it told of withdrawals."""
    apps.get_model("accounts", "AuditLine").objects.filter(what__endswith=":words_cut").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("testimonies", "0004_testimonies_as_told"),
    ]

    operations = [
        migrations.RunPython(delete_lines_about_copies, migrations.RunPython.noop),
        migrations.RemoveField(model_name="testimony", name="stood"),
        migrations.RemoveField(model_name="testimony", name="typed_in"),
    ]
