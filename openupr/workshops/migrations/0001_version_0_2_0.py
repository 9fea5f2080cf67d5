"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("workshops", "0001_initial"),
        ("workshops", "0002_after"),
        ("workshops", "0003_box"),
        ("workshops", "0004_materials"),
        ("workshops", "0005_titles_in_other_languages"),
        ("workshops", "0006_organisations_of_coalitions"),
        ("workshops", "0007_plain_words"),
        ("workshops", "0008_materials_are_rebuilt"),
        ("workshops", "0009_an_organisation_of_the_same_coalition"),
        ("workshops", "0010_pre_sessions"),
    ]

    initial = True

    dependencies = [
        ('coalitions', '0001_version_0_2_0'),
        ('testimonies', '0001_version_0_2_0'),
    ]

    operations = [
        migrations.CreateModel(
            name='Day',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
            ],
            options={
                'ordering': ['date'],
            },
        ),
        migrations.CreateModel(
            name='AgendaTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('rows', models.JSONField(default=list)),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda_templates', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translations', models.JSONField(blank=True, default=dict, verbose_name='in other languages')),
                ('kind', models.CharField(choices=[('session', 'session'), ('registration', 'registration'), ('opening', 'opening'), ('recap', 'recap'), ('break', 'break'), ('wrap-up', 'wrap-up')], default='session', max_length=12, verbose_name='kind')),
                ('start', models.TimeField(verbose_name='from')),
                ('end', models.TimeField(verbose_name='to')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('objective', models.TextField(blank=True, verbose_name='objective')),
                ('question_minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes for questions')),
                ('speaker_minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes for each speaker')),
                ('each_group', models.BooleanField(default=False, verbose_name="each group's rapporteur presents")),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('requested', models.BooleanField(default=False, verbose_name="on participants' request")),
                ('continues', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='workshops.session')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='workshops.day')),
            ],
            options={
                'ordering': ['day__date', 'start', 'end', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='what was said')),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='noted', to='workshops.session')),
            ],
        ),
        migrations.CreateModel(
            name='SessionRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('facilitator', 'facilitator'), ('moderator', 'moderator'), ('speaker', 'speaker'), ('note-taker', 'note-taker'), ('interpreter', 'interpreter')], max_length=12, verbose_name='role')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='workshops.session')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translations', models.JSONField(blank=True, default=dict, verbose_name='in other languages')),
                ('kind', models.CharField(choices=[('submission', 'submission workshop'), ('validation', 'validation meeting'), ('pre-session', 'in-country pre-session'), ('geneva', 'Geneva pre-session'), ('follow-up', 'follow-up')], default='submission', max_length=12, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('objective', models.TextField(blank=True, verbose_name='objective')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('other_organisers', models.JSONField(default=list, verbose_name='other co-organisers')),
                ('box', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='testimonies.box')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workshops', to='coalitions.coalition')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='workshops.workshop')),
                ('organisations', models.ManyToManyField(blank=True, related_name='+', to='coalitions.organisation')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='WayForward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='what is to be done')),
                ('more', models.TextField(blank=True, verbose_name='more about it')),
                ('owner', models.CharField(blank=True, max_length=120, verbose_name='owner')),
                ('day', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('day'), nulls_last=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner', models.CharField(max_length=120, verbose_name='partner')),
                ('kind', models.CharField(choices=[('expertise', 'expertise on a subject'), ('training', 'training'), ('language', 'translation and interpreting'), ('evidence', 'data and evidence'), ('contacts', 'contacts with States and the UN'), ('money', 'money'), ('place', 'rooms and travel'), ('safety', 'safety')], max_length=12, verbose_name='kind')),
                ('issues', models.JSONField(blank=True, default=list, verbose_name='for these issues')),
                ('text', models.TextField(blank=True, verbose_name='what is offered')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('expertise', 'expertise on a subject'), ('training', 'training'), ('language', 'translation and interpreting'), ('evidence', 'data and evidence'), ('contacts', 'contacts with States and the UN'), ('money', 'money'), ('place', 'rooms and travel'), ('safety', 'safety')], max_length=12, verbose_name='kind')),
                ('text', models.TextField(verbose_name='what for')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='coalitions.group')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['group__order', 'group_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('slides', 'slides'), ('handout', 'handout'), ('template', 'template of a submission'), ('other', 'other')], default='handout', max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('in_room', models.BooleanField(default=False, verbose_name='phones in the room may have it')),
                ('ending', models.CharField(max_length=8)),
                ('data', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('translates', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='translations', to='workshops.material')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='workshops.workshop')),
            ],
            options={
                'ordering': ['kind', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('balance', 'balance'), ('interpreting', 'interpreting'), ('agenda', 'agenda and time'), ('partners', 'partners'), ('safety', 'safety'), ('other', 'other')], default='other', max_length=12, verbose_name='topic')),
                ('text', models.TextField(verbose_name='what was seen')),
                ('next_time', models.TextField(blank=True, verbose_name='next time')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='day',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='workshops.workshop'),
        ),
        migrations.CreateModel(
            name='Achievement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='what was reached')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='confirmed on')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='workshops.need')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='workshops.offer')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('need', 'offer'), name='one_match_of_a_need_and_an_offer')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('english', models.CharField(max_length=120, verbose_name='English')),
                ('khmer', models.CharField(max_length=200, verbose_name='Khmer')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='workshops.workshop')),
            ],
            options={
                'ordering': ['english', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'english'), name='one_term_of_a_word')],
            },
        ),
        migrations.CreateModel(
            name='RoadmapHandedIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='handed in on')),
                ('missing', models.JSONField(default=list)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coalitions.group')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['group__order', 'group_id'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'group'), name='handed_in_once_a_group')],
            },
        ),
        migrations.AddConstraint(
            model_name='day',
            constraint=models.UniqueConstraint(fields=('workshop', 'date'), name='each_date_once'),
        ),
    ]
