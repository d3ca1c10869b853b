"""Commands about the files that a house keeps: its calendar and its directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapter.cli import nhiemvu, session


@pytest.fixture
def config(tmp_path: Path) -> str:
    file = tmp_path / "config.toml"
    file.write_text('data_directory = "data"\n', "utf-8")
    return str(file)


@pytest.mark.parametrize(("day", "count"), [("9999-12-31", "1"), ("0001-01-01", "-1")])
def test_beyond_the_last_day_there_is_no_working_day(
    config: str, capsys: pytest.CaptureFixture[str], day: str, count: str
) -> None:
    code = session.run(nhiemvu, ["calendar", "add", "--config", config, "--", day, count])
    assert code == session.FINDINGS
    assert "vượt quá các ngày" in capsys.readouterr().err
