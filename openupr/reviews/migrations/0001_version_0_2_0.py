"""The tables as version 0.2.0 made them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reviews", "0001_initial"),
        ("reviews", "0002_the_review_that_was_not_held"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State under Review')),
                ('cycle', models.PositiveSmallIntegerField(verbose_name='cycle')),
                ('session', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='session')),
                ('order', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='place in the session')),
                ('status', models.CharField(choices=[('sourced', 'sourced'), ('derived', 'derived from the order of the cycle before'), ('unsourced', 'without a source'), ('expected', 'expected, undated'), ('imported', 'known only from an imported record')], max_length=12, verbose_name='status')),
                ('source', models.TextField(blank=True, verbose_name='source')),
            ],
            options={
                'ordering': ['iso3', 'cycle', 'session'],
                'constraints': [models.UniqueConstraint(fields=('iso3', 'session'), name='one_review_a_state_and_session'), models.UniqueConstraint(condition=models.Q(('session', None)), fields=('iso3', 'cycle'), name='one_undated_review_a_cycle')],
            },
        ),
    ]
