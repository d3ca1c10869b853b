"""Settings: every wrong one is named with its line; secrets stay wrapped; paths are the file's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapter import settings
from adapter.core.problems import Refusal

GOOD = """language = "en"
data_directory = "data"

[sources.qlvb]
connector = "soap"
mapping = "maps/own.yaml"

[sources.qlvb.options]
endpoint = "http://127.0.0.1/x"
wsdl = "own.wsdl"
password_file = "secret"
"""


def load(folder: Path, text: str) -> settings.Settings:
    (folder / "secret").write_text("chim-én-88\n")
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    return settings.load(file)


def refused(folder: Path, text: str) -> list[tuple[str, int]]:
    with pytest.raises(Refusal) as refusal:
        load(folder, text)
    return [(problem.code, problem.place.line) for problem in refusal.value.problems]


def test_paths_are_relative_to_the_file_and_secrets_are_wrapped(tmp_path: Path) -> None:
    loaded = load(tmp_path, GOOD)
    source = loaded.sources["qlvb"]
    assert loaded.data_directory == tmp_path / "data"
    assert source.mapping == str(tmp_path / "maps/own.yaml")
    assert source.options["wsdl"] == str(tmp_path / "own.wsdl")
    assert source.options["endpoint"] == "http://127.0.0.1/x"
    assert source.options["password"].get_secret_value() == "chim-én-88"
    assert "chim" not in repr(loaded) + str(loaded.model_dump())


def test_the_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIEMVU_LANGUAGE", "vi")
    monkeypatch.setenv("NHIEMVU_LOG__LEVEL", "error")
    loaded = load(tmp_path, GOOD)
    assert (loaded.language, loaded.log.level) == ("vi", "error")


def test_a_variable_for_a_whole_table_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIEMVU_LOG", "debug")
    assert refused(tmp_path, GOOD) == [("settings.environment", 0)]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeff" + GOOD).language == "en"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("data_directory", "data_dir", ("settings.unknown-key", 2)),
        ('connector = "soap"', 'conector = "soap"', ("settings.unknown-key", 5)),
        ('language = "en"', 'language = "fr"', ("settings.invalid", 1)),
        ('language = "en"', "language = ", ("settings.not-toml", 1)),
        ("sources.qlvb", "sources.QLVB", ("settings.invalid", 4)),
        ('"secret"', '"nowhere"', ("settings.secret-file", 11)),
        ('mapping = "maps/own.yaml"', "", ("settings.missing", 4)),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, old: str, new: str, expected: tuple[str, int]) -> None:
    assert expected in refused(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("wrong", "takes"),
    [
        ('language = "fr"', 'vi | en | ""'),
        ('[sources.a]\nconnector = "soap"\nmapping = "m"\nreconcile_days = -1', "≥ 0"),
        ('[sources.a]\nconnector = "soap"\nmapping = "m"\nreconcile_days = 400', "≤ 366"),
        ('[sources.a]\nconnector = "soap"\nmapping = "m"\nreconcile_days = "x"', "1, 2, 3 …"),
        ('second_approver = "maybe"', "true | false"),
        ("data_directory = 5", '"…"'),
        ('[report]\nrate_deadline = "x"', "in-force | first"),
    ],
)
def test_a_wrong_value_is_told_with_what_the_setting_takes(tmp_path: Path, wrong: str, takes: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(wrong, "utf-8")
    with pytest.raises(Refusal) as refusal:
        settings.load(file)
    (problem,) = refusal.value.problems
    assert (problem.code, dict(problem.values)["takes"]) == ("settings.invalid", takes)


def test_several_wrong_settings_are_told_together(tmp_path: Path) -> None:
    text = GOOD.replace("data_directory", "data_dir").replace('language = "en"', 'language = "fr"')
    assert len(refused(tmp_path, text)) == 2


def test_a_missing_file_is_an_error_and_not_an_empty_setting(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"settings\.no-file"):
        settings.load(tmp_path / "none.toml")


def test_the_key_that_signs_the_log_lies_where_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials")
    for written, place in (
        ("", tmp_path / "data" / "keys" / "log.key"),
        ("log.key", tmp_path / "log.key"),
        ("/etc/x/log.key", Path("/etc/x/log.key")),
        ("credential:log", Path("/run/credentials/log")),
    ):
        file.write_text(f'log_key_file = "{written}"\n', "utf-8")
        assert settings.load(file).signing_key == place
