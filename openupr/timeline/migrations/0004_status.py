"""The field is called status now. Its column and its values stay, so nothing in the database changes."""

from django.db import migrations, models

CHOICES = [("estimate", "estimate"), ("planned", "planned"), ("published", "published"), ("done", "done")]


class Migration(migrations.Migration):
    dependencies = [("timeline", "0003_who_sees_to_it")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name="milestone", name="a_published_milestone_has_a_source"),
                migrations.RenameField(model_name="milestone", old_name="standing", new_name="status"),
                migrations.AlterField(
                    model_name="milestone",
                    name="status",
                    field=models.CharField(choices=CHOICES, db_column="standing", max_length=10, verbose_name="status"),
                ),
                migrations.AddConstraint(
                    model_name="milestone",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(("source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_published_milestone_has_a_source",
                    ),
                ),
                migrations.RenameField(model_name="earlierdate", old_name="standing", new_name="status"),
                migrations.AlterField(
                    model_name="earlierdate",
                    name="status",
                    field=models.CharField(choices=CHOICES, db_column="standing", max_length=10),
                ),
            ],
        ),
    ]
