import csv
from pathlib import Path

from django.db import migrations

DEMO_FILE = Path(__file__).parents[2] / "recommendations" / "data" / "demo.csv"


def say_whose_words_these_are(apps, schema_editor):
    """Lines that were taken up from the demo record say so, also where the real record has taken over since."""
    with DEMO_FILE.open(encoding="utf-8", newline="") as file:
        texts = {row["text"].strip() for row in csv.DictReader(file)}
    for each in apps.get_model("coalitions", "FollowUp").objects.exclude(ask_key="").iterator():
        if each.text.strip() in texts:
            each.text = f"{each.text.rstrip(' ;,:.')} (in words of the demo record, not of the State)"
            each.save(update_fields=["text"])


class Migration(migrations.Migration):

    dependencies = [
        ("coalitions", "0007_feedback_left_unread"),
    ]

    operations = [migrations.RunPython(say_whose_words_these_are, migrations.RunPython.noop)]
