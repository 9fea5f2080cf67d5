from django.db import migrations

from openupr.coalitions.migrations._organisations import repoint

# Where an organisation is named: the model, its field, and the way from there to the coalition.
USES = (
    ("Submission", "organisation", "coalition"),
    ("SectionTask", "organisation", "section__submission__coalition"),
    ("Stance", "organisation", "section__submission__coalition"),
    ("Stance", "seen_to_by", "section__submission__coalition"),
    ("SignOn", "organisation", "submission__coalition"),
)


def one_row_for_each_coalition(apps, schema_editor):
    for model, field, way in USES:
        repoint(apps, "submissions", model, field, way)


class Migration(migrations.Migration):
    dependencies = [
        ("coalitions", "0014_an_organisation_is_of_one_coalition"),
        ("submissions", "0016_annexes_are_rebuilt"),
    ]
    # Which deletes the organisations that nothing names.
    run_before = [("coalitions", "0015_one_row_for_each_coalition")]

    operations = [migrations.RunPython(one_row_for_each_coalition, migrations.RunPython.noop)]
