from django.db import migrations, models


def name_the_first(apps, schema_editor):
    first = apps.get_model("accounts", "Person").objects.order_by("pk").first()
    if first:
        first.is_operator = True
        first.save(update_fields=["is_operator"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_organisations_belong_to_coalitions")]

    operations = [
        migrations.AddField(
            model_name="person", name="is_operator", field=models.BooleanField(default=False, editable=False)
        ),
        migrations.RunPython(name_the_first, migrations.RunPython.noop),
    ]
