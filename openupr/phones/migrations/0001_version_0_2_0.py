"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
import openupr.accounts.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("phones", "0001_initial"),
        ("phones", "0002_what_the_room_sees_of_wishes"),
        ("phones", "0003_an_answer_says_nothing_of_when_it_came"),
        ("phones", "0004_hands_in_a_poll"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_version_0_2_0'),
        ('coalitions', '0001_version_0_2_0'),
        ('workshops', '0001_version_0_2_0'),
    ]

    operations = [
        migrations.CreateModel(
            name='Floor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questions_open', models.BooleanField(default=False, verbose_name='questions are taken')),
                ('questions_edition', models.PositiveIntegerField(default=0)),
                ('quiz_edition', models.PositiveIntegerField(default=0)),
                ('wishes_open', models.BooleanField(default=False, verbose_name='wishes for a group are taken')),
                ('places_shown', models.BooleanField(default=False, verbose_name='phones see their group')),
                ('places_edition', models.PositiveIntegerField(default=0)),
                ('wished', models.JSONField(default=dict)),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='floor', to='workshops.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='QuizQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lesson_key', models.CharField(blank=True, max_length=80)),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='question')),
                ('explanation', models.CharField(blank=True, max_length=600, verbose_name='explanation')),
                ('state', models.CharField(choices=[('ready', 'ready'), ('open', 'open'), ('shown', 'the room sees how it answered'), ('done', 'asked')], default='ready', max_length=8, verbose_name='state')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quiz', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='QuizChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, max_length=8)),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='answer')),
                ('is_right', models.BooleanField(default=False, verbose_name='right')),
                ('answers', models.PositiveIntegerField(default=0, verbose_name='answers')),
                ('hands', models.PositiveIntegerField(default=0, verbose_name='hands')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='phones.quizquestion')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SpeakerQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(blank=True, max_length=120, verbose_name='to')),
                ('text', models.CharField(max_length=400, verbose_name='question')),
                ('state', models.CharField(choices=[('waiting', 'waiting for the moderator'), ('released', 'released'), ('answered', 'answered'), ('set-aside', 'set aside')], default='waiting', max_length=10, verbose_name='state')),
                ('votes', models.PositiveIntegerField(default=0, verbose_name='votes')),
                ('guest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.guest')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.session')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speaker_questions', to='workshops.workshop')),
            ],
            options={
                'ordering': ['-votes', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.guest')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='phones.speakerquestion')),
            ],
        ),
        migrations.CreateModel(
            name='Wishes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slip', models.CharField(blank=True, max_length=10, verbose_name='number of the slip')),
                ('ranked', models.JSONField(default=list, verbose_name='wishes')),
                ('guest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.guest')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coalitions.group')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='workshops.workshop')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='QuizAnswer',
            fields=[
                ('id', models.BigAutoField(default=openupr.accounts.models.new_number, primary_key=True, serialize=False)),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.guest')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='phones.quizquestion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'guest'), name='one_answer_a_phone')],
            },
        ),
        migrations.AddIndex(
            model_name='speakerquestion',
            index=models.Index(fields=['workshop', 'state'], name='questions_by_state'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('question', 'guest'), name='one_vote_a_phone'),
        ),
        migrations.AddConstraint(
            model_name='wishes',
            constraint=models.UniqueConstraint(fields=('workshop', 'guest'), name='one_wish_list_a_phone'),
        ),
    ]
