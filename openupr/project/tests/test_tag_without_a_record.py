"""`openupr tag` before anything is imported."""

from pathlib import Path

import pytest
from django.test import override_settings

from openupr.project.command import main


def test_tag_without_a_record_is_refused_in_one_sentence(
    tmp_path: Path, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with override_settings(OPENUPR_HOME=tmp_path), pytest.raises(SystemExit) as ended:
        main(["openupr", "tag"])
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out, printed.err.count("\n")) == (1, "", 1)
    assert printed.err.startswith("There is no coded record to learn from yet")
    assert not (tmp_path / "models").exists()
