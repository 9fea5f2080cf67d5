"""What was taken over of an earlier recommendation had no full stop before "Something done."; now the roadmap's text has
one. Without this, each such paragraph would be told that the roadmap says something else."""

import re
from typing import Any

from django.db import migrations

_BEGINS = re.compile(r"^\*((?:\\.|[^*\\])*)\*( \[\[[^\]]*\]\])? (?=\*\*)")


def _with_stop(found: re.Match[str]) -> str:
    text, cited = found[1], found[2] or ""
    said = text.rstrip(" ;,:." if cited else " ;,:")
    stop = "" if said.endswith((".", "!", "?")) else "."
    return f"*{said}*{cited}{stop} "


def stop_what_was_taken_over(apps: Any, schema_editor: Any) -> None:
    paragraphs = apps.get_model("submissions", "Paragraph").objects.exclude(follow_up=None)
    for each in paragraphs.only("taken_over").iterator():
        now = _BEGINS.sub(_with_stop, each.taken_over)
        if now != each.taken_over:
            each.taken_over = now
            each.save(update_fields=["taken_over"])


class Migration(migrations.Migration):
    dependencies = [("submissions", "0006_sections_taken_out_and_lodgings_taken_back")]
    operations = [migrations.RunPython(stop_what_was_taken_over, migrations.RunPython.noop)]
