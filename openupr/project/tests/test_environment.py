"""What a user sets from outside is read strictly; what is theirs is readable by them alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from openupr.project import environment
from openupr.project.environment import WrongSetting, database, flag, home, secret_key, whole_number, words

# Read before any database is opened.
pytestmark = pytest.mark.once


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("", False)])
def test_a_flag_is_yes_or_no(value: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENUPR_DEBUG", value)
    assert flag("OPENUPR_DEBUG") is meant


def test_anything_else_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENUPR_DEBUG", "perhaps")
    with pytest.raises(WrongSetting, match=r"OPENUPR_DEBUG must be yes or no, not “perhaps”\."):
        flag("OPENUPR_DEBUG")


def test_a_wrong_setting_stops_the_command_in_one_line(fresh_home: dict[str, str]) -> None:
    outcome = subprocess.run(
        [Path(sys.executable).with_name("openupr"), "check"],
        env={**fresh_home, "OPENUPR_DEBUG": "perhaps"},
        capture_output=True,
        text=True,
    )
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert outcome.stderr == "OPENUPR_DEBUG must be yes or no, not “perhaps”.\n"


def test_behind_a_proxy_django_finds_nothing_to_warn_of(fresh_home: dict[str, str]) -> None:
    outcome = subprocess.run(
        [Path(sys.executable).with_name("openupr"), "check", "--deploy", "--fail-level", "WARNING"],
        env={**fresh_home, "OPENUPR_BEHIND_PROXY": "yes"},
        capture_output=True,
        text=True,
    )
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize(("value", "proxies"), [("", 0), ("no", 0), ("yes", 1), ("1", 1), ("2", 2)])
def test_proxies_are_counted(monkeypatch: pytest.MonkeyPatch, value: str, proxies: int) -> None:
    monkeypatch.setenv("OPENUPR_BEHIND_PROXY", value)
    assert whole_number("OPENUPR_BEHIND_PROXY") == proxies


@pytest.mark.parametrize("value", ["-1", "two", "1.5", "100"])
def test_a_number_of_proxies_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("OPENUPR_BEHIND_PROXY", value)
    with pytest.raises(WrongSetting, match="must be a number, yes or no"):
        whole_number("OPENUPR_BEHIND_PROXY")


def test_an_address_is_one_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENUPR_ADDRESS", "https://upr.example.org/")
    assert environment.address("OPENUPR_ADDRESS") == "https://upr.example.org"
    for wrong in ("upr.example.org", "ftp://upr.example.org", "https://", "https://upr.example.org/path"):
        monkeypatch.setenv("OPENUPR_ADDRESS", wrong)
        with pytest.raises(WrongSetting, match="must be an address such as"):
            environment.address("OPENUPR_ADDRESS")


def test_names_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENUPR_HOSTS", " upr.example.org, ,10.0.0.5 ")
    assert words("OPENUPR_HOSTS") == ["upr.example.org", "10.0.0.5"]


def test_the_home_is_made_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENUPR_HOME", str(tmp_path / "new" / "home"))
    folder = home()
    assert folder.stat().st_mode & 0o777 == 0o700
    key = secret_key(folder)
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
    assert secret_key(folder) == key
    assert len(key) >= 50


def test_without_a_setting_a_checkout_keeps_data_in_var_and_an_installation_where_the_system_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert environment.usual_home() == tmp_path / "share" / "openupr"
    (tmp_path / "pyproject.toml").touch()
    assert environment.usual_home() == tmp_path / "var"


def test_data_that_an_older_installation_kept_beside_the_program_is_used_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "openupr.sqlite3").touch()
    assert environment.left_beside_the_program()
    assert environment.usual_home() == tmp_path / "var"


def test_that_data_is_moved_whole_to_where_it_is_safe_and_only_where_nothing_is_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path / "packages")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    old, new = tmp_path / "packages" / "var", tmp_path / "share" / "openupr"
    with pytest.raises(environment.WrongSetting, match="nothing to move"):
        environment.move_left_data()
    (old / "index").mkdir(parents=True)
    (old / "openupr.sqlite3").write_text("everything")
    (old / "index" / "words").write_text("derived")
    new.mkdir(parents=True)
    (new / "mine").touch()
    with pytest.raises(environment.WrongSetting, match="Nothing was moved"):
        environment.move_left_data()
    assert (old / "openupr.sqlite3").exists()
    (new / "mine").unlink()
    assert environment.move_left_data() == new
    assert (new / "openupr.sqlite3").read_text() == "everything"
    assert (new / "index" / "words").read_text() == "derived"
    assert not old.exists()
    assert environment.usual_home() == new


def test_every_command_starts_without_what_only_unix_has() -> None:
    """What Windows lacks: fcntl and its kin. A lock of another kind is taken there."""
    told = subprocess.run(
        [sys.executable, "-W", "ignore::UserWarning", "-c", _WITHOUT_UNIX],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "openupr.project.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    assert int(told.stdout) >= 15


_WITHOUT_UNIX = """
import sys
for name in ("fcntl", "termios", "pwd", "grp", "resource", "pty", "tty"):
    sys.modules[name] = None
from openupr.project import command, worker
import django
django.setup()
from django.core.management import get_commands, load_command_class
ours = [(app, name) for name, app in get_commands().items() if str(app).startswith("openupr.")]
for app, name in ours:
    load_command_class(app, name)
import openupr.project.asgi
print(len(ours))
"""


def test_in_a_home_that_others_may_look_into_the_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    path = database(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    for each in (path, tmp_path / "openupr.sqlite3-wal"):
        each.touch()
        each.chmod(0o644)
    database(tmp_path)
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}


def test_a_home_that_is_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("OPENUPR_HOME", str(tmp_path / "file"))
    with pytest.raises(WrongSetting, match="cannot be used as a folder"):
        home()
