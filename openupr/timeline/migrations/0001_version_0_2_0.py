"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("timeline", "0001_initial"),
        ("timeline", "0002_counted_from"),
        ("timeline", "0003_who_sees_to_it"),
        ("timeline", "0004_status"),
    ]

    initial = True

    dependencies = [
        ('reviews', '0001_version_0_2_0'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('time_zone', models.CharField(max_length=60, verbose_name='time zone')),
                ('identity', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('opened_on', models.DateField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendars', to='reviews.review')),
                ('within', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='inner', to='timeline.calendar')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='label')),
                ('neutral', models.BooleanField(default=True, verbose_name='neutral titles')),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('calendars', models.ManyToManyField(related_name='feeds', to='timeline.calendar')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('phase', 'phase of the review'), ('step', 'step of our plan'), ('task', 'task'), ('event', 'event')], max_length=8, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('day', models.DateField(verbose_name='day')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('hour', models.TimeField(blank=True, null=True, verbose_name='hour')),
                ('zone', models.CharField(blank=True, max_length=60, verbose_name='time zone of the hour')),
                ('status', models.CharField(choices=[('estimate', 'estimate'), ('planned', 'planned'), ('published', 'published'), ('done', 'done')], db_column='standing', max_length=10, verbose_name='status')),
                ('source', models.TextField(blank=True, verbose_name='source')),
                ('whose', models.CharField(blank=True, max_length=120, verbose_name='whose')),
                ('by_hand', models.BooleanField(default=False)),
                ('counted_from', models.DateField(blank=True, null=True)),
                ('written_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='timeline.calendar')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EarlierDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('hour', models.TimeField(blank=True, null=True)),
                ('zone', models.CharField(blank=True, max_length=60)),
                ('status', models.CharField(choices=[('estimate', 'estimate'), ('planned', 'planned'), ('published', 'published'), ('done', 'done')], db_column='standing', max_length=10)),
                ('source', models.TextField(blank=True)),
                ('replaced_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier', to='timeline.milestone')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('calendar', 'key'), name='one_milestone_a_calendar_and_key'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('day')), _connector='OR'), name='a_milestone_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('hour', None), models.Q(('zone', ''), _negated=True), _connector='OR'), name='the_hour_of_a_milestone_has_a_zone'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('source', ''), _negated=True), _connector='OR'), name='a_published_milestone_has_a_source'),
        ),
    ]
