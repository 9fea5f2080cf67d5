"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_backups"),
        ("accounts", "0003_room_time_zone"),
        ("accounts", "0004_joined_by_the_countrys_clock"),
        ("accounts", "0005_organisations_belong_to_coalitions"),
        ("accounts", "0006_the_account_made_first"),
        ("accounts", "0007_a_link_for_a_new_password"),
        ("accounts", "0008_a_second_device_by_a_code"),
        ("accounts", "0009_what_the_operator_says"),
        ("accounts", "0010_no_one"),
        ("accounts", "0011_people_by_the_name_shown"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='name to sign in with')),
                ('called', models.CharField(blank=True, max_length=80, verbose_name='what others call you')),
                ('language', models.CharField(default='en', max_length=8, verbose_name='language')),
                ('is_active', models.BooleanField(default=True)),
                ('is_operator', models.BooleanField(default=False, editable=False)),
                ('joined', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='joined')),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf('called', models.Value('')), 'username'))],
            },
        ),
        migrations.CreateModel(
            name='BackupMade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('kind', models.CharField(choices=[('passphrase', 'a passphrase'), ('key', 'a key')], max_length=10, verbose_name='opened by')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Server',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('operated_by', models.CharField(blank=True, max_length=200, verbose_name='who operates this server')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where the machine is')),
                ('founding', models.CharField(choices=[('everyone', 'everyone with an account'), ('invited', 'people whom the operator invited'), ('nobody', 'no one')], default='everyone', max_length=10, verbose_name='who may start a coalition')),
            ],
        ),
        migrations.CreateModel(
            name='AuditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('when', models.DateTimeField(verbose_name='when')),
                ('what', models.CharField(max_length=80, verbose_name='what')),
                ('circle', models.CharField(blank=True, db_index=True, max_length=32, verbose_name='circle')),
                ('about', models.CharField(blank=True, max_length=60, verbose_name='about')),
                ('who', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'ordering': ['-when', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DeviceCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('ends', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('password_mark', models.CharField(editable=False, max_length=128)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='device_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-ends'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('circle', models.CharField(db_index=True, max_length=32, verbose_name='circle')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='for whom, as a reminder to yourself')),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_made', to=settings.AUTH_USER_MODEL)),
                ('renews', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='renewals', to=settings.AUTH_USER_MODEL)),
                ('used_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_used', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='code')),
                ('circle', models.CharField(db_index=True, max_length=32, verbose_name='circle')),
                ('day', models.DateField(verbose_name='day')),
                ('time_zone', models.CharField(blank=True, max_length=60)),
                ('closed', models.BooleanField(default=False, verbose_name='closed')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='accounts.room')),
            ],
        ),
    ]
