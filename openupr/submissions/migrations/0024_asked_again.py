from django.db import migrations, models


class Migration(migrations.Migration):
    """Words that were given before this are asked again when a coordinator next asks to sign the current text."""

    dependencies = [("submissions", "0023_translations_beside_paragraphs")]

    operations = [
        migrations.AddField(
            model_name="signon",
            name="asked_again",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
