"""The command `openupr` refuses in one clear line, whatever is asked of it."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from openupr.project.command import main
from openupr.project.stages import STAGES
from openupr.submissions import demo as submissions

# What a command says.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["openupr", *arguments])
    assert ended.value.code == 1
    told = capsys.readouterr().err.strip()
    assert told
    assert "\n" not in told
    return told


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "--state", "Camboda"),
        ("count", "--by", "colour"),
        ("count",),
        ("search", "--limit", "many"),
        ("import", "nowhere", "file"),
        ("gaps", "Atlantis"),
        ("fly",),
    ],
    ids=" ".join,
)
def test_a_refusal_is_one_line_and_exit_1(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert refusal(capsys, *arguments)


def test_a_stage_that_the_demo_does_not_have_is_refused_before_a_folder_is_made(
    fresh_home: dict[str, str], tmp_path: Path
) -> None:
    nowhere = tmp_path / "none"
    for said in (["--stage", "nonsense"], ["--stage=nonsense"]):
        refused = subprocess.run(
            [Path(sys.executable).with_name("openupr"), "demo", *said],
            env={**fresh_home, "OPENUPR_HOME": str(nowhere)},
            capture_output=True,
            text=True,
        )
        assert (refused.returncode, "The demo has no stage “nonsense”. Its stages: record, " in refused.stderr) == (
            1,
            True,
        )
    assert not nowhere.exists()
    assert STAGES[-len(submissions.STAGES) - 3 :] == (*submissions.STAGES, "follow-up", "pre-session", "after-review")


def test_a_wrong_name_suggests_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Cambodia" in refusal(capsys, "search", "--state", "Camboda")


def test_a_wrong_command_suggests_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    # A test of its own: a command closes the database when it ends.
    assert "search" in refusal(capsys, "serach")


def test_a_refusal_in_json_is_one_document_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["openupr", "count", "--by", "colour", "--json"])
    assert "colour" in json.loads(capsys.readouterr().out)["error"]


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    main(["openupr", "--version"])
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert capsys.readouterr().out == f"OpenUPR {project['version']}\n"
