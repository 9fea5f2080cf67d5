"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
import openupr.coalitions.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("coalitions", "0001_initial"),
        ("coalitions", "0002_answer_day"),
        ("coalitions", "0003_calendars_and_feeds"),
        ("coalitions", "0004_dates_of_all_coalitions"),
        ("coalitions", "0005_whole_answers_are_kept"),
        ("coalitions", "0006_who_recommended_stays_with_what_is_followed_up"),
        ("coalitions", "0007_feedback_left_unread"),
        ("coalitions", "0008_words_of_the_demo_record"),
        ("coalitions", "0009_what_a_group_says_of_earlier_recommendations"),
        ("coalitions", "0010_roadmaps_and_followup_are_apps_of_their_own"),
        ("coalitions", "0011_organisations"),
        ("coalitions", "0012_the_last_day_that_was_believed"),
        ("coalitions", "0013_chosen_files"),
        ("coalitions", "0014_an_organisation_is_of_one_coalition"),
        ("coalitions", "0015_one_row_for_each_coalition"),
        ("coalitions", "0016_an_organisation_always_has_a_coalition"),
        ("coalitions", "0017_when_a_coalition_is_deleted"),
        ("coalitions", "0018_what_an_invitation_gives"),
        ("coalitions", "0019_paired_devices"),
        ("coalitions", "0020_the_coalition_that_it_comes_from"),
        ("coalitions", "0021_questions_to_groups_and_rankings"),
        ("coalitions", "0022_options_of_any_length"),
        ("coalitions", "0023_where_a_group_meets"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_version_0_2_0'),
        ('reviews', '0001_version_0_2_0'),
        ('timeline', '0001_version_0_2_0'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='since')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'accounts_affiliation',
            },
        ),
        migrations.CreateModel(
            name='ChosenFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('data', models.BinaryField()),
                ('pages', models.PositiveSmallIntegerField(default=1)),
                ('lost_notes', models.BooleanField(default=False)),
                ('chosen_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ChosenPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('data', models.BinaryField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='coalitions.chosenfile')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Coalition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=openupr.coalitions.models.new_key, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('founded', models.DateField(verbose_name='founded')),
                ('clock_seen', models.DateField(editable=False, null=True)),
                ('delete_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('calendar', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='timeline.calendar')),
                ('comes_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='coalitions.coalition')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review', verbose_name='review')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='chosenfile',
            name='coalition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coalitions.coalition'),
        ),
        migrations.CreateModel(
            name='ExternalEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='what')),
                ('day', models.DateField(verbose_name='when (first day)')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('effect', models.TextField(blank=True, verbose_name='effect on our work')),
                ('risk', models.TextField(blank=True, verbose_name='risk, and for whom')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('focus', models.TextField(blank=True, verbose_name='focus')),
                ('meets_at', models.CharField(blank=True, default='', max_length=100, verbose_name='where it meets')),
                ('issues', models.JSONField(blank=True, default=list, verbose_name='issues')),
                ('populations', models.JSONField(blank=True, default=list, verbose_name='population groups')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('closed', models.BooleanField(default=False, verbose_name='closed')),
                ('calendar', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='timeline.calendar')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FollowedCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('extent', models.CharField(choices=[('whole', 'Whole'), ('group', 'Group'), ('own', 'Own'), ('every', 'Everywhere')], max_length=5)),
                ('coalition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followed', to='coalitions.coalition')),
                ('feed', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='timeline.feed')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_calendars', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followed', to='coalitions.group')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('choose', 'choose one'), ('rank', 'put in order'), ('agree', 'agree or object')], default='choose', max_length=6, verbose_name='kind')),
                ('question', models.TextField(verbose_name='question')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='closes on')),
                ('quorum', models.PositiveSmallIntegerField(default=1, verbose_name='quorum (organisations)')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.TextField(blank=True, verbose_name='outcome')),
                ('room_way', models.CharField(blank=True, choices=[('hands', 'show of hands'), ('stickers', 'stickers')], max_length=8, verbose_name='how the room was counted')),
                ('room_on', models.DateField(blank=True, null=True)),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='coalitions.coalition')),
                ('room_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='superseded_by', to='coalitions.decision')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='coalitions.group')),
            ],
            options={
                'ordering': ['-asked_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='date')),
                ('place', models.CharField(max_length=200, verbose_name='place')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many people')),
                ('who', models.CharField(blank=True, max_length=200, verbose_name='who (in general)')),
                ('said', models.TextField(verbose_name='what was said')),
                ('changed', models.TextField(blank=True, verbose_name='what changed because of it')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='coalitions.coalition')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consultations', to='coalitions.group')),
            ],
            options={
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='GroupMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='since')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='coalitions.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_memberships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='option')),
                ('route', models.CharField(blank=True, choices=[('', 'none'), ('by-group', 'group by group'), ('joint', 'joint cross-sectoral submission'), ('own', 'own submission'), ('both', 'joint and own submissions')], default='', max_length=10, verbose_name='route')),
                ('key', models.CharField(blank=True, max_length=60)),
                ('room', models.PositiveIntegerField(blank=True, null=True)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='coalitions.decision')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=40, verbose_name='short name')),
                ('about', models.TextField(blank=True, verbose_name='about, one paragraph')),
                ('coalition', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='organisations', to='coalitions.coalition')),
                ('members', models.ManyToManyField(related_name='organisations', through='coalitions.Affiliation', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'accounts_organisation',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='MemberOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('represented_since', models.DateField(blank=True, editable=False, null=True)),
                ('since', models.DateField(verbose_name='since')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='member_organisations', to='coalitions.coalition')),
                ('representative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='represents', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='coalitions.organisation')),
            ],
            options={
                'ordering': ['organisation__name'],
            },
        ),
        migrations.AddField(
            model_name='group',
            name='organisations',
            field=models.ManyToManyField(blank=True, related_name='groups', to='coalitions.organisation'),
        ),
        migrations.AddField(
            model_name='affiliation',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='coalitions.organisation'),
        ),
        migrations.CreateModel(
            name='PairedDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('code_ends', models.DateTimeField()),
                ('ends', models.DateTimeField()),
                ('token_hash', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('paired_at', models.DateTimeField(null=True)),
                ('password_mark', models.CharField(editable=False, max_length=128)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paired_devices', to='coalitions.group')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paired_devices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['paired_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('coordinator', 'coordinator'), ('facilitator', 'facilitator: sees and comments, does not decide'), ('participant', 'participant'), ('observer', 'observer: sees only')], default='participant', max_length=12, verbose_name='role')),
                ('since', models.DateField(verbose_name='since')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='coalitions.coalition')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coalitions.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('coordinator', 'coordinator'), ('facilitator', 'facilitator: sees and comments, does not decide'), ('participant', 'participant'), ('observer', 'observer: sees only')], default='participant', max_length=12)),
                ('leads', models.BooleanField(default=False)),
                ('speaks', models.BooleanField(default=False)),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='coalitions.coalition')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coalitions.group')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='place', to='accounts.invitation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coalitions.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='rank')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to='coalitions.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='RapporteurTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('handed_over', models.TextField(blank=True, verbose_name='what was handed over')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rapporteur_terms', to='coalitions.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rapporteur_terms', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ranking', models.JSONField(blank=True, default=list)),
                ('dissent', models.TextField(blank=True, verbose_name='dissent, to be recorded')),
                ('given_at', models.DateTimeField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='coalitions.decision')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='coalitions.option')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coalitions.organisation')),
            ],
            options={
                'ordering': ['given_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='chosenfile',
            constraint=models.UniqueConstraint(fields=('coalition', 'person'), name='one_chosen_file_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='groupmembership',
            constraint=models.UniqueConstraint(fields=('group', 'person'), name='one_group_membership_each'),
        ),
        migrations.AddConstraint(
            model_name='memberorganisation',
            constraint=models.UniqueConstraint(fields=('coalition', 'organisation'), name='one_membership_each'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('coalition', 'name'), name='one_group_of_a_name'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.UniqueConstraint(fields=('person', 'organisation'), name='one_affiliation_each'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('coalition', 'person'), name='one_participation_each'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.UniqueConstraint(fields=('group', 'person'), name='one_preference_a_group'),
        ),
        migrations.AddConstraint(
            model_name='rapporteurterm',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('group',), name='one_rapporteur_a_group'),
        ),
    ]
