"""The last day on which the computer's clock was believed: at first the day of the coalition's last line in its log."""

from django.db import migrations, models
from django.db.models import Max


def from_the_audit_log(apps, schema_editor):
    lines = apps.get_model("accounts", "AuditLine").objects
    last = dict(lines.exclude(circle="").values_list("circle").annotate(last=Max("when")).values_list("circle", "last"))
    for coalition in apps.get_model("coalitions", "Coalition").objects.all():
        if coalition.key in last:
            coalition.clock_seen = last[coalition.key].date()
            coalition.save(update_fields=["clock_seen"])


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_organisations_belong_to_coalitions"),
        ("coalitions", "0011_organisations"),
    ]

    operations = [
        migrations.AddField("coalition", "clock_seen", models.DateField(editable=False, null=True)),
        migrations.RunPython(from_the_audit_log, migrations.RunPython.noop),
    ]
