from django.db import migrations


class Migration(migrations.Migration):
    """The models have moved to the apps roadmaps and followup; their tables stay as they are."""

    dependencies = [("coalitions", "0009_what_a_group_says_of_earlier_recommendations")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="Evidence"),
                migrations.DeleteModel(name="FollowUp"),
                migrations.DeleteModel(name="LookedAt"),
                migrations.DeleteModel(name="Comment"),
                migrations.DeleteModel(name="WordingVersion"),
                migrations.DeleteModel(name="Wording"),
                migrations.DeleteModel(name="AnswerVersion"),
                migrations.DeleteModel(name="Answer"),
                migrations.DeleteModel(name="Feedback"),
                migrations.DeleteModel(name="Plenary"),
                migrations.DeleteModel(name="OutlinePoint"),
                migrations.DeleteModel(name="RoadmapHandout"),
                migrations.DeleteModel(name="Proposal"),
            ]
        )
    ]
