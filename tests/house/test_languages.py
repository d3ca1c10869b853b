"""Everything a person reads exists in Vietnamese and in English, from one registry."""

from __future__ import annotations

import importlib
import inspect
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from adapter import messages
from adapter.cli import COMMANDS, nhiemvu, speaking
from adapter.messages import usage

FOLDER = Path(messages.__file__).parent
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def told(command: click.Command) -> Iterator[str]:
    """Give every help text of a command and of what is below it."""
    if command.help:
        yield inspect.cleandoc(command.help)
    yield from (one.help for one in command.params if isinstance(one, click.Option) and one.help)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from told(inner)


def everything() -> set[str]:
    """Give every help text of the program, as it stands in the code."""
    found = set(told(nhiemvu))
    for place in COMMANDS.values():
        module, name = place.split(":")
        found |= set(told(getattr(importlib.import_module(module), name)))
    return found


def test_every_help_text_has_its_pair_and_no_pair_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = everything()
    assert len(texts) > 80
    assert sorted(texts - set(usage.HELP)) == []
    assert sorted(set(usage.HELP) - texts) == []
    assert [text for text in usage.HELP.values() if not VIETNAMESE.search(text)] == []


def test_a_command_that_is_translated_stays_as_it_is() -> None:
    """Whoever asks in another language in the same process is told in that one."""
    for place in COMMANDS.values():
        module, name = place.split(":")
        command = getattr(importlib.import_module(module), name)
        before = list(told(command))
        spoken = list(told(speaking.translated(command, "vi")))
        assert (list(told(command)), spoken) == (before, [usage.HELP[text] for text in before])


def test_what_the_library_says_is_what_it_really_says() -> None:
    sources = "".join(inspect.getsource(module) for module in speaking.SPEAKING)
    written = {text.replace("\n", "\\n").replace("\t", "\\t") for text in usage.LIBRARY}
    assert [text for text in written if text not in sources] == []
    for english, vietnamese in usage.LIBRARY.items():
        assert set(re.findall(r"\{\w+", english)) == set(re.findall(r"\{\w+", vietnamese)), english


@pytest.mark.parametrize(
    ("locale", "words"),
    [("", "Cách dùng:"), ("vi_VN.UTF-8", "Lệnh:"), ("C.UTF-8", "Cách dùng:"), ("en_US.UTF-8", "Commands:")],
)
def test_help_follows_the_locale_and_is_vietnamese_without_one(locale: str, words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    line = [sys.executable, "-m", "adapter.cli"]
    for arguments in (["--help"], ["report", "--help"], ["khong-co"]):
        done = subprocess.run(
            [*line, *arguments], capture_output=True, text=True, check=False, env=environment | {"LANG": locale}
        )
        english = locale.startswith("en")
        assert bool(VIETNAMESE.search(done.stdout + done.stderr)) != english, (arguments, done.stdout)
        assert ("Usage:" in done.stdout + done.stderr) == english
    first = subprocess.run(
        [*line, "--help"], capture_output=True, text=True, check=True, env=environment | {"LANG": locale}
    )
    assert words in first.stdout


def areas() -> list[ModuleType]:
    names = [file.stem for file in FOLDER.glob("*.py") if file.stem not in ("__init__", "usage")]
    return [importlib.import_module(f"adapter.messages.{name}") for name in names]


def test_every_area_is_in_the_registry_and_no_code_is_in_two() -> None:
    codes = Counter(code for area in areas() for code in area.TEXTS)
    assert [code for code, times in codes.items() if times > 1] == []
    assert set(codes) == set(messages.catalogue())


def test_every_text_is_written_in_both_languages_with_the_same_values() -> None:
    for code, (vietnamese, english) in messages.catalogue().items():
        values = [set(re.findall(r"\{(\w+)", text)) for text in (vietnamese, english)]
        assert values[0] == values[1], code
        assert vietnamese.strip(), code
        assert english.strip(), code


@pytest.mark.parametrize(
    ("variable", "locale", "spoken"), [("en", "vi_VN", "en"), ("vi", "en_US", "vi"), ("", "en_US", "en")]
)
def test_the_variable_of_the_setting_is_heeded_before_the_locale(
    monkeypatch: pytest.MonkeyPatch, variable: str, locale: str, spoken: str
) -> None:
    monkeypatch.setenv("NHIEMVU_LANGUAGE", variable)
    monkeypatch.setenv("LC_ALL", locale)
    assert messages.language() == spoken
