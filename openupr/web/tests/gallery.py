"""Every component with sample data, on pages as they would stand in the product; looked at and tested, never served.

`python -m openupr.web.tests.gallery FOLDER` writes the pages and the static files there, to be opened in a browser.
"""

import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOSTILE = "<script>alert('x')</script>\" onload=\"x"


def pages(*, word: str = "") -> dict[str, str]:
    """The gallery's pages, name to HTML. `word` is put into every label, to see that it is escaped."""
    from django.http import QueryDict
    from django.template import Context, Engine
    from django.test import RequestFactory

    from openupr.web.tests import samples

    engine = Engine.get_default()
    made = {}
    for name in ("search", "cross", "profile", "form", "brief", "tour"):
        template = engine.from_string((HERE / "templates" / "gallery" / f"{name}.html").read_text())
        request = RequestFactory().get("/")
        request.GET = QueryDict()
        context = Context({**samples.context(word), "page_base": "web/base.html", "request": request})
        if name == "tour":
            context["tour"] = samples.tour(word)
        made[name] = template.render(context)
    return made


def write(folder: Path) -> None:
    """Write every page and its files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE.parent / "static", folder / "static", dirs_exist_ok=True)
    for name, html in pages().items():
        (folder / f"{name}.html").write_text(html.replace("/static/", "static/"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    import django
    from django.test import override_settings

    django.setup()
    plain = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    with override_settings(STORAGES=plain):
        write(Path(sys.argv[1]))
