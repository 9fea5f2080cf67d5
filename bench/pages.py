"""How much processor time a page costs, beside an earlier version of OpenUPR in the same run.

    python -m bench.pages [--against 6822e198] [--rounds 15] [--clients 32] [--kept FOLDER] [--record demo]

Both versions open a copy of the same home: four sessions of the real record (OPENUPR_SHARED), or with `--record demo`
the invented one, and the demo coalition at the stage "sections". They answer in turn, so that a busy machine slows
both. The earlier version is checked out from git into a folder that is deleted afterwards; both run with this version's
packages. Run `scripts/setup.sh bench` first: it adds what only the earlier one needs.

Importing takes minutes. With `--kept` the home is made in that folder the first time, and only copied afterwards.
"""

import argparse
import http.client
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# What one answer costs: {"ms": processor time, "queries": how many}.
Cost = dict[str, float]
EARLIER = "6822e198"
DRAFT = "Ratify the Optional Protocol to the Convention against Torture and let independent monitors visit all prisons"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--against", default=EARLIER, help="the earlier version, a commit (default: %(default)s)")
    parser.add_argument(
        "--rounds", type=int, default=15, help="how often each page is asked for (default: %(default)s)"
    )
    parser.add_argument("--clients", type=int, default=32, help="how many ask at once; 0 leaves it out")
    parser.add_argument("--kept", type=Path, help="the folder that keeps the home for the next time")
    parser.add_argument("--record", choices=("real", "demo"), default="real", help="default: %(default)s")
    options = parser.parse_args()
    if importlib.util.find_spec("xlrd") is None:
        sys.exit("The earlier version needs more packages. Run scripts/setup.sh bench first.")
    with tempfile.TemporaryDirectory(prefix="openupr-bench-pages-") as name:
        folder = Path(name)
        with checked_out(options.against, folder / "earlier") as earlier:
            trees = {"before": earlier, "now": ROOT}
            first = (options.kept or folder) / f"{options.record}-{options.against}"
            if not first.exists():
                make_home(earlier, first, real=options.record == "real")
            homes = copies(trees, first, folder)
            print(table(in_turn(trees, homes, rounds=options.rounds)))
            if options.clients:
                print(at_once(trees, homes, clients=options.clients))


@contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Path]:
    """A folder with the project as it was at `commit`."""
    git = ["git", "-C", ROOT, "worktree"]
    subprocess.run([*git, "add", "--detach", "--force", folder, commit], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", folder], check=True, capture_output=True)


def make_home(earlier: Path, home: Path, *, real: bool) -> None:
    """The home that both versions open, made by the earlier one; it is there only once it is whole."""
    making = home.with_name(f"{home.name}-making")
    shutil.rmtree(making, ignore_errors=True)
    shared = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared") / "data" / "upr-info-export"
    if real:
        openupr(earlier, making, "import", "upr-info", str(shared / "14-17.csv"))
    openupr(earlier, making, "demo", "--stage", "sections")
    openupr(earlier, making, "vectors")
    making.rename(home)


def copies(trees: dict[str, Path], first: Path, folder: Path) -> dict[str, Path]:
    """A copy of that home for each version, ready to be served: with its own index, and all vectors known to it."""
    homes = {version: folder / f"home-{version}" for version in trees}
    for version, tree in trees.items():
        shutil.copytree(first, homes[version])
        openupr(tree, homes[version], "serve", "--prepare")
        openupr(tree, homes[version], "vectors")
    return homes


def openupr(tree: Path, home: Path, *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=tree, env=environment(tree, home), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in {tree}:\n{done.stderr}")


def environment(tree: Path, home: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree), "OPENUPR_HOME": str(home), "PYTHONHASHSEED": "0"}


class Answering:
    """A process of one version that answers requests and says what each cost."""

    def __init__(self, tree: Path, home: Path) -> None:
        command = [sys.executable, "-W", "ignore", str(Path(__file__)), "--child"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process: Any = subprocess.Popen(command, cwd=tree, env=environment(tree, home), **pipes)  # type: ignore[call-overload]
        self.known: dict[str, Any] = json.loads(self.process.stdout.readline())

    def ask(self, address: str) -> Cost:
        """{"ms": processor time, "queries": how many}"""
        print(address, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def in_turn(trees: dict[str, Path], homes: dict[str, Path], *, rounds: int) -> list[tuple[str, dict[str, list[Cost]]]]:
    """For each page what each version's answers cost, without the first two, which warm up."""
    versions = {version: Answering(tree, homes[version]) for version, tree in trees.items()}
    found = []
    for page in versions["now"].known["pages"]:
        costs: dict[str, list[Cost]] = {version: [] for version in versions}
        for _ in range(rounds + 2):
            for version, each in versions.items():
                costs[version].append(each.ask(each.known["pages"][page]))
        found.append((page, {version: each[2:] for version, each in costs.items()}))
    for each in versions.values():
        each.close()
    return found


def table(found: list[tuple[str, dict[str, list[Cost]]]]) -> str:
    """The medians as a table of Markdown."""
    lines = ["| page | before, ms | now, ms | now / before | queries before | now |", "|" + " --- |" * 6]
    for page, costs in found:
        before, now = (statistics.median(each["ms"] for each in costs[version]) for version in ("before", "now"))
        queries = (f"{costs[version][-1]['queries']:.0f}" for version in ("before", "now"))
        lines.append(f"| {page} | {before:.1f} | {now:.1f} | {now / before:.2f} | {' | '.join(queries)} |")
    return "\n".join(lines)


def at_once(trees: dict[str, Path], homes: dict[str, Path], *, clients: int) -> str:
    """The median wait of `clients` that all ask for a section's page at the same time, five times each."""
    medians = []
    for version, tree in trees.items():
        answering = Answering(tree, homes[version])
        known = answering.known
        answering.close()
        with served(tree, homes[version]) as port:
            waits: list[float] = []
            threads = [threading.Thread(target=wait_for, args=(port, known, waits)) for _ in range(clients)]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
        medians.append(statistics.median(waits))
    return f"{clients} clients at once, a section's page: median {medians[0]:.2f} s before, {medians[1]:.2f} s now"


def wait_for(port: int, known: dict[str, Any], waits: list[float]) -> None:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    for _ in range(5):
        began = time.monotonic()
        connection.request("GET", known["pages"]["a section"], headers={"Cookie": known["cookie"]})
        response = connection.getresponse()
        response.read()
        assert response.status == 200, response.status
        waits.append(time.monotonic() - began)


@contextmanager
def served(tree: Path, home: Path) -> Iterator[int]:
    """A server of that version on a free port."""
    from bench.engines.servers import free_port

    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=tree, env=environment(tree, home), **quiet) as server:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                try:
                    http.client.HTTPConnection("localhost", port, timeout=5).request("GET", "/")
                    break
                except OSError:
                    time.sleep(0.2)
            yield port
        finally:
            server.terminate()


def child() -> None:
    """Answer each address on standard input with what it cost. Knows only what both versions have."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import close_old_connections, connection
    from django.test import Client

    from openupr.accounts.models import Person

    client = Client()
    client.force_login(Person.objects.get(username="sophea"))
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    print(json.dumps({"pages": addresses(), "cookie": cookie}), flush=True)
    for line in sys.stdin:
        queries = 0

        def counting(execute: Any, *arguments: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*arguments)

        with connection.execute_wrapper(counting):
            began = time.process_time()
            response = client.get(line.strip(), headers={"host": "localhost"})
            # As the server does after each answer: a connection that is not kept is opened anew by the next.
            close_old_connections()
            taken = time.process_time() - began
        assert response.status_code == 200, f"{line.strip()}: {response.status_code}"
        print(json.dumps({"ms": taken * 1000, "queries": queries}), flush=True)


def addresses() -> dict[str, str]:
    """The pages, by what they are called in the table."""
    from urllib.parse import quote

    from django.db.models import Count
    from django.urls import NoReverseMatch, reverse

    from openupr.recommendations.models import Ask
    from openupr.submissions.models import Submission

    told_most = Ask.objects.values_list("review__iso3").annotate(n=Count("pk")).order_by("-n", "review__iso3").first()
    fullest_state = told_most[0] if told_most else "KHM"
    submission = Submission.objects.filter(kind="joint").get()
    key, fullest = submission.coalition.key, max(submission.sections.all(), key=lambda each: each.paragraphs.count())
    group = submission.coalition.groups.first()
    try:
        outline = reverse("roadmaps:outline", args=[key, group.pk])
    except NoReverseMatch:
        outline = reverse("coalitions:outline", args=[key, group.pk])
    return {
        "a coalition's overview": reverse("coalitions:coalition", args=[key]),
        "a submission's overview": reverse("submissions:submission", args=[key, submission.pk]),
        "a section": reverse("submissions:section", args=[key, submission.pk, fullest.pk]),
        "a group's outline": outline,
        "a State": reverse("recommendations:state", args=[fullest_state]),
        "similar": f"{reverse('recommendations:similar')}?q={quote(DRAFT)}",
    }


if __name__ == "__main__":
    child() if "--child" in sys.argv else main()
