"""Rows of OHCHR's lists lose the blanks that stand where none belongs. Where the report is in the record, its wording
counts. `raw` keeps what the list prints. An ask is named after words alone: none gets another name."""

from uuid import uuid4

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from openupr.undocs.stray_blanks import without_stray_blanks


def set_texts_right(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    records = apps.get_model("recommendations", "SourceRecord").objects
    reports = dict(records.filter(source="working-group-report").order_by().values_list("ask", "text"))
    changed = []
    for row in records.filter(source="thematic-list").only("pk", "ask", "text", "raw"):
        text = reports.get(row.ask_id) or without_stray_blanks(row.text)
        if text != row.text:
            row.raw, row.text = {"Recommendation": row.text, **row.raw}, text
            changed.append(row)
    if changed:
        records.bulk_update(changed, ["text", "raw"], batch_size=500)
        # Every index of before is out of date.
        apps.get_model("recommendations", "RecordEdition").objects.update(token=uuid4().hex)


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0015_incoming_parts")]

    operations = [migrations.RunPython(set_texts_right, migrations.RunPython.noop)]
