"""The tables as version 0.2.0 made them."""

import django.core.validators
import django.db.models.deletion
import openupr.advocacy.models.factsheet
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("advocacy", "0001_initial"),
        ("advocacy", "0002_contacts"),
        ("advocacy", "0003_factsheets_and_statements"),
        ("advocacy", "0004_uptake_and_adoption"),
        ("advocacy", "0005_pre_sessions"),
        ("advocacy", "0006_contacts_at_the_embassy"),
        ("advocacy", "0007_two_advance_questions"),
        ("advocacy", "0008_what_people_removed"),
    ]

    initial = True

    dependencies = [
        ('coalitions', '0001_version_0_2_0'),
        ('roadmaps', '0001_version_0_2_0'),
        ('testimonies', '0001_version_0_2_0'),
        ('workshops', '0001_version_0_2_0'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AdvanceQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('text', models.TextField(verbose_name='question')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('noted_on', models.DateField(verbose_name='noted on')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='advance_questions', to='coalitions.coalition')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='advance_questions', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['iso3', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='what is to be done')),
                ('due', models.DateField(verbose_name='due')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('days_before', models.PositiveSmallIntegerField(verbose_name='days before')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ContactBook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('opened_on', models.DateField(verbose_name='turned on')),
                ('keep_until', models.DateField(blank=True, null=True, verbose_name='keep until')),
                ('coalition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact_book', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('place', models.CharField(choices=[('embassy', 'embassy'), ('geneva', 'mission in Geneva'), ('capital', 'ministry in its capital')], max_length=10, verbose_name='where')),
                ('function', models.CharField(max_length=120, verbose_name='function')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='advocacy.contactbook')),
            ],
            options={
                'ordering': ['iso3', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DiplomatQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='what is to be done')),
                ('due', models.DateField(verbose_name='due')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('iso3', models.CharField(blank=True, max_length=3, verbose_name='asked by')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Factsheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('sdg_targets', models.JSONField(blank=True, default=list, verbose_name='SDG targets')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='factsheet', to='coalitions.group')),
            ],
            options={
                'ordering': ['group__order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Lessons',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='lessons')),
                ('before', models.TextField(blank=True, verbose_name='lessons of the review before')),
                ('coalition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='coalitions.coalition')),
            ],
            options={
                'verbose_name_plural': 'lessons',
            },
        ),
        migrations.CreateModel(
            name='Logo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.BinaryField()),
                ('coalition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='logo', to='coalitions.coalition')),
            ],
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('said', models.TextField(blank=True, verbose_name='what was said')),
                ('next_step', models.CharField(blank=True, max_length=200, verbose_name='next step')),
                ('next_due', models.DateField(blank=True, null=True, verbose_name='due')),
                ('is_done', models.BooleanField(default=False, verbose_name='done')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='advocacy.contact')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('scope', models.CharField(choices=[('local', 'in the country'), ('international', 'international')], default='local', max_length=14, verbose_name='where it works')),
                ('issues', models.JSONField(blank=True, default=list, verbose_name='themes')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('offers', models.JSONField(blank=True, default=list, verbose_name='offers')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='more about it')),
                ('contact', models.CharField(blank=True, max_length=300, verbose_name='how to reach it')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PublishedFactsheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=openupr.advocacy.models.factsheet.new_public_key, editable=False, max_length=12, unique=True)),
                ('on', models.BooleanField(default=True, verbose_name='on')),
                ('page', models.JSONField(default=dict)),
                ('logo', models.BinaryField(blank=True, default=bytes)),
                ('published_on', models.DateField(verbose_name='published on')),
                ('factsheet', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='published', to='advocacy.factsheet')),
            ],
        ),
        migrations.CreateModel(
            name='SheetContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='whom to ask')),
                ('coalition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sheet_contact', to='coalitions.coalition')),
            ],
        ),
        migrations.CreateModel(
            name='ShortAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, max_length=400, verbose_name='recommendation in short')),
                ('question', models.TextField(blank=True, max_length=800, verbose_name='advance questions')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='short', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(max_length=200, verbose_name='speaks on')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coalitions.organisation')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='en', max_length=8, verbose_name='language')),
                ('minutes', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='minutes')),
                ('words_a_minute', models.PositiveSmallIntegerField(default=120, validators=[django.core.validators.MinValueValidator(60), django.core.validators.MaxValueValidator(220)], verbose_name='words a minute')),
                ('coalition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='statement', to='coalitions.coalition')),
                ('feedback', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='testimonies.box')),
            ],
        ),
        migrations.CreateModel(
            name='Strategy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.TextField(blank=True, verbose_name='goal')),
                ('at_home', models.TextField(blank=True, verbose_name='targets at home')),
                ('abroad', models.TextField(blank=True, verbose_name='targets abroad')),
                ('version', models.PositiveIntegerField(default=0)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='strategy', to='coalitions.group')),
            ],
        ),
        migrations.CreateModel(
            name='StrategyActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='what is to be done')),
                ('due', models.DateField(verbose_name='due')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strategy_activities', to='coalitions.group')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StrategyRisk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='risk')),
                ('response', models.CharField(blank=True, max_length=300, verbose_name='what is done about it')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strategy_risks', to='coalitions.group')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='WipedBook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wiped_books', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='AdoptionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('press-note', 'Press note'), ('letter', 'Letter to a ministry'), ('statement', 'Adoption statement')], max_length=12)),
                ('theme', models.CharField(blank=True, max_length=80)),
                ('to', models.CharField(blank=True, max_length=200, verbose_name='addressed to')),
                ('text', models.TextField(verbose_name='text')),
                ('taken_over', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('pace', models.PositiveSmallIntegerField(default=130, verbose_name='words a minute')),
                ('speakers', models.CharField(blank=True, max_length=300, verbose_name='who can speak')),
                ('due', models.DateField(blank=True, null=True, verbose_name='due')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent on')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adoption_texts', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['kind', 'theme'],
                'constraints': [models.UniqueConstraint(fields=('coalition', 'kind', 'theme'), name='one_adoption_text_a_kind_and_theme')],
            },
        ),
        migrations.CreateModel(
            name='Carrier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('by_hand', models.BooleanField(default=True)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carriers', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'iso3'), name='one_carrier_a_state_and_proposal')],
            },
        ),
        migrations.CreateModel(
            name='FactsheetText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('part', models.CharField(max_length=16)),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('suggested', models.TextField(blank=True)),
                ('factsheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='advocacy.factsheet')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('factsheet', 'language', 'part'), name='one_text_a_part_and_language')],
            },
        ),
        migrations.CreateModel(
            name='InvitedState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('answer', models.CharField(choices=[('invited', 'invited'), ('coming', 'says it comes'), ('came', 'came'), ('absent', 'did not come')], default='invited', max_length=8, verbose_name='answer')),
                ('function', models.CharField(blank=True, max_length=120, verbose_name='function')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='workshops.workshop')),
            ],
            options={
                'ordering': ['iso3'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'iso3'), name='invited_once_to_a_pre_session')],
            },
        ),
        migrations.CreateModel(
            name='LobbyingImpact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('value', models.CharField(choices=[('0', '0'), ('0.5', '0.5'), ('1', '1')], max_length=3, verbose_name='lobbying impact')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='impacts', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['iso3'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'iso3'), name='one_impact_a_state_and_proposal')],
            },
        ),
        migrations.CreateModel(
            name='AskedInMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('interested', 'interested'), ('capital', 'sent to capital'), ('declined', 'declined'), ('none', 'no answer')], max_length=10, verbose_name='answer')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked_in_meetings', to='roadmaps.proposal')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='advocacy.meeting')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'proposal'), name='one_answer_a_meeting_and_ask')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('kind', models.CharField(choices=[('resident', 'resident embassy'), ('accredited', 'accredited from elsewhere'), ('geneva', 'Geneva mission only')], max_length=10, verbose_name='presence')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('noted_on', models.DateField(verbose_name='noted on')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['iso3'],
                'constraints': [models.UniqueConstraint(fields=('coalition', 'iso3'), name='one_presence_a_state')],
            },
        ),
        migrations.CreateModel(
            name='RemovedCarrier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removed_carriers', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'iso3'), name='one_removal_a_state_and_proposal')],
            },
        ),
        migrations.CreateModel(
            name='StatementText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('part', models.CharField(max_length=24)),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('suggested', models.TextField(blank=True)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='advocacy.statement')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('statement', 'language', 'part'), name='one_text_a_part_of_a_statement')],
            },
        ),
        migrations.CreateModel(
            name='StateNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(max_length=3, verbose_name='State')),
                ('not_to_say', models.TextField(blank=True, verbose_name='what not to say')),
                ('listen_for', models.TextField(blank=True, verbose_name='what to listen for')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='advocacy.contactbook')),
            ],
            options={
                'ordering': ['iso3'],
                'constraints': [models.UniqueConstraint(fields=('book', 'iso3'), name='one_private_note_a_state')],
            },
        ),
        migrations.CreateModel(
            name='Uptake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask_key', models.CharField(blank=True, max_length=80)),
                ('iso3', models.CharField(blank=True, max_length=3, verbose_name='State')),
                ('number', models.CharField(blank=True, max_length=24, verbose_name='paragraph')),
                ('text', models.TextField(verbose_name='recommendation')),
                ('said', models.CharField(choices=[('full', 'taken up'), ('part', 'taken up in part'), ('not', 'not this one')], max_length=4)),
                ('said_on', models.DateField(verbose_name='said on')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uptakes', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ask_key', ''), _negated=True), fields=('proposal', 'ask_key'), name='one_uptake_an_ask_and_proposal')],
            },
        ),
    ]
