from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    """Of the files that came back before this, it is not known who brought them."""

    dependencies = [
        ("submissions", "0029_ohchr_summary"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "returnedcopy",
            "brought_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
