"""OHCHR's themes are kept beside the issues. Rows of OHCHR's lists and index get theirs from their own labels, and only
those issues that are the same as one of them. Lists that enter from now on are kept."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from openupr.upr.ohchr_themes import issues_of, value_of
from openupr.upr.sdgs import goal_in

_AT_ONCE = 500


def take_themes_from_labels(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    records = apps.get_model("recommendations", "SourceRecord").objects
    changed = []
    rows = records.filter(source__in=("thematic-list", "uhri")).exclude(source_issues=[])
    for record in rows.only("pk", "source_issues", "issues", "themes").iterator(chunk_size=2000):
        values = tuple(dict.fromkeys(value_of(label) for label in record.source_issues if not goal_in(label)))
        record.themes, record.issues = list(values), list(issues_of(values))
        changed.append(record)
        if len(changed) == _AT_ONCE:
            records.bulk_update(changed, ["themes", "issues"])
            changed = []
    records.bulk_update(changed, ["themes", "issues"])


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_version_0_2_0")]

    operations = [
        migrations.AddField("sourcerecord", "themes", models.JSONField(default=list)),
        migrations.AddField("keptdocument", "kind", models.CharField(blank=True, default="", max_length=24)),
        migrations.RunPython(take_themes_from_labels, migrations.RunPython.noop),
    ]
