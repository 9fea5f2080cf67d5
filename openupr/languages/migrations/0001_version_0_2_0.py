"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("languages", "0001_initial"),
        ("languages", "0002_readings_of_each_account"),
        ("languages", "0003_right_as_it_is"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('fingerprint', models.CharField(max_length=32)),
                ('is_right', models.BooleanField(verbose_name='right as it is')),
                ('better', models.TextField(blank=True, verbose_name='better wording')),
                ('named', models.CharField(blank=True, max_length=80, verbose_name='name to be shown')),
                ('day', models.DateField(verbose_name='day')),
                ('reader', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(models.F('language'), models.F('fingerprint'), models.F('reader'), name='one_reading_each')],
            },
        ),
    ]
