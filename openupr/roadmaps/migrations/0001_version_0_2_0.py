"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("roadmaps", "0001_initial"),
        ("roadmaps", "0002_plain_words"),
        ("roadmaps", "0003_what_members_say"),
        ("roadmaps", "0004_what_is_answered"),
        ("roadmaps", "0005_earlier_objections"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_version_0_2_0'),
        ('coalitions', '0001_version_0_2_0'),
        ('recommendations', '0001_version_0_2_0'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True, verbose_name='answer')),
                ('state', models.CharField(choices=[('open', 'open'), ('in-work', 'in progress'), ('done', 'done')], default='open', max_length=8, verbose_name='state')),
                ('due', models.DateField(blank=True, null=True, verbose_name='due')),
                ('day', models.DateField(blank=True, null=True, verbose_name='day')),
                ('version', models.PositiveIntegerField(default=0)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='coalitions.group')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'db_table': 'coalitions_answer',
                'ordering': ['question'],
            },
        ),
        migrations.CreateModel(
            name='AnswerVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True)),
                ('state', models.CharField(blank=True, choices=[('open', 'open'), ('in-work', 'in progress'), ('done', 'done')], max_length=8)),
                ('due', models.DateField(null=True)),
                ('day', models.DateField(null=True)),
                ('saved_at', models.DateTimeField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='roadmaps.answer')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'coalitions_answerversion',
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='OutlinePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('is_heading', models.BooleanField(default=False, verbose_name='heading')),
                ('text', models.TextField(verbose_name='text')),
                ('evidence_wanted', models.TextField(blank=True, verbose_name='evidence wanted')),
                ('finder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who finds it')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outline', to='coalitions.group')),
            ],
            options={
                'db_table': 'coalitions_outlinepoint',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Plenary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes for all groups together')),
                ('presenting_since', models.DateTimeField(blank=True, null=True)),
                ('closed', models.BooleanField(default=False, verbose_name='closed')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plenaries', to='coalitions.coalition')),
                ('presenting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coalitions.group')),
                ('room', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='plenary', to='accounts.room')),
            ],
            options={
                'db_table': 'coalitions_plenary',
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='feedback')),
                ('state', models.CharField(choices=[('waiting', 'waiting for the moderator'), ('unread', 'set aside unread'), ('released', 'released'), ('set-aside', 'set aside')], default='waiting', max_length=10, verbose_name='state')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='coalitions.group')),
                ('guest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.guest')),
                ('plenary', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='roadmaps.plenary')),
            ],
            options={
                'db_table': 'coalitions_feedback',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed'), ('presented', 'presented'), ('adopted', 'adopted by the group'), ('merged', 'merged into another'), ('dropped', 'dropped')], default='draft', max_length=10, verbose_name='state')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('sdg_targets', models.JSONField(blank=True, default=list, verbose_name='SDG targets')),
                ('issues', models.JSONField(blank=True, default=list, verbose_name='issues')),
                ('members_then', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('changed', models.DateTimeField(verbose_name='changed')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='coalitions.group')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='roadmaps.proposal')),
                ('repeats', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='recommendations.ask')),
            ],
            options={
                'db_table': 'coalitions_proposal',
                'ordering': ['number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LookedAt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask_key', models.CharField(max_length=80)),
                ('said', models.CharField(choices=[('same', 'about the same'), ('other', 'not about it')], max_length=5)),
                ('language', models.CharField(max_length=8)),
                ('version', models.PositiveIntegerField()),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looked_at', to='roadmaps.proposal')),
            ],
            options={
                'db_table': 'coalitions_lookedat',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='EarlierObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('answer', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField()),
                ('given_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_objections', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['given_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='comment')),
                ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                ('made_at', models.DateTimeField()),
                ('resolved', models.BooleanField(default=False, verbose_name='resolved')),
                ('answer', models.TextField(blank=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coalitions.group')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='roadmaps.proposal')),
            ],
            options={
                'db_table': 'coalitions_comment',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RoadmapHandout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner', models.CharField(max_length=200, verbose_name='partner')),
                ('sent_on', models.DateField(verbose_name='sent on')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='receipt confirmed on')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handouts', to='coalitions.group')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'coalitions_roadmaphandout',
                'ordering': ['-sent_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Stance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('says', models.CharField(choices=[('agree', 'agree'), ('live', 'can live with it'), ('object', 'object')], max_length=6, verbose_name='I')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('answer', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField()),
                ('given_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stances', to='roadmaps.proposal')),
            ],
            options={
                'ordering': ['given_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('is_original', models.BooleanField(default=False, verbose_name='original')),
                ('text', models.TextField(verbose_name='text')),
                ('version', models.PositiveIntegerField(default=0)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='roadmaps.proposal')),
            ],
            options={
                'db_table': 'coalitions_wording',
                'ordering': ['-is_original', 'language'],
            },
        ),
        migrations.CreateModel(
            name='WordingVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='roadmaps.wording')),
            ],
            options={
                'db_table': 'coalitions_wordingversion',
                'ordering': ['-version'],
            },
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('group', 'question'), name='one_answer_a_question'),
        ),
        migrations.AddConstraint(
            model_name='answerversion',
            constraint=models.UniqueConstraint(fields=('answer', 'version'), name='one_text_a_version'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('group', 'number'), name='one_proposal_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='lookedat',
            constraint=models.UniqueConstraint(fields=('proposal', 'ask_key'), name='one_word_of_an_earlier_one'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.UniqueConstraint(fields=('proposal', 'person'), name='one_stance_a_member'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('proposal', 'language'), name='one_wording_a_language'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(condition=models.Q(('is_original', True)), fields=('proposal',), name='one_original_a_proposal'),
        ),
        migrations.AddConstraint(
            model_name='wordingversion',
            constraint=models.UniqueConstraint(fields=('wording', 'version'), name='one_wording_a_version'),
        ),
    ]
