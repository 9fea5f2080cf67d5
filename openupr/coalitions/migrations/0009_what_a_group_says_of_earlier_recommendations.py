import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("coalitions", "0008_words_of_the_demo_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookedAt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ask_key", models.CharField(max_length=80)),
                ("said", models.CharField(choices=[("same", "about the same"), ("other", "not about it")], max_length=5)),
                ("language", models.CharField(max_length=8)),
                ("version", models.PositiveIntegerField()),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looked_at",
                        to="coalitions.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "ask_key"), name="one_word_of_an_earlier_one")
                ],
            },
        ),
    ]
