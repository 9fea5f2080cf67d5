"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ('workshops', '0001_version_0_2_0'),
    ]

    operations = [
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('suggestion', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_paragraphs', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'key'), name='one_paragraph_a_place')],
            },
        ),
    ]
