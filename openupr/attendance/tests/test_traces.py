"""What is deleted of a list is in no file of the home any more, whoever reads the bytes while the server runs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_PROGRAM = """
from datetime import date, timedelta
from pathlib import Path
from django.apps import apps
from django.conf import settings
from django.db import connection
from openupr.attendance.models import Registration
from openupr.attendance.forgetting import delete_overdue
from openupr.attendance.registrations import register_person, take_out
from openupr.coalitions.tests.examples.cast import cast
from openupr.workshops.workshops import plan_workshop

def found(word):
    if connection.vendor != "sqlite":
        # Its files lie elsewhere: no row holds it any more, nor any old version of a row (testimonies try its log).
        ours = [each for each in apps.get_models() if each.__module__.startswith("openupr.")]
        return any(word in str(list(model._base_manager.values_list())) for model in ours)
    files = [path for path in Path(settings.OPENUPR_HOME).rglob("*") if path.is_file()]
    return any(word.encode() in path.read_bytes() for path in files)

known, day = cast(), date(2026, 3, 12)
given = {"by": known.sophea, "coalition": known.coalition, "kind": "submission", "first_day": day, "days": 1}
workshop = plan_workshop(title="Ours", **given)
people = []
for word in ("zyzzyva", "quokka"):
    for number in range(5):
        answers = {"name": word, "access": word, "organisation": word}
        people.append(register_person(by=known.sophea, workshop=workshop, answers=answers, today=day))
told = [found("zyzzyva"), found("quokka")]
for each in people[:5]:
    take_out(by=known.sophea, workshop=workshop, registration=each)
told += [found("zyzzyva"), found("quokka")]
delete_overdue(workshop=workshop, today=day + timedelta(days=14))
told += [found("zyzzyva"), found("quokka")]
print(Registration.objects.count(), told)
"""


def test_deleted_means_gone_from_every_file(own_home: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", _PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env=own_home, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "5 [True, True, False, True, False, False]"
