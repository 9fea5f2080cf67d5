"""The command `openupr` refuses in one clear line, whatever is asked of it."""

import json

import pytest

from openupr.project.command import main

pytestmark = pytest.mark.django_db


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


def test_a_wrong_name_suggests_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Cambodia" in refusal(capsys, "search", "--state", "Camboda")


def test_a_wrong_command_suggests_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    # A test of its own: a command closes the database when it ends.
    assert "search" in refusal(capsys, "serach")


def test_a_refusal_in_json_is_one_document_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["openupr", "count", "--by", "colour", "--json"])
    assert "colour" in json.loads(capsys.readouterr().out)["error"]
