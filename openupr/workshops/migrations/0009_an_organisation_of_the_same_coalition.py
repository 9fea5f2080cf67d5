from django.db import migrations

from openupr.coalitions.migrations._organisations import repoint


def one_row_for_each_coalition(apps, schema_editor):
    repoint(apps, "workshops", "Workshop_organisations", "organisation", "workshop__coalition")


class Migration(migrations.Migration):
    dependencies = [
        ("coalitions", "0014_an_organisation_is_of_one_coalition"),
        ("workshops", "0008_materials_are_rebuilt"),
    ]
    # Which deletes the organisations that nothing names.
    run_before = [("coalitions", "0015_one_row_for_each_coalition")]

    operations = [migrations.RunPython(one_row_for_each_coalition, migrations.RunPython.noop)]
