"""The tables as version 0.2.0 made them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("conformance", "0001_added_rule_sets"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AddedRuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=40, unique=True)),
                ('text', models.TextField()),
                ('document', models.CharField(max_length=200)),
                ('document_date', models.DateField()),
                ('read_at', models.URLField(max_length=500)),
                ('confirmed', models.DateTimeField()),
                ('taken_back', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-confirmed', '-pk'],
            },
        ),
    ]
