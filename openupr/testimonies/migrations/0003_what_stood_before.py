
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0002_what_was_typed_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='testimony',
            name='stood',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='testimony',
            name='typed_in',
            field=models.BooleanField(default=False, editable=False, verbose_name='typed in'),
        ),
    ]
