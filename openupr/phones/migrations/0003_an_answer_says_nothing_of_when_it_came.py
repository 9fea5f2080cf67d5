"""Which phones answered is numbered by chance, and forgotten where the question is closed for good."""

from django.db import migrations, models

import openupr.accounts.models.numbers


def forget(apps, schema_editor):
    """What earlier versions kept of questions that take no answers any more."""
    apps.get_model("phones", "QuizAnswer").objects.filter(question__state__in=("shown", "done")).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('phones', '0002_what_the_room_sees_of_wishes'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='quizanswer',
            name='id',
            field=models.BigAutoField(default=openupr.accounts.models.numbers.new_number, primary_key=True, serialize=False),
        ),
    ]
