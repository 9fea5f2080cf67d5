from django.db import migrations


class Migration(migrations.Migration):
    """The models have moved to the app coalitions; their tables stay as they are."""

    dependencies = [("accounts", "0004_joined_by_the_countrys_clock")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="organisation", name="members"),
                migrations.DeleteModel(name="Affiliation"),
                migrations.DeleteModel(name="Organisation"),
            ]
        )
    ]
