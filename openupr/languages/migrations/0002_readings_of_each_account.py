import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("languages", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="reading", name="one_reading_of_a_text"),
        migrations.AddField(
            model_name="reading",
            name="reader",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint("language", "fingerprint", "reader", name="one_reading_each"),
        ),
    ]
