"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
import openupr.attendance.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("attendance", "0001_initial"),
        ("attendance", "0002_taken_back_twice"),
        ("attendance", "0003_every_publication_stays"),
    ]

    initial = True

    dependencies = [
        ('workshops', '0001_version_0_2_0'),
    ]

    operations = [
        migrations.CreateModel(
            name='LessonCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('women', 'share of women among those who speak'), ('rural', 'share of people from the countryside among those who speak'), ('interpreters', 'interpreters for each language')], max_length=12, verbose_name='checked by')),
                ('least', models.PositiveSmallIntegerField(verbose_name='at least')),
                ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='check_rule', to='workshops.lesson')),
            ],
        ),
        migrations.CreateModel(
            name='PublishedFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_hand', models.BooleanField(default=False, verbose_name='typed in from paper')),
                ('approximate', models.BooleanField(default=False, verbose_name='approximate')),
                ('published_on', models.DateField(verbose_name='published on')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn on')),
                ('replaced_on', models.DateField(blank=True, null=True, verbose_name='replaced on')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published_figures', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PublishedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=12)),
                ('group', models.CharField(blank=True, max_length=12)),
                ('count', models.PositiveIntegerField()),
                ('figures', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='attendance.publishedfigures')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=openupr.attendance.models.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number on the list')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                ('organisation', models.CharField(blank=True, max_length=120, verbose_name='organisation')),
                ('area', models.CharField(blank=True, choices=[('urban', 'in a town or city'), ('rural', 'in the countryside')], max_length=8, verbose_name='where from')),
                ('gender', models.CharField(blank=True, max_length=60, verbose_name="gender, in one's own words")),
                ('gender_group', models.CharField(blank=True, choices=[('women', 'women'), ('men', 'men'), ('other', 'other')], max_length=8, verbose_name='counted as')),
                ('first_time', models.BooleanField(blank=True, null=True, verbose_name='first time in the UPR')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='language')),
                ('access', models.CharField(blank=True, max_length=300, verbose_name='access needs')),
                ('code_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('how', models.CharField(choices=[('coordinator', 'by a coordinator'), ('link', 'by the link'), ('door', 'at the door')], default='coordinator', max_length=12, verbose_name='how')),
                ('registered_on', models.DateField(verbose_name='registered on')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='workshops.workshop')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Attended',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attended', to='workshops.day')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='attendance.registration')),
            ],
        ),
        migrations.CreateModel(
            name='RegistrationLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_on', models.DateField(verbose_name='made on')),
                ('revoked_on', models.DateField(blank=True, null=True, verbose_name='revoked on')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registration_links', to='workshops.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='SpeakingCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveSmallIntegerField(verbose_name='people who speak')),
                ('women', models.PositiveSmallIntegerField(verbose_name='of them women')),
                ('rural', models.PositiveSmallIntegerField(verbose_name='of them from the countryside')),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='speaking_count', to='workshops.session')),
            ],
        ),
        migrations.CreateModel(
            name='TakenOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=16, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('code_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taken_out', to='workshops.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='TallyChosen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='tally_chosen', to='workshops.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='FloorTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('woman', 'A woman speaks'), ('man', 'A man speaks'), ('other', 'Somebody else speaks'), ('rural', '… and is from the countryside')], max_length=8)),
                ('turns', models.PositiveIntegerField(default=0)),
                ('minutes', models.PositiveIntegerField(default=0)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='floor_tallies', to='workshops.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'kind'), name='one_tally_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Interpreting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('interpreters', models.PositiveSmallIntegerField(verbose_name='interpreters')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interpreting', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'language'), name='interpreters_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='LessonSeenTo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen_to', to='workshops.lesson')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workshops.workshop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('lesson', 'workshop'), name='lesson_seen_to_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='publishedfigures',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_on', None)), fields=('workshop',), name='one_publication_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='publishedcount',
            constraint=models.UniqueConstraint(fields=('figures', 'question', 'group'), name='each_count_once'),
        ),
        migrations.AddConstraint(
            model_name='publishedcount',
            constraint=models.CheckConstraint(condition=models.Q(('count__gte', 5)), name='no_published_count_under_five'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('workshop', 'number'), name='each_number_once'),
        ),
        migrations.AddConstraint(
            model_name='attended',
            constraint=models.UniqueConstraint(fields=('registration', 'day'), name='attended_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='registrationlink',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('workshop',), name='one_open_registration_link'),
        ),
    ]
